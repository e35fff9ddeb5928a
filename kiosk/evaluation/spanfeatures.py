"""A candidate value with all the places where it stands, and what can be said of it for a learner."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.evaluation.gazetteer import Key
from kiosk.knowledge.offers.offer import Offer, Span

_CONTEXT: Final = 0.5
"""Words around a value count half: there are many of them."""
_WORD: Final = re.compile(r"[\w'’-]+|[^\w\s]")


@dataclass(frozen=True)
class Value:
    """One string that may be a value of an attribute of one offer."""

    attribute: str
    text: str
    spots: tuple[tuple[int, int, int], ...]
    """Where it stands: place, start, end."""
    sure: bool
    by_grammar: bool
    """Whether the grammar proposes it; else only other shops' marks do."""
    inside: bool
    """Whether it stands only inside longer values that the grammar takes."""
    rivals: int
    """How many values of its attribute the grammar takes in this offer."""
    twin: bool
    """Whether its plural or singular is a candidate too."""

    @property
    def key(self) -> Key:
        """Attribute and value."""
        return self.attribute, self.text


def values_of(spans: Sequence[Span], standing: Mapping[Key, tuple[tuple[int, int, int], ...]]) -> list[Value]:
    """The candidates of one offer: the grammar's, and values that are marked somewhere and stand here.

    Args:
        spans: the grammar's candidates.
        standing: marked values that stand in the offer (of which shops, is asked when it is read).
    """
    spots: dict[Key, set[tuple[int, int, int]]] = defaultdict(set)
    taken: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    sure: set[Key] = set()
    for span in spans:
        key, spot = (span.attribute, span.value), (span.place, span.start, span.end)
        spots[key].add(spot)
        if span.sure:
            sure.add(key)
            taken[span.attribute].append(spot)
    grammar = set(spots)
    for key, where in standing.items():
        spots[key].update(where)
    counts: defaultdict[str, int] = defaultdict(int)
    for attribute, _ in sure:
        counts[attribute] += 1
    return [
        Value(
            attribute, text, tuple(sorted(where)), (attribute, text) in sure, (attribute, text) in grammar,
            all(_inside(spot, taken[attribute]) for spot in where), counts[attribute],
            (attribute, text + "s") in spots or (text.endswith("s") and (attribute, text[:-1]) in spots),
        )
        for (attribute, text), where in sorted(spots.items())
    ]  # fmt: skip


def _inside(spot: tuple[int, int, int], others: Sequence[tuple[int, int, int]]) -> bool:
    place, start, end = spot
    return any(p == place and s <= start and end <= e and (s, e) != (start, end) for p, s, e in others)


def features(value: Value, offer: Offer) -> dict[str, float]:
    """Names and weights of what is so about a value; the names carry no shop."""
    words = value.text.split()
    places = {place for place, _, _ in value.spots}
    found = dict.fromkeys(
        (
            "always", f"sure {value.sure}", f"sure {value.sure} inside {value.inside}", f"text {value.text}",
            f"last {words[-1]}", f"first {words[0]}", f"words {min(len(words), 5)}", f"places {sorted(places)}",
            f"times {min(len(value.spots), 4)}", f"rivals {min(value.rivals, 3)} sure {value.sure}",
            f"grammar {value.by_grammar}", f"twin {value.twin}", f"places {sorted(places)} sure {value.sure}",
            f"plural {value.text.endswith('s')} inside {value.inside}", f"list {',' in value.text}",
            f"inside {value.inside} last {words[-1]}",
        ),
        1.0,
    )  # fmt: skip
    for place, start, end in value.spots:
        text = offer.texts[place]
        before, after = _words(text[:start])[-3:], _words(text[end:])[:3]
        left, right = (before or ["^"])[-1], (after or ["$"])[0]
        for name in (
            f"{place} left {left}", f"{place} right {right}", f"left {' '.join(before[-2:])}",
            f"right {' '.join(after[:2])}", f"{left} _ {right}", f"{words[-1]} _ {right}", f"{left} _ {words[0]}",
            f"start {place} {start == 0}", f"capital {text[start].isupper()} {place}",
        ):  # fmt: skip
            found[name] = _CONTEXT
    return found


def _words(text: str) -> list[str]:
    """Words and signs; figures lose their digits' values so that prices and sizes look alike."""
    return [re.sub(r"\d+", "#", word.casefold()) for word in _WORD.findall(text)]
