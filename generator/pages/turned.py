"""What turned, moved and was corrected since the version before, or since the month before where none is
published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .. import wording
from ..calendar import SHANGHAI
from ..frozen import dataclass
from ..judging.turns import Kind, Turn
from ..judging.verdict import Settled
from ..ledger.corrections import CellChange, Correction, RowChange
from ..revisions import Commit
from ..words.states import GRAVITY
from .named import subject_link, unit_link
from .rhythm import called
from .site import Site
from .values import Badge, Line, Link, Place, Value, compared

_TURNED: dict[Kind, str] = {"worse": "变差", "better": "变好", "other": "其他变化"}
CAME: dict[Kind, str] = {"new": "新增", "gone": "不再判定"}
SHORT = 8
"""Characters of a commit's id that are shown."""

_CELLS = 60
"""So many cells of a correction are shown."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A verdict that turned; of one that came or went only one of the two states is there."""

    kind: str
    provision: Value
    subject: Value
    was: Badge | None
    now: Badge | None
    sentence: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure that moved while its state stayed."""

    provision: Value
    subject: Value
    was: Line
    now: Line
    badge: Badge


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A filing that was changed after it had been published, cell by cell."""

    unit: Value
    filing: str
    file: str
    cells: list[str]
    unseen: str
    more: int
    counted: str
    by: str


@dataclass(frozen=True, slots=True)
class Changes:
    """``since`` is what is compared with; '' when there is nothing yet.

    ``more`` are the turned ones that ``rows`` leaves out.
    """

    heading: str
    since: str
    summary: str
    rows: list[ChangeRow]
    more: int
    figures: list[FigureRow]
    corrections: list[CorrectionRow]


def of_all(site: Site) -> Changes:
    """Every turn and every correction."""
    return _changes(site, site.turns, _corrections(site), len(site.turns))


def of_everyone(site: Site, shown: int = 12) -> Changes:
    """The worst turns and the corrections, for the first page."""
    return replace(_changes(site, site.turns, _corrections(site), shown), figures=[])


def of_unit(site: Site, unit: str) -> Changes:
    """What changed of what is about one unit alone, and in its filings."""
    own = [turn for turn in site.turns if turn.newest.subject == unit]
    corrected = [c for c in _corrections(site) if c.filing.unit == unit]
    return _changes(site, own, corrected, len(own))


def since(site: Site) -> str:
    """What this is compared with, in words; '' when there is nothing yet."""
    if site.before is None:
        return ""
    day = wording.day(site.before.day)
    if site.release and site.release.before:
        return f"上一版本（{site.release.before.title}，判定日期{day}）"
    return f"{called(site.catalogue).last}末（{day}）"


def _changes(
    site: Site, found: Sequence[Turn[Settled]], corrected: Sequence[Correction], shown: int
) -> Changes:
    turned = sorted((turn for turn in found if turn.kind in _TURNED), key=_order)
    moved = [turn for turn in found if turn.kind == "figure"]
    corrections = [_correction(site, each) for each in corrected]
    counts = {kind: sum(turn.kind == kind for turn in turned) for kind in _TURNED}
    told = [f"{word} {counts[kind]} 项" for kind, word in _TURNED.items() if counts[kind]]
    told += [f"数字变动 {len(moved)} 项"] if moved else []
    dropped = sum(len(each.dropped) for each in corrected)
    told += [f"报送更正 {len(corrections)} 份"] if corrections else []
    told += [f"更正删去 {dropped} 行"] if dropped else []
    released = site.release is not None and site.release.before is not None
    return Changes(
        heading="与上一版本相比" if released else f"与{called(site.catalogue).last}相比",
        since=since(site),
        summary="，".join(told) or "没有变化",
        rows=[row(site, turn) for turn in turned[:shown]],
        more=max(0, len(turned) - shown),
        figures=[_figure(site, turn) for turn in moved],
        corrections=corrections,
    )


def _order(turn: Turn[Settled]) -> tuple[int, int]:
    return list(_TURNED).index(turn.kind), GRAVITY.index(turn.newest.state)


