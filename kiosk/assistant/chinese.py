"""What is Chinese about a sentence: its family of wordings, and what it names without wanting it."""

import re
from typing import TYPE_CHECKING, Any, Final

from kiosk.assistant.families import Facts, family_of
from kiosk.assistant.lexicon import Mention

if TYPE_CHECKING:
    from kiosk.assistant.understanding import Reading, Talk

_P = re.compile
_HAN: Final = _P(r"[\u3400-\u9fff]")
_GIVES: Final = _P(
    r"[,，]?(?:他|她)?(?:只|才|就|也|都|还|又|非|硬|老|刚|总|在旁边|在边上|今天|昨天)*"
    r"(?:送的|送我|送给我|给我|给了我|给的|批|说|讲|不让|出钱|出的钱|买单|报销|付钱|掏|嫌|答应|让我"
    r"|叫我|催|看不上|骂|管钱|陪|在等"
    r"|等着|传下来|传给|留给我|留下|替我|帮我|娶|要娶|求我|逼我|劝我|带我|同意)"
)
"""老公送的, 妈给了我一万: who gives or talks is not whom the piece is for."""
_IS: Final = _P(r"(?:当|作为|身为|背着|瞒着|陪(?:我|着)?|问了|我是)(?:个|一个|她|他|我|俩)?$")
_CLOTHES: Final = _P(
    r"色?的?(?:小)?(?:晚)?(?:礼服|裙|衣|衬衫|旗袍|毛衣|大衣|西装|外套|婚纱|皮肤|头发|包|鞋|口红|指甲|卫衣|t恤)"
)
_ASIDE: Final = _P(
    r"[^,，。;；!！?？]*(?:改天|先放|放一放|放放|再商量|再说|(?:看|买|挑|选|定)好了|搞定|的过|先过"
    r"|是我的|看完了|已经有了"
    r"|都有了|别管|不提了|拉倒|(?:上次|之前|以前|去年|上回)在?[^,，]{0,6}买|不买了|先不看|[不别]看[^,，]{0,6}了|看够了"
    r"|听说[^,，]*有[^,，]*有)[^,，。;；!！?？]*[,，。;；!！?？]"
)
"""戒指改天再说，...: the clause is about what was."""
_AFRESH: Final = _P(
    r"(?:我|我们)?[^,，]{0,5}也(?:想|要|得|有份|给)(?:要|来|买|看|挑)?(?:一)?(?:个|条|只|对|件|款"
    r"|有份)|也有份|托我|接下来|说正事|换个话题"
    r"|(?:先|再|还要|还得|还想|另外|顺便|今天)(?:要|再|帮|想)?(?:给|帮|替|送)[^,，]{1,6}(?:挑|选|买"
    r"|找|看|带|送)|还要(?:再)?买(?:一)?(?:个|条|只|对|件)"
    r"|(?:帮|替|给)我?(?:朋友|同事|妈|爸|闺蜜|老公|老婆|奶奶|妹|姐|弟|哥)[^,，]{0,3}(?:找|挑|选|看|买)"
)
_UNWANTED_HEAD: Final = "不没无莫勿"
_LEADS: Final = ("带", "镶", "有")
_CLAUSE: Final = _P(r"[^,，。;；!！?？]*")
_DENIES: Final = _P(
    r"不|别|没|除|无|非|免|嫌|讨厌|拒|甭|莫|排除|去掉|n't|\bno|\bwithout|\bexcept|\bhate|\bavoid|\bskip|\bbut\b"
)


def is_bystander(mention: Mention, said: str) -> bool:
    """Whether a word is named but not wanted: a giver, the colour of a dress, a piece of another day."""
    values = mention.meaning.values
    before, after = said[: mention.start], said[mention.end :]
    if "recipient" in values and len(values) == 1 and (_GIVES.match(after) or _IS.search(before)):
        return True
    if "colour" in values and _CLOTHES.match(after):
        return True
    return any(match.start() <= mention.start < match.end() for match in _ASIDE.finditer(said))


def starts_afresh(said: str) -> bool:
    """Whether the sentence says itself that another wish begins."""
    return bool(_ASIDE.search(said) or _AFRESH.search(said))


def is_denied(mention: Mention, said: str) -> bool:
    """ "不带钻": the no stands right before a word that begins with having."""
    return mention.start > 0 and said[mention.start - 1] in _UNWANTED_HEAD and mention.term.startswith(_LEADS)


def may_deny(said: str, at: int) -> bool:
    """Whether the clause around a position has any word of denial."""
    clause = next((match.group() for match in _CLAUSE.finditer(said) if match.start() <= at < match.end()), said)
    return bool(_DENIES.search(clause))


