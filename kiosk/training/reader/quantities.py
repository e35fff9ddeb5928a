"""Made-up amounts, weights, sizes and ordinals as customers say them."""

import random
from collections.abc import Callable, Mapping
from typing import Final

from kiosk.base.settings import Language

_HAN: Final = "零一二三四五六七八九"
Maker = Callable[[random.Random], str]


def _han(number: int) -> str:
    """A round number up to 99,999 in characters, 二千 said 两千."""
    out = ""
    for unit, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            digit, number = divmod(number, unit)
            said = _HAN[digit] if digit < 10 else _han(digit)
            out += "两" if said == "二" and unit >= 100 else "" if said == "一" and unit == 10 and not out else said
            out += name
    return out + (_HAN[number] if number else "")


def _round_money(chance: random.Random) -> int:
    return int(chance.choice((1, 1.5, 2, 2.5, 3, 4, 5, 5, 6, 8, 9)) * chance.choice((100, 1000, 1000, 1000, 10_000)))


def _zh_amount(chance: random.Random) -> str:
    number = _round_money(chance)
    way = chance.randrange(8)
    if way < 3:
        return _han(number)
    if way == 3 and number >= 1000:
        return f"{number / 1000:g}k"
    if way == 4 and number >= 1000:
        return f"{number / 10_000:g}万" if number >= 10_000 else f"{number // 1000}千"
    if way == 5:
        return chance.choice(
            (
                "两三千",
                "三四千",
                "七八百",
                "一两万",
                "五六千",
                "万把",
                "千把",
                "几百",
                "几千",
                "大几千",
                "小一万",
                "千八百",
                "两千五",
                "三千八",
                "一万二",
                "四位数",
                "五位数",
                "小两万",
                "百十来",
            )
        )
    return str(number)


def _zh_money(chance: random.Random) -> str:
    amount = _zh_amount(chance)
    other = _zh_amount(chance)
    return chance.choice((
        f"{amount}", f"{amount}块", f"{amount}元", f"{amount}块钱", f"{amount}左右", f"{amount}以内", f"{amount}以下",
        f"{amount}出头", f"不超过{amount}", f"别超过{amount}", f"{amount}到{other}", f"预算{amount}", f"{amount}的预算",
        f"预算{amount}左右", f"预算大概{amount}", f"控制在{amount}以内", f"{amount}上下", f"大概{amount}",
        f"{amount}以上", f"最多{amount}", f"至少{amount}", f"{amount}封顶", f"{amount}打底", f"预算就{amount}",
        f"{amount}多", f"差不多{amount}", f"{amount}来块", f"手头有{amount}", f"想花{amount}", f"花个{amount}",
        f"{amount}之内", f"{amount}往上", f"{amount}到顶", f"撑死{amount}", f"{amount}那样", f"{amount}的样子",
    ))  # fmt: skip


def _en_amount(chance: random.Random) -> str:
    number = _round_money(chance)
    return chance.choice((
        str(number), f"{number:,}", f"{number / 1000:g}k", f"¥{number}", f"{number} yuan", f"{number} rmb",
        f"{number} kuai", f"${number}",
        chance.choice(("five thousand", "two grand", "a thousand", "ten thousand", "a few hundred", "three grand",
                       "eight hundred", "fifteen hundred", "twenty thousand", "a couple of thousand")),
    ))  # fmt: skip


def _en_money(chance: random.Random) -> str:
    amount = _en_amount(chance)
    other = _en_amount(chance)
    return chance.choice((
        amount, f"under {amount}", f"below {amount}", f"around {amount}", f"about {amount}", f"up to {amount}",
        f"less than {amount}", f"no more than {amount}", f"at most {amount}", f"{amount} or less", f"over {amount}",
        f"more than {amount}", f"at least {amount}", f"between {amount} and {other}", f"from {amount} to {other}",
        f"budget of {amount}", f"budget is {amount}", f"my budget is around {amount}", f"{amount} max",
        f"{amount} tops",
        f"within {amount}", f"{amount} to {other}", f"roughly {amount}", f"{amount} or so", f"i have {amount} to spend",
        f"not over {amount}", f"{amount} ish", f"can spend {amount}", f"{amount} at the very most",
    ))  # fmt: skip


def _zh_weight(chance: random.Random) -> str:
    number = chance.choice((2, 3, 5, 8, 10, 15, 20, 30, 50))
    said = chance.choice((str(number), _han(number)))
    return chance.choice((f"{said}克", f"{said}克左右", f"{said}克以上", f"{said}克以内", f"{said}g", f"{said}来克",
                          f"不到{said}克", f"{said}克重", f"轻于{said}克", f"{said}克的"))  # fmt: skip


