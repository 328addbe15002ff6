"""Numbered lines as a tree: which belongs below which, and what goes on below each.

A number counts only where it continues: the next of its style, or the first one below another. What
looks like a number and does neither (3. after 7., a sum at the beginning of a line) is a line of text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...catalogue.spelt.numbering import Number, Style, number

_SKIPPED = 2
"""So many numbers may be missing in between: a slip of the pen is one, a list of its own is more."""


@dataclass(slots=True)
class Node:
    """A numbered line: ``line`` is its index, ``own`` are the lines that follow before any other number."""

    number: Number
    line: int
    own: list[int] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The index of the last line that belongs to it."""
        return max([self.line, *self.own, *(child.last for child in self.children)])

    def every(self) -> Iterator[Node]:
        """It and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.every()


@dataclass(slots=True)
class Tree:
    """The topmost nodes, the lines before the first of them, and numbers that were passed over."""

    top: list[Node] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    skips: list[int] = field(default_factory=list)


def grow(lines: Sequence[tuple[int, str]]) -> Tree:
    """From lines with their indexes, in order."""
    tree, stack = Tree(), list[Node]()
    reached: dict[str, int] = {}
    above: dict[str, str] = {}
    for index, text in lines:
        found = number(text)
        place = _place(found, stack, reached, above) if found else None
        if found is None or place is None:
            (stack[-1].own if stack else tree.before).append(index)
            continue
        if found.value > reached.get(found.style.name, 0) + 1:
            tree.skips.append(index)
        node = Node(found, index)
        del stack[place:]
        (stack[-1].children if stack else tree.top).append(node)
        above.setdefault(found.style.name, stack[-1].number.style.name if stack else "")
        stack.append(node)
        reached[found.style.name] = found.value
    return tree


def _place(
    found: Number, stack: Sequence[Node], reached: dict[str, int], above: dict[str, str]
) -> int | None:
    """How many of the stack stand above a number; None where it continues nothing."""
    style, value = found.style, found.value
    names = [node.number.style.name for node in stack]
    last = reached.get(style.name, 0)
    if style.name in names:
        at = names.index(style.name)
        return at if last < value <= last + 1 + _SKIPPED else None
    if value != 1 and not (last and last < value <= last + 1 + _SKIPPED):
        return None
    if style.name in above:
        upper = above[style.name]
        return names.index(upper) + 1 if upper in names else _below(style, stack)
    return _below(style, stack)


def _below(style: Style, stack: Sequence[Node]) -> int:
    """Below whatever stands above its kind."""
    return next(
        (at for at, node in enumerate(stack) if node.number.style.rank >= style.rank), len(stack)
    )
