"""An answer as it is read aloud: 18K, VVS1, PT950, mm and numbers as words; prices left to the screen.

Budgets and prices are shown, not spoken, unless the customer asks: other people stand near. `speakable` drops the
phrase that names money and says once where to look.
"""

import re
from collections.abc import Callable

from kiosk.base.settings import Language
from kiosk.base.text import text as shown
from kiosk.voice import numbers, prices

_LETTERS_ZH = {
    "A": "诶", "B": "必", "C": "西", "D": "弟", "E": "衣", "F": "艾弗", "G": "记", "H": "艾尺", "I": "爱", "J": "杰",
    "K": "开", "L": "艾勒", "M": "艾马", "N": "艾娜", "O": "哦", "P": "批", "Q": "酷", "R": "阿尔", "S": "艾斯",
    "T": "提", "U": "优", "V": "维", "W": "大不留", "X": "艾克斯", "Y": "歪", "Z": "贼德",
}  # fmt: skip
"""How the letters are called, so that a Mandarin voice that knows no Latin reads them."""

_NAMES_ZH = {"akoya": "阿古屋", "excellent": "极优", "pt": "铂", "au": "金", "ag": "银", "pd": "钯"}
"""Latin names of the trade and what a Chinese jeweler calls them."""
_NAMES_ZH_PATTERN = re.compile(r"(?<![A-Za-z])(?:Akoya|Excellent|(?:Pt|Au|Ag|Pd)(?!\s?\d))(?![A-Za-z])", re.IGNORECASE)
_STANDARD = re.compile(r"(?<![A-Za-z])([A-Z]{2,3}(?:/[TZ])?)\s?(\d{4,6})(?:[.—–-]\d+)*(?!\d)")
"""A standard's code; its year is not read."""

_NUMBER = r"\d+(?:\.\d+)?"
_UNITS_ZH = {
    "mm": "毫米", "cm": "厘米", "m": "米", "kg": "千克", "g": "克", "mg": "毫克", "ct": "克拉", "cts": "克拉",
    "pt": "分", "°c": "摄氏度", "℃": "摄氏度", "°": "度", "px": "像素", "s": "秒", "h": "小时",
}  # fmt: skip
_UNITS_EN = {
    "mm": "millimetres", "cm": "centimetres", "m": "metres", "kg": "kilograms", "g": "grams", "mg": "milligrams",
    "ct": "carats", "cts": "carats", "pt": "points", "°c": "degrees Celsius", "℃": "degrees Celsius", "°": "degrees",
    "px": "pixels", "s": "seconds", "h": "hours",
}  # fmt: skip
_UNIT = re.compile(rf"(?P<n>{_NUMBER})\s?(?P<u>°C|℃|°|(?:mm|cm|kg|mg|cts?|pt|px|[mgsh])(?![A-Za-z]))", re.IGNORECASE)
_FINE = "(?:999|990|950|925|916|900|750|585|417|375)"
_METAL_MARK = re.compile(rf"(?<![A-Za-z\d])(?P<m>PT|PD|AU|AG|S)\s?(?P<f>{_FINE})(?![\d.])", re.IGNORECASE)
_METALS_ZH = {"PT": "铂金", "PD": "钯金", "AU": "金", "AG": "银", "S": "银"}
_METALS_EN = {"PT": "platinum", "PD": "palladium", "AU": "gold", "AG": "silver", "S": "silver"}
_FINENESS_ZH = re.compile(rf"(?<=[金银])\s?({_FINE})(?![\d.%‰])|(?<![\d.])({_FINE})(?=\s?[足铂钯白黄玫金银])")
_FINENESS_EN = re.compile(rf"(?<![\d.])({_FINE})(?= (?:fine )?(?:gold|silver|platinum|palladium|white|rose|yellow))")
_GRADE = re.compile(r"(?<![A-Za-z\d])(?:IF|FL|(?:VVS|VS|SI)[12]?|I[123])(?![A-Za-z\d])")
_SKU = re.compile(r"(?<![A-Za-z\d])[BEGKNPR]\d{3}(?!\d)\s?[:：]?\s?")
_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z]{2,6}(?![A-Za-z])")
_DIAMOND_TYPE = re.compile(r"(?<![A-Za-z])(I{1,2})([ab])(?![A-Za-z])")
"""Ia, IIb: a Roman number and a letter."""
_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SPARE = re.compile(r"[*_`#>|\[\]{}<~^\\\"“”「」『』《》]|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")


