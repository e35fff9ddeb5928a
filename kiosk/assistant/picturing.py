"""An explanation as a picture (SVG) and as one self-contained page (HTML) in the house's colours."""

from html import escape
from typing import Any, Final

import numpy as np

from kiosk.advice import wording
from kiosk.assistant.attention import Explained
from kiosk.base.settings import Language
from kiosk.base.text import text

_INK, _VELVET, _IVORY, _GOLD, _JADE, _QUIET = "#131114", "#1d1a20", "#f4eee2", "#c9a96a", "#2f6b57", "#a79f92"
_CELL_H: Final = 46
_HEAD_H: Final = 58
_LABEL_W: Final = 210
_CHAR_W: Final = 13
_SERIF: Final = "'Noto Serif CJK SC','Noto Serif SC','Songti SC',serif"
_SANS: Final = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
_PAGE: Final = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title><style>
body{{margin:0;background:{ink};color:{ivory};font:17px/1.7 {sans}}}
main{{max-width:1100px;margin:48px auto;padding:0 32px}}
h1{{font:500 30px/1.4 {serif};margin:0 0 8px}} p{{color:{quiet};max-width:62em}} em{{color:{gold};font-style:normal}}
figure{{margin:32px 0;background:{velvet};border-radius:12px;padding:24px;overflow-x:auto}}
</style></head><body><main><h1>{said}</h1><p><em>{intent}</em></p><figure>{svg}</figure><p>{effect}</p><p>{attention}</p>
</main></body></html>
"""


def page(explained: Explained, language: Language) -> str:
    """The whole page, nothing loaded from outside."""
    return _PAGE.format(
        language=language, title=escape(text("explain.title", language)), said=escape(explained.understood.said),
        intent=escape(intent_line(explained, language)), svg=figure(explained, language), ink=_INK, velvet=_VELVET,
        ivory=_IVORY, gold=_GOLD, quiet=_QUIET, serif=_SERIF, sans=_SANS,
        effect=escape(text("explain.effect", language)), attention=escape(text("explain.attention", language)),
    )  # fmt: skip


def figure(explained: Explained, language: Language) -> str:
    """The picture: a column a word, a row for the intent and for each slot.

    Gold says how much is lost when the word is hidden, the jade bar how much of the attention it had.
    """
    words = [token.text for token in explained.understood.tokens]
    widths = [max(46, 22 + _CHAR_W * len(w) + (6 if not w.isascii() else 0)) for w in words]
    lefts = [_LABEL_W + sum(widths[:at]) for at in range(len(words))]
    rows = table(explained, language)
    width, height = _LABEL_W + sum(widths) + 8, _HEAD_H + len(rows) * (_CELL_H + 6) + 34
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{_SANS}"><rect width="{width}" height="{height}" fill="{_VELVET}" rx="8"/>'
    ]
    for word, left, wide in zip(words, lefts, widths, strict=True):
        parts.append(_text(left + wide / 2, 36, word, _IVORY, 21, "middle"))
    for at, (label, effect, attention) in enumerate(rows):
        top = _HEAD_H + at * (_CELL_H + 6)
        parts.append(_text(_LABEL_W - 14, top + 29, label, _GOLD if at == 0 else _IVORY, 15, "end"))
        most_lost, most_seen = max(float(effect.max(initial=0)), 0.02), max(float(attention.max(initial=0)), 1e-6)
        for left, wide, lost, seen in zip(lefts, widths, effect, attention, strict=True):
            strength = float(np.clip(lost / most_lost, 0, 1))
            parts.append(
                f'<rect x="{left + 2}" y="{top}" width="{wide - 4}" height="{_CELL_H}" rx="5" fill="{_INK}"/>'
                f'<rect x="{left + 2}" y="{top}" width="{wide - 4}" height="{_CELL_H}" rx="5" fill="{_GOLD}" '
                f'opacity="{0.92 * strength:.2f}"/>'
                f'<rect x="{left + 6}" y="{top + _CELL_H - 9}" width="{(wide - 12) * float(seen) / most_seen:.1f}" '
                f'height="4" rx="2" fill="{_JADE}" stroke="{_IVORY}" stroke-width="0.4"/>'
            )
    parts.append(_text(_LABEL_W, height - 12, text("explain.legend", language), _QUIET, 13, "start"))
    return "".join([*parts, "</svg>"])


def table(explained: Explained, language: Language) -> list[tuple[str, Any, Any]]:
    """(label, effect a word, attention a word): the intent first, then each slot."""
    rows: list[tuple[str, Any, Any]] = [(intent_line(explained, language), explained.effect, explained.attention)]
    for span, looked, lost in explained.slots:
        key = text(f"explain.key.{span.key}", language)
        value = f" · {_value(span.key, span.value, language)}" if span.value else ""
        sign = "" if span.polarity == "wanted" else f" ({text(f'explain.{span.polarity}', language)})"
        rows.append((f"{key}{value}{sign}", lost, looked))
    return rows


def intent_line(explained: Explained, language: Language) -> str:
    """The intent with its probability, in words."""
    intent, odds = explained.understood.intent
    return f"{text(f'explain.intent.{intent}', language)} {odds:.0%}"


def _value(key: str, value: str, language: Language) -> str:
    if key in ("sort", "move", "field"):
        return value.replace("_", " ") if language == "en" else text(f"explain.value.{value}", language)
    return wording.word(value, language, "cut") if key == "cut" else wording.word(value, language)


def _text(x: float, y: float, said: str, colour: str, size: int, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y}" fill="{colour}" font-size="{size}" text-anchor="{anchor}">{escape(said)}</text>'
