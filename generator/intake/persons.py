"""Names of persons that a file gives away in one place, hidden wherever else it says them.

Behind its label a name is found; alone in a cell it is a word like any other, and a finding would print
it. What stands in a column that asks for persons counts as a name as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from ..catalogue.model import bare
from ..words import privacy
from ..words.privacy.patterns import HAN
from ..words.sentences import SENTENCES, Shown, as_masked
from .patterns import SEARCHED

_APART = re.compile(f"[^{HAN}]+")
_WORDS = re.compile(f"[{HAN}A-Za-z0-9*]")
_NAMES = range(2, 9)
"""So many characters make a name, or a part of one."""

_HEADERS = 20
"""No header that asks for persons is longer."""

_OURS = "\n".join(f"{each.message}{each.hint}" for each in SENTENCES.values())


def names_in(text: str, known: Set[str]) -> Iterator[str]:
    """The names in what is one, or several; ``known`` are those that are no person's, and no word of our
    own sentences is one."""
    for name in _APART.split("".join(text.split())):
        if len(name) in _NAMES and name not in known and name not in _OURS:
            yield name


def listed(rows: Iterable[Sequence[str]], known: Set[str]) -> Iterator[str]:
    """The names in the columns that ask for persons, of rows of cells."""
    columns = set[int]()
    for number, cells in enumerate(rows):
        for at in columns & set(range(len(cells))):
            yield from names_in(cells[at], known)
        if number < SEARCHED:
            columns |= {at for at, cell in enumerate(cells) if _asks(cell)}
        elif not columns:
            return


def nameless(text: Shown, names: Set[str]) -> Shown:
    """The text with every one of the names covered, whatever is put between its characters."""
    at = [place for place, char in enumerate(text) if _WORDS.match(char)]
    plain, chars, lengths = "".join(text[place] for place in at), list(text), set(map(len, names))
    for start in range(len(plain)):
        for length in lengths:
            if plain[start : start + length] in names:
                for place in at[start + 1 : start + length]:
                    chars[place] = "*"
    return as_masked("".join(chars))


def _asks(header: str) -> bool:
    return 0 < len(header) <= _HEADERS and privacy.is_column(bare(header))
