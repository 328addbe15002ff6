"""一、总体情况: what came of the filings, how everything stands, the main figures beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from ... import wording
from ...judging.verdict import Verdict, common
from ...words.states import ATTENTION, Good, State, listed
from .. import arrivals, nodes
from .. import short as shortfalls
from ..arrivals import Arrival, Standing
from ..leads import drawn
from ..leads.topics import Topic, topics
from ..leads.topics import drawn as with_pictures
from ..site import Site
from ..values import Bars, Tiles
from .attached import main_figures, of_filing
from .periods import Issue
from .told import Part, Passage, Told, names, newest

_LISTED = 10
"""So many units are named in a sentence; all of them are in the attachment."""

_APIECE = 6
"""So many filings of several terms are told one by one; of more it is told how many each has."""

_CLAUSES = "按各条任务和要求的现状计数"
_STATES = "按有约束力的判定计数，共同承担的各只计一次"
_FILINGS = "按各单位报送的收到情况计数"


def part(site: Site, issue: Issue) -> Part:
    """All of it."""
    record = [arrivals.line(site, term) for term in issue.terms]
    return Part(
        "总体情况",
        (
            Passage("报送情况", tuple(_filings(site, issue, record))),
            Passage("任务进展", tuple(_standing(site))),
            _main(site, issue),
        ),
    )


def _main(site: Site, issue: Issue) -> Passage:
    """The main figures where one of them stands, and what is drawn of topics of which anything is known, as of the
    paper's own period."""
    found = main_figures(site)
    latest = newest(v for _, own in found.rests_on for v in own) if found else None
    if found is None or latest is None or latest.data_day is None:
        return Passage("主要指标", ())
    day = nodes.short(site, latest.data_day)
    says = Told(f"数据截至{day}的主要指标如下，全部指标见附件", (latest,))
    known = [topic for topic in topics(site) if any(v.data_day for v in _verdicts(topic))]
    end = min(issue.period.end, site.results.case.as_of)
    drawings = [p.drawn for p in drawn.pictures(site, with_pictures(known, site), end)]
    shown = [drawing for drawing in drawings if isinstance(drawing, Bars | Tiles)]
    return Passage("主要指标", (says,), (found.table, *shown), found.rests_on)


def _verdicts(topic: Topic) -> Iterator[Verdict]:
    return (verdict for group in topic.groups for verdict in group.verdicts)


# --- filings -------------------------------------------------------------------------------------


def _filings(site: Site, issue: Issue, record: Sequence[Sequence[Arrival]]) -> Iterator[Told]:
    owing = [each for line in record for each in line if each.standing != "exempt"]
    spared = [each for line in record for each in line if each.standing == "exempt"]
    if owing:
        yield _counted(site, issue, owing)
        yield from _by_name(site, issue, owing)
    if spared:
        told = wording.few([_who(issue, each) for each in spared], _LISTED, "个")
        yield Told(f"经批准免报的是{told}", counted=_FILINGS)
    spoilt = [
        each
        for each in site.left_out
        if each.period in issue.terms and each.unit in site.catalogue.units
    ]
    if spoilt:
        whose = names(site, dict.fromkeys(each.unit for each in spoilt if each.unit))
        yield Told(
            f"另有{len(spoilt)}份报送有误未予计入，涉及{whose}", counted="按未计入的报送计数"
        )


def _counted(site: Site, issue: Issue, owing: Sequence[Arrival]) -> Told:
    """How many were to come, and how many of them stand how."""
    verdicts = _judged(site, owing)
    units = list(dict.fromkeys(each.unit.id for each in owing))
    single = len(issue.terms) == 1
    found = Counter(map(_stands, owing))
    head = _asked(site, issue, owing)
    whose = f"{len(units)}个单位" if len(units) > 1 else names(site, units)
    if found.keys() == {"on_time"}:
        told = f"{head}，{whose}{'全部' if len(units) > 1 else ''}按时报齐"
    elif found.keys() == {"nothing"}:
        all_of = "均" if len(units) > 1 else ""
        told = f"{head}，截至{_today(site)}，应报送的{whose}{all_of}没有报送"
    elif found.keys() == {"late"} and len(units) > 1:
        told = f"{head}，{whose}全部迟报"
    else:
        parts = [
            f"{_called(each)}{found[each]}{'个' if single else '份次'}"
            for each in _ORDER
            if found[each]
        ]
        of = f"应报送的{whose}中，" if single else ""
        told = f"{head}，{of}{'，'.join(parts)}"
    return Told(told, verdicts, _FILINGS)


_Stands: TypeAlias = Standing | Literal["nothing"]
"""How a filing stands; of one that is missing it is told apart where nothing of it came."""

_ORDER: tuple[_Stands, ...] = (
    "on_time",
    "late",
    "nothing",
    "missing",
    "unregistered",
    "untold",
    "unsettled",
    "open",
)


def _stands(arrival: Arrival) -> _Stands:
    return "nothing" if arrival.standing == "missing" and not arrival.came else arrival.standing


def _called(stands: _Stands) -> str:
    if stands == "nothing":
        return State.MISSING_REPORT.word
    return str(arrivals.called(stands).word)


