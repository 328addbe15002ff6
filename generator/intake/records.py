"""From text to records: the delimiter, the quotes, and on which physical line each record begins.

The grammar is RFC 4180 with what spreadsheets and hands add: a quote inside an unquoted cell is a
character like any other, and so is what stands behind a closing quote. A quote that never closes is
told where it opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from ..catalogue.model import bare
from ..frozen import dataclass
from ..words.characters import is_blank
from ..words.sentences import Shown, said
from .patterns import DELIMITERS, SEARCHED, UNFIT
from .telling import CellPlace, Teller


@dataclass(frozen=True, slots=True)
class Record:
    """``line`` is the physical line (1-based), ``number`` the row in the spreadsheet (1-based)."""

    line: int
    number: int
    cells: list[str]

    def place(self, position: int | None = None) -> CellPlace:
        """Where it stands, or its cell at a 0-based position."""
        return CellPlace(self.line, position, self.number)

    @property
    def blank(self) -> bool:
        """Whether none of its cells shows anything."""
        return all(map(is_blank, self.cells))


def delimiter_of(text: str, headers: Set[str], most: int, tell: Teller) -> str | None:
    """What takes the cells of a text apart; ``headers`` are the bare spellings that a header may have.

    None when there are more cells than ``most``, and when nothing takes the header apart but a comma of Chinese
    writing, which is told.
    """
    if len(text) > most and max(map(text.count, (*DELIMITERS, "\n"))) > most:
        tell.tell(said("E402.cells", limit=most))
        return None
    return _delimiter(text, headers, tell)


def records_of(text: str, delimiter: str, tell: Teller) -> list[Record]:
    """Every record of a text; what stands behind a quote that never closes is left out, and told."""
    if '"' in text:
        return list(_parsed(text, delimiter, tell))
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return [Record(n, n, line.split(delimiter)) for n, line in enumerate(lines, 1)]


def _delimiter(text: str, headers: Set[str], tell: Teller) -> str | None:
    """The character that takes the header apart; a comma unless another one does it."""
    if len(headers & set(text.split("\n", 1)[0].split(","))) > 1:
        return ","
    start = text.split("\n", SEARCHED)[:SEARCHED]
    best, most = ",", 1
    for candidate in DELIMITERS:
        hits = max(_hits(line.split(candidate), headers) for line in start)
        if hits > most:
            best, most = candidate, hits
    if best != ",":
        tell.tell(said("W121", name=Shown(DELIMITERS[best])), CellPlace(1))
    elif most == 1 and (unfit := _unfit(start, headers)):
        number, name = unfit
        tell.tell(said("E122", name=Shown(name)), CellPlace(number))
        return None
    return best


def _unfit(start: Sequence[str], headers: Set[str]) -> tuple[int, str] | None:
    """The line of a header that is taken apart by what cannot do so, and what that is called."""
    found = [
        (_hits(re.split(mark, line), headers), number, name)
        for mark, name in UNFIT.items()
        for number, line in enumerate(start, 1)
    ]
    hits, number, name = max(found, key=lambda each: each[0])
    return (number, name) if hits > 1 else None


def _hits(cells: Sequence[str], headers: Set[str]) -> int:
    return sum(bare(cell.strip('"')) in headers for cell in cells)


def _parsed(text: str, delimiter: str, tell: Teller) -> Iterator[Record]:
    end = re.escape(delimiter) + r"\n"
    quoted = re.compile(rf'"([^"]*+(?:""[^"]*+)*+)"([^{end}]*)')
    plain = re.compile(f"[^{end}]*")
    position, line, number, size = 0, 1, 1, len(text)
    while position < size:
        start, odd = line, False
        cells: list[str] = []
        while True:
            at_quote = text.startswith('"', position)
            found = quoted.match(text, position) if at_quote else plain.match(text, position)
            if found is None:
                tell.tell(said("E133", record=number), CellPlace(line, len(cells), number))
                return
            if at_quote:
                rows = found.group().count("\n")
                if rows and not is_blank(found.group(2)):
                    # A cell of several lines with text behind it: the quote was meant for no pair.
                    tell.tell(said("E133", record=number), CellPlace(line, len(cells), number))
                    return
                cells.append(found.group(1).replace('""', '"') + found.group(2))
                odd = odd or not is_blank(found.group(2))
                line += rows
            else:
                cells.append(found.group())
                odd = odd or '"' in found.group()
            position = found.end()
            if position >= size or text[position] == "\n":
                break
            position += len(delimiter)
        if odd:
            tell.tell(said("W134"), CellPlace(start, None, number))
        yield Record(start, number, cells)
        position, line, number = position + 1, line + 1, number + 1
