"""Values in a Word document in the layout of official papers; drawings by their titles."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .. import values as v
from ..medium import Medium
from . import official, terminal
from .seen import seen

_STEP = 24
"""Points by which what an item rests on stands further in: two characters of a list."""

_DEEPEST = 8
"""So many steps leave room for words."""


def written(paper: v.Paper, lead: v.Lead | None) -> bytes:
    """The file; links lead where ``lead`` says, and are their words without it."""
    document = official.blank(seen(terminal.words(paper.title)))
    _paper(document, paper, lead, 0)
    return official.saved(document)


def _paper(document: Document, paper: v.Paper, lead: v.Lead | None, level: int) -> None:
    style = f"Heading {min(level, official.HEADINGS)}" if level else "Title"
    _say(document.add_paragraph(style=style), paper.title, lead)
    for part in paper.parts:
        match part:
            case v.Paper():
                _paper(document, part, lead, level + 1)
            case v.Table():
                _table(document, part, lead)
            case v.Outline():
                _outline(document, part, lead)
            case v.Excerpt():
                _excerpt(document, part)
            case _:
                _say(document.add_paragraph(style="Body Text"), part, lead)


def _table(document: Document, table: v.Table, lead: v.Lead | None) -> None:
    """A table under its title, its head again on each page; a line in the place of an empty one."""
    _say(document.add_paragraph(style="Caption"), table.title, lead)
    if not table.rows:
        _say(document.add_paragraph(style="Body Text"), v.NOTHING, lead)
        return
    made = document.add_table(0, len(table.columns), "Table Grid")
    for row in (table.columns, *table.rows):
        for cell, value in zip(made.add_row().cells, row, strict=True):
            cell.paragraphs[0].style = "No Spacing"
            _say(cell.paragraphs[0], value, lead)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _outline(document: Document, outline: v.Outline, lead: v.Lead | None) -> None:
    """A line each, further in by how deep it stands; what does not fit into a line still further."""
    for depth, says in outline.lines:
        for line in terminal.told(says) if isinstance(says, v.Cells) else [says]:
            paragraph = document.add_paragraph(style="List Paragraph")
            laid = paragraph.paragraph_format
            laid.left_indent = Pt(_STEP * min(depth, _DEEPEST) + _STEP // 2)
            laid.first_line_indent = Pt(-_STEP // 2)
            _say(paragraph, line, lead)


def _excerpt(document: Document, excerpt: v.Excerpt) -> None:
    for line in (f"{excerpt.title} {excerpt.place}", *excerpt.lines):
        _say(document.add_paragraph(style="No Spacing"), line, None)


def _say(paragraph: Paragraph, value: v.Value, lead: v.Lead | None) -> None:
    """Put a value at the end of a paragraph."""
    match value:
        case tuple():
            for each in value:
                _say(paragraph, each, lead)
        case v.Link() if lead:
            _link(paragraph, value, lead(value.to))
        case _:
            _run(paragraph, terminal.words(value)).font.superscript = (
                isinstance(value, v.Raised) or None
            )


def _link(paragraph: Paragraph, link: v.Link, address: str) -> None:
    linked = OxmlElement("w:hyperlink")
    leads = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    linked.set(qn("r:id"), leads)
    run = _run(paragraph, terminal.words(link.words))
    run.font.underline = True
    linked.append(run._r)
    paragraph._p.append(linked)


def _run(paragraph: Paragraph, words: str) -> Run:
    """Words at the end of a paragraph; signs that both scripts have are of ours."""
    run = paragraph.add_run(seen(words))
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    return run


MEDIUM = Medium(".docx", written)
