"""The phrases of a notice that ask for something that can be counted or dated.

A phrase is what stands between two stops, verbatim and ready to be quoted, or a row of a table; its marks
are the numbers, periods, deadlines and titles of documents in it. What only looks like them is none:
numbers of documents and clauses, dates of issue, years in names (2023年工作要点), names in quotation marks
(“两不愁三保障”), levels (四级联动), titles of papers that are only referred to (根据《……》), who is responsible.
Better one too few than one too many: whoever reads the list has to look at each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, TypeAlias

from ..frozen import dataclass
from ..words.characters import whole_lines
from ..words.expression import late
from .spelt import Days, Number, directions, read_days, read_numbers
from .spelt.days import YEARLESS

Sort: TypeAlias = Literal["number", "period", "deadline", "document"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """What makes a phrase one; ``start`` and ``end`` (excluded) are places in the whole text."""

    start: int
    end: int
    sort: Sort


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of the text from ``start`` to ``end`` (excluded); ``line`` counts from 1."""

    start: int
    end: int
    line: int
    text: str
    marks: tuple[Mark, ...]

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """What it holds, each once, in the order of the text."""
        return tuple(dict.fromkeys(mark.sort for mark in self.marks))


@lru_cache(maxsize=8)
def phrases(text: str, year: int = YEARLESS) -> tuple[Phrase, ...]:
    """Every phrase of a notice's text, in its order; days before ``year`` ask for nothing any more."""
    found: list[Phrase] = []
    position = 0
    for number, line in enumerate(whole_lines(text), 1):
        for start, end in _stretches(line.rstrip("\r\n")):
            marks = tuple(sorted(_marks(line, start, end, year)))
            if marks:
                moved = tuple(Mark(m.start + position, m.end + position, m.sort) for m in marks)
                own = line[start:end]
                found.append(Phrase(position + start, position + end, number, own, moved))
        position += len(line)
    return tuple(found)


def left(found: Iterable[Phrase], quoted: Iterable[tuple[int, int]]) -> list[Phrase]:
    """The phrases that have a mark which no quote holds; quotes are places as those of marks."""
    spans = sorted(quoted)

    def is_quoted(mark: Mark) -> bool:
        return any(start < mark.end and mark.start < end for start, end in spans)

    return [phrase for phrase in found if not all(is_quoted(mark) for mark in phrase.marks)]


_STOPS = late(r"[。；：！？;!?]|(?<![0-9])[，,]|[，,](?![0-9]{3}(?![0-9]))")
_BORDER = late(r"[|｜\t]")

_WHO = "(?:责任|牵头|配合|主办|协办|承办|联系|主管|分管)(?:单位|部门|领导|人|科室|方式|电话)"

_ASIDE = late(
    r"[（(〔\[【][^）)〕\]】]{0,20}(?:牵头|配合|分工负责|按职责)[^）)〕\]】|\t]*"
    rf"|[（(〔\[【]{_WHO}[^）)〕\]】|\t]*|{_WHO}[：:][^|\t]*"
    r"|“[^”]{1,40}”|‘[^’]{1,20}’|〔[0-9]{4}〕\s*第?[0-9]+号|\[[0-9]{4}\]\s*第?[0-9]+号"
    r"|(?:附件|附表|附录|表|图)\s*[0-9一二三四五六七八九十]+|“?十[二三四五六]五”?|二十大"
    r"|^\s*\|?\s*[0-9]{1,3}\s*(?=[|\t])"
)
"""What is passed over: who is responsible, names in quotation marks, numbers of papers and of rows."""

_NUMBERING = late(
    r"[\s#*]*(?:第?[0-9一二三四五六七八九十百]+(?:[条章节篇编]|部分)|[（(]?[0-9一二三四五六七八九十]+(?:[）)、·]|[．.](?![0-9])))*\s*"
)
"""The number of a clause, at the beginning of a line."""

_ISSUED = late(
    r"[^，。；]{0,40}[0-9一二〇零○三四五六七八九]{4}年.{1,3}月.{1,3}日(?:印发|发布|起施行|起实施)?\s*"
)
"""A line that only dates the notice."""


def _stretches(line: str) -> Iterator[tuple[int, int]]:
    """What stands between stops; a row of a table is one stretch."""
    if _ISSUED.fullmatch(line):
        return
    stops = [] if _BORDER.search(line) else [m.span() for m in _STOPS.finditer(_closed(line))]
    numbering = _NUMBERING.match(line)
    begins = [numbering.end() if numbering else 0, *(end for _, end in stops)]
    ends = [*(start for start, _ in stops), len(line)]
    for begin, end in zip(begins, ends, strict=True):
        own = line[begin:end]
        if own.strip():
            inset = len(own) - len(own.lstrip())
            yield begin + inset, begin + len(own.rstrip())


