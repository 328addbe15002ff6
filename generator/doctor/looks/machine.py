"""The machine: its clock, its words, its disks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ... import disk
from ...releases.place import VERSIONS
from ...words.faults import fault
from ..finding import Finding, UnseenError, heed, noted, sound, wrong
from ..look import Group, Look
from ..scene import Scene

_MEGA = 1024 * 1024
_LITTLE, _FEW = 200 * _MEGA, 1024 * _MEGA
_INODES = 20_000
_DRIFT = timedelta(minutes=2)
_EAST = 8 * 3600
_POOR = {
    "vfat": "没有链接和权限",
    "exfat": "没有链接和权限",
    "msdos": "没有链接和权限",
    "fuseblk": "多半是 NTFS，权限不可靠",
    "cifs": "共享盘，锁和改名不可靠",
    "smb3": "共享盘，锁和改名不可靠",
    "9p": "虚拟机的共享，锁不可靠",
    "nfs": "共享盘，锁要看服务器",
    "nfs4": "共享盘，锁要看服务器",
}


def _clock(scene: Scene) -> Iterator[Finding]:
    """Against the newest commit of the main branch, which cannot be of the future."""
    told = scene.told("log", "-1", "--format=%ct", scene.tip)
    newest = datetime.fromtimestamp(int(told), UTC)
    if scene.asked.now < newest - _DRIFT:
        yield wrong(
            f"本机时间 {scene.asked.now:%Y-%m-%d %H:%M}，早于主分支最新的提交"
            f"（{newest.astimezone(scene.asked.now.tzinfo):%Y-%m-%d %H:%M}）：本机慢了，或提交的人快了。",
            "打开时间同步（NTP）。",
        )


def _against(scene: Scene) -> Iterator[Finding]:
    """Against the forge, whose time is that of receipts."""
    there = scene.forge.api.get("version").date
    if there is None:
        raise UnseenError("平台没有说它的时间。")
    apart = scene.now() - there
    if abs(apart) > _DRIFT:
        minutes = round(abs(apart).total_seconds() / 60)
        yield wrong(
            f"本机比代码平台{'快' if apart > timedelta(0) else '慢'} {minutes} 分钟。",
            "打开时间同步（NTP）；截止前后差几分钟，按时与否就会判错。",
        )


def _zone(scene: Scene) -> Iterator[Finding]:
    named = scene.environ.get("TZ", "").lstrip(":")
    if named and not named.startswith("/"):
        try:
            ZoneInfo(named)
        except (LookupError, ValueError, OSError):
            if not any(char.isdigit() for char in named):
                yield heed(f"没有“{named}”这个时区（TZ），系统当作零时区。", "写 Asia/Shanghai。")
    if scene.asked.machine.offset != _EAST:
        yield noted("本机不是东八区。程序一律按东八区计时；定时任务和日志的时间要自己换算。")


def _year(scene: Scene) -> Iterator[Finding]:
    plan, now = scene.declared.notice.plan_year, scene.asked.now.year
    if not plan - 1 <= now <= plan + 1:
        yield heed(
            f"规则是 {plan} 年度的，本机是 {now} 年。",
            "年份不对的校准时间；该换年度的，taizhang new-year。",
        )


def _words(scene: Scene) -> Iterator[Finding]:
    """Names of files and what other programs print."""
    machine = scene.asked.machine
    if not _utf8(machine.filesystem):
        yield wrong(
            f"文件名的编码是 {machine.filesystem}，中文文件名会出错。",
            "设 LANG=C.UTF-8，或 PYTHONUTF8=1。",
        )
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        charset = scene.environ.get(name, "").partition(".")[2].partition("@")[0]
        if charset and not _utf8(charset):
            yield heed(
                f"{name} 的编码是 {charset}，别的程序写出的中文会成乱码。", f"设 {name}=C.UTF-8。"
            )


def _console(scene: Scene) -> Iterator[Finding]:
    page = scene.asked.machine.code_page
    if page not in (None, 65001):
        yield heed(
            f"控制台的代码页是 {page}，本程序写 UTF-8，中文会成乱码。",
            "先运行 chcp 65001，或用 Windows Terminal。",
        )


def _utf8(name: str) -> bool:
    return name.lower().replace("-", "").replace("_", "") in ("utf8", "cp65001")


def _room(scene: Scene) -> Iterator[Finding]:
    named = {"数据文件夹": scene.root, "临时文件夹": Path(tempfile.gettempdir())}
    named |= {f"发布的文件夹 {place}": place for place in scene.places}
    for name, folder in named.items():
        there = _standing(folder)
        free = scene.asked.machine.free(there)
        if free < _LITTLE:
            yield wrong(f"{name}所在的磁盘只剩 {free // _MEGA} MB。", "腾出 1 GB 以上。")
        elif free < _FEW:
            yield heed(f"{name}所在的磁盘只剩 {free // _MEGA} MB。", "腾出 1 GB 以上。")
        left = scene.asked.machine.inodes(there)
        if left is not None and left < _INODES:
            yield wrong(
                f"{name}所在的磁盘只能再放 {left} 个文件。", "删去不要的小文件，或换一个磁盘。"
            )


def _temporary(scene: Scene) -> Iterator[Finding]:
    for name in ("TMPDIR", "TEMP", "TMP"):
        value = scene.environ.get(name)
        if value and not (Path(value).is_dir() and os.access(value, os.W_OK)):
            yield heed(f"{name} 指向 {value}，不在或不能写。", "改成能写的文件夹，或删去这个变量。")
    try:
        with disk.scratch("taizhang-试-") as scratch:
            (scratch / "一").write_bytes(b"")
    except OSError as error:
        yield wrong(f"临时文件夹不能用：{fault(error)}", "设 TMPDIR 为能写的文件夹。")


def _kind(scene: Scene) -> Iterator[Finding]:
    for folder in (scene.root, *scene.places):
        kind = scene.asked.machine.kind(_standing(folder).resolve())
        if kind in _POOR:
            yield heed(f"{folder} 在 {kind} 上：{_POOR[kind]}。", "放到本机的磁盘上，再同步出去。")
        elif kind:
            yield sound(kind)


def _writable(scene: Scene) -> Iterator[Finding]:
    for folder in scene.places:
        there = _standing(folder)
        if folder.exists() and not folder.is_dir():
            yield wrong(f"{folder} 不是文件夹。", "写文件夹的路径。")
        elif not os.access(there, os.W_OK | os.X_OK):
            yield wrong(f"不能写发布的文件夹：{there}", "把属主改成运行发布的用户。")
    if not scene.bare and not os.access(scene.root, os.W_OK):
        yield heed(f"不能写 {scene.root}：生成的网站放不下。", "用 --out 写别的文件夹。")


def _readable(scene: Scene) -> Iterator[Finding]:
    """A web server is another user: it must get through every folder above."""
    for folder in scene.places:
        shut = scene.asked.machine.shut(_standing(folder).resolve())
        if shut:
            yield heed(
                f"网站服务器的用户进不了 {shut}，看不到发布的文件夹。",
                f"chmod o+x {shut}；或让网站服务器以发布的用户运行。",
            )
        for file in (folder / VERSIONS, folder / "index.html"):
            if os.name == "posix" and file.is_file() and not file.stat().st_mode & 0o004:
                yield heed(f"网站服务器的用户读不了 {file}。", f"chmod o+r {file}")


def _standing(folder: Path) -> Path:
    """A folder, or what of the way to it is there."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())


GROUP = Group(
    80,
    "这台机器",
    (
        Look("clock", "时间不早于最新的提交", _clock),
        Look("clock-forge", "时间与代码平台一致", _against),
        Look("zone", "时区", _zone),
        Look("year", "年份", _year),
        Look("words", "文件名和文字的编码", _words),
        Look("console", "控制台", _console),
        Look("room", "磁盘空间", _room),
        Look("temporary", "临时文件夹", _temporary),
        Look("file-system", "文件系统", _kind),
        Look("writable-places", "发布的文件夹能写", _writable),
        Look("readable-places", "网站服务器看得到", _readable),
    ),
)
