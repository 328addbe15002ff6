"""Lines → what the notice is made of, and which line is what.

Every line is placed once or listed as not placed. What is in doubt is not placed: nothing that stands
in an outline is a guess, and what is missing from it is known by its number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..documents import Line
from . import letter as letters
from .clauses import Clause, Part, Picked, Reading, clause, divided, picked, reading
from .letter import Letter
from .tables import tables
from .tree import Node, Tree, grow

__all__ = ["Clause", "Letter", "Outline", "Part", "outline", "without"]

_REQUIREMENTS = re.compile(
    "要求|保障|组织(?:领导|实施|推进)|督[导查办促]|考核|落实机制|推进机制|工作机制|实施步骤|工作步骤"
)
_AIMS = re.compile("总体|指导思想|原则|目标|工作思路|主要指标|背景|时间|范围|对象")
_FORCE = re.compile("自.{0,12}(?:日|时)?起(?:施行|实施|执行)|有效期")


@dataclass(slots=True)
class Outline:
    """What was made out. ``placed`` says of a line, by its index, what it is; the others are not placed.

    ``skips`` are the indexes of clauses before which a number is missing.
    """

    lines: Sequence[Line]
    letter: Letter
    preamble: list[Clause] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    requirements: list[Clause] = field(default_factory=list)
    annexes: list[tuple[str, int, int]] = field(default_factory=list)
    placed: dict[int, str] = field(default_factory=dict)
    skips: list[int] = field(default_factory=list)

    @property
    def unplaced(self) -> list[int]:
        """The indexes of the lines that are not placed, in order."""
        return [index for index in range(len(self.lines)) if index not in self.placed]

    @property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by its id: what stands before the tasks, the tasks, the requirements."""
        tasks = [each for part in self.parts for each in part.clauses]
        width = max(2, len(str(len(tasks))))
        return (
            {f"P{at}": clause for at, clause in enumerate(self.preamble, 1)}
            | {f"T{at:0{width}d}": clause for at, clause in enumerate(tasks, 1)}
            | {f"R{at}": clause for at, clause in enumerate(self.requirements, 1)}
        )


def outline(lines: Sequence[Line]) -> Outline:
    """The outline of a notice."""
    texts = [line.text for line in lines]
    rows = {index for index, line in enumerate(lines) if line.table}
    letter = letters.read(texts, rows)
    made = Outline(lines, letter)
    _place_letter(made)
    body, annexes = _bodies(made)
    tree = grow([(index, texts[index]) for index in body if index not in rows])
    told = reading(texts, tree.top)
    _sort(made, told, tree)
    _tabled(made, [index for index in (*body, *annexes) if index in rows])
    made.skips = [index for index in tree.skips if index in made.placed]
    _required(made)
    _numbered(made)
    _anything(made)
    return made


def without(made: Outline, ids: Sequence[str]) -> Outline:
    """The outline with some clauses not placed after all."""
    clauses = made.clauses
    dropped = [clauses[id_] for id_ in ids]
    gone = {index for clause in dropped for index in clause.lines}

    def kept(every: Sequence[Clause]) -> list[Clause]:
        return [clause for clause in every if not any(clause is each for each in dropped)]

    parts = [replace(part, clauses=tuple(kept(part.clauses))) for part in made.parts]
    less = replace(
        made,
        preamble=kept(made.preamble),
        parts=[part for part in parts if part.clauses],
        requirements=kept(made.requirements),
        placed={index: what for index, what in made.placed.items() if index not in gone},
    )
    _anything(less)
    return less


# --- the letter ----------------------------------------------------------------------------------


def _place_letter(made: Outline) -> None:
    letter = made.letter
    for name, found in (
        ("发文机关标志", letter.heading), ("文号", letter.doc_no), ("标题", letter.title),
        ("发送对象", letter.addressees), ("所印发文件的标题", letter.sent),
    ):  # fmt: skip
        for index in found.lines if found else ():
            made.placed[index] = name
    for index in letter.feet:
        made.placed[index] = "附件说明" if index in letter.annexes else "落款、日期、联系方式"
    name = "印发通知" if letter.addressees else "前言"
    _preamble(made, name, [i for i in letter.opening if not made.lines[i].table])


