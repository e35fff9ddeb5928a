"""An answer as sentences, each with the sources of the claims it makes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

END = re.compile(r"[。！？!?](?=[^”」』）)])|[。！？!?][”」』）)]*|\n+|(?<=[^\d\s])\.(?=\s)|(?<=\d)\.(?=\s+[A-Z])")
"""Where a sentence ends: Chinese or Latin, but not at the point of a decimal."""


def spans(answer: str, claims: Iterable[Mapping[str, Any]]) -> list[tuple[int, int, list[str]]]:
    """Where each claim stands in the answer (start, end) and what it rests on; claims come in the answer's order."""
    found = []
    at = 0
    for claim in claims:
        start = answer.find(claim["text"], at)
        if start < 0:
            start = answer.find(claim["text"])
        if start >= 0:
            at = start + len(claim["text"])
            found.append((start, at, [str(name) for name in claim.get("source") or []]))
    return found


def sentences(answer: str, claims: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The answer's sentences in order, `{"text", "sources"}`; a claim is never cut in two."""
    held = spans(answer, claims)
    cuts = [match.end() for match in END.finditer(answer)]
    cuts = [cut for cut in cuts if not any(start < cut < end for start, end, _ in held)]
    parts = []
    for start, end in zip([0, *cuts], [*cuts, len(answer)], strict=True):
        text = answer[start:end].strip()
        if not text:
            continue
        named = [name for left, right, names in held if left < end and right > start for name in names]
        parts.append({"text": text, "sources": list(dict.fromkeys(named))})
    return parts
