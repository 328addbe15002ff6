"""Checks on the server: where the remote is a folder that can be seen from here."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from ... import __version__
from ..finding import Finding, UnseenError, heed, sound, wrong
from ..look import Group, Look
from ..running import run
from ..scene import Scene

_NAMES = ("pre-receive", "post-receive")


def _server(scene: Scene) -> Path:
    """The repository on this machine that is pushed to."""
    folder = scene.remote.folder
    if folder is None or not folder.is_dir():
        raise UnseenError(
            "远程仓库不在这台机器上，看不到它的钩子。",
            "用钩子的，在服务器上运行 taizhang doctor --root <裸仓库>；只用流水线的不用管。",
        )
    return folder


def _git(scene: Scene, *words: str) -> str:
    done = run(("git", "-C", str(_server(scene)), *words), scene.environ)
    if done.code:
        raise UnseenError(f"打不开远程仓库：{done.why}")
    return done.line


def _places(scene: Scene, name: str) -> list[Path]:
    """Where a hook may lie: git's own place, and those that forges call from there, in order."""
    server = _server(scene)
    hooks = server / _git(scene, "rev-parse", "--git-path", "hooks")
    found = [hooks / name, server / "custom_hooks" / name]
    for folder in (hooks / f"{name}.d", server / "custom_hooks" / f"{name}.d"):
        if folder.is_dir():
            found += sorted(file for file in folder.iterdir() if not file.name.endswith("~"))
    return [file for file in found if file.is_file()]


def _ours(scene: Scene, name: str) -> Path | None:
    """The file that is ours, by what it does: it calls taizhang."""
    for file in _places(scene, name):
        if b"taizhang" in file.read_bytes():
            return file
    return None


def _installed(scene: Scene) -> Iterator[Finding]:
    for name in _NAMES:
        own = _ours(scene, name)
        if own is None:
            what = "推送不经检查" if name == "pre-receive" else "收到时间没有人登记"
            yield wrong(
                f"没有装 {name}：{what}。",
                "照 deploy/README.md 的“服务器端检查”装上；只用流水线的不用管。",
            )
            continue
        if not os.access(own, os.X_OK):
            yield wrong(f"{own} 不能执行，git 跳过它。", f"chmod +x {own}")
        if own.parent.name == f"{name}.d":
            caller = own.parent.parent / name
            if not caller.is_file() or b".d" not in caller.read_bytes():
                yield wrong(
                    f"{own} 没有人调用：{caller} 不运行 {name}.d 里的钩子。",
                    "照平台的办法装在它会调用的地方。",
                )


def _current(scene: Scene) -> Iterator[Finding]:
    for name in _NAMES:
        own, shipped = _ours(scene, name), scene.shipped.get(f"deploy/hooks/{name}")
        if own is None or shipped is None:
            continue
        data = own.read_bytes()
        if b"\r\n" in data:
            yield wrong(
                f"{own} 是 Windows 的行尾，运行不了。", "从程序里重新拷一份，不要用记事本存。"
            )
        elif data != shipped:
            yield heed(
                f"{own} 与这一版程序带的不同：改过，或是旧的。", f"用 deploy/hooks/{name} 换上。"
            )


def _command(scene: Scene) -> Iterator[Finding]:
    """What the hooks call must run, as they call it."""
    if all(_ours(scene, name) is None for name in _NAMES):
        raise UnseenError("没有装钩子。")
    command = scene.environ.get("TAIZHANG") or "taizhang"
    how = "在钩子的环境里设 TAIZHANG 为程序的完整路径，如 /srv/taizhang/.venv/bin/taizhang。"
    try:
        done = run((*shlex.split(command), "--version"), scene.environ)
    except (UnseenError, ValueError):
        yield wrong(f"钩子要用的命令“{command}”运行不了：每次推送都会失败。", how)
        return
    if done.code:
        yield wrong(f"钩子要用的命令“{command}”出错：{done.why}", how)
    elif done.line.strip() != __version__:
        yield heed(
            f"钩子用的程序是 {done.line.strip()} 版，这里是 {__version__} 版。", "两处用同一版。"
        )
    else:
        yield sound(f"{command}，{__version__}")


def _lock(scene: Scene) -> Iterator[Finding]:
    own = _ours(scene, "post-receive")
    if own is None:
        raise UnseenError("没有装钩子。")
    if b"flock" in own.read_bytes() and not shutil.which("flock", path=scene.environ.get("PATH")):
        yield wrong("没有 flock：几个单位同时推送时，收到时间会登记不全。", "安装 util-linux。")
    for file in ("taizhang.lock",):
        lock = _server(scene) / file
        if lock.exists() and not os.access(lock, os.W_OK):
            yield wrong(f"{lock} 不能写：由别的用户建立。", "删去它，或把属主改成运行 git 的用户。")


def _receiving(scene: Scene) -> Iterator[Finding]:
    """The repository itself: bare, writable, its own HEAD on the main branch."""
    server = _server(scene)
    if _git(scene, "rev-parse", "--is-bare-repository") != "true":
        yield wrong("远程仓库不是裸仓库：推送不进它取出的分支。", "另建裸仓库：git clone --bare。")
        return
    objects = server / _git(scene, "rev-parse", "--git-path", "objects")
    if not os.access(objects, os.W_OK):
        yield heed("这里的用户不能写远程仓库。", "在运行 git 服务的用户名下再看一次。")
    stale = sorted(server.glob("refs/heads/**/*.lock"))
    if stale:
        yield wrong(
            f"远程仓库有遗留的锁：{stale[0].name}，这个分支推送不进去。",
            f"确认没有推送在进行，删去 {stale[0]}。",
        )


GROUP = Group(
    60,
    "钩子",
    (
        Look("hooks", "钩子装了，会运行", _installed),
        Look("hooks-current", "钩子是这一版的", _current),
        Look("hooks-command", "钩子要用的命令能运行", _command),
        Look("hooks-lock", "同时推送时排队", _lock),
        Look("receiving", "远程仓库能收", _receiving),
    ),
)
