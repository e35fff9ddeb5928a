"""Words back into text: Chinese without spaces, Latin words with one."""

import re
from collections.abc import Sequence

from kiosk.base.settings import Language

_HAN = "\u3400-\u9fff\uf900-\ufaff〇"
_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])")


def close_spaces(text: str) -> str:
    """Remove the spaces that touch a Han character: "18 K金 会 过敏 吗" is "18 K金会过敏吗" but "try it on" stays."""
    return _BESIDE_HAN.sub("", text.strip())


def join_words(words: Sequence[str], language: Language) -> str:
    """The words of a recogniser as a person writes them."""
    text = " ".join(words)
    return close_spaces(text) if language == "zh" else text
