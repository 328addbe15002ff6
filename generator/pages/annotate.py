"""The notice's text cut into phrases, each knowing which provisions encode it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..catalogue.model import Amendment, Clause, Issued, Provision
from ..catalogue.stored import stored
from ..frozen import dataclass
from ..words.characters import whole_lines
from .laid import Laid, lay


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
    """A line of the notice, cut where what it is called ends and where its list of units begins, and the
    provisions that begin in it, in order."""

    laid: Laid
    head: tuple[Phrase, ...]
    phrases: tuple[Phrase, ...]
    tail: tuple[Phrase, ...]
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
    left = [(each.start, each.end) for each in issued.unquoted]
    found = []
    for laid in lay(issued, list(_lines(issued.text)), [clause for clause, _ in clauses]):
        here = [s for s in spans if s.start < laid.end and s.end > laid.start]
        begins = {s.provision.id: s.provision for s in here if s.start >= laid.start}
        head, phrases, tail = (
            tuple(_phrases(issued.text, *ends, here, left))
            for ends in pairwise((laid.start, laid.head, laid.tail, laid.end))
        )
        found.append(Paragraph(laid, head, phrases, tail, tuple(begins.values())))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines that are not blank stand, without the blanks at their ends."""
    position = 0
    for line in whole_lines(text):
        if said := line.strip():
            start = position + line.index(said)
            yield start, start + len(said)
        position += len(line)


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
    marks = sorted({start, end} | cuts)  # of no stretch there is no phrase
    for at, until in pairwise(marks):
        inside = tuple(s.provision for s in spans if s.start <= at and s.end >= until)
        yield Phrase(text[at:until], inside, any(a <= at and until <= b for a, b in left))
