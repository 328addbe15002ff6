"""Notices as files: Word documents, and PDFs with Chinese text, set line by line as on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx

WIDTH, LINES = 27, 24


def document(path: Path, *blocks: str | Sequence[Sequence[str]]) -> Path:
    """A Word document of paragraphs and tables; a row of one cell goes across, a / breaks a cell."""
    paper = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            for line in block.split("\n"):
                paper.add_paragraph(line)
            continue
        width = max(map(len, block))
        table = paper.add_table(len(block), width)
        for at, row in enumerate(block):
            if len(row) == 1:
                table.cell(at, 0).merge(table.cell(at, width - 1))
            for column, text in enumerate(row):
                first, *more = text.split("/")
                table.cell(at, column).text = first
                for part in more:
                    table.cell(at, column).add_paragraph(part)
    paper.save(str(path))
    return path


def numbered(paper: Path, *lines: str) -> Path:
    """A Word document in which Word makes the numbers: 一、 for lines, （一） for those that begin with >."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    made = docx.Document()
    root = made.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, pattern in enumerate(("%1、", "（%2）"))
    )
    root.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for line in lines:
        paragraph = made.add_paragraph(line.lstrip(">*"))
        if not line.startswith("*"):
            depth = int(line.startswith(">"))
            paragraph._p.get_or_add_pPr().insert(
                0,
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
                ),
            )
    made.save(str(paper))
    return paper


Word = tuple[int, int, int, str]
Rule = tuple[int, int, int, int]


def typeset(text: str, head: str = "") -> list[tuple[list[Word], list[Rule]]]:
    """Paragraphs on pages with page numbers: each set in by two letters, its lines full but the last."""
    pages: list[list[Word]] = [[]]
    for paragraph in filter(str.strip, text.split("\n")):
        rest, indent = paragraph, 2
        while rest:
            if len(pages[-1]) == LINES:
                pages.append([])
            line, rest = rest[: WIDTH - indent], rest[WIDTH - indent :]
            pages[-1].append((80 + indent * 16, 100 + len(pages[-1]) * 28, 16, line))
            indent = 0
    top: list[Word] = [(200, 40, 12, head)] if head else []
    return [
        ([*top, *words, (280, 805, 14, f"— {number} —")], [])
        for number, words in enumerate(pages, 1)
    ]


def pdf(path: Path, pages: Sequence[tuple[Sequence[Word], Sequence[Rule]]]) -> Path:
    """A PDF of words (x, y from the top, size, text) and of straight lines."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /Ascent 880 /Descent -120 "
        b"/CapHeight 880 /StemV 93 /ItalicAngle 0 /FontBBox [0 -120 1000 880] >>",
    ]
    kids = []
    for words, rules in pages:
        drawn = b"".join(
            b"BT /F1 %d Tf %d %d Td <%s> Tj ET\n"
            % (size, x, 842 - y, text.encode("utf-16-be").hex().encode())
            for x, y, size, text in words
        )
        drawn += b"".join(
            b"1 w %d %d m %d %d l S\n" % (a, 842 - b, c, 842 - d) for a, b, c, d in rules
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    path.write_bytes(body + end % (len(objects) + 1, rows, len(objects) + 1, len(body)))
    return path


def grid(
    rows: Sequence[Sequence[str]], top: int, columns: Sequence[int]
) -> tuple[list[Word], list[Rule]]:
    """A table with its lines, a line of text a cell, columns beginning at some places."""
    words, rules = [], []
    height, bottom = 24, top + 24 * len(rows)
    for at, row in enumerate(rows):
        for x, text in zip(columns, row, strict=False):
            words.append((x + 4, top + at * height + 17, 10, text))
    for at in range(len(rows) + 1):
        rules.append((columns[0], top + at * height, columns[-1], top + at * height))
    rules += [(x, top, x, bottom) for x in columns]
    return words, rules
