"""YAML's events to nodes, each with its mark, and nodes to plain data, within bounds.

libyaml's events are read one by one and built up here, because composing first and looking later
would let a small file expand without bound. Plain scalars follow the YAML 1.2 core schema (only
true/false are booleans, dates stay text), which is also what editors assume.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeAlias

import yaml

from ..problems import Problem
from ..words.expression import late
from . import strays
from .syntax import OPENED, Mark

MAX_DEPTH = 40
MAX_NODES = 500_000
"""More than a file of the allowed size has unless aliases multiply it; a register of 40,000 has 200,000."""

At: TypeAlias = tuple[str | int, ...]
"""Where a value stands: keys and list indices from the top of the document."""

_STR = "tag:yaml.org,2002:str"
_INT = late(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = late(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_CONSTANTS: Mapping[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class RefusedError(Exception):
    """What nothing more can be read after: E501, E503 or E506."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class _Node:
    mark: Mark
    scalar: Any = None
    pairs: list[tuple[str, Mark, _Node]] | None = None
    items: list[_Node] | None = None
    finished: bool = False


class _Loader(yaml.CSafeLoader):
    """Only the event parser of it is used."""


def stumble(text: str) -> strays.Stumble:
    """Where libyaml cannot go on."""
    try:
        for _ in yaml.parse(text, Loader=_Loader):
            pass
    except yaml.MarkedYAMLError as error:
        return place_of(error)
    return strays.END


def place_of(error: yaml.MarkedYAMLError) -> strays.Stumble:
    """Where libyaml stopped, by line and column from 0; of what never ends, where it began."""
    opened = (error.context or "").startswith(OPENED)
    mark: Any = error.context_mark if opened else error.problem_mark
    return mark.line, mark.column


