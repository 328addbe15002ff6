"""Whatever a paper says stands in its file once, as it is said and in its order, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import look
from generator.pages.papers import Attachment, OfficialPaper, Paragraph, Section, Sentence, numbered
from generator.pages.render.seen import seen
from generator.pages.values import NOTHING, Table
from generator.papers.docx import template, written
from tests.campaign import examples

FORM = template(look.ours())

WORDS = st.text("甲乙。<>&{}%_#'\"-()}{ \t\n\x07\x0c\ud800", min_size=1, max_size=9).map(
    lambda text: f"丙{text}丁"
)
PARAGRAPHS = st.builds(
    Paragraph,
    st.lists(st.builds(lambda w: Sentence((w,)), WORDS), max_size=2).map(tuple),
    st.just("") | WORDS,
)
ROWS = st.lists(st.tuples(WORDS, st.integers(0, 99)), max_size=3).map(tuple)
PIECES = st.lists(
    PARAGRAPHS | st.builds(Table, WORDS, st.tuples(WORDS, WORDS), ROWS), max_size=3
).map(tuple)
PAPERS = st.builds(
    OfficialPaper,
    title=WORDS,
    signed=st.just("") | WORDS,
    day=st.just("") | WORDS,
    sections=st.lists(st.builds(Section, WORDS, PIECES), max_size=3).map(tuple),
    marks=st.lists(WORDS, max_size=2).map(tuple),
    number=st.just("") | WORDS,
    to=st.just("") | WORDS,
    opening=st.lists(PARAGRAPHS, max_size=1).map(tuple),
    attachments=st.lists(st.builds(Attachment, WORDS, PIECES, st.booleans()), max_size=3).map(
        tuple
    ),
)


@given(PAPERS)
@settings(max_examples=examples(25), deadline=None)
def test_everything_is_said_once_and_in_order(paper: OfficialPaper) -> None:
    assert list(_found(written(paper, FORM))) == [_plain(text) for text in _said(paper)]


def _found(data: bytes) -> Iterator[str]:
    for block in docx.Document(BytesIO(data)).iter_inner_content():
        if isinstance(block, WordTable):
            yield from (_plain(cell.text) for row in block.rows for cell in row.cells)
        elif block.text:
            yield _plain(block.text)


def _plain(text: str) -> str:
    """Without the ends of lines: a title may have more of them, and a cell ends with none."""
    return seen(text).replace("\n", "")


def _said(paper: OfficialPaper) -> Iterator[str]:
    told = numbered(paper)
    yield from told.marks
    yield from filter(None, (told.number, told.title, told.to))
    yield from _pieces(told.opening)
    for section in told.sections:
        yield section.title
        yield from _pieces(section.pieces)
    alone = len(told.attachments) == 1
    for place, each in enumerate(told.attachments, 1):
        label = "" if alone else f"{place}.\t"
        yield f"{'附件：' if place == 1 else ''}{label}{each.title}"
    yield from filter(None, (told.signed, told.day))
    for place, each in enumerate(told.attachments, 1):
        yield "附件" if alone else f"附件{place}"
        yield each.title
        yield from _pieces(each.pieces)


def _pieces(pieces: tuple[object, ...]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Paragraph():
                words = "".join(str(v) for s in piece.sentences for v in s.says)
                yield from filter(None, (piece.heading, words))
            case Table():
                yield piece.title
                yield from piece.columns if piece.rows else (NOTHING,)
                yield from (str(cell) for row in piece.rows for cell in row)
