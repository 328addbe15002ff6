"""Never invent policy: every quote, title and text is held against the stored notice.

Where a text differs, the place told is the first character that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from difflib import SequenceMatcher
from typing import TypeAlias

from ..problems import Problem
from ..words.expression import late
from .model import (
    BORDERS,
    Clause,
    Provision,
    Question,
    Register,
    Section,
    Source,
    flat,
)
from .model import Notice as Particulars
from .placed import Places
from .spelt.numeral import DIGITS, numeral
from .stored import Notice, cells, spaced

_BETWEEN = f".．。、：: *#{BORDERS}"
"""What may stand between a title and its text, or around them, besides white space."""

_NUMERALS = "0-9一二三四五六七八九十百"


Quoting: TypeAlias = Source | Provision | Register | Question


def quoted(places: Places, quoting: Iterable[Quoting], notice: Notice) -> Iterator[Problem]:
    """The quote of each record is in the notice."""
    for record in quoting:
        if record.quote and not notice.find(record.quote):
            yield from verbatim(places, record, "quote", notice, "E531", "引文")


def check(places: Places, notice: Notice) -> Iterator[Problem]:
    """The notice's particulars, and all that its sections and clauses take from it."""
    for particulars in places.every(Particulars):
        yield from _particulars(places, particulars, notice)
    every = places.every(Clause)
    yield from _numbers(places, places.every(Section), notice)
    in_parts = [section.tasks for section in places.every(Section)]
    of_parts = {id(task) for tasks in in_parts for task in tasks}
    for level in (*in_parts, [clause for clause in every if id(clause) not in of_parts]):
        yield from _numbers(places, level, notice)
    yield from _in_order(places, every, notice)
    for clause in every:
        if clause.text:
            yield from verbatim(places, clause, "text", notice, "E532", "正文")
        faults = list(_begins(places, clause, notice))
        yield from faults or _own(places, clause, notice)


def _particulars(places: Places, stated: Particulars, notice: Notice) -> Iterator[Problem]:
    """The notice's own number, title, date and year."""
    for key, name in (("doc_no", "文号"), ("title", "标题")):
        if getattr(stated, key):
            yield from _entire(places, stated, key, notice, "E531", name)
    day, year = stated.issued, str(stated.plan_year)
    given = any(source.basis != "notice" for source in stated.sources)
    if not _dated(notice, day) and not (_undated(notice) and given):
        message = f"原文中没有“{day.year}年{day.month}月{day.day}日”这个日期"
        hint = "请核对印发日期；原文没有日期的，在 sources 里写明依据（basis: office 或 assumed）。"
        yield places.problem("E531", stated, ("issued",), message, hint)
    spelt = "".join("〇一二三四五六七八九"[int(digit)] for digit in year)
    if not any(words in notice.text for words in (year, spelt, spelt.replace("〇", "○"))) and not (
        _undated(notice) and given
    ):
        message = f"原文中没有“{year}”年"
        yield places.problem("E531", stated, ("plan_year",), message, "请核对计划年度。")


def _dated(notice: Notice, day: date) -> bool:
    """Whether it names a day, in digits or in Chinese numerals."""
    spelt = (f"{day.year}年{day.month}月{day.day}日", f"{day:%Y年%m月%d日}")
    return any(words in notice.text for words in spelt) or day in _spelt_days(notice)


def _undated(notice: Notice) -> bool:
    """Whether it names no day at all with its year."""
    return not re.search("[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日", notice.text) and not any(
        _spelt_days(notice)
    )


_NUMERAL = "".join(DIGITS)
_SPELT_DAY = late(rf"([{_NUMERAL}○]{{4}})年([{_NUMERAL}十]{{1,3}})月([{_NUMERAL}十]{{1,3}})日")


def _spelt_days(notice: Notice) -> Iterator[date]:
    for found in _SPELT_DAY.finditer(notice.text):
        year, month, day = (numeral(part.replace("○", "〇")) or 0 for part in found.groups())
        with suppress(ValueError):
            yield date(year, month, day)