def _en_weight(chance: random.Random) -> str:
    said = chance.choice((2, 3, 5, 8, 10, 15, 20, 30))
    return chance.choice((f"{said} grams", f"about {said} g", f"under {said}g", f"at least {said} grams",
                          f"around {said} grams", f"lighter than {said} grams", f"over {said} g"))  # fmt: skip


def _zh_carat(chance: random.Random) -> str:
    said = chance.choice(("30分", "50分", "半克拉", "一克拉", "1克拉", "0.5克拉", "三十分", "七十分", "1.5ct", "两克拉",
                          "0.3ct", "二十分"))  # fmt: skip
    return chance.choice((said, f"{said}左右", f"{said}以上", f"{said}以内", f"不小于{said}", f"至少{said}"))


def _en_carat(chance: random.Random) -> str:
    said = chance.choice(("1 carat", "half a carat", "0.5 ct", "one carat", "0.3 carats", "30 points", "2 ct",
                          "one and a half carats", "a carat"))  # fmt: skip
    return chance.choice((said, f"about {said}", f"at least {said}", f"{said} or bigger", f"under {said}"))


def _zh_length(chance: random.Random) -> str:
    return chance.choice(("40厘米", "45cm", "四十五公分", "50厘米", "18寸", "450毫米", "十八公分", "42cm左右",
                          "60厘米以上", "17厘米", "四十厘米左右", "16寸"))  # fmt: skip


def _en_length(chance: random.Random) -> str:
    return chance.choice(("18 inches", "45 cm", "16 inch", "450mm", "20 inches", "40 centimetres", "18 in long",
                          "about 45 cm", "at least 50 cm", "seven inches"))  # fmt: skip


def _zh_size(chance: random.Random) -> str:
    number = chance.randrange(8, 24)
    return chance.choice((f"{number}号", f"{_han(number)}号", f"圈口{chance.randrange(52, 62)}",
                          f"{chance.randrange(52, 62)}圈口", f"美码{chance.randrange(4, 9)}号", f"港号{number}",
                          f"内径{chance.randrange(50, 62)}", f"{number}号圈"))  # fmt: skip


def _en_size(chance: random.Random) -> str:
    number = chance.choice(("5", "6", "6.5", "7", "8", "9", "10"))
    return chance.choice((f"size {number}", f"us {number}", f"us size {number}", f"ring size {number}",
                          f"{chance.randrange(52, 62)} mm inner diameter"))  # fmt: skip


def _zh_fineness(chance: random.Random) -> str:
    return chance.choice(("18k", "14k", "22k", "24k", "9k", "999", "足", "千足", "925", "750", "pt950", "990", "au750",
                          "十八k", "18开", "万足", "s925", "au999"))  # fmt: skip


def _en_fineness(chance: random.Random) -> str:
    return chance.choice(("18k", "14k", "18 karat", "24k", "999", "925", "750", "14 karat", "pt950", "22 carat", "18ct",
                          "9k", "24 karat", "950"))  # fmt: skip


def _zh_ordinal(chance: random.Random) -> str:
    measure = chance.choice("个个款条件只枚对")
    number = chance.choice("一二三四五六23")
    return chance.choice((f"第{number}{measure}", f"第{number}{measure}", f"最后一{measure}", f"最后那{measure}",
                          f"倒数第{number}{measure}", f"头一{measure}", f"前{chance.choice('两三')}{measure}",
                          f"第{number}", f"{chance.choice('一二三四')}号", f"左边那{measure}", f"中间那{measure}",
                          f"上面那{measure}", f"{number}号那{measure}"))  # fmt: skip


def _en_ordinal(chance: random.Random) -> str:
    which = chance.choice(("first", "second", "third", "fourth", "last", "1st", "2nd", "3rd", "fifth"))
    thing = chance.choice(("one", "one", "ring", "piece", "pair", "necklace", "pendant", "option", ""))
    return chance.choice((f"the {which} {thing}", f"{which} {thing}", f"number {chance.choice(('one', 'two', '3'))}",
                          "the first two", "the top one", "the one on the left", f"the {which}")).strip()  # fmt: skip


QUANTITIES: Final[Mapping[Language, Mapping[str, Maker]]] = {
    "zh": {"money": _zh_money, "weight": _zh_weight, "carat": _zh_carat, "length": _zh_length, "size": _zh_size,
           "fineness": _zh_fineness, "ordinal": _zh_ordinal},
    "en": {"money": _en_money, "weight": _en_weight, "carat": _en_carat, "length": _en_length, "size": _en_size,
           "fineness": _en_fineness, "ordinal": _en_ordinal},
}  # fmt: skip
