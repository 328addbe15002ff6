"""The ledger: which version of which filing counts on a day, and the door to the rows of them all.

The latest valid version received by a day is the one that counts on that day; earlier ones are its
history, and later ones do not exist yet.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from operator import itemgetter
from typing import Any

from ..calendar import SHANGHAI, Term
from ..catalogue.model import Catalogue
from ..frozen import dataclass
from ..intake import Filed
from ..intake.find import FOLDER
from ..intake.withheld import is_below_county, without_few, without_hidden
from ..receipts import Key
from .engines import PANDAS, Engine, Every, Opened
from .faulty import LeftOut
from .filing import Filing
from .table import Table


@dataclass(frozen=True)
class Ledger:
    """All versions of all filings. ``read`` is what each of them says, in their order. ``left_out`` are
    the filings that lie there with errors and do not count: the last valid version before stays in force.

    ``digests`` say what each was read from and by, '' where that is not kept; ``engine`` holds all their rows.
    """

    catalogue: Catalogue
    filings: tuple[Filing, ...]
    read: Sequence[Filed]
    left_out: tuple[LeftOut, ...] = ()
    digests: Sequence[str] = ()
    engine: Engine = PANDAS

    @cached_property
    def known(self) -> dict[Hashable, Any]:
        """What judging has worked out from these versions alone, whatever the day."""
        return {}

    def of(self, catalogue: Catalogue) -> Ledger:
        """The same filings as far as the catalogue knows their forms; of others nothing is left."""
        gone = [form for form in self.catalogue.forms.values() if form.id not in catalogue.forms]
        secret = [word for form in gone for word in (form.id, form.name)]
        left_out = (
            each.in_short(f"{FOLDER}/{each.period}" if each.period else FOLDER)
            if each.mentions(secret)
            else each
            for each in self.left_out
            if each.form is None or each.form in catalogue.forms
        )
        return replace(self, catalogue=catalogue, left_out=tuple(left_out))

    def digest_of(self, filing: Filing) -> str:
        """Of all that a version says hangs on, before anything was withheld; '' where that is not kept."""
        return self.digests[filing.source] if self.digests else ""

    @cached_property
    def for_public(self) -> Ledger:
        """The public forms alone, without what the public may not know in them."""
        return self.public.of(self.catalogue.for_public())

    @cached_property
    def public(self) -> Ledger:
        """The same without the counts and the rows that the public may not know; nothing can be computed from it
        that they would be needed for."""
        registers, forms = self.catalogue.registers, self.catalogue.forms
        hidden = self._hidden

        def told(filed: Filed) -> Filed:
            form = forms[filed.source.form]
            return without_hidden(without_few(filed, form, registers), form, hidden)

        read = [told(each) for each in self.read]
        touched = {index for index, each in enumerate(read) if each is not self.read[index]}
        left_out = tuple(
            each.in_short() if each.form and is_below_county(forms[each.form], registers) else each
            for each in self.left_out
        )
        if not touched:
            return replace(self, left_out=left_out) if left_out else self
        filings = (
            replace(f, withheld=True, path=self._nameless(f)) if f.source in touched else f
            for f in self.filings
        )
        return replace(self, filings=tuple(filings), read=read, left_out=left_out)

    @property
    def _hidden(self) -> Mapping[str, Set[str]]:
        """The ids that no row may name for the public, by the list to which they belong; only lists that have any.
        Nothing in a register is hidden."""
        shown = self.catalogue.for_public()
        lists = {c.to for form in shown.forms.values() for c in form.columns if c.to}
        gone = {
            name: getattr(self.catalogue, name).keys() - getattr(shown, name).keys()
            for name in lists - self.catalogue.registers.keys()
        }
        return {name: ids for name, ids in gone.items() if ids}

    def _nameless(self, filing: Filing) -> str:
        """The path of a version, numbered instead of named by its digest."""
        if filing.path == filing.file:
            return filing.path
        return f"{filing.file}@{self.by_key[filing.key].index(filing) + 1}"

    @cached_property
    def by_key(self) -> Mapping[Key, tuple[Filing, ...]]:
        """The versions of each filing, in the order in which they came in."""
        found: dict[Key, list[Filing]] = {}
        for filing in self.filings:
            if filing.form in self.catalogue.forms:
                found.setdefault(filing.key, []).append(filing)
        return {key: tuple(sorted(versions, key=_arrival)) for key, versions in found.items()}

    def months_of(self, unit: str, form: str) -> Sequence[Term]:
        """The terms of which there is any version of a unit's form, in order."""
        return self._months.get((unit, form), ())

    @cached_property
    def _months(self) -> Mapping[tuple[str, str], Sequence[Term]]:
        found: dict[tuple[str, str], list[Term]] = {}
        for month, unit, form in sorted(self.by_key, key=itemgetter(0)):
            found.setdefault((unit, form), []).append(month)
        return found

    def versions(self, key: Key, as_of: date) -> list[Filing]:
        """The valid versions known at the end of a day; one of unknown time counts from its month.

        A filing cannot be known before the month that it reports on, and what is not registered not
        before it is too late to be on time, nor before anything that was surely registered earlier.
        """
        return [filing for filing in self.valid.get(key, ()) if self._known(filing, as_of)]

    def current(self, key: Key, as_of: date) -> Filing | None:
        """The version that counts on a day; none while nobody can tell whether a correction was in."""
        if (dated := self._dated.get(key)) is not None:
            return next((filing for since, filing in dated if since <= as_of), None)
        known = self.versions(key, as_of)
        if not known or any(self._perhaps(filing, as_of) for filing in self.valid[key]):
            return None
        return known[-1]

    @cached_property
    def _dated(self) -> Mapping[Key, Sequence[tuple[date, Filing]]]:
        """The versions of the filings of which every one is registered, the last first, with the days from
        which on they are known: of those nothing may have been in that nobody knows of."""
        return {
            key: [(max(self.days(filing)[:2]), filing) for filing in reversed(versions)]
            for key, versions in self.valid.items()
            if not any(filing.unregistered for filing in versions)
        }

    def until(self, key: Key, as_of: date) -> date:
        """The last day on which all is known of the versions of a filing that is known on a day, and no more."""
        lasts = self._lasts.get(key, ())
        at = bisect_left(lasts, as_of)
        return lasts[at] if at < len(lasts) else date.max

    @cached_property
    def _lasts(self) -> Mapping[Key, Sequence[date]]:
        """The days before those on which more comes to be known of a filing, in order; of one that nobody
        registered each of its days may tell something."""
        found: dict[Key, Sequence[date]] = {}
        for key, versions in self.valid.items():
            turns: set[date] = set()
            for filing in versions:
                days = self.days(filing)
                turns.update(days if filing.unregistered else [max(days[:2])])
            found[key] = sorted(day - timedelta(days=1) for day in turns - {date.min})
        return found

    def unplaced(self, key: Key, as_of: date) -> bool:
        """Whether there may be a version without a receipt by then that is not taken as known yet."""
        return any(
            f.unregistered and not self._later(f, as_of) and not self._known(f, as_of)
            for f in self.valid.get(key, ())
        )

    @cached_property
    def valid(self) -> Mapping[Key, tuple[Filing, ...]]:
        """The versions of each filing that may count, in the order in which they came in."""
        return {
            key: tuple(filing for filing in versions if filing.valid)
            for key, versions in self.by_key.items()
        }

    def _known(self, filing: Filing, as_of: date) -> bool:
        begun, come, over = self.days(filing)
        return max(begun, come) <= as_of and (not filing.unregistered or over <= as_of)

    def _later(self, filing: Filing, as_of: date) -> bool:
        """Whether all that tells of its time is after a day."""
        return self.days(filing)[1] > as_of

    def _perhaps(self, filing: Filing, as_of: date) -> bool:
        """Whether it was due, is not known, and may have been in all the same."""
        undated = filing.unregistered and filing.received_at is None
        over = self.days(filing)[2] <= as_of
        return undated and over and not self._known(filing, as_of)

    def days(self, filing: Filing) -> tuple[date, date, date]:
        """The days from which on something counts of a version of a filing, and of nothing else hangs whether
        it does: that on which its term begins, that on which it came in, or what is registered before it
        did (the first there is, where nothing tells), and that on which its deadline is over."""
        days = self._days.get(filing.source)
        if days is None:
            at = filing.received_at or filing.after
            due = self.catalogue.due_of(filing.unit, filing.form, filing.period).last_day
            days = self._days[filing.source] = (
                filing.period.first,
                at.astimezone(SHANGHAI).date() if at else date.min,
                due + timedelta(days=1),
            )
        return days

    @cached_property
    def _days(self) -> dict[int, tuple[date, date, date]]:
        """Those worked out already: every day that is judged asks for all of them."""
        return {}

    def table(self, form: str, filings: Iterable[Filing]) -> Table:
        """The rows of some filings of one form, in the order of the filings."""
        if form not in self._opened:
            every = Every(self.filings, self.read, self.digests or [""] * len(self.read))
            own = self.catalogue.forms[form]
            self._opened[form] = self.engine.open(own, self.catalogue, every)
        return Table(*self._opened[form].of(filings))

    @cached_property
    def _opened(self) -> dict[str, Opened]:
        """The rows of each form, put together when it is first asked for."""
        return {}


def _arrival(filing: Filing) -> tuple[bool, bool, datetime | int, bool, int]:
    """Order of arrival: what stands in the folder is last, whatever the dates in commits say; of the
    same moment, and of an unknown one, what is registered goes before what is not."""
    at = filing.received_at
    return filing.standing, at is None, at or 0, filing.unregistered, -filing.source