_ASKS: Final = _P(
    r"吗|么|嘛|呢|什么|怎么|如何|为什么|哪|几|多少|是不是|会不会|能不能|可不可以|不$|没$|\?|？|对吧|(.)不\1|讲|科普|介绍|区别|还是|意思|听说"
)
_WANTS: Final = _P(
    r"有.{0,8}吗|有没有|有几款|有哪|都行|以内|左右|预算|给我|想要|想买|想看|来一|推荐|送什么|送个|礼物|买(?:个|条|只|对|件|点|一)"
    r"|看看|拿来|拿出来|便宜|\d块|[百千万]块|有啥|有什么|一千|两千|三千|五千|一万"
)
_TRADE: Final = _P(
    r"金|银|铂|钯|钻|玉|翠|珠|宝石|石|水晶|戒|链|镯|坠|耳|针|首饰|珠宝|饰|镶|爪|切工|净度|克拉|成色|证书|扣|圈|矿|珐琅|錾|盎司|贝|戴"
    r"|锁|牌|佛|生肖|属|诞生|姻|订婚|求婚|对戒|三金|五金|贵重|收|回收|换新|刻|改|修|洗|保养|发票|分期|会员|退|换|付|营业|停车|店|gia|ngtc|k"
)


_SHOPS: Final = _P(
    r"想要|想买|想看|给我(?!们)|来一|推荐|预算|以内|左右|买点|买个|买条|送.{0,8}(?:礼|什么|个|好)|有几款|有啥|有什么(?!说法|讲究|区别|不同)|都行"
    r"|拿来看|犒赏|要个|来个|找个|挑个|有没有$|拿出来看|拿来看看"
)
_NO_WISH: Final = _P(
    r"(?:吗|么|嘛)[？?]?$|会不会|能不能|为什么|怎么|什么意思|区别|保证|翻[倍几]|涨|跌|升值|治|真假|哪个好|还是.{1,8}好|回收|收金|打折|刻字"
)


def is_plain_wish(reading: "Reading") -> bool:
    """Whether a Chinese sentence names what is wanted and wants it, and asks for nothing else."""
    said = reading.said
    named = bool(reading.wish.hard()) or reading.bare_money is not None
    return bool(_HAN.search(said) and named and _SHOPS.search(said) and not _NO_WISH.search(said))


def only_asks(reading: "Reading") -> bool:
    """Whether a Chinese sentence asks about what it names, and wants none of it."""
    said = reading.said
    priced = reading.wish.limits_price() or reading.bare_money is not None or reading.wish.sort
    return bool(_HAN.search(said) and _ASKS.search(said) and not _WANTS.search(said) and not priced)


def may_be(intent: str, reading: "Reading", talk: "Talk") -> bool:
    """Whether a Chinese sentence has the words that an intent needs, whatever the reader says.

    A question about jewelry asks and names something of the trade; a plain wish is none, and is never refused; a wish
    names something, or wants.
    """
    said = reading.said
    if not _HAN.search(said):
        return True
    names = bool(reading.wish or reading.words or reading.nodes)
    if intent in ("ask_knowledge", "ask_piece", "out_of_scope") and reading.rule == "wishing" and _WANTS.search(said):
        return False
    if intent == "ask_knowledge":
        return bool(_ASKS.search(said) and (names or reading.service or _TRADE.search(said)))
    if intent == "recommend":
        return names or reading.bare_money is not None or bool(_WANTS.search(said) or _TRADE.search(said))
    return True


def decide(reading: "Reading", talk: "Talk") -> dict[str, Any] | None:
    """The values of a reading that its family of wordings decides (see `families`); None where it has none."""
    pointing = reading.pointing
    named = len(reading.skus) + len(pointing.ordinals)
    facts = Facts(
        hard=bool(reading.wish.hard()) or reading.bare_money is not None,
        pieces=named + (named == 1 and talk.has_focus and "比" in reading.said),
        several=pointing.several and talk.shown > 1,
        at_hand=bool(named or pointing or talk.has_focus or talk.shown),
        focus=talk.has_focus,
        asked=bool(talk.asked),
        running=talk.has_wish,
    )
    family = family_of(reading.said, facts)
    if family is None:
        return None
    settings = family.settings
    values = {key: settings[key] for key in ("intent", "topic", "screen", "reset") if key in settings}
    if "language" in settings:
        values["language_to"] = settings["language"]
    if settings.get("service"):
        values["service"] = True
    if values["intent"] == "ask_piece":
        values["field"] = reading.field or "about"
    if values["intent"] == "refine" and starts_afresh(reading.said) and reading.wish:
        values["intent"] = "recommend"
    return values
