"""From records to a sheet: the header matched to the form, and the rows below it that are data.

What is left out is told: titles, blank rows between data, totals, the lines under a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from ..catalogue.model import Column, FilingPolicy, Form, bare
from ..problems import nearest
from ..words.sentences import ours, said
from . import privacy
from .patterns import DELIMITERS, MAX_COLUMNS, PATTERNS
from .records import Record
from .telling import Teller, short

_TOTAL = re.compile(PATTERNS["total"])
_FOOTER = re.compile(PATTERNS["footer"])
REFERENCE = "参考："
"""How the header of a column begins that is there for the clerk alone."""

_SEARCHED = 10
"""So many records are looked at for the header."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a filing whose header fits its form; ``positions`` maps column ids to cells.

    ``below`` are all records under the ``header``, ``rows`` those of them that hold data, and ``width``
    is how many cells the header fills.
    """

    positions: Mapping[str, int]
    rows: list[Record]
    header: Record
    below: Sequence[Record]
    width: int


def spellings(form: Form) -> Mapping[str, Column]:
    """Every bare header that a form accepts."""
    return {
        bare(name): column for column in form.columns for name in (column.header, *column.synonyms)
    }


def resembled(records: Sequence[Record], forms: Sequence[Form]) -> str | None:
    """The id of the form whose header stands among the first records, the first of several alike; None
    where there is hardly more of it than any table has."""
    start = [record for record in records if not record.blank][:_SEARCHED]
    best, most = None, 0
    for form in forms:
        spelt = spellings(form)
        hits = max((len({bare(c) for c in r.cells} & spelt.keys()) for r in start), default=0)
        if hits >= _wanted(form) and hits > most:
            best, most = form.id, hits
    return best


def lay_out(
    records: Sequence[Record], form: Form, others: Set[str], policy: FilingPolicy, tell: Teller
) -> Sheet | None:
    """The rows of data; None when the header does not fit. Every structural problem is told.

    ``form`` is that of the month; ``others`` are the bare headers that it has in other months, whose
    columns are passed over.
    """
    filled = [record for record in records if not record.blank]
    spelt = spellings(form)
    at = _header(filled, spelt, form)
    if at is None:
        if records:
            tell.tell(said("E110"))
        return None
    header = filled[at]
    if at:
        if not policy.skip_title:
            tell.tell(said("E120", first=filled[0].number, record=header.number), filled[0].place())
            return None
        tell.tell(said("W128", count=at), filled[0].place())
    if len(header.cells) > MAX_COLUMNS:
        words = said("E402", count=len(header.cells), limit=MAX_COLUMNS)
        tell.tell(words, header.place())
        return None
    positions = _match(header, spelt, others, form, policy, tell)
    if tell.broken:
        return None
    below = [record for record in records if record.number > header.number]
    rows = _rows(below, header, positions, form, tell)
    if not rows and not tell.broken:
        key = "W111.zero" if form.zero_report else "W111"
        tell.tell(said(key), header.place())
    return Sheet(positions, rows, header, below, _width(header))


# --- the header ----------------------------------------------------------------------------------


def _header(filled: Sequence[Record], spelt: Mapping[str, Column], form: Form) -> int | None:
    """Which of the filled records is the header: the first, unless a later one fits and it does not."""
    if not filled:
        return None
    if any(bare(cell) in spelt for cell in filled[0].cells):
        return 0  # a title above it says nothing of columns
    for index, record in enumerate(filled[:_SEARCHED]):
        if len({bare(cell) for cell in record.cells} & spelt.keys()) >= _wanted(form):
            return index
    return 0


def _wanted(form: Form) -> int:
    """So many columns of a form make a header of it."""
    return max(2, sum(column.required for column in form.columns) - 1)


def _match(
    header: Record,
    spelt: Mapping[str, Column],
    others: Set[str],
    form: Form,
    policy: FilingPolicy,
    tell: Teller,
) -> dict[str, int]:
    """Where each declared column stands."""
    positions: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    for index, cell in enumerate(header.cells):
        place = header.place(index)
        column = spelt.get(bare(cell))
        if column is None:
            if cell.strip() and not cell.startswith(REFERENCE) and bare(cell) not in others:
                unknown.append((index, cell.strip()))
        elif column.id in positions:
            first = positions[column.id] + 1
            words = said("E124", header=ours(column.header), first=first, n=index + 1)
            tell.tell(words, place, cell, cell)
        else:
            positions[column.id] = index
            if cell.removeprefix("*") != column.header:
                tell.change(place, column.header, cell, column.header)
    absent = [column for column in form.columns if column.id not in positions]
    meant = {_unknown(name, index, header, absent, policy, tell) for index, name in unknown}
    for column in absent:
        if column.required and column.id not in meant:
            words = said("E126", header=ours(column.header))
            tell.tell(words, header.place(), column.header)
    return positions


def _unknown(
    name: str,
    index: int,
    header: Record,
    absent: Sequence[Column],
    policy: FilingPolicy,
    tell: Teller,
) -> str | None:
    """Tell of a header that nobody declared; the column that was probably meant."""
    place = header.place(index)
    if privacy.is_column(bare(name)):
        tell.tell(said("E301.column", text=short(name)), place, name, name)
        return None
    ordered = sorted(absent, key=lambda column: not column.required)
    candidates = {
        bare(spelling): column
        for column in ordered
        for spelling in (column.header, *column.synonyms)
    }
    meant = nearest(bare(name), candidates, 0.5)
    if meant:
        tell.tell(
            said("E125", text=short(name), header=ours(candidates[meant].header)), place, name, name
        )
        return candidates[meant].id
    tell.tell(
        said("E127" if policy.strict_columns else "W127", text=short(name)), place, name, name
    )
    return None


# --- the rows ------------------------------------------------------------------------------------


def _rows(
    below: Sequence[Record], header: Record, positions: Mapping[str, int], form: Form, tell: Teller
) -> list[Record]:
    """The records that hold data, cut to the header's width."""
    width = _width(header)
    unnamed = {index for index in range(width) if not header.cells[index].strip()}
    given = {positions[c.id] for c in form.columns if c.equals and c.id in positions}
    given |= {i for i, cell in enumerate(header.cells) if cell.startswith(REFERENCE)}
    last = max((index for index, record in enumerate(below) if not record.blank), default=-1)
    is_total = _totals(positions, form)
    names = [bare(cell) for cell in header.cells[:width]]
    rows: list[Record] = []
    gap = False
    for record in below[: last + 1]:
        if record.blank:
            if not gap:
                tell.tell(said("W135", record=record.number), record.place())
            gap = True
            continue
        gap = False
        if _left_out(record, names, is_total, tell) or _untouched(record, width, given):
            continue
        if _ragged(record, width, header, tell):
            continue
        for index in unnamed:
            if record.cells[index].strip():
                words = said("E123", n=index + 1, text=short(record.cells[index].strip()))
                tell.tell(words, record.place(index))
        rows.append(Record(record.line, record.number, record.cells[:width]))
    return rows


