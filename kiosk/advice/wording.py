"""How the catalog's words and numbers are said, in both languages."""

import datetime
from collections.abc import Iterable
from typing import Final

from kiosk.base.settings import Language
from kiosk.base.text import table, text
from kiosk.catalog.piece import Piece

_KARATS: Final = {916: 22, 750: 18, 585: 14, 417: 10, 375: 9}
_PURE: Final = 990
_SHAPELESS: Final = ("carved", "bead")
"""Cuts that are no shape a customer would name a stone by."""


def word(value: str, language: Language, key: str = "") -> str:
    """A vocabulary word as people say it; a word unknown to the texts stands for itself.

    `key` tells apart what is spelled alike: emerald the stone and emerald the cut.
    """
    texts = table(language)
    return texts.get(f"advice.word.{key}_{value}") or texts.get(f"advice.word.{value}", value.replace("_", " "))


def words(values: Iterable[str], language: Language, key: str = "") -> str:
    """Several words in a row: 红宝石、蓝宝石 / ruby and sapphire."""
    said = list(dict.fromkeys(word(value, language, key) for value in values))
    if language == "zh":
        return "、".join(said)
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def number(value: float) -> str:
    """16.5 as 16.5 and 450.0 as 450, without a long tail."""
    rounded = round(value, 2)
    return str(int(rounded)) if float(rounded).is_integer() else f"{rounded:g}"


def money(yuan: float, language: Language) -> str:
    """¥4,980; half a yuan has no place in a price."""
    return text("advice.number.price", language, value=f"{round(yuan):,}")


def day(iso: str, language: Language) -> str:
    """11月2日 / 2 Nov: the day of a metal's rate."""
    date = datetime.date.fromisoformat(iso)
    month = text(f"advice.month.{date.month}", language)
    return text("advice.number.day", language, day=date.day, month=month)


def metal_rate(name: str, language: Language) -> str:
    """What a rate such as gold_750 is for: 足金999, 18K金, 铂金950."""
    metal, fineness = name.split("_")
    if metal == "gold" and int(fineness) in _KARATS:
        return text("advice.material.karat_gold", language, karat=_KARATS[int(fineness)])
    return material("yellow_gold" if metal == "gold" else metal, int(fineness), language)


def carats(value: float, language: Language) -> str:
    """0.30 ct: two decimals, as on a certificate."""
    return text("advice.number.carat", language, value=f"{value:.2f}")


def material(metal: str, fineness: int | None, language: Language) -> str:
    """足金999, 18K玫瑰金, 铂金950, 925银 / pure gold (999), 18K rose gold, platinum 950, 925 silver."""
    name = word(metal, language)
    if fineness is None:
        return name
    if metal == "yellow_gold" and fineness >= _PURE:
        return text("advice.material.pure_gold", language, fineness=fineness)
    if metal.endswith("_gold") and fineness in _KARATS:
        key = "karat_white" if metal == "white_gold" else "karat"
        return text(f"advice.material.{key}", language, karat=_KARATS[fineness], metal=name)
    if metal == "silver":
        return text("advice.material.silver", language, fineness=fineness)
    return text("advice.material.named", language, metal=name, fineness=fineness)


def stones(piece: Piece, language: Language) -> tuple[str, tuple[str, ...]] | None:
    """What a piece is set with, and the record's fields that say so; None without stones.

    Origin, cut and carat belong to the whole piece, so they are only named when there is one kind of stone.
    """
    if not piece.gems:
        return None
    fields = ["gems"]
    said = words(piece.gems, language)
    if len(piece.gems) == 1:
        parts = []
        if piece.carat is not None:
            parts.append(carats(piece.carat, language))
            fields.append("carat")
        if len(piece.cut) == 1 and piece.cut[0] not in _SHAPELESS:
            parts.append(word(piece.cut[0], language, "cut"))
            fields.append("cut")
        if piece.gem_origin:
            parts.append(word(piece.gem_origin, language))
            fields.append("gem_origin")
        said = ("" if language == "zh" else " ").join([*parts, said])
    return said, tuple(fields)
