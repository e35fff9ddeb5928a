"""What other customers say of a piece: counted from their reviews, praise and complaints alike."""

from kiosk.advice.offers import Offer
from kiosk.advice.opinions import aspect_claims, quotations, review_claims
from kiosk.advice.reasons import Reason
from kiosk.assistant import answers
from kiosk.assistant.normalising import is_chinese
from kiosk.assistant.reply import Reply, Shown
from kiosk.assistant.turn import Turn
from kiosk.base.text import text
from kiosk.knowledge.opinion_words import opinion_words
from kiosk.knowledge.praise import ReviewSummary


def about_reviews(turn: Turn, offer: Offer) -> Reply:
    """All that is said of a piece, or of the one aspect that was asked about; refused where nobody said anything."""
    language = turn.language
    summary = turn.praise.of(offer.sku)
    name = answers.name(offer, language)
    if summary is None:
        return _refused(turn, offer, text("opinions.reviews.none", language, name=name))
    aspect = asked_aspect(turn.reading.said)
    claims = aspect_claims(summary, aspect, language) if aspect else review_claims(summary, language)
    if not claims and aspect:
        about = text(f"opinions.aspect.{aspect}", language)
        return _refused(turn, offer, text("opinions.reviews.few", language, name=name, aspect=about))
    return _told(turn, offer, summary, claims, aspect)


def asked_aspect(said: str) -> str | None:
    """The one aspect that a question names; None for none or for several."""
    words = opinion_words("zh" if is_chinese(said) else "en")
    named = [aspect for aspect, pattern in words.terms.items() if pattern.search(said)]
    return named[0] if len(named) == 1 else None


def _told(turn: Turn, offer: Offer, summary: ReviewSummary, claims: tuple[Reason, ...], aspect: str | None) -> Reply:
    language = turn.language
    listed = answers.join((claim.text for claim in claims), language)
    name = answers.name(offer, language)
    answer = answers.capital(text("opinions.reviews.answer", language, name=name, claims=listed))
    quotes = quotations(summary, language, aspect)
    if quotes:
        said = answers.join((quote.text for quote in quotes), language)
        answer += text("opinions.reviews.quotes", language, quotes=said)
    if summary.demo:
        answer += text("opinions.reviews.demo", language)
    every = (*claims, *quotes)
    pieces = (Shown(offer, every),)
    return Reply(language, "ask_piece", answer, turn.talk.wish, pieces, every, (offer.sku,))


def _refused(turn: Turn, offer: Offer, answer: str) -> Reply:
    said = answers.capital(answer)
    return Reply(turn.language, "ask_piece", said, turn.talk.wish, focus=(offer.sku,), refused=True)
