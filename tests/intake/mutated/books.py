"""A grid as a workbook that anyone may have saved: its cells first, then the parts, then the bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from xml.sax.saxutils import escape, quoteattr

from generator.catalogue import types
from generator.catalogue.model.sheets import sheet_names
from generator.problems import letters

from . import parts
from .origins import CITIES, Grid

Shown = Mapping[tuple[int, int], str]

FORMATS: tuple[tuple[float, str | int, str], ...] = (
    (4219000, "#,##0", "4,219,000"),
    (4219000, "#,##0,", "4,219"),
    (4219000, "0.0,,", "4.2"),
    (1234567, "0!.0,", "123.5"),
    (0.857, "0%", "86%"),
    (0.85, "#%", "85%"),
    (0.8567, "0.00%", "85.67%"),
    (0.857, "0.0#%", "85.7%"),
    (0.5, "0.0%", "50.0%"),
    (1234.5678, "0.00", "1234.57"),
    (1234.5678, "0", "1235"),
    (12.5, 1, "13"),
    (12.345, 2, "12.35"),
    (12, 2, "12.00"),
    (5, '0.00"元"', "5.00元"),
    (5, '0"万元"', "5万元"),
    (3.2, '0.000"亿元"', "3.200亿元"),
    (7, "000", "007"),
    (5, '"约"0', "约5"),
    (-5, "0;(0)", "(5)"),
    (-5, "0;0", "5"),
    (0, '0;-0;"—"', "—"),
    (5, ";;;", ""),
    (5, "@", "5"),
    (5, "General", "5"),
    (12345, "0.00E+00", "1.23E+04"),
    (0.5, "# ?/?", "1/2"),
    (5, '[>3]"多";0', "多"),
    (5, "[Red]0", "5"),
    (5, "0_ ", "5 "),
    (5, "￥0.00", "￥5.00"),
    (5, '"¥"#,##0.00', "¥5.00"),
    (5, "0\\人", "5人"),
    (5, "_-* 0_-", "5"),
    (99, '0"."0', "9.9"),
    (45061, 14, "2023/5/15"),
    (45061, 31, "2023年5月15日"),
    (45061, 57, "2023年5月"),
    (45061, 58, "5月15日"),
    (45061, 27, "2023年5月"),
    (45061, "yyyy-mm-dd", "2023-05-15"),
    (45061, 'yyyy"年"m"月"d"日"', "2023年5月15日"),
    (45061, 'yyyy"年"m"月"', "2023年5月"),
    (45061, "[$-804]yyyy年m月d日;@", "2023年5月15日"),
    (45061, "m/d", "5/15"),
    (45061, "mmm-yy", "May-23"),
    (45061, "d", "15"),
    (45061, "yyyy", "2023"),
    (45061, "aaaa", "星期一"),
    (45061.5, "yyyy-mm-dd hh:mm", "2023-05-15 12:00"),
    (45061, 49, "45061"),
    (45061.75, "yyyy-mm-dd", "2023-05-15"),
    (45061, "yyyymmdd", "20230515"),
    (45061, "yy-m-d", "23-5-15"),
    (0.5, "h:mm", "12:00"),
    (1.5, "[h]:mm", "36:00"),
    (60, "yyyy-mm-dd", "1900-02-29"),
    (0, 14, "1900/1/0"),
    (-1, 14, "########"),
)
"""What a cell holds, its format or the number of a built-in one, and what the spreadsheet shows."""

_DATE = 14
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:[.][0-9]+)?")


class Writer:
    """The cells of one sheet as XML, and the styles and texts that they go by."""

    def __init__(self, grid: Grid, dice: Random) -> None:
        self.grid, self.dice = grid, dice
        self.formats: list[str | int] = ["General"]
        self.strings: list[str] = []
        self.shown: dict[tuple[int, int], str] = {}
        self.texts = dice.choice(["shared", "shared", "inlineStr", "str"])

    def rows(self) -> str:
        """All rows, each cell with its place."""
        made = []
        for number, row in enumerate(self.grid.rows, 1):
            cells = (self.cell(number, at, text) for at, text in enumerate(row, 1))
            made.append(f'<row r="{number}">{"".join(cells)}</row>')
        return "".join(made)

    def cell(self, row: int, at: int, text: str) -> str:
        """A cell as its column has it, a number or a day where it is one."""
        if not text:
            return ""
        place, column = f"{letters(at)}{row}", self.grid.column(at - 1)
        if row > 1 and column and types.of(column).dated and _ISO.fullmatch(text):
            try:
                serial = (date.fromisoformat(text) - date(1899, 12, 30)).days
            except ValueError:
                return self.text(place, text)
            return f'<c r="{place}" s="{self.style(_DATE)}"><v>{serial}</v></c>'
        if row > 1 and column and types.of(column).numeric and _PLAIN.fullmatch(text):
            return f'<c r="{place}"><v>{text}</v></c>'
        return self.text(place, text)

    def text(self, place: str, text: str, style: int = 0) -> str:
        """A text in one of the ways in which there are texts."""
        content = f'<t xml:space="preserve">{_escaped(text)}</t>'
        more = f' s="{style}"' if style else ""
        match self.texts:
            case "shared":
                self.strings.append(f"<si>{content}</si>")
                return f'<c r="{place}" t="s"{more}><v>{len(self.strings) - 1}</v></c>'
            case "str":
                return f'<c r="{place}" t="str"{more}><f>T(A1)</f><v>{_escaped(text)}</v></c>'
            case _:
                return f'<c r="{place}" t="inlineStr"{more}><is>{content}</is></c>'

    def style(self, shown_as: str | int) -> int:
        """The number of a style with a format."""
        if shown_as not in self.formats:
            self.formats.append(shown_as)
        return self.formats.index(shown_as)

    def styles(self) -> str:
        """The part with the formats."""
        own = {each: n for n, each in enumerate(self.formats, 164) if isinstance(each, str)}
        told = "".join(
            f'<numFmt numFmtId="{n}" formatCode={quoteattr(each)}/>' for each, n in own.items()
        )
        numbers = (own[each] if isinstance(each, str) else each for each in self.formats)
        cells = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
        return f"<numFmts>{told}</numFmts><cellXfs>{cells}</cellXfs>"


def written(grid: Grid, dice: Random) -> tuple[bytes, list[str], Shown]:
    """The bytes of a workbook, what was done to it, and what its odd cells show."""
    writer, done = Writer(grid, dice), []
    rows = writer.rows()
    for _ in range(dice.choice([0, 0, 1, 1, 1, 2, 3])):
        kind = dice.choice(_CELLS)
        rows = kind(rows, writer, dice)
        done.append(kind.__name__.strip("_"))
    book = parts.Book(
        sheet_names(CITIES[grid.city]().forms.values())[grid.form.id],
        rows,
        "".join(writer.strings),
        writer.styles(),
    )
    for _ in range(dice.choice([0, 0, 0, 1, 1, 2])):
        other = dice.choice(parts.KINDS)
        other(book, dice)
        done.append(other.__name__.strip("_"))
    data = book.bytes()
    if dice.random() < 0.1:
        done.append("bytes spoilt")
        at = dice.randint(0, len(data))
        spoilt = [data[:at], data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]]
        data = dice.choice(spoilt)
    restyled = any(kind in done for kind in ("styles_odd", "part_gone", "no_xml"))
    return data, done, {} if restyled else writer.shown


def _escaped(text: str) -> str:
    """As XML holds it; what it cannot hold is left out."""
    return escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)).replace(
        "\r", "&#13;"
    )


def _put(rows: str, writer: Writer, place: str, cell: str) -> str:
    """A cell in the place of another, behind the others of its row where there was none."""
    found = re.search(rf'<c r="{place}"[^>]*?(?:/>|>.*?</c>)', rows, re.DOTALL)
    if found:
        return rows[: found.start()] + cell + rows[found.end() :]
    row = re.search(r"[0-9]+", place)
    assert row
    return rows.replace(f'<row r="{row[0]}">', f'<row r="{row[0]}">{cell}', 1)


def _place(writer: Writer, columns: list[int], dice: Random) -> tuple[int, int]:
    return dice.randint(2, max(2, len(writer.grid.rows))), dice.choice(columns) + 1


# --- the cells -----------------------------------------------------------------------------------


def formatted(rows: str, writer: Writer, dice: Random) -> str:
    """A number or a day that shows something else than it is."""
    value, shown_as, shown = dice.choice(FORMATS)
    dates = (isinstance(shown_as, int) and shown_as > 10) or "y" in str(shown_as)
    row, at = _place(writer, writer.grid.dated() if dates else writer.grid.numeric(), dice)
    writer.shown[row, at] = shown
    cell = f'<c r="{letters(at)}{row}" s="{writer.style(shown_as)}"><v>{value}</v></c>'
    return _put(rows, writer, f"{letters(at)}{row}", cell)


def odd_cell(rows: str, writer: Writer, dice: Random) -> str:
    """What programs write instead of a value."""
    row, at = _place(writer, list(range(max(1, writer.grid.width))), dice)
    writer.shown.pop((row, at), None)
    place = f'r="{letters(at)}{row}"'
    cell = dice.choice(
        [
            f"<c {place}><v>NaN</v></c>",
            f"<c {place}><v>INF</v></c>",
            f"<c {place}><v></v></c>",
            f"<c {place}/>",
            f'<c {place} t="e"><v>#REF!</v></c>',
            f'<c {place} t="b"><v>1</v></c>',
            f"<c {place}><f>A1+1</f></c>",
            f"<c {place}><f>A1+1</f><v>7</v></c>",
            f'<c {place} t="str"><f>""</f><v></v></c>',
            f'<c {place} t="s"><v>99999</v></c>',
            f'<c {place} t="s"><v></v></c>',
            f'<c {place} t="s"><v>-1</v></c>',
            f'<c {place} t="d"><v>2023-05-31</v></c>',
            f'<c {place} t="d"><v>2023-05-31T00:00:00Z</v></c>',
            f'<c {place} s=""><v>7</v></c>',
            f'<c {place} s="999"><v>7</v></c>',
            f'<c {place} s="-1"><v>7</v></c>',
            f'<c {place} t="inlineStr"><is><t>甲</t><phoneticPr fontId="1"/></is></c>',
            f'<c {place} t="n"><v> 7 </v></c>',
            f"<c {place}><v>1.0000000000000002</v></c>",
            f"<c {place}><v>12345678901234567</v></c>",
            f'<c {place} t="inlineStr"><is><r><t>7</t></r><r><rPr><vertAlign val="superscript"/></rPr>'
            "<t>2</t></r></is></c>",
            f'<c {place} t="x"><v>7</v></c>',
            f'<c {place}><v>7</v><extLst><ext uri="{{x}}"/></extLst></c>',
            f'<c {place} t="str"><v>_x000D_甲_x0041_</v></c>',
            f"<c {place}><v>1e3</v></c>",
            f"<c {place}><v>7,5</v></c>",
        ]
    )
    return _put(rows, writer, f"{letters(at)}{row}", cell)


def unplaced(rows: str, writer: Writer, dice: Random) -> str:
    """Rows or cells that do not say where they stand."""
    if dice.random() < 0.5:
        return re.sub(r'<row r="[0-9]+"', "<row", rows)
    return re.sub(r'<c r="[A-Z]+[0-9]+"', "<c", rows)


def unordered(rows: str, writer: Writer, dice: Random) -> str:
    """Rows in another order, with the same numbers."""
    each = re.findall(r"<row .*?</row>", rows, re.DOTALL)
    dice.shuffle(each)
    return "".join(each)


def hidden_rows(rows: str, writer: Writer, dice: Random) -> str:
    return re.sub(
        r'<row r="([0-9]+)"',
        lambda m: m[0] + (' hidden="1"' if dice.random() < 0.4 else ""),
        rows,
    )


def odd_rows(rows: str, writer: Writer, dice: Random) -> str:
    """Heights and other marks of rows that are none."""
    more = dice.choice(
        [
            'ht="x"',
            'ht="-1"',
            'spans="1:x"',
            'customHeight="maybe"',
            'x14ac:dyDescent="0.2"',
            'hidden="true"',
            'hidden="0"',
            'ht="1e9"',
            's="x" customFormat="1"',
            'outlineLevel="9"',
            'collapsed="2"',
        ]
    )
    return rows.replace("<row ", f"<row {more} ", 1) if "x14ac" not in more else rows


def far_cell(rows: str, writer: Writer, dice: Random) -> str:
    """A cell with a format and nothing in it, far from the others."""
    place, row = dice.choice(
        [("XFD1048576", 1048576), ("A60000", 60000), ("ZZ900", 900), ("B999999", 999999)]
    )
    content = dice.choice(["", "", "", "<v>1</v>"])
    return f'{rows}<row r="{row}"><c r="{place}" s="0">{content}</c></row>'


def many_blank(rows: str, writer: Writer, dice: Random) -> str:
    """Rows that were filled once and hold nothing any more."""
    begun = len(writer.grid.rows)
    return rows + "".join(
        f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" t="s"/></row>'
        for n in range(begun + 1, begun + dice.choice([3, 300]))
    )


_CELLS: tuple[Callable[[str, Writer, Random], str], ...] = (
    formatted,
    formatted,
    formatted,
    formatted,
    odd_cell,
    odd_cell,
    odd_cell,
    unplaced,
    unordered,
    hidden_rows,
    odd_rows,
    far_cell,
    many_blank,
)
