"""Questions about one field of a piece, answered from its record and nothing else."""

import re
from collections.abc import Callable
from typing import Final

from kiosk.advice import wording
from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.reasons import Reason, price_reason
from kiosk.base.settings import Language
from kiosk.base.text import text

_P = re.compile
FIELDS: Final = (
    ("reviews", _P(
        r"评价|评论|口碑|好评|差评|反馈|(?:别人|大家|买过的|顾客|其他人|客人|网友|人家).{0,6}(?:怎么说|说什么|觉得|反映|评)"
        r"|(?:戴过|买过).{0,6}(?:怎么说|觉得|说)|\breviews?\b|\bratings?\b|feedback|(?:people|customers|others|buyers|owners)"
        r".{0,12}(?:say|think|like|complain|said)|complaints? about"
    )),
    ("why_not", _P(
        r"(?:为什么|为啥|怎么|咋)(?:就|会)?(?:没有?|不)(?:给我?)?(?:推荐|列|显示|看到|选|挑|出现|放|拿)"
        r"|(?:为什么|为啥|怎么)(?:就)?(?:没有|不是)|(?:没|不)推荐.{0,8}(?:为什么|为啥|原因)"
        r"|why (?:not|isn't|is not|wasn't|was not|didn't you|did you not|don't you)\b.{0,40}"
        r"(?:this|that|it|one|ring|necklace|pendant|earring|bracelet|bangle|brooch|recommend|show|suggest|list|there"
        r"|pick|offer|include|\b[a-z]\d{3}\b)"
    )),
    ("goes_with", _P(
        r"配(?:什么|啥|哪|点|个|条|对|副)(?!件)|搭(?:什么|啥|哪|点|个|条|对|副)|搭配(?:什么|啥|哪|吗|一下|建议)|相配|配套|配成套|成套的"
        r"|能?配一套|怎么(?:配|搭)|什么.{0,6}(?:搭|配)(?:它|这|得上)"
        r"|\bgoes? (?:well )?with (?:it|this|that|these|the|[a-z]\d{3})"
        r"|\bmatch(?:es|ing)? (?:it|this|that|with|pieces?|set)"
        r"|\bpair (?:it|this|that|with)|wear (?:it )?with|complete the (?:set|look)"
    )),
    ("suits", _P(
        r"适合|送.{0,6}(?:合适|好吗|行吗|可以吗)|能送|戴.{0,4}合适|suit(?:able|s)?\b|(?:good|ok|right"
        r"|appropriate) for|for (?:men|women|kids|everyday)"
    )),
    ("price", _P(
        r"多少钱|什么价|价格|价位|怎么卖|贵不贵|几钱|报价|卖多少|how much(?! does (?:it|this"
        r"|the .*) weigh)(?! gold)|\bprice\b|\bcost"
    )),
    ("certificate", _P(r"证书|鉴定书|质检|\bgia\b|\bngtc\b|certificate|certified|\breport\b")),
    ("treatment", _P(r"处理|优化|做过|烧过|加热|注胶|a货|b货|treated|treatment|enhanced|heated|untreated")),
    ("origin", _P(r"天然|培育|人工|人造|合成|实验室|natural|lab.?grown|synthetic|mined|man-made")),
    ("clarity", _P(r"净度|\bvs\d?\b.*吗|瑕疵|内含物|干净吗|clarity|flawless|inclusions")),
    ("colour_grade", _P(r"(?:颜色|色)(?:级|等级)|几色|什么色级|colou?r grade|\bcolou?r\b.*\bgrade")),
    ("carat", _P(r"克拉|多少分|几分|carat")),
    ("care", _P(
        r"保养|清洗|清洁|打理|怎么(?:洗|收|护理)|碰水|洗澡|take care|care for|\bclean|look after|maintain|wet\b"
        r"|shower"
    )),
    ("stock", _P(
        r"有货|现货|库存|还有吗|还有没有|有几(?:件|个|条)|in stock|available|availability|how many (?:do you|are)"
    )),
    ("weight", _P(r"多重|几克|克重|重量|多少克|重不重|重吗|how heavy|weigh|\bweight\b|how many grams")),
    ("size", _P(
        r"多大|尺寸|几号|圈口|多长|长度|多宽|多厚|多粗|直径|内径|宽度|厚度|大小|多高|how (?:big|long|wide|thick"
        r"|large|tall)|\bsize|length|diameter|width|dimension|measurements"
    )),
    ("material", _P(
        r"材质|什么做|什么材料|什么金|什么料|成色|含金量|几k|多少k|k金吗|是银吗|是金吗|用料|made of|material"
        r"|what metal|what gold|fineness|purity|karat|which metal"
    )),
    ("gem", _P(
        r"什么(?:石头|宝石|玉|珠|钻)|宝石是|镶的|主石|what (?:stone|gem)|which (?:stone|gem)|kind of (?:stone|gem)"
    )),
    ("cut", _P(r"切工|切割|什么形状|形状|what shape|what cut|\bcut\b")),
    ("about", _P(
        r"介绍|讲讲|说说|怎么样|详细|什么来头|tell me (?:more )?about|describe|what about (?:it|this)|details"
        r"|more info"
    )),
)  # fmt: skip
"""Checked in this order."""

_NUMBERED: Final = (
    ("length_mm", "length"), ("inner_diameter_mm", "inner"), ("width", "width"), ("height", "height"),
    ("drop", "drop"), ("diameter", "diameter"), ("thickness", "thickness"), ("depth", "depth"),
)  # fmt: skip


