"""Finding the filings: submissions/<yyyy-mm>/<unit>/<form>.csv and nothing else.

Nothing is opened that is not a regular file of an allowed size below the folder, and names that do
not fit are told, so that no filing is passed over in silence.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.calendar import Month, closes_period, ending, months
from generator.catalogue.model import Catalogue, Form, Unit
from generator.problems import Problem, nearest

FOLDER = "submissions"
_NOT_FILINGS = {"about.yaml", "README.md", ".gitkeep"}
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one version of one filing, and where they came from."""

    path: str
    period: Month
    unit: str
    form: str
    data: bytes


def find(root: Path, catalogue: Catalogue) -> tuple[list[Source], list[Problem]]:
    """Every current filing below root, in path order, and what is wrong with the rest."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for found in _walk(root, catalogue):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            sources.append(found)
    return sources, problems


def owes(catalogue: Catalogue, unit: Unit, month: Month) -> list[Form]:
    """The forms that a unit has to file for a month, in the order of its list."""
    policy = catalogue.filing
    if not policy.first <= month <= policy.last:
        return []
    if not unit.exists_on(month.last) and not unit.exists_on(month.first):
        return []
    if policy.every != "month" and not closes_period(policy.every, month):
        return []
    forms = [catalogue.forms[name] for name in unit.files]
    return [form for form in forms if _due_in(form, month)]


def filing_months(catalogue: Catalogue) -> list[Month]:
    """The months for which there is a filing, in order."""
    policy = catalogue.filing
    every = months(policy.first, policy.last)
    if policy.every == "month":
        return every
    return [month for month in every if closes_period(policy.every, month)]


def _due_in(form: Form, month: Month) -> bool:
    if form.months:
        return month.number in form.months
    return closes_period(form.every or "month", month)


def _walk(root: Path, catalogue: Catalogue) -> Iterator[Source | Problem]:
    top = root / FOLDER
    if not top.is_dir():
        return
    for entry in _entries(top):
        path = f"{FOLDER}/{_shown(entry.name)}"
        if entry.name in _NOT_FILINGS or _is_litter(entry.name):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield _misplaced(path, entry)
            continue
        try:
            period = Month.parse(entry.name)
        except ValueError:
            hint = f"文件夹以报送月份命名，如 {catalogue.filing.first}。"
            name = _shown(entry.name)
            yield Problem("E406", f"“{name}”不是月份", hint, file=path, value=name)
            continue
        yield from _month(top / entry.name, path, period, catalogue)


def _month(
    folder: Path, path: str, period: Month, catalogue: Catalogue
) -> Iterator[Source | Problem]:
    policy = catalogue.filing
    if not policy.first <= period <= policy.last:
        message = f"{period} 不在报送范围（{policy.first} 至 {policy.last}）"
        yield Problem("E406", message, "请核对文件夹的月份。", file=path, value=str(period))
        return
    if not closes_period(policy.every, period):
        due = ending(policy.every, period)
        message = f"{period} 不是报送月份，{due.label}的内容放在 {Month.of(due.end)}"
        yield Problem("E406", message, "请核对文件夹的月份。", file=path, value=str(period))
        return
    for entry in _entries(folder):
        below = f"{path}/{_shown(entry.name)}"
        if _is_litter(entry.name):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield _misplaced(below, entry)
        elif entry.name not in catalogue.units:
            meant = _unit_meant(entry.name, catalogue)
            guess = f"；是否为“{meant}”（{catalogue.units[meant].name}）？" if meant else ""
            message = f"路径中的单位“{_shown(entry.name)}”不在名录{guess}"
            hint = "文件夹用单位编号命名，编号见“填报说明”。"
            yield Problem("E406", message, hint, file=below, value=_shown(entry.name))
        else:
            unit = catalogue.units[entry.name]
            yield from _unit(folder / entry.name, below, period, unit, catalogue)


def _unit(
    folder: Path, path: str, period: Month, unit: Unit, catalogue: Catalogue
) -> Iterator[Source | Problem]:
    owed = {form.id: form for form in owes(catalogue, unit, period)}
    for entry in _entries(folder):
        below = f"{path}/{_shown(entry.name)}"
        if _is_litter(entry.name):
            continue
        stem, _, suffix = entry.name.rpartition(".")
        if suffix != "csv" or stem not in catalogue.forms:
            meant = nearest(stem or entry.name, catalogue.forms)
            guess = f"；是否为“{meant}.csv”？" if meant else ""
            hint = f"本单位本月应报：{'、'.join(f'{name}.csv' for name in owed) or '无'}。"
            name = _shown(entry.name)
            yield Problem("E405", f"文件名“{name}”不是报表名{guess}", hint, file=below, value=name)
        elif stem not in owed:
            message = f"{unit.name}在 {period} 不报“{catalogue.forms[stem].name}”表"
            hint = f"本单位本月应报：{'、'.join(f'{name}.csv' for name in owed) or '无'}。"
            yield Problem("E407", message, hint, file=below, value=stem)
        else:
            data = read_file(folder / entry.name, below, catalogue.filing.max_file_bytes)
            if isinstance(data, Problem):
                yield data
            else:
                yield Source(below, period, unit.id, stem, data)


def read_file(file: Path, path: str, limit: int) -> bytes | Problem:
    """The bytes of a regular file no larger than limit; links and devices are refused."""
    try:
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode):
            hint = "请直接上传文件本身。"
            return Problem("E403", "不接受链接或特殊文件", hint, file=path)
        if status.st_size > limit:
            size, most = status.st_size / 1048576, limit / 1048576
            message = f"文件 {size:.1f} MB，超过上限 {most:.1f} MB"
            return Problem("E401", message, "请删去无关内容后重报。", file=path)
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, "rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        return Problem("E403", f"读不了文件：{error.strerror}", "请检查文件权限。", file=path)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _is_litter(name: str) -> bool:
    """Files that spreadsheets and desktops leave behind."""
    return name in _LITTER or name.startswith(("~$", ".~"))


def _unit_meant(name: str, catalogue: Catalogue) -> str | None:
    """A unit whose id is alike, or whose name was written instead of its id."""
    named = {alias: unit.id for unit in catalogue.units.values() for alias in unit.names}
    return named.get(name) or nearest(name, catalogue.units)


def _shown(name: str) -> str:
    """A file name as text; bytes that are no text are shown as escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _misplaced(path: str, entry: os.DirEntry[str]) -> Problem:
    if entry.is_symlink():
        return Problem("E403", "不接受链接或特殊文件", "请直接上传文件本身。", file=path)
    hint = "报表放在 submissions/<月份>/<单位编号>/ 下。"
    return Problem("E405", "文件放错了位置", hint, file=path)
