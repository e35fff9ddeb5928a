import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.settings import Language
from kiosk.voice.normalising import sentences, speakable
from kiosk.voice.prices import asked_for

NOTE = {"zh": "价格请看屏幕。", "en": "The price is on the screen."}


@pytest.mark.parametrize(
    ("shown", "spoken"),
    [
        ("18K金", "十八K金。"),
        ("净度VVS1，颜色F", "净度维维艾斯一，颜色艾弗。"),
        ("VS2级，SI1级", "维艾斯二级，艾斯爱一级。"),
        ("PT950铂金戒指", "九五零铂金戒指。"),
        ("Pt950", "铂金九五零。"),
        ("S925银", "九二五银。"),
        ("足金999", "足金九九九。"),
        ("内径16.5 mm，宽2.0mm", "内径十六点五毫米，宽二毫米。"),
        ("0.30 ct", "零点三克拉。"),
        ("链长420–450 mm", "链长四百二十到四百五十毫米。"),
        ("尺寸30×20×5 mm", "尺寸三十乘二十乘五毫米。"),
        ("纯度99.9%", "纯度百分之九十九点九。"),
        ("750‰", "千分之七百五十。"),
        ("找到2款", "找到两款。"),
        ("2026-11-23更新", "二零二六年十一月二十三日更新。"),
        ("2026年", "二零二六年。"),
        ("4C是什么", "四西是什么。"),
        ("Akoya 珍珠，印记 Pt", "阿古屋珍珠，印记铂。"),
        ("执行QB/T 5793-2024", "执行酷必提五七九三。"),
        ("古柏林（Gübelin）", "古柏林。"),
        ("克拉重量（Carat）、颜色（Color）", "克拉重量、颜色。"),
        ("GIA证书", "记爱诶证书。"),
        ("它很美（天然）！", "它很美，天然！"),
        ("推荐N001：钻石项链", "推荐钻石项链。"),
        ("第一行\n第二行", "第一行。第二行。"),
        ("证书号2141438167", "证书号二一四一四三八一六七。"),
        ("**重点** 「好看」 ✨", "重点好看。"),
        ("", ""),
        ("——", ""),
    ],
)
def test_chinese(shown: str, spoken: str) -> None:
    assert speakable(shown, "zh") == spoken


@pytest.mark.parametrize(
    ("shown", "spoken"),
    [
        ("18K gold", "eighteen karat gold."),
        ("18kt rose gold", "eighteen karat rose gold."),
        ("VVS1", "V V S one."),
        ("PT950", "platinum nine fifty."),
        ("PT950 platinum", "nine fifty platinum."),
        ("925 silver", "nine twenty-five silver."),
        ("16.5 mm", "sixteen point five millimetres."),
        ("1 ct", "one carat."),
        ("30 x 20 mm", "thirty by twenty millimetres."),
        ("75%", "seventy-five percent."),
        ("4Cs", "four Cs."),
        ("GIA", "G I A."),
        ("N001: a necklace", "a necklace."),
        ("Updated 2026-11-23", "Updated November twenty-three, two thousand twenty-six."),
        ("It is lovely (natural)!", "It is lovely, natural!"),
    ],
)
def test_english(shown: str, spoken: str) -> None:
    assert speakable(shown, "en") == spoken


@pytest.mark.parametrize(
    ("language", "shown", "spoken"),
    [
        ("zh", "这款钻石项链售价¥4,980，适合日常佩戴。", "这款钻石项链，适合日常佩戴。"),
        ("zh", "18K白金钻石项链，¥4,980，适合日常。", "十八K白金钻石项链，适合日常。"),
        ("zh", "在5000元以内，有2款。", "在这个预算内，有两款。"),
        ("zh", "您的预算是五千以内，我找到了3款钻石项链。", "我找到了三款钻石项链。"),
        (
            "zh",
            "没有五千以内的翡翠手镯；把预算放宽到¥26,800，就有1款。",
            "没有这个预算内的翡翠手镯；把预算放宽一些，就有一款。",
        ),
        ("zh", "这件比第一件便宜¥1,200。", "这件比第一件便宜一些。"),
        ("zh", "价格在3000到5000元之间。", ""),
        ("zh", "今日金价每克¥1,025，工费¥30/克，总价约¥32,800。", ""),
        ("zh", "两万左右的翡翠手镯有1款。", "这个价位的翡翠手镯有一款。"),
        ("en", "The 18K necklace costs ¥4,980 and suits every day.", "The eighteen karat necklace suits every day."),
        ("en", "There are two necklaces under 5,000.", "There are two necklaces within this budget."),
        ("en", "Within your budget of ¥5,000 I found 3 necklaces.", "within your budget I found three necklaces."),
        (
            "en",
            "Nothing under ¥5,000; raising the budget to ¥26,800 opens 1 piece.",
            "Nothing within this budget; raising the budget a little opens one piece.",
        ),
        ("zh", "圆形天然钻石，¥4,980，在您¥5,000的预算内。", "圆形天然钻石，在您的预算内。"),
        ("zh", "预算放到¥2,980左右，就有3件可选。", "预算调整一下，就有三件可选。"),
        ("zh", "3件一套，合计¥9,800，很配。", "三件一套，很配。"),
        ("zh", "按2026-11-23牌价计¥32,800。", ""),
        ("en", "A necklace, ¥4,980, within your ¥5,000.", "A necklace, within your budget."),
        ("en", "With a budget of about ¥26,800 I can show you 1.", "With a different budget I can show you one."),
        ("en", "It costs ¥4,980.", ""),
        ("en", "It is four thousand yuan.", ""),
    ],
)
def test_money_is_left_to_the_screen(language: Language, shown: str, spoken: str) -> None:
    gap = " " if language == "en" and spoken else ""
    assert speakable(shown, language) == spoken + gap + NOTE[language]


