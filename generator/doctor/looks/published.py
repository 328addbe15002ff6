"""What is published already, and by which settings."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from ...problems import nearest
from ...releases import CURRENT
from ...releases.manifest import FILE, UnreadableManifestError, is_version, parse
from ...releases.place import LATEST, VERSIONS, Folder
from ..finding import Finding, UnseenError, heed, noted, sound, wrong
from ..look import Group, Look
from ..scene import Scene
from ..variables import VARIABLES

_DAY = 24 * 3600


def _variables(scene: Scene) -> Iterator[Finding]:
    for name in sorted(scene.environ):
        if name in VARIABLES:
            for each in VARIABLES[name](scene.environ[name]):
                yield Finding(each.state, f"{name}：{each.said}", each.to_do)
        elif name.startswith("TAIZHANG"):
            meant = nearest(name, VARIABLES)
            yield wrong(
                f"没有 {name} 这个变量，写了没有用。", f"是否为 {meant}？" if meant else "删去。"
            )


def _signing(scene: Scene) -> Iterator[Finding]:
    if not scene.environ.get("TAIZHANG_SIGN"):
        yield noted("不签名。")
        return
    if not scene.setting("user.signingkey"):
        yield wrong(
            "要签名（TAIZHANG_SIGN），git 没有设签名用的密钥。", "git config user.signingkey <密钥>"
        )
        return
    shape = scene.setting("gpg.format") or "openpgp"
    program = scene.setting("gpg.program") or "gpg"
    if shape == "openpgp" and not shutil.which(program, path=scene.environ.get("PATH")):
        yield wrong(
            f"要签名（TAIZHANG_SIGN），没有 {program}。", "安装 gnupg，或改用 ssh 密钥签名。"
        )
    key = scene.setting("user.signingkey") or ""
    if shape == "ssh" and key.startswith(("/", "~")) and not Path(key).expanduser().is_file():
        yield wrong(f"签名用的密钥文件不在：{key}", "写对 user.signingkey。")


def _apart(scene: Scene) -> Iterator[Finding]:
    """The internal edition must lie where the public one's server shows nothing of it."""
    public, internal = (
        scene.environ.get(f"TAIZHANG_{edition}_TO") for edition in ("PUBLIC", "INTERNAL")
    )
    if not public or not internal:
        return
    one, other = Path(public).resolve(), Path(internal).resolve()
    if one == other or one in other.parents or other in one.parents:
        yield wrong(
            "公开版和内部版的文件夹是同一个，或一个在另一个里面：内部的内容会公开。", "分开放。"
        )


def _inside(scene: Scene) -> Iterator[Finding]:
    root = scene.root.resolve()
    for place in scene.places:
        there = place.resolve()
        if there == root or there in root.parents:
            yield wrong(
                f"发布的文件夹 {place} 就是数据文件夹，或把它包在里面。", "另用一个文件夹。"
            )
        elif root in there.parents and there.parts[len(root.parts)] != "build" and not scene.bare:
            yield heed(
                f"发布的文件夹 {place} 在数据文件夹里面，会混进提交。",
                "放到外面，如 /srv/taizhang/published。",
            )
        elif there.is_dir() and Folder(there).foreign():
            yield wrong(f"发布的文件夹 {place} 里是别的东西，不能发布到那里。", "用空的文件夹。")


def _standing(scene: Scene) -> list[Path]:
    places = [place for place in scene.places if place.is_dir() and any(place.iterdir())]
    if not places:
        raise UnseenError(
            "没有发布过的文件夹可看。", "用 --to 写发布的文件夹，或设 TAIZHANG_PUBLIC_TO。"
        )
    return places


