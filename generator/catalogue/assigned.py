"""Numbers that are a unit's own: from what targets name to units, and whether they fit together.

Each is one of a unit that is judged by it, nobody who is judged is left out, and what is said of all
together is the sum. What the notice is said to say stands in the quote, or in a line of the notice that
names the unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from ..frozen import dataclass
from ..problems import Problem, nearest
from ..wording import exact, join
from ..words.characters import lines
from ..words.expression import late
from .claims import unit_of
from .declare import SHEET, PerUnit
from .model import Assigned, Assignments, Catalogue, Line, Target, Unit, squeeze
from .placed import Places
from .sheets import Sheet
from .source import At
from .spelt import saying
from .wholes import BASE, adds_up

_FIGURE = late("[0-9一二两三四五六七八九十百千]+")

Sheets = Mapping[str, Sheet | Problem]


@dataclass(frozen=True, slots=True)
class _Named:
    """A field in which units have numbers: of which target, what of it, and the whole beside it;
    ``found``: they are not asked for but what was, and may be wanting."""

    target: Target
    key: str
    record: object
    whole: float | None
    values: PerUnit
    found: bool = False


def read(places: Places, sheets: Sheets) -> Assignments:
    """The numbers of every unit that has some, as far as they can be told."""
    names = _names(places)
    return {
        (named.target.id, named.key): {
            each[0]: each[1]
            for each in _told(places, named, sheets, names)
            if not isinstance(each, Problem)
        }
        for named in _every(places)
    }


def check(places: Places, sheets: Sheets, notice: str) -> Iterator[Problem]:
    """What is wrong with the tables, with the names in them, and with what the notice is to say."""
    names = _names(places)
    for named in _every(places):
        told = list(_told(places, named, sheets, names))
        yield from (each for each in told if isinstance(each, Problem))
        own = {each[0]: each[1] for each in told if not isinstance(each, Problem)}
        if named.target.basis == "notice" and named.target.quote and not named.found:
            yield from _unsaid(places, named, own, notice)
    used = {_sheet(named) for named in _every(places)}
    for path, sheet in sheets.items():
        if isinstance(sheet, Problem) and path in used:
            yield sheet


def complete(places: Places, catalogue: Catalogue) -> Iterator[Problem]:
    """Whoever is judged by numbers of units has one, and nobody else; together they are the whole."""
    for named in _every(places):
        own = catalogue.assigned[named.target.id, named.key]
        judged = _judged(catalogue, named.target)
        where: At = ("values",)
        for unit in own:
            if unit not in judged:
                message = f"{catalogue.units[unit].name}不承担“{named.target.id}”，不该有它的数"
                hint = "请删去，或在 owners 中写上这个单位。"
                yield places.problem("E525", named.record, where, message, hint, value=unit)
        absent = [catalogue.units[unit].name for unit in judged if unit not in own]
        if absent and not named.found:
            hint = "请补上；不承担这一项的，用 owners 写明承担的单位。"
            message = f"没有写{join(absent)}的数"
            yield places.problem("E512", named.record, where, message, hint)
        elif not absent and named.whole is not None and adds_up(catalogue, named.target):
            summed = sum((Fraction(repr(float(each.value))) for each in own.values()), Fraction(0))
            if summed != Fraction(repr(float(named.whole))):
                message = f"各单位之和是 {exact(float(summed))}，合计写的是 {exact(named.whole)}"
                at = ("value",)
                yield places.problem("E539", named.record, at, message, "请核对各单位的数和合计。")


def _every(places: Places) -> Iterator[_Named]:
    for target in places.every(Target):
        if target.values is not None:
            yield _Named(target, "", target, target.value, target.values)
        if target.base and target.base.values is not None:
            base = target.base
            yield _Named(target, BASE, base, base.value, target.base.values, found=True)
        for point in target.checkpoints:
            if point.values is not None:
                yield _Named(target, point.date.isoformat(), point, point.value, point.values)


def _judged(catalogue: Catalogue, target: Target) -> list[str]:
    """The units that are judged by a target, each by itself; those that answer where no rule says."""
    rules = catalogue.rules_of.get(target.id, ())
    units = [
        unit
        for rule in rules
        for unit in (
            catalogue.members(rule.options.named)
            if rule.options.named
            else catalogue.owners(target)
        )
    ]
    return list(dict.fromkeys(units if rules else catalogue.owners(target)))


def _names(places: Places) -> dict[str, str]:
    """The ids of units by all that they may be called."""
    return {
        squeeze(name): unit.id for unit in places.every(Unit) for name in (unit.id, *unit.names)
    }


def _sheet(named: _Named) -> str:
    found = SHEET.match(named.values) if isinstance(named.values, str) else None
    return found[1] if found else ""


def _told(
    places: Places, named: _Named, sheets: Sheets, names: Mapping[str, str]
) -> Iterator[tuple[str, Assigned] | Problem]:
    """The number of each unit, and where it stands."""
    if isinstance(named.values, str):
        yield from _from_sheet(places, named, sheets, names)
        return
    document, at = places.at(named.record)
    seen: dict[str, str] = {}
    for name, value in named.values.items():
        place: At = (*at, "values", name)
        unit = names.get(squeeze(name))
        if unit is None:
            meant = nearest(name, names)
            guess = f"；是否为“{meant}”？" if meant else ""
            hint = "请写 units.yaml 中的编号或名称。"
            message = f"没有叫“{name}”的单位{guess}"
            yield document.problem("E521", place, message, hint, on_key=True, value=name)
        elif unit in seen:
            message = f"“{name}”就是“{seen[unit]}”，写了两次"
            yield document.problem("E522", place, message, "请删去其中一个。", on_key=True)
        else:
            seen[unit] = name
            yield unit, Assigned(float(value), Line(document.path, document.mark(place).line))


def _from_sheet(
    places: Places, named: _Named, sheets: Sheets, names: Mapping[str, str]
) -> Iterator[tuple[str, Assigned] | Problem]:
    found = SHEET.match(str(named.values))
    if found is None:
        return  # its shape is told as a fault
    sheet = sheets.get(found[1])
    if sheet is None:
        hint = "请把表放在 rules/values/ 下，或核对文件名。"
        at = ("values",)
        message = f"找不到表“{found[1]}”"
        yield places.problem("E505", named.record, at, message, hint, value=found[1])
    if not isinstance(sheet, Sheet):
        return  # told as a fault of the file
    column = sheet.column(found[2])
    if isinstance(column, Problem):
        yield column
        return
    for each in sheet.numbers(column, names):
        if isinstance(each, Problem):
            yield each
        else:
            unit, row = each
            value = sheet.value(row, column)
            assert value is not None
            yield unit, Assigned(value, Line(sheet.path, row.line))
    yield from sheet.total(column, names)


def _unsaid(
    places: Places, named: _Named, own: Mapping[str, Assigned], notice: str
) -> Iterator[Problem]:
    """Numbers that neither the quote has nor a line of the notice that names the unit."""
    units = {unit.id: unit for unit in places.every(Unit)}
    every = [squeeze(name) for unit in units.values() for name in unit.names]
    quote = squeeze(named.target.quote)
    stored, counted = lines(notice), unit_of(places, named.target)
    for id_, assigned in own.items():
        called = [squeeze(name) for name in units[id_].names]
        rows = (line for line in stored if any(name in squeeze(line) for name in called))
        said = (_of_unit(words, called, every) for words in (quote, *rows))
        if any(saying(words, assigned.value, counted) for words in said):
            continue
        number = exact(assigned.value)
        message = (
            f"依据写的是 notice，引文中没有“{number}”，原文中也没有写明{units[id_].name}是这个数"
        )
        hint = "请对照原文改正；办公室另有决定的，basis 改为 office 并写明文号；暂定的写 assumed。"
        if assigned.place.file.endswith(".csv"):
            place = assigned.place
            yield Problem("E534", message, hint, place.file, place.line, value=number)
        else:
            document, at = places.at(named.record)
            written = next(k for k in named.values if k in (id_, *units[id_].names))
            yield document.problem("E534", (*at, "values", written), message, hint, value=number)


def _of_unit(quote: str, called: Sequence[str], every: Sequence[str]) -> str:
    """What a quote says of a unit: from its name to the first number, and on to the next unit; all of it
    where it names none."""
    at = next((quote.find(name) + len(name) for name in called if name in quote), None)
    if at is None:
        return quote
    number = _FIGURE.search(quote, at)
    first = number.end() if number else len(quote)
    ends = [quote.find(name, first) for name in every]
    return quote[at : min((end for end in ends if end >= 0), default=len(quote))]
