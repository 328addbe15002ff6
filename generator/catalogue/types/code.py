"""Numbers of papers and things: kept as they are written, by a pattern where there is one."""

from __future__ import annotations

import re

from ...calendar import Term
from ...words.characters import any_of, names
from ...words.sentences import ours
from ..fields import FieldType, Read, Reader, fault
from ..model import Catalogue, Column, narrow
from .text import RE, allows, bounded

_SPELLINGS = {
    # searched in what is seen of the text
    "foreign": any_of("control", "breaks", more="\t\n"),
}
_FOREIGN = re.compile(_SPELLINGS["foreign"])


def _reader(column: Column, catalogue: Catalogue, period: Term) -> Reader:
    pattern = re.compile(column.pattern, re.ASCII) if column.pattern else None
    return lambda text, seen: _code(text, seen, column, pattern)


def _code(text: str, seen: str, column: Column, pattern: re.Pattern[str] | None) -> Read:
    if foreign := _FOREIGN.findall(seen):
        return fault("E224", header=ours(column.header), names=ours(names(foreign)))
    plain = narrow(seen) if pattern else seen
    if pattern and pattern.fullmatch(plain):
        return bounded(plain, text, column)
    for name, key in (("scientific", "E216"), ("formula", "E302"), ("path", "E404")):
        if RE[name].fullmatch(plain):
            return fault(key, text=plain)
    return _unfit(seen, plain, column, pattern) if pattern else bounded(plain, text, column)


def _unfit(seen: str, plain: str, column: Column, pattern: re.Pattern[str]) -> Read:
    """What does not fit the pattern; noughts before it may have got lost."""
    words = {
        "header": ours(column.header),
        "help": ours(column.help or "请核对编号。"),
        "text": seen,
    }
    padded = next((p for n in range(1, 9) if pattern.fullmatch(p := "0" * n + plain)), None)
    if padded and plain.isascii() and plain.isdigit():
        return fault("E223.zeros", meant=ours(padded), **words)
    if column.example:
        return fault("E223.example", example=ours(column.example), **words)
    return fault("E223", **words)


TYPE = FieldType(
    title="编号",
    meaning="编号",
    reader=_reader,
    takes=frozenset({"pattern", "max_length"}),
    of_digits=True,
    allows=allows,
    spellings=_SPELLINGS,
)
