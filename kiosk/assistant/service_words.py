"""Which of the shop's services a sentence asks about, in both languages; patterns for normalised text."""

import re
from typing import Final

_P = re.compile

KINDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("trade_in", _P(
        r"以旧换新|旧换新|换新(?:款|的|金|品)?|换(?:一?个|一?件|一?条|一?只)?新(?:款|的"
        r"|首饰)?(?=[,，。?？吗要补加贴]|$)"
        r"|(?:旧|老)(?:金|黄金|首饰|戒指|项链|手镯|款)?.{0,10}?(?:换|抵)"
        r"|(?:拿|用).{0,8}(?:旧|老)(?:金|黄金|首饰).{0,6}(?:来|抵|换)|折旧|旧料加工|打(?:个)?新的?"
        r"|trade(?:.{0,3}| .{0,14} )in\b|part.?exchange|trad(?:e|ing) (?:my|old|the|in)|swap (?:my |the )?old"
        r"|upgrade my old"
    )),
    ("buy_back", _P(
        r"回收|收不收|收旧|旧金收|收(?:黄)?金(?:吗|么)|卖给你们|卖回|典当|回购|变现|(?:旧|老)(?:金|首饰|戒指"
        r"|项链).{0,6}卖"
        r"|buy.?back|(?:do|will|would) you buy|buy (?:old|back|my)|sell (?:my|you|back|it back)|\bpawn"
    )),
    ("resizing", _P(
        r"改(?:圈|小|大|尺寸|一?下?(?:圈|尺寸|号|大小)|手寸|戒圈|戒指)|(?:圈口|戒指|尺寸|手寸|戒圈"
        r"|指圈).{0,6}(?:能|可以|可)?改"
        r"|调(?:整)?(?:圈|戒圈|尺寸|大小|圈口)"
        r"|(?:缩|放|扩)(?:小|大)?(?:圈|一号|半号)|resiz|re-siz|size (?:it |this |the ring |my ring )?(?:up|down)"
        r"|(?:bigger|smaller|larger|tighter) (?:later|afterwards)|adjust (?:the |my |its )?(?:ring |size)"
        r"|(?:make|made) (?:it|my ring|the ring|this) (?:bigger|smaller|larger|tighter)"
    )),
    ("engraving", _P(
        r"刻(?:字|名|上?(?:名字|日期|字母|缩写|生日|指纹|图案)|个字|两个字|点字|句话)"
        r"|刻[^，。?？什的哪]{0,6}(?:名|字)"
        r"|engrav|inscribed? (?:my|our|it|a|the|his|her)\b|laser.{0,10}(?:name|date)|\binitials"
    )),
    ("cleaning", _P(
        r"免费(?:清洗|洗|抛光|保养|清洁)|(?:店里|你们|到店|门店|拿来|拿回来|给(?:我)?|帮(?:我)?"
        r"|帮忙).{0,6}(?:清洗|洗一|洗洗|清洁|抛光|保养)"
        r"|(?:清洗|抛光|清洁|保养|洗一次)(?:服务|.{0,3}(?:要钱|收费|收不收|多少钱|免费|价))|洗(?:首饰|金|戒指"
        r"|项链)(?:要|收|多少)"
        r"|能(?:帮我)?清洗(?:一下)?吗"
        r"|cleaning service|(?:clean|polish) .{0,20}(?:for (?:me|free|us)|here|in.?store)|(?:free"
        r"|charge.{0,6}for) (?:cleaning|polishing)"
        r"|do you (?:clean|polish)|professional clean|can you (?:clean|polish)|(?:cleaned|polished) (?:here"
        r"|for free)|polishing service"
    )),
    ("repair", _P(
        r"^(?:如果|要是|万一)?(?:戴)?(?:坏|断)了?.{0,6}修|维修|修理|返修|(?:你们|店里|店).{0,6}(?:能|可以"
        r"|会)?(?:修|补钻|焊|翻新)|(?:修|焊)(?:一下|一次"
        r"|好)?.{0,4}(?:多少钱|收费|要钱|要多久)"
        r"|帮(?:我)?(?:修|焊)|\brepairs?\b(?=.{0,12}(?:service|cost|charge|price|here|it\b|my|this))"
        r"|do you (?:repair|fix|mend|re-?plate)"
        r"|can you (?:repair|fix|mend|re-?plate|solder)|how much .{0,20}(?:repair|fix(?:ing)?\b(?! price)|mend)"
    )),
    ("warranty", _P(
        r"保修|质保|保(?:几|多少|多久|一|两|三|终身)年?|三包|售后|终身(?:维护|保养|免费)|包(?:换|修)"
        r"|warrant|guarantee(?!d? .{0,30}(?:real|genuine|authentic))|after.?sales?"
    )),
    ("invoice", _P(
        r"发票|开票|小票|收据|报销|抬头|增值税|\binvoice|\breceipts?\b|\bfapiao|\bvat\b|tax (?:refund|free)"
    )),
    ("instalments", _P(
        r"分期|花呗|白条|免息|分(?:几|三|六|十二|12|6|3)(?:期|个月)|月付|首付|先付|instal?lment|pay (?:monthly"
        r"|over time|later)|\bmonthly payments?|interest.?free|\bklarna"
    )),
    ("membership", _P(
        r"会员|积分|办(?:个|张)?卡|会员卡|生日礼|vip|储值|\bmember|loyalty|reward points|\bpoints (?:card|program)"
    )),
    ("gift_box", _P(
        r"礼盒|礼品盒|首饰盒|盒子|包装|礼袋|手提袋|贺卡|丝带|gift.{0,3}(?:box|wrap|bag|card|packag)"
        r"|\bwrap(?:ped|ping)?\b"
        r"|packaging|jewel(?:le)?ry box|\bpresentation box|come(?:s)? (?:in|with) a (?:nice )?box|ribbon"
    )),
    ("hours", _P(
        r"营业|几点(?:开|关|下|上|打烊|到几点)|(?:开|关)门|(?:什么时候|几时)(?:开门|关门|打烊|下班|休息)|打烊"
        r"|(?:周末|周日|周六|星期|春节|过年|节假日|国庆|放假).{0,6}(?:开|休|上班|营业)"
        r"|开到几点|(?:今天|明天)(?:开|休息)(?:吗|不)?|休息日|opening (?:hours|times)|\bhours\b|business hours"
        r"|(?:are|is|will) (?:you|the (?:shop|store)) (?:be )?(?:open|closed?)|open (?:at|until|till|on|today"
        r"|tomorrow|now|late|sunday|weekend)"
        r"|(?:you|shop|store) opens?\b(?= ?\?|$)|clos(?:e|es|ing)\b (?:at|time|today|on)|(?:do|does) (?:you"
        r"|the (?:shop|store)) (?:open|close)|what time do you"
    )),
    ("returns", _P(
        r"退(?:货|换|款|掉|不退|吗|一下)|换货|七天|7天|无理由|不喜欢.{0,6}(?:退|换)|(?:能|可以|可不可以"
        r"|给)(?:不能)?(?:退|换货|退换)(?!新)"
        r"|买(?:了|回去|错).{0,10}(?:退|换)(?!新)"
        r"|\breturn(?:s|ed|ing)?\b(?= it| policy|s?\b| them| this|able)|refund|exchange (?:it|this|them|policy)"
        r"|money back"
        r"|change my mind|bring it back"
    )),
    ("delivery", _P(
        r"快递|邮寄|寄(?:到|给|送|回|过)|送货|配送|送到家|发货|包邮|邮费|运费|保价|顺丰|deliver|\bshipping\b"
        r"|\bship\b|\bcourier|by post"
        r"|\bpostage"
    )),
    ("custom", _P(
        r"定制|订制|定做|订做|专门(?:做|打)|私人订|来图|设计(?:一(?:个|款|枚)|我自己|专属)|自己设计|按我的"
        r"|照(?:着)?图"
        r"|custom(?:.?made|ise|ize|isation|ization)?\b|bespoke|made to order|design my own"
        r"|personali[sz]ed design|(?:have|get) (?:one|it|a \w+) made"
    )),
    ("parking", _P(r"停车|车位|车库|泊车|\bpark(?:ing)?\b|\bcar park\b|\bgarage\b")),
    ("payment", _P(
        r"扫码|支付(?!宝?口碑)|刷卡|信用卡|银联|现金|数字人民币|怎么付|付款|付钱|收.{0,2}(?:支付宝|微信|卡"
        r"|现金)|apple pay"
        r"|credit card|debit card|pay (?:by|with|in cash|cash)|payment|\balipay\b|wechat pay|\bunionpay"
        r"|\bcash\b|accept (?:cards?|visa|cash)|\bvisa\b|mastercard"
    )),
    ("promotion", _P(
        r"打折|折扣|优惠|活动|满减|促销|特价|折(?:吗|上折)|减(?:多少|免)|赠品|送什么(?:礼品|赠品)|抹零|讲价"
        r"|砍价|还价|最低(?:多少|什么价)"
        r"|便宜(?:\d|[一二两三四五六七八九十百]).{0,3}(?:吗|呗|行)"
        r"|discount|promotion|\bsales?\b(?! (?:staff|person|assistant|associate))|special offer|\bhaggle"
        r"|\bbargain|best price|\bcoupon"
    )),
)  # fmt: skip
"""Kind of `kiosk.catalog.services.KINDS` and how it is asked about."""

