"""From a header to the rows below it that are data.

What is left out is told: blank rows between data, totals, the lines under a table, a header that comes
again. A row below all others in which nothing stands but what a blank form brings with it (the unit, the
term, references, the numbers of the rows) is passed over: nobody has filled it in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import TypeAlias

from ..catalogue.fields import Value
from ..catalogue.model import Form, bare
from ..frozen import dataclass
from ..words.characters import is_blank
from ..words.expression import late
from ..words.sentences import Shown, said
from . import causes
from .asked import Asked, enough
from .header import Header
from .patterns import DELIMITERS, PATTERNS
from .records import Record
from .rowlike import rows_of
from .telling import CellPlace, Teller, short

_TOTAL = late(PATTERNS["total"])
_PRINTED = late(PATTERNS["printed"])
_FOOTER = late(PATTERNS["footer"])


Told: TypeAlias = tuple[Sequence[Value], Sequence[str]]
"""What the cells of a column say, and their texts."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a filing whose header fits its form, cut to the header's width.

    ``positions`` maps column ids to places in ``columns``, which are the texts of their cells, row by row;
    ``seen`` are the distinct ones of each. ``lines`` and ``numbers`` are the physical line and the
    spreadsheet row of each row. Of a large file that was read in ``pieces``, and told of, there are no columns but in
    ``read``, by their ids, and no row is a zero report; of any other it is None.
    """

    positions: Mapping[str, int]
    lines: Sequence[int]
    numbers: Sequence[int]
    columns: Sequence[Sequence[str]]
    seen: Sequence[Set[str]]
    read: Mapping[str, Told] | None = None

    def __len__(self) -> int:
        return len(self.lines)

    def place(self, row: int, position: int | None = None) -> CellPlace:
        """Where a row stands, counted from 0, or its cell at a 0-based position."""
        return CellPlace(self.lines[row], position, self.numbers[row])


def lay_out(
    header: Header, below: Sequence[Record], spoilt: Set[int], asked: Asked, tell: Teller
) -> Sheet:
    """The rows of data of the records below a header, but for those of which something is told already
    (``spoilt``, by their numbers). Every structural problem is told."""
    rows = _rows(header, below, spoilt, asked, tell)
    if not rows and not tell.broken:
        key = "W111.zero" if asked.form.zero_report else "W111"
        tell.tell(said(key), header.record.place())
    cells = zip(*(record.cells[: header.width] for record in rows), strict=True)
    columns = list(cells) if rows else [()] * header.width
    return Sheet(
        header.positions,
        [record.line for record in rows],
        [record.number for record in rows],
        columns,
        [set(column) for column in columns],
    )


def _rows(
    header: Header, below: Sequence[Record], spoilt: Set[int], asked: Asked, tell: Teller
) -> list[Record]:
    form, positions, width = asked.form, header.positions, header.width
    cells = header.record.cells
    unnamed = {index for index in range(width) if is_blank(cells[index])}
    given = {positions[c.id] for c in form.columns if c.equals and c.id in positions}
    given |= header.beside
    is_total = _totals(positions, form)
    names = [bare(cell) for cell in cells[:width]]
    rows: list[Record] = []
    gap: Record | None = None
    idle: list[Record] = []
    for record in below:
        if record.blank:
            gap = gap or record
            continue
        if _second_table(record, names, header, asked, tell):
            break
        _tell_of("W135", [gap] if gap else (), tell)
        gap = None
        if record.number in spoilt or _left_out(record, names, is_total, tell):
            continue
        if not rows and _printed(record, header, asked, tell):
            continue
        if _untouched(record, width, given):
            if not _tell_note(record, header, asked, tell):
                idle.append(record)
            continue
        _tell_of("W135.untouched", idle, tell)
        idle.clear()
        if not _ragged(record, width, header.record, asked.delimiter, tell):
            _tell_unnamed(record, unnamed, tell)
            rows.append(record)
    return rows


def _printed(record: Record, header: Header, asked: Asked, tell: Teller) -> bool:
    """Whether it is what forms print below a header: the numbers of the columns, their units, a line."""
    if not is_printed(record.cells) or rows_of(asked, header.positions, header.width)(record.cells):
        return False
    tell.tell(said("W138", record=record.number), record.place())
    return True


def is_printed(cells: Iterable[str]) -> bool:
    """Whether cells hold nothing but what forms print below a header."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return len(filled) > 1 and all(map(may_print, filled))


def may_print(text: str) -> bool:
    """Whether a cell holds what forms print below a header."""
    return _PRINTED.fullmatch(bare(text)) is not None


def is_total(text: str) -> bool:
    """Whether a cell is a word for a total."""
    return "计" in text and _TOTAL.fullmatch("".join(text.split())) is not None


