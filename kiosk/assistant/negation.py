"""What is said not to be wanted (不要, 除了, without) and what is only corrected (不是耳钉，是项链)."""

import re
from typing import Final

from kiosk.assistant.chinese import is_denied
from kiosk.assistant.lexicon import Mention

_MASKED: Final = re.compile(
    r"(?:不要|别|不想要?|不用)太?(?:贵|便宜|大|小|重|轻|长|短|粗|细|显眼|老气|花哨|复杂|厚|薄|显老|俗)"
    r"|有没有|是不是|要不要|能不能|会不会|好不好|可不可以|用不用|差不多|不错|不限|特别|别的|别针|区别|性别|级别"
    r"|分别|别致|不好意思|不知道|不超过|不低于"
    r"|不高于|不少于|不到|不过敏|不过|不然|不贵|不用说|不管|不论|有没|不见不散|告别|识别"
    r"|not (?:too|so|overly|very) (?!loud|flash|show|bold|chunk|gaud|bling|dramat|flamboy|glam"
    r"|ostentat|in your face|modern|girl"
    r"|sweet|plain|simple|tradition|vintage|old|trend|edgy)\w+|not (?:only|just|sure|fussed|bothered"
    r"|to exceed|a penny|much|past)"
    r"|no (?:bigger|smaller|matter|rush|hurry|later|doubt|worries|need to)|isn't it|aren't they"
    r"|don't (?:mind|care|judge|make)"
    r"|n't (?:want to )?(?:go|spend|exceed)|no more than|not more than|no less than|not less than"
    r"|not sure|why not|not bad|no problem|no idea"
    r"|don't know|do not know|not over|not above|no limit"
)
_NOT_WANTED: Final = re.compile(
    r"不要|别要|不想要|不喜欢|不爱|不带|不含|不需要|不考虑|没有|无(?=钻|镶)|非(?=金|银|钻|黄)|别给我|别推荐|除了"
    r"|除开|除去|排除|拒绝|讨厌|别是|别镶|别带|别看|别太?|不(?:会|那么|太|能)?(?=夸张|张扬|霸气|高调"
    r"|复古|传统|简单|花哨)"
    r"|\bapart from\b|\baside from\b|\bminus\b|\bsans\b|\bfree of\b|\bhold the\b|\bsteer clear of\b"
    r"|\baway from\b|\bsick of\b"
    r"|\bfed up (?:with|of)\b|\btired of\b|\bstand\b(?<=can't stand)|can't wear|cannot wear"
    r"|allergic to|\bisn't\b|\baren't\b|\bnever\b"
    r"|nothing (?!over|above|more|under|below|less|beyond|past|special)|don't (?:do|fancy|care for|go for|show)"
    r"|doesn't (?:want|like|wear|need|do|go for)|do not (?:fancy|show)|never wears?|leave(?=.{1,20}\bout\b)|\bbut not\b"
    r"|\bnot\b|\bno\b|\bnor\b|\bneither\b|\bwithout\b|\bexcept(?: for)?\b|\bexcluding\b|don't (?:want|like|need)"
    r"|do not (?:want|like"
    r"|need)|anything but|other than|\binstead of\b|\brather than\b|nothing (?:in|with|too)|\bskip\b|leave out"
    r"|\bdrop\b|\bavoid\b|\bhates?\b|\bdislikes?\b"
    r"|isn't into"
)
_CORRECTED: Final = re.compile(
    r"不是(?:要|说|想要|看)?|(?:不|别)看(?=.{1,6}了)|\binstead of\b|\brather than\b"
    r"|(?<!do )(?<!don't )(?<!is )\bnot\b(?! (?:too|so|very))"
)
_END: Final = re.compile(
    r"[，。,;；！!？?]|(?<!不)(?<!想)要|想要|换成|改成|就行|就好|都(?:可以|行|看)|以外|之外|的话|但是?|而是"
    r"|\.(?= |$)|\bbut\b(?! (?:gold|silver|yellow|diamond|pearl))|\bjust\b|\bplease\b|\bmaybe\b"
    r"|\bi want\b|\bi'd\b|\bshow\b"
    r"|\bfor\b"
)
_DROPPED: Final = re.compile(
    r"\b(?:need(?:n't| not)(?: be)?|do(?:es)?n't (?:really )?(?:have|need) to be|forget (?:about )?(?:the )?"
    r"|never mind (?:about )?(?:the )?|scrap the|ditch the|not necessarily|no need for|lose the|drop the"
    r"|not bothered about (?:the )?|i said (?=.*\bbut\b)|did i say)((?: ?[\w-]+){1,4})"
    r"|([\w-]+(?: [\w-]+)?) (?:isn't|is not|aren't) (?:necessary|needed|required|a must|essential|important)"
    r"|([\w-]+) (?:doesn't|don't|does not) (?:really )?matter"
)
"""It needn't be platinum; forget vintage: no longer wanted, and not unwanted either."""
_CHANGE: Final = re.compile(
    r"换成|改成|改为|换为|变成|\b(?:change|switch)(?: it| that)? to\b|\bto\b(?= (?:a |an )?\w+ instead)"
)


