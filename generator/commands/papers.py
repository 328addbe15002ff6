"""bulletin: the papers that the office signs, drafted from what was judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import calendar, disk, flow, wording
from ..catalogue.model.terms import Audience
from ..terminal import FAILED, Refusal, concluded, lay_out, say, show_beside, steps
from . import options
from .listed import command
from .options import chosen

if TYPE_CHECKING:
    from ..pages.bulletins.periods import Issue
    from ..pages.papers import OfficialPaper

FOLDER = "bulletins"
"""Where papers lie, below the folder of what is made."""


@command("bulletin")
@click.argument("name", metavar="期间")
@click.option(
    "--for", "whom", metavar="报给谁", default="", help="同一期间有几种公文的，选报给谁的。"
)
@options.root
@options.as_of
@options.edition
@options.shapes("docx", "text")
@click.option(
    "--out",
    type=Path,
    metavar="文件或文件夹",
    help="写成这个文件（格式由结尾决定，如 通报.docx、通报.md），或放进这个文件夹；"
    "缺省为数据文件夹下的 build/bulletins。",
)
@options.strict
def bulletin(
    name: str,
    whom: str,
    root: Path,
    as_of: date | None,
    edition: Audience | None,
    shape: str,
    out: Path | None,
    strict: bool,
) -> int:
    """Draft the paper of a period (2023-06, 2023-Q2, 2023-H1, 2023) as it stood at its closing, for the
    internal edition where none is named; as a Word document, or on the terminal."""
    period = period_named(name)
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
    day = min(periods.closing(now.case, issue), now.case.as_of)
    last = periods.filed(now.case, issue)
    if day <= last:
        due = wording.day(last)
        raise Refusal(f"{issue.period.label}的报送{due}截止，截止以后才能起草。")
    results = now if day == now.case.as_of else flow.judge(world, day, audience)
    _hand_over(root, issue.id, paper.written(Site(results, held=world.held), issue), shape, out)
    return concluded(world.problems)


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
    of_it = [issue for issue in every if issue.period == period]
    found = [issue for issue in of_it if issue.bulletin.whom == whom]
    if found:
        return found[0]
    if of_it:
        ways = "、".join(issue.bulletin.whom or "（不写 --for）" for issue in of_it)
        who = f"报给“{whom}”的" if whom else "不写 --for 的"
        raise Refusal(f"{period.label}没有{who}公文，可选：{ways}。")
    known = "、".join(dict.fromkeys(issue.period.id for issue in every))
    raise Refusal(
        f"{period.label}没有公文：这一期没有报送，或没有写这一种。有公文的期间：{known}。"
    )


def _hand_over(root: Path, name: str, paper: OfficialPaper, shape: str, out: Path | None) -> None:
    """Print a paper, or write it as the file's ending says."""
    from ..pages.papers import plain

    if shape == "text":
        if out:
            raise Refusal("--format text 写在屏幕上，与 --out 不能一起用。")
        from ..pages.render import terminal

        lay_out(terminal.paper(plain(paper)))
        return
    folder = out or root / options.BUILD / FOLDER
    file = folder if folder.suffix and not folder.is_dir() else folder / f"{name}.docx"
    disk.write(file, _written(root, file, paper))
    say(f"代拟稿：{file}")


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
