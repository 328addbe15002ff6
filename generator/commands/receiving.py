"""receive, register: when filings came in, as the log has it."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from .. import catalogue, merging, revisions, store
from ..calendar import Term
from ..catalogue import Catalogue
from ..judging.kinds import KINDS
from ..problems import has_errors
from ..receipts import Receipt
from ..terminal import Refusal, complain, say, show
from . import options
from .listed import command


@command("receive")
@options.root
@click.option("--base", metavar="版本", help="登记前的版本。")
@options.head
@click.option(
    "--repository",
    type=options.Root(),
    metavar="文件夹",
    help="送来的版本所在的仓库（可以是裸仓库），缺省与 --root 相同。",
)
@click.option(
    "--at",
    type=options.Moment(exact=True),
    metavar="时间",
    help="收到的时间，如 2023-06-20T17:30，不写时区的按北京时间；缺省为现在。",
)
@options.unit
@options.period
@click.option(
    "--form", metavar="报表", help="报表编号；不写，登记这一期中还没有收到时间的全部报表。"
)
@click.option("--reason", metavar="理由", help="办公室更正或代报的理由，随登记公开。")
@click.option("--paper", default="", metavar="文号", help="凭据，如纸质件的收文号；随登记公开。")
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
    paper: str,
) -> int:
    """Log when each valid filing between two revisions came in, or one that the office corrects; 1
    where nothing declared can be read, or no such filing is there."""
    declared, problems = catalogue.read(options.known(root), KINDS, store.of(root))
    if declared is None:
        show(problems)
        return 1
    if reason is not None or unit is not None or form is not None or paper:
        return _enter(root, declared, unit, period, form, at, reason, paper)
    if base is None:
        raise Refusal("请用 --base 写明登记前的版本。")
    there = repository or root
    try:
        start, end = revisions.fork_point(there, base, head), revisions.commit_of(there, head)
        new = merging.receive(there, start, end, at or options.now(), declared, root)
        kept = merging.keep_superseded(there, root, declared)
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error
    _tell(declared, new, [file.relative_to(root).as_posix() for file in kept])
    return 0


@command("register")
@options.root
@click.option("--remote", default="origin", metavar="远程", help="平台，缺省 origin。")
@click.option("--branch", default="main", metavar="分支", help="主分支，缺省 main。")
@click.option(
    "--receipts",
    "own",
    default="",
    envvar="TAIZHANG_RECEIPTS_BRANCH",
    metavar="分支",
    help="登记用的分支，缺省取 TAIZHANG_RECEIPTS_BRANCH；都没有，登记在主分支上。",
)
@click.option(
    "--head", metavar="提交", help="送来的提交的完整编号；不写，只把主分支并入登记用的分支。"
)
@options.received_at
def register(
    root: Path, remote: str, branch: str, own: str, head: str | None, at: datetime | None
) -> int:
    """Log at a forge what a commit brought, at the moment of its event; 1 where that was not done."""
    if head is not None and not re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", head):
        raise Refusal(f"--head 要写提交的完整编号（40 或 64 位十六进制），不能写“{head}”。")
    if head is not None and at is None:
        raise Refusal("请用 --at 写明事件的时间。")
    if head is None and not own:
        raise Refusal("请用 --head 写明送来的提交，或设 TAIZHANG_RECEIPTS_BRANCH。")
    forge = merging.Forge(root, remote, branch, "" if own == branch else own)
    signal.signal(signal.SIGTERM, _ended)
    try:
        done = merging.record_at(forge, head, at or options.now())
    except merging.UnrecordedError as error:
        show(error.problems)
        complain(str(error))
        return 1
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error
    if head is None:
        say(f"{own} 已并入 {branch}。" if done.commit else f"{own} 已含 {branch} 的全部内容。")
    else:
        _tell(done.catalogue, done.receipts, done.kept)
        show(done.odd)
    return 0


def _ended(number: int, _: object) -> None:
    """A job that is told to end clears up after itself."""
    raise SystemExit(128 + number)


def _tell(declared: Catalogue, new: Sequence[Receipt], kept: Sequence[str]) -> None:
    for receipt in new:
        name = declared.units[receipt.unit].name
        say(f"{receipt.received_at:%Y-%m-%d %H:%M} 收到 {name} {receipt.period} “{receipt.form}”")
    for path in kept:
        say(f"留存更正前的版本 {path}")
    if not new and not kept:
        say("没有新的报送需要登记。")


def _enter(
    root: Path,
    declared: Catalogue,
    unit: str | None,
    period: Term | None,
    form: str | None,
    at: datetime | None,
    reason: str | None,
    paper: str,
) -> int:
    reason, paper = " ".join((reason or "").split()), " ".join(paper.split())
    if not (unit and period and at and reason):
        raise Refusal("办公室登记收到时间要写全 --unit、--period、--at 和 --reason。")
    if form is not None and form not in declared.forms:
        raise Refusal(f"没有“{form}”这张报表。")
    who = options.unit_named(declared, unit)
    entry = merging.Entry(who, period, form, at, reason, paper)
    entered, problems = merging.enter(root, declared, entry, options.now())
    show(problems)
    if has_errors(problems):
        complain("没有登记。")
        return 1
    if not entered:
        what = f"报“{declared.forms[form].name}”" if form else "尚未登记收到时间的报送"
        complain(f"{who.name} {period} 没有{what}，没有登记。代报的，先把报表放进文件夹。")
        return 1
    for each in entered:
        new, name = each.receipt, declared.forms[each.receipt.form].name
        before = f"，原为 {_when(each.before)}（{each.before.by}）" if each.before else ""
        say(
            f"已登记：{_when(new)}（北京时间）收到 {who.name} {period} “{name}”{before}，理由：{new.note}"
        )
    return 0


def _when(receipt: Receipt) -> str:
    return f"{receipt.received_at:%Y-%m-%d %H:%M}"
