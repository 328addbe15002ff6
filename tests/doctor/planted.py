"""A misconfiguration for everything that is looked at: what is planted, and words that must be said of it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from generator.doctor.machine import this
from tests.doctor.spot import LOG, MANIFEST, NOW, Spot
from tests.merging.repository import git


class Plant(NamedTuple):
    """``look`` has to complain in words among which are ``said``."""

    look: str
    said: str
    plant: Callable[[Spot], object]


def _shallow(spot: Spot) -> None:
    shutil.rmtree(spot.root)
    git(spot.folder, "clone", "-q", "--depth", "1", f"file://{spot.server}", str(spot.root))


def _old_git(spot: Spot) -> None:
    """A git of another age in front of the one there is."""
    _command(spot, "git", "echo git version 2.30.2")


def _command(spot: Spot, name: str, does: str) -> Path:
    folder = spot.folder / "bin"
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    file.chmod(0o755)
    spot.environ["PATH"] = f"{folder}:{spot.environ['PATH']}"
    return file


def _only(spot: Spot, *names: str) -> None:
    """A machine on which nothing but some commands can be found."""
    folder = spot.folder / "few"
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(str(shutil.which(name)))
    spot.environ["PATH"] = str(folder)


def _config(name: str, value: str) -> Callable[[Spot], object]:
    return lambda spot: spot.git("config", name, value)


def _remote(url: str) -> Callable[[Spot], object]:
    return lambda spot: spot.git("remote", "set-url", "origin", url)


def _environ(**values: str) -> Callable[[Spot], object]:
    return lambda spot: spot.environ.update(values)


def _edited(path: str, old: str, new: str) -> Callable[[Spot], object]:
    return lambda spot: spot.edited(path, old, new)


def _attributes(line: str) -> Callable[[Spot], object]:
    return lambda spot: spot.city.write(".git/info/attributes", line + "\n")


def hangs(spot: Spot) -> None:
    """A remote that never answers, and whatever is begun for it."""
    file = _command(spot, "ssh", "sleep 600 & sleep 600")
    spot.git("remote", "set-url", "origin", "git@git.example:office/harbour.git")
    spot.environ["GIT_SSH_COMMAND"] = str(file)


def _apart(spot: Spot) -> None:
    spot.git("commit", "-q", "--amend", "-m", "改写")


def _behind(spot: Spot) -> None:
    spot.city.write("note.txt", "一")
    spot.commit()
    spot.git("reset", "-q", "--hard", "HEAD~1")


def _ahead(spot: Spot) -> None:
    spot.git("commit", "-q", "--allow-empty", "-m", "没有推送")


def _left(file: str, days: float = 2) -> Callable[[Spot], object]:
    def plant(spot: Spot) -> None:
        path = spot.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        then = time.time() - days * 86400
        os.utime(path, (then, then))

    return plant


def _twins(spot: Spot) -> None:
    spot.city.write("docs/Readme.md", "一").write("docs/README.md", "二")
    spot.commit()


def _added(path: str, text: str) -> Callable[[Spot], object]:
    def plant(spot: Spot) -> None:
        spot.city.write(path, text)
        spot.commit()

    return plant


def _removed(path: str) -> Callable[[Spot], object]:
    def plant(spot: Spot) -> None:
        spot.city.remove(path)
        spot.commit()

    return plant


def _log(text: str) -> Callable[[Spot], object]:
    return _added("receipts/log.csv", text)


def _hook(name: str, spoil: Callable[[Path], object]) -> Callable[[Spot], object]:
    return lambda spot: spoil(spot.server / "hooks" / name)


def _emptied(spot: Spot) -> None:
    shutil.rmtree(spot.server)
    spot.server.mkdir()


def _elsewhere(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True)
    own = ["taizhang() { /nowhere/taizhang; }\n" if "() {" in each else each for each in lines]
    file.write_text("".join(own), "utf-8")


def _stuck(file: Path) -> None:
    file.write_text("#!/bin/sh\ntaizhang() { sleep 99; }\ntaizhang admit\n", "utf-8")


def _windows_ends(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def _old_packages(spot: Spot) -> None:
    _pin("click==8.1.0\n")(spot)
    spot.on(installed={"click": "7.0"})


def _turned(place: Path) -> None:
    (place / "latest").unlink()
    (place / "latest").symlink_to("2027-02")


def _ssh_key(spot: Spot) -> None:
    spot.environ["TAIZHANG_SIGN"] = "1"
    spot.git("config", "gpg.format", "ssh")
    spot.git("config", "user.signingkey", "/nowhere/key.pub")


def _master(spot: Spot) -> None:
    git(spot.server, "branch", "master", "main")
    git(spot.server, "symbolic-ref", "HEAD", "refs/heads/master")
    git(spot.server, "config", "taizhang.branch", "main")


def _waiting(spot: Spot) -> None:
    _left("server.git/taizhang-pending/a.json")(spot)
    file = spot.server / "taizhang-pending" / "a.json"
    then = file.stat().st_mtime
    file.write_text('{"taken": true}', "utf-8")
    os.utime(file, (then, then))


def _long_paths(spot: Spot) -> None:
    _added("docs/" + "a" * 120 + "/" + "a" * 60, "一")(spot)
    spot.on(long_paths=False)


def _lost(spot: Spot) -> None:
    """An object of the history is gone."""
    blob = spot.git("rev-parse", "HEAD:units.yaml")
    (spot.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()


def _converting(spot: Spot) -> None:
    _removed(".gitattributes")(spot)
    spot.git("config", "core.autocrlf", "true")


def _in_folder(spot: Spot) -> None:
    """Moved to where nobody calls it."""
    hooks = spot.server / "hooks"
    (hooks / "pre-receive.d").mkdir()
    (hooks / "pre-receive").rename(hooks / "pre-receive.d" / "taizhang")


def _published(spoil: Callable[[Path], object]) -> Callable[[Spot], object]:
    return lambda spot: spoil(spot.published())


def _old_current(place: Path) -> None:
    old = MANIFEST.replace(b"2027-05-06", b"2027-05-01")
    (place / "current" / "manifest.json").write_bytes(old)


def _linked_pages(spot: Spot) -> None:
    spot.git("switch", "-q", "--orphan", "pages")
    spot.city.write("versions.json", "[]")
    (spot.root / "latest").symlink_to("2027-03")
    spot.git("add", "-A")
    spot.git("commit", "-q", "-m", "版本")
    spot.branch("pages")
    spot.git("switch", "-q", "main")


def _foreign_pages(spot: Spot) -> None:
    spot.branch("pages")


def _receipts_behind(spot: Spot) -> None:
    spot.branch("receipts")
    _added("note.txt", "一")(spot)
    spot.environ["TAIZHANG_RECEIPTS_BRANCH"] = "receipts"


def _pin(text: str) -> Callable[[Spot], object]:
    return _added("wheelhouse/requirements.txt", text)


def _later(**apart: float) -> Callable[[Spot], object]:
    def plant(spot: Spot) -> None:
        spot.now = NOW + timedelta(**apart)

    return plant


def _shut(spot: Spot) -> None:
    place = spot.published()
    place.chmod(0o700)
    spot.on(shut=this().shut)


def _machine(**changed: object) -> Callable[[Spot], object]:
    return lambda spot: spot.on(**changed)


_SHA = "--hash=sha256:" + "0" * 64

FILES = (
    # the clone
    Plant("git", "早于 2.38", _old_git),
    Plant("git", "装好 git", lambda spot: _only(spot)),
    Plant("repository", "不在 git 仓库里", lambda spot: shutil.rmtree(spot.root / ".git")),
    Plant("repository", "git 打不开", lambda s: s.city.write(".git/config", "[core\n")),
    Plant("whole", "浅克隆", _shallow),
    Plant("whole", "部分克隆", _config("remote.origin.promisor", "true")),
    Plant("unaltered", "替换对象", lambda s: s.git("update-ref", "refs/replace/" + s.git("rev-parse", "HEAD"), "HEAD")),
    Plant("unaltered", "嫁接", lambda s: s.city.write(".git/info/grafts", "")),
    Plant("unaltered", "借用", lambda s: s.city.write(".git/objects/info/alternates", "/nowhere/objects\n")),
    Plant("remote", "没有名为“origin”", lambda s: s.git("remote", "remove", "origin")),
    Plant("remote", "文件夹不在", _remote("/nowhere/at/all.git")),
    Plant("remote", "文件夹不在", _remote("file:///nowhere/%E5%9C%A8.git")),
    Plant("remote", "写着口令", _remote("https://office:pass-word-1@127.0.0.1:9/x/y.git")),
    Plant("remote", "明文", _remote("http://127.0.0.1:9/x/y.git")),
    Plant("remote", "不是 git 仓库", _emptied),
    Plant("main", "缺省分支是 master", _master),
    Plant("named", "只认 master", _edited(".github/workflows/publish.yml", "branches: [main]", "branches: [master]")),
    Plant("level", "各走各的", _apart),
    Plant("level", "落后", _behind),
    Plant("level", "还没有推送", _ahead),
    Plant("standing", "停在 trial 分支", lambda s: s.git("switch", "-q", "-c", "trial")),
    Plant("standing", "没有做完", lambda s: s.city.write(".git/MERGE_HEAD", s.git("rev-parse", "HEAD"))),
    Plant("uncommitted", "units.yaml", lambda s: s.city.edit("units.yaml", "name: 市海事办", "name: 市海事局")),
    Plant("locked", "index.lock", _left("harbour/.git/index.lock")),
    # bytes and names
    Plant("bytes", "改动 submissions/ 里的行尾", _attributes("submissions/** text=auto")),
    Plant("bytes", "receipts/", _attributes("receipts/** text eol=crlf")),
    Plant("bytes", "过滤器 lfs", _attributes("*.csv filter=lfs")),
    Plant("bytes", "ident", _attributes("*.csv ident")),
    Plant("bytes", "working-tree-encoding", _attributes("*.csv working-tree-encoding=gbk")),
    Plant("bytes", "不改行尾", _removed(".gitattributes")),
    Plant("bytes", "改动", _converting),
    Plant("bytes", "submissions/ 里设了过滤器", _added("submissions/2027-03/.gitattributes", "*.csv filter=x\n")),
    Plant("ignored", "git 忽略 submissions/", _added(".gitignore", "*.csv\n")),
    Plant("ignored", "git 忽略 rules/", lambda s: s.city.write(".git/info/exclude", "rules\n")),
    Plant("whole", "稀疏检出", _config("core.sparseCheckout", "true")),
    Plant("whole", "仓库已损坏", _lost),
    Plant("receiving", "maxInputSize", lambda s: git(s.server, "config", "receive.maxInputSize", "1m")),
    Plant("receiving", "改不了自己的分支", lambda s: git(s.server, "config", "receive.denyNonFastForwards", "true")),
    Plant("readable-places", "chmod o+r", _published(lambda p: (p / "versions.json").chmod(0o600))),
    Plant("attributes", "没有 .gitattributes", _removed(".gitattributes")),
    Plant("attributes", "attributesFile", _config("core.attributesFile", "/etc/attributes")),
    Plant("names", "设备的名称", _added("docs/aux.md", "一")),
    Plant("names", "含有:", _added("docs/8:00.md", "一")),
    Plant("names", "空格结尾", _added("docs/说明 ", "一")),
    Plant("names", "只差大小写", _twins),
    Plant("names", "长于", _added("docs/" + "长" * 70 + "/" + "长" * 70 + "/" + "长" * 70 + ".md", "一")),
    Plant("long-paths", "超出 Windows 的 260 个", _long_paths),
    Plant("encodings", "i18n.commitEncoding", _config("i18n.commitEncoding", "GBK")),
    # what is declared
    Plant("declared", "没有 tasks.yaml", lambda s: s.city.remove("tasks.yaml")),
    Plant("hooks-command", "没有回答", _hook("pre-receive", _stuck)),
    Plant("declared", "taizhang check", lambda s: s.city.write("units.yaml", "units: [\n")),
    Plant("accounts", "市海事办", lambda s: s.city.edit("units.yaml", "    accounts: [haishi]\n", "")),
    Plant("declared", "“nangang”已登记在", lambda s: s.city.edit("units.yaml", "[haishi]", "[NANGANG]")),
    Plant("accounts-spelt", "不像", lambda s: s.city.edit("units.yaml", "[haishi]", "[\"haishi@city.example\"]")),
    Plant("office", "maintains", lambda s: s.city.edit("units.yaml", "    maintains: true\n", "")),
    Plant("office", "没有写账号", lambda s: s.city.edit("units.yaml", "    accounts: [Office, ci]\n", "")),
    Plant("office", "只有一个账号", lambda s: s.city.edit("units.yaml", "[Office, ci]", "[Office]")),
    # hooks
    Plant("hooks", "没有装 pre-receive", _hook("pre-receive", Path.unlink)),
    Plant("hooks", "没有人登记", _hook("post-receive", lambda f: f.write_text("#!/bin/sh\nexit 0\n"))),
    Plant("hooks", "不能执行", _hook("pre-receive", lambda f: f.chmod(0o644))),
    Plant("hooks", "没有装 pre-receive", lambda s: git(s.server, "config", "core.hooksPath", "/nowhere")),
    Plant("hooks", "没有装 pre-receive", _in_folder),
    Plant("hooks-current", "程序带的不同", _hook("pre-receive", lambda f: f.write_text("taizhang admit\n"))),
    Plant("hooks-current", "Windows 的行尾", _hook("post-receive", _windows_ends)),
    Plant("hooks-command", "运行不了", _hook("pre-receive", _elsewhere)),
    Plant("hooks-command", "0.0.1 版", lambda s: (s.folder / "taizhang").write_text("#!/bin/sh\necho 0.0.1\n")),
    Plant("hooks-command", "坏了", lambda s: (s.folder / "taizhang").write_text("#!/bin/sh\necho 坏了 >&2; exit 3\n")),
    Plant("hooks-waiting", "还没有登记进去", _waiting),
    Plant("receiving", "不是裸仓库", lambda s: git(s.server, "config", "core.bare", "false")),
    Plant("receiving", "遗留的锁", _left("server.git/refs/heads/main.lock")),
    # receipts
    Plant("log", "没有 receipts/log.csv", _removed("receipts")),
    Plant("log", "读不出来", _log("时间\n")),
    Plant("receipts-branch", "还没有并入", _receipts_behind),
    Plant("writable", "推送不了", lambda s: s.git("config", "remote.origin.pushurl", "/nowhere.git")),
    Plant("came", "一条收件登记也没有", _log(LOG.splitlines()[0] + "\n")),
    Plant("came", "一条也没有", _removed("receipts")),
    Plant("came", "在将来", _log(LOG.replace("2027-04-05", "2027-09-05"))),
    # the machine
    Plant("readable-places", "chmod o+x", _shut),
    # the program
    Plant("pin", "定的是 0.0.1 版", _pin(f"taizhang==0.0.1 {_SHA}\n")),
    Plant("pin", "没有台账程序", _pin(f"click==8.1.0 {_SHA}\n")),
    Plant("pin", "没有校验值", _pin("taizhang==0.0.1\n")),
    Plant("pin", "缺少 click-8.1.0", _pin(f"click==8.1.0 {_SHA}\n")),
    Plant("packages", "click 7.0（应为 8.1.0）", _old_packages),
    Plant("holidays", "2028 年", lambda s: s.city.remove("rules/calendar/2028.yaml")),
    # what is published
    Plant("signing", "密钥文件不在", _ssh_key),
    Plant("versions", "没有 versions.json", _published(lambda p: (p / "versions.json").unlink())),
    Plant("versions", "读不出来", _published(lambda p: (p / "versions.json").write_text("[1]"))),
    Plant("versions", "2027-03 不在", _published(lambda p: (p / "versions.json").write_text("[]"))),
    Plant("versions", "没有这个版本", _published(lambda p: shutil.rmtree(p / "current"))),
    Plant("versions", "指向的版本不在了", _published(_turned)),
    Plant("versions", "没有 index.html", _published(lambda p: (p / "index.html").unlink())),
    Plant("left", ".work.lock", lambda s: (s.published(), _left("published/.work.lock")(s))),
    Plant("current", "5 天没有更新", _published(_old_current)),
    Plant("current", "读不出来", _published(lambda p: (p / "current" / "manifest.json").write_text("{}"))),
    Plant("pages", "有链接", _linked_pages),
    Plant("pages", "不是放版本的分支", _foreign_pages),
)  # fmt: skip
"""What is planted in a clone and its server."""

SETTINGS = (
    Plant("main", "没有 trunk 分支", _environ(TAIZHANG_BRANCH="trunk")),
    Plant("receipts-branch", "没有这个分支", _environ(TAIZHANG_RECEIPTS_BRANCH="receipts")),
    Plant("clock", "本机慢了", _later(days=-60)),
    Plant("zone", "没有“Asia/Shanghia”", _environ(TZ="Asia/Shanghia")),
    Plant("year", "本机是 2031 年", _later(days=1500)),
    Plant("words", "文件名的编码是 gbk", _machine(filesystem="gbk")),
    Plant("words", "LANG 的编码是 GB18030", _environ(LANG="zh_CN.GB18030")),
    Plant("console", "936", _machine(code_page=936)),
    Plant("room", "只剩 50 MB", _machine(free=lambda _: 50 * 1024 * 1024)),
    Plant("room", "腾出", _machine(free=lambda _: 500 * 1024 * 1024)),
    Plant("room", "12 个文件", _machine(inodes=lambda _: 12)),
    Plant("temporary", "TMPDIR", _environ(TMPDIR="/nowhere")),
    Plant("file-system", "exfat", _machine(kind=lambda _: "exfat")),
    Plant("python", "太旧", _machine(python=(3, 9))),
    Plant("variables-here", "是否为 TAIZHANG_PUBLIC_TO", _environ(TAIZHANG_PUBLIC_T0="/srv/x")),
    Plant("variables-here", "不是完整的路径", _environ(TAIZHANG_INTERNAL_TO="published")),
    Plant("variables-here", "只供试验用", _environ(TAIZHANG_AT="2027-04-01T09:00")),
    Plant("variables-here", "不能作分支的名称", _environ(TAIZHANG_PUBLIC_BRANCH="refs/heads/pages")),
    Plant("variables-here", "只有“1”", _environ(TAIZHANG_SIGN="no")),
    Plant("variables-here", "什么也不存写“-”", _environ(TAIZHANG_STORE="store")),
    Plant("variables-here", "只供程序自己用", _environ(TAIZHANG_VERIFY_AS_IS="1")),
    Plant("signing", "没有设签名用的密钥", _environ(TAIZHANG_SIGN="1")),
    Plant("apart", "内部的内容会公开", lambda s: s.environ.update(
          TAIZHANG_PUBLIC_TO=str(s.folder), TAIZHANG_INTERNAL_TO=str(s.folder / "internal"))),
    Plant("pages", "那里是数据", lambda s: setattr(s, "pages", "main")),
    Plant("writable-places", "不是文件夹", lambda s: s.folders.append(s.root / "units.yaml")),
    Plant("inside", "把它包在里面", lambda s: s.folders.append(s.folder)),
    Plant("inside", "别的东西", lambda s: s.folders.append(s.server)),
    Plant("inside", "在数据文件夹里面", lambda s: s.folders.append(s.root / "published")),
)  # fmt: skip
"""What is planted in variables, in the machine and in what was asked."""