_NOT_AFTER: Final = re.compile(
    r"([^，。,;；！!？? ]+?)(?:的|类|款)?(?:我|就|也|她|他)?(?:都)?(?:不要|就算了|除外|不考虑|不行"
    r"|免了|不喜欢|不戴|不爱|不合适|免谈|排除|去掉)"
    r"(?=$|[，。,;；！!？? 了啊哈呀吧哦的呢])"
    r"|([^，。,;；！!？? ]+?)(?:的|类|款)?(?:我|就|也)?(?:太|嫌)(?:俗|幼稚|老气|土|夸张|显老|丑|难看"
    r"|花哨)[^不要]{0,3}(?:，|,)?(?:都)?(?:不要|别|不考虑|算了|不看|免了)"
    r"|([^，。,;；！!？? ]+?)(?:的|类|款)?(?:就|都|也)?(?:别(?:拿|给|推|来|出现|上|让|提)|莫拿|莫推|都别来|别来)"
)
"""带钻的不要: what is not wanted, said first."""


def split_negated(said: str, mentions: list[Mention]) -> tuple[list[Mention], list[Mention], list[Mention]]:
    """The mentions of a sentence as (wanted, not wanted, corrected).

    A corrected one ("不是耳钉，是项链", "change gold to platinum") is dropped from the wish, not excluded from it.
    """
    masked = _MASKED.sub(lambda match: "□" * len(match.group()), said)
    unwanted_spans = _spans(masked, _NOT_WANTED) + [
        match.span(match.lastindex or 1) for match in _NOT_AFTER.finditer(masked)
    ]
    corrected_spans = _spans(masked, _CORRECTED)
    dropped_spans = [match.span(match.lastindex or 1) for match in _DROPPED.finditer(said)]
    dropped = [mention for mention in mentions if _inside(mention, dropped_spans)]
    mentions = [mention for mention in mentions if mention not in dropped]
    wanted: list[Mention] = []
    unwanted: list[Mention] = []
    corrected: list[Mention] = []
    for mention in mentions:
        if _inside(mention, corrected_spans):
            corrected.append(mention)
        elif is_denied(mention, masked) or _is_unwanted(masked, mention, unwanted_spans):
            unwanted.append(mention)
        else:
            wanted.append(mention)
    if said.isascii():  # my ex wore rubies, so not rubies
        taken_back = [mention.meaning.values for mention in corrected]
        wanted = [mention for mention in wanted if mention.meaning.values not in taken_back]
    if change := _CHANGE.search(masked):
        before = [m for m in wanted if m.end <= change.start()]
        after_keys = {key for m in wanted if m.start >= change.end() for key in m.meaning.values}
        corrected += [m for m in before if set(m.meaning.values) & after_keys]
        wanted = [m for m in wanted if m not in corrected]
    said_keys = {key for mention in wanted for key in mention.meaning.values}
    really_corrected = [m for m in corrected if set(m.meaning.values) & said_keys]
    unwanted += [m for m in corrected if m not in really_corrected]
    wanted, unwanted = _settled(said, wanted, unwanted)
    return wanted, unwanted, [*really_corrected, *dropped]


def _settled(said: str, wanted: list[Mention], unwanted: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """ "no red stones, red's bad memories": what is refused by name is not wanted by the same name; "earrings, no
    hoops": a kind that is wanted is not refused as a whole. English only."""
    if not said.isascii():
        return wanted, unwanted
    refused = [m.meaning.values for m in unwanted if "category" not in m.meaning.values]
    kinds = {value for m in wanted for value in m.meaning.values.get("category", ())}
    return (
        [m for m in wanted if m.meaning.values not in refused],
        [m for m in unwanted if not kinds & set(m.meaning.values.get("category", ()))],
    )  # fmt: skip


def _is_unwanted(masked: str, mention: Mention, spans: list[tuple[int, int]]) -> bool:
    return _inside(mention, spans) and not _is_head(masked, mention, spans)


def _is_head(masked: str, mention: Mention, spans: list[tuple[int, int]]) -> bool:
    """ "不要黄金的耳环", "不含镍的耳钉": earrings are wanted, only not such ones."""
    if "category" not in mention.meaning.values or not masked[: mention.start].endswith("的"):
        return False
    return any(start < mention.start - 1 < end for start, end in spans)


def _spans(masked: str, cue: re.Pattern[str]) -> list[tuple[int, int]]:
    spans = []
    for match in cue.finditer(masked):
        if match.group() == "没有" and not re.search(r"没有.{1,6}的", masked[match.start() :]):
            continue
        end = _END.search(masked, match.end())
        spans.append((match.end(), end.start() if end else len(masked)))
    return spans


def _inside(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    return any(start <= mention.start < end for start, end in spans)
