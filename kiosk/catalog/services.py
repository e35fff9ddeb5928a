"""The shop's own services as dated records that staff set: which kinds there are, what each may say, when it holds."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from kiosk.base.errors import KnownError

ROLES: Final = ("owner", "manager", "staff", "demo")
"""Who may have set a record; a role, never a person. `demo` is the shipped catalog's."""
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PAYMENT_METHODS: Final = ("wechat", "alipay", "unionpay", "card", "cash", "digital_yuan")
LONGEST_NOTE: Final = 300
"""Characters of a record's own words in one language."""
_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_YES: Final = {"yes": "yes", "true": "yes", "是": "yes", "no": "no", "false": "no", "否": "no"}


@dataclass(frozen=True)
class Form:
    """How the values of one field are written: `read` gives the stored spelling or raises KnownError."""

    what: str
    """For people: "a percentage from 0 to 100"."""
    read: Callable[[str], str]


def _number(low: str, high: str, places: int, what: str) -> Form:
    least, most = Decimal(low), Decimal(high)
    wanted = f"{what} from {low} to {high}"

    def read(words: str) -> str:
        try:
            number = Decimal(words.strip().replace(",", "").removesuffix("%"))
        except InvalidOperation as error:
            raise KnownError(f"is {words!r}; {wanted} is needed.") from error
        if not number.is_finite() or not least <= number <= most or number != round(number, places):
            detail = f", with at most {places} decimals" if places else ", a whole number"
            raise KnownError(f"is {words}; {wanted}{detail} is needed.")
        plain = f"{number.normalize():f}"
        return "0" if plain in ("-0", "0") else plain

    return Form(wanted, read)


def _truth(words: str) -> str:
    if words.strip().lower() not in _YES:
        raise KnownError(f"is {words!r}; yes or no is needed.")
    return _YES[words.strip().lower()]


def _time(words: str) -> str:
    match = _TIME.fullmatch(words.strip())
    if match is None:
        raise KnownError(f"is {words!r}; a time such as 09:30 is needed.")
    return f"{int(match.group(1)):02d}:{match.group(2)}"


def _weekdays(words: str) -> str:
    days: set[int] = set()
    for part in words.lower().replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
            raise KnownError(f"is {words!r}; days such as mon-fri or mon,wed,sat are needed.")
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days |= {day % 7 for day in range(begin, end + 1 if end >= begin else end + 8)}
    return ",".join(WEEKDAYS[day] for day in sorted(days))


def _methods(words: str) -> str:
    chosen = [word for word in words.lower().replace(" ", "").split(",") if word]
    for word in chosen:
        if word not in PAYMENT_METHODS:
            raise KnownError(f"names {word!r}; there are {', '.join(PAYMENT_METHODS)}.")
    if not chosen:
        raise KnownError(f"is empty; there are {', '.join(PAYMENT_METHODS)}.")
    return ",".join(dict.fromkeys(chosen))


_YUAN: Final = _number("0", "1000000", 2, "an amount of yuan")
_PERCENT: Final = _number("0", "100", 2, "a percentage")
_MONTHS: Final = _number("1", "1200", 0, "a number of months")
_DAYS: Final = _number("0", "3650", 0, "a number of days")
_COUNT: Final = _number("0", "10000", 0, "a count")
_STEPS: Final = _number("0.5", "10", 1, "a number of ring sizes")
_FINENESS: Final = _number("375", "999", 0, "a fineness")
_HOURS: Final = _number("0", "24", 1, "a number of hours")
_FLAG: Final = Form("yes or no", _truth)

KINDS: Final[Mapping[str, Mapping[str, Form]]] = {
    "trade_in": {
        "loss_percent": _PERCENT, "labour_yuan_per_g": _YUAN, "min_fineness": _FINENESS, "own_only": _FLAG,
        "receipt_needed": _FLAG,
    },
    "buy_back": {
        "loss_percent": _PERCENT, "discount_yuan_per_g": _YUAN, "min_fineness": _FINENESS, "own_only": _FLAG,
        "receipt_needed": _FLAG,
    },
    "resizing": {"max_step": _STEPS, "fee_yuan": _YUAN, "free_months": _MONTHS, "days": _DAYS},
    "engraving": {"fee_yuan": _YUAN, "max_letters": _COUNT, "days": _DAYS},
    "cleaning": {"fee_yuan": _YUAN, "minutes": _COUNT, "own_only": _FLAG},
    "repair": {"fee_yuan": _YUAN, "days": _DAYS, "own_only": _FLAG},
    "warranty": {"months": _MONTHS, "receipt_needed": _FLAG},
    "invoice": {"electronic": _FLAG, "paper": _FLAG, "days": _DAYS},
    "instalments": {"max_months": _MONTHS, "interest_free_months": _MONTHS, "min_yuan": _YUAN},
    "membership": {"fee_yuan": _YUAN, "yuan_per_point": _YUAN, "birthday_gift": _FLAG},
    "gift_box": {"fee_yuan": _YUAN, "free_from_yuan": _YUAN, "card": _FLAG},
    "hours": {
        "days_of_week": Form("days such as mon-fri", _weekdays),
        "open": Form("a time such as 09:30", _time),
        "close": Form("a time such as 21:00", _time),
    },
    "returns": {"days": _DAYS, "exchange_days": _DAYS, "unworn": _FLAG, "receipt_needed": _FLAG},
    "delivery": {"fee_yuan": _YUAN, "free_from_yuan": _YUAN, "days": _DAYS, "insured": _FLAG},
    "custom": {"days": _DAYS, "deposit_percent": _PERCENT, "min_yuan": _YUAN},
    "parking": {"free_hours": _HOURS, "fee_yuan_per_h": _YUAN},
    "payment": {"methods": Form(f"a list of {', '.join(PAYMENT_METHODS)}", _methods)},
    "promotion": {"off_percent": _PERCENT, "from_yuan": _YUAN},
}  # fmt: skip
"""Every kind of service and its fields. Nothing is required: a record says what the shop chose to say."""


