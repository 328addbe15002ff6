"""The stored notice, and where words stand in it: in its text, in an annex, in the cells of a row.

White space is ignored, since line breaks are an accident of the layout, and so are the borders of cells
(``|`` or a tab) and the mark where a person was taken out: a quote may run over it. But where a border or
a blank parts two numbers, words that would join them do not stand there: 12 | 34 is not 1234.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from ..frozen import dataclass
from ..words.characters import lines
from ..words.expression import late
from .model import BORDERS, WITHHELD, flat
from .spelt.numeral import NUMERALS

_NUMBER = frozenset(f"0123456789.％%{NUMERALS}")
_DIGITS = frozenset("0123456789.")
_HEAD = late(r"[0-9][0-9,.]*\Z")
_TAIL = late(r"[0-9]*(?:,[0-9]{3})*(?:\.[0-9]+)?[百千万亿]*[%％‰]?")
"""What may stand before and after digits and belongs to their number."""

_GONE = late(r"\s*".join(WITHHELD))

_HEADING = late(rf"(?:附件|附表|附录|附|表)[0-9{NUMERALS}]*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text without white space and borders; ``end`` is excluded."""

    start: int
    end: int


@lru_cache(maxsize=16)
def stored(raw: str) -> Notice:
    """The notice from its text; what is worked out of it is kept."""
    return Notice(raw)


