"""The pages of a gathered site as values: the first page, a page a place, and the indicators beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from .. import wording
from ..catalogue.model.terms import EDITIONS
from ..frozen import dataclass
from ..pages.summary import Figure, Indicator, Matter, Part, Summary
from ..pages.values import Badge, Fact, File, Line, Link, Value, Web, compared, joined
from ..words.states import GRAVITY, State
from . import own, said, tables
from .compared import Compared, one_each
from .gathered import Entry, Gathered, summed

INDICATORS = "indicators.html"
DATA = "data/index.html"
"""Where a site says which tables it hands out."""

_FIRST = 30
"""So many matters are on the first page; all of each place are on its own."""

PLACES = ("名称", "任务和要求", "最近一期报送", "版本", "判定日期", "核对")
MATTERS = ("事项", "单位", "状态", "实际", "要求", "差距", "期限")
MATTERS_OF_ALL = ("事项", "哪里", *MATTERS[1:])
FIGURES_OF_ALL = ("哪里", "状态", "实际", "要求", "数据截至")
PARTS = ("名称", "任务和要求", "判定日期", "说明")

Rows: TypeAlias = list[Line]

_UNFIT = Badge(State.MISSING_REPORT, "用不上")
_DOUBT = Badge(State.CANNOT_JUDGE, "请核对")


@dataclass(frozen=True, slots=True)
class Grouped:
    """Rows under a heading, which is '' where nothing needs one."""

    heading: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class HomeView:
    """``faults`` are what was found wrong, each with the place that it is of; ``matters`` are the first of
    ``counted``."""

    when: str
    faults: list[tuple[Badge, str, str, str]]
    urgent: str
    groups: list[Grouped]
    total: Rows
    places: tuple[str, ...]
    columns: tuple[str, ...]
    matters: Rows
    counted: int
    comparable: int
    indicators: File
    tables: Line


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of a place; ``order`` sorts its state by gravity."""

    indicator: str
    who: str
    state: Value
    order: int
    value: Value
    asked: Value
    day: str


@dataclass(frozen=True, slots=True)
class RootView:
    """A place by itself; ``unfit`` where there is nothing to show, as ``told`` says."""

    headline: str
    unfit: Badge | None
    facts: list[Fact]
    told: list[tuple[str, str]]
    columns: tuple[str, ...]
    matters: Rows
    part_columns: tuple[str, ...]
    parts: Rows
    figures: list[FigureRow]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator in all places: ``total`` in words, '' where none is asked for."""

    name: str
    rows: Rows
    total: str


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """Those that stand beside each other."""

    columns: tuple[str, ...]
    indicators: list[IndicatorView]


def home(gathered: Gathered, comparable: int, told: Sequence[Entry]) -> HomeView:
    """All places, what is missing of them first."""
    every = gathered.matters
    grouped = groupby(told, key=lambda entry: entry.root.level)
    groups = [Grouped(level, [_place(entry) for entry in own_]) for level, own_ in grouped]
    total = [_total(gathered)]
    if len(groups) == 1:
        groups, total = [Grouped(groups[0].heading, [*groups[0].rows, (*total[0], "", "", "")])], []
    return HomeView(
        when=said.when(gathered),
        faults=list(_faults(gathered)),
        urgent=said.urgent(gathered),
        groups=groups,
        total=total,
        places=PLACES,
        columns=MATTERS_OF_ALL,
        matters=[_matter(entry, matter, of_all=True) for entry, matter in every[:_FIRST]],
        counted=len(every),
        comparable=comparable,
        indicators=File(INDICATORS),
        tables=joined(
            Link(table.title, File(f"{tables.FOLDER}/{table.name}.csv"))
            for table in tables.tables(gathered)
        ),
    )


def by_level(entries: Sequence[Entry]) -> list[Entry]:
    """Those of one level together, in the order of the first of each."""
    levels = list(dict.fromkeys(entry.root.level for entry in entries))
    return sorted(entries, key=lambda entry: levels.index(entry.root.level))


def root(entry: Entry) -> RootView:
    """What is known of a place."""
    told = entry.summary
    if told is None:
        faults = [(problem.message, problem.hint) for problem in entry.told]
        stands = said.TWICE if entry.use == "twice" else _UNFIT
        return RootView("", stands, [], faults, MATTERS, [], PARTS, [], [])
    ranked = sorted(told.matters, key=lambda matter: GRAVITY.index(matter.state))
    return RootView(
        headline=told.headline,
        unfit=None,
        facts=list(_facts(entry, told)),
        told=[(problem.message, problem.hint) for problem in entry.told],
        columns=MATTERS,
        matters=[_matter(entry, matter) for matter in ranked],
        part_columns=PARTS,
        parts=[_part(part) for part in told.parts],
        figures=[
            _figure(entry, each, figure)
            for each in told.indicators
            for figure in one_each(each.figures)
        ],
    )


def indicators(found: Sequence[Compared]) -> IndicatorsView:
    """Each with a row for every figure of every place, and one that says so where there is none."""
    return IndicatorsView(FIGURES_OF_ALL, [_compared(each) for each in found])


def link(entry: Entry, words: Value, page: str) -> Value:
    """Words that lead to a page of a place's own site, where its address is known and the page is there."""
    where = address(entry, page)
    return Link(words, where) if where else words


def address(entry: Entry, page: str) -> File | Web | None:
    """A page of a place's own site as it is reached from the top of the gathered one."""
    if not entry.root.address or entry.copy is None or not page:
        return None
    if page.partition("#")[0] not in entry.copy.pages:
        return None
    top = entry.root.address.rstrip("/")
    version = f"{entry.copy.version}/" if entry.copy.version else ""
    whole = f"{top}/{version}{page}"
    return Web(whole) if "://" in whole else File(whole)


