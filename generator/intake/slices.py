"""The quick way from a text to the rows of a filing: one split, of which the columns are slices, or of a large text
one of so many lines at a time (``pieces``).

It is gone only where nothing could be told of the text but what is told of its header alone and of its cells,
so that it says what the way over ``records``, ``header``, ``swallowed`` and ``sheet`` says. That is decided from
the distinct cells of each column and from counts, and in doubt the other way is gone. The laws that it rests on:

- The header is the first line and names all that the form must have, so that no other is looked for; no column
  is named twice, and what is called numbers of the rows numbers them: nothing else of a header hangs on rows.
- Every line has as many cells as the header: no row is ragged. No cell has several lines (``quoted``).
- Of one column that a blank form leaves open, the ``anchor``, no cell is blank and none has a colon: no row is
  blank or untouched, and none is a line under a table.
- No first cell is the first header and none of the first two is a header of any form: no header comes again and
  no other table begins. No cell is a word for a total.
- The first row is nothing that forms print below a header; where it is none, no later one is asked.
- Where there is no header, a cell must be blank.
- No cell holds what may be personal, and none of the first rows asks for persons.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import field
from itertools import chain

from ..catalogue import types
from ..catalogue.model import bare
from ..frozen import dataclass
from ..words.characters import is_blank
from ..words.expression import late
from . import header as headers
from .asked import Asked, columns_in, required
from .patterns import SEARCHED
from .persons import asks, may_ask
from .quoted import HELD
from .records import Record
from .sheet import Sheet, is_printed, is_total, may_print
from .telling import Teller

_COLON = late("[:：]")
_PLAIN = late("[!-9;-~\u4e00-\u9fff]*+")
"""Characters that are seen, and no colons."""

_REMEMBERED = 1_000
"""So many texts are remembered of which something was asked."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a header line, whatever stands below it: how many ``cells`` it has, how many of them the
    table is wide, where the columns are, which cells are ``open`` (to be filled in, and so an anchor), which
    ``nameless`` (nothing may stand there) and which ``numbering`` (the rows are numbered there); what is ``told`` of
    it, on line 1. Of the files that begin with it are remembered texts that are neither blank nor have a colon
    (``filled``), and first cells that are none of a header or of what is printed below one (``firsts``)."""

    cells: int
    width: int
    positions: Mapping[str, int]
    open: Sequence[int]
    nameless: Sequence[int]
    numbering: Sequence[int]
    numeric: Set[int]
    first: str
    told: Teller
    is_quiet: bool
    filled: set[str] = field(default_factory=set)
    firsts: set[str] = field(default_factory=set)


def head_of(line: str, asked: Asked, is_personal: Callable[[Record], bool]) -> Head | None:
    """A header line as it is known for every file that begins with it; None where what is said of it could hang
    on what stands below, and where it does not fit."""
    record = Record(1, 1, _restored(line.split(asked.delimiter), asked.delimiter))
    named = [bare(cell) for cell in record.cells]
    fits = required(asked.form) <= columns_in(record.cells, asked.spelt)
    declared = [asked.spelt[name].id for name in named if name in asked.spelt]
    if record.blank or not fits or len(set(declared)) < len(declared):
        return None
    numbering = [at for at, name in enumerate(named) if headers.is_numbering(name)]
    first = Record(2, 2, ["1"] * len(named))  # it numbers itself, and nothing else hangs on it
    tell = Teller("")
    found = headers.find([record, first], asked, tell)
    if found is None or not tell.whole or is_personal(record) or any(map(asks, record.cells)):
        return None
    given = {found.positions[c.id] for c in asked.form.columns if c.equals and c.id in declared}
    given |= found.beside
    must = [found.positions[c.id] for c in asked.form.columns if c.required and c.id in declared]
    others = [at for at in range(found.width) if at not in must]
    return Head(
        len(record.cells),
        found.width,
        found.positions,
        [at for at in (*must, *others) if at not in given],
        [at for at, cell in enumerate(record.cells) if is_blank(cell)],
        numbering,
        {at for name, at in found.positions.items() if types.of(asked.form.column(name)).numeric},
        named[0],
        tell,
        not tell.problems and not tell.changes,
    )


def cut(body: str, head: Head, delimiter: str) -> list[list[str]] | None:
    """The cells of each column of some lines below the header; None where a line has more or fewer of them."""
    stride, rows = head.cells + 1, body.count("\n") + 1
    cells = body.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
    if len(cells) != rows * stride - 1 or cells[head.cells :: stride].count("\n") != rows - 1:
        return None
    columns = [cells[at::stride] for at in range(head.cells)]
    if HELD not in body:
        return columns
    return [_restored(own, delimiter) if HELD in "".join(own) else own for own in columns]


def _restored(cells: list[str], delimiter: str) -> list[str]:
    """Cells with the delimiters that were held for them."""
    return [cell.replace(HELD, delimiter) if HELD in cell else cell for cell in cells]


def apart(text: str, delimiter: str, most: int) -> tuple[str, deque[str]]:
    """The first line of a text; and the lines below it, less those at the end that are empty but for delimiters, so
    many together that it is not much more than ``most`` characters."""
    return text[: max(0, text.find("\n"))], deque(_below(text, delimiter, most))


def _below(text: str, delimiter: str, most: int) -> Iterator[str]:
    first, end = text.find("\n") + 1, len(text)
    while end > first:
        start = text.rfind("\n", 0, end) + 1
        if text[start:end].strip(delimiter + " "):
            break
        end = start - 1
    while 0 < first < end:
        stop = text.find("\n", first + most, end)
        stop = end if stop < 0 else stop
        yield text[first:stop]
        first = stop + 1


def are_totalled(body: str, columns: Sequence[list[str]], delimiter: str) -> bool:
    """Whether a cell is a word for a total: one that ends as these do, to begin with."""
    ends = re.search(rf"计[:：\s]*(?:[{re.escape(delimiter)}\n]|\Z)", body)
    return ends is not None and any(map(is_total, chain.from_iterable(columns)))


def lay_out(
    columns: Sequence[list[str]],
    head: Head,
    known: Set[str],
    is_clean: Callable[[Set[str], bool], bool],
    above: Sequence[str] = (),
    start: int = 2,
) -> Sheet | None:
    """The rows of a filing from its columns; None where anything could be told of their structure.

    ``known`` are the bare headers of all forms; ``is_clean`` tells whether texts, of a numeric column or not, hold
    nothing personal. ``above`` is the row over them, where they are not the first ones, and ``start`` the line on which
    they begin.
    """
    seen = [set(column) for column in columns]
    if (
        not all(is_blank(text) for at in head.nameless for text in seen[at])
        or not any(_are_filled(seen[at], head) for at in head.open)
        or not _begins_none(columns, seen, head, known, is_first=not above)
        or not all(_count_on(columns[at], above and above[at]) for at in head.numbering)
        or not all(is_clean(texts, at in head.numeric) for at, texts in enumerate(seen))
        or (not above and _ask_for_persons(columns))
    ):
        return None
    rows = range(start, start + len(columns[0]))
    return Sheet(head.positions, rows, rows, columns[: head.width], seen[: head.width])


def _are_filled(seen: Set[str], head: Head) -> bool:
    """Whether none of some texts is blank or has a colon."""
    fresh = seen - head.filled
    is_plain = len(fresh) > _REMEMBERED and "" not in fresh and _PLAIN.fullmatch("".join(fresh))
    if not is_plain and any(is_blank(text) or _COLON.search(text) for text in fresh):
        return False
    _remember(head.filled, fresh)
    return True


def _count_on(texts: Sequence[str], above: str | Sequence[str]) -> bool:
    """Whether a column numbers the rows, and goes on from the number above them."""
    if not above:
        return headers.counts_rows(texts)
    return isinstance(above, str) and above.isdecimal() and headers.counts_rows([above, *texts])


def _begins_none(
    columns: Sequence[list[str]],
    seen: Sequence[Set[str]],
    head: Head,
    known: Set[str],
    *,
    is_first: bool,
) -> bool:
    """Whether no row is a header, of this table or of another, and the first one nothing that forms print
    below it."""
    fresh = seen[0] - head.firsts
    bares = set(map(bare, fresh))
    if head.first in bares or not known.isdisjoint(bares):
        return False
    _remember(head.firsts, {text for text in fresh if not is_blank(text) and not may_print(text)})
    if len(seen) > 1 and not known.isdisjoint(seen[1]):
        return False
    if not is_first or columns[0][0] in head.firsts:
        return True
    return not is_printed([column[0] for column in columns])


def _remember(kept: set[str], texts: Set[str]) -> None:
    if len(kept) > _REMEMBERED:
        kept.clear()
    kept |= texts


def _ask_for_persons(columns: Sequence[list[str]]) -> bool:
    """Whether a cell of the first rows is a header that asks for persons."""
    start = [text for column in columns for text in column[: SEARCHED - 1]]
    return may_ask("\n".join(start)) and any(map(asks, set(start)))
