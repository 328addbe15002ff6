"""guard, review, receive, owners: what a merge request may do, brings, and when it came in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from .. import catalogue, merging, revisions
from ..calendar import Term
from ..catalogue import Catalogue
from ..judging.kinds import KINDS
from ..merging.comment import as_data, as_markdown
from ..problems import as_github, as_json, has_errors, in_order
from ..reports import filed as report
from ..terminal import Command, Refusal, complain, say, show
from . import options

_repository = click.option(
    "--root",
    type=options.Root(),
    default=".",
    metavar="文件夹",
    help="仓库所在的文件夹，可以是裸仓库，缺省为当前文件夹。",
)
_base = click.option("--base", required=True, metavar="版本", help="要并入的版本，如 origin/main。")
_head = click.option("--head", default="HEAD", metavar="版本", help="送来的版本，缺省 HEAD。")
_actor = click.option(
    "--actor", "actors", multiple=True, required=True, metavar="账号", help="谁送来的；可以写多个。"
)
_at = click.option(
    "--at",
    type=options.Moment(),
    metavar="时间",
    help="收到的时间，如 2023-06-20T17:30；缺省为现在。",
)


@click.command(cls=Command, help="核对谁改动了什么：单位只能改本单位的报送，办公室才能改规则。")
@_repository
@_base
@_head
@_actor
@options.shapes("text", "json", "github")
def guard(root: Path, base: str, head: str, actors: tuple[str, ...], shape: str) -> int:
    """Print what any of the actors may not do by ``units.yaml`` at the base; 1 for an error."""
    try:
        start, end = revisions.fork_point(root, base, head), revisions.commit_of(root, head)
        declared = _declared_at(root, base)
        if declared is None:
            return 1
        problems = in_order(merging.guard(root, start, end, actors, declared))
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error
    if shape == "json":
        say(as_json(problems))
    elif shape == "github":
        for problem in problems:
            say(as_github(problem))
    else:
        show(problems)
        if not problems:
            say("核对通过：没有超出权限的改动，没有个人信息。")
    return 1 if has_errors(problems) else 0


@click.command(cls=Command, help="检查一个合并请求：权限、内容、还缺什么、合并后哪些判定改变。")
@_repository
@_base
@_head
@_actor
@_at
@click.option("--judge/--no-judge", "judged", default=True, help="是否比较合并前后的判定。")
@options.shapes("text", "json", "github", "markdown")
def review(
    root: Path,
    base: str,
    head: str,
    actors: tuple[str, ...],
    at: datetime | None,
    judged: bool,
    shape: str,
) -> int:
    """Print what a branch brings, lacks and turns; 1 where it may not be merged."""
    try:
        told = merging.review(root, base, head, actors, at or options.now(), judged=judged)
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error
    match shape:
        case "json":
            say(as_data(told))
        case "markdown":
            say(as_markdown(told))
        case "github":
            for problem in told.problems:
                say(as_github(problem))
        case _:
            show(told.problems)
            for line in report.changes_as_text(told.changes):
                say(line)
            for unit, period, names in told.missing:
                say(f"{unit} {period} 还缺：{'、'.join(names)}")
            for line in told.turns:
                say(line)
            if told.sound:
                say("检查通过，可以合并。")
    return 0 if told.sound else 1


@click.command(
    cls=Command,
    help="登记收到时间：两个版本之间每一份合格的报送记一行；办公室更正时用 --unit、--reason。",
)
@options.root
@click.option("--base", metavar="版本", help="登记前的版本。")
@_head
@click.option(
    "--repository",
    type=options.Root(),
    metavar="文件夹",
    help="送来的版本所在的仓库（可以是裸仓库），缺省与 --root 相同。",
)
@_at
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


@click.command(cls=Command, help="按 units.yaml 的账号写出 CODEOWNERS。")
@options.root
def owners(root: Path) -> int:
    """Print CODEOWNERS, in GitHub's format, which Gitea and Forgejo read too; 1 for an error."""
    declared, problems = catalogue.read(options.known(root), KINDS)
    if declared is None:
        show(problems)
        return 1
    say(merging.code_owners(declared).rstrip("\n"))
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


def _declared_at(root: Path, revision: str) -> Catalogue | None:
    """What is declared at a revision; None after telling what is wrong with it."""
    with revisions.checked_out(root, revision) as folder:
        declared, problems = catalogue.read(folder, KINDS)
    if declared is None:
        show(problems)
    return declared
