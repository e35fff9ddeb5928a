"""Puts the cases to the guide as it ships, over a scratch copy of the shipped catalog with today's metal prices."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.advice.constraints import Constraints
from kiosk.advice.filtering import breaks
from kiosk.advice.sets import limits_of
from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.guide import Guide
from kiosk.assistant.opening import open_knowledge, open_reader
from kiosk.assistant.reply import Reply
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog
from kiosk.evaluation.cases import Case, facts_of
from kiosk.knowledge.store import Knowledge

_RATES: Final = {"gold_999": "780", "gold_750": "585", "platinum_950": "245", "silver_990": "9.1"}
"""Yuan a gram, so that by-weight pieces have a price; the figures themselves decide nothing."""


@dataclass(frozen=True)
class Told:
    """A case, the list that was shown before it, and the answer."""

    case: Case
    before: tuple[str, ...]
    reply: Reply

    @property
    def meant(self) -> tuple[str, ...]:
        """The case's focus with @2 replaced by the second piece shown before; what was not shown is left out."""
        found = []
        for name in self.case.focus:
            if not name.startswith("@"):
                found.append(name)
                continue
            place = int(name[1:])
            index = place - 1 if place > 0 else place
            if -len(self.before) <= index < len(self.before):
                found.append(self.before[index])
        return tuple(found)

    @property
    def unspoken_breaks(self) -> int:
        """Pieces shown that break a hard limit of the wish without saying so."""
        return self._breaks_unsaid(self.reply.constraints)

    @property
    def labelled_breaks(self) -> int | None:
        """The same against the wish as the case has it, for an answer to a wish; None where none is judged.

        The reply completes its own `breaks`, so that only what a reader wrote down can find it wrong.
        """
        if not self.case.wants or self.reply.intent not in ("recommend", "refine"):
            return None
        got = facts_of(self.reply.constraints.document())
        want = min(self.case.wants, key=lambda one: len(facts_of(one) ^ got))
        return self._breaks_unsaid(Constraints.of(**want))

    def _breaks_unsaid(self, wish: Constraints) -> int:
        count = 0
        for shown in self.reply.pieces:
            # Of a set, a ring's size is no limit of the earrings; the budget holds for every piece alone too.
            own = limits_of(wish, shown.offer.piece.category) if len(wish.category) > 1 else wish
            money = Constraints(price_max=wish.price_max)
            broken = {*breaks(shown.offer, own), *breaks(shown.offer, money)}
            count += bool(broken - set(shown.breaks))
        return count


@contextmanager
def shipped_guide(*, reader: bool = True) -> Iterator[tuple[Guide, Knowledge]]:
    """The guide over the shipped catalog and knowledge; `reader=False` leaves the rules alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.db"
        shutil.copyfile(CATALOG, path)
        knowledge = open_knowledge(path)
        with Catalog.open(path) as catalog:
            catalog.set_rates(dict(_RATES), force=True)
            try:
                yield Guide(catalog, knowledge, open_reader() if reader else None), knowledge
            finally:
                knowledge.close()


def tell(guide: Guide, case: Case) -> Told:
    """The answer to the last turn of a case."""
    talk = Conversation()
    for turn in case.after:
        guide.ask(turn, None, talk)
    before = talk.shown
    return Told(case, before, guide.ask(case.text, None, talk))
