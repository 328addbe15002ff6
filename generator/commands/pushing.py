"""admit, record, install-hooks: what a server's hooks ask of a push, and how they get there."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from .. import revisions
from ..intake.telling import file_path
from ..merging.bounded import bounded
from ..merging.push import installing, pending, pusher, pushes, servers, settings, settling
from ..merging.push.installing import Foreign, Installed
from ..merging.push.pushes import Admission, Told
from ..merging.push.refs import Update
from ..merging.push.settings import Settings
from ..merging.push.settling import Settled
from ..problems import Problem
from ..terminal import FAILED, Refusal, complain, say, show
from . import options
from .listed import command

_repository = click.option(
    "--root",
    type=options.Root(),
    default=".",
    metavar="文件夹",
    help="服务器上的裸仓库，缺省为当前文件夹（git 在那里运行钩子）。",
)
_account = click.option(
    "--account",
    type=options.Choice("账号的来源", *pusher.VARIABLES, pusher.SYSTEM),
    metavar="来源",
    help="推送者的账号以哪个变量为准（Gitea、Forgejo 为 GITEA_PUSHER_NAME，GitLab 为 GL_USERNAME，"
    "gitolite 为 GL_USER，网页服务器为 REMOTE_USER）；每人各有系统账号的写 system。",
)


@command(
    "admit",
    help="服务器的 pre-receive 钩子：从标准输入读 git 给的各行（旧提交、新提交、引用），检查一次推送的"
    "全部分支和标签。有一处不合格，整次推送都不收，以 1 结束。",
)
@_repository
@_account
@options.received_at
def admit(root: Path, account: str | None, at: datetime | None) -> int:
    """Judge the push on standard input; note when it came in, for the log, before git takes it."""
    push = pushes.Push(_updates(), at or options.now(), dict(os.environ), pusher.system_user())
    setup = _setup(root, account)
    try:
        found = bounded(lambda: pushes.admit(root, push, setup, _published))
    except (revisions.UnknownRevisionError, revisions.GitError) as error:
        why = str(error).partition("\n")[0]
        raise Refusal(f"送来的内容读不出来，可能不完整，请重新推送：{why}") from error
    admission = Admission([Told("", [found])]) if isinstance(found, Problem) else found
    _tell(admission)
    if not admission.sound:
        complain("这次推送没有收下，服务器上的内容没有改动。请按上面改正后重新推送。")
        return FAILED
    pending.note(root, admission.received)
    return 0


@command(
    "record",
    help="服务器的 post-receive 钩子：从标准输入读 git 收下的各行，登记收到时间；以前没有登记成的也一并"
    "登记，用当时的时间。标准输入是空的，就只补登。有一份没有登记成，以 1 结束。",
)
@_repository
@_account
@options.received_at
def record(root: Path, account: str | None, at: datetime | None) -> int:
    """Log what has just come in and what still waits; 1 where something could not be logged."""
    setup, moment = _setup(root, account), at or options.now()
    arrived = pushes.arrived(root, _updates(), moment, setup)
    settled = settling.settle(root, arrived, setup, moment, _waits)
    with suppress(OSError):  # who pushed may be gone; what is logged is logged
        _tell_settled(settled)
    return FAILED if settled.failed else 0


@command(
    "install-hooks",
    help="把两个钩子装到服务器上。文件夹是裸仓库，是哪一种服务器由它自己看出来；也可以写 gitolite 的"
    " .gitolite（或 LOCAL_CODE）、GitLab 的 custom_hooks，装给全部仓库。别人的钩子不动；"
    "再运行一次就是升级。",
)
@click.argument("target", metavar="文件夹", type=options.Root())
@_account
@click.option(
    "--command",
    "program",
    default="",
    metavar="命令",
    help="钩子运行哪个程序，缺省为现在运行的这个。",
)
@click.option(
    "--chain",
    is_flag=True,
    help="已有别的钩子时，把它移入同名的 .d 文件夹，先运行它，再运行台账的。",
)
def install_hooks(target: Path, account: str | None, program: str, chain: bool) -> int:
    """Put our hooks beside a server's own; 2 where there is no place, or somebody else's is in it."""
    place = servers.place(target)
    if place is None:
        raise Refusal(
            f"“{target}”不是裸仓库，也不是 gitolite 的 .gitolite、GitLab 的 custom_hooks 文件夹。"
        )
    told = program or _this_program()
    if not told or not installing.runs(told):
        raise Refusal(
            f"运行不了“{told or sys.argv[0]}”。请用 --command 写明程序的完整路径，"
            "如 /srv/taizhang/.venv/bin/taizhang。"
        )
    source = account or place.account
    done = installing.install(place, told, source, chain=chain)
    if isinstance(done, Foreign):
        raise Refusal(_beside(done))
    _tell_installed(done, place.server, source)
    return 0


def _setup(root: Path, account: str | None) -> Settings:
    try:
        return settings.read(root, account or "")
    except revisions.GitError as error:
        raise Refusal(revisions.unreadable(root, str(error))) from error


def _this_program() -> str:
    """The command that is running, as a shell finds it from anywhere; '' where it is none."""
    own = Path(sys.argv[0]).resolve()
    return shlex.quote(str(own)) if own.is_file() and own.suffix != ".py" else ""


def _beside(foreign: Foreign) -> str:
    files = "、".join(map(str, foreign.files))
    return (
        f"{files} 是别的程序的钩子，没有改动，也没有安装。\n"
        "加上 --chain：把它移入同名的 .d 文件夹，先运行它，再运行台账的；"
        "或者由管理员在它里面另外调用 taizhang admit（pre-receive）、taizhang record（post-receive）。"
    )


def _tell_installed(done: Installed, server: str, account: str) -> None:
    say(f"服务器：{server}")
    for file in done.moved:
        say(f"原有的钩子移到 {file}")
    for file in done.written:
        say(f"已安装 {file}")
    if not done.written:
        say("已经装好，没有变化。")
    named = {pusher.SYSTEM: "系统的用户", "": "各种变量，说法不一的不收"}
    say(f"推送者的账号取自：{named.get(account, account)}")


def _published(root: Path, old: str, new: str) -> Iterable[Problem]:
    from ..releases import pushed  # not for every push

    return pushed(root, old, new)


def _updates() -> list[Update]:
    """What git tells a hook; nothing where a person runs the command."""
    if sys.stdin is None or sys.stdin.isatty():
        return []
    told = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    try:
        return [Update.parsed(line) for line in told.split("\n") if line]
    except ValueError as error:
        raise Refusal("标准输入应为 git 给钩子的各行：旧提交 新提交 引用。") from error


def _tell(admission: Admission) -> None:
    if admission.note:
        complain(admission.note)
    for each in admission.told:
        if each.ref and len(admission.told) > 1:
            say(f"{file_path(each.ref)}：")
        show(each.problems)
        for unit, period, names in each.missing:
            say(f"{unit} {period} 还缺：{'、'.join(names)}")
    if admission.sound and admission.told:
        say("检查通过。")


def _tell_settled(settled: Settled) -> None:
    for done in settled.logged:
        for receipt in done.receipts:
            name = done.catalogue.units[receipt.unit].name
            when = f"{receipt.received_at:%Y-%m-%d %H:%M}"
            say(f"{when} 收到 {name} {receipt.period} “{receipt.form}”")
    for each, why in settled.failed:
        complain(f"{each.at:%Y-%m-%d %H:%M} 收到的 {file_path(each.ref)} 没有登记成：{why}")
    if settled.failed:
        complain("收到的时间已经记下，下一次推送时补登，不影响按时；请告诉办公室。")


def _waits() -> None:
    with suppress(OSError):
        say("别的报送正在登记，请稍候。")
