"""Checks on the server: where the remote is a folder that can be seen from here."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ... import __version__
from ...merging.push import pending, servers, settings
from ...merging.push.servers import HOOKS, Place
from ...words.characters import lines
from ..finding import Finding, UnseenError, heed, sound, wrong
from ..look import Group, Look
from ..running import run
from ..scene import Scene

_CALL = "taizhang() {"
"""How the line of a hook begins that says which program it runs."""

_INSTALL = "在服务器上运行 taizhang install-hooks {}"
_HOUR = 3600
_WHAT = {"pre-receive": "推送不经检查", "post-receive": "收到时间没有人登记"}


def _server(scene: Scene) -> Path:
    """The repository on this machine that is pushed to."""
    folder = scene.remote.folder
    if folder is None or not folder.is_dir():
        raise UnseenError(
            "远程仓库不在这台机器上，看不到它的钩子。",
            "用钩子的，在服务器上运行 taizhang doctor --root <裸仓库>；只用流水线的不用管。",
        )
    return folder.resolve()


def _place(scene: Scene) -> Place:
    server = _server(scene)
    done = run(("git", "-C", str(server), "rev-parse", "--git-dir"), scene.environ)
    if done.code:
        raise UnseenError(
            f"打不开远程仓库：{done.why}",
            "在运行 git 服务的用户名下运行 taizhang doctor --root <裸仓库>。",
        )
    found = servers.place(server)
    if found is None:
        raise UnseenError("远程仓库不是裸仓库，不能装钩子。", "另建裸仓库：git clone --bare。")
    return found


def _own(scene: Scene, hook: str) -> str | None:
    """A hook of ours as it stands there; None where there is none, or somebody else's."""
    file = _place(scene).file(hook)
    if not file.is_file():
        return None
    text = file.read_bytes().decode("utf-8", "replace")
    return text if "taizhang" in text else None


def _installed(scene: Scene) -> Iterator[Finding]:
    place = _place(scene)
    for hook in HOOKS:
        file = place.file(hook)
        if _own(scene, hook) is None:
            yield wrong(
                f"没有装 {hook}：{_WHAT[hook]}。",
                _INSTALL.format(_server(scene)) + "；只用流水线的不用管。",
            )
        elif not os.access(file, os.X_OK):
            yield wrong(f"{file} 不能执行，git 跳过它。", f"chmod +x {file}")
        if place.chained:
            caller = place.folder / hook
            if "GitLab" not in place.server and not (
                caller.is_file() and os.access(caller, os.X_OK)
            ):
                yield wrong(
                    f"{caller} 不在或不能执行，{hook}.d 里的钩子没有人调用。",
                    "照平台的办法恢复它。",
                )


def _current(scene: Scene) -> Iterator[Finding]:
    if all(_own(scene, hook) is None for hook in HOOKS):
        raise UnseenError("没有装钩子。")
    for hook in HOOKS:
        own, shipped = _own(scene, hook), scene.shipped.get(f"deploy/hooks/{hook}")
        if own is None or shipped is None:
            continue
        again = _INSTALL.format(_server(scene)) + "，换成这一版的。"
        if "\r\n" in own:
            yield wrong(f"{_place(scene).file(hook)} 是 Windows 的行尾，运行不了。", again)
        elif _without_call(own) != _without_call(shipped.decode()):
            yield heed(f"{_place(scene).file(hook)} 与这一版程序带的不同：改过，或是旧的。", again)


def _without_call(text: str) -> list[str]:
    """A hook but for the line that installing writes."""
    return [line for line in lines(text) if not line.startswith(_CALL)]


def _command(scene: Scene) -> Iterator[Finding]:
    """What the hooks call must run, as they call it: with the account, which a subcommand takes."""
    calls = {
        line for hook in HOOKS for line in lines(_own(scene, hook) or "") if line.startswith(_CALL)
    }
    if not calls:
        raise UnseenError("没有装钩子。")
    how = _INSTALL.format(_server(scene)) + " --command <程序的完整路径>"
    for call in sorted(calls):
        try:
            done = run(("sh", "-c", f"{call}\ntaizhang --version admit"), scene.environ)
        except UnseenError as error:
            yield wrong(f"钩子要用的命令运行不了：{error.why}每次推送都会停住。", how)
            continue
        told = done.line.strip()
        if done.code:
            yield wrong(f"钩子要用的命令运行不了：{done.why}。每次推送都会失败。", how)
        elif told != __version__:
            yield heed(f"钩子用的程序是 {told} 版，这里是 {__version__} 版。", "两处用同一版。")
        else:
            yield sound(told)


def _waiting(scene: Scene) -> Iterator[Finding]:
    """Notes of what git took and nobody could log."""
    folder = settings.folder_of(_server(scene)) / pending.FOLDER
    late = [file for file in sorted(folder.glob("*.json")) if _is_late(file)]
    if late:
        yield wrong(
            f"有 {len(late)} 次推送收下了，收到时间还没有登记进去。",
            f"在裸仓库里运行 taizhang record --root {_server(scene)} </dev/null 补登，看它说为什么不成。",
        )
    if folder.is_dir() and not os.access(folder, os.W_OK):
        yield heed(f"这里的用户不能写 {folder}。", "在运行 git 服务的用户名下再看一次。")


def _is_late(file: Path) -> bool:
    try:
        taken = json.loads(file.read_bytes()).get("taken")
    except (OSError, ValueError, AttributeError):
        return True
    return bool(taken) and time.time() - file.stat().st_mtime > _HOUR


def _receiving(scene: Scene) -> Iterator[Finding]:
    """The repository itself: bare, writable, no lock left."""
    server = _server(scene)
    done = run(("git", "-C", str(server), "rev-parse", "--is-bare-repository"), scene.environ)
    if done.code:
        raise UnseenError(f"打不开远程仓库：{done.why}")
    if done.line != "true":
        yield wrong("远程仓库不是裸仓库：推送不进它取出的分支。", "另建裸仓库：git clone --bare。")
        return
    for name, fits, said in _RECEIVING:
        done = run(("git", "-C", str(server), "config", "--get", name), scene.environ)
        if done.code == 0 and not fits(done.line):
            yield heed(f"远程仓库设了 {name}={done.line}：{said}", f"git config --unset {name}")
    if not os.access(server / "objects", os.W_OK):
        yield heed("这里的用户不能写远程仓库。", "在运行 git 服务的用户名下再看一次。")
    stale = [
        file
        for file in sorted((*server.glob("*.lock"), *server.glob("refs/**/*.lock")))
        if time.time() - file.lstat().st_mtime > _HOUR
    ]
    for file in stale:
        yield wrong(
            f"远程仓库有遗留的锁 {file.relative_to(server).as_posix()}，推送不进去。",
            f"确认没有推送在进行，删去 {file}。",
        )


_RECEIVING: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    ("receive.maxInputSize", lambda value: value == "0", "大一些的推送会被拒绝。"),
    ("receive.denyNonFastForwards", lambda value: value == "false", "单位改不了自己的分支。"),
    ("receive.denyDeletes", lambda value: value == "false", "合并以后的分支删不掉。"),
)


GROUP = Group(
    60,
    "钩子",
    (
        Look("hooks", "钩子会运行", _installed),
        Look("hooks-current", "钩子是这一版的", _current),
        Look("hooks-command", "钩子要用的命令能运行", _command),
        Look("hooks-waiting", "收下的都登记了", _waiting),
        Look("receiving", "远程仓库能收", _receiving),
    ),
)
