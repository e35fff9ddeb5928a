"""What is said not to be wanted (不要, 除了, without) and what is only corrected (不是耳钉，是项链)."""

import re
from typing import Final

from kiosk.assistant.lexicon import Mention

_MASKED: Final = re.compile(
    r"(?:不要|别|不想要?|不用)太?(?:贵|便宜|大|小|重|轻|长|短|粗|细|显眼|老气|花哨|复杂|厚|薄|显老|俗)"
    r"|有没有|是不是|要不要|能不能|会不会|好不好|可不可以|用不用|差不多|不错|不限|特别|别的|别针|区别|性别|级别"
    r"|分别|别致|不好意思|不知道|不超过|不低于"
    r"|不高于|不少于|不到|不过敏|不过|不然|不贵|不用说|不管|不论|有没|不见不散|告别|识别"
    r"|not too \w+|no more than|not more than|no less than|not less than|not sure|why not|not bad|no problem|no idea"
    r"|don't know|do not know|not over|not above|no limit"
)
_NOT_WANTED: Final = re.compile(
    r"不要|别要|不想要|不喜欢|不爱|不带|不含|不需要|不考虑|没有|无(?=钻|镶)|非(?=金|银|钻|黄)|别给我|别推荐|除了"
    r"|除开|除去|拒绝|讨厌|别太?|不(?:会|那么|太|能)?(?=夸张|张扬|霸气|高调|复古|传统|简单|花哨)"
    r"|\bnot\b|\bno\b|\bneither\b|\bwithout\b|\bexcept(?: for)?\b|\bexcluding\b|don't (?:want|like|need)"
    r"|do not (?:want|like"
    r"|need)|anything but|other than|\binstead of\b|\brather than\b|nothing (?:in|with|too)|\bskip\b|leave out"
    r"|\bdrop\b|\bavoid\b|\bhates?\b|\bdislikes?\b"
    r"|isn't into"
)
_CORRECTED: Final = re.compile(
    r"不是(?:要|说|想要|看)?|\binstead of\b|\brather than\b|(?<!do )(?<!don't )(?<!is )\bnot\b(?! (?:too|so|very))"
)
_END: Final = re.compile(
    r"[，。,;；！!？?]|(?<!不)(?<!想)要|想要|换成|改成|就行|就好|都(?:可以|行|看)|以外|之外|的话|但是?|而是"
    r"|\bbut\b(?! (?:gold|silver|yellow|diamond|pearl))|\bjust\b|\bplease\b|\bmaybe\b|\bi want\b|\bi'd\b|\bshow\b"
    r"|\bfor\b"
)
_CHANGE: Final = re.compile(
    r"换成|改成|改为|换为|变成|\b(?:change|switch)(?: it| that)? to\b|\bto\b(?= (?:a |an )?\w+ instead)"
)


_NOT_AFTER: Final = re.compile(
    r"([^，。,;；！!？? ]+?)(?:的)?(?:我)?(?:都)?(?:不要|就算了|除外|不考虑|不行|免了|不喜欢)(?=$"
    r"|[，。,;；！!？? 了])"
)
"""带钻的不要: what is not wanted, said first."""


def split_negated(said: str, mentions: list[Mention]) -> tuple[list[Mention], list[Mention], list[Mention]]:
    """The mentions of a sentence as (wanted, not wanted, corrected).

    A corrected one ("不是耳钉，是项链", "change gold to platinum") is dropped from the wish, not excluded from it.
    """
    masked = _MASKED.sub(lambda match: "□" * len(match.group()), said)
    unwanted_spans = _spans(masked, _NOT_WANTED) + [match.span(1) for match in _NOT_AFTER.finditer(masked)]
    corrected_spans = _spans(masked, _CORRECTED)
    wanted: list[Mention] = []
    unwanted: list[Mention] = []
    corrected: list[Mention] = []
    for mention in mentions:
        if _inside(mention, corrected_spans):
            corrected.append(mention)
        elif _inside(mention, unwanted_spans) and not _is_head(masked, mention, unwanted_spans):
            unwanted.append(mention)
        else:
            wanted.append(mention)
    if change := _CHANGE.search(masked):
        before = [m for m in wanted if m.end <= change.start()]
        after_keys = {key for m in wanted if m.start >= change.end() for key in m.meaning.values}
        corrected += [m for m in before if set(m.meaning.values) & after_keys]
        wanted = [m for m in wanted if m not in corrected]
    said_keys = {key for mention in wanted for key in mention.meaning.values}
    really_corrected = [m for m in corrected if set(m.meaning.values) & said_keys]
    unwanted += [m for m in corrected if m not in really_corrected]
    return wanted, unwanted, really_corrected


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
