"""Amounts of money in an answer: left out with the words that lead to them, or said as words."""

import re
from collections.abc import Callable

from kiosk.base.settings import Language

_ARABIC = r"\d[\d,]*(?:\.\d+)?"
_HAN = "[零〇一二两三四五六七八九十百千万亿半多]"
_AMOUNT_ZH = rf"(?:{_ARABIC}\s?[百千万亿]?|{_HAN}+)"
_ENGLISH_NUMBER = (
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a|hundred|thousand|million)"
    r"(?:[ -](?:and )?)?)+"
)
_SIGN = r"(?:[¥￥$€£]|RMB\s?|CNY\s?|USD\s?)"
_CURRENCY_ZH = r"(?:元人民币|人民币|美元|元|块钱|块|RMB|CNY)(?:整)?"
_CURRENCY_EN = r"(?:yuan|RMB|CNY|renminbi|dollars?|USD)"
_AROUND_ZH = r"(?:左右|上下|以内|以下|以上|之内|出头|起)"
_NO_UNIT_ZH = r"(?!\s?[%％‰\d.]|\s?(?:毫米|厘米|克|分|度|天|年|月|日|小时|倍|个|款|件|颗|mm|cm|ct|g))"

_MONEY_ZH = (
    rf"(?:{_SIGN}\s?{_AMOUNT_ZH}(?:\s?{_CURRENCY_ZH})?|{_AMOUNT_ZH}\s?{_CURRENCY_ZH})"
    rf"(?:\s?[-–—~～到至]\s?(?:{_SIGN}\s?)?{_AMOUNT_ZH}(?:\s?{_CURRENCY_ZH})?)?"
    rf"(?:\s?/\s?克|每克)?(?:{_AROUND_ZH})?"
)
_BOUND_ZH = rf"(?:\d[\d,]{{2,}}|\d\s?[千万]|{_HAN}*[百千万]{_HAN}*){_NO_UNIT_ZH}{_AROUND_ZH}"
_BUDGET_ZH = rf"预算\s?(?:是|为|在|约|大约|只有|不超过)?\s?{_AMOUNT_ZH}{_NO_UNIT_ZH}(?:{_AROUND_ZH})?"
_MONEY_EN = (
    rf"(?:{_SIGN}\s?{_ARABIC}(?:\s?[kK]\b)?(?:\s{_CURRENCY_EN})?|(?:{_ARABIC}|{_ENGLISH_NUMBER})\s?{_CURRENCY_EN}\b)"
    rf"(?:\s?(?:[-–—~]|to)\s?(?:{_SIGN}\s?)?{_ARABIC}(?:\s{_CURRENCY_EN})?)?(?:\s?(?:a|per|/)\s?gram)?"
)
_NO_UNIT_EN = r"(?![\d.,]*\d|\s?(?:%|percent|per mille|mm|cm|milli|centi|gram|carat|karat|ct\b|g\b|degrees|years|days))"
_BOUND_EN = (
    rf"\b(?:under|below|within|over|above|up to|at most|at least|around|about|no more than)\s"
    rf"(?:\d[\d,]{{2,}}|{_ENGLISH_NUMBER.replace('|a|', '|')}(?<=thousand|hundred )){_NO_UNIT_EN}"
)

_PRICE_ZH = re.compile(rf"(?:{_BUDGET_ZH}|{_MONEY_ZH}|{_BOUND_ZH})", re.IGNORECASE)
_PRICE_EN = re.compile(rf"(?:{_MONEY_EN}|{_BOUND_EN})", re.IGNORECASE)

_LEAD_ZH = re.compile(
    r"(?:(?:您的|您)?(?:(?:总)?预算|今日价|现价|售价|标价|定价|价格|总价|单价|价位|一口价|工费|金价|报价|价)?\s?"
    r"(?:只要|只需|仅需|仅|一共|合计|共|都|正好|就|也|不到|不超过|超过|大约|大概|约|控制|是|为|在|要|卖|[:：])*)$"
)
_TRAIL_ZH = re.compile(rf"^(?:{_AROUND_ZH}|的价格|的预算|的)?")
_LEAD_EN = re.compile(
    r"(?:[,;:]?\s*\b(?:(?:it|which|and|they|the price|today's price|price|total|budget|labour|your budget|"
    r"a budget)\s)?(?:(?:is|are|costs?|sells|comes|priced|price|prices|budget)\s?)?"
    r"(?:(?:of|for|at|to|is|only|just|under|below|within|over|about|around|from|a total of|your budget of|:)\s)*)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^，。！？；;!?\n,.、]+(?:(?<=\d)[.,](?=\d)[^，。！？；;!?\n,.、]+)*[，。！？；;!?\n,.、]*|[，。！？；;!?\n,.、]+")
