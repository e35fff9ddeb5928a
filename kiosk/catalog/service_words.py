"""A service's record in words, in both languages: clauses for an answer, and one sentence with its dates."""

from decimal import Decimal
from typing import Final

from kiosk.base.settings import Language
from kiosk.base.text import table, text
from kiosk.catalog.services import KINDS, WEEKDAYS, Service

_FLAGS: Final = ("yes", "no")


def name(kind: str, language: Language) -> str:
    """What the service is called."""
    return text(f"services.name.{kind}", language)


def clauses(service: Service, language: Language) -> tuple[str, ...]:
    """What the record says, a clause a field, in the order of `KINDS`; the shop's own words come last."""
    said = []
    for field in KINDS[service.kind]:
        if field not in service.values or (service.kind == "hours" and field == "close"):
            continue
        said.append(_clause(service, field, language))
    note = service.text_zh if language == "zh" else service.text_en
    if note:
        said.append(note.rstrip("。. "))
    return tuple(said)


def told(service: Service, language: Language) -> str:
    """The record with who set it, when, and how long it holds: what stands behind `service:KIND`."""
    until = (
        text("services.source.until", language, date=service.valid_until.isoformat())
        if service.valid_until
        else text("services.source.open_end", language)
    )
    said = text(
        f"services.source.{'demo' if service.demo else 'shop'}", language,
        name=name(service.kind, language), clauses=joined(clauses(service, language), language),
        set_on=service.set_on.isoformat(), role=text(f"services.role.{service.set_by}", language), until=until,
    )  # fmt: skip
    return said[:1].upper() + said[1:]


def joined(said: tuple[str, ...], language: Language) -> str:
    """Clauses in a row."""
    return text("services.answer.join", language).join(said)


def amount(value: Decimal | int) -> str:
    """27,760 and 1,388.50 as people write money and weights: no tail of noughts."""
    plain = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _clause(service: Service, field: str, language: Language) -> str:
    value = service.values[field]
    key = f"services.say.{service.kind}.{field}"
    if value in _FLAGS:
        return text(f"{key}_{value}", language)
    if value == "0" and f"{key}_zero" in table(language):
        return text(f"{key}_zero", language)
    return text(key, language, value=_spoken(service, field, value, language))


def _spoken(service: Service, field: str, value: str, language: Language) -> str:
    if field == "days_of_week":
        return _days(value, language)
    if field == "open":
        return text("services.day.times", language, open=value, close=service.values["close"])
    if field == "methods":
        return text("services.day.join", language).join(
            text(f"services.method.{method}", language) for method in value.split(",")
        )
    return value if field == "min_fineness" else amount(Decimal(value))


def _days(value: str, language: Language) -> str:
    """Days in a row as one span: 周一至周五、周日."""
    days = [WEEKDAYS.index(day) for day in value.split(",")]
    if len(days) == len(WEEKDAYS):
        return text("services.day.every", language)
    spans: list[list[int]] = []
    for day in days:
        if spans and spans[-1][-1] == day - 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    said = []
    for span in spans:
        first, last = (text(f"services.day.{WEEKDAYS[day]}", language) for day in (span[0], span[-1]))
        if len(span) > 2:
            said.append(text("services.day.to", language, first=first, last=last))
        else:
            said += [first] if len(span) == 1 else [first, last]
    return text("services.day.join", language).join(said)
