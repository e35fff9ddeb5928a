"""One spelling before reading: full width to half, upper to lower case, common traditional characters to simplified."""

import re
import unicodedata
from typing import Final

_TRADITIONAL: Final = (
    "鑽钻項项鍊链鏈链環环銀银鉑铂鈀钯寶宝綠绿藍蓝紅红黃黄紫紫翡翡預预算算內内萬万塊块錢钱買买賣卖媽妈婆婆"
    "結结訂订婚婚紀纪節节過过歲岁爺爷奶奶送送禮礼戴戴試试鏡镜戶户個个這这麼么嗎吗對对墜坠釘钉鐲镯鍍镀電电"
    "圓圆橢椭顆颗淨净證证書书級级銷销價价貴贵輕轻長长寬宽適适佩佩樣样點点別别還还換换變变會会說说話话請请"
    "幫帮導导購购員员務务現现實实裡里裏里後后從从當当與与給给讓让為为來来無无種种類类質质純纯鋼钢鎖锁"
    "針针飾饰鵝鹅馬马龍龙雞鸡豬猪兒儿女女親亲愛爱開开關关閉闭語语國国廣广東东聽听見见覺觉難难問问題题"
    "簡简單单經经傳传統统風风復复時时尚尚雙双條条隻只邊边無无嬰婴滿满週周畢毕業业數数據据約约萬万億亿兩两"
)
_SIMPLIFY: Final = str.maketrans(dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)))
_SPACES: Final = re.compile(r"\s+")
_HAN_GAP: Final = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LETTERS: Final = re.compile(r"[a-zA-Z]{2,}")
_COLLOQUIAL: Final = {
    "咋个": "怎么", "咋样": "怎么样", "咋": "怎么", "啥": "什么", "晓得": "知道", "瞅瞅": "看看", "瞅": "看",
    "有没得": "有没有", "有木有": "有没有", "木有": "没有", "没得": "没有", "妹有": "没有", "恁": "这么",
    "头一个": "第一个", "头一款": "第一款", "头一条": "第一条", "几多钱": "多少钱", "几钱": "多少钱",
}  # fmt: skip
"""Dialect and net words in the standard language."""
_SPOKEN: Final = (
    (re.compile(r"\b(?:a|one) carat and a half\b"), "1.5 carat"),
    (re.compile(r"\b(?:a|one) carat and a quarter\b"), "1.25 carat"),
    (re.compile(r"\bthree[- ]quarters?(?: of)?(?: an?)?[- ](?=carat)"), "0.75 "),
    (re.compile(r"\ba (?:third|3rd) of a (?=carat)"), "0.33 "),
    (re.compile(r"\b(half|quarter) of an? (?=carat|gram)"), r"\1 "),
    (re.compile(r"(?<!half )(?<!quarter )\b(?:a|one) (?:full |whole )?(?=carat(?:er)?\b(?! of))"), "1 "),
    (re.compile(r"\bpoint (?=(?:one|two|three|four|five|six|seven|eight|nine)\b)"), "zero point "),
    (re.compile(r"\bhalf a grand\b"), "500"),
)
"""Spoken amounts that are told by more than number words."""
LONGEST: Final = 500
"""Characters of a question that are read; nobody asks a shop guide more at once."""


def normalise(said: str) -> str:
    """The text as every later stage reads it.

    Recognisers put spaces between Chinese words; those go, spaces beside Latin letters and digits stay.
    """
    plain = unicodedata.normalize("NFKC", said[:LONGEST]).translate(_SIMPLIFY).lower()
    plain = plain.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("`", "'")
    plain = _HAN_GAP.sub("", _SPACES.sub(" ", plain)).strip()
    for heard, standard in _COLLOQUIAL.items():
        plain = plain.replace(heard, standard)
    for spoken, written in _SPOKEN:
        plain = spoken.sub(written, plain)
    return plain


def is_chinese(said: str) -> bool | None:
    """Which of the two languages a text is in: any Chinese character makes it Chinese; None for neither."""
    if _HAN.search(said):
        return True
    return False if _LETTERS.search(said) else None
