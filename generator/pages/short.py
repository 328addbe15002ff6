"""Everything that is short: whatever a rule found overdue, behind, missing or at risk and that says how
things stand now. Whoever counts or lists it does so by this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .. import wording
from ..frozen import dataclass
from ..judging.verdict import TOGETHER, Verdict
from ..words.states import ATTENTION, GRAVITY, URGENT, State, listed
from . import arrivals, nodes
from .named import computed_at, subject_link
from .site import Site
from .todo import next_step
from .values import Badge, Line, Link
from .verdicts import compared, gap


@dataclass(frozen=True, slots=True)
class Group:
    """What stands alike: what is about one unit alone apart from what units hold together, a line each."""

    state: Badge
    anchor: str
    count: int
    own: tuple[Line, ...]
    joint: tuple[Line, ...]


COLUMNS = ("事项", "单位", "实际", "要求", "差距", "期限", "还能做什么")


def every(site: Site) -> list[Verdict]:
    """Overdue before behind before missing before at risk, within each in the notice's order."""
    found = (v for v in site.results.verdicts if v.binding and v.rule and v.state in URGENT)
    return sorted(found, key=lambda v: GRAVITY.index(v.state))


def untold(site: Site) -> list[Verdict]:
    """What had to be told in words and was not, in the notice's order."""
    binding = (v for v in site.results.verdicts if v.binding and v.rule is None)
    return [v for v in binding if v.state in ATTENTION]


def counted(found: Sequence[Verdict], silent: int) -> str:
    """How much is short by rules, and how much has not been told of in words; what units hold together
    counts once."""
    failed = [verdict for verdict in found if verdict.state in ATTENTION]
    joint = sum(verdict.subject is None for verdict in failed)
    at_risk = len(found) - len(failed)
    told = [f"{listed(ATTENTION)}共{len(failed)}项"] if failed else []
    told += [f"其中{TOGETHER}的{joint}项，{'各' if joint > 1 else ''}只计一次"] if joint else []
    told += [f"{State.AT_RISK.word}{at_risk}项"] if at_risk else []
    more = f"{'另' if told else ''}有{silent}项没有报送文字进展" if silent else ""
    return wording.in_one(["，".join(told), more])


def groups(site: Site) -> list[Group]:
    """By state, the gravest first."""
    found, titles = every(site), nodes.titles(site)
    made = []
    for state in GRAVITY:
        alike = [verdict for verdict in found if verdict.state == state]
        if alike:
            own = tuple(_row(site, verdict, titles) for verdict in alike if verdict.subject)
            joint = tuple(_row(site, verdict, titles) for verdict in alike if not verdict.subject)
            made.append(Group(Badge(state), state.value, len(alike), own, joint))
    return made


def foremost(site: Site, most: int) -> list[Line]:
    """The first so many lines, each after its state: of what is equally grave what is not about filing first, for
    that is told of elsewhere, and what is about one alone before what units hold together."""
    filing = site.catalogue.filing_provisions

    def order(verdict: Verdict) -> tuple[int, bool, bool]:
        return GRAVITY.index(verdict.state), verdict.provision in filing, verdict.subject is None

    titles = nodes.titles(site)
    found = sorted(every(site), key=order)[:most]
    return [(Badge(verdict.state), *_row(site, verdict, titles)) for verdict in found]


def _row(site: Site, verdict: Verdict, titles: Mapping[str, str]) -> Line:
    provision = site.catalogue.provisions[verdict.provision]
    name = titles.get(verdict.id, provision.name)
    day, today = verdict.due, site.results.case.as_of
    return (
        Link(name, nodes.place(site, verdict) or computed_at(verdict)),
        subject_link(site, verdict.subject),
        *_numbers(site, verdict),
        f"{nodes.short(site, day)}，{nodes.left(day, today)}" if day else "未定期限",
        next_step(site, verdict),
    )


def _numbers(site: Site, verdict: Verdict) -> Line:
    """What was found, what is asked for and what lies between them; of filing what came of it."""
    if verdict.month and verdict.subject:
        arrival = arrivals.of(site, site.catalogue.units[verdict.subject], verdict.month)
        if arrival:
            return (f"{arrival.came}张", f"{arrival.owed}张", arrival.word)
    value, asked = compared(verdict)
    if verdict.state != State.MISSING_REPORT:
        return (value, asked, gap(verdict) or verdict.word)
    # Only an earlier figure is known: how far that was says nothing, but of which day it is.
    only = value and verdict.data_day
    return (value, asked, f"只有{nodes.short(site, only)}的数" if only else verdict.word)