def _preamble(made: Outline, title: str, indexes: Sequence[int]) -> None:
    """A clause of lines before the tasks, as far as they stand together."""
    together = [index for at, index in enumerate(indexes) if index == indexes[0] + at]
    if together:
        text = "\n".join(made.lines[index].text for index in together)
        made.preamble.append(Clause("", title, text, "", tuple(together)))
        made.placed.update(dict.fromkeys(together, title))


def _bodies(made: Outline) -> tuple[list[int], list[int]]:
    """The indexes of the lines that may hold clauses, and of those that belong to annexes."""
    letter, last = made.letter, len(made.lines)
    starts = [index for index in letter.annexes if index >= letter.body and _begins(made, index)]
    first = starts[0] if starts else last
    for at, index in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else last
        made.annexes.append((made.lines[index].text, index, end))
    free = [i for i in range(letter.body, last) if i not in made.placed]
    return [i for i in free if i < first], [i for i in free if i >= first]


def _begins(made: Outline, index: int) -> bool:
    """Whether an annex begins at a line, which a list of what is enclosed does not."""
    return (
        re.fullmatch(r"附\s*件\s*[0-9一二三四五六七八九十]{0,2}[：:]?", made.lines[index].text)
        is not None
    )


# --- clauses -------------------------------------------------------------------------------------


def _sort(made: Outline, told: Reading, tree: Tree) -> None:
    """Each topmost number is an aim before the tasks, or a part; some are clauses without a part."""
    _preamble(made, "前言", tree.before)
    loose: list[Picked] = []
    for top in tree.top:
        found = [each for each in picked(told, top) if not _only_in_force(told, each)]
        if not loose and _is_aim(made, told, top):
            _aim(made, told, top)
        elif found and found[0].node is top:
            loose += found
        else:
            _loose(made, told, loose)
            _parts(made, told, found)
    _loose(made, told, loose)


def _is_aim(made: Outline, told: Reading, top: Node) -> bool:
    """Whether nothing at or below a number is a task, and none came before it."""
    title, _ = told.heading(top)
    return not (made.parts or told.lists(top)) and bool(told.listed or _AIMS.search(title))


def _only_in_force(told: Reading, found: Picked) -> bool:
    """Whether a number only says from when on the notice is in force."""
    return not told.lists(found.node) and bool(_FORCE.search("".join(told.block(found.node))))


def _aim(made: Outline, told: Reading, top: Node) -> None:
    lines = told.whole(top)
    title, text = divided([words for _, words in lines])
    made.preamble.append(
        Clause(top.number.written, title, text, "", tuple(index for index, _ in lines))
    )
    made.placed.update(dict.fromkeys((index for index, _ in lines), "总体要求"))


def _parts(made: Outline, told: Reading, found: Sequence[Picked]) -> None:
    heads: dict[int, Node] = {each.above[-1].line: each.above[-1] for each in found}
    for line, head in heads.items():
        own = [each for each in found if each.above[-1].line == line]
        clauses = tuple(_placed(made, clause(told, each, each.node.number.written)) for each in own)
        title, _ = told.heading(head)
        above = tuple(node.number.written for node in own[0].above)
        made.parts.append(Part(head.number.written, title, clauses, above))
    _headings(made, told, found)


def _headings(made: Outline, told: Reading, found: Sequence[Picked]) -> None:
    """What stands above clauses is placed where it is a heading and nothing else."""
    for node in {above.line: above for each in found for above in each.above}.values():
        title, text = told.heading(node)
        if squeezed(text) == squeezed(title):
            made.placed[node.line] = "层次标题"


def squeezed(text: str) -> str:
    """A text without white space and the marks at its end."""
    return "".join(text.split()).rstrip("。：:")


