"""remind: who has to file or do what by when, written for whoever sends it on. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..terminal import FAILED, Refusal, concluded, lay_out, say, show, show_beside, steps
from . import options
from .listed import command
from .options import chosen

if TYPE_CHECKING:
    from ..catalogue.model.terms import Audience
    from ..pages.letters.reminder import Reminders
    from ..pages.render.terminal import Lines
    from ..pages.site import Site
    from ..papers.robots import Robot
    from ..problems import Problem

FOLDER = "reminders"
"""Where the drafts lie, below the folder of what is made."""


def _robots() -> Mapping[str, Robot]:
    from ..papers.robots import ROBOTS

    return ROBOTS


@command("remind")
@options.root
@options.unit
@options.as_of
@options.days("今后几天到期的，0 至 366，缺省 7 天；期限已过还没有报的总在内。")
@options.edition("内部版，写给群机器人的为公开版")
@options.shapes("text", "eml", "json")
@click.option(
    "--robot",
    type=options.Known("群机器人", _robots),
    metavar="群机器人",
    help="json 格式写给谁：wecom 企业微信、dingtalk 钉钉、feishu 飞书；一行是一条消息。",
)
@options.site("网站的网址，提醒里写上工作簿和填报页的地址。")
@options.out
@options.strict
def remind(
    root: Path,
    unit: str | None,
    as_of: date | None,
    days: int,
    edition: Audience | None,
    shape: str,
    robot: str | None,
    site: str | None,
    out: Path | None,
    strict: bool,
) -> int:
    """Print a letter for each unit that has something to do, or write each as a draft of a mail below ``--out``;
    for the internal edition where none is named, and what a group reads for the public one."""
    if (shape == "json") != bool(robot) and (robot is None or shape == "eml"):
        ways = "、".join(f"{word} {each.name}" for word, each in _robots().items())
        raise Refusal(f"--format json 和 --robot 要一起用，--robot 可选 {ways}。")
    from .. import flow
    from ..pages.letters.reminder import reminders
    from ..pages.site import Site

    with steps(terse=True) as bar:
        world = flow.read(options.whole(root), bar, strict=strict)
    show_beside(world.problems)
    if world.catalogue is None or not world.sound:
        return FAILED
    only = options.unit_named(world.catalogue, unit) if unit else None
    audience = edition or ("public" if robot else "internal")
    results = flow.judge(world, chosen(as_of)(world.catalogue), audience)
    shown = Site(results, held=world.held)
    told = reminders(shown, days, only)
    found: Sequence[Problem] = ()
    if robot:
        _post(shown, told, site or "", _robots()[robot])
    elif shape == "eml":
        found = _write(
            shown, told, site or "", (out or root / options.BUILD) / FOLDER, whole=not only
        )
    else:
        _print(shown, told, site or "")
    return concluded([*world.problems, *found])


def _print(site: Site, told: Reminders, at: str) -> None:
    """What everybody is reminded of, then what is held together, then who has nothing."""
    from rich.console import Group

    from ..pages.letters.reminder import paper
    from ..pages.links import FromOutside
    from ..pages.render import plain, terminal

    lead = FromOutside(at) if at else None
    letters = [
        Group(*map(_line, plain.lines(paper(site, each, at=at), lead))) for each in told.letters
    ]
    ends = [terminal.table(told.joint), *([terminal.Lines(told.nothing)] if told.nothing else [])]
    lay_out(terminal.Lines(told.heading, style="bold"), *letters, *ends)


def _line(line: str) -> Lines:
    """A line, an item with what follows of it beside its number."""
    from ..pages.render.terminal import Lines

    return Lines(line, hang=3 if line[:1].isdigit() else 0)


def _post(site: Site, told: Reminders, at: str, robot: Robot) -> None:
    """A message a line, and nothing else: whoever posts them reads line by line. Beside them it is said who has
    nothing."""
    from ..pages.letters.reminder import for_a_group
    from ..pages.links import FromOutside
    from ..papers.robots import messages

    papers = for_a_group(site, told, at)
    for line in messages(robot, f"{told.days}的提醒", papers, FromOutside(at) if at else None):
        say(line)
    if told.nothing:
        click.echo(told.nothing, err=True)


def _write(site: Site, told: Reminders, at: str, folder: Path, *, whole: bool) -> Sequence[Problem]:
    """A file for each unit; of all, the folder holds no other draft, so that nobody sends what is settled. What is
    told of those that somebody edited."""
    from ..papers import drafts, laid

    made = {f"{each.unit.id}.eml": drafts.written(site, each, at) for each in told.letters}
    gone = [f"{unit.id}.eml" for unit in told.without]
    lain = laid.lay(folder, made, gone, whole=whole)
    for each in told.letters:
        say(f"{lain.files[f'{each.unit.id}.eml']}  {each.subject}")
    if made:
        say("收件人由办公室填写，核对以后用邮件程序发出；程序不发送任何邮件。")
    if told.nothing:
        say(told.nothing)
    show(lain.problems)
    return lain.problems
