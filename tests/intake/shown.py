"""What cells show: a table, and formats and numbers thrown together.

``shown.tsv`` has for each format and number what LibreOffice shows of them (``soffice --convert-to csv``),
or what ECMA-376 has it show where LibreOffice goes its own way: with General it has no more than eleven
characters, it begins with 1900-01-00, and it does not know ``!``. Beside it stands what is used, and
what is told.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.intake.workbook.shown import Seen, of_moment, of_number, of_text
from generator.intake.workbook.shown.formats import BUILTIN


@dataclass(frozen=True, slots=True)
class Shown:
    code: str
    stored: float
    shown: str
    used: str
    told: str


def _number(text: str) -> float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _rows() -> Iterator[Shown]:
    for line in Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines()[1:]:
        code, stored, shown, used, told = line.split("\t")
        yield Shown(code, _number(stored), shown, used, told)


TABLE = tuple(_rows())

_PIECES = [
    "0", "0", "#", "#", "?", ".", ",", ",", "%", "0.00", "#,##0", "_ ", "* ", '"元"', '"万元"', "\\-", "!.",
    "-", "(", ")", "/", "E+00", "E-0", "e+0", "General", "G/通用格式", "@", ";", ";", "[Red]", "[>=100]",
    "[<0]", "[=0]", "[<>1.5]", "[$¥-804]", "[$-804]", "[DBNum1]", "[h]", "[mm]", "[s]", "y", "yy", "yyyy",
    "m", "mm", "mmm", "mmmm", "mmmmm", "d", "dd", "ddd", "dddd", "h", "hh", "s", "ss", ".0", ".000", "aaa",
    "aaaa", "AM/PM", "上午/下午", "A/P", "年", "月", "日", "e", "b", "bbbb", "g", ":", " ", '"', "\\", "[",
    "‰", "％", "１", "0!.0,", "# ?/?", "# ??/16", "0.0E+0", "##0.0E+0", "(0)",
]  # fmt: skip
_KNOWN = [*BUILTIN.values(), *dict.fromkeys(row.code for row in TABLE)]
_TEXTS = ["甲乙", "421.9", " x ", "", "=1"]
_MOMENTS = ["2023-05-20", "2023-05-20T08:30:00", "2023-05-20T08:30:00.5Z", "1900-02-28", "2023-02-30",
            "08:30:00", "1904-01-01"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is stored: a number (``n``), a whole number (``i``), a text or a moment of ISO 8601."""

    kind: str
    stored: str
    code: str
    since_1904: bool = False

    @property
    def seen(self) -> Seen:
        if self.kind == "text":
            return of_text(self.stored, self.code)
        if self.kind == "moment":
            return of_moment(self.stored, self.code, self.since_1904)
        return of_number(_number(self.stored), self.code, self.since_1904)


def thrown(seed: int, count: int) -> Iterator[Cell]:
    """So many cells, always the same ones of a seed."""
    dice = random.Random(seed)
    for _ in range(count):
        code, since_1904, turn = _code(dice), dice.random() < 0.1, dice.random()
        if turn < 0.08:
            yield Cell("text", dice.choice(_TEXTS), code, since_1904)
        elif turn < 0.12:
            yield Cell("moment", dice.choice(_MOMENTS), code, since_1904)
        else:
            value = _value(dice)
            yield Cell("i" if isinstance(value, int) else "n", repr(value), code, since_1904)


def _code(dice: random.Random) -> str:
    if dice.random() < 0.7:
        return "".join(dice.choice(_PIECES) for _ in range(dice.randrange(1, 8)))
    code = dice.choice(_KNOWN)
    at = dice.randrange(len(code) + 1)
    return code[:at] + dice.choice(["", dice.choice(_PIECES)]) + code[at:]


def _value(dice: random.Random) -> float:
    match dice.randrange(8):
        case 0:
            return dice.randrange(-10, 70)
        case 1:
            return dice.randrange(30_000, 60_000) + dice.choice([0, 0.5, 0.35, 0.999999])
        case 2:
            return round(dice.uniform(-1000, 1000), dice.randrange(6))
        case 3:
            return dice.random()
        case 4:
            return dice.randrange(-(10 ** dice.randrange(1, 20)), 10 ** dice.randrange(1, 22))
        case 5:
            return dice.uniform(-1, 1) * 10.0 ** dice.randrange(-20, 25)
        case 6:
            return 0
        case _:
            return round(dice.uniform(0, 10 ** dice.randrange(1, 9)), dice.randrange(4))
