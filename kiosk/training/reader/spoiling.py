"""How people type and how speech is misheard, part by part, so that the labels keep their places."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kiosk.training.noise import Noise
from kiosk.training.reader.grammar import Segment

_FILLERS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "zh": (
        ("那个", "嗯", "呃", "请问", "你好，", "请问一下", "就是", "哎，", "不好意思，", "麻烦",
         "您好", "那", "我说", "帮我看看，",
         "打扰一下，", "这个，", "喂，", "美女，", "老板，", "小姐姐，", "亲，", "问一下，"),
        ("呀", "啊", "呢", "吧", "哈", "哦", "嘛", "谢谢", "。", "！", "？", "啦", "~", "，谢谢",
         "好不好", "可以吗", "行不",
         "，麻烦了", "哟", "咯"),
    ),
    "en": (
        ("um ", "hi, ", "hello ", "excuse me, ", "so ", "well ", "hey ", "please ", "ok so ", "sorry, ", "yeah ", "uh ",
         "actually ", "hi there, ", "good morning, ", "right, "),
        ("?", ".", " please", " thanks", "!", " please?", " if possible", ", thank you", " then", " mate", " maybe"),
    ),
}  # fmt: skip
_WITH_FILLER: Final = 0.25
_SPOILED: Final = 0.35
_WHOLE_PINYIN: Final = 0.1


class Spoiler:
    """Spoils some sentences a little."""

    def __init__(self, noise: Noise) -> None:
        self._noise = noise

    def spoil(self, segments: Sequence[Segment], language: str, chance: random.Random) -> list[Segment]:
        """The sentence with fillers around it, a homophone, some pinyin or a typing mistake; mostly as it is."""
        spoiled = list(segments)
        if chance.random() < _SPOILED:
            whole = chance.random() < _WHOLE_PINYIN
            chosen = range(len(spoiled)) if whole else [chance.randrange(len(spoiled))]
            for at in chosen:
                spoiled[at] = replace(spoiled[at], text=self._part(spoiled[at].text, chance, whole))
        before, after = _FILLERS[language]
        if chance.random() < _WITH_FILLER:
            spoiled.insert(0, Segment(chance.choice(before)))
        if chance.random() < _WITH_FILLER:
            spoiled.append(Segment(chance.choice(after)))
        return spoiled

    def _part(self, text: str, chance: random.Random, whole: bool) -> str:
        if whole:
            return self._noise.pinyin(text, chance)
        if len(text) < 2 or any(char.isdigit() for char in text):
            return text
        if text.isascii():
            return self._noise.typo(text, chance)
        if chance.random() < 0.2:
            at = chance.randrange(len(text))
            return text[:at] + text[at + 1 :]
        return self._noise.homophones(text, chance) if chance.random() < 0.75 else self._noise.pinyin(text, chance)
