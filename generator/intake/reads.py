"""What the distinct texts of a column are read as, each once."""

from __future__ import annotations

from ..calendar import Term
from ..catalogue.fields import Read, Value
from ..catalogue.model import Catalogue, Column, Form
from ..words.characters import visible
from .cells import ZERO_REPORT, Parser, parser


class Reads(dict[str, Value]):
    """The values of texts, read when they are first asked for (``reads[text]``), in any term.

    ``noted`` are the texts of which anything is to be told, with all that they were read as; of any other the
    value is all. ``blank`` are those that say nothing, without a fault. A text of which nothing is to be told is
    read the same in every term, and is remembered from one to the next.
    """

    __slots__ = ("_parse", "blank", "noted")

    _parse: Parser

    def __init__(self) -> None:
        super().__init__()
        self.noted: dict[str, Read] = {}
        self.blank: set[str] = set()

    def turn_to(self, parse: Parser) -> None:
        """Read by the parser of another term from now on."""
        self._parse = parse
        for text in self.noted:
            del self[text]
        self.blank.difference_update(self.noted)
        self.noted.clear()

    def __missing__(self, text: str) -> Value:
        read = self._parse(text)
        if read.noteworthy:
            self.noted[text] = read
        if read.value is None and not read.faulty:
            self.blank.add(text)
        self[text] = read.value
        return read.value

    def read(self, text: str) -> Read:
        """All that a text was read as."""
        value = self[text]
        return self.noted.get(text) or Read(value)

    def forget(self) -> None:
        """Forget all of it, for what stands in one file only takes room."""
        self.clear()
        self.noted.clear()
        self.blank.clear()


def parser_of(form: Form, column: Column, catalogue: Catalogue, period: Term) -> Parser:
    """The parser of a column of a form for a term; where no zero report is allowed, one is told as such, in
    whatever column it stands."""
    parse = parser(column, catalogue, period)
    return _or_zero(parse) if form.zero_report in (column.id, None) else parse


_ZERO = Read(ZERO_REPORT)


def _or_zero(parse: Parser) -> Parser:
    """The parser of the column that may also hold the words of a zero report."""
    return lambda cell: _ZERO if visible(cell) == ZERO_REPORT else parse(cell)