def _loose(made: Outline, told: Reading, found: list[Picked]) -> None:
    """Clauses without a heading of their own stand under the title of the notice."""
    if found:
        named = made.letter.sent or made.letter.title
        clauses = tuple(
            _placed(made, clause(told, each, each.node.number.written)) for each in found
        )
        made.parts.append(Part("", named.text if named else clauses[0].title, clauses))
        found.clear()


def _placed(made: Outline, found: Clause) -> Clause:
    made.placed.update(dict.fromkeys(found.lines, f"第“{found.number}”条"))
    return found


def _tabled(made: Outline, indexes: Sequence[int]) -> None:
    """Tables of tasks: a row a clause."""
    for table in tables([(index, made.lines[index]) for index in indexes]):
        for index in table.heads:
            made.placed[index] = "表头"
        above = _title_above(made, table.heads[0])
        for part in table.parts:
            for each in part.clauses:
                _placed(made, each)
            made.parts.append(replace(part, title=part.title or above))


def _title_above(made: Outline, index: int) -> str:
    """The line over a table, where it is a title; else that of the notice."""
    above = made.lines[index - 1].text if index else ""
    free = index - 1 not in made.placed  # and not the day of issue, or who signs
    if free and 4 <= len(above) <= 60 and not re.search("[。；：，]", above):
        made.placed[index - 1] = "表题"
        return above
    named = made.letter.sent or made.letter.title
    return named.text if named else above


def _required(made: Outline) -> None:
    """The last parts are requirements where their titles say so; their numbers say below which heading."""
    made.parts.sort(key=lambda part: part.clauses[0].lines[0])
    while _only_required(made.parts):
        part = made.parts.pop()
        head = "".join(part.above)
        made.requirements[:0] = [replace(each, number=head + each.number) for each in part.clauses]
    if made.parts and not made.parts[-1].above:
        _tail(made, made.parts[-1])


def _only_required(parts: Sequence[Part]) -> bool:
    """Whether the last of several parts is a topmost one of requirements."""
    last = parts[-1] if len(parts) > 1 else None
    return bool(last and len(last.above) == 1 and _REQUIREMENTS.search(last.title))


def _tail(made: Outline, last: Part) -> None:
    """Of clauses without a part, the last are requirements where their titles say so and none is named."""
    tasks, least = list(last.clauses), int(len(made.parts) == 1)
    while len(tasks) > least and not tasks[-1].quote and _REQUIREMENTS.search(tasks[-1].title):
        made.requirements.insert(0, tasks.pop())
    made.parts[-1:] = [replace(last, clauses=tuple(tasks))] if tasks else []


def _numbered(made: Outline) -> None:
    """Where a number stands twice, those of the headings go before it, as many as it takes."""
    parts = list(made.parts)
    for depth in (1, _DEEPEST):
        counts = Counter(each.number for each in made.clauses.values() if each.number)
        if max(counts.values(), default=0) < _TWICE:
            return
        made.parts = [_below(part, depth) for part in parts]


def _below(part: Part, depth: int) -> Part:
    """A part whose clauses are numbered with so many headings before."""
    head = "".join(part.above[-depth:])
    return replace(
        part, clauses=tuple(replace(each, number=head + each.number) for each in part.clauses)
    )


_DEEPEST, _TWICE = 9, 2


def _anything(made: Outline) -> None:
    """A notice of which no clause was made out is one clause: its last paragraph, else its title."""
    if made.parts:
        return
    named = made.letter.title or made.letter.sent
    title = named.text if named else made.lines[0].text
    if made.preamble:
        last = made.preamble.pop()
        heading, text = divided(last.text.split("\n"))
        only = replace(last, title=last.title if last.number else heading, text=text)
    else:
        only = Clause("", title, title, "", (named.lines if named else (0,)))
        made.placed.setdefault(only.lines[0], "标题")
    made.parts = [Part("", title, (only,))]
