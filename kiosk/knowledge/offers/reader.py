"""Reads an offer's attributes: the shop's import of foreign catalogs starts from them."""

from kiosk.knowledge.graph import Graph
from kiosk.knowledge.offers.grammar import candidates
from kiosk.knowledge.offers.offer import ATTRIBUTES, Offer, Span
from kiosk.knowledge.offers.words import Words


class AttributeReader:
    """The span grammar over the shipped words and a graph's stones."""

    def __init__(self, graph: Graph | None = None) -> None:
        """Compile the patterns; without a graph only the word list's own stones are known."""
        self._words = Words.of(graph)

    def candidates(self, offer: Offer) -> tuple[Span, ...]:
        """All spans that may be values, sure or not."""
        return candidates(offer, self._words)

    def read(self, offer: Offer) -> dict[str, tuple[str, ...]]:
        """The values of each attribute as they stand in the offer, each once (case aside); an empty tuple is n/a."""
        found: dict[str, dict[str, str]] = {attribute: {} for attribute in ATTRIBUTES}
        for span in self.candidates(offer):
            if span.sure:
                found[span.attribute].setdefault(span.value, span.text)
        return {attribute: tuple(values.values()) for attribute, values in found.items()}
