"""The sheets of the ledger, laid out as an office hands them round, and where on the site they lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import wording
from ...catalogue.model import Unit
from ...catalogue.model.terms import EDITIONS
from ...judging.verdict import TOGETHER, Verdict
from ...portable import unfit
from ...words.states import State
from .. import headline, short
from ..site import Site
from ..values import File, Link
from ..workbooks import Column, Table, Workbook
from . import rows

_LISTED = (
    Column("任务或要求", 20),
    Column("编号", 8),
    Column("事项", 22),
    Column("原文", 30),
    Column("要求", 22),
    Column("单位", 17),
    Column("时间", 11, "center"),
    Column("期限", 13, "center"),
    Column("状态", 11, "center"),
    Column("实际", 10, "right"),
    Column("应达到", 10, "right"),
    Column("差距", 13, "right"),
    Column("情况", 36),
    Column("下一步", 26),
    Column("依据", 9),
)
_OWED = (
    Column("任务或要求", 16),
    Column("编号", 7),
    Column("事项", 22),
    Column("承担", 9, "center"),
    Column("时间", 10, "center"),
    Column("期限", 12, "center"),
    Column("状态", 11, "center"),
    Column("实际", 8, "right"),
    Column("应达到", 8, "right"),
    Column("差距", 12, "right"),
    Column("情况", 30),
    Column("下一步", 24),
)
_TASKS = (
    Column("任务或要求", 24),
    Column("内容", 76),
    Column("责任单位", 40),
    Column("状态", 11, "center"),
    Column("各状态项数", 24),
    Column("需要关注的", 50),
)
_TOLD = (
    Column("任务或要求", 24),
    Column("单位", 18),
    Column("期次", 12, "center"),
    Column("自报状态", 12, "center"),
    Column("进展", 76),
    Column("问题", 44),
    Column("下一步", 44),
)
_OWN_TOLD = (
    Column("任务或要求", 22),
    Column("期次", 11, "center"),
    Column("自报状态", 11, "center"),
    Column("进展", 56),
    Column("问题", 32),
    Column("下一步", 32),
)
_OWN_TASKS = (
    Column("任务或要求", 22),
    Column("内容", 72),
    Column("责任单位", 36),
    Column("本单位", 12, "center"),
    Column("本单位状态", 13, "center"),
)
_AS_TOLD = "各单位最近一期报送的原话，未作改动。"
_NAMED = 60
"""Characters of a name: 255 bytes are what disks have."""

_ORDER = f"按通知的顺序，不作排名。{TOGETHER}的只计一次，不单独记在哪个单位名下。"


def whole(site: Site) -> Workbook:
    """Every task and what it asks for, with how everyone stands, and what units tell last."""
    name = site.catalogue.notice.name
    title = name if name.endswith("台账") else f"{name}总台账"
    about = (dated(site), *noted(site), short.counted(short.every(site), len(short.untold(site))))
    binding = [verdict for verdict in site.results.verdicts if verdict.binding]
    told = rows.told(site, site.answerable)
    sheets = (
        Table(
            "总台账", _LISTED, tuple(rows.listed(site)), title, about, _meant(binding), 3, 5, "A3"
        ),
        Table(
            "任务一览",
            _TASKS,
            tuple(rows.tasks(site)),
            f"{title}（任务一览）",
            about,
            (_ORDER,),
            paper="A3",
        ),
        Table(
            "单位自报",
            _TOLD,
            tuple(told),
            f"{title}（单位自报）",
            (*about[:-1], _AS_TOLD),
            paper="A3",
        ),
    )
    return Workbook(title, sheets, foot(site, title), site.results.case.as_of)


def of_unit(site: Site, unit: Unit) -> Workbook:
    """What a unit answers for, with how it stands, and what it tells of that itself."""
    title, notice = f"{unit.name}责任清单", site.catalogue.notice.name
    about = (f"{notice} · {dated(site)}", *noted(site), f"{headline.of_unit(site, unit)}。")
    bound = list(rows.bound(site, unit))
    notes = _meant([verdict for each in bound for verdict in each.verdicts])
    told = rows.told(site, [unit], alone=True)
    sheets = (
        Table("责任清单", _OWED, tuple(rows.owed(site, bound)), title, about, notes, 3, 3),
        Table(
            "任务原文", _OWN_TASKS, tuple(rows.tasks_of(site, unit)), f"{title}（任务原文）", about
        ),
        Table("自报进展", _OWN_TOLD, tuple(told), f"{unit.name}自报进展", (*about[:-1], _AS_TOLD)),
    )
    return Workbook(title, sheets, foot(site, title), site.results.case.as_of)


def every(site: Site) -> Iterator[Workbook]:
    """The whole, then that of each unit."""
    yield whole(site)
    for unit in site.answerable:
        yield of_unit(site, unit)


def file_name(book: Workbook) -> str:
    """What a workbook is called on a disk: by its title."""
    return f"{fitting(book.title)}.xlsx"


def fitting(name: str) -> str:
    """A name as far as any machine can hold it."""
    fit = "".join("_" if unfit(sign) or sign == "/" else sign for sign in name)
    return wording.short(fit, _NAMED)


def link(site: Site, unit: Unit | None = None) -> Link:
    """The workbook of a unit, or the whole, where it lies on the site."""
    words = f"{unit.name}责任清单" if unit else "总台账"
    return Link(f"{words}（Excel）", File(_path(unit)))


def files(site: Site) -> Iterator[tuple[str, Workbook]]:
    """All of them by their paths below the docs."""
    yield _path(None), whole(site)
    for unit in site.answerable:
        yield _path(unit), of_unit(site, unit)


def _path(unit: Unit | None) -> str:
    return f"ledger/{unit.id}-ledger.xlsx" if unit else "ledger/ledger.xlsx"


def dated(site: Site) -> str:
    """By which paper, of which day, for whom, and as which version."""
    known, release = site.catalogue.notice, site.release
    day = wording.day(site.results.case.as_of)
    data = f"数据截至 {wording.day(site.data_day)}" if site.data_day else ""
    told = [known.doc_no, f"判定日期 {day}", data, EDITIONS[site.results.audience]]
    told += [f"版本 {release.title}", f"提交 {release.commit[:8]}"] if release else []
    return " · ".join(filter(None, told))


def noted(site: Site) -> list[str]:
    """What everybody has to know of the data beforehand."""
    note = site.catalogue.data_note
    return [str(note)] if note else []


def foot(site: Site, title: str) -> str:
    """What tells a printed page that lies about by itself."""
    edition, note = EDITIONS[site.results.audience], site.catalogue.data_note
    told = [title, f"判定日期 {wording.day(site.results.case.as_of)}", edition]
    return " · ".join([*told, *([note.label] if note else [])])


def _meant(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """In which order, and what the signs mean that occur."""
    occur = {verdict.state for verdict in verdicts}
    meant = [f"{state.shape} {state.word}：{state.meaning}" for state in State if state in occur]
    return (_ORDER, "".join(meant))
