"""The next plan year, begun from this one: the same rules with their dates a year on, nothing filed.

What is shifted is what recurs: deadlines, checkpoints, filing periods, examples. What was decided or
issued at a time stays as it was, and whatever still names the old year is listed, so that the office
puts it right when the new notice is there. The old folder is only read.
"""

from __future__ import annotations

import re
import shutil
from calendar import monthrange
from collections.abc import Iterator
from pathlib import Path

from . import catalogue, disk, look, receipts, store, wording
from .catalogue.source import At, Document, read
from .catalogue.where import paths
from .frozen import dataclass
from .judging.kinds import KINDS
from .problems import Problem, has_errors
from .words.sentences import Shown, said

TASKS = "待核对.md"
"""The list of what is left to do, in the new folder."""

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_HAPPENED = {"decision", "resolution", "aliases", "issued", "valid_from", "valid_until"}
"""Fields whose dates are of the past, and stay: what came or went in a year did so once."""

_REGISTERS = ("decisions", "exceptions")
"""Kinds of files that begin anew: empty, with what is written above their entries."""

_COPIED = ("calendar", "about", *_REGISTERS)
"""Kinds of files in which nothing is shifted."""

_GIT = (".gitattributes", ".gitignore")
"""Files for git, which serve the new folder as well."""


@dataclass(frozen=True, slots=True)
class Left:
    """A line that still names the old year."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Begun:
    """``shifted`` is how many dates were; ``problems`` are those of the new folder."""

    folder: Path
    shifted: int
    left: list[Left]
    problems: list[Problem]


def begin(root: Path, year: int, to: Path) -> Begun | list[Problem]:
    """Write a folder for a plan year; the problems that keep us from it.

    ``to`` must not exist. It is written whole or not at all.
    """
    declared, problems = catalogue.read(root, KINDS, store.of(root))
    if declared is None:
        return problems
    years = year - declared.notice.plan_year
    if years < 1:
        plan = declared.notice.plan_year
        words = said("E623", year=year, plan=plan, next=plan + 1)
        return [Problem(*words, value=str(year))]
    with disk.renewed(to) as new:
        if to.exists():
            return [Problem(*said("E623.exists", folder=Shown(to)), str(to))]
        shifted = _write(root, new, years, declared.notice.plan_year)
        left = list(_left(new, declared.notice.plan_year))
        _, found = catalogue.read(new, KINDS)
        told = _to_do(year, left, has_errors(found), later=len(declared.notices) > 1)
        (new / TASKS).write_text(told, "utf-8", newline="\n")
        new.chmod(0o755)
    return Begun(to, shifted, left, found)


def _write(root: Path, new: Path, years: int, plan_year: int) -> int:
    shutil.copytree(root / "rules", new / "rules")
    shifted = 0
    for kind, path in paths(root):
        if kind == "about":
            continue
        document = read(root, path)
        assert isinstance(document, Document)  # all of it was read just now
        lines, count = (list(document.lines), 0)
        if kind not in _COPIED:
            lines, count = _shifted(document, years, plan_year)
        text = "\n".join(lines)
        if kind in _REGISTERS:
            text = f"{text[: text.index(f'{kind}:')]}{kind}: []\n"
        (new / path).write_text(text, "utf-8", newline="\n")
        shifted += count
    log = new / receipts.LOG
    log.parent.mkdir()
    log.write_text(",".join(receipts.HEADER) + "\n", "utf-8", newline="\n")
    own = {name: root / name for name in _GIT if (root / name).is_file()}
    for path, file in (own | look.own(root)).items():
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, new / path)
    return shifted


def _shifted(document: Document, years: int, plan_year: int) -> tuple[list[str], int]:
    """The lines of a file with what recurs a year on, and how many dates that were."""
    lines, count = list(document.lines), 0
    for at, value in _values(document.data):
        new = _moved(at, value, years, plan_year)
        if new is None:
            continue
        mark = document.mark(at)
        line = lines[mark.line - 1]
        start = line.index(str(value), mark.column - 1)
        lines[mark.line - 1] = line[:start] + new + line[start + len(str(value)) :]
        count += 1
    return lines, count


def _moved(at: At, value: object, years: int, plan_year: int) -> str | None:
    """A date or the plan year itself so many years on; None for anything else."""
    if _HAPPENED.intersection(at):
        return None
    if at and at[-1] == "plan_year":
        return str(plan_year + years)
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    if not found or int(found[1]) < plan_year:
        return None
    year, month = int(found[1]) + years, int(found[2])
    if found[3] is None:
        return f"{year:04d}-{month:02d}"
    last = int(found[3]) == monthrange(int(found[1]), month)[1]
    most = monthrange(year, month)[1]
    day = most if last else min(int(found[3]), most)
    return f"{year:04d}-{month:02d}-{day:02d}"


def _values(data: object, at: At = ()) -> Iterator[tuple[At, object]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _values(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _values(value, (*at, index))
    else:
        yield at, data


def _left(new: Path, plan_year: int) -> Iterator[Left]:
    """The lines of the YAML that still name the old year."""
    for kind, path in paths(new):
        if kind in _COPIED:
            continue
        for number, line in enumerate((new / path).read_text("utf-8").split("\n"), 1):
            if str(plan_year) in line:
                yield Left(path, number, line.strip())


_STEPS = """# {year} 年度待核对

本文件夹由上一年度的任务、规则生成，期限、节点、报送月份已顺延；没有报送、没有收件登记、没有决定。

1. 把新通知的原文存为 `rules/notice.txt`。
2. 改 `tasks.yaml` 的基本信息：名称、文号、标题、印发日期；增减任务和要求。
3. 运行 `taizhang check`：与新原文不一致的引文、正文、责任单位会逐条列出，改到没有错误为止。
4. 机构、名录、账号有变的，改 `units.yaml`；新年度的工作日历放在 `rules/calendar/`。
5. 逐条看 `rules/questions.yaml`：新通知已经写明的，删去；办公室的答复是否沿用，由办公室定。

## 仍写着旧年度的地方

"""


_LATER = """## 上一年度后发的通知

已带到 `rules/notices/`。仍然有效的，并入 `tasks.yaml`；不再适用的，连同原文删去。

"""


def _to_do(year: int, left: list[Left], faulty: bool, *, later: bool) -> str:
    rows = "".join(
        f"- `{each.file}` 第{each.line}行：{wording.short(each.text, 60)}\n" for each in left
    )
    told = "\n目前还有检查不通过的地方，见 `taizhang check`。\n" if faulty else ""
    steps, heading, rest = _STEPS.format(year=year).partition("## ")
    return steps + _LATER * later + heading + rest + (rows or "没有。\n") + told
