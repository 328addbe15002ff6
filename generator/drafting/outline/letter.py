"""The notice as a letter: number, issuer, title, addressees, day, and where its clauses begin.

What is found is taken from whole lines of the usual form only; a line that merely looks like one stays
for others, or for the list of what was not placed.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field
from datetime import date

from ...catalogue.model import squeeze
from ...catalogue.spelt.numbering import number, value
from ...frozen import dataclass
from ..private import reaches

_DOC_NO = re.compile(
    r"^(?:(?:发?文号|文件编号)[：: ]*)?([\u4e00-\u9fff]{2,24}\s*[〔\[［【(（]\s*20[0-9]{2}\s*[〕\]］】)）]"
    r"\s*第?\s*[0-9]{1,4}\s*号)$"
)
_KINDS = (
    "通知|通报|意见|方案|计划|要点|清单|分工|分解|措施|决定|函|批复|台账|规划|办法|安排|细则|任务|行动|实事|"
    "表|公告"
)
_ABOUT = re.compile(
    rf"^(?:[\u4e00-\u9fff（）() ]{{2,40}})?关于.{{2,160}}(?:{_KINDS})(?:（[^（）]{{2,12}}）)?$"
)
_TITLE = re.compile(rf"^[^，。；：！？]{{4,100}}(?:{_KINDS})(?:[（(][^（）()]{{2,16}}[）)])?$")
_LETTER = re.compile(
    r"^(?:[\u4e00-\u9fff（）() ]{2,40})?关于.{2,160}的(?:紧急|补充)?(?:通知|通报|意见|决定|函|批复|公告)$"
)
_SHORT = 4
_NAMED = re.compile("《([^《》]{4,100})》")
_ADDRESSED = re.compile(r"^[^。；]{2,300}[：:]$")
_DATE = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
_SPELT = re.compile(
    "([二〇○零一三四五六七八九Ｏ]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_IMPRINT = re.compile(r"^([\u4e00-\u9fff（）()]{4,40})[\s　]*(.{8,14}日)\s*印发$")
_ENCLOSED = re.compile(r"^附\s*件\s*([0-9一二三四五六七八九十]{0,2})\s*(?:[：:].*)?$")
_FOOT = re.compile(r"^(?:抄送|主送|抄报|报送|分送|共印|印数)[：: ].*|^[（(]此件.{2,20}[）)]$")
_HEAD = re.compile(r"^([\w（）()〔〕 ]{4,60}?)\s*文\s*件$")
_ORGANISATION = re.compile(
    r"^[\w（）()、 　]{4,60}"
    "(?:政府|办公室|委员会|领导小组|局|委|厅|部|院|指挥部|管委会|党组|公司|中心|办|会)$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Some words of the notice and the indexes of the lines that they fill."""

    text: str
    lines: tuple[int, ...]


@dataclasses.dataclass(slots=True)
class Letter:
    """What the letter says of itself; ``body`` is the index of the line at which its clauses may begin.

    ``opening`` are the lines of its own text, ``foreword`` those between the title of what it sends and
    the first clause, ``feet`` lines that close it, ``annexes`` the lines at which annexes begin.
    """

    doc_no: Found | None = None
    heading: Found | None = None
    title: Found | None = None
    addressees: Found | None = None
    signed: Found | None = None
    issued: date | None = None
    dated: tuple[int, ...] = ()
    sent: Found | None = None
    opening: list[int] = field(default_factory=list)
    feet: set[int] = field(default_factory=set)
    annexes: list[int] = field(default_factory=list)
    body: int = 0


def read(lines: Sequence[str], rows: Collection[int] = ()) -> Letter:
    """From the lines of the notice, in order; ``rows`` are the indexes of those that are rows of tables."""
    letter = Letter()
    _head(lines, letter)
    start = _after_head(letter)
    _feet(lines, letter)
    _sent(lines, letter, start)
    letter.body = start if letter.sent is None else letter.sent.lines[-1] + 1
    end = len(lines) if letter.sent is None else letter.sent.lines[0]
    for index in range(start, end):
        begins = number(lines[index]) or index in rows or index in letter.annexes
        if letter.sent is None and begins:
            break
        letter.body = max(letter.body, index + 1) if letter.sent is None else letter.body
        if index not in letter.feet and index not in letter.annexes:
            letter.opening.append(index)
    return letter


