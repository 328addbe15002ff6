"""A look at the site while it is worked on: served on this machine only, made anew on every change."""

from __future__ import annotations

import errno
import logging
import socket
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ..problems import Problem
from ..words.sentences import Shown, said
from .builders import IN_USE

HOST = "127.0.0.1"


def serve(
    out: Path,
    rebuild: Callable[[], bool],
    watch: Iterable[Path],
    *,
    port: int,
    say: Callable[[str], None] = lambda text: print(text, flush=True),
) -> list[Problem]:
    """Build, then serve ``out`` until Ctrl-C, and build again whenever something watched changes.

    ``rebuild`` makes the site anew and tells whether it could; it prints its own problems and keeps
    the last good site. Open pages reload by themselves. Returns a problem when the port cannot be
    had, before anything is built.
    """
    taken = _refused(port)
    if taken:
        return [taken]

    def renew() -> None:
        say("已更新。" if _tried(rebuild) else "没有更新：改好上面的问题后会自动重来。")

    try:
        if not _tried(rebuild):
            say("网站没有生成：改好上面的问题后会自动重来。")
        server = _server(out, renew, watch, port)
        say(f"预览地址：{server.url}（按 Ctrl-C 结束）")
        try:
            server.serve()
        finally:
            server.shutdown()
    except KeyboardInterrupt:
        say("预览已结束。")
    except OSError as fault:
        if fault.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        return [_unavailable(port, fault)]
    return []


def _tried(rebuild: Callable[[], bool]) -> bool:
    """Whether the site could be made; a bug is shown and does not end the preview."""
    try:
        return rebuild()
    except Exception:
        traceback.print_exc()
        return False


def _server(out: Path, renew: Callable[[], None], watch: Iterable[Path], port: int) -> Any:
    made = IN_USE.server()
    logging.getLogger(made.__module__).setLevel(logging.CRITICAL)
    server = made(renew, HOST, port, str(out))

    def error_page(code: int) -> bytes | None:
        page = out / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    server.error_handler = error_page
    for folder, recursive in _folders(watch).items():
        server.watch(str(folder), recursive=recursive)
    return server


def _folders(watch: Iterable[Path]) -> dict[Path, bool]:
    """The folders to look at, and whether with all below.

    A file is watched through its folder: many editors write a new file and rename it, after which a
    watch on the file itself is dead. What does not exist cannot be watched.
    """
    folders: dict[Path, bool] = {}
    for path in watch:
        resolved = path.resolve()
        if resolved.is_dir():
            folders[resolved] = True
        elif resolved.is_file():
            folders.setdefault(resolved.parent, False)
    return folders


def _refused(port: int) -> Problem | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as fault:
            return _unavailable(port, fault)
    return None


def _unavailable(port: int, fault: Exception) -> Problem:
    reasons = {errno.EADDRINUSE: "已被别的程序占用", errno.EACCES: "需要管理员权限"}
    why = reasons.get(getattr(fault, "errno", None) or 0, "无效")
    return Problem(*said("E607", port=port, why=Shown(why)), value=str(port))