@pytest.mark.parametrize(
    ("language", "shown", "spoken"),
    [
        ("zh", "售价¥4,980。", "售价四千九百八十元。"),
        ("zh", "五千以内", "五千以内。"),
        ("zh", "¥1,025/克", "一千零二十五元每克。"),
        ("zh", "3万元", "三万元。"),
        ("en", "It costs ¥4,980.", "It costs four thousand nine hundred eighty yuan."),
        ("en", "CNY 300", "three hundred yuan."),
        ("en", "A ring, ¥4,980, in stock.", "A ring, four thousand nine hundred eighty yuan, in stock."),
    ],
)
def test_money_is_said_when_asked(language: Language, shown: str, spoken: str) -> None:
    assert speakable(shown, language, say_prices=True) == spoken


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("zh", "误差在5毫米以内，硬度9以上。"),
        ("zh", "1克拉以上的钻石有3颗。"),
        ("zh", "戴了二十年左右。"),
        ("zh", "元宝造型，百搭款。"),
        ("zh", "千足金的意思。"),
        ("zh", "薄料垫一块小布。"),
        ("zh", "含金量不低于千分之九百九以上。"),
        ("en", "It is at least 990 parts per thousand, about 1064 °C."),
        ("en", "A bracelet takes about 165, in use since about 1920."),
        ("en", "It is within 5 mm."),
        ("en", "About 30 carats under 10 degrees."),
        ("en", "One of a kind."),
    ],
)
def test_what_is_no_money_stays(language: Language, shown: str) -> None:
    assert speakable(shown, language) == speakable(shown, language, say_prices=True)
    assert NOTE[language] not in speakable(shown, language)


MONEY = st.sampled_from(
    ["¥4,980", "4980元", "五千元以内", "¥3,000–¥5,000", "两万左右", "RMB 500", "三千块", "1.2万元", "预算八千"]
)
PART = st.sampled_from(
    [
        "这款项链",
        "售价",
        "适合日常",
        "，",
        "。",
        "18K金",
        "0.3克拉",
        "比它贵",
        "的",
        "只要",
        "在",
        "！",
        "有2款",
        "（",
        "）",
    ]
)


@given(st.lists(st.one_of(PART, MONEY), max_size=12))
def test_no_amount_is_ever_spoken_unasked(parts: list[str]) -> None:
    # A digit never touches the next part's: "RMB 500" and "0.3克拉" are no five thousand carats.
    spoken = speakable(re.sub(r"(?<=\d)\n(?=\d)", "，", "\n".join(parts)).replace("\n", ""), "zh")
    assert not re.search(r"[元块¥￥]|四千九百八|五千|两万|三千块|八千|一点二万", spoken)
    assert not re.search(r"\d", spoken)
    assert spoken.count(NOTE["zh"]) <= 1


@given(st.text(max_size=80))
def test_any_text_becomes_chinese_without_digits(text: str) -> None:
    spoken = speakable(text, "zh")
    assert not re.search(r"[0-9¥*#<>]", spoken)


@given(st.text(max_size=80))
def test_any_text_becomes_english_without_digits(text: str) -> None:
    assert not re.search(r"[0-9¥*#<>]", speakable(text, "en"))


@pytest.mark.parametrize(
    "part", ["一二三百千万", "1,", "1", "1000-", "¥", " ", "one hundred thousand ", "您预算", "(", "a-1"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_long_monotony_is_no_trap(language: Language, part: str) -> None:
    """Patterns that try every split of a long run would need minutes here."""
    assert not re.search(r"\d", speakable(part * (2400 // len(part)), language))


def test_sentences_are_cut_after_their_marks() -> None:
    assert sentences("好看。很轻！价格请看屏幕。") == ["好看。", "很轻！", "价格请看屏幕。"]
    assert sentences("Lovely. The price is on the screen.") == ["Lovely.", "The price is on the screen."]
    assert sentences("") == []


@pytest.mark.parametrize(
    ("language", "question", "asked"),
    [
        ("zh", "这个多少钱", True),
        ("zh", "今天金价多少", True),
        ("zh", "我要翡翠手镯三万以内", False),
        ("zh", "几克拉", False),
        ("en", "how much is the first one", True),
        ("en", "What does it cost?", True),
        ("en", "a necklace under five thousand", False),
    ],
)
def test_whether_a_price_was_asked_for(language: Language, question: str, asked: bool) -> None:
    assert asked_for(question, language) is asked
