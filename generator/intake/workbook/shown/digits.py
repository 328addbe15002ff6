"""Numbers as a format shows them, in exact decimals.

A number has at most 15 digits, as a spreadsheet keeps it, and halves go away from zero. Nothing here is
reckoned in floats: what is shown is compared with what is stored digit by digit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ....frozen import dataclass
from .formats import Part, Section

_KEPT = 15
_ROOM = 11
"""Characters of a number without a format, its sign apart."""

_REPR = re.compile("(-?)([0-9]+)(?:[.]([0-9]+))?(?:e([-+][0-9]+))?")
_BELOW = re.compile("0*[1-9][0-9]{0,2}")
_MOST = {1: 9, 2: 99, 3: 999}
"""The largest denominator of a fraction by its places."""

_ODD = {"point", "exponent", "percent", "comma"}
"""What has no business in a fraction."""


class Number(NamedTuple):
    """``units`` of ten to the power of minus ``places``; places may be negative."""

    units: int
    places: int

    def same_as(self, other: Number) -> bool:
        """Whether both are the same number, however many places they have."""
        places = max(self.places, other.places)
        return self.counted(places) == other.counted(places)

    def counted(self, places: int) -> int:
        """In units of that many places, which are no fewer than its own."""
        return self.units * int(10 ** (places - self.places))

    def shifted(self, places: int) -> Number:
        """Ten times as much for each place."""
        return Number(self.units, self.places - places)

    def rounded(self, places: int) -> Number:
        """With no more decimals than that; halves go away from zero."""
        if self.places <= places:
            return self
        over = int(10 ** (self.places - places))
        whole, rest = divmod(abs(self.units), over)
        whole += 2 * rest >= over
        return Number(-whole if self.units < 0 else whole, places)

    def significant(self, digits: int) -> Number:
        """With no more digits than that."""
        return self.rounded(self.places - len(str(abs(self.units))) + digits)

    @property
    def power(self) -> int:
        """The power of ten of its first digit; 0 of a zero."""
        return len(str(abs(self.units))) - 1 - self.places if self.units else 0

    def text(self, least: int = 0) -> str:
        """In digits, with at least so many decimals, and without a sign."""
        places = max(self.places, 0)
        digits = str(abs(self.counted(places))).zfill(places + 1)
        whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
        decimals = decimals.rstrip("0").ljust(least, "0")
        return f"{whole}.{decimals}" if decimals else whole


@dataclass(frozen=True, slots=True)
class Core:
    """The digits that a section shows of a number without a sign, and the ``number`` that they say; None
    where they are no decimal.

    ``before`` and ``after`` are the words around them, ``within`` those between them. ``zeros`` is how
    many digits there are before the point at least, ``decimals`` how many behind it.
    """

    text: str
    number: Number | None
    before: str = ""
    after: str = ""
    within: str = ""
    zeros: int = 1
    decimals: int = 0
    percents: int = 0
    scaled: bool = False


def number(value: float) -> Number:
    """What is stored; a whole number may have more digits than a spreadsheet keeps."""
    if isinstance(value, int):
        return Number(value, 0)
    found = _REPR.fullmatch(repr(value))
    assert found, value
    sign, whole, part, power = found.groups()
    part = "" if part in (None, "0") else part
    exact = Number(int(f"{sign}{whole}{part}"), len(part) - int(power or 0))
    return exact.significant(_KEPT)


def general(section: Section, exact: Number) -> Core:
    """A number without a format: in eleven characters, or in powers of ten."""
    at = [part.kind for part in section.parts].index("general")
    text, shown = _general(exact.significant(_KEPT))
    return Core(text, shown, _words(section.parts[:at]), _words(section.parts[at + 1 :]))


def _general(exact: Number) -> tuple[str, Number]:
    power = exact.power
    if -5 < power < _ROOM:
        shown = exact.rounded(max(0, min(9, _ROOM - 2 - power)))
        return shown.text(), shown
    if power < 0 and len(exact.text()) <= _ROOM:
        return exact.text(), exact
    shown = exact.significant(6)
    return _in_powers(shown, "E+00"), shown


def _in_powers(shown: Number, exponent: str) -> str:
    power = shown.power
    mantissa = shown.shifted(-power).text()
    return f"{mantissa}{_power(power, exponent)}"


def _power(power: int, exponent: str) -> str:
    """E+05 by what is written: E+00; without a plus only the minus is shown."""
    sign = "-" if power < 0 else "+" if exponent[1] == "+" else ""
    return f"{exponent[0]}{sign}{str(abs(power)).zfill(len(exponent) - 2)}"


def laid_out(section: Section, exact: Number) -> Core:
    """A number as a section of digits shows it."""
    places = [i for i, part in enumerate(section.parts) if part.kind in ("digit", "point")]
    first, last = places[0], places[-1]
    while last + 1 < len(section.parts) and section.parts[last + 1].kind == "comma":
        last += 1
    parts = section.parts[first : last + 1]
    percents = sum(part.kind == "percent" for part in section.parts)
    before, after = _words(section.parts[:first]), _words(section.parts[last + 1 :])
    exact = exact.significant(_KEPT).shifted(2 * percents)
    powers = any(part.kind == "exponent" for part in parts)
    core = (_scientific if powers else _digits)(parts, exact)
    return replace(core, percents=percents, before=before, after=after, within=_words(parts))


def _words(parts: Sequence[Part]) -> str:
    return "".join(part.text for part in parts if part.kind in ("words", "percent"))


def _digits(parts: Sequence[Part], exact: Number) -> Core:
    kinds = [part.kind for part in parts]
    point = kinds.index("point") if "point" in kinds else len(parts)
    whole = [i for i in range(point) if kinds[i] == "digit"]
    behind = [i for i in range(point, len(parts)) if kinds[i] == "digit"]
    last = whole[-1] if whole else -1
    scale = sum(kinds[i] == "comma" for i in range(last + 1, len(parts)))
    grouped = "comma" in kinds[: max(last, 0)]
    shown = exact.shifted(-3 * scale).rounded(len(behind))
    units, _, decimals = shown.text(len(behind)).partition(".")
    decimals = decimals if behind else ""
    at = dict(_placed_before(parts, whole, "" if units == "0" else units, grouped))
    at |= _placed_behind(parts, behind, decimals)
    if not whole and units != "0":
        at[point] = f"{units}."
    text = "".join(
        at.get(i, part.text if part.kind in ("words", "percent") else "." if i == point else "")
        for i, part in enumerate(parts)
    )
    kept = sum(len(at[i].strip()) for i in behind)
    zeros = sum(parts[i].text == "0" for i in whole)
    return Core(text, shown, zeros=zeros, decimals=kept, scaled=scale > 0)


def _placed_before(
    parts: Sequence[Part], places: Sequence[int], units: str, grouped: bool
) -> list[tuple[int, str]]:
    """What is shown at each place before the point, from the right; the first has all that is left."""
    placed = []
    for index, at in enumerate(reversed(places)):
        if index == len(places) - 1:
            here = units[: max(len(units) - index, 0)]
        else:
            here = units[len(units) - index - 1 : len(units) - index] if index < len(units) else ""
        here = here or {"0": "0", "?": " "}.get(parts[at].text, "")
        if grouped and here.strip():
            here = "".join(
                f"{digit}," if (left := index + len(here) - k - 1) and left % 3 == 0 else digit
                for k, digit in enumerate(here)
            )
        placed.append((at, here))
    return placed


def _placed_behind(parts: Sequence[Part], places: Sequence[int], decimals: str) -> dict[int, str]:
    placed = {}
    needed = False
    for at, digit in zip(reversed(places), reversed(decimals), strict=True):
        needed = needed or digit != "0" or parts[at].text == "0"
        placed[at] = digit if needed else " " if parts[at].text == "?" else ""
    return placed


def _scientific(parts: Sequence[Part], exact: Number) -> Core:
    """In powers of ten; of several places before the point the power is a multiple of their number."""
    kinds = [part.kind for part in parts]
    mark = kinds.index("exponent")
    mantissa, written = parts[:mark], sum(kind == "digit" for kind in kinds[mark:])
    point = kinds.index("point") if "point" in kinds[:mark] else mark
    whole = max(1, kinds[:point].count("digit"))
    behind = kinds[point:mark].count("digit")
    power = exact.power // whole * whole
    if exact.shifted(-power).rounded(behind).power >= whole:
        power += whole
    shown = exact.shifted(-power).rounded(behind)
    core = _digits([part for part in mantissa if part.kind != "comma"], shown)
    text = core.text + _power(power, parts[mark].text + "0" * written)
    return Core(text, shown.shifted(power))


def as_fraction(section: Section, exact: Number) -> Core | None:
    """A number as a section of fractions shows it, which is another spelling of it at best; None where
    that cannot be told."""
    parts, kinds = section.parts, [part.kind for part in section.parts]
    slash = top = kinds.index("slash")
    while top and kinds[top - 1] == "digit":
        top -= 1
    end = slash + 1
    while end < len(parts) and (kinds[end] == "digit" or _BELOW.fullmatch(parts[end].text)):
        end += 1
    below = "".join(part.text for part in parts[slash + 1 : end])
    fixed = bool(_BELOW.fullmatch(below))
    most = int(below) if fixed else _MOST.get(len(below))
    if most is None or top == slash or _ODD & set(kinds):
        return None
    whole = min(kinds.index("digit"), top)
    text, rest = _fraction(exact.significant(_KEPT), most, fixed=fixed, mixed=whole < top)
    same = None if rest else exact
    return Core(text, same, _words(parts[:whole]), _words(parts[end:]))


def _fraction(exact: Number, most: int, *, fixed: bool, mixed: bool) -> tuple[str, bool]:
    """What is shown, whole numbers apart if it is ``mixed``, and whether there is more than whole numbers."""
    over = int(10 ** max(exact.places, 0))
    units, rest = divmod(exact.counted(max(exact.places, 0)), over if mixed else 1)
    units, rest = (units, rest) if mixed else (0, units)
    upper, lower = _nearest(rest, over, most, fixed=fixed)
    if mixed and upper == lower:
        units, upper = units + 1, 0
    told = [str(units)] * (mixed and (units > 0 or not upper))
    told += [f"{upper}/{lower}"] * (upper > 0 or not told)
    return " ".join(told), bool(upper or rest or not mixed)


def _nearest(rest: int, over: int, most: int, *, fixed: bool) -> tuple[int, int]:
    """The fraction nearest to rest/over with no denominator larger than ``most``, or with that one."""
    best, off = (0, 1), rest
    for lower in (most,) if fixed else range(1, most + 1):
        upper = (2 * rest * lower + over) // (2 * over)
        nearer = abs(upper * over - rest * lower)
        if fixed or nearer * best[1] < off * lower:
            best, off = (upper, lower), nearer
    return best
