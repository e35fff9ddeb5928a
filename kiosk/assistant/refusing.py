"""What is not ours to say: promises of health, money and authenticity, other people's prices, and other subjects."""

import re
from typing import Final

_P = re.compile
_HOW: Final = _P(r"怎么|如何|方法|区分|辨|鉴别|分清|判断|\bhow\b|tell (?:if|whether|apart|the difference)|distinguish")

TOPICS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("abuse", _P(
        r"傻|笨蛋|白痴|蠢|垃圾(?!桶)|滚(?!动)|去死|(?<!妈)妈的|他妈|操你|靠北|废物|有病吧|骗子|坑人|神经病|王八"
        r"|混蛋|没用的东西"
        r"|\bstupid\b|\bidiot\b|\buseless\b|\bshut up\b|\bfuck|\bshit\b|\bdumb\b|\bmoron\b|\bhate you\b"
        r"|\bscam(?:mer)?\b|\bsuck"
    )),
    ("joke", _P(
        r"笑话|讲个故事|唱(?:首|个)?歌|段子|脑筋急转弯|\bjoke\b|sing (?:me )?a song|tell me a story|\briddle\b"
        r"|\bpoem\b|写(?:首)?诗"
    )),
    ("investment", _P(
        r"升值|增值|保值(?!.*(?:首饰|金条).{0,4}(?:推荐|有))|会(?:不会)?(?:再|还)?(?:涨|跌)|再(?:涨|跌)"
        r"|能(?:不能)?(?:涨|跌)|涨不|跌不|要涨|涨价"
        r"|涨到|跌到|跌吗|涨吗|行情|走势"
        r"|什么时候.{0,4}(?:买|入手|卖)|卖个好价|值钱吗|以后.{0,4}卖|值得投资|值不值得?(?:投资|买)|投资价值"
        r"|回报率?|稳赚|抄底|能赚|赚钱"
        r"|以后值钱|未来.{0,6}(?:价|值)|赎回"
        r"|回收.{0,4}(?:多少|值)"
        r"|good investment|going to crash|\bcrash\b|going (?:up|down)|drop in (?:price|value)|worth buying"
        r"|worth investing|invest in|hold (?:its|their) value|keep (?:its"
        r"|their) value|go(?:es"
        r"|ing)? up|appreciate in value|price (?:rise|drop|fall)|will (?:gold|diamonds?|silver|platinum) .*(?:rise"
        r"|fall|drop|increase)|resale value|make (?:a )?(?:money|profit)|better investment"
    )),
    ("health", _P(
        r"治(?:病|疗|好|失眠|高血压|颈椎|风湿|头)|能治|疗效|养生|养人|养颜|保健|降(?:血)?压|血压|失眠|安神|排毒"
        r"|磁疗|辐射|防癌|癌|减肥|助眠|改善睡眠|风湿|关节炎|头痛|头疼|对身体(?:好|有好处)|健康"
        r"|\bcure|\bheal|\btreat(?:s)? (?:my|your|a|the)? ?(?:headache|arthritis|pain|insomnia|illness|disease)"
        r"|arthritis|blood pressure|good for (?:my|your|the) (?:health|body|skin|sleep)|health benefits?"
        r"|healing (?:power|propert)|\bmedical\b|anxiety|insomnia|headache"
    )),
    ("luck", _P(
        r"招桃花|挡灾|消灾|旺夫|催桃花|转运吗|(?:能|会|可以).{0,4}(?:转运|辟邪|避邪|挡灾|招财|旺财|旺运|保平安"
        r"|带来好运)|开光|挡煞|风水"
        r"|算命|运势|八字|灵验|显灵"
        r"|(?:bring|find|get) me (?:a |true )?(?:husband|wife|love|boyfriend|girlfriend)|attract (?:love|money"
        r"|luck|wealth)|bring (?:me )?(?:good )?luck|ward off|evil spirits?|\bfeng ?shui\b"
        r"|\bhoroscope\b|fortune tell"
        r"|magic(?:al)? power"
    )),
    ("authenticity", _P(
        r"真的假的|是不是真的|是真的(?!吗.*(?:有什么|区别))|是真(?:钻|金|货|品|玉)|真货|正品|保真|假货|是假的"
        r"|假一赔|会不会是假|是不是假|帮.{0,4}(?:鉴定|验)|鉴定一下|验(?:一下|真)|真伪"
        r"|is (?:it|this|that|the .*) (?:real|fake|genuine|authentic)\b|is your .* (?:real|genuine)\b|are (?:they"
        r"|these|those|the .*) (?:real"
        r"|fake|genuine|authentic)\b|guarantee .*(?:authentic|genuine|real)|\bauthenticity\b|\bauthenticate\b"
        r"|\bfakes?\b|\bcounterfeit"
    )),
    ("others", _P(
        r"周大福|周生生|老凤祥|六福|老庙|潮宏基|谢瑞麟|周大生|菜百|卡地亚|蒂芙尼|宝格丽|梵克雅宝|淘宝|天猫|京东"
        r"|拼多多|抖音|直播间|隔壁|别家|别人家|其他(?:店|品牌|家)|别的(?:店|品牌)|人家(?:店)?|同行|竞品|网上|网店"
        r"|水贝"
        r"|\btiffany|\bcartier\b|\bbulgari\b|\bamazon\b|\btaobao\b|\bonline\b|other (?:shops?|stores?|brands?"
        r"|jewell?ers?)|another (?:shop|store|jewell?er)|price.?match|elsewhere|competitors?|next door"
        r"|down the (?:street|road)"
        r"|blue nile|pandora|chow tai fook"
    )),
    ("chat", _P(
        r"世界上|全世界|哪个国家|八卦|天气|下雨|气温|新闻|股票|股市|比特币|彩票|足球|篮球|比赛|世界杯|电影|电视剧"
        r"|明星"
        r"|八卦|音乐|歌手|做饭"
        r"|菜谱|好吃|吃什么|餐厅|美食|旅游|机票|酒店|火车|地铁|打车|手机|电脑|代码|编程|写作业|数学|作文|翻译一下"
        r"|论文|政治|总统|主席|战争|宗教信仰好|恋爱|失恋|男朋友不|几点了|现在几点|今天(?:几号|星期几)"
        r"|星座(?!.*(?:项链|吊坠|戒指|手链))|考试|减肥|游戏|你(?:几岁|多大|结婚|有.{0,3}朋友)"
        r"|\bweather\b|\brain\b|\bnews\b|\bstocks?\b(?! (?:this|it|the|of))|\bbitcoin\b|\blottery\b|\bfootball\b"
        r"|\bsoccer\b|\bbasketball\b|\bmovies?\b|\bfilms?\b|\brestaurants?\b|\brecipes?\b|\bcook\b|\bflights?\b"
        r"|\bhotels?\b|\btrain\b|\bpython\b|\bprogramming\b|write (?:some )?code|homework|\bmath|\bpresident\b"
        r"|\bcapital of\b|\bpolitics\b|\bwar\b|what time is it|what day is|\bsubway\b|\btaxi\b|\biphone\b"
        r"|\bcomputer\b|\bgames?\b|how old are you|are you married|\bsong\b|\bdate me\b|\blove you\b|translate"
    )),
)  # fmt: skip
"""Checked in this order; the name is the key of the answer's text."""


def refused_topic(said: str) -> str | None:
    """The topic that forbids an answer, or None."""
    for name, pattern in TOPICS:
        if pattern.search(said) and not (name in ("authenticity", "investment") and _HOW.search(said)):
            return name
    return None
