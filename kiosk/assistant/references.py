"""Which pieces a sentence points at: 第二个, the first two, 最后一个, this one; and where on the body (左手无名指)."""

import re
from dataclasses import dataclass
from typing import Final

from kiosk.assistant.cues import POINTING, POINTING_ALL

_HAN: Final = {
    "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
_ENGLISH: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6,
}  # fmt: skip
_ORDINAL: Final = re.compile(
    r"(?<!倒数)第([一二三四五六七八九十]|\d{1,2})(?:个|款|条|件|只|枚|对|颗|串|块|种|副|支)?(?!步|次|天|一次)"
    r"|(?<![\d一二三四五六七八九十])([一二三四五六]|[1-6])号(?:那|这)?(?:个|款|条|件|只|枚|对|串)"
    r"|\b(first|second|third|fourth|fifth|sixth|seventh|eighth|1st|2nd|3rd|[4-8]th)\b(?! (?:time|birthday|two"
    r"|three|four|2|3|4))"
    r"|\bnumber (one|two|three|four|\d)\b"
)
_PAIR: Final = re.compile(
    r"(?:\b(?:compare|contrast|explain|between|pros and cons of|side by side:?) (?:number |no\.? ?|#|option )?"
    r"(one|two|three|four|five|six|[1-9]) (?:and|or|with|to|vs\.?|versus|against) (?:number |no\.? ?|#|option )?"
    r"(one|two|three|four|five|six|[1-9])\b(?! ?(?:mm|cm|carat|thousand|hundred|grand|k\b|g\b|inch|\d)))"
    r"|\b(?:number |no\.? ?|#)?(one|two|three|four|five|six|[1-9]) (?:vs\.?|versus|against) (?:number |no\.? ?|#)?"
    r"(one|two|three|four|five|six|[1-9])\b(?! ?(?:mm|cm|carat|thousand))"
)
"""Compare one and five; 2 versus 3."""
_FIRST_FEW: Final = re.compile(
    r"(?:前|头)(?:面|边)?(?:这|那)?([两二三四俩]|[2-4])(?!万|千|百|十|天|年|月|周|次|克|毫|厘|块)"
    r"|\bfirst (two|three|four|[2-4])\b"
)
_LAST: Final = re.compile(r"最后(?:那)?(?:一)?(?:个|款|条|件|只|枚|对)|\blast (?:one|pair|piece)\b|\bthe last\b")

_FROM_END: Final = re.compile(r"倒数第?([一二三四]|[1-4])")
"""倒数第二个."""

_FINGERS: Final = (
    ("thumb", r"大?拇指|大指|thumb"),
    ("index", r"食指|index|forefinger|pointer"),
    ("middle", r"中指|middle"),
    ("ring", r"无名指|ring finger|fourth finger"),
    ("little", r"小指|小拇指|尾指|little finger|pinky|pinkie"),
)
_LEFT: Final = re.compile(r"左|\bleft\b")
_RIGHT: Final = re.compile(r"右|\bright\b(?! now)")
_SIDED: Final = {"earrings": "ear", "bracelet": "wrist", "bangle": "wrist"}
_PLACES: Final = (
    ("wrist", re.compile(r"手腕|腕|手上|\bwrist\b|\barm\b")),
    ("ear", re.compile(r"耳朵|耳|\bear\b|\bears\b|\blobe\b")),
    ("neck", re.compile(r"脖子|颈|锁骨|\bneck\b")),
    ("chest", re.compile(r"胸前|胸口|胸|衣服|领|\bchest\b|\blapel\b")),
)


@dataclass(frozen=True)
class Pointing:
    """How a sentence points at pieces shown before."""

    ordinals: tuple[int, ...] = ()
    """1 is the first; -1 the last."""
    one: bool = False
    """这个, this one."""
    several: bool = False
    """这几个, these."""

    def __bool__(self) -> bool:
        return bool(self.ordinals) or self.one or self.several


def read_pointing(said: str) -> Pointing:
    """What a normalised sentence points at."""
    ordinals: list[int] = []
    if few := _FIRST_FEW.search(said):
        token = next(group for group in few.groups() if group)
        ordinals += range(1, (_HAN.get(token) or _ENGLISH.get(token) or int(token)) + 1)
    if pair := _PAIR.search(said):
        ordinals += [_ENGLISH.get(token) or int(token) for token in pair.groups() if token]
    for match in _ORDINAL.finditer(said):
        token = next(group for group in match.groups() if group)
        ordinals.append(_HAN.get(token) or _ENGLISH.get(token) or int(token))
    if _LAST.search(said):
        ordinals.append(-1)
    if back := _FROM_END.search(said):
        ordinals.append(-(_HAN.get(back.group(1)) or int(back.group(1))))
    several = bool(POINTING_ALL.search(said))
    one = bool(POINTING.search(said)) and not several
    return Pointing(tuple(dict.fromkeys(ordinals)), one, several)


def read_anchor(said: str, category: str | None) -> str | None:
    """The place on the body that was said, as CONTRACT.md's anchor; None when none was.

    Left and right are the wearer's own. A side alone is completed by what the piece is: a ring goes to the ring finger.
    """
    side = "left" if _LEFT.search(said) else "right" if _RIGHT.search(said) else None
    for finger, pattern in _FINGERS:
        if re.search(pattern, said):
            return f"{side or 'left'}_hand/{finger}"
    place = next((name for name, pattern in _PLACES if pattern.search(said)), None)
    if category == "ring":
        return f"{side}_hand/ring" if side else None
    if place in ("neck", "chest") and category not in ("bracelet", "bangle", "earrings"):
        return place
    if side and category in _SIDED:
        return f"{side}_{_SIDED[category]}"
    if side and place in ("wrist", "ear"):
        return f"{side}_{place}"
    return None
