"""bulletin: the papers that the office signs, drafted from what was judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import calendar
from ..terminal import FAILED, Refusal, concluded, lay_out, say, show, show_beside, steps
from . import options
from .listed import command
from .options import chosen

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..catalogue.model.terms import Audience
    from ..pages.bulletins.periods import Issue
    from ..pages.papers import OfficialPaper
    from ..problems import Problem

FOLDER = "bulletins"
"""Where papers lie, below the folder of what is made."""


@command("bulletin")
@click.argument("name", metavar="期间")
@click.option(
    "--for", "whom", metavar="报给谁", default="", help="同一期间有几种公文的，选报给谁的。"
)
@options.root
@options.as_of
@options.edition("内部版")
@options.shapes("docx", "text")
@click.option(
    "--out",
    type=Path,
    metavar="文件或文件夹",
    help="写成这个文件（格式由结尾决定，如 通报.docx、通报.md），或放进这个文件夹；"
    "缺省为数据文件夹下的 build/bulletins。",
)
@click.option(
    "--signed",
    metavar="文号",
    help="已经印发：把文号和日期登记进报送，不再起草。与 --date 一起用。",
)
@click.option("--date", "day", type=options.Day(), metavar="日期", help="印发的日期。")
@options.strict
def bulletin(
    name: str,
    whom: str,
    root: Path,
    as_of: date | None,
    edition: Audience | None,
    shape: str,
    out: Path | None,
    signed: str | None,
    day: date | None,
    strict: bool,
) -> int:
    """Draft the paper of a period (2023-06, 2023-Q2, 2023-H1, 2023) as it stood at its closing, for the
    internal edition where none is named; as a Word document, or on the terminal. Of one that was signed, note
    its number and its day in the filings of the office instead."""
    period = period_named(name)
    if (signed is None) != (day is None):
        raise Refusal("登记印发要把 --signed 文号和 --date 日期一起写。")
    from .. import flow, wording

    with steps(terse=True) as bar:
        world = flow.read(options.whole(root), bar, strict=strict)
    show_beside(world.problems)
    if world.catalogue is None or not world.sound:
        return FAILED
    audience = edition or "internal"
    from ..pages.bulletins import paper, periods
    from ..pages.site import Site

    now = flow.judge(world, chosen(as_of)(world.catalogue), audience)
    issue = _issue(periods.issues(now.case), period, whom)
    last = periods.filed(now.case, issue)
    if signed is not None and day is not None:
        if not last < day <= now.case.as_of:
            ends = f"{wording.day(last)}（报送截止日）以后、{wording.day(now.case.as_of)}以前"
            raise Refusal(f"印发日期{wording.day(day)}不对，应在{ends}。")
        _enter(options.known(root), world.catalogue, issue, signed, day)
        return 0
    stands = periods.stands(now.case, issue)
    if stands <= last:
        due = wording.day(last)
        raise Refusal(f"{issue.period.label}的报送{due}截止，截止以后才能起草。")
    results = now if stands == now.case.as_of else flow.judge(world, stands, audience)
    known = periods.then(results.case, issue)
    if known is None:
        when = wording.day(stands)
        hint = "文件注明更早的，请改 rules/bulletins.yaml 里的 decision。"
        raise Refusal(f"{issue.name}按{when}的情况起草，这种公文是那以后才定的。{hint}")
    draft = paper.written(Site(results, held=world.held), known)
    return concluded([*world.problems, *_hand_over(root, issue.id, draft, shape, out)])


def _enter(root: Path, catalogue: Catalogue, issue: Issue, number: str, day: date) -> None:
    """Note that a paper was signed, in every filing in which that is to be noted, or in none."""
    from .. import disk
    from ..forms.entering import UnwritableError, entered
    from ..intake import inspect
    from ..pages.bulletins import signing

    unit = signing.filer(catalogue)
    filed = inspect(root, catalogue, unit=unit.id).filed
    rows = signing.entries(catalogue, issue, number.strip(), day)
    if not rows:
        hint = "请在 rules/bulletins.yaml 写明 counts_as 或 register。"
        raise Refusal(f"没有写明“{issue.bulletin.name}”印发以后登记在哪里。{hint}")
    try:
        found = [entered(catalogue, unit, row, filed) for row in rows]
    except UnwritableError as error:
        raise Refusal(f"{error}。") from error
    before = {each.path: _bytes(root / each.path) for each in found}
    try:
        for each in found:
            disk.write(root / each.path, each.data)
    except OSError:
        for path, data in before.items():
            _put_back(root / path, data)
        raise
    for each in found:
        say(f"已登记：{each.path}  {'，'.join(each.row)}")
    if told := signing.counts(catalogue, issue, day):
        say(f"{told}。")
    if any(each.corrects for each in found):
        say(f"改动的是{unit.name}已报送的表，按更正办理。")
    say(f"请核对以后提交：git add {' '.join(each.path for each in found)}")


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _put_back(file: Path, data: bytes | None) -> None:
    from .. import disk

    if data is None:
        file.unlink(missing_ok=True)
    else:
        disk.write(file, data)


def period_named(name: str) -> calendar.Period:
    """A period as it is written on the command line; wrong use for what is none."""
    try:
        return calendar.period(name.upper())
    except ValueError as error:
        guess = options.month_meant(name)
        ways = "请写成 2023-06、2023-Q2、2023-H1 或 2023。"
        raise Refusal(f"“{name}”不是期间，{guess}{ways}") from error


def _issue(every: Sequence[Issue], period: calendar.Period, whom: str) -> Issue:
    """The paper of a period for somebody; wrong use where there is none."""
    of_it = of_period(every, period)
    found = [issue for issue in of_it if issue.bulletin.whom == whom]
    if found:
        return found[0]
    ways = "、".join(issue.bulletin.whom or "（不写 --for）" for issue in of_it)
    who = f"报给“{whom}”的" if whom else "不写 --for 的"
    raise Refusal(f"{period.label}没有{who}公文，可选：{ways}。")


def of_period(every: Sequence[Issue], period: calendar.Period) -> list[Issue]:
    """The papers of a period; wrong use where there is none."""
    if found := [issue for issue in every if issue.period == period]:
        return found
    known = "、".join(dict.fromkeys(issue.period.id for issue in every))
    raise Refusal(
        f"{period.label}没有公文：这一期没有报送，或没有写这一种。有公文的期间：{known}。"
    )


def _hand_over(
    root: Path, name: str, paper: OfficialPaper, shape: str, out: Path | None
) -> Sequence[Problem]:
    """Print a paper, or write it as the file's ending says; what is told of a draft that stood there."""
    from ..pages.papers import plain

    if shape == "text":
        if out:
            raise Refusal("--format text 写在屏幕上，与 --out 不能一起用。")
        from ..pages.render import terminal

        lay_out(terminal.paper(plain(paper)))
        return ()
    from ..papers import laid

    folder = out or root / options.BUILD / FOLDER
    file = folder if folder.suffix and not folder.is_dir() else folder / f"{name}.docx"
    draft = laid.lay(file.parent, {file.name: _written(root, file, paper)})
    say(f"代拟稿：{draft.files[file.name]}")
    show(draft.problems)
    return draft.problems


def _written(root: Path, file: Path, paper: OfficialPaper) -> bytes:
    from ..pages.media import media
    from ..pages.papers import plain
    from ..papers import docx

    if file.suffix.lower() == ".docx":
        return docx.written(paper, docx.template(root))
    medium = media().get(file.suffix.lower())
    if medium is None:
        raise Refusal(f"不会写“{file.suffix}”结尾的文件，可以是 {'、'.join(media())}。")
    return medium.written(plain(paper), None)
