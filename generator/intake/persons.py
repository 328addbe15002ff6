"""Names of persons that a file gives away in one place, hidden wherever else it says them.

Behind its label a name is found; alone in a cell it is a word like any other, and a finding would print
it. What stands in a column that asks for persons counts as a name as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache

from ..catalogue.model import bare
from ..words import privacy
from ..words.characters import any_of
from ..words.expression import late
from ..words.privacy.patterns import HAN
from ..words.sentences import SENTENCES, Shown, as_masked
from .patterns import SEARCHED, has_all

_NAMES = range(2, 9)
"""So many characters make a name, or a part of one."""

_HEADERS = 20
"""No header that asks for persons is longer."""

_PASSED = late(any_of("breaks", "blanks", "bidi", "unseen", "selectors", more="*\t\n\r\x1c-\x1f "))
"""What is passed over wherever it stands in a header."""

_ASKING = (
    "姓名", "名字", "身份", "证件", "联系", "方式", "手机", "电话", "银行", "卡通", "住址", "户主", "经办",
    "填表", "填报", "邮箱", "微信", "QQ", "QＱ", "ＱQ", "ＱＱ",
)  # fmt: skip
"""What no header that asks for persons is without, whatever is passed over between its characters."""

_OURS = "\n".join(f"{each.message}{each.hint}" for each in SENTENCES.values())


@cache
def _look(pattern: str) -> re.Pattern[str]:
    """An expression that few files need: it takes longer to compile than such a file to read."""
    return re.compile(pattern)


def names_in(text: str, known: Set[str]) -> Iterator[str]:
    """The names in what is one, or several; ``known`` are those that are no person's, and no word of our
    own sentences is one."""
    for name in _look(f"[^{HAN}]+").split("".join(text.split())):
        if len(name) in _NAMES and name not in known and name not in _OURS:
            yield name


def listed(rows: Iterable[Sequence[str]], known: Set[str]) -> Iterator[str]:
    """The names in the columns that ask for persons, of rows of cells."""
    columns = set[int]()
    for number, cells in enumerate(rows):
        for at in columns & set(range(len(cells))):
            yield from names_in(cells[at], known)
        if number < SEARCHED:
            columns |= {at for at, cell in enumerate(cells) if asks(cell)}
        elif not columns:
            return


def may_ask(text: str) -> bool:
    """Whether a text, of one cell or of many, may hold a header that asks for persons; False means that
    there is surely none."""
    possible = [word for word in _ASKING if has_all(text, word)]
    if not possible:
        return False
    seen = _PASSED.sub("", text)
    return any(word in seen for word in possible)


def nameless(text: Shown, names: Set[str]) -> Shown:
    """The text with every one of the names covered, whatever is put between its characters."""
    words = _look(f"[{HAN}A-Za-z0-9*]")
    at = [place for place, char in enumerate(text) if words.match(char)]
    plain, chars, lengths = "".join(text[place] for place in at), list(text), set(map(len, names))
    for start in range(len(plain)):
        for length in lengths:
            if plain[start : start + length] in names:
                for place in at[start + 1 : start + length]:
                    chars[place] = "*"
    return as_masked("".join(chars))


def asks(header: str) -> bool:
    """Whether a cell is a header that asks for persons."""
    return 0 < len(header) <= _HEADERS and privacy.is_column(bare(header))
