"""Where values of each attribute may stand in an offer: all candidates, and which of them the grammar takes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kiosk.knowledge.offers.brands import brand_spans
from kiosk.knowledge.offers.offer import Offer, Span, shop_mentions
from kiosk.knowledge.offers.words import Words


def candidates(offer: Offer, words: Words) -> tuple[Span, ...]:
    """Every span that may be a value, in the order of attributes and places; none is given twice.

    Args:
        offer: what is read.
        words: the compiled word lists.
    """
    found: dict[tuple[str, int, int, int], Span] = {}
    for place, text in enumerate(offer.texts):
        shop = shop_mentions(text, offer.host)
        for make in (_products, _genders, _metals, _stones, _shapes, _settings, _weights):
            for span in make(text, place, words):
                if not any(start < span.end and span.start < end for start, end in shop):
                    _keep(found, span)
    for span in brand_spans(offer, words.common, words.trade):
        _keep(found, span)
    return tuple(_without_weak(list(found.values()), words))


def _keep(found: dict[tuple[str, int, int, int], Span], span: Span) -> None:
    key = (span.attribute, span.place, span.start, span.end)
    if key not in found or (span.sure and not found[key].sure):
        found[key] = span


def _span(attribute: str, place: int, text: str, start: int, end: int, sure: bool) -> Span:
    return Span(attribute, place, start, end, text[start:end], sure)


def _products(text: str, place: int, words: Words) -> Iterator[Span]:
    """`Halo Diamond Engagement Ring`: the whole phrase without a leading stone; each shorter ending may be it too."""
    for match in words.product.finditer(text):
        start = match.start()
        starts = [start + m.start() for m in re.finditer(r"\S+", match["kinds"])] + [match.start("head")]
        first = next(s for s in starts if s == starts[-1] or _word(text, s) not in words.never_first)
        for begin in starts:
            yield _span("Product Type", place, text, begin, match.end(), begin == first)


def _word(text: str, start: int) -> str:
    match = re.match(r"[^\s,]+", text[start:])
    return match.group().casefold() if match else ""


def _genders(text: str, place: int, words: Words) -> Iterator[Span]:
    for match in words.gender.finditer(text):
        sure = match.group().casefold().replace("’", "'") in words.gender_sure
        yield _span("Gender", place, text, match.start(), match.end(), sure)


def _metals(text: str, place: int, words: Words) -> Iterator[Span]:
    """A list of metals is one value; its members may be."""
    for match in words.metal.finditer(text):
        yield _span("Metal Type", place, text, match.start(), match.end(), True)
        for one in words.metal_one.finditer(text, match.start(), match.end()):
            yield _span("Metal Type", place, text, one.start(), one.end(), False)


def _stones(text: str, place: int, words: Words) -> Iterator[Span]:
    """A list of stones is one value; a plural's singular is a substring and may be meant."""
    for match in words.stone.finditer(text):
        whole = match.group()
        plural = whole.casefold().endswith("diamonds")
        yield _span("Stones Type", place, text, match.start(), match.end(), not plural)
        if plural:
            yield _span("Stones Type", place, text, match.start(), match.end() - 1, False)
        for one in words.stone_one.finditer(text, match.start(), match.end()):
            yield _span("Stones Type", place, text, one.start(), one.end(), False)
            bare = one.start() + one.group().rfind(" ") + 1
            if bare > one.start():
                yield _span("Stones Type", place, text, bare, one.end(), False)


def _shapes(text: str, place: int, words: Words) -> Iterator[Span]:
    for match in words.shape.finditer(text):
        name, cut = match["name"].casefold(), match["cut"]
        if name in words.need_cut and not cut:
            continue
        hyphen = bool(cut) and cut.startswith("-")
        sure = bool(cut) or bool(match["stone"])
        yield _span("Stone Shape", place, text, match.start(), match.end("name"), sure and not hyphen)
        if cut:
            yield _span("Stone Shape", place, text, match.start(), match.end("cut"), hyphen)


def _settings(text: str, place: int, words: Words) -> Iterator[Span]:
    for match in words.setting.finditer(text):
        sure = bool(match["set"]) or match["name"].casefold() in words.alone
        yield _span("Stones Setting", place, text, match.start(), match.end("name"), sure)
        if match["set"]:
            yield _span("Stones Setting", place, text, match.start(), match.end(), False)


def _weights(text: str, place: int, words: Words) -> Iterator[Span]:
    for match in words.weight.finditer(text):
        yield _span("Stones Total Weight", place, text, match.start(), match.end(), True)


def _without_weak(spans: list[Span], words: Words) -> list[Span]:
    """A bare "ring" is shop talk where a "wedding band" is named: it stays a candidate, but no sure one."""
    types = [span for span in spans if span.attribute == "Product Type" and span.sure]
    weak = [span for span in types if _singular(span.text) in words.weak]
    if len(weak) == len(types):
        return spans
    return [replace(span, sure=False) if span in weak else span for span in spans]


def _singular(text: str) -> str:
    word = text.casefold()
    return word.removesuffix("s")