@dataclass(frozen=True)
class Notice:
    """The notice as it is stored, and its text ``flat``: without white space and borders."""

    raw: str

    @cached_property
    def at(self) -> Sequence[int]:
        """Where each character of the flat text stands in the stored one."""
        gone = {at for found in _GONE.finditer(self.raw) for at in range(*found.span())}
        return [
            at
            for at, char in enumerate(self.raw)
            if not char.isspace() and char not in BORDERS and at not in gone
        ]

    @cached_property
    def text(self) -> str:
        """The flat text."""
        return flat(self.raw)

    def holds(self, words: str) -> bool:
        """Whether words stand in it one after another."""
        return next(self.places(words), None) is not None

    def places(self, words: str) -> Iterator[int]:
        """Where words begin in the flat text."""
        wanted, gaps = flat(words), _gaps(words)
        start = self.text.find(wanted)
        while start >= 0:
            crossed = self._parting(start, start + len(wanted))
            if all(border - start in gaps for border in crossed):
                yield start
            start = self.text.find(wanted, start + 1)

    def stands_alone(self, words: str) -> bool:
        """Whether the words stand somewhere without a word running on before or after them."""
        return re.search(rf"(?<!\w){spaced(words)}(?!\w)", self.raw) is not None

    def row(self, *words: str) -> list[str]:
        """The cells of the first row that holds all of some words, each flat; [] if none does."""
        wanted = [flat(each) for each in words]
        for line in lines(self.raw):
            if set(BORDERS) & set(line) and all(each in flat(line) for each in wanted):
                return cells(line)
        return []

    def rows(self, number: str, title: str) -> list[int]:
        """Where in the stored text rows begin that have a number as a cell, and a title begin one."""
        number, title = flat(number), flat(title)
        return [
            line.start()
            for line in re.finditer(r"[^\n]+", self.raw)
            if number in (own := cells(line[0])) and any(cell.startswith(title) for cell in own)
        ]

    def part(self, name: str) -> Span | None:
        """An annex or a table by its heading, such as 附件1: to the next heading, or to the end.

        A heading is a line that begins with the name; of several the last one, for the letter itself
        may list its annexes before they come.
        """
        wanted = flat(name)
        ends = f"(?![0-9{NUMERALS}])" if wanted[-1:] in _NUMBER else ""
        heads = [start for start, line in self._lines if re.match(re.escape(wanted) + ends, line)]
        if not wanted or not heads:
            return None
        later = [s for s, line in self._lines if s > heads[-1] and _is_heading(line)]
        return Span(heads[-1], min(later, default=len(self.text)))

    @property
    def headings(self) -> list[str]:
        """What the annexes and tables are called that there are."""
        found = (_HEADING.match(line) for _, line in self._lines if _is_heading(line))
        return list(dict.fromkeys(each[0] for each in found if each))

    def find(self, words: str, within: Span | None = None, near: int = 0) -> tuple[Span, ...]:
        """Where a quote stands: once in a row, or cell by cell in the cells of a row; () for nowhere.

        Of several places the first within the stretch, and of those the first from ``near`` on.
        """
        stretch = within or Span(0, len(self.text))
        size = len(flat(words))
        whole = [(Span(start, start + size),) for start in self.places(words)]
        every = [*whole, *self._in_rows(words)] if size else []
        inside = [
            spans
            for spans in every
            if stretch.start <= spans[0].start and spans[-1].end <= stretch.end
        ]
        return next((spans for spans in inside if spans[0].start >= near), (*inside, ())[0])

    def said(self, spans: Sequence[Span]) -> str:
        """The notice's words there, cells apart, and no number cut short at either end."""
        return "|".join(self._bordered(self._completed(span)) for span in spans)

    def sentence(self, spans: Sequence[Span]) -> str:
        """The sentence or the row around a place, cells apart."""
        start, end = spans[0].start, spans[-1].end
        first, last = self.at[start], self.at[end - 1]
        left, right = self.raw.rfind("\n", 0, first) + 1, self.raw.find("\n", last)
        line = self.raw[left : right if right >= 0 else len(self.raw)]
        if set(BORDERS) & set(line):
            return re.sub(rf"\s*[{re.escape(BORDERS)}]\s*", "|", line.strip())
        begins = max(self.text.rfind(stop, 0, start) for stop in "。；") + 1
        stops = [at for stop in "。；" if (at := self.text.find(stop, end - 1)) >= 0]
        return self._bordered(Span(begins, min(stops, default=len(self.text))))

    def raw_places(self, span: Span) -> tuple[int, int]:
        """A stretch as places in the text as it is stored."""
        return self.at[span.start], self.at[span.end - 1] + 1

    # --- rows and borders ------------------------------------------------------------------------

    @cached_property
    def _lines(self) -> list[tuple[int, str]]:
        """Every line that is not blank, flat, with the place where it begins."""
        found, position = [], 0
        for line in map(flat, lines(self.raw)):
            if line:
                found.append((position, line))
            position += len(line)
        return found

    @cached_property
    def _borders(self) -> list[int]:
        """The places of the flat text before which a border, or a blank between numbers, stands."""
        found = []
        for place, (left, right) in enumerate(pairwise(self.at), 1):
            gap = self.raw[left + 1 : right]
            numbers = self.raw[left] in _DIGITS and self.raw[right] in _DIGITS
            if set(gap) & set(BORDERS) or (gap and "\n" not in gap and numbers):
                found.append(place)
        return found

    @cached_property
    def _rows(self) -> list[list[Span]]:
        """The cells of every row that has several."""
        rows, borders = [], set(self._borders)
        for start, line in self._lines:
            cuts = [at for at in range(start + 1, start + len(line)) if at in borders]
            if cuts:
                rows.append([Span(*ends) for ends in pairwise((start, *cuts, start + len(line)))])
        return rows

    def _parting(self, start: int, end: int) -> list[int]:
        """The borders inside a stretch that stand between two numbers."""
        inside = (border for border in self._borders if start < border < end)
        return [at for at in inside if {self.text[at - 1], self.text[at]} <= _NUMBER]

    def _in_rows(self, words: str) -> Iterator[tuple[Span, ...]]:
        """The parts of a quote that has borders, in the cells of each row that has them in order."""
        parts = [part for part in cells(words) if part]
        for row in self._rows if len(parts) > 1 else ():
            found: list[Span] = []
            for cell in row:
                at = self._in_cell(parts[len(found)], cell) if len(found) < len(parts) else None
                found += [at] if at else []
            if len(found) == len(parts):
                yield tuple(found)

    def _in_cell(self, part: str, cell: Span) -> Span | None:
        """Words in a cell, all of its number if they hold any of it."""
        at = self.text.find(part, cell.start, cell.end)
        if at < 0:
            return None
        span = Span(at, at + len(part))
        return span if self._completed(span) == span else None

    def _completed(self, span: Span) -> Span:
        """A stretch that begins or ends in the middle of a number, with all of the number."""
        start, end, text = span.start, span.end, self.text
        if text[start] in _DIGITS:
            since = max((border for border in self._borders if border <= start), default=0)
            head = _HEAD.search(text, since, start)
            numbering = head and self.raw[: self.at[head.start()]].rpartition("\n")[2].strip() == ""
            start = head.start() if head and not numbering else start
        if text[end - 1] in _DIGITS:
            until = min((border for border in self._borders if border >= end), default=len(text))
            tail = _TAIL.match(text, end, until)
            end = tail.end() if tail else end
        return Span(start, end)

    def _bordered(self, span: Span) -> str:
        inside = [border for border in self._borders if span.start < border < span.end]
        cuts = (span.start, *inside, span.end)
        return "|".join(self.text[left:right] for left, right in pairwise(cuts))


def spaced(words: str) -> str:
    """A pattern for the words with whatever is ignored between their characters."""
    gap = rf"(?:[\s{re.escape(BORDERS)}]|{WITHHELD})*"
    return gap.join(re.escape(char) for char in flat(words))


def cells(row: str) -> list[str]:
    """The cells of a row, each flat."""
    return [flat(cell) for cell in re.split(f"[{re.escape(BORDERS)}]", row)]


def _is_heading(line: str) -> bool:
    """Whether a line begins an annex or a table; 附件：1.…… lists them, and begins none."""
    found = _HEADING.match(line)
    return found is not None and (
        found[0] not in ("附", "表") and not line[found.end() :].startswith(("：1", ":1"))
    )


def _gaps(words: str) -> set[int]:
    """The places in the flat words before which the words themselves have white space or a border."""
    places, place, gap = set(), 0, False
    for char in words:
        if char.isspace() or char in BORDERS:
            gap = True
            continue
        if gap:
            places.add(place)
        place, gap = place + 1, False
    return places