def _tell_of(key: str, records: Iterable[Record], tell: Teller) -> None:
    """Tell of records that say nothing, now that one follows which does."""
    for record in records:
        tell.tell(said(key, record=record.number), record.place())


def _tell_note(record: Record, header: Header, asked: Asked, tell: Teller) -> bool:
    """Whether a row with nothing to report has words where a blank form names the unit or the term: they
    are a note, which is told."""
    for column in asked.form.columns:
        if column.equals and column.id in header.positions:
            text = record.cells[header.positions[column.id]].strip()
            if not is_blank(text) and asked.parser(column.id)(text).value is None:
                tell.tell(said("W203", record=record.number, text=short(text)), record.place())
                return True
    return False


def _second_table(
    record: Record, names: Sequence[str], header: Header, asked: Asked, tell: Teller
) -> bool:
    """Whether another table begins here, of another form or with its columns in another order: what
    stands below it is not this one's."""
    if bare(record.cells[0]) not in asked.known and not (asked.known & set(record.cells[1:2])):
        return False
    if [bare(cell) for cell in record.cells[: len(names)]] == list(names):
        return False
    form, columns = causes.fullest(record.cells, [asked.form, *asked.others])
    filled = sum(not is_blank(cell) for cell in record.cells)
    if form is None or len(columns) < max(3, enough(form)) or 2 * len(columns) < filled:
        return False
    if form.id == asked.form.id:
        words = said("E137.order", record=record.number, first=header.record.number)
    else:
        file = Shown(f"{form.id}.csv")
        words = said("E137", record=record.number, other=Shown(form.name), file=file)
    tell.tell(words, record.place())
    return True


def _tell_unnamed(record: Record, unnamed: Set[int], tell: Teller) -> None:
    for index in unnamed:
        text = record.cells[index].strip()
        if not is_blank(text):
            tell.tell(said("E123", n=index + 1, text=short(text)), record.place(index))


def _totals(positions: Mapping[str, int], form: Form) -> Callable[[Record], str | None]:
    """How to know a row of totals: its word in a cell, and the other own keys left blank."""
    keys = [positions[name] for name in form.key if name in positions]
    own = [
        positions[name] for name in form.key if name in positions and not form.column(name).equals
    ]
    first = {0, *keys}

    def total(record: Record) -> str | None:
        for position, cell in enumerate(record.cells):
            if is_total(cell):
                others = own if position in first else own or keys
                others = [p for p in others if p != position and p < len(record.cells)]
                if all(is_blank(record.cells[p]) for p in others):
                    return cell.strip()
        return None

    return total


def _left_out(
    record: Record, names: Sequence[str], is_total: Callable[[Record], str | None], tell: Teller
) -> bool:
    """Totals, what stands under a table, and a header that comes again."""
    place = record.place()
    first = bare(record.cells[0])
    if first == names[0] and [bare(cell) for cell in record.cells[: len(names)]] == list(names):
        tell.tell(said("W136", record=record.number), place)
        return True
    total = is_total(record)
    if total:
        tell.tell(said("W202", record=record.number, text=short(total)), place)
        return True
    texts = [cell.strip() for cell in record.cells if not is_blank(cell)]
    if ":" in bare(texts[0]) and all(_FOOTER.fullmatch(bare(text)) for text in texts):
        tell.tell(said("W203", record=record.number, text=short(texts[0])), place)
        return True
    return False


def _untouched(record: Record, width: int, given: Set[int]) -> bool:
    """Whether it is a row of the blank form that nobody filled in."""
    return len(record.cells) >= width and all(
        is_blank(cell) for index, cell in enumerate(record.cells) if index not in given
    )


def _ragged(record: Record, width: int, header: Record, delimiter: str, tell: Teller) -> bool:
    count, number = len(record.cells), record.number
    extra = next((i for i in range(width, count) if not is_blank(record.cells[i])), None)
    if extra is not None:
        place = record.place(extra)
        text = record.cells[extra].strip()
        if count <= len(header.cells):
            tell.tell(said("E123", n=extra + 1, text=short(text)), place, None, text)
        else:
            tell.tell(said("E131", record=number, count=count, width=width), place, None, text)
        return True
    if count < width:
        place = record.place(count - 1)
        for candidate, name in DELIMITERS.items():
            if sum(len(cell.split(candidate)) - 1 for cell in record.cells) + count == width:
                key = "E132.quoted" if candidate == delimiter else "E132.other"
                tell.tell(
                    said(key, record=number, count=count, width=width, name=Shown(name)), place
                )
                return True
        tell.tell(said("E132", record=number, count=count, width=width), place)
        return True
    return False
