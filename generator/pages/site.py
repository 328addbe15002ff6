"""What every page is made from: the results that this edition may show, and what hangs on them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from ..calendar import Term
from ..catalogue.model import Catalogue, Clause, Form, Provision, Question, Unit
from ..catalogue.owing import may_file
from ..forms import Blank, Last, blanks
from ..frozen import dataclass
from ..intake import Filed
from ..judging.history import NO_HISTORY, History, Past
from ..judging.results import Results
from ..judging.turns import Turn, turns
from ..judging.verdict import Settled, Verdict
from ..ledger import Filing, LeftOut
from ..store import NOWHERE, Store
from .release import Release
from .values import Lead

T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """One edition of the site: its results, those of earlier closings, and what they were found on.

    ``release`` is None for a site that is not published as a version. ``texts`` is the folder of
    hand-written pages, ``held`` is where what was made is kept. ``sizes`` are the bytes of each file that was
    written beside the pages so far, by its path below the docs. ``edits`` counts the commits that touched what is
    declared, 0 outside git; ``outside`` says how places are reached on a site at an address. ``docs`` is where the
    files are written, as the last run left it, None where they are not.
    """

    results: Results
    history: History = NO_HISTORY
    release: Release | None = None
    texts: Path | None = None
    held: Store = NOWHERE
    sizes: Mapping[str, int] = field(default_factory=dict)
    edits: int = 0
    outside: Callable[[str], Lead] | None = None
    docs: Path | None = None

    @property
    def catalogue(self) -> Catalogue:
        """What is declared, as this edition may know it."""
        return self.results.case.catalogue

    @cached_property
    def clauses(self) -> list[Clause]:
        """Every task and requirement, and what else asks for anything, in the notice's order."""
        duties = {clause.id for clause in self.catalogue.duties}
        return [c for c in self.catalogue.clauses.values() if c.provisions or c.id in duties]

    @cached_property
    def answerable(self) -> list[Unit]:
        """The units that a task or requirement names, in whatever role, or that answer for anything, in
        the notice's order."""
        results = self.results
        named = {u for c in self.catalogue.duties for u in self.catalogue.members(c.responsible)}
        return [
            unit
            for unit in self.catalogue.units.values()
            if unit.id in named or results.own_of(unit.id) or results.joint_of(unit.id)
        ]

    @cached_property
    def forms(self) -> list[Form]:
        """The forms, as the units' lists first name them."""
        listed = [name for unit in self.catalogue.filers() for name in unit.files]
        names = dict.fromkeys((*listed, *self.catalogue.forms))
        return [self.catalogue.forms[name] for name in names]

    @cached_property
    def filing_term(self) -> Term:
        """What is being filed: the term that closes next, else the last."""
        case = self.results.case
        still = [term for term in case.terms if not case.closed(term)]
        return min(still, key=lambda term: (case.closing(term), term), default=case.terms[-1])

    def filings_before(self, unit: Unit, form: str, month: Term) -> Iterator[Filing]:
        """What a unit has filed in a form before a month, as known on the day, newest first."""
        case = self.results.case
        for earlier in reversed(case.terms):
            if earlier < month:
                filing = case.ledger.current((earlier, unit.id, form), case.as_of)
                if filing:
                    yield filing

    def filed_before(self, unit: Unit, form: Form, month: Term) -> list[Filed]:
        """What these say, oldest first."""
        read = self.results.case.ledger.read
        return [read[filing.source] for filing in self.filings_before(unit, form.id, month)][::-1]

    def last_filing(self, unit: Unit, form: str, month: Term) -> Filing | None:
        """The last filing of a form before a month; none before one whose turn has not come, as what is
        known now will not be the last."""
        if month > self._turn(form):
            return None
        return next(self.filings_before(unit, form, month), None)

    def _turn(self, form: str) -> Term:
        """The first term of a form that is not over, else its last."""
        case, terms = self.results.case, self.catalogue.schedules[form].terms
        return self.once(
            ("turn", form),
            lambda: next((each for each in terms if not case.past(form, each)), terms[-1]),
        )

    def last(self, unit: Unit, month: Term) -> Last:
        """What the last filing of each form before a month says, as far as there is one."""

        def told(form: str) -> Filed | None:
            filing = self.last_filing(unit, form, month)
            return self.results.case.ledger.read[filing.source] if filing else None

        return told

    def blanks(self, unit: Unit, month: Term) -> list[Blank]:
        """The blank forms of a unit for a month."""
        last = self.last(unit, month)
        return self.once(
            ("blanks", unit.id, month), lambda: blanks(self.catalogue, unit, month, last)
        )

    @cached_property
    def sources(self) -> Mapping[str, Filing]:
        """The filings that count on the day, of the forms that this edition knows, by file."""
        case = self.results.case
        taken = (
            case.current(month, unit.id, form.id)
            for month in case.terms
            for unit in self.catalogue.filers()
            for form in may_file(self.catalogue, unit, month)
        )
        return {filing.path: filing for filing in taken if filing}

    @cached_property
    def came(self) -> Mapping[tuple[Term, str], list[Filing]]:
        """The same by the term and the unit, in the order of the terms."""
        found: dict[tuple[Term, str], list[Filing]] = {}
        for filing in self.sources.values():
            found.setdefault((filing.period, filing.unit), []).append(filing)
        return found

    @cached_property
    def left_out(self) -> list[LeftOut]:
        """The filings that lie there with errors on the day and do not count."""
        case = self.results.case
        return [each for each in case.ledger.left_out if each.known(case.as_of)]

    @cached_property
    def data_day(self) -> date | None:
        """The newest day that anything which binds was told of; None where nothing was."""
        days = (verdict.data_day for verdict in self.results.verdicts if verdict.binding)
        return max(filter(None, days), default=None)

    def without_year(self, text: str) -> str:
        """A time in words without the year of the plan, which everybody has in mind."""
        return text.removeprefix(f"{self.catalogue.notice.plan_year}年")

    @property
    def for_office(self) -> bool:
        """Whether the office reads it, which is told of files and fields."""
        return self.results.audience == "internal"

    @cached_property
    def turns(self) -> list[Turn[Settled]]:
        """What turned since what this is compared with; nothing where there is none."""
        return turns(self.before.stood, self.results) if self.before else []

    @cached_property
    def before(self) -> Past | None:
        """What this is compared with: the version before, else the closing before the last."""
        if self.release and self.release.before:
            results = self.release.before.results
            return Past(
                results.case.as_of, results, lambda: {v.id: v.sentence for v in results.verdicts}
            )
        return self.history.before

    @cached_property
    def on_filing(self) -> list[Verdict]:
        """What was judged of filing in time, in the order of the terms."""
        known = self.catalogue.provisions
        asking = (known[name] for name in self.catalogue.filing_provisions if name in known)
        every = [(v.month, v) for each in asking for v in self.verdicts(each) if v.month]
        return [verdict for _, verdict in sorted(every, key=lambda pair: pair[0])]

    @cached_property
    def on_filing_of(self) -> Mapping[str | None, Mapping[Term, list[Verdict]]]:
        """The same by whose filing it is, and by the term."""
        found: dict[str | None, dict[Term, list[Verdict]]] = {}
        for verdict in self.on_filing:
            if verdict.month:
                own = found.setdefault(verdict.subject, {})
                own.setdefault(verdict.month, []).append(verdict)
        return found

    def once(self, what: Hashable, work_out: Callable[[], T]) -> T:
        """What several pages are made from, worked out for the first of them; ``what`` names it."""
        if what not in self._known:
            self._known[what] = work_out()
        return self._known[what]  # type: ignore[no-any-return]

    @cached_property
    def _known(self) -> dict[Hashable, Any]:
        return {}

    def verdicts(self, provision: Provision) -> tuple[Verdict, ...]:
        """All that was judged of a provision, in the order of time."""
        return self.results.by_provision.get(provision.id, ())

    def binding(self, provision: Provision) -> list[Verdict]:
        """What says how a provision stands now."""
        return [verdict for verdict in self.verdicts(provision) if verdict.binding]

    def binding_on(self, provision: Provision, subject: str | None) -> list[Verdict]:
        """Those of them that are about one unit, or about all together, and none of its items."""
        return self._bound.get((provision.id, subject), [])

    @cached_property
    def _bound(self) -> Mapping[tuple[str, str | None], list[Verdict]]:
        found: dict[tuple[str, str | None], list[Verdict]] = {}
        for verdict in self.results.verdicts:
            if verdict.binding and verdict.item is None:
                found.setdefault((verdict.provision, verdict.subject), []).append(verdict)
        return found


def open_questions(site: Site, ids: Sequence[str]) -> list[Question]:
    """Those of some questions that nobody has settled."""
    return site.catalogue.is_open(tuple(ids))