OTHER: Final = _P(
    r"预约|寄存|电梯|充电|wi-?fi|无线网|厕所|洗手间|卫生间|母婴室|轮椅|toilet|restroom|bathroom|appointment"
    r"|wheelchair"
    r"|charge my phone|\bthe lift\b|elevator"
)
"""Services of the house of which no record is kept: staff know."""
_PROMISES: Final = _P(
    r"升值|增值|保值|[涨跌赚]|投资|以后.{0,6}值|将来|未来|划算|invest|profit|in the future|hold (?:its|their)"
)
_STOLEN: Final = {
    "payment": _P(r"扫码(?:查|看|验|能查)"),
    "hours": _P(r"从?什么时候开始"),
    "gift_box": _P(r"盒子(?:里|大小|链)|start a jewelry box"),
    "engraving": _P(r"(?:里|上|腰上|内圈|内侧)?刻(?:的|了?什么|有什么|哪|着)[^，。]{0,6}|雕刻|刻面"),
    "promotion": _P(r"(?:活动|走动)(?:时|的时候|自如|方便)|活动(?:扣|圈|口)"),
    "warranty": _P(r"保(?:一|两|三)年?(?:平安|值)|包(?:换|修)?镶"),
    "custom": _P(r"\bcustom\b(?:s|ary)?(?! made)"),
}  # fmt: skip
"""What looks like the service and is not."""


def asked_services(said: str) -> tuple[str, ...]:
    """The kinds a normalised sentence asks about, "other" for one that no record is kept of; empty for none."""
    found = []
    for kind, pattern in KINDS:
        stolen = _STOLEN.get(kind)
        if pattern.search(stolen.sub("", said) if stolen else said):
            found.append(kind)
    if "trade_in" in found and "returns" in found:
        found.remove("returns")
    if "instalments" in found and "payment" in found and not re.search(r"刷卡|现金|cash|by card", said):
        found.remove("payment")
    return tuple(found) or (("other",) if OTHER.search(said) else ())


def is_about_old_gold(said: str) -> bool:
    """Whether "it" is what the customer would bring, not a piece of ours."""
    return any(kind in ("trade_in", "buy_back") for kind in asked_services(said))


def asks_promise(said: str) -> bool:
    """Whether a question about old gold asks what it will be worth, which nobody may say."""
    return bool(_PROMISES.search(said))
