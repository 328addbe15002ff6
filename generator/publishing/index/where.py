"""In which files of the index something stands: by its characters, and by each two that follow one another.

What is typed is looked for wherever it stands, so nothing is lost that lies in a file with all of its pairs; and
what lies in a file without one of them cannot be found there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

BOOKS = 64
"""So many files say where something stands, each of characters that leave the same remainder."""

_CUT = re.compile(r"""[ ,，、。;；?？!！"“”《》]+""")
"""Where a search is cut, as in ``site/assets/search/words.js``: no term has any of it."""

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_ASKING = re.compile("如何|怎么")


def folded(text: str) -> str:
    """A text in the one spelling in which it is compared, as ``fold`` of ``site/assets/search/words.js`` has it."""
    small = text.translate(_FULL)
    lower = small.lower()
    return _ASKING.sub("怎样", lower if len(lower) == len(small) else small)


def keys(texts: Iterable[str]) -> set[str]:
    """Every character of some texts, and every two that follow one another within a term."""
    found: set[str] = set()
    for text in map(folded, texts):
        found.update(text)
        for term in _CUT.split(text):
            found.update(map("".join, pairwise(term)))
    return found


def books(said: Sequence[Iterable[str]], named: Sequence[Iterable[str]]) -> Iterator[object]:
    """What each of the ``BOOKS`` says: for the keys of every file of text, and of names, the files that have them."""
    told: list[dict[str, dict[str, str]]] = [{"said": {}, "named": {}} for _ in range(BOOKS)]
    for kind, files in (("said", said), ("named", named)):
        for key, numbers in sorted(_turned(files).items()):
            told[ord(key[0]) % BOOKS][kind][key] = _ranges(numbers)
    yield from told


def _turned(files: Sequence[Iterable[str]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(files):
        for key in own:
            found[key].append(number)
    return found


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers that rise, those in a row by the first and the last: ``0-3 7``."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and rows[-1][1] == number - 1:
            rows[-1][1] = number
        else:
            rows.append([number, number])
    return " ".join(f"{first}-{last}" if last > first else str(first) for first, last in rows)
