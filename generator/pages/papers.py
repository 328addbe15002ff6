"""What an official paper says, free of any medium: parts made of sentences, tables and drawings, its
attachments, and which verdict each figure comes from.

A part in which nothing is said is not there, and what follows it moves up: what has no words is left out
and the numbers are put last, here alone. Layout is the medium's (GB/T 9704-2012, 7.3 and
7.4), the order and the words are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from .. import wording
from ..frozen import dataclass
from .values import Drawing, Line, Paper, Table, Text


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with their full stop; ``verdicts`` are the ids of those that its figures come from."""

    says: Line
    verdicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together, under a heading of the second level or under none."""

    sentences: tuple[Sentence, ...]
    heading: Text = ""


Piece: TypeAlias = Paragraph | Table | Drawing


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a heading of the first level, in order."""

    title: Text
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is put behind the paper, on pages of its own; ``wide`` for those that lie across the sheet."""

    title: Text
    pieces: tuple[Piece, ...]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """A draft of a paper: no seal, and of its number and its day only what is known beforehand.

    ``marks`` stand above everything (代拟稿, 内部), ``number`` and ``to`` are '' where there are none,
    ``opening`` stands before the first section, ``closing`` after the last one; ``signed`` is who signs,
    ``day`` the words of the day. ``evidence`` lists each figure with its verdict.
    """

    title: Text
    signed: Text
    day: Text
    sections: tuple[Section, ...]
    marks: tuple[Text, ...] = ()
    number: Text = ""
    to: Text = ""
    opening: tuple[Paragraph, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    evidence: Table | None = None

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All of them, from the top."""
        yield from self.opening
        pieces = [s.pieces for s in self.sections] + [a.pieces for a in self.attachments]
        yield from (each for some in pieces for each in some if isinstance(each, Paragraph))
        yield from self.closing


def numbered(paper: OfficialPaper) -> OfficialPaper:
    """With the numbers of its headings: 一、, below them （一）, in each section from one on; without
    paragraphs and sections in which nothing is said."""
    told = ((section.title, tuple(filter(_speaks, section.pieces))) for section in paper.sections)
    sections = (
        Section(f"{wording.numeral(place)}、{title}", tuple(_headed(pieces)))
        for place, (title, pieces) in enumerate(((t, p) for t, p in told if p), 1)
    )
    return replace(paper, sections=tuple(sections))


def _speaks(piece: Piece) -> bool:
    """Whether anything is to be read there: a table says at least that it is empty."""
    if not isinstance(piece, Paragraph):
        return True
    return any(value not in ("", None, ()) for each in piece.sentences for value in each.says)


def _headed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    place = 0
    for piece in pieces:
        if isinstance(piece, Paragraph) and piece.heading:
            place += 1
            piece = replace(piece, heading=f"（{wording.numeral(place)}）{piece.heading}")
        yield piece


def attached(paper: OfficialPaper) -> list[tuple[str, Attachment]]:
    """Its attachments under their titles: 附件：甲 where there is one, else 附件1：甲."""
    several = len(paper.attachments) > 1
    return [
        (f"附件{place if several else ''}：{each.title}", each)
        for place, each in enumerate(paper.attachments, 1)
    ]


def plain(paper: OfficialPaper) -> Paper:
    """The same for a medium that knows no papers of this kind: a page, a terminal, plain text."""
    told = numbered(paper)
    before = (*told.marks, told.number, told.to, *_lines(told.opening))
    sections = (Paper(s.title, tuple(_parts(s.pieces))) for s in told.sections)
    after = (*_lines(told.closing), told.signed, told.day)
    behind = (Paper(title, tuple(_parts(each.pieces))) for title, each in attached(told))
    evidence = (told.evidence,) if told.evidence else ()
    parts = (*before, *sections, *after, *behind, *evidence)
    return Paper(told.title, tuple(part for part in parts if part))


def _parts(pieces: tuple[Piece, ...]) -> Iterator[Line | Table | Drawing]:
    for piece in pieces:
        if isinstance(piece, Paragraph):
            yield from _lines((piece,))
        else:
            yield piece


def _lines(paragraphs: tuple[Paragraph, ...]) -> Iterator[Line]:
    for paragraph in paragraphs:
        if paragraph.heading:
            yield (paragraph.heading,)
        yield tuple(value for sentence in paragraph.sentences for value in sentence.says)
