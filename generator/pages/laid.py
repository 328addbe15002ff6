"""What each line of a stored notice is as a paper is set: masthead, number, title, headings, clauses, foot.

It goes by what is declared of the notice (its title and number, the clauses with their own words) and by how
notices number; a line of which neither says anything is text. GB/T 9704-2012, 7.2 and 7.3, has the order of
these parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from .. import wording
from ..catalogue.model import BORDERS, Clause, Issued, flat
from ..catalogue.spelt.numbering import number
from ..catalogue.stored import Notice, Span, stored
from ..frozen import dataclass

Role = Literal["masthead", "number", "title", "addressee", "heading", "text", "row", "foot"]

_HEADING_ENDS = 40
"""A numbered line that is longer, or that ends like a sentence, is no heading."""


_BEFORE = {"masthead", "number", "title", "foot"}
"""What may stand before those to whom a notice is sent."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A line that is not blank: its place in the stored text, ``end`` excluded, and what it is.

    ``level`` of a heading is 1 for the topmost, 0 for all else. ``clause`` is the one that begins here;
    what it is called ends at ``head``, its list of responsible units begins at ``tail``.
    """

    start: int
    end: int
    role: Role
    level: int = 0
    clause: Clause | None = None
    head: int = 0
    tail: int = 0


def lay(issued: Issued, lines: Sequence[tuple[int, int]], clauses: Sequence[Clause]) -> list[Laid]:
    """Each line, given by its place; ``clauses`` are those that are shown."""
    notice = stored(issued.text)
    words = [notice.raw[start:end] for start, end in lines]
    roles = _roles(issued, words)
    ranks = sorted(
        {_rank(line) for line, role in zip(words, roles, strict=True) if role == "heading"}
    )
    begun = {place: clause for clause in clauses for place in _begins(notice, clause)}
    tails = [place for clause in clauses for place in _tail(notice, clause)]
    found = []
    for (start, end), line, role in zip(lines, words, roles, strict=True):
        at = next((place for place in begun if start <= place[0] < end), None)
        clause = begun[at] if at else None
        found.append(
            Laid(
                start,
                end,
                role,
                ranks.index(_rank(line)) + 1 if role == "heading" else 0,
                clause,
                min(at[1], end) if at else start,
                next((place for place in tails if start <= place < end), end),
            )
        )
    return found


def _roles(issued: Issued, words: Sequence[str]) -> list[Role]:
    """What the lines are, of which each but the first stands after another."""
    notice, found = issued.notice, list[Role]()
    title, number_ = flat(notice.title), flat(notice.doc_no)
    entitled = next((at for at, line in enumerate(words) if _titles(title, line)), None)
    foot = _foot(issued, words)
    for at, line in enumerate(words):
        said = flat(line)
        if number_ and said == number_:
            found.append("number")
        elif entitled is not None and at < entitled:
            found.append("masthead")
        elif _titles(title, line):
            found.append("title")
        elif "title" in found and set(found) <= _BEFORE and line.endswith(("：", ":")):
            found.append("addressee")
        elif at in foot:
            found.append("foot")
        else:
            found.append(_body(line))
    return found


def _titles(title: str, line: str) -> bool:
    """Whether a line is the title, a part of it where it is broken, or that of what is sent with it."""
    said = flat(line)
    return len(said) >= min(8, len(title)) and said in title and "，" not in said


def _body(line: str) -> Role:
    if set(BORDERS) & set(line):
        return "row"
    said = line.strip()
    plain = len(said) <= _HEADING_ENDS and not said.endswith(("。", "；", "，", "）", ")", "："))
    return "heading" if plain and number(said) else "text"


def _foot(issued: Issued, words: Sequence[str]) -> set[int]:
    """Lines of little more than the day of issue."""
    day = wording.day(issued.notice.issued)
    return {
        at
        for at, line in enumerate(words)
        if day in flat(line) and len(flat(line)) <= _HEADING_ENDS + len(day)
    }


def _rank(line: str) -> int:
    found = number(line.strip())
    assert found is not None
    return found.style.rank


def _begins(notice: Notice, clause: Clause) -> Iterator[tuple[int, int]]:
    """Where number and title stand before the text, or where the text begins by itself: places in the
    stored text, the end after the mark that closes the title."""
    text = next(notice.places(clause.text), None)
    name = flat(f"{clause.number}{clause.title}")
    before = [at for at in notice.places(name) if text is None or at < text]
    if before and (clause.number or text is None):
        start, end = notice.raw_places(Span(before[-1], before[-1] + len(name)))
        yield start, end + (notice.raw[end : end + 1] in "。：:")
    elif text is not None:
        start, _ = notice.raw_places(Span(text, text + 1))
        yield start, start


def _tail(notice: Notice, clause: Clause) -> Iterator[int]:
    """Where the list of the responsible units begins, with the bracket before it."""
    if not clause.responsible_quote:
        return
    text = next(notice.places(clause.text), 0)
    for span in notice.find(clause.responsible_quote, near=text)[:1]:
        start, _ = notice.raw_places(span)
        while start and notice.raw[start - 1] in "（(〔[【":
            start -= 1
        yield start
