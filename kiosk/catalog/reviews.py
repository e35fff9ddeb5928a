"""Customers' reviews: reading a file of them, all or nothing, without the people who wrote them."""

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from kiosk.base.errors import KnownError
from kiosk.base.settings import LANGUAGES, Language

LONGEST: Final = 1000
"""Characters of one review."""
_LARGEST_FILE: Final = 50_000_000
_MOST_FAULTS: Final = 20
_COLUMNS: Final = ("sku", "date", "language", "text", "stars")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_REMOVED: Final[Mapping[Language, str]] = {"zh": "（已隐去）", "en": "(removed)"}
_PRIVATE: Final = (
    re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"(?:https?://|www\.)\S+"),
    re.compile(r"(?<!\d)(?:\+?\d{1,3}[ -]?)?(?:\(\d{2,4}\)[ -]?)?\d(?:[ -]?\d){8,16}(?!\d)"),
    re.compile(r"(?:微信号?|vx|wechat(?: id)?|qq|wx)\s?[:：是]?\s?[A-Za-z\d_-]{5,20}", re.IGNORECASE),
    re.compile(r"(?<=导购|店员|销售|柜姐|客服|店长)(?:小[\u3400-\u9fff]|[赵钱孙李周吴郑王冯陈刘张黄林杨何高罗][姐哥])"),
    re.compile(r"(?<![我她你的\u4e86])[赵钱孙李周吴郑王冯陈刘张黄林杨何高罗](?:女士|先生|小姐)"),
)
"""Addresses, numbers to call, accounts, and names of staff and customers as they are commonly written."""


@dataclass(frozen=True)
class Review:
    """What somebody wrote of a piece, and when; never who."""

    sku: str
    written_on: date
    language: Language
    text: str
    stars: int | None = None
    """1 to 5; None where none were given."""
    demo: bool = False
    """Made up for the demo catalog; nobody wrote it."""


@dataclass(frozen=True)
class Batch:
    """A file of reviews that can be taken in."""

    reviews: tuple[Review, ...]
    dropped: tuple[str, ...] = ()
    """Columns that were not read (author, order number ...)."""
    redacted: int = 0
    """Reviews from which an address, a number or a name was taken."""


def read_reviews(
    path: Path, skus: Collection[str], already: Iterable[Review] = (), *, today: date, demo: bool = False
) -> Batch:
    """Read and check a CSV file (with a heading) or JSON lines with sku, date, language, text and perhaps stars.

    Args:
        path: `.csv`, else JSON lines.
        skus: the pieces there are.
        already: reviews that are known; one that is there again is a fault.
        today: no review is younger.
        demo: mark every one as made up.

    Raises:
        KnownError: the file cannot be read, or a row has a fault; the sentences name row and fault.
    """
    rows = list(_csv_rows(path) if path.suffix.lower() == ".csv" else _json_rows(path))
    if not rows:
        raise KnownError(f"{path.name} holds no reviews.")
    faults: list[str] = []
    known = {(review.sku, review.text): "is already known" for review in already}
    reviews: list[Review] = []
    dropped: dict[str, None] = {}
    redacted = 0
    for number, row in rows:
        dropped |= dict.fromkeys(key for key in row if key not in _COLUMNS)
        problems, review = _read_row(row, skus, today, demo=demo)
        if review is not None:
            same = (review.sku, review.text)
            if same in known:
                problems = [f"the same words of {review.sku} {known[same]}."]
            known[same] = f"stand in row {number}"
            redacted += review.text != _plain(row.get("text"))
            reviews.append(review)
        faults += [f"{path.name}, row {number}: {problem}" for problem in problems]
    if faults:
        more = [f"... and {len(faults) - _MOST_FAULTS} more."] if len(faults) > _MOST_FAULTS else []
        raise KnownError("\n".join([*faults[:_MOST_FAULTS], *more]))
    return Batch(tuple(reviews), tuple(dropped), redacted)


def redact(words: str, language: Language) -> str:
    """The words without addresses, numbers to call, accounts, and names as they are commonly written."""
    for pattern in _PRIVATE:
        words = pattern.sub(_REMOVED[language], words)
    return words


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(_content(path), newline=""))
    heading = [name.strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in ("sku", "date", "text") if name not in heading]
    if missing:
        raise KnownError(f"{path.name} has no column {missing[0]!r}; the heading needs sku, date, text.")
    reader.fieldnames = heading
    try:
        for row in reader:
            if None in row:
                raise KnownError(f"{path.name}, row {reader.line_num}: has more fields than the heading.")
            yield reader.line_num, row
    except csv.Error as error:
        raise KnownError(f"{path.name}, row {reader.line_num}: {error}.") from error


def _json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(_content(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise KnownError(f"{path.name}, row {number}: is no JSON object.") from error
        if not isinstance(row, dict):
            raise KnownError(f"{path.name}, row {number}: is no JSON object.")
        yield number, {str(key).strip().lower(): value for key, value in row.items()}


def _content(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise KnownError(f"{path.name} is larger than {_LARGEST_FILE // 1_000_000} MB; split it.")
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnownError(f"{path.name} is not UTF-8; save it as UTF-8 and try again.") from error
    except OSError as error:
        raise KnownError(f"{path.name} cannot be read ({error.strerror}).") from error


def _read_row(
    row: Mapping[str, Any], skus: Collection[str], today: date, *, demo: bool
) -> tuple[list[str], Review | None]:
    problems: list[str] = []
    sku = str(row.get("sku") or "").strip().upper()
    if sku not in skus:
        problems.append(f"there is no piece {row.get('sku')!r}.")
    words = _plain(row.get("text"))
    if not words:
        problems.append("the text is empty.")
    elif len(words) > LONGEST:
        problems.append(f"the text has {len(words)} characters; at most {LONGEST} are read.")
    written = _day(row.get("date"))
    if written is None or written > today:
        problems.append(f"the date is {row.get('date')!r}; a past day such as 2026-10-31 is needed.")
    said = str(row.get("language") or "").strip().lower()[:2]
    language: Language = "zh" if said == "zh" or (not said and _HAN.search(words)) else "en"
    if said and said not in LANGUAGES:
        problems.append(f"the language is {row.get('language')!r}; zh or en is needed.")
    given = row.get("stars")
    stars = _stars(given)
    if stars is None and given not in (None, ""):
        problems.append(f"the stars are {given!r}; 1 to 5, or nothing.")
    if problems or written is None:
        return problems, None
    return [], Review(sku, written, language, redact(words, language), stars, demo)


def _plain(words: object) -> str:
    return " ".join(words.split()) if isinstance(words, str) else ""


def _day(words: object) -> date | None:
    try:
        return date.fromisoformat(str(words).strip()[:10])
    except ValueError:
        return None


def _stars(words: object) -> int | None:
    try:
        stars = float(str(words))
    except ValueError:
        return None
    return int(stars) if stars in (1, 2, 3, 4, 5) else None