@dataclass(frozen=True)
class Service:
    """What the shop says about one service, since when, and until when."""

    kind: str
    """A key of `KINDS`."""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Field to value, in the spelling its form stores ("2.5", "10:00", "yes", "mon,tue")."""
    text_zh: str | None = None
    text_en: str | None = None
    """The shop's own words beside the values; None where it wrote none."""
    valid_from: date = date.min
    valid_until: date | None = None
    """The last day on which it holds; None: until it is changed."""
    set_on: date = date.min
    set_by: str = "manager"
    """One of `ROLES`."""
    cleared: bool = False
    """A note that from this day on nothing is set."""

    @property
    def demo(self) -> bool:
        """Shipped with the demo catalog, set by no shop."""
        return self.set_by == "demo"

    @property
    def source(self) -> str:
        """The claim source."""
        return f"service:{self.kind}"

    def holds(self, today: date) -> bool:
        """Whether the day lies within its dates."""
        return self.valid_from <= today and (self.valid_until is None or today <= self.valid_until)

    def number(self, name: str) -> Decimal | None:
        """A numeric value, exactly as it was set; None where the record says nothing."""
        value = self.values.get(name)
        return None if value is None else Decimal(value)

    def yes(self, name: str) -> bool | None:
        """A yes or no; None where the record says nothing."""
        value = self.values.get(name)
        return None if value is None else value == "yes"


def check_kind(kind: str) -> str:
    """The kind itself.

    Raises:
        KnownError: there is no such service; the nearest is named.
    """
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(KINDS)}."
        raise KnownError(f"There is no service {kind!r}; {hint}")
    return kind


def read_service(
    kind: str,
    values: Mapping[str, str],
    *,
    today: date,
    text_zh: str | None = None,
    text_en: str | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    set_by: str = "manager",
) -> Service:
    """Check what was typed for a service, every field before anything is believed.

    Raises:
        KnownError: an unknown service or field, a value without sense, dates that never hold; all faults at once.
    """
    forms = KINDS[check_kind(kind)]
    faults: list[str] = []
    read: dict[str, str] = {}
    for name, words in values.items():
        if name not in forms:
            near = difflib.get_close_matches(name, forms, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(forms)}."
            faults.append(f"{kind} has no {name!r}; {hint}")
            continue
        try:
            read[name] = forms[name].read(str(words))
        except KnownError as fault:
            faults.append(f"{kind}.{name} {fault}")
    notes = {"zh": _note(text_zh), "en": _note(text_en)}
    if any(note is not None and len(note) > LONGEST_NOTE for note in notes.values()):
        faults.append(f"The words beside {kind} are longer than {LONGEST_NOTE} characters.")
    if not read and not faults and not any(notes.values()):
        faults.append(f"{kind} says nothing; give a value such as {next(iter(forms))}=..., or words of your own.")
    begins = valid_from or today
    if valid_until is not None and valid_until < max(begins, today):
        faults.append(f"{kind} would already be over on {valid_until.isoformat()}; give a later day.")
    if set_by not in ROLES:
        faults.append(f"{set_by!r} is no role; there are {', '.join(ROLES)}.")
    faults += _senseless(kind, read)
    if faults:
        raise KnownError("\n".join(faults))
    return Service(
        kind, MappingProxyType(read), notes["zh"], notes["en"], begins, valid_until, set_on=today, set_by=set_by
    )


def in_force(history: list[Service], today: date) -> Service | None:
    """The record that holds today: of those whose dates cover it, the one set last; None when that one clears.

    A record with an end (hours over a holiday) gives way to the one before it when it is over.
    """
    holding = [service for service in history if service.holds(today)]
    return holding[-1] if holding and not holding[-1].cleared else None


def _note(words: str | None) -> str | None:
    return (" ".join(words.split()) or None) if words else None


def _senseless(kind: str, read: Mapping[str, str]) -> list[str]:
    """What each value allows and both together do not."""
    found = []
    if kind == "hours" and ("open" in read) != ("close" in read):
        found.append("hours needs both open and close.")
    if kind == "hours" and read.get("open", "") and read.get("open") == read.get("close"):
        found.append("hours opens and closes at the same time.")
    if kind == "hours" and "days_of_week" in read and "open" not in read:
        found.append("hours names days but no times; add open=10:00 close=22:00.")
    if {"max_months", "interest_free_months"} <= set(read) and Decimal(read["interest_free_months"]) > Decimal(
        read["max_months"]
    ):
        found.append("instalments.interest_free_months is more than max_months.")
    return found
