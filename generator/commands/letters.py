"""letters: drafts of letters to units, for the office to go over, number and sign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..terminal import FAILED, Refusal, concluded, say, show, show_beside, steps
from . import options
from .listed import command
from .options import chosen

if TYPE_CHECKING:
    from ..catalogue.model.terms import Audience
    from ..pages.papers import OfficialPaper
    from ..papers.letters import Kind

FOLDER = "letters"
"""Where the drafts lie, below the folder of what is made."""


def _kinds() -> Mapping[str, Kind]:
    from ..papers.letters import KINDS

    return KINDS


@command("letters")
@options.root
@options.unit
@options.as_of
@click.option(
    "--kind",
    type=options.Known("文种", _kinds),
    metavar="文种",
    help="reminder 提醒函或 supervision 督办单，缺省两种都写。",
)
@options.days("提醒函写今后几天到期的，0 至 366，缺省 7 天。")
@click.option(
    "--reply-by",
    type=options.Day(),
    metavar="日期",
    help="请各单位在哪一天前反馈；不写，信里就不提。",
)
@options.edition("内部版")
@options.shapes("docx", "md")
@options.site("网站的网址，信里写上填报页的地址。")
@options.out
@options.strict
def letters(
    root: Path,
    unit: str | None,
    as_of: date | None,
    kind: str | None,
    days: int,
    reply_by: date | None,
    edition: Audience | None,
    shape: str,
    site: str | None,
    out: Path | None,
    strict: bool,
) -> int:
    """Write a letter of each kind to each unit that it has something to say to below ``--out``, for the internal
    edition where none is named."""
    from .. import flow, wording
    from ..pages.letters.letter import Asked
    from ..pages.links import FromOutside
    from ..pages.site import Site
    from ..papers import laid
    from ..papers.letters import KINDS, every

    with steps(terse=True) as bar:
        world = flow.read(options.whole(root), bar, strict=strict)
    show_beside(world.problems)
    if world.catalogue is None or not world.sound:
        return FAILED
    only = options.unit_named(world.catalogue, unit) if unit else None
    today = chosen(as_of)(world.catalogue)
    if reply_by and reply_by < today:
        raise Refusal(f"--reply-by 的值不对：{reply_by} 在信里所说的{wording.day(today)}以前。")
    results = flow.judge(world, today, edition or "internal")
    shown = Site(results, held=world.held)
    kinds = {kind: KINDS[kind]} if kind else KINDS
    asked = Asked(reply_by, site or "", FromOutside(site) if site else None)
    groups = list(every(shown, kinds, days, asked, only))
    drafts = {(g.kind, unit.id): paper for g in groups for unit, paper in g.papers}
    made = {_file(*key, shape): data for key, data in _written(root, shape, drafts).items()}
    gone = [_file(group.kind, each.id, shape) for group in groups for each in group.without]
    lain = laid.lay((out or root / options.BUILD) / FOLDER, made, gone)
    for group in groups:
        for each, _ in group.papers:
            file = lain.files[_file(group.kind, each.id, shape)]
            say(f"{KINDS[group.kind].name}（{each.name}）：{file}")
        if group.without:
            names = wording.join(each.name for each in group.without)
            many = len(group.without)
            say(f"不必写{KINDS[group.kind].name}的{many}个单位：{names}。")
    show(lain.problems)
    return concluded([*world.problems, *lain.problems])


def _file(kind: str, unit: str, shape: str) -> str:
    return f"{unit}-{kind}.{shape}"


def _written(
    root: Path, shape: str, drafts: Mapping[tuple[str, str], OfficialPaper]
) -> dict[tuple[str, str], bytes]:
    """The file of each draft, before any is put anywhere."""
    from ..pages.papers import plain

    if shape == "md":
        from ..pages.render import forge

        return {key: forge.MEDIUM.written(plain(paper), None) for key, paper in drafts.items()}
    from ..papers import docx

    template = docx.template(root)
    return {key: docx.written(paper, template) for key, paper in drafts.items()}