_MARKS = "，。！？；;!?\n,.、 "
_HANGING_ZH = re.compile(r"(?:是|为|在|要|约|的|和|与|且|而|比|到|至|价|从|以|有|按|比较|属于)$")
_HANGING_EN = re.compile(r"\b(?:is|are|at|for|of|to|the|a|an|and|or|from|costs?|than|with|about|by|in|it)$", re.IGNORECASE)
_SHORTEST = {"zh": 4, "en": 8}


def leave_out(text: str, language: Language) -> tuple[str, bool]:
    """The text without amounts of money, and whether any was there.

    A clause of which enough remains keeps the rest; else the whole clause goes.
    """
    pattern = _PRICE_ZH if language == "zh" else _PRICE_EN
    kept = []
    found = False
    for clause in _CLAUSE.findall(text):
        if not pattern.search(clause):
            kept.append(clause)
            continue
        found = True
        body = clause.rstrip(_MARKS)
        marks = clause[len(body) :]
        rest = _cut(body, pattern, language)
        if rest:
            kept.append(rest + marks)
        elif kept and re.search(r"[。！？!?.\n]", marks):
            kept[-1] = kept[-1].rstrip(_MARKS) + marks
    return "".join(kept), found


def with_note(text: str, note: str, language: Language) -> str:
    """The text and, as its last sentence, where the prices stand."""
    body = text.rstrip(" ，,、；;\n")
    if not body:
        return note
    if body[-1] not in "。！？!?.":
        body += "。" if language == "zh" else "."
    return body + ("" if language == "zh" else " ") + note


def say(text: str, language: Language, number: Callable[[str], str]) -> str:
    """Amounts with a currency sign as words: ¥4980 is 四千九百八十元, four thousand nine hundred eighty yuan."""

    def worded(match: re.Match[str]) -> str:
        dollars = match["sign"] in ("$", "USD")
        word = ("美元" if dollars else "元") if language == "zh" else (" dollars" if dollars else " yuan")
        return number(match["amount"].replace(",", "")) + (match["scale"] or "") + word

    unit = r"\s?(?:元|块钱|块|美元)?" if language == "zh" else r"(?:\s(?:yuan|dollars))?"
    scale = r"(?P<scale>[百千万亿])?" if language == "zh" else r"(?P<scale>)?"
    pattern = rf"(?P<sign>[¥￥$]|RMB|CNY|USD)\s?(?P<amount>\d[\d,]*(?:\.\d+)?){scale}{unit}"
    text = re.sub(pattern, worded, text)
    if language == "zh":
        text = re.sub(r"元\s?/\s?克", "元每克", text)
        return re.sub(r"(?<=\d)\s?(?:RMB|CNY)\b", "元", text)
    text = re.sub(r"(yuan|dollars)\s?/\s?(?:gram|g)\b", r"\1 a gram", text)
    return re.sub(r"(?<=\d)\s?(?:RMB|CNY)\b", " yuan", text)


def _cut(body: str, pattern: re.Pattern[str], language: Language) -> str:
    """A clause without its amounts and the words that lead to them; "" when what is left says nothing."""
    lead = _LEAD_ZH if language == "zh" else _LEAD_EN
    while match := pattern.search(body):
        before = lead.sub("", body[: match.start()])
        after = body[match.end() :]
        if language == "zh":
            after = _TRAIL_ZH.sub("", after)
        if before.strip() and after.strip():
            return ""  # what stands on both sides was built around the amount
        body = before + after
    body = body.strip(" :：")
    hanging = _HANGING_ZH if language == "zh" else _HANGING_EN
    return "" if len(body) < _SHORTEST[language] or hanging.search(body) else body