def _numbers(
    places: Places, headings: Sequence[Section | Clause], notice: Notice
) -> Iterator[Problem]:
    """Each number stands before its title, and none twice on a level."""
    seen: dict[str, int] = {}
    for record in headings:
        number, title = flat(record.number), flat(record.title)
        if not title or not (number or isinstance(record, Section)):
            continue
        yield from _entire(places, record, "title", notice, "E532", "标题")
        if not number:
            continue
        if number in seen:
            message = f"序号“{number}”重复，第 {seen[number]} 行已经用过"
            yield places.problem("E522", record, ("number",), message, "请对照原文改正。")
        document, at = places.at(record)
        seen.setdefault(number, document.mark((*at, "number")).line)
        if title in notice.text and not _numbered(number, title, notice):
            message = f"原文中“{title}”前面的序号不是“{number}”"
            yield places.problem("E532", record, ("number",), message, "请对照原文改正。")


_STEP = r"[（(〔][^）)〕]*[）)〕]|[^、（(〔）)〕]+、?"
"""One number of a chain such as 三、（一）."""


def _numbered(number: str, title: str, notice: Notice) -> bool:
    """Whether the number's last part stands right before the title, below its first parts."""
    *above, own = re.findall(_STEP, number) or [number]
    pattern = rf"(?<![{_NUMERALS}（(〔第]){spaced(own)}[{re.escape(_BETWEEN)}\s]*{spaced(title)}"
    places = [m.start() for m in re.finditer(pattern, notice.raw)] or notice.rows(own, title)
    return any(_below(above, notice.raw[:place]) for place in places)


def _below(above: Sequence[str], before: str) -> bool:
    """Whether the nearest headings of their kinds before a place are those meant, the last the nearest."""
    for step in reversed(above):
        kind = re.sub(rf"[{_NUMERALS}]+", "N", step)
        pattern = spaced(kind).replace("N", rf"[{_NUMERALS}]+")
        found = list(re.finditer(rf"(?m)^[#*\s]*({pattern})", before))
        if not found:
            return "".join(above) in flat(before)
        if flat(found[-1][1]) != step:
            return False
        before = before[: found[-1].start()]
    return True


def _begins(places: Places, clause: Clause, notice: Notice) -> Iterator[Problem]:
    """A text begins where its title ends (or with its title)."""
    text, title = flat(clause.text), flat(clause.title)
    if not (clause.number and title and text):
        return
    if text.startswith(title) or text not in notice.text or title not in notice.text:
        return
    gaps = [
        notice.text[notice.text.rfind(title, 0, start) + len(title) : start].strip(_BETWEEN)
        for start in notice.places(clause.text)
        if title in notice.text[:start]
    ]
    if gaps and all(gaps):
        message = f"正文缺少开头的“{min(gaps, key=len)[:12]}”"
        yield places.problem("E532", clause, ("text",), message, "请从标题之后抄起，一字不漏。")


def _own(places: Places, clause: Clause, notice: Notice) -> Iterator[Problem]:
    """What a clause asks for is quoted from the clause itself, or from where it says."""
    text_told = bool(clause.text) and notice.holds(clause.text)  # else it is told that it differs
    own = flat(clause.number + clause.title + clause.text + clause.responsible_quote)
    row = notice.row(clause.number, clause.text)
    for provision in clause.provisions:
        if provision.from_:
            yield from _of_part(places, provision, notice)
        elif flat(provision.quote) in own or _in_cells(provision.quote, row):
            continue
        elif text_told and notice.find(provision.quote):
            message = "引文不在本条正文中"
            hint = "请核对这一项是否写在了别的条款下；出自附件或表的，用 from 写明。"
            place = ("quote",)
            yield places.problem("E531", provision, place, message, hint, value=provision.quote)


def _in_cells(quote: str, row: Sequence[str]) -> bool:
    """Whether each part of a quote with borders stands in a cell of a row."""
    return bool(row) and all(any(part in cell for cell in row) for part in cells(quote))


