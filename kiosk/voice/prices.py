"""Amounts of money in an answer: left out with the words that lead to them, or said as words."""

import re
from collections.abc import Callable

from kiosk.base.settings import Language

_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_LARGE = r"(?:\d{1,3}(?:,\d{3})+|\d{4,})"
_YEAR = r"(?:1[5-9]|20)\d\d\b"
# Repetitions are bounded: amounts are short, and a long run of numerals must not cost minutes.
_HAN = "[零〇一二两三四五六七八九十百千万亿半多]"
_AMOUNT_ZH = rf"(?:{_ARABIC}\s?[百千万亿]?|{_HAN}{{1,14}})"
_ENGLISH_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)"
)
_ENGLISH_NUMBER = rf"{_ENGLISH_WORD}(?:[ -](?:and )?{_ENGLISH_WORD}){{0,12}}"
_SIGN = r"(?:[¥￥$€£]|RMB\s?|CNY\s?|USD\s?)"
_CURRENCY_ZH = r"(?:元人民币|人民币|美元|元|块钱|RMB|CNY)(?:整)?"
_CURRENCY_EN = r"(?:yuan|RMB|CNY|renminbi|dollars?|USD)"
_AROUND_ZH = r"(?:左右|上下|以内|以下|以上|之内|出头|起)"
_NO_UNIT_ZH = r"(?!\s?(?:[%％‰°℃]|毫米|厘米|克|分|度|天|年|月|日|小时|倍|个|款|件|颗|mm|cm|ct|g))"

_MONEY_ZH = (
    rf"(?:{_SIGN}\s?{_AMOUNT_ZH}(?:\s?{_CURRENCY_ZH})?|{_AMOUNT_ZH}\s?{_CURRENCY_ZH}|"
    # 一块 alone is a piece of something.
    rf"(?:\d{{3,}}|{_HAN}{{0,9}}[百千万]{_HAN}{{0,9}})\s?块)"
    rf"(?:\s?[-–—~～到至]\s?(?:{_SIGN}\s?)?{_AMOUNT_ZH}(?:\s?{_CURRENCY_ZH})?)?(?:\s?/\s?克|每克)?"
)
_BARE_ZH = (
    rf"(?<!分之)(?:(?<![\d.])(?:{_LARGE}(?![\d.])|\d\s?[千万])"
    rf"|(?<!{_HAN}){_HAN}{{0,9}}[百千万]{_HAN}{{0,9}}){_NO_UNIT_ZH}"
)
_RANGE_ZH = rf"(?:{_MONEY_ZH}|{_BARE_ZH}|{_AMOUNT_ZH})[到至~～–-](?:{_MONEY_ZH}|{_BARE_ZH})(?:之间)?"
_SOME_ZH = rf"(?:{_RANGE_ZH}|{_MONEY_ZH}|{_BARE_ZH})"
"""Where the words beside it make plain that money is meant."""
_PRICE_ZH = rf"(?:{_MONEY_ZH}(?:之间|{_AROUND_ZH})?|{_BARE_ZH}{_AROUND_ZH})"
"""Where the amount itself says so."""

_MONEY_EN = (
    rf"(?:{_SIGN}\s?{_ARABIC}(?:\s?[kK]\b)?(?:\s{_CURRENCY_EN})?|(?:{_ARABIC}|{_ENGLISH_NUMBER})\s?{_CURRENCY_EN}\b)"
    rf"(?:\s?(?:[-–—~]|to|and)\s?{_SIGN}\s?{_ARABIC}(?:\s{_CURRENCY_EN})?)?(?:\s?(?:a|per|/)\s?gram)?"
)
_NO_UNIT_EN = (
    r"(?![\d.,]*\d|\s?(?:[%‰°℃]|percent|per mille|parts|mm|cm|milli|centi|gram|carat|karat|ct\b|g\b|degrees|years|"
    r"days|pieces))"
)
_BARE_EN = rf"(?:{_LARGE}|(?:{_ENGLISH_WORD}[ -]){{1,12}}(?:hundred|thousand)\b){_NO_UNIT_EN}"
_SOME_EN = rf"(?:{_MONEY_EN}|{_BARE_EN})"
_PRICE_EN = rf"{_MONEY_EN}"

