"""Cuts text into search tokens: uni- and bigrams of Chinese characters, lightly stemmed English words.

SQLite's trigram tokenizer loses the two-character words that Chinese questions are made of (a quarter found where
uni- and bigrams find four fifths), so text is cut here and FTS5 only sees tokens between spaces.
"""

import re
import unicodedata

_RUNS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:[.'’][a-z0-9]+)*")
_MIXED = re.compile(r"[0-9]+|[a-z]+")

_STOP_WORDS = (
    "a an and any are as at be but by can could do does for from get has have how i if in is it its me my of on or "
    "should so than that the their them there these they this those to was we what when which who why will with "
    "would you your about am been did just tell please"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""English words that say nothing about the topic."""

STOP_CHARACTERS = frozenset("的了吗呢啊吧呀嘛么是我你您它这那个一和与就都也还会能可以要有在把被给让")
"""Chinese characters that alone say nothing; their bigrams stay."""


def cut(text: str) -> tuple[str, ...]:
    """The tokens of a text, in order, repeated as often as they occur."""
    tokens: list[str] = []
    for run in _RUNS.findall(unicodedata.normalize("NFKC", text).lower()):
        tokens += _cut_han(run) if run[0] >= "\u3400" else _cut_latin(run)
    return tuple(tokens)


def stem(word: str) -> str:
    """A light stem: plural, possessive, -ing and -ed; only what keeps different words apart."""
    word = re.sub(r"['’]s?$", "", word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and re.search(r"(?:ss|sh|ch|x)es$", word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        if len(word) > len(suffix) + 3 and word.endswith(suffix):
            word = word[: -len(suffix)]
            if len(word) > 2 and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _cut_han(run: str) -> list[str]:
    singles = [c for c in run if c not in STOP_CHARACTERS]
    return singles + [run[i : i + 2] for i in range(len(run) - 1)]


def _cut_latin(run: str) -> list[str]:
    if any(c.isdigit() for c in run):
        whole = run.replace(".", "d").replace("'", "").replace("’", "")
        parts = [p for p in _MIXED.findall(whole) if len(p) > 1 or p.isdigit()]
        return [whole] if parts == [whole] or "." in run else [whole, *parts]
    return [] if run in STOP_WORDS else [stem(part) for part in re.split(r"[.]", run) if part]
