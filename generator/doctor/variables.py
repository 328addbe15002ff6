"""The variables by which hooks and pipelines are set, each with what its value must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import TypeAlias

from .finding import Finding, wrong

Check: TypeAlias = Callable[[str], Iterator[Finding]]

_BRANCH = re.compile(r"[^\s~^:?*\[\\\x00-\x20\x7f-]([^\s~^:?*\[\\\x00-\x20\x7f]*)")


def _any(_: str) -> Iterator[Finding]:
    yield from ()


def _folder(value: str) -> Iterator[Finding]:
    if value and not _is_whole(value):
        yield wrong(
            f"发布的文件夹“{value}”不是完整的路径。", "写完整路径，如 /srv/taizhang/published。"
        )


def _kept(value: str) -> Iterator[Finding]:
    if value not in ("", "-") and not _is_whole(value):
        yield wrong(
            f"存放中间结果的文件夹“{value}”不是完整的路径。",
            "写完整路径；什么也不存写“-”；存在数据文件夹的 build/store 里就删去。",
        )


def _is_whole(path: str) -> bool:
    return PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()


def _branch(value: str) -> Iterator[Finding]:
    odd = not _BRANCH.fullmatch(value) or ".." in value or value.endswith((".lock", "/", "."))
    if value and (odd or value.startswith("refs/") or value == "HEAD"):
        yield wrong(f"“{value}”不能作分支的名称。", "写分支的短名称，如 main，不带 refs/heads/。")


def _switch(value: str) -> Iterator[Finding]:
    if value not in ("", "1"):
        yield wrong(
            f"写的是“{value}”；只有“1”和不写两种，写别的也算打开。", "要签名写 1，不签就删去。"
        )


def _clock(value: str) -> Iterator[Finding]:
    if value:
        yield wrong(
            f"设成了 {value}，所有收件都会记成这一个时间。",
            "只供试验用，从环境里删去。",
        )


def _by_whom(value: str) -> Iterator[Finding]:
    if value not in ("", "hook"):
        yield wrong(
            f"写的是“{value}”，只认 hook。", "由服务器端检查登记的写 hook，由流水线登记的删去。"
        )


def _inner(value: str) -> Iterator[Finding]:
    if value:
        yield wrong("旧版本会用现在的程序核对，核对通不过。", "只供程序自己用，从环境里删去。")


VARIABLES: Mapping[str, Check] = {
    "TAIZHANG": _any,
    "TAIZHANG_ACTOR": _any,
    "TAIZHANG_AT": _clock,
    "TAIZHANG_BRANCH": _branch,
    "TAIZHANG_DEBUG": _any,
    "TAIZHANG_INTERNAL_TO": _folder,
    "TAIZHANG_PUBLIC_BRANCH": _branch,
    "TAIZHANG_PUBLIC_TO": _folder,
    "TAIZHANG_RECEIPTS": _by_whom,
    "TAIZHANG_RECEIPTS_BRANCH": _branch,
    "TAIZHANG_SIGN": _switch,
    "TAIZHANG_STORE": _kept,
    "TAIZHANG_TASK": _any,
    "TAIZHANG_TOKEN": _any,
    "TAIZHANG_VERIFY_AS_IS": _inner,
}
"""All that there are."""

PIPELINES = frozenset(VARIABLES) - {"TAIZHANG_TOKEN", "TAIZHANG_ACTOR"}
"""Those whose value may be looked at on a forge."""
