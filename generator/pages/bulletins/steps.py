"""四、下一步工作: what is overdue to be filed, what can still be mended, what falls due next, what is to be
settled, and what units themselves mean to do. Nothing is asked for but by the notice and by its days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ... import wording
from ...catalogue.model import Bulletin
from ...judging.verdict import Verdict
from ...words.states import AHEAD, State
from .. import arrivals, nodes
from ..leads import said
from ..leads.topics import FAILED, FINE, Group, topics
from ..site import Site, open_questions
from . import phrases
from .periods import Issue
from .progress import said_by
from .quotes import Chooser
from .told import Part, Passage, Told, names

_NAMED = 6
"""So many units are named one by one."""

_COMING = 4
"""So many days that come are told, the nearest first."""

_DAYS = 100
"""What is due later is no next step."""


def part(site: Site, issue: Issue, chosen: Chooser) -> Part:
    """All of it."""
    quotes = chosen.of("next", chosen.quoting.steps)
    manner = issue.bulletin
    return Part(
        "下一步工作",
        (
            Passage("补报缺报的材料", tuple(_unfiled(site, manner))),
            Passage("整改没有达到要求的事项", tuple(_mending(site, manner))),
            Passage("对照期限推进工作", tuple(_coming(site, manner))),
            Passage("明确有关口径", tuple(_open(site))),
            Passage("各单位的打算", tuple(said_by(site, quotes, "下一步打算"))),
        ),
    )


def _ask(bulletin: Bulletin) -> str:
    """How somebody is asked: upwards it is said that he will be."""
    return "督促" if bulletin.manner == "report" else "请"


def _unfiled(site: Site, bulletin: Bulletin) -> Iterator[Told]:
    """Who has to file yet what is overdue, of whatever term."""
    record = arrivals.unfiled(site)
    if not record:
        return
    lacking = {each.unit.id for each in record}
    units = [unit for unit in site.catalogue.units if unit in lacking]
    forms = sum(len(each.missing) for each in record)
    verdicts = tuple(
        v for each in record for v in site.on_filing_of.get(each.unit.id, {}).get(each.term, ())
    )
    of = "各期" if len({each.term for each in record}) > 1 else ""
    whose = names(site, units) if len(units) <= _NAMED else f"{len(units)}个没有报齐的单位"
    yield Told(
        f"{_ask(bulletin)}{whose}尽快补报{of}所缺的{forms}张表，补报的仍记为迟报",
        verdicts,
        "按应报未报的报表计数",
    )


def _mending(site: Site, bulletin: Bulletin) -> Iterator[Told]:
    """What is short and can still be reached, by those whom it is about."""
    today = site.results.case.as_of
    for topic in topics(site):
        own = [
            v
            for group in topic.groups
            if group.bad == FAILED and not topic.filing
            for v in group.verdicts
            if v.subject and v.rule and (v.due is None or v.due >= today)
        ]
        if own:
            group = next(g for g in topic.groups if own[0] in g.verdicts)
            wanted = phrases.asked(site, replace(group, verdicts=tuple(own)))
            wanted = wanted if said.numeric(group) else ""
            whose = names(site, [v.subject for v in own if v.subject])
            what = f"{phrases.name(site, topic, group)}{wanted}"
            yield Told(f"{_ask(bulletin)}{whose}对照{what}的要求查找差距，抓好整改", tuple(own))


def _coming(site: Site, bulletin: Bulletin) -> Iterator[Told]:
    """The next filing, and the days that come."""
    case = site.results.case
    ahead = [term for term in case.terms if case.closing(term) > case.as_of]
    if ahead:
        term = min(ahead, key=lambda each: (case.closing(each), each))
        due = wording.day(case.closing(term))
        yield Told(
            wording.plain_years(f"{due}前，各单位报送{term.label}的情况"), counted="报送期限"
        )
    for day, own in list(_ahead(site).items())[:_COMING]:
        what = wording.few(list(dict.fromkeys(name for name, _ in own)), _NAMED, "项")
        verdicts = tuple(v for _, each in own for v in each)
        yield Told(f"{nodes.short(site, day)}到期的有{what}", verdicts)


def _ahead(site: Site) -> dict[date, list[tuple[str, list[Verdict]]]]:
    """What falls due next of each thing and is not reached, with what is asked for, by its day."""
    today, filing = site.results.case.as_of, site.catalogue.filing_provisions
    nearest: dict[str, list[Verdict]] = {}
    for verdict in site.results.verdicts:
        due = verdict.due
        if due and _comes(site, verdict) and verdict.provision not in filing:
            if not 0 < (due - today).days <= _DAYS or not verdict.rule:
                continue
            own = nearest.setdefault(verdict.rule, [])
            if own and own[0].due and due < own[0].due:
                own.clear()
            if not own or own[0].due == due:
                own.append(verdict)
    found: dict[date, list[tuple[str, list[Verdict]]]] = {}
    for own in nearest.values():
        assert own[0].due
        found.setdefault(own[0].due, []).append((_asked(site, own), own))
    return dict(sorted(found.items()))


def _comes(site: Site, verdict: Verdict) -> bool:
    """Whether something is still to come of it; of what comes every week the next one is always near."""
    provision = site.catalogue.provisions[verdict.provision]
    weekly = getattr(provision, "every", "") == "week"
    return verdict.state in AHEAD and verdict.item is None and not weekly


def _asked(site: Site, own: Sequence[Verdict]) -> str:
    """What is due, with what is asked for where that is a number for all."""
    rule = next(r for r in site.catalogue.rules_of[own[0].provision] if r.id == own[0].rule)
    group = Group(site.catalogue.provisions[own[0].provision], rule, FINE, tuple(own))
    name = phrases.called(site, rule, group.provision)
    wanted = phrases.asked(site, group) if said.numeric(group) else ""
    return f"{name}（{wanted}）" if wanted else name


def _open(site: Site) -> Iterator[Told]:
    """How many questions hang over what is judged now."""
    waits = [
        v for v in site.results.verdicts if v.binding and v.state == State.DEPENDS_ON_DEFINITION
    ]
    asked = {q.id for v in waits for q in open_questions(site, v.questions)}
    if asked:
        yield Told(
            f"有{len(waits)}项须待{len(asked)}个口径明确后才能作出结论，此前按各种口径分别计算",
            tuple(waits),
            "按有约束力的判定所涉的口径计数",
        )
