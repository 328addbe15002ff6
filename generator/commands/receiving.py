"""receive: when filings came in, as the log has it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from .. import catalogue, merging, revisions
from ..calendar import Term
from ..catalogue import Catalogue
from ..judging.kinds import KINDS
from ..terminal import Command, Refusal, complain, say, show
from . import options


@click.command(
    cls=Command,
    help="登记收到时间：两个版本之间每一份合格的报送记一行；办公室更正时用 --unit、--reason。",
)
@options.root
@click.option("--base", metavar="版本", help="登记前的版本。")
@options.head
@click.option(
    "--repository",
    type=options.Root(),
    metavar="文件夹",
    help="送来的版本所在的仓库（可以是裸仓库），缺省与 --root 相同。",
)
@options.received_at
@options.unit
@options.period
@click.option("--form", metavar="报表", help="报表编号；办公室更正收到时间时用。")
@click.option("--reason", metavar="理由", help="办公室更正收到时间的理由。")
def receive(
    root: Path,
    base: str | None,
    head: str,
    repository: Path | None,
    at: datetime | None,
    unit: str | None,
    period: Term | None,
    form: str | None,
    reason: str | None,
) -> int:
    """Log when each valid filing between two revisions came in, or one that the office corrects; 1
    where nothing declared can be read, or no such filing is there."""
    declared, problems = catalogue.read(options.known(root), KINDS)
    if declared is None:
        show(problems)
        return 1
    if reason is not None or unit is not None or form is not None:
        return _override(root, declared, unit, period, form, at, reason)
    if base is None:
        raise Refusal("请用 --base 写明登记前的版本。")
    store = repository or root
    try:
        start, end = revisions.fork_point(store, base, head), revisions.commit_of(store, head)
        new = merging.receive(store, start, end, at or options.now(), declared, root)
        kept = merging.keep_superseded(store, root, declared)
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error
    for receipt in new:
        name = declared.units[receipt.unit].name
        say(f"{receipt.received_at:%Y-%m-%d %H:%M} 收到 {name} {receipt.period} “{receipt.form}”")
    for file in kept:
        say(f"留存更正前的版本 {file.relative_to(root)}")
    if not new and not kept:
        say("没有新的报送需要登记。")
    return 0


def _override(
    root: Path,
    declared: Catalogue,
    unit: str | None,
    period: Term | None,
    form: str | None,
    at: datetime | None,
    reason: str | None,
) -> int:
    if not (unit and period and form and at and reason and reason.strip()):
        raise Refusal("更正收到时间要写全 --unit、--period、--form、--at 和 --reason。")
    if form not in declared.forms:
        raise Refusal(f"没有“{form}”这张报表。")
    who = options.unit_named(declared, unit)
    if merging.override(root, declared, (period, who.id, form), at, reason.strip()) is None:
        complain(f"{who.name} {period} 没有报“{declared.forms[form].name}”。")
        return 1
    say(f"已登记：{who.name} {period} “{declared.forms[form].name}”，理由：{reason.strip()}")
    return 0
