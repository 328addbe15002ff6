"""Whether a line says what a row of a form says: asked of what stands where no row should stand.

What gives a row away are its keys, and that most of its cells say what their columns ask for. It may be
as faulty as any row, have lost cells or got too many; a table of another form that somebody pasted into
a text says other things in these places, and a sentence says nothing there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..catalogue.fields import Read
from ..words.characters import is_blank
from .asked import Asked
from .records import Record

_ANYTHING = "〓"
"""Only a column that takes anything takes this."""


def rows_of(
    asked: Asked, positions: Mapping[str, int], width: int
) -> Callable[[Sequence[str]], bool]:
    """What tells whether cells are a row of the form under a header of so many cells.

    Of as many cells as the header a row says one of its keys, words aside, and most of the rest as its
    columns ask for; of fewer or more, as an open comma makes them, it says whatever stands where a key is
    as that, and one of them that is its own. The unit and the month may be blank, as merged cells leave
    them.
    """
    columns = [column for column in asked.form.columns if column.id in positions]
    parse = {column.id: asked.parser(column.id) for column in columns}
    keys = [column for column in columns if column.id in asked.form.key]
    own = [column for column in keys if not column.equals] or keys
    telling = [column for column in columns if not _reads(parse[column.id], _ANYTHING)]
    reach = max((positions[column.id] for column in keys), default=width)
    sure = [column for column in keys if column in telling]
    surely = any(column in telling for column in own)

    def is_row(cells: Sequence[str]) -> bool:
        if len(cells) <= reach:
            return False
        fits = {c.id for c in columns if _reads(parse[c.id], _at(cells, positions[c.id]))}
        if len(cells) < width or not all(map(is_blank, cells[width:])):
            filled = (c for c in keys if c in own or not is_blank(_at(cells, positions[c.id])))
            return surely and all(column.id in fits for column in filled)
        said = [column for column in telling if not is_blank(_at(cells, positions[column.id]))]
        most = 2 * sum(column.id in fits for column in said) > len(said) or not telling
        named = any if sure else all
        return most and named(column.id in fits for column in sure or keys)

    return is_row


def several_lines(record: Record, delimiter: str) -> Iterator[tuple[int, int, list[list[str]]]]:
    """The cells with line breaks: position, line on which they open, and the record as it is read when
    their quotes are none: each line as cells, the first with what stands before, the last with what
    stands behind. Of a first cell without a delimiter nothing stands behind but its own row."""
    line = record.line
    for index, cell in enumerate(record.cells):
        if "\n" in cell and (index or delimiter in cell):
            lines = [part.split(delimiter) for part in cell.split("\n")]
            lines[0] = [*record.cells[:index], *lines[0]]
            lines[-1] = [*lines[-1], *record.cells[index + 1 :]]
            yield index, line, lines
        line += cell.count("\n")


def _at(cells: Sequence[str], position: int) -> str:
    return cells[position] if position < len(cells) else ""


def _reads(parse: Callable[[str], Read], text: str) -> bool:
    read = parse(text)
    return read.value is not None and not read.faulty
