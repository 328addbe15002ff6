"""Who is to be reminded of what: a letter to each unit that has something to do, and who has nothing.

What there is to do is what the unit's own page says (``deeds``), in its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from ... import wording
from ...calendar import Term
from ...catalogue.model import Unit
from ...frozen import dataclass
from ...judging.filers import filers
from ...judging.verdict import TOGETHER
from .. import deeds
from ..deeds import Deed, Owed
from ..named import provision_link
from ..site import Site
from ..values import Item, Line, Link, Outline, Paper, Place, Table, Value, Web

_NAMED = 8
"""So many units are named of those that hold something together."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one unit is reminded of: all that is spoilt or overdue, and what falls due by ``until``, included.
    ``mark`` says what kind of data it is about, '' for usual ones."""

    unit: Unit
    as_of: date
    until: date
    owed: Owed
    mark: str

    @property
    def terms(self) -> tuple[Term, ...]:
        """What it has to file for, in the order in which that is told."""
        return tuple(dict.fromkeys(deed.term for deed in self.filed if deed.term))

    @property
    def filed(self) -> tuple[Deed, ...]:
        """All that it has to do, and with which filing it tells of that."""
        return (*self.owed.every, *self.owed.next)

    @property
    def subject(self) -> str:
        """What it is about, in a line: 提醒：东县有3项要报、要办，其中1项期限已过（2023年6月15日）."""
        own = len(self.owed.every) - len(self.owed.joint)
        among = self.owed.among
        told = [f"{own}项要报、要办{among[0]}", *among[1:]] if own else []
        others = len(self.owed.joint)
        told += [f"{'另有' if own else ''}{others}项{TOGETHER}的"] if others else []
        mark = f"【{self.mark}】" if self.mark else ""
        return f"{mark}提醒：{self.unit.name}有{'，'.join(told)}（{wording.day(self.as_of)}）"


@dataclass(frozen=True, slots=True)
class Reminders:
    """The letters in the notice's order, the units ``without`` anything to be reminded of, and what falls due
    and is held together, each once."""

    as_of: date
    until: date
    letters: tuple[Reminder, ...]
    without: tuple[Unit, ...]
    joint: Table

    @property
    def heading(self) -> str:
        """For which days, and how many units there is something for."""
        return f"{self.days}的提醒：{len(self.letters)}个单位"

    @property
    def days(self) -> str:
        """From when to when it looks."""
        return wording.plain_years(f"{wording.day(self.as_of)}至{wording.day(self.until)}")

    @property
    def nothing(self) -> str:
        """Who is not written to; '' where everybody is."""
        names = wording.join(unit.name for unit in self.without)
        return f"没有要提醒的{len(self.without)}个单位：{names}。" if names else ""


def reminders(site: Site, days: int, only: Unit | None = None) -> Reminders:
    """What everybody, or one unit, is to be reminded of on the day of the results: of what falls due in so
    many days after it."""
    as_of = site.results.case.as_of
    until = as_of + timedelta(days=days)
    units = [only] if only else everybody(site)
    found = [of_unit(site, unit, days) for unit in units]
    return Reminders(
        as_of,
        until,
        tuple(each for each in found if each.owed.every),
        tuple(each.unit for each in found if not each.owed.every),
        _joint(site, until, only),
    )


def of_unit(site: Site, unit: Unit, days: int) -> Reminder:
    """What one unit has to do, which may be nothing."""
    as_of, note = site.results.case.as_of, site.catalogue.data_note
    until = as_of + timedelta(days=days)
    mark = note.label if note else ""
    return Reminder(unit, as_of, until, deeds.by(site, unit, until), mark)


def for_a_group(site: Site, told: Reminders, at: str = "") -> Iterator[Paper]:
    """The letters for those who read them all: what is held together stands once, behind them, and who has nothing
    else is in none."""
    for each in told.letters:
        if each.owed.alone:
            yield paper(site, replace(each, owed=replace(each.owed, joint=())), at=at)
    if told.joint.rows:
        yield Paper(TOGETHER, (told.joint,))


def paper(site: Site, reminder: Reminder, *, at: str = "", attached: bool = False) -> Paper:
    """A letter. ``at`` is the address of the site, '' where nobody named it; ``attached``: the workbooks come
    with it."""
    told = [
        Paper(title, (Outline(tuple(_item(deed, title) for deed in own)),))
        for title, own in groups(reminder)
    ]
    filed = tuple(map(Item, ways(site, reminder, at, attached=attached)))
    told += [Paper("报送方式", (Outline(filed),))] if filed else []
    return Paper(reminder.subject, tuple(told))


def groups(reminder: Reminder) -> list[tuple[str, tuple[Deed, ...]]]:
    """What there is to do, apart by when, each part under its title, what is held with others last; none that is
    empty."""
    owed = reminder.owed
    parts = [
        ("有误没有计入", owed.spoilt),
        ("期限已过", owed.overdue),
        (f"{wording.day(reminder.until)}前到期", owed.dated),
        ("随下一次报送可以补上", owed.lasting),
        ("下一次报送", owed.next),
        (f"{TOGETHER}（只计一次，不单独记在你单位名下）", owed.joint),
    ]
    return [(title, own) for title, own in parts if own]


def ways(site: Site, reminder: Reminder, at: str = "", *, attached: bool = False) -> Iterator[Line]:
    """How forms are filed, then for each term which file to fill in and where to put it; nothing where there is
    none to file."""
    if not reminder.terms:
        return
    page: Value = "“自查和填报”页"
    declared = site.catalogue.filing.self_check
    if at or declared:
        here = Place("self_check", query=f"unit={reminder.unit.id}")
        page = Link(page, here if at else Web(declared))
    what = (
        "附件中的工作簿" if attached else "工作簿" if at else "工作簿（在网站上你单位的页面下载）"
    )
    yield f"填好{what}，在网站的", page, "变成 CSV，再传到那一期的文件夹；也可以直接在那里填。"
    for term in reminder.terms:
        workbook, folder = _places(_filing(reminder, term), at)
        yield (
            f"{term.label}：",
            *(("工作簿 ", workbook, "，") if workbook else ()),
            "传到 ",
            folder,
            "。",
        )


def places(site: Site, reminder: Reminder, at: str = "") -> Table | None:
    """The same places in a table, for sheets on which an address in a sentence would be torn apart."""
    how, *_ = [*ways(site, reminder, at), ()]
    rows: list[Line] = [(value.words, value) for value in how if isinstance(value, Link)]
    for term in reminder.terms:
        workbook, folder = _places(_filing(reminder, term), at)
        rows += [(f"{term.label}的工作簿", workbook)] if workbook else []
        rows.append((f"{term.label}的文件夹", folder))
    return Table("报送用到的文件和地址", ("名称", "位置"), tuple(rows)) if rows else None


def _filing(reminder: Reminder, term: Term) -> Deed:
    """A deed by which it files for a term, one with a workbook before others."""
    own = [each for each in reminder.filed if each.term == term]
    return next((each for each in own if each.workbook), own[0])


def _places(deed: Deed, at: str) -> tuple[Value, Value]:
    """The workbook of a term, '' where there is none, and the folder in which its files belong."""
    name = deed.workbook.path.rpartition("/")[2] if deed.workbook else ""
    workbook = Link(name, deed.workbook) if deed.workbook and at else name
    return workbook, Link(deed.folder, Web(deed.upload)) if deed.upload else deed.folder


def everybody(site: Site) -> Iterable[Unit]:
    """Who answers for anything or files anything, in the notice's order."""
    named = {unit.id for unit in (*site.answerable, *site.catalogue.filers())}
    return [unit for unit in site.catalogue.units.values() if unit.id in named]


