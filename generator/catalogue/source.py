"""YAML text to plain data in which every value and key still knows its place."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path, PurePath
from textwrap import dedent
from typing import Any

import yaml

from ..frozen import dataclass
from ..problems import Problem, in_order
from ..words.faults import fault
from . import strays
from .nodes import At, Builder, Layout, RefusedError, place_of, stumble
from .syntax import Mark, explain

__all__ = ["At", "Document", "parse", "read"]

MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file that could be read: its data, and where each part of it stands."""

    path: str
    lines: tuple[str, ...]
    data: Any
    values: Mapping[At, Mark]
    keys: Mapping[At, Mark]

    @property
    def name(self) -> str:
        """The name of the file, less its ending."""
        return PurePath(self.path).stem

    def problem(
        self,
        code: str,
        at: At,
        message: str,
        hint: str = "",
        *,
        on_key: bool = False,
        value: object = None,
        offset: int = 0,
    ) -> Problem:
        """A problem at a value (or its key); ``offset`` is a character of a text."""
        mark = self.mark(at, on_key=on_key)
        if offset:
            mark = self._inside(mark, self.get(at)[:offset])
        return Problem(
            code=code,
            message=message,
            hint=self._strange(at, on_key=on_key) + hint,
            file=self.path,
            line=mark.line,
            column=mark.column,
            field=".".join(str(step) for step in at) or None,
            value=None if value is None else str(value),
            excerpt=self.lines[mark.line - 1] if mark.line <= len(self.lines) else "",
        )

    def mark(self, at: At, *, on_key: bool = False) -> Mark:
        """The position of a value, or of the nearest thing around it that has one."""
        if on_key and at in self.keys:
            return self.keys[at]
        while at not in self.values:
            at = at[:-1]
        return self.values[at]

    def _strange(self, at: At, *, on_key: bool) -> str:
        """What to say of the characters of a text at fault, if they may be the reason."""
        text: Any = self.data
        for step in () if on_key else at:
            holds = isinstance(text, dict) and step in text
            holds = holds or (isinstance(text, list) and isinstance(step, int) and step < len(text))
            if not holds:
                return ""  # told of what is missing, or was left out
            text = text[step]
        text = at[-1] if on_key and at else text
        return strays.named_in(text) if isinstance(text, str) else ""

    def text(self, at: At) -> str:
        """An entry of a list as it is written, without what is around it."""
        mark = self.mark(at)
        own = [" " * (mark.column - 1) + self.lines[mark.line - 1][mark.column - 1 :]]
        for line in self.lines[mark.line :]:
            if line.strip(" ") and len(line) - len(line.lstrip(" ")) < mark.column - 1:
                break
            own.append(line)
        return dedent("\n".join(own)).strip("\n")

    def get(self, at: At) -> Any:
        """What stands at a path; KeyError or IndexError where nothing does."""
        found = self.data
        for step in at:
            found = found[step]
        return found

    def without(self, places: Iterable[At]) -> Document:
        """The document less the fields at some places (a list goes as a whole)."""
        data = deepcopy(self.data) if isinstance(self.data, dict) else {}
        for at in sorted(map(_of_a_field, places), key=len, reverse=True):
            if not at:
                return replace(self, data={})
            around = data
            for step in at[:-1]:
                around = around[step]
            around.pop(at[-1], None)
        return replace(self, data=data)

    def _inside(self, mark: Mark, before: str) -> Mark:
        """The place in a text after so much of it, however it is broken into lines."""
        left = len("".join(before.split()))
        column = mark.column - 1 + (mark.style in ("'", '"'))
        first = mark.line
        if mark.style in ("|", ">"):
            first, column = mark.line + 1, 0
        for line in range(first, len(self.lines) + 1):
            row = self.lines[line - 1]
            for index in range(column if line == first else 0, len(row)):
                if not row[index].isspace():
                    if not left:
                        return Mark(line, index + 1)
                    left -= 1
        return mark


def _with_plain_ends(text: str) -> str:
    """The text with \n line ends. A \r alone ends a line only where nothing else does: in a file with
    other ends no review shows it."""
    text = re.sub("\r+\n", "\n", text)
    return text if "\n" in text else text.replace("\r", "\n")


def _with_causes(found: list[Problem], left: Document | list[Problem]) -> list[Problem]:
    """The strange characters that are the cause of something, each place once, and what is said of a file
    without them."""
    places = {(each.line, each.column): each for each in reversed(found)}
    spoilt = {each.line for each in found}
    more = [] if isinstance(left, Document) else [p for p in left if p.line not in spoilt]
    return in_order([*places.values(), *more])


def _of_a_field(at: At) -> At:
    """The place up to its last field name."""
    while at and isinstance(at[-1], int):
        at = at[:-1]
    return at


def read(root: Path, path: str) -> Document | list[Problem]:
    """Read one file below root: a document, or what keeps it from being one.

    Duplicate keys are problems too: a file that holds one is not a document.
    """
    file = root / path
    try:
        if file.stat().st_size > MAX_BYTES:
            message = f"文件有 {file.stat().st_size:,} 字节，上限 {MAX_BYTES:,} 字节"
            return [Problem("E503", message, "请拆分或精简。", file=path)]
        data = file.read_bytes()
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        return [Problem("E505", f"找不到文件 {path}", "请按“换一个城市”一页新建。", file=path)]
    except UnicodeDecodeError as error:
        return [no_utf8(path, data, error.start)]
    except OSError as error:
        return [Problem("E505", f"读不了文件 {path}：{fault(error)}", file=path)]
    if text.count("\0") * 5 > len(text):
        return [no_utf8(path, data, 0)]
    return parse(text, path)


def no_utf8(path: str, data: bytes, at: int) -> Problem:
    """What is said of a file whose bytes, from one of them on, are no UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        message, line = "不是 UTF-8 文本，是 UTF-16（“Unicode 文本”）", 1
    else:
        message, line = "不是 UTF-8 文本", data[:at].count(b"\n") + 1
    hint = "请用编辑器打开，另存为 UTF-8 编码。"
    return Problem("E504", message, hint, file=path, line=line)


def parse(text: str, path: str) -> Document | list[Problem]:
    """Read YAML text; ``path`` only names it in problems."""
    text = _with_plain_ends(text.lstrip("\ufeff"))
    lines = tuple(text.split("\n"))
    doubtful = strays.doubtful(text)
    if doubtful and (found := strays.forbidden(path, lines)):
        return found
    given = strays.stand_ins(text) if doubtful else {}
    standing = str.maketrans(dict(given))
    builder = Builder(path, lines, {ours: own for own, ours in given.items()}, doubtful)
    try:
        top = builder.build(text.translate(standing) if given else text)
    except yaml.MarkedYAMLError as error:
        told = explain(error, path, lines, builder.last_scalar)
        found, mended = strays.to_blame(
            path, lines, place_of(error), lambda text: stumble(text.translate(standing))
        )
        left = parse("\n".join(mended), path) if found else [told]
        return _with_causes([*builder.problems, *found, *strays.breaks(path, lines)], left)
    except RefusedError as refusal:
        return [*builder.problems, refusal.problem]
    if builder.problems:
        return builder.problems
    laid_out = Layout()
    try:
        data = laid_out.place(top, ())
    except RefusedError as refusal:
        return [Problem("E503", refusal.problem.message, refusal.problem.hint, file=path, line=1)]
    return Document(path, lines, data, laid_out.values, laid_out.keys)