def _lists(scene: Scene) -> Iterator[Finding]:
    again = "再运行一次 taizhang publish，会按现有的版本重写。"
    for place in _standing(scene):
        found = [f.name for f in place.iterdir() if is_version(f.name) and (f / FILE).is_file()]
        try:
            told = json.loads((place / VERSIONS).read_bytes())
            listed = {each["version"] for each in told}
        except FileNotFoundError:
            yield wrong(f"{place} 里没有 {VERSIONS}，页面上选不了版本。", again)
            continue
        except (OSError, ValueError, TypeError, KeyError):
            yield wrong(f"{place / VERSIONS} 读不出来。", again)
            continue
        for name in sorted(set(found) - listed):
            yield wrong(f"{place} 里的 {name} 不在 {VERSIONS} 里。", again)
        for name in sorted(listed - set(found)):
            yield wrong(
                f"{VERSIONS} 写着 {name}，{place} 里没有这个版本。", "从备份里找回，或重新发布。"
            )
        latest = place / LATEST
        if latest.is_symlink() and not latest.exists():
            yield wrong(f"{latest} 指向的版本不在了。", again)
        if not (place / "index.html").is_file():
            yield wrong(f"{place} 里没有 index.html，网站打不开首页。", again)


def _left(scene: Scene) -> Iterator[Finding]:
    for place in _standing(scene):
        for name in (".work", ".work.lock"):
            left = place / name
            if left.exists() and time.time() - left.lstat().st_mtime > _DAY:
                yield heed(
                    f"{left} 留了一天多：上次发布被强行中断。",
                    "再发布一次会清掉；还在的，确认没有在发布，删去。",
                )


def _fresh(scene: Scene) -> Iterator[Finding]:
    """The unsettled version is made every morning."""
    for place in _standing(scene):
        file = place / CURRENT / FILE
        if not file.is_file():
            yield noted(f"{place} 里没有当前版。")
            continue
        try:
            as_of = parse(file.read_bytes()).as_of
        except UnreadableManifestError:
            yield wrong(f"{file} 读不出来。", "再发布一次当前版：taizhang publish current")
            continue
        days = (
            min(scene.asked.now.date(), scene.declared.day_shown(scene.asked.now.date())) - as_of
        ).days
        if days > 1:
            yield wrong(
                f"{place} 的当前版是 {as_of} 的，{days} 天没有更新。",
                "看每天发布的定时任务是否还在运行、有没有失败。",
            )
        else:
            yield sound(f"{as_of}")


def _branch(scene: Scene) -> Iterator[Finding]:
    if scene.pages is None:
        yield noted("发布到文件夹。")
        return
    branch = scene.pages
    if branch in (scene.main, scene.receipts_branch):
        yield wrong(f"放版本的分支写成了 {branch}，那里是数据。", "另写一个分支，如 pages。")
        return
    tip = scene.refs.get(f"refs/heads/{branch}")
    if tip is None:
        yield noted(f"还没有 {branch} 分支，第一次发布时建立。")
        return
    if scene.git("cat-file", "-e", tip).code:
        raise UnseenError(
            f"本机没有 {branch} 分支最新的提交。", f"git fetch {scene.asked.remote} {branch}"
        )
    tree = scene.git("ls-tree", "-z", tip).fields
    names = {entry.partition("\t")[2]: entry[:6] for entry in tree}
    if VERSIONS not in names:
        yield wrong(f"{branch} 分支上没有 {VERSIONS}，不是放版本的分支。", "另写一个分支。")
    links = [name for name, mode in names.items() if mode == "120000"]
    if links:
        yield heed(
            f"{branch} 分支上有链接：{'、'.join(links)}。GitHub Pages 不接受这样的网站。",
            "用这一版程序再发布一次。",
        )


GROUP = Group(
    100,
    "发布",
    (
        Look("variables-here", "环境里的变量", _variables),
        Look("signing", "签名", _signing),
        Look("apart", "公开版和内部版分开", _apart),
        Look("inside", "发布的文件夹在数据之外", _inside),
        Look("versions", "版本的清单", _lists),
        Look("left", "没有遗留的工作文件夹", _left),
        Look("current", "当前版是新的", _fresh),
        Look("pages", "放版本的分支", _branch),
    ),
)
