"""Reading one TOML table field by field: every fault is noted, nothing is guessed, unknown keys are refused."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from kiosk.catalog.faults import Fault, unknown_word
from kiosk.catalog.piece import Bilingual


class Fields:
    """The fields of one table. A faulty field is noted in `faults` and reads as its empty value."""

    def __init__(self, values: dict[str, Any], where: str, name: str, faults: list[Fault]) -> None:
        self.values = values
        self.where = where
        self.name = name
        self.faults = faults
        self._asked: set[str] = set()

    def fault(self, key: str, sentence: str) -> None:
        """Note a fault of one key."""
        self.faults.append(Fault(self.where, f"{self.name}.{key}", sentence))

    def take(self, key: str, *, required: bool = False) -> Any:
        """The raw value; None when absent."""
        self._asked.add(key)
        value = self.values.get(key)
        if value is None and required:
            self.fault(key, "is missing.")
        return value

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A non-empty string without spaces around it."""
        value = self.take(key, required=required)
        if value is None:
            return None
        if not isinstance(value, str) or not value or value != value.strip():
            self.fault(key, f"is {value!r}; a text without spaces around it is needed.")
            return None
        return value

    def bilingual(self, key: str, *, required: bool = False) -> Bilingual | None:
        """A table `{zh, en}`."""
        value = self.take(key, required=required)
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) != {"zh", "en"}:
            self.fault(key, "needs both languages, as {zh = ..., en = ...}.")
            return None
        part = Fields(value, self.where, f"{self.name}.{key}", self.faults)
        zh, en = part.text("zh", required=True), part.text("en", required=True)
        return Bilingual(zh, en) if zh and en else None

    def word(self, key: str, kind: str, vocabulary: Iterable[str], *, required: bool = False) -> str | None:
        """One word of the vocabulary."""
        value = self.take(key, required=required)
        if value is not None and value not in vocabulary:
            self.fault(key, unknown_word(value, kind, vocabulary))
            return None
        return str(value) if value is not None else None

    def words(self, key: str, kind: str, vocabulary: Sequence[str], *, required: bool = False) -> tuple[str, ...]:
        """A list of different words of the vocabulary."""
        value = self.take(key, required=required)
        if value is None:
            return ()
        if not isinstance(value, list) or (required and not value):
            self.fault(key, f"is {value!r}; a list of words is needed.")
            return ()
        for word in value:
            if word not in vocabulary:
                self.fault(key, unknown_word(word, kind, vocabulary))
        if len(set(map(str, value))) < len(value):
            self.fault(key, "names the same word twice.")
        return tuple(word for word in value if word in vocabulary)

    def number(self, key: str, low: float, high: float, unit: str, *, required: bool = False) -> float | None:
        """A number of `unit` between `low` and `high`."""
        value = self.take(key, required=required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.fault(key, f"is {value!r}; a number of {unit} is needed.")
            return None
        if not low <= value <= high:
            self.fault(key, f"is {value:g} {unit}; between {low:g} and {high:g} was expected.")
            return None
        return float(value)

    def integer(self, key: str, low: int, high: int, unit: str, *, required: bool = False) -> int | None:
        """A whole number of `unit` between `low` and `high`."""
        value = self.number(key, low, high, unit, required=required)
        if value is None:
            return None
        if value != int(value):
            self.fault(key, f"is {value:g} {unit}; a whole number is needed.")
            return None
        return int(value)

    def time(self, key: str, *, required: bool = False) -> datetime | None:
        """A date and time with its zone, such as 2026-11-02T10:00:00+08:00."""
        value = self.take(key, required=required)
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is None:
            self.fault(key, f"is {value}; a time with its zone is needed, such as 2026-11-02T10:00:00+08:00.")
            return None
        return value

    def tables(self, key: str) -> list[dict[str, Any]]:
        """A list of tables; empty when absent."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(key, "must be a list of tables.")
            return []
        return value

    def finish(self) -> None:
        """Refuse every key that nothing asked for."""
        for key in self.values:
            if key not in self._asked:
                self.fault(key, unknown_word(key, "field", sorted(self._asked)))
