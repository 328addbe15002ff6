"""What an inspector would ask of the filings, unit by unit and cell by cell; for the office alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ... import wording
from ...catalogue.model import Unit
from ...catalogue.model.quality import USUAL, Quality
from ...forms.csv import written
from ...frozen import dataclass
from ...words.marked import defused
from ..named import cells, unit_link, unit_links
from ..page import Named, Page, Sheet
from ..quality import came, copied, leaps
from ..quality.findings import KINDS, WORDS, Finding, Kind
from ..site import Site
from ..values import File, Line, Link, Value

_SHOWN, _NAMED = 8, 3
"""So many cells of a finding are on the page, and so many of its units by name; the file has more of them."""

_ROWS = 30
"""So many findings of a kind are on the page; the file has all."""

_UNITS, _CELLS = "quality/units.csv", "quality/findings.csv"


@dataclass(frozen=True, slots=True)
class Part:
    """The findings of a kind, a line each under the names of their columns: what concerns most units first, then
    the newest; ``more`` counts those that are in the file alone."""

    kind: Kind
    title: str
    says: str
    columns: tuple[str, ...]
    rows: list[Line]
    more: int = 0


@dataclass(frozen=True, slots=True)
class QualityView:
    """``standard`` says from where on something is listed, ``declared`` whether the office did."""

    standard: list[str]
    declared: bool
    columns: tuple[str, ...]
    units: list[Line]
    parts: list[Part]
    files: list[Link]


def standard(site: Site) -> Quality:
    """From where on something is listed: as declared, else as usual."""
    return site.catalogue.filing.quality or USUAL


def found(site: Site) -> list[Finding]:
    """Everything there is to ask about, kind by kind."""

    def work_out() -> list[Finding]:
        by = standard(site)
        every = [
            *came.findings(site),
            *copied.findings(site, by),
            *leaps.findings(site, by),
        ]
        return sorted(every, key=lambda finding: KINDS.index(finding.kind))

    return site.once("quality: findings", work_out)


def view(site: Site) -> QualityView:
    """All of it."""
    by = standard(site)
    return QualityView(
        standard=in_words(by),
        declared=by.basis == "office",
        columns=_COLUMNS,
        units=[(unit_link(site, unit.id), *_row(site, unit)) for unit in site.catalogue.filers()],
        parts=[_part(site, kind) for kind in KINDS],
        files=[Link("各单位合计（CSV）", File(_UNITS)), Link("逐条逐格（CSV）", File(_CELLS))],
    )


def in_words(by: Quality) -> list[str]:
    """From where on something is listed, without full stops."""
    alike = (
        f"两段文字（不少于{by.shortest}字，不比标点）有{wording.exact(by.alike)}%以上相同，算雷同"
    )
    return [
        f"{alike}：逐四个字比",
        f"同一任务的文字连续{by.repeated}期雷同、数字也没有变，或者连续{by.repeated}期没有新内容，列为多期雷同",
        f"同一行的数达到上一次报送的{wording.exact(by.jump)}倍以上，或者不到{wording.exact(by.jump)}分之一，列为数字跳变",
    ]


_COUNTED: tuple[Kind, ...] = ("copied", "several", "repeated", "leaps")
"""What is there to ask about a unit beside how it files."""

_COLUMNS = (
    "单位", "应报（份）", "按时", "迟报", "未报", "时间不明", "有误（份）", "更正（次）", "更正（格）", "改写（格）",
    "改写的种类", *(WORDS[kind] for kind in _COUNTED),
)  # fmt: skip


def _row(site: Site, unit: Unit) -> tuple[Value, ...]:
    """How many of everything, in the order of the columns."""
    own, asked = _of_units(site).get(unit.id, ([], Counter()))
    times = Counter(each.duty.came for each in own)
    again = [c for each in own for c in came.corrections(site, each)]
    faulty = sum(each.unit == unit.id for each in site.left_out)
    kinds: Counter[str] = Counter()
    for each in own:
        for header, changes in came.spellings(site, each).items():
            kinds[came.kind_of(each.duty.form, header)] += len(changes)
    return (
        len(own), times["on_time"], times["late"], times["missing"], times["unregistered"] + times["untold"],
        faulty, len(again), sum(len(c.cells) for c in again), sum(kinds.values()),
        "，".join(f"{kind}{number}" for kind, number in sorted(kinds.items())),
        *(asked[kind] for kind in _COUNTED),
    )  # fmt: skip


def _of_units(site: Site) -> Mapping[str, tuple[list[came.Owed], Counter[Kind]]]:
    """What each unit owed, and how much of each kind there is to ask about it."""

    def work_out() -> dict[str, tuple[list[came.Owed], Counter[Kind]]]:
        told: dict[str, tuple[list[came.Owed], Counter[Kind]]] = {
            unit.id: ([], Counter()) for unit in site.catalogue.filers()
        }
        for each in came.owed(site):
            told[each.unit][0].append(each)
        for finding in found(site):
            for unit in finding.units:
                if unit in told:
                    told[unit][1][finding.kind] += 1
        return told

    return site.once("quality: units", work_out)


def _part(site: Site, kind: Kind) -> Part:
    own = [finding for finding in found(site) if finding.kind == kind]
    own.sort(key=lambda finding: (len(finding.units), finding.term), reverse=True)
    return Part(
        kind=kind,
        title=WORDS[kind],
        says=_SAYS[kind],
        columns=("单位", "期次", "报表", "情况", "单元格"),
        rows=[_line(site, finding) for finding in own[:_ROWS]],
        more=max(0, len(own) - _ROWS),
    )


_SAYS: dict[Kind, str] = {
    "filed": "期限已过没有收到的，收到晚于期限的，和有错误没有计入的。",
    "corrected": "报送以后又改过的；改动多的只写前几格，逐格的原来和现在见文件。",
    "rewritten": "写法与统一写法不同、系统按统一写法采用的；值没有变。",
    "copied": "不同单位写的文字雷同。",
    "several": "同一单位对几项任务写的文字雷同。",
    "repeated": "同一单位对同一任务接连几期写的文字雷同，或者接连几期没有新内容。",
    "leaps": "同一行的数与上一次报送相差很大，可能是单位填错，也可能确有其事。",
}


def _line(site: Site, finding: Finding) -> Line:
    form = site.catalogue.forms[finding.form].name if finding.form else ""
    shown = finding.cells[:_SHOWN]
    left = len(finding.cells) - len(shown) + finding.more
    says = f"{finding.says}{f'，另有{left}格' if left else ''}"
    few = len(finding.units) <= _NAMED
    return (
        unit_links(site, finding.units) if few else f"{len(finding.units)}个单位",
        finding.term.label,
        form,
        says,
        cells(site, shown),
    )


# --- files ---------------------------------------------------------------------------------------


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The units with their counts, and every finding cell by cell; none for the public."""
    if not site.for_office:
        return
    units = ((unit.name, *map(str, _row(site, unit))) for unit in site.catalogue.filers())
    yield _UNITS, written(_COLUMNS, map(defused, units))
    header = (
        "种类",
        "单位",
        "期次",
        "报表",
        "情况",
        "文件",
        "行",
        "列",
        "表头",
        "原来的值",
        "采用的值",
    )
    yield _CELLS, written(header, map(defused, _told(site)))


def _told(site: Site) -> Iterator[Sequence[str]]:
    names = site.catalogue.units
    for each in found(site):
        form = site.catalogue.forms[each.form].name if each.form else ""
        units = wording.join(names[unit].name for unit in each.units)
        about = WORDS[each.kind], units, each.term.label, form, each.says
        for cell in each.cells:
            line, column = (str(n) if n else "" for n in (cell.line, cell.column))
            yield (*about, cell.file, line, column, cell.header, cell.filed, cell.value)
        if not each.cells:
            yield (*about, "", "", "", "", "", "")


def sheets(site: Site) -> Iterator[Sheet]:
    """One page, and for the public none."""
    if site.for_office:
        named = (Named(("数据质量", "雷同", "跳变", "更正")),)
        yield Sheet("数据质量", view(site), named=named)


PAGE = Page("quality", sheets, section="办公室", rank=81, files=files)