def _item(deed: Deed, title: str) -> Item:
    """By when, unless the title says so, what, and how it stands; below it what is asked for and to be done."""
    by = () if title.startswith(deed.when) else (deed.when, "：")
    stands = ("（", deed.badge, "）") if deed.verdicts and deed.badge else ()
    return Item((*by, deed.what, *stands), (Item(deed.note),) if any(deed.note) else ())


def _joint(site: Site, until: date, only: Unit | None) -> Table:
    """What is held together and falls due, or is short and can still be mended, each once with those who can file
    it."""
    held = site.results.joint_of(only.id) if only else site.results.joint
    rows = []
    for first in deeds.shared(site, held, until):
        day = first.due
        able = [site.catalogue.units[unit].name for unit in filers(site.results.case, first)]
        owners = [site.catalogue.units[unit].name for unit in first.owners]
        rows.append(
            (
                deeds.when(day, site.results.case.as_of) if day else "随下一次报送",
                provision_link(site, site.catalogue.provisions[first.provision]),
                wording.few(owners, _NAMED),
                wording.few(able, _NAMED) if able else "没有单位报这样的表，由办公室掌握",
            )
        )
    title = f"{TOGETHER}的事项（各只计一次）"
    return Table(title, ("期限", "事项", "单位", "由谁报送"), tuple(rows))
