"""meeting: what is laid out for a meeting, in one archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..terminal import FAILED, Refusal, concluded, remind, say, show, show_beside, steps
from . import options
from .listed import command
from .options import chosen
from .papers import of_period, period_named

if TYPE_CHECKING:
    from .. import calendar
    from ..catalogue.model.terms import Audience
    from ..flow import World
    from ..judging.case import Case
    from ..judging.results import Results
    from ..pages.bulletins.periods import Issue
    from ..papers.pack import Bulletin

_OUT = options.FileOrFolder(".zip")

FOLDER = "meeting"
"""Where the archive lies, below the folder of what is made."""

_NONE_YET = "还没有一期的报送截止"
"""Why there is no bulletin."""


@command("meeting")
@click.argument("name", metavar="[期间]", required=False)
@options.root
@options.as_of
@options.edition("内部版")
@click.option(
    "--out",
    type=_OUT,
    metavar="文件或文件夹",
    help="一个 .zip 文件，或者文件夹；缺省放在数据文件夹下的 build/meeting。",
)
@options.strict
def meeting(
    name: str | None,
    root: Path,
    as_of: date | None,
    edition: Audience | None,
    out: Path | None,
    strict: bool,
) -> int:
    """Write the material for a meeting below ``--out``: of a period as it stood at its closing, else of the day and
    with the newest bulletins; for the internal edition where none is named."""
    from .. import flow
    from ..papers import laid

    period = period_named(name) if name else None
    file, folder = _OUT.split(out)
    with steps(terse=True) as bar:
        world = flow.read(options.whole(root), bar, strict=strict)
        show_beside(world.problems)
        if world.catalogue is None or not world.sound:
            return FAILED
        bar.begin(flow.STEPS[2])
        results = flow.judge(world, chosen(as_of)(world.catalogue), edition or "internal")
        issues = _issues(results.case, period)
        if period:
            results = _on(world, results, _day(results.case, issues))
        bar.begin("写出会议材料")
        data = _packed(root, world, results, issues)
    called = period.id if period else str(results.case.as_of)
    file = file or (folder or root / options.BUILD) / FOLDER / f"meeting-{called}.zip"
    lain = laid.lay(file.parent, {file.name: data})
    say(f"会议材料：{lain.files[file.name]}")
    show(lain.problems)
    remind(world.problems)
    return concluded([*world.problems, *lain.problems])


def _issues(case: Case, period: calendar.Period | None) -> list[Issue]:
    """The bulletins of a period, or the newest that are over; wrong use where it has none, or not yet."""
    from .. import wording
    from ..pages.bulletins import periods

    every = periods.issues(case)
    if period is None:
        over = {each.id: periods.closing(case, each) for each in every}
        last = max((day for day in over.values() if day <= case.as_of), default=None)
        return [each for each in every if over[each.id] == last]
    found = of_period(every, period)
    filed = max(periods.filed(case, each) for each in found)
    if case.as_of <= filed:
        raise Refusal(f"{period.label}的报送{wording.day(filed)}截止，截止以后才有材料。")
    return found


def _day(case: Case, issues: Sequence[Issue]) -> date:
    """The day as of which the last of some bulletins stands."""
    from ..pages.bulletins import periods

    return max(periods.stands(case, issue) for issue in issues)


def _on(world: World, results: Results, day: date) -> Results:
    """Results as of a day."""
    from .. import flow

    same = day == results.case.as_of
    return results if same else flow.judge(world, day, results.audience)


def _packed(root: Path, world: World, results: Results, issues: Sequence[Issue]) -> bytes:
    from .. import disk, flow, look
    from ..judging.history import closings
    from ..pages.site import Site
    from ..papers import docx, pack

    history = closings(results, lambda day: flow.judge(world, day, results.audience), world.held)
    with disk.scratch() as work:
        texts = look.lay(root, work) / "site/pages"
        site = Site(results, history, texts=texts, held=world.held)
        bulletins = list(_bulletins(world, results, issues))
        return pack.packed(site, docx.template(root), bulletins, _NONE_YET)


def _bulletins(world: World, results: Results, issues: Sequence[Issue]) -> Iterator[Bulletin]:
    from .. import wording
    from ..pages.bulletins import paper, periods
    from ..pages.site import Site
    from ..papers.pack import Bulletin

    for issue in issues:
        day = periods.stands(results.case, issue)
        site = Site(_on(world, results, day), held=world.held)
        known = periods.then(site.results.case, issue)
        if known is None:
            continue  # decided later
        whom = f"（{issue.bulletin.whom}）" if issue.bulletin.whom else ""
        yield Bulletin(f"{issue.name}{whom}", paper.written(site, known), wording.day(day))