Rule = tuple[re.Pattern[str], str]


def _rules(*pairs: tuple[str, str]) -> list[Rule]:
    return [(re.compile(pattern, re.IGNORECASE), words) for pattern, words in pairs]


# What a sentence needs in place of the amount, so that it still says the same: tried in this order.
_INSTEAD: dict[Language, list[Rule]] = {
    "zh": _rules(
        (rf"预算放到\s?{_SOME_ZH}(?:{_AROUND_ZH})?", "预算调整一下"),
        (rf"(?<=您)\s?{_SOME_ZH}(?=的预算)", ""),
        (rf"(放宽|提高|增加|加|升|调)(?:预算)?\s?(?:到|至)\s?{_SOME_ZH}(?:{_AROUND_ZH})?", r"\1一些"),
        (rf"(便宜|贵|多|少|高出|高|低|差|省|优惠|减)(?:了|约|大约)?\s?{_MONEY_ZH}", r"\1一些"),
        (rf"(?:您的)?预算\s?(?:是|为|在|约|不超过)?\s?{_SOME_ZH}(?:{_AROUND_ZH})?(?=的)", "预算内"),
        (rf"(?:您的)?预算\s?(?:是|为|在|约|不超过)?\s?{_SOME_ZH}(?:{_AROUND_ZH})?(?:的预算)?", ""),
        (rf"(?:不超过|低于|不到)\s?{_SOME_ZH}", "这个预算内"),
        (rf"{_SOME_ZH}(?:以内|以下|之内)(?:的预算)?", "这个预算内"),
        (rf"{_SOME_ZH}(?:左右|上下|出头)", "这个价位"),
        (rf"{_SOME_ZH}以上", "这个价位以上"),
    ),
    "en": _rules(
        (rf"\b(with|at|on) a budget of (?:about |around )?{_SOME_EN}", r"\1 a different budget"),
        (rf"\bwithin your {_SOME_EN}(?! budget)", "within your budget"),
        (rf"((?:rais|increas|stretch)(?:e|ing)?) (the|your) budget to {_SOME_EN}", r"\1 \2 budget a little"),
        (rf"\b(?:with)?in (the|your|a) budget of {_SOME_EN}", r"within \1 budget"),
        (rf"\b(?:the|your|my|a) budget (?:is|of|:) {_SOME_EN}", ""),
        (rf"\b(?:under|below|within|up to|at most|no more than|less than) {_SOME_EN}", "within this budget"),
        (rf"\b(?:over|above|at least|more than) (?!{_YEAR}){_SOME_EN}", "above this price"),
        (rf"\b(?:around|about) (?!{_YEAR}){_SOME_EN}", "around this price"),
        (rf"(?<=\s){_MONEY_EN}\s(?=cheaper|less|more|dearer)", ""),
        (rf"\b(?:costs?|is priced at|sells for|comes to|is)\s{_MONEY_EN},? and\s", ""),
    ),
}
_PRICE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(_PRICE_ZH, re.IGNORECASE),
    "en": re.compile(_PRICE_EN, re.IGNORECASE),
}
_LEAD: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?:(?:您的|您)?(?:今日|今天的?|当天)?(?:预算|今日价|现价|售价|标价|定价|价格|总价|单价|价位|一口价|工费|金价|牌价|报价|价)?"
        r"\s?(?:只要|只需|仅需|仅|一共|合计|共|都|正好|就|也|不到|不超过|超过|大约|大概|每克|一克|合计|计|约|是|为|在|要|卖|[:：])*)$"
    ),
    "en": re.compile(
        r"(?:[,;:]?\s*\b(?:(?:it|which|and|they|the price|today's price|price|total|labour)\s)?"
        r"(?:(?:is|are|costs?|sells|comes|priced|price|prices)\s?)?"
        r"(?:(?:of|for|at|to|is|only|just|from|a total of|:)\s)*)$",
        re.IGNORECASE,
    ),
}
_TRAIL_ZH = re.compile(r"^(?:的价格|的预算|的)?")
_CLAUSE = re.compile(
    r"[^，。！？；;!?\n,.、]+(?:(?<=\d)[.,](?=\d)[^，。！？；;!?\n,.、]+)*[，。！？；;!?\n,.、]*|[，。！？；;!?\n,.、]+"
)
_MARKS = "，。！？；;!?\n,.、 "
_HANGING: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"(?:是|为|在|要|约|的|和|与|且|而|比|到|至|价|从|以|有|按|把|每克|工费|属于|计)$|^按[\d-]+$"),
    "en": re.compile(
        r"\b(?:is|are|at|for|of|to|the|a|an|and|or|from|costs?|than|with|about|by|in|it|your)$", re.IGNORECASE
    ),
}
_VERB_EN = re.compile(r"\b(?:costs?|is|are|sells|comes|priced)\s*$", re.IGNORECASE)
_SHORTEST: dict[Language, int] = {"zh": 4, "en": 8}


