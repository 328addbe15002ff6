"""The notice's text cut into phrases, each knowing which provisions encode it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..catalogue.model import Amendment, Clause, Issued, Provision
from ..catalogue.stored import stored
from ..words.characters import whole_lines


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of text that the same provisions encode; none when nothing does.

    ``left``: it holds a number, a period, a deadline or a title that nobody quotes.
    """

    text: str
    provisions: tuple[Provision, ...]
    left: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the notice and the provisions that begin in it, in order."""

    phrases: tuple[Phrase, ...]
    begins: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    provision: Provision


def annotate(
    issued: Issued,
    clauses: Sequence[tuple[Clause, Sequence[Provision]]],
    amended: Sequence[tuple[Amendment, Provision]] = (),
) -> list[Paragraph]:
    """Every line of a stored notice that is not blank, with what encodes it.

    ``clauses`` are those to show, each with its provisions, ``amended`` the provisions of earlier notices
    of which it says something else. A quote is looked for in its own clause first, since the same words
    may stand in several.
    """
    every = [*_spans(issued.text, clauses), *_amended(issued.text, amended)]
    spans = sorted(every, key=lambda span: span.start)
    found = []
    position = 0
    for line in whole_lines(issued.text):
        start, end = position, position + len(line.rstrip())
        position += len(line)
        if line.strip():
            here = [s for s in spans if s.start < end and s.end > start]
            begins = {s.provision.id: s.provision for s in here if s.start >= start}
            left = [(each.start, each.end) for each in issued.unquoted]
            phrases = tuple(_phrases(issued.text, start, end, here, left))
            found.append(Paragraph(phrases, tuple(begins.values())))
    return found


def _spans(text: str, clauses: Sequence[tuple[Clause, Sequence[Provision]]]) -> Iterator[_Span]:
    """Where each provision's quote stands in the text, cell by cell in a row, as character positions."""
    notice = stored(text)
    for clause, provisions in clauses:
        near = next(notice.places(clause.text), 0)
        for provision in provisions:
            part = notice.part(provision.from_) if provision.from_ else None
            for span in notice.find(provision.quote, part, near):
                yield _Span(*notice.raw_places(span), provision)


def _amended(text: str, amended: Sequence[tuple[Amendment, Provision]]) -> Iterator[_Span]:
    notice = stored(text)
    for by, provision in amended:
        part = notice.part(by.from_) if by.from_ else None
        for span in notice.find(by.quote, part):
            yield _Span(*notice.raw_places(span), provision)


def _phrases(
    text: str, start: int, end: int, spans: Sequence[_Span], left: Sequence[tuple[int, int]]
) -> Iterator[Phrase]:
    """The stretch from start to end, cut wherever a span, or what is left, begins or ends."""
    every = [*((span.start, span.end) for span in spans), *left]
    cuts = {min(max(at, start), end) for ends in every for at in ends}
    marks = sorted({start, end} | cuts)
    for at, until in pairwise(marks):
        inside = tuple(s.provision for s in spans if s.start <= at and s.end >= until)
        yield Phrase(text[at:until], inside, any(a <= at and until <= b for a, b in left))