def speakable(answer_text: str, language: Language, say_prices: bool = False) -> str:
    """The answer in words that a synthesiser reads right.

    Args:
        answer_text: as shown on the screen; may hold marks of any kind.
        language: what it is written in.
        say_prices: True when the customer asked to hear prices. Otherwise every amount of money is left out, with
            the words that lead to it, and one sentence says that it stands on the screen.

    Returns:
        Plain text with sentence marks; in Chinese without digits and Latin letters, besides those that cannot be
        read another way (names). Empty when nothing can be read.
    """
    text = _SPARE.sub(" ", answer_text)
    text = _SKU.sub("", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    by_digits = numbers.chinese_digits if language == "zh" else numbers.english_digits
    text = re.sub(r"\d{17,}", lambda m: by_digits(m[0]), text)  # no amount and no measure is that long
    if not say_prices:
        text, left_out = prices.leave_out(text, language)
        if left_out:
            text = prices.with_note(text, shown("voice.price_on_screen", language), language)
    text = _chinese(text) if language == "zh" else _english(text)
    text = _tidy(text, language)
    return text if any(letter.isalnum() for letter in text) else ""


def sentences(text: str) -> list[str]:
    """A speakable text cut after its sentence marks, so that the first can sound while the next is rendered."""
    return [part.strip() for part in re.findall(r"[^。！？!?.;；\n]+[。！？!?.;；\n]*", text) if part.strip()]


def _chinese(text: str) -> str:
    number = numbers.chinese
    text = re.sub(r"[（(][^\u4e00-\u9fff\d（(]*[A-Za-z][^\u4e00-\u9fff\d）)]+[)）]", "", text)  # once more in English
    text = _NAMES_ZH_PATTERN.sub(lambda m: _NAMES_ZH[m[0].lower()], text)
    text = _STANDARD.sub(lambda m: _letters_zh(m[1].replace("/", ""), number) + numbers.chinese_digits(m[2]), text)
    text = _DATE.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", text)
    text = re.sub(r"(\d{4})(?=年)", lambda m: numbers.chinese_digits(m[1]), text)
    text = prices.say(text, "zh", number)
    text = _METAL_MARK.sub(lambda m: f"{_METALS_ZH[m['m'].upper()]}{numbers.chinese_digits(m['f'])}", text)
    text = re.sub(r"(铂金|钯金|银|金)(九九九|九九零|九五零|九二五|九零零|七五零)\1", r"\2\1", text)
    text = _FINENESS_ZH.sub(lambda m: numbers.chinese_digits(m[1] or m[2]), text)
    text = re.sub(rf"({_NUMBER})\s?[Kk](?![A-Za-z])", lambda m: f"{number(m[1])}K", text)
    text = re.sub(r"(?<!\d)4[Cc](?![A-Za-z])", "四C", text)
    text = re.sub(rf"({_NUMBER})\s?[%％]", lambda m: f"百分之{number(m[1])}", text)
    text = re.sub(rf"({_NUMBER})\s?‰", lambda m: f"千分之{number(m[1])}", text)
    text = _ranges(text, "到")
    text = _UNIT.sub(lambda m: f"{m['n']}{_UNITS_ZH[m['u'].lower()]}", text)
    text = re.sub(r"(?<=\d)\s?[xX×*]\s?(?=\d)|(?<=[毫厘]米)\s?[xX×]\s?(?=\d)", "乘", text)
    text = re.sub(rf"[±]\s?(?={_NUMBER})", "正负", text)
    text = re.sub(r"(?<=\d)\s?/\s?(?=\d)", "分之", text)
    text = re.sub(r"(?<![\d.])-(?=\d)", "负", text)
    text = _GRADE.sub(lambda m: _letters_zh(m[0], number), text)
    # A letter code with its number (a tag, a certificate): letter by letter, digit by digit.
    text = re.sub(r"(?<![A-Za-z])[A-Za-z]{1,4}-?\d{2,}(?![\d.])", lambda m: _letters_zh(m[0], numbers.chinese), text)
    text = re.sub(r"(?<![\d.])2(?=[个款件条对枚只颗种次位])", "两", text)
    text = re.sub(r"(?<![\d.])\d{7,}(?![\d.])", lambda m: numbers.chinese_digits(m[0]), text)
    text = re.sub(_NUMBER, lambda m: number(m[0]), text)
    text = _DIAMOND_TYPE.sub(lambda m: "一二"[len(m[1]) - 1] + _LETTERS_ZH[m[2].upper()], text)
    text = _ACRONYM.sub(lambda m: _letters_zh(m[0], number), text)
    return re.sub(r"(?<![A-Za-z])[A-JL-Z](?![A-Za-z])", lambda m: _LETTERS_ZH[m[0]], text)


def _english(text: str) -> str:
    number = numbers.english
    text = _STANDARD.sub(lambda m: f"{' '.join(m[1].replace('/', ''))} {numbers.english_digits(m[2])}", text)
    text = _DATE.sub(_english_date, text)
    text = prices.say(text, "en", number)
    text = _METAL_MARK.sub(lambda m: f"{_METALS_EN[m['m'].upper()]} {_fineness_en(m['f'])}", text)
    text = re.sub(r"(?i)\b(platinum|palladium|silver|gold) (nine \S+|seven fifty) \1\b", r"\2 \1", text)
    text = _FINENESS_EN.sub(lambda m: _fineness_en(m[1]), text)
    text = re.sub(rf"({_NUMBER})\s?-?[Kk](?:t|T)?\b", lambda m: f"{number(m[1])} karat", text)
    text = re.sub(r"\b(?:4|four) ?[Cc]s?\b", "four Cs", text)
    text = re.sub(rf"({_NUMBER})\s?[%％]", lambda m: f"{number(m[1])} percent", text)
    text = re.sub(rf"({_NUMBER})\s?‰", lambda m: f"{number(m[1])} per mille", text)
    text = _ranges(text, " to ")
    text = _UNIT.sub(_english_unit, text)
    text = re.sub(r"(?<=\d)\s?[xX×*]\s?(?=\d)|(?<=metres)\s?[xX×]\s?(?=\d)", " by ", text)
    text = re.sub(rf"[±]\s?(?={_NUMBER})", "plus or minus ", text)
    text = re.sub(r"(?<=\d)\s?/\s?(?=\d)", " over ", text)
    text = re.sub(r"(?<![\w.])-(?=\d)", "minus ", text)
    text = _GRADE.sub(lambda m: _letters_en(m[0], number), text)
    text = re.sub(r"(?<![A-Za-z])[A-Za-z]{1,4}-?\d{2,}(?![\d.])", lambda m: _letters_en(m[0], number), text)
    text = re.sub(r"(?<![\d.])\d{7,}(?![\d.])", lambda m: numbers.english_digits(m[0]), text)
    text = re.sub(r"\b([12]\d{3})\b(?=\s*(?:[.,;]|$))", lambda m: number(m[1]), text)
    text = re.sub(rf"(?<![A-Za-z])({_NUMBER})", lambda m: number(m[1]), text)
    text = re.sub(_NUMBER, lambda m: f" {number(m[0])}", text)
    return _ACRONYM.sub(lambda m: " ".join(m[0]), text)


def _ranges(text: str, to: str) -> str:
    """16-18, 16–18 and 16~18 between numbers; a unit may stand between."""
    return re.sub(rf"({_NUMBER}\s?(?:mm|cm|g|ct|毫米|厘米|克|克拉)?)\s?[-–—~～]\s?(?={_NUMBER})", rf"\1{to}", text)


def _letters_zh(code: str, number: Callable[[str], str]) -> str:
    digits = re.compile(r"\d+")
    spelled = digits.sub(lambda m: number(m[0]) if len(m[0]) == 1 else numbers.chinese_digits(m[0]), code)
    return "".join(_LETTERS_ZH.get(letter.upper(), letter) for letter in spelled if letter != "-")


def _letters_en(code: str, number: Callable[[str], str]) -> str:
    parts = re.findall(r"[A-Za-z]|\d+", code)
    words = [
        part.upper() if part.isalpha() else number(part) if len(part) == 1 else numbers.english_digits(part)
        for part in parts
    ]
    return " ".join(words)


def _fineness_en(digits: str) -> str:
    """950 is nine fifty, as a jeweler says it; 900 nine hundred; 999 nine ninety-nine."""
    head, tail = digits[0], int(digits[1:])
    return numbers.english(digits) if tail == 0 else f"{numbers.english(head)} {numbers.english_integer(tail)}"


def _english_unit(match: re.Match[str]) -> str:
    unit = _UNITS_EN[match["u"].lower()]
    if float(match["n"]) == 1.0 and unit.endswith("s") and not unit.endswith("Celsius"):
        unit = unit[:-1]
    return f"{match['n']} {unit}"


def _english_date(match: re.Match[str]) -> str:
    month = int(match[2])
    name = _MONTHS[month - 1] if 1 <= month <= 12 else match[2]
    return f"{name} {int(match[3])}, {numbers.english(match[1])}"


def _tidy(text: str, language: Language) -> str:
    """Brackets become pauses, lines sentences; no doubled marks, no spaces where none belong."""
    text = re.sub(r"[¥￥$€£]", "", text)
    text = re.sub(r"[（(]", "，" if language == "zh" else ", ", text)
    text = re.sub(r"[)）·•—–:：/+=&@]|(?<=\s)-(?=\s)", "，" if language == "zh" else ", ", text)
    if language == "zh":
        text = re.sub(r"\s*\n\s*", "。", text)
        text = re.sub(r"\s+", " ", text).replace(",", "，").replace(";", "；").replace("!", "！").replace("?", "？")
        text = re.sub(r"(?<=[\u4e00-\u9fff，。！？；、])\s+|\s+(?=[\u4e00-\u9fff，。！？；、])", "", text)
        text = re.sub(r"[，、；\s]*([。！？])[，、；。\s]*", r"\1", text)
        text = re.sub(r"[，、；]*([，、；])[，、；]*", r"\1", text)
        return text.strip(" ，、；。") + ("" if not text.strip(" ，、；。") else _last_mark(text, "。"))
    text = re.sub(r"\s*\n\s*", ". ", text).replace("，", ", ").replace("。", ". ").replace("；", "; ")
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;!?])", r"\1", text)
    text = re.sub(r"[,;]+\s*([.!?])", r"\1", text)
    text = re.sub(r"([,;])(?:\s*[,;])+", r"\1", text)
    text = re.sub(r"\.(?:\s*[.,;])+", ".", text)
    body = text.strip(" ,;.")
    return body + (_last_mark(text, ".") if body else "")


def _last_mark(text: str, full_stop: str) -> str:
    """The mark that ends the text; `strip` took away full stops only."""
    return "" if text.rstrip()[-1:] in "！？!?" else full_stop
