"""The joint reader: intent and slots of one sentence by our own small Transformer (docs/reader.md)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from kiosk.assistant.tokens import HEAD, MOST_FEATURES, State, Token, Tokens
from kiosk.base.errors import KnownError
from kiosk.inference.manifest import model_path
from kiosk.inference.sessions import Session, open_session

WISHES: Final = ("recommend", "refine")
"""One intent to the reader: whether a wish is new or a change is the talk's to say."""


@dataclass(frozen=True)
class Span:
    """Words that fill a slot."""

    key: str
    """category, metal, gem, gem_origin, colour, cut, style, occasion, recipient, sort, move, field, money, weight,
    carat, length, size, fineness, ordinal or name."""
    start: int
    end: int
    """Characters of the sentence."""
    tokens: tuple[int, int]
    """First token and the one after the last."""
    sure: float
    """Probability of the key, averaged over the tokens."""
    polarity: str
    """wanted, unwanted or corrected."""
    polarity_sure: float
    value: str | None
    """The model's own value of the words; None for keys that the rules read (money, sizes, names)."""
    value_sure: float


@dataclass(frozen=True)
class Understood:
    """What the reader made of a sentence."""

    said: str
    tokens: tuple[Token, ...]
    intents: Mapping[str, float]
    """Calibrated probabilities of the fine intents (`ask_piece/price`, `out_of_scope/health`), likeliest first."""
    spans: tuple[Span, ...]
    attention: NDArray[np.float32]
    """(layers, heads, tokens, tokens), the `tokens.HEAD` special ones first."""

    @property
    def intent(self) -> tuple[str, float]:
        """The contract's intent and its probability; recommend stands for refine too."""
        summed: dict[str, float] = {}
        for name, odds in self.intents.items():
            coarse = coarse_intent(name)
            summed[coarse] = summed.get(coarse, 0.0) + odds
        return max(summed.items(), key=lambda item: item[1])

    @property
    def detail(self) -> str:
        """What the answer needs to know beyond the intent: a field, a screen, a topic; empty where there is none."""
        wanted = self.intent[0]
        best = next(name for name in self.intents if coarse_intent(name) == wanted)
        return best.partition("/")[2]


def coarse_intent(fine: str) -> str:
    """The contract's intent of a fine one, recommend and refine as one."""
    name = fine.partition("/")[0]
    return WISHES[0] if name in WISHES else name


class Reader:
    """Reads sentences. Not for several threads at once."""

    def __init__(self, document: Mapping[str, Any], session: Session) -> None:
        self.tokens = Tokens.of(document["tokens"])
        self._intents: list[str] = list(document["intents"])
        self._polarities: list[str] = list(document["polarities"])
        self._keys = list(dict.fromkeys(tag[2:] for tag in document["tags"] if tag != "O"))
        self._tags: list[str] = list(document["tags"])
        self._values: list[str] = list(document["values"])
        self._columns = {key: [self._tags.index(f"{mark}-{key}") for mark in "BI"] for key in self._keys}
        self._of_key = {k: [i for i, v in enumerate(self._values) if v.startswith(f"{k}=")] for k in self._keys}
        self._session = session

    @classmethod
    def open(cls, folder: Path | None = None) -> Self:
        """Open the reader in a folder (`model.onnx`, `tokens.json`); by default the manifest's.

        Raises:
            KnownError: a file is missing or damaged.
        """
        folder = folder or model_path("reader")
        try:
            document = json.loads((folder / "tokens.json").read_text("utf-8"))
            return cls(document, open_session(folder / "model.onnx", gpu=False))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KnownError("The reader's tokens.json cannot be read; run: kiosk models verify") from error

    def read(self, said: str, state: State | None = None) -> Understood:
        """Read a normalised sentence that stands in a state of the talk."""
        state = state or State()
        tokens = self.tokens.cut(said)
        outputs = self.run(self.arrays(tokens, state)[None])
        odds = outputs["intents"][0]
        order = np.argsort(-odds)
        return Understood(
            said=said,
            tokens=tuple(tokens),
            intents={self._intents[i]: float(odds[i]) for i in order},
            spans=tuple(self._spans(tokens, {name: outputs[name][0, HEAD:] for name in outputs if name != "intents"})),
            attention=outputs["attention"][0],
        )

    def arrays(self, tokens: Sequence[Token], state: State) -> NDArray[np.int64]:
        """The features of a sentence, (tokens, features), special tokens first, 0 where there is none."""
        bags = self.tokens.features(tokens, state)
        ids = np.zeros((len(bags), MOST_FEATURES), np.int64)
        for at, bag in enumerate(bags):
            ids[at, : len(bag)] = bag
        return ids

    def run(self, ids: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
        """The model's outputs for sentences of one length, (sentences, tokens, features)."""
        return self._session.run({"ids": ids})

    def intent_index(self, fine: str) -> int:
        """The column of a fine intent."""
        return self._intents.index(fine)

    def key_columns(self, key: str) -> list[int]:
        """The columns of a key's tags."""
        return self._columns[key]

    def _spans(self, tokens: Sequence[Token], outputs: Mapping[str, NDArray[np.float32]]) -> list[Span]:
        best = [self._tags[i] for i in outputs["tags"].argmax(-1)]
        found, at = [], 0
        while at < len(best):
            if best[at] == "O":
                at += 1
                continue
            key, first = best[at][2:], at
            at += 1
            while at < len(best) and best[at] == f"I-{key}":
                at += 1
            found.append(self._span(key, first, at, tokens, outputs))
        return found

    def _span(
        self, key: str, first: int, after: int, tokens: Sequence[Token], outputs: Mapping[str, NDArray[np.float32]]
    ) -> Span:
        sure = float(outputs["tags"][first:after][:, self._columns[key]].sum(-1).mean())
        signs = outputs["polarities"][first:after].mean(0)
        value, value_sure = None, 0.0
        if columns := self._of_key[key]:
            odds = outputs["values"][first:after][:, columns].mean(0)
            best = int(odds.argmax())
            value, value_sure = self._values[columns[best]].partition("=")[2], float(odds[best])
        sign = int(signs.argmax())
        return Span(
            key=key, start=tokens[first].start, end=tokens[after - 1].end, tokens=(first, after), sure=sure,
            polarity=self._polarities[sign], polarity_sure=float(signs[sign]), value=value, value_sure=value_sure,
        )  # fmt: skip
