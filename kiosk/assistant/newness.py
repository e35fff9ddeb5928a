"""Whether a wish said while another one holds changes that one or starts afresh."""

from typing import TYPE_CHECKING

from kiosk.assistant import chinese, cues, english

if TYPE_CHECKING:
    from kiosk.assistant.understanding import Reading, Talk


def is_new_wish(reading: "Reading", talk: "Talk") -> bool:
    """Whether a wish said while another one holds starts afresh.

    Another kind of piece with a verb of wanting, or described anew, does; so does a gift for somebody else. A change
    ("换成", "instead", "不是…是…") does not.
    """
    said, wish = reading.said, reading.wish
    if (reading.reset or chinese.starts_afresh(said)) and (wish or reading.words):
        return True
    if (afresh := english.starts_afresh(said)) is not None:
        return afresh
    if said.startswith("那") or cues.CHANGE.search(said) or reading.corrected or wish.exclude.get("category"):
        return False
    wants = bool(cues.NEW_WISH.search(said))
    if talk.wish.category and wish.category and set(wish.category) != set(talk.wish.category):
        return wants or len(wish.said()) > 1
    for_another = any(
        getattr(wish, key) and getattr(talk.wish, key) and not set(getattr(wish, key)) & set(getattr(talk.wish, key))
        for key in ("recipient", "occasion")
    )
    return for_another and (wants or bool(cues.GIFT.search(said)))
