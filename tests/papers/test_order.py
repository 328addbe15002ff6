"""What Word is strict about: the children of an element stand in the order of its schema (ISO/IEC 29500-1, annex A)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from docx.oxml.parser import parse_xml

from generator import look
from generator.pages.papers import OfficialPaper, Section
from generator.papers.docx import template, written
from tests.papers.test_docx import PAPER
from tests.papers.test_drawn import DRAWINGS

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath rPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
    " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
}


@pytest.fixture(scope="module")
def every() -> list[tuple[str, Any]]:
    """Every part of the template, of a paper and of one with pictures, by name."""
    form = template(look.ours())
    drawn = OfficialPaper("题", "署", "日", (Section("图", tuple(DRAWINGS)),))
    files = {"template": form, "paper": written(PAPER, form), "pictures": written(drawn, form)}
    return [part for file, data in files.items() for part in parts(file, data)]


def parts(file: str, data: bytes) -> Iterator[tuple[str, Any]]:
    """The parts of a file that are Word's."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
                yield f"{file}/{name}", parse_xml(archive.read(name))


def test_children_stand_in_the_order_of_the_schema(every: list[tuple[str, Any]]) -> None:
    assert len(every) > 20
    for name, part in every:
        for element in part.iter():
            kind = str(element.tag).rpartition("}")[2]
            if order := ORDERS.get(kind, "").split():
                children = [str(child.tag).rpartition("}")[2] for child in element]
                assert children == sorted(children, key=order.index), f"{name}: {kind}"


def test_cells_end_with_a_paragraph_and_every_table_has_its_columns(
    every: list[tuple[str, Any]],
) -> None:
    bodies = [(name, part) for name, part in every if name.endswith("/document.xml")]
    assert len(bodies) == 3
    for name, part in bodies:
        for cell in part.xpath("//w:tc"):
            assert cell[-1].tag.endswith("}p"), name
        for table in part.xpath("//w:tbl"):
            columns = len(table.xpath("w:tblGrid/w:gridCol"))
            assert {len(row.xpath("w:tc")) for row in table.xpath("w:tr")} == {columns}
        ids = part.xpath("//wp:docPr/@id")
        assert len(ids) == len(set(ids))
