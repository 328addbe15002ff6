"""The bulletin of each closed period, as it is to be signed: its text, its attachments, what its figures rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from ... import store
from ...frozen import dataclass
from .. import keeping
from ..bulletins import kept, signing
from ..bulletins.paper import title as title_of
from ..bulletins.periods import Issue
from ..computation import anchor
from ..drafted import DRAFT
from ..page import Later, Named, Page, Sheet
from ..papers import OfficialPaper, Paragraph, Piece, attached, numbered
from ..site import Site
from ..values import Line, Link, Place, Table, Value


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and a paragraph, or a table, or a drawing; what it is not is empty."""

    heading: str = ""
    words: Line = ()
    table: Table | None = None
    drawing: Value = ""


@dataclass(frozen=True, slots=True)
class BulletinView:
    """``head`` are the marks and the number. ``parts`` and ``attached`` have a title
    and what stands below it; ``foot`` is who signs, and the day."""

    head: list[str]
    to: str
    opening: list[Block]
    parts: list[tuple[str, list[Block]]]
    closing: list[Block]
    foot: list[str]
    attached: list[tuple[str, list[Block]]]
    evidence: Table | None


def sheets(site: Site) -> Iterator[Sheet]:
    """A page for each paper that stands by now."""
    there = store.key(*(f"{clause} {at}" for clause, at in sorted(_there(site))))
    for issue, key, draft in kept.of_closings(site):
        signed = repr(signing.signed(site.results.case, issue))
        made_of = keeping.key(site, (), "bulletin", issue.id, key, signed, there)
        view, title = Later(partial(_of_draft, site, issue, draft)), title_of(issue)
        yield Sheet(title, view, issue.id, named=(Named((issue.name, title)),), made_of=made_of)


def _of_draft(site: Site, issue: Issue, draft: Callable[[], OfficialPaper]) -> BulletinView:
    return _view(site, _as_signed(site, issue, draft()))


def _as_signed(site: Site, issue: Issue, draft: OfficialPaper) -> OfficialPaper:
    """With its number and its day, and no draft any more, once it is known that it was signed."""
    signed = signing.signed(site.results.case, issue)
    if signed is None:
        return draft
    marks = tuple(mark for mark in draft.marks if mark != DRAFT)
    return replace(draft, marks=marks, number=signed.number, day=signed.day)


def _view(site: Site, paper: OfficialPaper) -> BulletinView:
    told = numbered(paper)
    return BulletinView(
        head=[each for each in (*told.marks, told.number) if each],
        to=told.to,
        opening=[_block(each) for each in told.opening],
        parts=[(part.title, [_block(piece) for piece in part.pieces]) for part in told.sections],
        closing=[_block(each) for each in told.closing],
        foot=[told.signed, told.day],
        attached=[(title, [_block(p) for p in each.pieces]) for title, each in attached(told)],
        evidence=_evidence(site, told.evidence) if told.evidence else None,
    )


def _block(piece: Piece) -> Block:
    match piece:
        case Paragraph():
            words = tuple(value for sentence in piece.sentences for value in sentence.says)
            return Block(piece.heading, words)
        case Table():
            return Block(table=piece)
        case _:
            return Block(words=(piece.title,), drawing=piece)


def _evidence(site: Site, table: Table) -> Table:
    """The table with links to what is still judged: what was judged once may be no more."""
    there = _there(site)
    return replace(
        table, rows=tuple(tuple(_led(cell, there) for cell in row) for row in table.rows)
    )


def _there(site: Site) -> set[tuple[str, str]]:
    """The places of what is judged now, by clause and anchor."""
    judged = site.results.verdicts
    return site.once("computed", lambda: {(v.clause, anchor(v)) for v in judged if v.rule})


def _led(value: Value, there: set[tuple[str, str]]) -> Value:
    if isinstance(value, tuple):
        return tuple(_led(each, there) for each in value)
    if isinstance(value, Link) and isinstance(value.to, Place):
        return value if (value.to.of, value.to.anchor) in there else value.words
    return value


PAGE = Page("bulletins/{}", sheets)