def _faults(gathered: Gathered) -> Iterator[tuple[Badge, str, str, str]]:
    twice = {each for entry in gathered.entries if entry.use == "twice" for each in entry.told}
    for problem in gathered.told:
        lost = problem.is_error and problem not in twice
        yield _UNFIT if lost else _DOUBT, problem.message, problem.hint, problem.code


def _place(entry: Entry) -> Line:
    name = Link(entry.root.name, File(own.page_of(entry)))
    told = entry.summary
    if told is None:
        stands = said.TWICE if entry.use == "twice" else (said.LACKING, " ", "用不上，见上")
        return name, stands, "", "", "", ""
    counted = said.counts(summed([told.duties]), entry.lacking)
    apart = (" ", f"{told.year}年度，不计入合计") if entry.use == "apart" else ()
    return (
        name,
        (*counted, *apart),
        said.filing(told.filing),
        link(entry, said.version(entry), "index.html"),
        wording.day(told.as_of),
        said.checked(entry),
    )


def _total(gathered: Gathered) -> Line:
    """All that count together; how many are missing stands first."""
    used, every = len(gathered.used), len(gathered.entries)
    name = f"合计（{used}处）" if used == every else f"合计（{every}处中的{used}处）"
    counted = said.counts(gathered.duties, gathered.lacking)
    filing = said.filing(gathered.filing)
    return name, counted, filing or ("各处的期次不同，不相加" if used > 1 else "")


def _matter(entry: Entry, matter: Matter, *, of_all: bool = False) -> Line:
    day = wording.day(matter.due) if matter.due else ""
    place = (Link(entry.root.name, File(own.page_of(entry))),) if of_all else ()
    return (
        link(entry, matter.what, matter.page),
        *place,
        own.who(entry, matter),
        Badge(matter.state, matter.word),
        matter.value,
        matter.asked,
        matter.gap,
        day,
    )


def _part(part: Part) -> Line:
    if part.as_of is None:
        return part.name, said.TWICE if part.use == "twice" else said.LACKING, "", part.why
    day = wording.day(part.as_of) if part.as_of else ""
    return part.name, said.counts(summed([part.duties]), part.lacking), day, part.why


def _facts(entry: Entry, told: Summary) -> Iterator[Fact]:
    yield "任务和要求", said.counts(summed([told.duties]), entry.lacking)
    yield "没有达到的", told.urgent or "没有"
    if told.filing:
        yield "报送", said.filing(told.filing)
        for count in told.filing.stands:
            if count.names and count.state not in (State.MET, State.INFORMATIONAL):
                yield f"报送{count.word}", "、".join(count.names)
    yield "通知", " ".join(filter(None, (told.title, told.doc_no)))
    edition = EDITIONS[told.edition]
    yield "版本", (link(entry, said.version(entry), "index.html"), f"，{edition}，{told.year}年度")
    yield "判定日期", wording.day(told.as_of)
    yield "核对", said.checked(entry)
    if data := address(entry, DATA):
        yield "数据表", Link("这处网站的开放数据", data)


def _figure(entry: Entry, indicator: Indicator, figure: Figure) -> FigureRow:
    value, asked = compared(
        figure.value, figure.threshold, indicator.unit, indicator.decimals, figure.low
    )
    return FigureRow(
        indicator=indicator.name,
        who=own.who(entry, figure),
        state=link(entry, Badge(figure.state, figure.word, slim=True), figure.page),
        order=GRAVITY.index(figure.state),
        value=value,
        asked=asked,
        day=_days([figure]),
    )


def _compared(each: Compared) -> IndicatorView:
    rows: Rows = []
    for entry, figures in each.rows:
        name = Link(entry.root.name, File(own.page_of(entry)))
        if figures:
            rows.append((name, *_in_place(each, figures)))
        else:
            rows.append((name, said.LACKING, "", "", ""))
    called = f"{each.name}（{each.unit}）" if each.unit else each.name
    return IndicatorView(called, rows, _said_total(each))


def _in_place(each: Compared, figures: Sequence[Figure]) -> Line:
    """What an indicator came to in a place: that of the whole where there is one, else from the least of its units
    to the greatest, never an average of them."""
    whole = [figure for figure in figures if figure.whole]
    told = whole or list(figures)
    found = Counter(figure.state.value for figure in told)
    stands: Value = said.counts(summed([found]))
    if len(told) == 1:
        stands = Badge(told[0].state, told[0].word)
    values = [figure.value for figure in told if figure.value is not None]
    unknown = len(told) - len(values)
    spelt = _range(values, each)
    if spelt and unknown:
        spelt = f"{spelt}，{unknown}个单位没有数"
    asked = [figure.threshold for figure in told if figure.threshold is not None]
    lows = [figure.low for figure in told if figure.low is not None]
    return stands, spelt, _range([*lows, *asked], each), _days(told)


def _range(values: Sequence[float], each: Compared) -> str:
    if not values:
        return ""
    low, high = min(values), max(values)
    if low == high:
        return wording.quantity(low, each.unit, each.decimals)
    return wording.between(low, high, each.unit, each.decimals)


def _days(figures: Sequence[Figure]) -> str:
    days = sorted({figure.data_day for figure in figures if figure.data_day})
    if not days:
        return ""
    first, last = wording.day(days[0]), wording.day(days[-1])
    return first if first == last else f"{first}至{last}"


def _said_total(each: Compared) -> str:
    if not each.added:
        return ""
    if each.total is None:
        return "有缺的，不给合计。"
    return f"合计{wording.quantity(each.total, each.unit, each.decimals)}。"