def leave_out(text: str, language: Language) -> tuple[str, bool]:
    """The text without amounts of money, and whether any was there.

    "Nothing under 5,000" must not become "nothing": a bound becomes "this budget". Any other amount goes with the
    words that lead to it; a clause of which too little remains goes as a whole.
    """
    kept: list[str] = []
    found = False
    for clause in _CLAUSE.findall(text):
        body = clause.rstrip(_MARKS)
        marks = clause[len(body) :]
        rest = _cut(_instead(body, language), language)
        if rest == body:
            kept.append(clause)
            continue
        found = True
        if rest:
            kept.append(rest + marks)
        elif kept and re.search(r"[。！？!?.\n]", marks):
            kept[-1] = kept[-1].rstrip(_MARKS) + marks
    return "".join(kept), found


def _instead(body: str, language: Language) -> str:
    for pattern, words in _INSTEAD[language]:
        body = pattern.sub(words, body)
    return body


def _cut(body: str, language: Language) -> str:
    """A clause without its amounts and the words that lead to them; "" when what is left says nothing."""
    whole = body
    while match := _PRICE[language].search(body):
        ahead = body[: match.start()]
        before = _LEAD[language].sub("", ahead)
        after = body[match.end() :]
        if language == "zh":
            after = _TRAIL_ZH.sub("", after)
        if before.strip() and (after.strip() or _VERB_EN.search(ahead)):
            return ""  # what stands on both sides, or the verb, was there for the amount
        body = before + after
    if body == whole and body.strip():
        return body
    body = body.strip(" :：")
    return "" if len(body) < _SHORTEST[language] or _HANGING[language].search(body) else body


_ASKED: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"多少(?:钱|元|块)|几(?:块|千|万)钱?|价格|价钱|报价|售价|[金银]价|什么价|怎么卖|贵不贵|总价|合计"),
    "en": re.compile(
        r"\bhow much (?:is|are|for|do|does)\b(?!.*weigh)|\bprices?\b|\bcosts?\b|\bexpensive\b", re.IGNORECASE
    ),
}


def asked_for(question: str, language: Language) -> bool:
    """Whether the customer asked to be told a price; only then is one spoken."""
    return bool(_ASKED[language].search(question))


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
    pattern = rf"(?P<sign>[¥￥$]|RMB|CNY|USD)\s?(?P<amount>\d+(?:,\d{{3}})*(?:\.\d+)?){scale}{unit}"
    text = re.sub(pattern, worded, text)
    if language == "zh":
        text = re.sub(r"元\s?/\s?克", "元每克", text)
        return re.sub(r"(?<=\d)\s?(?:RMB|CNY)\b", "元", text)
    text = re.sub(r"(yuan|dollars)\s?/\s?(?:gram|g)\b", r"\1 a gram", text)
    return re.sub(r"(?<=\d)\s?(?:RMB|CNY)\b", " yuan", text)