def row(site: Site, turn: Turn[Settled]) -> ChangeRow:
    """A turn in words and badges."""
    latest = turn.newest
    return ChangeRow(
        kind=(_TURNED | CAME)[turn.kind],
        provision=_provision(site, latest),
        subject=subject_link(site, latest.subject),
        was=Badge(turn.before.state, turn.before.word) if turn.before else None,
        now=Badge(turn.after.state, turn.after.word) if turn.after else None,
        sentence=turn.after.sentence if turn.after else _said_before(site, latest.id),
    )


def _said_before(site: Site, verdict: str) -> str:
    """What was said of a verdict that there is none of any more."""
    assert site.before is not None
    return site.before.sentences[verdict]


def _figure(site: Site, turn: Turn[Settled]) -> FigureRow:
    assert turn.before is not None
    assert turn.after is not None
    was, now = turn.before.value, turn.after.value
    decimals = 1 if was is None else wording.decimals_apart(was, now, 1, turn.after.unit)
    return FigureRow(
        provision=_provision(site, turn.after),
        subject=subject_link(site, turn.after.subject),
        was=_told(turn.before, decimals),
        now=_told(turn.after, decimals),
        badge=Badge(turn.after.state, turn.after.word),
    )


def _told(verdict: Settled, decimals: int) -> Line:
    """A figure with so many decimals that its move is seen, and what is asked for."""
    figure, asked = compared(verdict.value, verdict.threshold, verdict.unit, decimals, verdict.low)
    return (figure or "没有数", *(("（要求 ", asked, "）") if asked else ()))


def _provision(site: Site, verdict: Settled) -> Value:
    """The provision by name; of one that this version no longer has, its id."""
    provision = site.catalogue.provisions.get(verdict.provision)
    if provision is None:
        return verdict.provision
    return Link(provision.name, Place("clause", verdict.clause, provision.id))


def _corrections(site: Site) -> Sequence[Correction]:
    before = site.release.before if site.release else None
    return before.corrections if before else ()


def _correction(site: Site, found: Correction) -> CorrectionRow:
    filing, form = found.filing, site.catalogue.forms[found.filing.form]
    before = site.release.before if site.release else None
    path = filing.file
    told = list(_lines(found))
    return CorrectionRow(
        unit=unit_link(site, filing.unit),
        filing=f"{filing.period.label}“{form.name}”",
        file=path,
        cells=told[:_CELLS],
        unseen=found.unseen,
        more=max(0, len(told) - _CELLS),
        counted=_counted(site, found),
        by=by(before.commits if before else (), path),
    )


def _lines(found: Correction) -> Iterator[str]:
    """What was changed, the rows that went first: nobody else misses them."""
    if found.dropped:
        yield f"删去 {len(found.dropped)} 行"
    yield from (f"原{_place(row)}：删去" for row in found.dropped)
    for cell in found.cells:
        yield f"{_place(cell)}“{cell.header}”：{cell.was or '空'} → {cell.now or '空'}"
    yield from (f"{_place(row)}：新增" for row in found.added)


def _place(of: RowChange | CellChange) -> str:
    return f"第{of.line}行" + (f"（{of.row}）" if of.row else "")


def _counted(site: Site, found: Correction) -> str:
    """Whether the judging has seen the change: what came in after the day has not come in yet."""
    if found.now is None:
        return "文件已删去，仍按原来的判定"
    case = site.results.case
    current = case.ledger.current(found.now.key, case.as_of)
    if current is not None and current.blob == found.now.blob:
        return "已计入"
    when = found.now.received_at
    if not found.now.valid:
        return "有错误，不计入"
    if when is None:
        return "收到时间不明，不计入"
    return f"{wording.day(when.date())} {when:%H:%M}收到，本版尚不计入"


def by(commits: Sequence[Commit], path: str) -> str:
    """The newest commit that touched a path, with whoever made it where the edition may say."""
    found = next((commit for commit in commits if path in commit.paths), None)
    if found is None:
        return ""
    parts = [f"提交 {short(found)}", when(found), found.author]
    return " ".join(part for part in parts if part)


def when(commit: Commit) -> str:
    """When a commit was made, in the office's time."""
    if commit.committed_at is None:
        return "时间不明"
    at = commit.committed_at.astimezone(SHANGHAI)
    return f"{wording.day(at.date())} {at:%H:%M}"


def short(commit: Commit) -> str:
    """As much of a commit's id as is shown."""
    return commit.id[:SHORT]
