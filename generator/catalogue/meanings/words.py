"""Words, names and codes: kept as they are declared, or as they are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...problems import nearest
from ...words import characters
from ...words.sentences import Shown
from ..fields import Read, Remark, fault, taken
from ..model import Column
from ..spellings import SPELLINGS
from .cell import Cell
from .conditions import is_code

LONGEST = 32_767
"""What a spreadsheet's cell can hold."""

LONG = 2_000

_DIGITS = SPELLINGS.alike["digits"]


def truth(cell: Cell) -> Read | None:
    """Yes or no."""
    return taken(cell.plain == "是", cell.text, cell.plain)


def named(cell: Cell) -> Read | None:
    """What is declared, by its id or a name."""
    names = cell.at.names
    plain = cell.seen if cell.seen in names.ids else cell.plain
    if plain in names.ids:
        id_ = names.ids[plain]
        return taken(id_, cell.text, plain if plain == id_ else names.usual.get(id_, plain))
    return _one_of("E221.shared", cell, names.shared.get(plain, ()))


def numbered(cell: Cell) -> Read | None:
    """By its number, with or without the letters of its id, if that is the number of one thing only."""
    key = cell.pieces.get("letters", "").lower() + cell.pieces["count"].lstrip("0")
    ids = cell.at.names.numbered.get(key, ())
    if len(ids) != 1:
        return _one_of("E221.several", cell, ids)
    return taken(ids[0], cell.text, cell.at.names.usual.get(ids[0], ids[0]))


def _one_of(key: str, cell: Cell, ids: Sequence[str]) -> Read | None:
    """Several that may be meant."""
    listed = Shown("、".join(ids))
    return fault(key, **{**cell.words(), "count": len(ids), "ids": listed}) if ids else None


def unpadded(cell: Cell) -> Read | None:
    """What is declared but for noughts before it."""
    return _meant("E221.zeros", cell, _declared(cell.at.names.unpadded.get(cell.plain)))


def resembling(cell: Cell) -> Read | None:
    """What was probably meant."""
    near = nearest(cell.plain, cell.at.names.resembling(cell.plain), 0.5)
    return _meant("E221.near", cell, _declared(near))


def code(cell: Cell) -> Read | None:
    """A code as it is written."""
    used = cell.plain if cell.at.column.pattern else cell.seen
    return bounded(used, cell.text, cell.at.column)


def padded(cell: Cell) -> Read | None:
    """A code from which noughts before it may have got lost."""
    pattern = cell.at.column.pattern
    if not (cell.plain.isascii() and cell.plain.isdigit()):
        return None
    longer = ("0" * number + cell.plain for number in range(1, 9))
    return _meant("E223.zeros", cell, next((p for p in longer if is_code(p, pattern)), None))


def named_alike(cell: Cell) -> Read | None:
    """What is declared but for letters that look alike."""
    return _mistyped("E221.letter", cell, lambda plain: plain in cell.at.names.ids)


def coded_alike(cell: Cell) -> Read | None:
    """A code but for letters that look alike."""
    return _mistyped("E223.letter", cell, lambda plain: is_code(plain, cell.at.column.pattern))


def _mistyped(key: str, cell: Cell, fits: Callable[[str], bool]) -> Read | None:
    """What would do but for letters that only look like those meant, or like the digits at the end."""
    latin = "".join(SPELLINGS.alike["letters"].get(char, char) for char in cell.plain)
    for start in range(len(latin), -1, -1):
        meant = latin[:start] + "".join(_DIGITS.get(char, char) for char in latin[start:])
        if meant != cell.plain and fits(meant):
            pairs = zip(cell.plain, meant, strict=True)
            mark, like = next((was, now) for was, now in pairs if was != now)
            name = Shown(f"字母 {mark}" if mark.isascii() else characters.named(mark))
            return _meant(key, cell, meant, mark=mark, like=Shown(like), name=name)
        if start and latin[start - 1] not in {*"0123456789", *_DIGITS}:
            break
    return None


def _declared(name: str | None) -> Shown | None:
    return Shown(name) if name else None


def _meant(key: str, cell: Cell, meant: str | None, **words: str) -> Read | None:
    return fault(key, **{**cell.words(), "meant": meant, **words}) if meant else None


def bounded(used: str, text: str, column: Column) -> Read:
    """A text no longer than its column takes."""
    limit = min(column.max_length or LONGEST, LONGEST)
    header, count = Shown(column.header), len(used)
    if count > limit:
        return fault("E311", header=header, count=count, limit=limit)
    if count > LONG:
        return taken(used, text, used, Remark("W312", {"header": header, "count": count}))
    return taken(used or None, text, used)
