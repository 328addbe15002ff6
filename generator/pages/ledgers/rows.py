"""The rows of the ledger's sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ... import wording
from ...catalogue.model import Clause, Provision, Unit
from ...frozen import dataclass
from ...judging.verdict import TOGETHER, Verdict, common
from ...words.states import GRAVITY, URGENT
from ..asks import asks
from ..duties import clauses, involved
from ..named import clause_name, subject_name
from ..parties import in_a_line, role_of
from ..site import Site
from ..values import Badge
from ..verdicts import compared, gap_between
from ..workbooks import Entry, Row, between, measured
from . import entries

ALONE = "本单位"


@dataclass(frozen=True, slots=True)
class Bound:
    """A provision by which a unit is bound, with what says how it stands; ``part`` is the unit's in it. Of
    one who only supports others it is theirs, and told together."""

    provision: Provision
    verdicts: tuple[Verdict, ...]
    unit: Unit
    part: str
    supports: bool = False


def listed(site: Site) -> Iterator[Row]:
    """Everything that binds, in the notice's order."""
    for clause, provision in _provisions(site):
        for entry in entries.of(site, provision):
            first = entry.first
            yield (
                clause_name(clause),
                provision.id,
                provision.name,
                first.quote,
                asks(site, provision),
                entry.who,
                *_stands(first),
                entry.told,
                entry.next,
                entries.basis(site, first),
            )


def bound(site: Site, unit: Unit) -> Iterator[Bound]:
    """What binds a unit, in the notice's order: by itself, else with others, else as one who supports them."""
    for _, provision in _provisions(site):
        binding = site.binding(provision)
        own = tuple(verdict for verdict in binding if verdict.subject == unit.id)
        joint = tuple(v for v in binding if v.subject is None and unit.id in v.owners)
        if own or joint:
            yield Bound(provision, own or joint, unit, ALONE if own else TOGETHER)
        elif unit.id in involved(site, provision):
            role = role_of(site, site.catalogue.clause_of[provision.id], unit)
            yield Bound(provision, tuple(binding), unit, role or TOGETHER, supports=True)


def owed(site: Site, every: Iterable[Bound]) -> Iterator[Row]:
    """The responsibility sheet of a unit."""
    for each in every:
        clause = site.catalogue.clause_of[each.provision.id]
        what = "\n".join(filter(None, (each.provision.name, asks(site, each.provision))))
        head = (clause_name(clause), each.provision.id, what, each.part)
        if each.supports:
            badge = Badge(*common(each.verdicts))
            yield (*head, "", None, badge, None, None, None, "状态不属本单位", "")
            continue
        for entry in entries.of_unit(site, each.unit.id, each.verdicts):
            yield (*head, *_stands(entry.first), entry.told, entry.next)


def tasks(site: Site) -> Iterator[Row]:
    """Each task and requirement in a row: its words, who answers for it, how much of it stands how."""
    for clause in site.clauses:
        stands = site.results.stands(clause.id)
        found = Counter(verdict.state for verdict in stands)
        yield (
            clause_name(clause),
            clause.text,
            in_a_line(site, clause),
            Badge(*common(stands)),
            "　".join(
                f"{state.shape} {state.word} {found[state]}" for state in GRAVITY if found[state]
            ),
            _urgent(site, stands),
        )


def tasks_of(site: Site, unit: Unit) -> Iterator[Row]:
    """The tasks and requirements that name a unit, in the notice's words, with how it stands itself."""
    for clause in clauses(site, unit):
        yield (
            clause_name(clause),
            clause.text,
            in_a_line(site, clause),
            role_of(site, clause, unit),
            Badge(*common(site.results.stands(clause.id, unit.id))),
        )


def told(site: Site, units: Sequence[Unit], *, alone: bool = False) -> Iterator[Row]:
    """What units told last of each clause, in their words; ``alone`` of one unit, whose name is not repeated."""
    for clause in site.clauses:
        for unit in units:
            heard = site.results.narratives.get((unit.id, clause.id))
            if heard:
                last = heard[-1]
                who = () if alone else (unit.name,)
                said = (last.status, last.text, last.problem, last.next)
                yield (clause_name(clause), *who, last.period.label, *said)


def _provisions(site: Site) -> Iterator[tuple[Clause, Provision]]:
    for clause in site.clauses:
        for provision in clause.provisions:
            yield clause, provision


def _stands(verdict: Verdict) -> tuple[Entry, ...]:
    """For when, by when, how, and the numbers."""
    value, asked = compared(verdict)
    return (
        verdict.period or "",
        verdict.due,
        Badge(verdict.state, verdict.word),
        measured(value),
        measured(asked),
        between(gap_between(verdict), verdict.gap),
    )


def _urgent(site: Site, stands: Sequence[Verdict]) -> str:
    """What falls short or may, the gravest first, and of whom."""
    found: dict[tuple[str, str], list[str]] = {}
    for verdict in sorted(stands, key=lambda verdict: GRAVITY.index(verdict.state)):
        if verdict.state in URGENT:
            key = verdict.called, site.catalogue.provisions[verdict.provision].name
            found.setdefault(key, []).append(subject_name(site, verdict.subject))
    told = (f"{name}{word}（{wording.join(who)}）" for (word, name), who in found.items())
    return wording.in_one(told)
