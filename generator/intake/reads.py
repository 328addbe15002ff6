"""What the distinct texts of a column are read as, each once."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import TypeAlias

from ..calendar import Term
from ..catalogue.fields import Among, Read, Together, Value
from ..catalogue.model import Catalogue, Column, Form
from ..words.characters import visible
from .cells import ZERO_REPORT, Parser, among, parser, together

Parsers: TypeAlias = tuple[Parser, Together | None, Among | None]
"""What reads a text, what reads many at one look that are plainly plain, and what reads some of them."""

_MANY = 16
"""So many new texts are looked at together."""

SOON = 1_000
"""Before so many are looked at what looks at them together takes longer to be made than it saves."""


class Looked:
    """How many texts were looked at so far, by whoever reads many files."""

    def __init__(self) -> None:
        self.texts = 0

    def pays(self, more: int) -> bool:
        """Whether with so many more it pays to look at them together."""
        self.texts += more
        return self.texts > SOON


class Reads(dict[str, Value]):
    """The values of texts, read when they are first asked for (``reads[text]``), in any term.

    ``noted`` are the texts of which anything is to be told, with all that they were read as; of any other the
    value is all. ``blank`` are those that say nothing, without a fault. A text of which nothing is to be told is
    read the same in every term, and is remembered from one to the next.
    """

    __slots__ = ("_looked", "_made", "_parsers", "blank", "noted")

    def __init__(self, looked: Looked | None = None) -> None:
        super().__init__()
        self._looked = looked or Looked()
        self._parsers: Callable[[], Parsers] | None = None
        self._made: Parsers | None = None
        self.noted: dict[str, Read] = {}
        self.blank: set[str] = set()

    def turn_to(self, parsers: Callable[[], Parsers]) -> None:
        """Read by the parsers of another term from now on; they are made when the first new text comes."""
        self._parsers, self._made = parsers, None
        for text in self.noted:
            del self[text]
        self.blank.difference_update(self.noted)
        self.noted.clear()

    def __missing__(self, text: str) -> Value:
        read = self._reader[0](text)
        if read.noteworthy:
            self.noted[text] = read
        if read.value is None and not read.faulty:
            self.blank.add(text)
        self[text] = read.value
        return read.value

    def learn(self, texts: Set[str], *, plain: bool = True) -> None:
        """Read texts, together where many of them are new: all of them where they are plain, which somebody may know
        that they are not, or those that are spelt in a usual way."""
        if len(texts) < _MANY or self.keys() >= texts:
            return
        fresh = [text for text in texts if text and text not in self]
        if len(fresh) < _MANY or not self._looked.pays(len(fresh)):
            return
        _, many, among = self._reader
        if plain and many and (values := many(fresh)) is not None:
            self.update(zip(fresh, values, strict=True))
        elif among:
            spelt, noted = among(fresh)
            self.update(spelt)
            self.noted.update(noted)

    def at_once(self, texts: Sequence[str], seen: Set[str]) -> Sequence[Value] | None:
        """The values of a column of texts most of which are different (``seen``), where all are plain; nothing of
        them is remembered. None where they are to be read each by itself."""
        many = self._reader[1]
        if many is None or len(seen) < _MANY or not self._looked.pays(len(texts)):
            return None
        if "" not in seen:
            return many(texts)
        values = many([*filter(None, texts)])
        if values is None:
            return None
        blank, filled = self[""], iter(values)
        return [next(filled) if text else blank for text in texts]

    def read(self, text: str) -> Read:
        """All that a text was read as."""
        value = self[text]
        return self.noted.get(text) or Read(value)

    def forget(self) -> None:
        """Forget all of it, for what stands in one file only takes room."""
        self.clear()
        self.noted.clear()
        self.blank.clear()

    @property
    def _reader(self) -> Parsers:
        if self._made is None:
            if self._parsers is None:
                raise LookupError("no term")
            self._made = self._parsers()
        return self._made


def parsers_of(form: Form, column: Column, catalogue: Catalogue, period: Term) -> Parsers:
    """The parsers of a column of a form for a term; where no zero report is allowed, one is told as such, in
    whatever column it stands."""
    parse = parser(column, catalogue, period)
    one = _or_zero(parse) if form.zero_report in (column.id, None) else parse
    return one, together(column, catalogue, period), among(column, catalogue, period)


_ZERO = Read(ZERO_REPORT)


def _or_zero(parse: Parser) -> Parser:
    """The parser of the column that may also hold the words of a zero report."""
    return lambda cell: _ZERO if visible(cell) == ZERO_REPORT else parse(cell)