def _width(header: Record) -> int:
    """How many cells a header has, less the empty ones at its end."""
    width = len(header.cells)
    while width > 1 and not header.cells[width - 1].strip():
        width -= 1
    return width


def _totals(positions: Mapping[str, int], form: Form) -> Callable[[Record], str | None]:
    """How to know a row of totals: its word in a key column, and the other own keys left blank."""
    keys = [positions[name] for name in form.key if name in positions]
    own = [
        positions[name] for name in form.key if name in positions and not form.column(name).equals
    ]

    def total(record: Record) -> str | None:
        for position in {0, *keys}:
            text = record.cells[position].strip() if position < len(record.cells) else ""
            if "计" in text and _TOTAL.fullmatch("".join(text.split())):
                others = [p for p in own if p != position and p < len(record.cells)]
                if not any(record.cells[p].strip() for p in others):
                    return text
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
    texts = [cell.strip() for cell in record.cells if cell.strip()]
    if ":" in bare(texts[0]) and all(_FOOTER.fullmatch(bare(text)) for text in texts):
        tell.tell(said("W203", record=record.number, text=short(texts[0])), place)
        return True
    return False


def _untouched(record: Record, width: int, given: Set[int]) -> bool:
    """Whether it is a row of the blank form that nobody filled in."""
    return len(record.cells) >= width and not any(
        cell.strip() for index, cell in enumerate(record.cells) if index not in given
    )


def _ragged(record: Record, width: int, header: Record, tell: Teller) -> bool:
    count, number = len(record.cells), record.number
    if any(cell.strip() for cell in record.cells[width:]):
        extra = next(i for i in range(width, count) if record.cells[i].strip())
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
                words = said("E132.other", record=number, count=count, width=width, name=ours(name))
                tell.tell(words, place)
                return True
        tell.tell(said("E132", record=number, count=count, width=width), place)
        return True
    return False