@dataclass(slots=True)
class Builder:
    """Builds the nodes of one file; ``problems`` are those after which it went on reading.

    ``stood_in`` has characters of the text that stand for others (see ``strays``); a text that is
    ``doubtful`` is searched for characters that do not belong into a value or a key.
    """

    path: str
    lines: tuple[str, ...]
    stood_in: Mapping[str, str] = field(default_factory=dict)
    doubtful: bool = False
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, _Node] = field(default_factory=dict)
    last_scalar: yaml.ScalarEvent | None = None

    def build(self, text: str) -> _Node:
        """The top of the only document, null of an empty text; RefusedError or YAMLError for none."""
        events = yaml.parse(text, Loader=_Loader)
        next(events)  # the stream's start
        started = next(events)
        if isinstance(started, yaml.StreamEndEvent):
            return _Node(Mark(1, 1), finished=True)
        top = self._node(next(events), events, 0)
        next(events)  # the document's end
        more = next(events)
        if isinstance(more, yaml.DocumentStartEvent):
            self._refuse("E501", more, "一个文件只能有一份 YAML 文档", "请删除多余的“---”。")
        return top

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> _Node:
        if depth > MAX_DEPTH:
            self._refuse("E503", event, f"嵌套超过 {MAX_DEPTH} 层", "请检查括号和缩进。")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        node = _Node(_mark(event))
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.anchor:
            self.anchors[event.anchor] = node
        if isinstance(event, yaml.ScalarEvent):
            node.scalar = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._reject_tag(event)
            node.items = list(self._items(events, depth))
        elif isinstance(event, yaml.MappingStartEvent):
            self._reject_tag(event)
            node.pairs = list(self._pairs(events, depth))
        node.finished = True
        return node

    def _items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[_Node]:
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield self._node(event, events, depth + 1)

    def _pairs(self, events: Iterator[yaml.Event], depth: int) -> Iterator[tuple[str, Mark, _Node]]:
        seen: dict[str, Mark] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse("E501", event, "字段名只能是文字", "检查是否多了括号或“?”。")
            key, mark = self._written(event, key=True), _mark(event)
            self.last_scalar = event
            if key in seen:
                self._complain(
                    "E502",
                    mark,
                    f"字段“{key}”重复，第 {seen[key].line} 行已经写过",
                    "请删去其中一个。",
                )
            seen[key] = mark
            yield key, mark, self._node(next(events), events, depth + 1)

    def _alias(self, event: yaml.AliasEvent) -> _Node:
        node = self.anchors.get(event.anchor or "")
        if node is None:
            self._refuse("E501", event, f"引用了没有定义的锚点“*{event.anchor}”", "请先用 & 定义。")
        if not node.finished:
            self._refuse("E503", event, f"锚点“{event.anchor}”引用了自身", "请改写为普通文字。")
        return node

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        self.last_scalar = event
        plain, _ = event.implicit
        if not event.style:
            self._reject_swallowed_items(event)
        if event.tag is not None and not plain and event.tag not in (_STR, "!"):
            self._refuse("E506", event, f"不接受标签“{event.tag}”", "只写普通的文字、数字和列表。")
        text = self._written(event, key=False)
        if not plain or event.tag is not None:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INT.fullmatch(text) and len(text) <= 18:
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        return text

    def _written(self, event: yaml.ScalarEvent, *, key: bool) -> str:
        """The text of a value or a key as it stands in the file."""
        text: str = event.value
        if not self.doubtful:
            return text
        for char, own in self.stood_in.items():
            text = text.replace(char, own)
        start, end = Mark.of(event.start_mark), Mark.of(event.end_mark)
        ends = (start.line, start.column, end.line, end.column)
        self.problems += strays.within(self.path, self.lines, text, ends, key=key)
        return text

    def _reject_swallowed_items(self, event: yaml.ScalarEvent) -> None:
        """Plain text may run on over lines; a list item that it swallows is out of line."""
        first, last = Mark.of(event.start_mark).line, Mark.of(event.end_mark).line
        for line in range(first + 1, last + 1):
            row = self.lines[line - 1]
            if self.doubtful and (found := strays.swallowed(self.path, self.lines, line)):
                self.problems.append(found)
                return
            if not row.lstrip().startswith("-"):
                continue
            if event.value.startswith("-"):
                line = first
            mark = Mark(line, self.lines[line - 1].index("-") + 1)
            hint = "同一列表的各项都以“- ”开头，“-”后空一格，并左边对齐。"
            self._complain("E501", mark, "这一行与上下的列表对不上", hint)
            return

    def _reject_tag(self, event: yaml.CollectionStartEvent) -> None:
        if event.tag is not None and not event.implicit:
            self._refuse("E506", event, f"不接受标签“{event.tag}”", "只写普通的文字、数字和列表。")

    def _refuse(self, code: str, event: yaml.Event, message: str, hint: str) -> NoReturn:
        self._complain(code, _mark(event), message, hint)
        raise RefusedError(self.problems.pop())

    def _complain(self, code: str, mark: Mark, message: str, hint: str) -> None:
        self.problems.append(
            Problem(
                code,
                message,
                hint,
                file=self.path,
                line=mark.line,
                column=mark.column,
                excerpt=self.lines[mark.line - 1] if mark.line <= len(self.lines) else "",
            )
        )


@dataclass(slots=True)
class Layout:
    """Expands aliases, within bounds, and notes where each value came from."""

    values: dict[At, Mark] = field(default_factory=dict)
    keys: dict[At, Mark] = field(default_factory=dict)

    def place(self, node: _Node, at: At) -> Any:
        """A node as plain data; RefusedError beyond MAX_NODES values or MAX_DEPTH levels."""
        if len(self.values) >= MAX_NODES or len(at) > MAX_DEPTH:
            raise RefusedError(
                Problem("E503", "锚点展开后内容过多", "请减少 & 和 * 的用法，直接写出内容。")
            )
        self.values[at] = node.mark
        if node.items is not None:
            return [self.place(item, (*at, index)) for index, item in enumerate(node.items)]
        if node.pairs is not None:
            found = {}
            for key, mark, value in node.pairs:
                self.keys[(*at, key)] = mark
                found[key] = self.place(value, (*at, key))
            return found
        return node.scalar


def _mark(event: yaml.Event) -> Mark:
    style = event.style if isinstance(event, yaml.ScalarEvent) else ""
    return Mark.of(event.start_mark, style)
