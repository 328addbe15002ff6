"""Which numbered lines are clauses, and what each says: number, title, text, list of those responsible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...frozen import dataclass
from . import who
from .tree import Node

_ITEM = 5
"""The rank from which numbers count items of a clause, never clauses."""

_LONGEST = 40
_SENTENCE = re.compile(r"^([^。！]{2,40})[。！](?=.)")
_NAMED = re.compile(r"^([^，。；：！、（( 　]{2,20})(?:[：:]|[ 　]+)(?=.{6,})")
_PAUSE = re.compile("[，。；：！:]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as the notice has it; ``lines`` are the indexes that it fills.

    ``quote`` is the list of those responsible, "" where the clause has none of its own; ``lists`` are
    those of its sentences, where each has one; ``roles`` are the heads of
    the columns that make the list up, cell by cell.
    """

    number: str
    title: str
    text: str
    quote: str
    lines: tuple[int, ...]
    lists: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Clauses under one heading; ``number`` is "" where the heading has none.

    ``above`` are the numbers of the headings over its clauses, its own the last.
    """

    number: str
    title: str
    clauses: tuple[Clause, ...]
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """A node that is a clause, and those above it, the topmost first."""

    above: tuple[Node, ...]
    node: Node
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of the notice, by index, and the styles in which clauses with lists are numbered."""

    lines: Sequence[str]
    listed: frozenset[str]

    def block(self, node: Node) -> list[str]:
        """What a node says before the next number: the rest of its line, and its own lines."""
        return [node.number.rest, *(self.lines[index] for index in node.own)]

    def heading(self, node: Node) -> tuple[str, str]:
        """Title and text of a node's own block, without its list."""
        list_ = self.list_of(node)
        return divided(list_.before if list_ and list_.before else self.block(node))

    def whole(self, node: Node) -> list[tuple[int, str]]:
        """All lines of a node and of those below it, the first without its number."""
        first = (node.line, node.number.rest)
        rest = sorted(i for each in node.every() for i in (each.line, *each.own) if i != node.line)
        return [first, *((index, self.lines[index]) for index in rest)]

    def lists(self, node: Node) -> bool:
        """Whether it or one below it has a list."""
        return any(self.list_of(each) for each in node.every())

    def list_of(self, node: Node) -> who.Who | None:
        """The list in a node's own block."""
        return who.find(self.block(node))


def reading(lines: Sequence[str], top: Sequence[Node]) -> Reading:
    """What has to be known of all nodes before any of them is a clause."""
    found = Reading(lines, frozenset())
    styles = {n.number.style.name for t in top for n in t.every() if found.list_of(n)}
    return Reading(lines, frozenset(styles))


def picked(told: Reading, node: Node, above: tuple[Node, ...] = ()) -> Iterator[Picked]:
    """The clauses at or below a node."""
    children = [child for child in node.children if child.number.style.rank < _ITEM]
    if not children or _is_clause(told, node, children):
        yield Picked(above, node)
        return
    shared = _shared(told, node, children)
    for child in children:
        if shared and not told.list_of(child):
            yield Picked((*above, node), child, shared)
        else:
            yield from picked(told, child, (*above, node))


def _is_clause(told: Reading, node: Node, children: Sequence[Node]) -> bool:
    """Whether a node with numbers below it is a clause and these are its items."""
    if any(told.lists(child) for child in children):
        return False
    title, text = told.heading(node)
    if told.list_of(node):
        return text != title
    if told.listed:
        return node.number.style.name in told.listed
    return len(text) > len(title) + _LONGEST


def _shared(told: Reading, node: Node, children: Sequence[Node]) -> str:
    """The list that stands at the head of a part, or alone on a line at its end, for all its clauses."""
    head = told.list_of(node)
    if head:
        return head.quote
    found = [told.list_of(child) for child in children]
    last = found[-1]
    if len(children) > 1 and last and last.own and not any(found[:-1]):
        return last.quote
    return ""


def clause(told: Reading, found: Picked, number: str) -> Clause:
    """What a picked node says."""
    lines = told.whole(found.node)
    texts = [text for _, text in lines]
    lists = who.elsewhere(texts)
    list_ = who.find(texts)
    quote = list_.quote if list_ else found.shared
    if len(lists) > 1 and list_ and lists[-1] != list_.quote:
        lists.append(list_.quote)
    several = len(lists) > 1
    kept = texts
    used = len(lines)
    if list_ and not several:
        kept, used = list(list_.before), len(lines) - list_.after
    title, text = divided(kept)
    return Clause(
        number=number,
        title=title,
        text=text,
        quote="" if several else quote,
        lines=tuple(index for index, _ in lines[:used]),
        lists=tuple(lists) if several else (),
    )


def divided(texts: Sequence[str]) -> tuple[str, str]:
    """Title and text of a clause; where it has no title, the words to its first pause are it."""
    first, rest = texts[0], list(texts[1:])
    for pattern in (_SENTENCE, _NAMED):
        found = pattern.match(first)
        if found:
            after = first[found.end() :].lstrip(" 　")
            return found[1], "\n".join([after, *rest])
    bare = first.rstrip("。！：: 　")
    if rest and len(bare) <= _LONGEST and not re.search("[，；]", bare):
        return bare, "\n".join(rest)
    pause = _PAUSE.search(bare)
    title = bare[: pause.start()] if pause and len(bare) > _LONGEST else bare
    return title.rstrip(" 　"), "\n".join([first, *rest])