def asked_field(said: str) -> str | None:
    """Which field a question is about, or None."""
    return next((name for name, pattern in FIELDS if pattern.search(said)), None)


def field_claims(offer: Offer, field: str, wish: Constraints, stock: int, language: Language) -> tuple[Reason, ...]:
    """What the record says about a field, as clauses with sources; empty when it says nothing.

    Args:
        offer: the piece with today's price.
        field: one of `FIELDS`.
        wish: for `suits`: the occasions, recipients and styles asked about.
        stock: units that can be sold now.
        language: of the clauses.
    """
    if field == "price":
        return (price_reason(offer, Constraints(), language),) if offer.price is not None else ()
    if field == "stock":
        key = "stock" if stock else "stock_none"
        return (_claim(offer, key, ("stock",), language, count=stock),)
    return _MAKERS[field](offer, wish, language)


def _claim(offer: Offer, key: str, fields: tuple[str, ...], language: Language, **values: object) -> Reason:
    said = text(f"assistant.field.{key}", language, **values)
    return Reason(said, tuple(f"catalog:{offer.sku}.{field}" for field in fields))


def _weight(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    if offer.piece.weight_g is None:
        return ()
    return (_claim(offer, "weight", ("weight_g",), language, value=wording.number(offer.piece.weight_g)),)


def _carat(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    if offer.piece.carat is None:
        return ()
    return (_claim(offer, "carat", ("carat",), language, value=wording.carats(offer.piece.carat, language)),)


def _certificate(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    if offer.piece.certificate is None:
        return ()
    return (_claim(offer, "certificate", ("certificate",), language, value=offer.piece.certificate),)


def _origin(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    piece = offer.piece
    if piece.gem_origin is None or not piece.gems:
        return ()
    values = {"gem": wording.words(piece.gems, language), "origin": wording.word(piece.gem_origin, language)}
    return (_claim(offer, "origin", ("gem_origin", "gems"), language, **values),)


def _graded(field: str) -> Callable[[Offer, Constraints, Language], tuple[Reason, ...]]:
    def read(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
        value = getattr(offer.piece, field)
        return (_claim(offer, field, (field,), language, value=value),) if value else ()

    return read


def _told(field: str) -> Callable[[Offer, Constraints, Language], tuple[Reason, ...]]:
    """Fields that already are sentences: care and treatment."""

    def read(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
        said = getattr(offer.piece, field)
        if said is None:
            return ()
        return (Reason(said[language].rstrip("。. "), (f"catalog:{offer.sku}.{field}",)),)

    return read


def _material(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    piece = offer.piece
    claims = []
    if piece.metal is not None:
        value = wording.material(piece.metal, piece.fineness, language)
        fields = ("metal", "fineness") if piece.fineness is not None else ("metal",)
        claims.append(_claim(offer, "material", fields, language, value=value))
    return (*claims, *_gem(offer, wish, language))


def _gem(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    found = wording.stones(offer.piece, language)
    if found is None:
        return ()
    key = "gem" if offer.piece.metal else "gem_whole"
    return (_claim(offer, key, found[1], language, value=found[0]),)


def _cut(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    if not offer.piece.cut:
        return ()
    value = "、".join(wording.word(cut, "zh", "cut") for cut in offer.piece.cut)
    if language == "en":
        value = " and ".join(wording.word(cut, "en", "cut") for cut in offer.piece.cut)
    return (_claim(offer, "cut", ("cut",), language, value=value),)


def _size(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    piece = offer.piece
    claims = []
    for name, key in _NUMBERED:
        in_record = name in ("length_mm", "inner_diameter_mm")
        value = getattr(piece, name) if in_record else piece.dimensions_mm.get(name)
        if value is not None:
            field = name if in_record else "dimensions_mm"
            claims.append(_claim(offer, key, (field,), language, value=wording.number(value)))
    return tuple(claims[:3])


def _suits(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    """Only what the record has: an occasion it lacks is never confirmed."""
    piece = offer.piece
    fields = (
        ("occasion", wish.occasion, piece.occasions, "occasions"),
        ("recipient", wish.recipient, piece.recipients, "recipients"),
        ("style", wish.style, piece.styles, "styles"),
    )
    asked = any(wanted for _, wanted, _, _ in fields)
    claims = []
    for key, wanted, have, field in fields:
        both = [word for word in wanted if word in have] if asked else list(have)
        if both and (asked or key != "style"):
            claims.append(_claim(offer, key, (field,), language, value=wording.words(both, language)))
    return tuple(claims)


def _about(offer: Offer, wish: Constraints, language: Language) -> tuple[Reason, ...]:
    claims = [*_material(offer, wish, language), *_suits(offer, Constraints(), language)[:1]]
    if offer.price is not None:
        claims.append(price_reason(offer, Constraints(), language))
    return tuple(claims)


_MAKERS: Final[dict[str, Callable[[Offer, Constraints, Language], tuple[Reason, ...]]]] = {
    "weight": _weight,
    "carat": _carat,
    "certificate": _certificate,
    "origin": _origin,
    "clarity": _graded("clarity"),
    "colour_grade": _graded("colour_grade"),
    "treatment": _told("treatment"),
    "care": _told("care"),
    "material": _material,
    "gem": _gem,
    "cut": _cut,
    "size": _size,
    "suits": _suits,
    "about": _about,
}