def _closed(line: str) -> str:
    """The line with titles of documents and brackets shut: a stop in them is none."""
    return re.sub(r"《[^》]*》|（[^）]*）|\([^)]*\)|“[^”]*”", lambda m: "□" * len(m[0]), line)


def _marks(line: str, start: int, end: int, year: int) -> Iterator[Mark]:
    """The marks of a stretch of a line, by their places in the line."""
    blank = _ASIDE.sub(lambda m: "□" * len(m[0]), line)
    said = blank[start:end]
    for found in _documents(line[start:end]):
        yield Mark(start + found[0], start + found[1], "document")
    said = re.sub(r"《[^》]*》", lambda m: "□" * len(m[0]), said)
    row = bool(_BORDER.search(line))
    for days in read_days(said, year):
        if _dates(days, said[: days.start], year):
            yield Mark(start + days.start, start + days.end, "deadline")
    for rhythm in _RHYTHM.finditer(line[start:end]):
        yield Mark(start + rhythm.start(), start + rhythm.end(), "period")
    demands = bool(directions(said))
    for number in read_numbers(said):
        if _counts(number, said, demands=demands, row=row):
            yield Mark(start + number.start, start + number.end, "number")


# --- titles --------------------------------------------------------------------------------------

_MAKES = late(
    r"(?:出台|制定|制订|编制|编写|拟定|拟订|形成|起草|修订|修编|发布|印发|下发|提出|完成)[^，。；、《》]{0,8}$"
)
_MADE = late(r"[^，。；《》]{0,6}(?:出台|编制|修订|起草)")


def _documents(said: str) -> Iterator[tuple[int, int]]:
    """Titles of papers that are to be made; those that are sent, followed or referred to are none."""
    for title in re.finditer(r"《[^》]+》", said):
        before, after = said[: title.start()], said[title.end() :]
        if re.search("现将[^，。；]*$|关于印发$", before):
            continue
        if _MAKES.search(before) or _MADE.match(after):
            yield title.span()


# --- days and periods ----------------------------------------------------------------------------


def _dates(days: Days, before: str, year: int) -> bool:
    """A deadline or a month, or a year up to which (到2027年); 全年, 期间 and what lies before the plan's
    year are none."""
    until = before.endswith(("到", "至")) and days.text[:1].isdigit()
    if days.text.endswith(("后", "期间")) or not (days.by or days.months or until):
        return False
    return not days.days or any(day.year >= year for day in days.days)


_RHYTHM = late(
    r"(?<![人户名亩])(?:每个?(?:周|星期|旬|月|季度?|半年|年)(?!龄|[上下]旬|底|末)|每(?:两|三|四|六|[2-9])个?(?:周|月|季度|年)"
    r"|按(?:周|旬|月|季度?|年度?|半年)(?!份)|逐[月季]|双[周月]|隔[周月])"
    r"|(?<![0-9个一二三四五六七八九十本当上下])(?:周|旬|月|季度?|半年|年度)"
    r"(?:报告|报(?!价|名|考|酬)|通报|调度|例会|总结|考核|评比|分析|排名|督查|点评|讲评)"
)

# --- numbers -------------------------------------------------------------------------------------

_COUNTED = late(
    r"[余多]?(?:个(?!人|别|性|体)|家|户|人(?!民)|名|位|处|条|座|场|期|轮|次|遍|件|项|宗|起|份|篇|册|套|台|辆|艘|头|只|株|棵|亩|公顷"
    r"|平方|立方|公里|千米|米|吨|公斤|千克|毫克|克|升|千瓦|兆瓦|元|万|亿|所|间|栋|幢|村|镇|乡|校|班|支|批|门|种|类|站|床|张|块|片"
    r"|对|组|岗|课时|学时|个月|天|工作日|小时|分钟|日内|个工作日)"
)
"""What is counted, right after the number."""

_NAMED = late(r"岁|周岁|级|号|(?:分钟|小时)[^，。；]{0,6}圈")
"""What makes a number a part of a name: an age, a grade, 15分钟生活圈."""

_MANY = 10
"""A numeral in characters counts by itself from here on; 三级, 两项 and the like are names."""


def _counts(number: Number, said: str, *, demands: bool, row: bool) -> bool:
    """Whether a number asks for something, or is one that a reader would want to find encoded."""
    before, after = said[: number.start], said[number.end :]
    if number.sort in ("share", "points", "times"):
        return True
    if (
        number.value is None
        or re.match(r"[A-Za-z+＋\-]", after)
        or re.search(r"[A-Za-z+＋]$", before)
    ):
        return False
    counted = _COUNTED.match(after) is not None
    if not number.text[0].isdigit():
        return counted and (demands or number.value >= _MANY)
    if _NAMED.match(after) or number.text in ("12345", "24"):
        return False
    cell = (
        row
        and re.search(r"(?:^|[|｜\t])\s*$", before)
        and re.match(r"[^|｜\t]{0,6}(?:$|[|｜\t])", after)
    )
    return counted or demands or bool(cell)
