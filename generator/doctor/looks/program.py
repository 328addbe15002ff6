"""The program and what it stands on."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

from ... import __version__
from ... import look as site
from ...catalogue import owing
from ...words.characters import lines
from ..finding import Finding, State, UnseenError, heed, noted, sound, wrong
from ..look import Group, Look
from ..scene import Scene

_PIN = "wheelhouse/requirements.txt"
_OLDEST = (3, 11)
_LINE = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_TOLD = 5


def _python(scene: Scene) -> Iterator[Finding]:
    told = ".".join(map(str, scene.asked.machine.python))
    if scene.asked.machine.python < _OLDEST:
        yield wrong(f"Python {told}，太旧。", "装 3.11 以上。")
    else:
        yield sound(f"Python {told}")


def _pin(scene: Scene) -> Iterator[Finding]:
    """A city is pinned to the wheels that lie in its repository."""
    data = scene.file_at(_PIN)
    if data is None:
        file = scene.root / _PIN
        data = file.read_bytes() if file.is_file() else None
    if data is None:
        yield noted("没有 wheelhouse/，程序不是由这个仓库定的。")
        return
    pinned = dict(_pinned(data.decode("utf-8", "replace")))
    own = pinned.get("taizhang")
    if own is None:
        yield wrong(f"{_PIN} 里没有台账程序。", "在程序的仓库里运行 make.py pin <这个文件夹>。")
    elif own != __version__:
        yield wrong(
            f"正在运行的是 {__version__} 版，仓库定的是 {own} 版：两处结果可能不同。",
            "运行 deploy/ci/prepare.sh，用 .venv/bin/taizhang；升级用 make.py pin。",
        )
    if b"--hash=" not in data:
        yield wrong(f"{_PIN} 没有校验值，装的是什么没有人核对。", "用 make.py pin 重新写出。")
    wheels = " ".join(_wheels(scene)).lower().replace("_", "-")
    lost = [
        f"{n}-{v}" for n, v in pinned.items() if f"{n}-{v}".lower().replace("_", "-") not in wheels
    ]
    if lost:
        yield wrong(
            f"wheelhouse/ 里缺少 {'、'.join(lost[:_TOLD])}"
            + (f" 等 {len(lost)} 个" if len(lost) > _TOLD else "") + "，装不上。",
            "用 make.py pin 重新备齐，全部提交。",
        )  # fmt: skip


def _wheels(scene: Scene) -> list[str]:
    done = scene.git("ls-tree", "-z", "--name-only", scene.tip, "wheelhouse/")
    folder = scene.root / "wheelhouse"
    there = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    return [path.rpartition("/")[2] for path in done.fields] + there


def _packages(scene: Scene) -> Iterator[Finding]:
    """Installed as the constraints have it, so that two machines build the same site."""
    file = scene.root / "constraints.txt"
    text = file.read_text("utf-8") if file.is_file() else (scene.file_at(_PIN) or b"").decode()
    installed = scene.asked.machine.installed
    others = [
        f"{name} {installed[name]}（应为 {version}）"
        for name, version in _pinned(text)
        if name in installed and installed[name] != version and name != "taizhang"
    ]
    if others:
        yield heed(
            f"装的软件包与定的版本不同：{'、'.join(others[:_TOLD])}"
            + (f" 等 {len(others)} 个" if len(others) > _TOLD else "")
            + "。网站可能逐字节不同，核对通不过。",
            "运行 deploy/ci/prepare.sh 重新准备。",
        )  # fmt: skip


def _pinned(text: str) -> Iterator[tuple[str, str]]:
    for line in lines(text):
        found = _LINE.match(line.strip())
        if found:
            yield found["name"].lower().replace("_", "-"), found["version"]


def _holidays(scene: Scene) -> Iterator[Finding]:
    """Deadlines move off days off, as far as these are known."""
    declared = scene.declared
    if scene.bare:
        raise UnseenError("在数据所在的文件夹里看。", state=State.NOTED)
    terms = owing.filing_terms(declared)
    years = {declared.notice.plan_year, *(owing.closing(declared, t).last_day.year for t in terms)}
    here = {path.stem for path in (scene.root / "rules" / "calendar").glob("*.yaml")}
    lost = sorted(year for year in years if str(year) not in here)
    for year in lost:
        yield wrong(
            f"没有 {year} 年的放假安排：这一年的期限只按周末顺延，遇节假日会早。",
            f"国务院办公厅公布以后，写成 rules/calendar/{year}.yaml。",
        )
    following = scene.asked.now.year + 1
    if scene.asked.now.month == 12 and str(following) not in here and following not in lost:
        yield heed(f"没有 {following} 年的放假安排。", f"写成 rules/calendar/{following}.yaml。")


def _look(scene: Scene) -> Iterator[Finding]:
    own = site.own(scene.root) if not scene.bare else {}
    if own:
        yield noted(
            f"网站的样子有 {len(own)} 个文件是本市自己的；升级后用 taizhang override 对照。"
        )


def _browser(scene: Scene) -> Iterator[Finding]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((n for n in names if shutil.which(n, path=scene.environ.get("PATH"))), None)
    yield noted(f"{found or '没有'}；只有浏览器测试才用，生成和发布网站不用。")


GROUP = Group(
    90,
    "程序",
    (
        Look("python", "Python 的版本", _python),
        Look("pin", "程序的版本是仓库定的", _pin),
        Look("packages", "软件包的版本", _packages),
        Look("holidays", "放假安排", _holidays),
        Look("look", "网站的样子", _look),
        Look("browser", "浏览器", _browser),
    ),
)
