from tests.helpers.vosk_models import speech_models, vosk_models

__all__ = ["speech_models", "vosk_models"]