def _head(lines: Sequence[str], letter: Letter) -> None:
    """Heading, number, title and addressees, which stand in this order at the top."""
    top = next((i for i, line in enumerate(lines) if number(line)), len(lines))
    for index in range(min(top, 12)):
        line = lines[index]
        if letter.title is None and (found := _HEAD.match(line)):
            letter.heading = letter.heading or Found(squeeze(found[1]), (index,))
        elif letter.doc_no is None and (numbered := _DOC_NO.match(line)):
            letter.doc_no = Found(numbered[1], (index,))
        elif letter.title is None:
            letter.title = _title(lines, index, top)
        elif index > letter.title.lines[-1] and _ADDRESSED.match(line):
            letter.addressees = Found(line.rstrip("：:"), (index,))
            break


def _title(lines: Sequence[str], index: int, top: int) -> Found | None:
    """The title that begins at a line, over three lines at most: that of a letter before any other."""
    for pattern in (_LETTER, _ABOUT, _TITLE):
        joined = ""
        for last in range(index, min(index + 3, top)):
            if joined and (re.search("[。；：:，]$", joined) or _DOC_NO.match(lines[last])):
                break
            joined += lines[last]
            if pattern.match(joined) and len(squeeze(lines[index])) >= _SHORT:
                return Found(joined, tuple(range(index, last + 1)))
    return None


def _after_head(letter: Letter) -> int:
    found = (letter.heading, letter.doc_no, letter.title, letter.addressees)
    return max((each.lines[-1] + 1 for each in found if each), default=0)


def _feet(lines: Sequence[str], letter: Letter) -> None:
    """The lines that close the letter: who signs, the day, copies, contacts, what is enclosed."""
    first = _after_head(letter)
    for index in range(first, len(lines)):
        line = lines[index]
        if imprint := _IMPRINT.match(line):
            letter.feet.add(index)
            _dated(letter, imprint[2], index)
            letter.signed = letter.signed or Found(squeeze(imprint[1]), (index,))
        elif _day(line) and re.sub(r"[（()）\s]", "", line).endswith("日") and len(line) <= 20:
            letter.feet.add(index)
            _dated(letter, line, index)
            before = lines[index - 1]
            if index > first and _ORGANISATION.match(before) and index - 1 not in letter.feet:
                letter.feet.add(index - 1)
                letter.signed = letter.signed or Found(before, (index - 1,))
        elif _FOOT.match(line) or reaches(line):
            letter.feet.add(index)
        elif _ENCLOSED.match(line):
            letter.annexes.append(index)
            letter.feet.add(index)
            letter.feet.update(_enclosures(lines, index))


def _enclosures(lines: Sequence[str], index: int) -> Iterator[int]:
    """The numbered titles that go on below 附件：1.…."""
    if not re.match(r"^附\s*件\s*[：:]\s*1", lines[index]):
        return
    for wanted, at in enumerate(range(index + 1, min(index + 20, len(lines))), 2):
        if not re.match(rf"\s*{wanted}\s*[.．、]", lines[at]) or re.search("[。；]", lines[at]):
            return
        yield at


def _dated(letter: Letter, line: str, index: int) -> None:
    if letter.issued is None:
        letter.issued, letter.dated = _day(line), (index,)


def _day(text: str) -> date | None:
    """The day that a text names, in digits or in Chinese numerals."""
    found = _DATE.search(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        spelt = _SPELT.search(text)
        if spelt:
            year = "".join(
                str("〇一二三四五六七八九".index(c)) if c not in "○零Ｏ" else "0" for c in spelt[1]
            )
            return date(int(year), value(spelt[2]), value(spelt[3]))
    except ValueError:
        return None
    return None


def _sent(lines: Sequence[str], letter: Letter, start: int) -> None:
    """The title of what the letter sends, where it stands over its own text."""
    named = letter.title.text if letter.title else ""
    titles = [squeeze(found) for found in _NAMED.findall(named + "".join(lines[start : start + 8]))]
    about = re.match(r"(?:.*?)关于印发(.+?)的?通知$", squeeze(named))
    titles += [about[1].strip("《》")] if about else []
    for index in range(start, len(lines)):
        for size in (1, 2, 3):
            joined = squeeze("".join(lines[index : index + size]))
            if joined in titles and not re.search("[。；]", joined):
                letter.sent = Found(
                    "".join(lines[index : index + size]), tuple(range(index, index + size))
                )
                return
