"""What is checked across the cells of a filing: the whole file, the cells of a row, and the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from ..catalogue import types
from ..catalogue.fields import Value
from ..catalogue.model import Form
from ..wording import spelt
from ..words import privacy
from ..words.characters import is_blank, visible
from ..words.sentences import SENTENCES, Shown, said
from .cells import ZERO_REPORT, figure
from .persons import listed, names_in
from .records import Record
from .sheet import Sheet
from .telling import Teller, covered, joined, short


def tell_personal(
    records: Sequence[Record],
    positions: Mapping[str, int],
    form: Form,
    names: Set[str],
    tell: Teller,
) -> None:
    """Personal data anywhere in the file: in titles, notes and undeclared columns as well.

    ``names`` are those that are no person's (``privacy.declared``). Names of persons are hidden in
    whatever else is told of the file.
    """
    tell.names.update(listed((record.cells for record in records), names))
    suspects = privacy.suspects({cell for record in records for cell in record.cells})
    if not suspects:
        return
    numeric = {at for name, at in positions.items() if types.of(form.column(name)).numeric}
    for record in records:
        for index, cell in enumerate(record.cells):
            if cell not in suspects:
                continue
            for hit in privacy.find(cell, numeric=index in numeric, known=names):
                key = f"E301.{hit.kind}" if hit.sure else "W301"
                if tell.takes(SENTENCES[key].code, None):
                    words = said(key, text=covered(cell, hit))
                    tell.add(words, record.place(index), None, cell)
                if hit.kind == "name":
                    tell.names.update(names_in(cell[hit.start : hit.end], names))


def zero_reports(form: Form, laid: Sheet, tell: Teller) -> frozenset[int]:
    """The rows that are zero reports; nothing else may stand in or beside one."""
    if laid.read is not None:
        return frozenset()
    if form.zero_report is None:
        return _not_allowed(form, laid, tell)
    position = laid.positions.get(form.zero_report)
    if position is None:
        return frozenset()
    zero = frozenset(_saying_nothing(laid, position))
    fillable = [
        laid.positions[column.id]
        for column in (form.columns if zero else ())
        if column.id in laid.positions and column.id != form.zero_report and not column.equals
    ]
    for row in sorted(zero):
        if len(laid) > 1 or not all(is_blank(laid.columns[other][row]) for other in fillable):
            tell.tell(said("E204"), laid.place(row, position))
    return zero


def _saying_nothing(laid: Sheet, position: int) -> Iterator[int]:
    """The rows in which a cell says the words of a zero report."""
    seen = set(filter(says_nothing, laid.seen[position]))
    if seen:
        yield from (row for row, text in enumerate(laid.columns[position]) if text in seen)


def says_nothing(text: str) -> bool:
    """Whether a text is the words of a zero report."""
    return "零" in text and visible(text) == ZERO_REPORT


def _not_allowed(form: Form, laid: Sheet, tell: Teller) -> frozenset[int]:
    """The rows that are zero reports in a form which allows none: each is told, and nothing else."""
    zero: dict[int, int] = {}
    for position in range(len(laid.columns)):
        for row in _saying_nothing(laid, position):
            zero.setdefault(row, position)
    for row, position in sorted(zero.items()):
        tell.tell(said("E206", name=Shown(form.name)), laid.place(row, position))
    return frozenset(zero)


def tell_beyond(
    form: Form, laid: Sheet, columns: Mapping[str, Sequence[Value]], tell: Teller
) -> None:
    """Rows in which a number exceeds the one it may not exceed."""
    for column in form.columns:
        if column.at_most is None:
            continue
        limit = form.column(column.at_most)
        cells = zip(columns[column.id], columns[limit.id], strict=True)
        for row, (large, small) in enumerate(cells):
            if isinstance(large, float) and isinstance(small, float) and large > small:
                words = said(
                    "E220", header=Shown(column.header), large=figure(large),
                    limit=Shown(limit.header), small=figure(small),
                )  # fmt: skip
                place = laid.place(row, laid.positions[column.id])
                tell.tell(words, place, column.header, figure(large))


def once(
    form: Form,
    laid: Sheet,
    columns: Mapping[str, Sequence[Value]],
    kept: Sequence[int],
    tell: Teller,
) -> Sequence[int]:
    """The rows without those that say the same again; two that contradict each other are told."""
    if len(kept) == len(laid) and _is_apart(form, columns, len(laid)):
        return kept
    first: dict[tuple[Value, ...], int] = {}
    left = []
    for row in kept:
        key = tuple(columns[name][row] for name in form.key)
        before = first.setdefault(key, row) if None not in key else row
        if before == row or _contradicts(form, laid, columns, row, before, tell):
            left.append(row)
    return left


def _is_apart(form: Form, columns: Mapping[str, Sequence[Value]], count: int) -> bool:
    """Whether no two rows have the same key, which mostly one of its columns alone tells."""
    keys = [columns[name] for name in form.key]
    # what differs may have one hash, in which case the rows are looked at; the same never has two
    one = any(len(set(map(hash, own))) == count for own in reversed(keys))
    return one or len(set(map(hash, zip(*keys, strict=True)))) == count


def _contradicts(
    form: Form,
    laid: Sheet,
    columns: Mapping[str, Sequence[Value]],
    row: int,
    before: int,
    tell: Teller,
) -> bool:
    """Whether a row with the key of one before says something else; either is told."""
    own = [column for column in map(form.column, form.key) if not column.equals]
    first = laid.numbers[before]
    place = laid.place(row, laid.positions.get(own[-1].id) if own else None)
    differing = [c for c in form.columns if columns[c.id][row] != columns[c.id][before]]
    if not differing:
        tell.tell(said("W251", first=first), place)
        return False
    values = columns[differing[0].id]
    words = said(
        "E252",
        names=Shown("、".join(form.column(name).header for name in form.key)),
        first=first,
        differing=Shown(differing[0].header),
        values=joined("/", (_shown(values[before]), _shown(values[row]))),
    )
    last = columns[form.key[-1]][row]
    tell.tell(words, place, own[-1].header if own else None, _shown(last))
    return True


def _shown(value: Value) -> Shown:
    return Shown("空") if value is None else short(spelt(value), 20)
