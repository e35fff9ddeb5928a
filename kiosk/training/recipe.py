"""What can be chosen about a training of the encoder."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """Sizes and steps."""

    dimensions: int = 128
    steps: int = 1500
    batch: int = 512
    rate: float = 0.015
    temperature: float = 0.05
    kept: float = 0.85
    """Share of the features that a step keeps."""
    clusters: int = 0
    """Half of each batch is drawn from this many topics, so that telling a topic alone is not enough; 0: none is."""
    seed: int = 0


@dataclass(frozen=True)
class Amounts:
    """How many generated pairs of each kind."""

    sentences: int = 80_000
    words: int = 8_000
    made_up: int = 8_000
    fact_repeats: int = 5
    other_repeats: int = 2