def _of_part(places: Places, provision: Provision, notice: Notice) -> Iterator[Problem]:
    """There is the annex or the table from which a provision says it quotes, and the quote is in it."""
    name = provision.from_
    part = notice.part(name)
    if part is None:
        known = notice.headings
        hint = f"原文中有：{'、'.join(known)}。" if known else "请写附件或表在原文中的那一行标题。"
        message = f"原文中没有以“{name}”开头的一行"
        yield places.problem("E531", provision, ("from",), message, hint, value=name)
    elif notice.find(provision.quote) and not notice.find(provision.quote, part):
        message = f"引文不在“{name}”中"
        hint = "请核对；表中的数写成“行名 | 数”，照一行里的次序。"
        yield places.problem("E531", provision, ("quote",), message, hint, value=provision.quote)


def _in_order(places: Places, every: Sequence[Clause], notice: Notice) -> Iterator[Problem]:
    """Clauses follow one another as in the notice."""
    reached = 0
    for clause in every:
        found = list(notice.places(clause.text)) if clause.text else []
        after = [place for place in found if place >= reached]
        if found and not after:
            message = f"“{clause.title or '本条'}”的次序与原文不同"
            yield places.problem("E532", clause, (), message, "各条请按原文的次序排列。")
        reached = min(after, default=reached)


def _entire(
    places: Places, record: object, key: str, notice: Notice, code: str, what: str
) -> Iterator[Problem]:
    """Verbatim, and not cut short in the middle of a word."""
    faults = list(verbatim(places, record, key, notice, code, what))
    yield from faults
    words = getattr(record, key)
    if not faults and not notice.stands_alone(words):
        message = f"{what}“{words}”没有抄全"
        yield places.problem(code, record, (key,), message, "请对照原文补全首尾。", value=words)


# --- comparison ----------------------------------------------------------------------------------


def verbatim(
    places: Places, record: object, key: str, notice: Notice, code: str, what: str
) -> Iterator[Problem]:
    """The words of a field are in the notice; else where they begin to differ from it."""
    text: str = getattr(record, key)
    wanted = flat(text)
    if notice.holds(text):
        return
    if wanted in notice.text:
        hint = "表中相邻两格的数要分开写，如“12 | 34”。"
        message = f"{what}把原文中分开的数连在了一起"
        yield places.problem(code, record, (key,), message, hint, value=text)
        return
    offset, found = _difference(wanted, notice.text)
    near = wanted[max(0, offset - 6) : offset + 6]
    message = f"{what}与原文不一致：“……{near}……”处"
    hint = f"原文此处是“……{found}……”。" if found else "原文中找不到相近的文字，请核对。"
    offset = _unsqueezed(text, offset)
    yield places.problem(code, record, (key,), message, hint, value=near, offset=offset)


def _difference(wanted: str, notice: str) -> tuple[int, str]:
    """Offset of the first character that differs, and the notice's words around that place."""
    start, length = _longest_prefix(wanted, notice)
    few = min(4, len(wanted))
    if length < few:
        match = SequenceMatcher(None, notice, wanted, autojunk=False).find_longest_match()
        if match.size < few:
            return length, ""
        start = max(0, match.a - match.b)
        pairs = zip(wanted, notice[start:], strict=False)
        length = next((index for index, (ours, its) in enumerate(pairs) if ours != its), 0)
    return length, notice[max(0, start + length - 6) : start + length + 6]


def _longest_prefix(wanted: str, notice: str) -> tuple[int, int]:
    """Where the longest prefix of wanted that the notice holds begins, and its length."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[:middle] in notice:
            low = middle
        else:
            high = middle - 1
    return notice.find(wanted[:low]), low


def _unsqueezed(text: str, offset: int) -> int:
    """The position in the text of the character that has the offset once white space is gone."""
    seen = 0
    for index, char in enumerate(text):
        if char.isspace() or char in BORDERS:
            continue
        if seen == offset:
            return index
        seen += 1
    return max(0, len(text.rstrip()) - 1)