def _asked(site: Site, issue: Issue, owing: Sequence[Arrival]) -> str:
    units = len({each.unit.id for each in owing})
    if len(issue.terms) == 1:
        due = wording.day(site.results.case.closing(issue.terms[0]))
        return wording.plain_years(f"{issue.period.label}的报送{due}截止")
    return f"{issue.period.label}共{len(issue.terms)}期报送，{units}个单位应报{len(owing)}份次"


def _today(site: Site) -> str:
    return nodes.short(site, site.results.case.as_of)


def _by_name(site: Site, issue: Issue, owing: Sequence[Arrival]) -> Iterator[Told]:
    """Who did not file as asked, each kind in a sentence."""
    groups: dict[_Stands, list[Arrival]] = {}
    for each in owing:
        groups.setdefault(_stands(each), []).append(each)
    for stands in filter(groups.__contains__, _ORDER):
        own, name = groups[stands], _called(stands)
        if stands in ("on_time", "open"):
            continue
        verdicts = _judged(site, own)
        if stands == "nothing" and len(own) == len(owing):
            continue  # that nobody filed is said
        if stands == "unsettled":
            several = len(issue.terms) > 1 and len(own) > _APIECE
            whose = (
                _times(site, own) if several else wording.join(_who(issue, each) for each in own)
            )
            yield Told(f"{whose}是否按时，按不同口径结果不同，口径明确前不作结论", verdicts)
        elif len(issue.terms) > 1 and len(own) > _APIECE:
            yield Told(f"{name}的有{_times(site, own)}，逐次见附件", verdicts)
        elif len(own) <= _LISTED:
            yield Told(_details(issue, own), verdicts)
        elif stands == "late":
            yield _latest(site, issue, own)
        else:
            yield Told(f"{name}的名单见附件", verdicts)


def _latest(site: Site, issue: Issue, own: Sequence[Arrival]) -> Told:
    """Who was latest of many; where all were equally late nobody was, and of several who were none is picked out."""
    longest = max(each.late for each in own)
    last = [each for each in own if each.late == longest]
    if len(last) == len(own):
        return Told(f"均迟报{longest}天，名单见附件", _judged(site, own))
    whose = wording.few([_who(issue, each) for each in last], _LISTED, "个单位")
    return Told(f"其中{whose}迟报时间最长，为{longest}天，名单见附件", _judged(site, last))


def _times(site: Site, own: Sequence[Arrival]) -> str:
    """Whose they are, and how many of each, in the notice's order."""
    order = list(site.catalogue.units)
    found = Counter(e.unit.name for e in sorted(own, key=lambda e: order.index(e.unit.id)))
    return wording.few([f"{name}{times}次" for name, times in found.items()], _LISTED, "个单位")


def _details(issue: Issue, own: Sequence[Arrival]) -> str:
    """What is the matter with each, said once where it is the same with all."""
    words = {each.word for each in own}
    if len(own) > 1 and len(words) == 1:
        return f"{wording.join(_who(issue, each) for each in own)}均{words.pop()}"
    return wording.join(_detail(issue, each) for each in own)


def _detail(issue: Issue, arrival: Arrival) -> str:
    """Whose filing, of which term where there are several, and what is the matter with it."""
    when = _month(arrival) if len(issue.terms) > 1 else ""
    return f"{arrival.unit.name}{when}{arrival.word}"


def _who(issue: Issue, arrival: Arrival) -> str:
    return f"{arrival.unit.name}{f'（{_month(arrival)}）' if len(issue.terms) > 1 else ''}"


def _month(arrival: Arrival) -> str:
    """The term, without the year that all of them have in common."""
    return arrival.term.label.partition("年")[2]


def _judged(site: Site, owing: Iterable[Arrival]) -> tuple[Verdict, ...]:
    """What was judged of these filings."""
    return tuple(verdict for each in owing for verdict in of_filing(site, each))


# --- how everything stands -----------------------------------------------------------------------

_GROUPS = (
    ((Good.FAILED,), f"有{listed(ATTENTION, '或')}的事项"),
    ((Good.AT_RISK,), f"有{State.AT_RISK.word}"),
    ((Good.UNKNOWN,), "有尚不能作出结论的事项"),
    ((Good.ON_COURSE, Good.REACHED), "达到要求或进度正常"),
    ((Good.OPEN, None), "尚未到期或不作数量判定"),
)


def _standing(site: Site) -> Iterator[Told]:
    duties = site.catalogue.duties
    found = [common(site.results.stands(clause.id))[0] for clause in duties]
    states = Counter(state.good if state else None for state in found)
    told = [
        f"{sum(states[good] for good in goods)}条{words}"
        for goods, words in _GROUPS
        if any(states[good] for good in goods)
    ]
    if len(told) == 1:
        words = told[0].partition("条")[2]
        yield Told(
            f"{len(duties)}条任务和要求{'均' if len(duties) > 1 else ''}{words}", counted=_CLAUSES
        )
    elif told:
        yield Told(f"{len(duties)}条任务和要求中，{'，'.join(told)}", counted=_CLAUSES)
    lacking, silent = shortfalls.every(site), shortfalls.untold(site)
    if lacking or silent:
        words = shortfalls.counted(lacking, len(silent))
        yield Told(f"连同报送逐项看，{words}", (*lacking, *silent), counted=_STATES)
