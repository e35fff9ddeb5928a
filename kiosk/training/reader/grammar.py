"""Sentence frames: `(a|b|)` chooses, `[bank]` takes from a phrase bank, `{slot}` takes a value and labels it.

`{-gem}` is a value that is not wanted, `{~gem}` one that is only being corrected, `{gem2}` a second one of the key.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.base.errors import BugError

POLARITIES: Final = ("wanted", "unwanted", "corrected")
_SIGNS: Final = {"-": "unwanted", "~": "corrected"}
_SLOT: Final = re.compile(r"([-~]?)([a-z_]+?)(\d?)(?:=([a-z_0-9|]+))?")
_DEEPEST: Final = 12


@dataclass(frozen=True)
class Segment:
    """A part of a made sentence; `key` is empty where nothing is labelled."""

    text: str
    key: str = ""
    value: str = ""
    polarity: str = "wanted"


Filler = Callable[[str, tuple[str, ...], random.Random], tuple[str, str]]
"""(key, values to choose from or none, chance) to (text, value)."""


def expand(
    frame: str, banks: Mapping[str, Sequence[str]], fill: Filler, chance: random.Random, depth: int = 0
) -> list[Segment]:
    """One sentence of a frame, as segments.

    Raises:
        BugError: the frame's brackets do not match, or it names a bank that is not there.
    """
    if depth > _DEEPEST:
        raise BugError(f"the frame {frame!r} never ends")
    segments: list[Segment] = []
    at = 0
    while at < len(frame):
        opening = frame[at]
        if opening == "(":
            end = _closing(frame, at)
            chosen = chance.choice(_parts(frame[at + 1 : end]))
            segments += expand(chosen, banks, fill, chance, depth + 1)
        elif opening == "[":
            end = frame.index("]", at)
            name = frame[at + 1 : end]
            if name not in banks:
                raise BugError(f"the frame {frame!r} names the bank {name}, which is not there")
            segments += expand(chance.choice(banks[name]), banks, fill, chance, depth + 1)
        elif opening == "{":
            end = frame.index("}", at)
            segments.append(_slot(frame[at + 1 : end], fill, chance))
        else:
            end = at
            while end + 1 < len(frame) and frame[end + 1] not in "([{":
                end += 1
            segments.append(Segment(frame[at : end + 1]))
        at = end + 1
    return segments


def _slot(said: str, fill: Filler, chance: random.Random) -> Segment:
    match = _SLOT.fullmatch(said)
    if match is None:
        raise BugError(f"{{{said}}} is no slot")
    sign, key, _, values = match.groups()
    text, value = fill(key, tuple(values.split("|")) if values else (), chance)
    return Segment(text, key, value, _SIGNS.get(sign, "wanted"))


def _closing(frame: str, at: int) -> int:
    depth = 0
    for end in range(at, len(frame)):
        depth += {"(": 1, ")": -1}.get(frame[end], 0)
        if depth == 0:
            return end
    raise BugError(f"the frame {frame!r} opens a bracket that it does not close")


def _parts(inside: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, char in enumerate(inside):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(char, 0)
        if char == "|" and depth == 0:
            parts.append(inside[start:at])
            start = at + 1
    return [*parts, inside[start:]]
