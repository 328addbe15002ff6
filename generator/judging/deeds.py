"""Deeds: what could still be done about a figure, done in a draft of the rows that tell of it.

A deed is done row by row, within what the form allows (a column is at most another one, or at most a
number), so that what comes out is a filing that could really be made.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ..catalogue.model import Catalogue, Condition, Form
from ..frozen import dataclass
from .draft import Draft, fulfilling, sample
from .rows import exact

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much it takes in all, and of it in each part at least; ``together`` is what it would take
    if the parts were not looked at."""

    whole: Fraction
    parts: tuple[tuple[str, Fraction], ...] = ()
    together: Fraction = _NOTHING


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a deed is done: the columns that it changes, those of the total, the column that tells
    the parts, and what a row must satisfy to be of the total and to count.

    ``by`` says who can still file: nobody else's rows change.
    """

    catalogue: Catalogue
    form: Form
    columns: tuple[str, ...]
    bases: tuple[str, ...]
    each: str | None
    total: tuple[Condition, ...]
    counts: tuple[Condition, ...]
    by: tuple[Condition, ...]

    def rows(self, draft: Draft, *, counting: bool) -> list[int]:
        """The rows of the total that count, or those that do not, as far as they can still change."""
        everything = draft.satisfying(self.catalogue, (*self.total, *self.by))
        own = set(draft.satisfying(self.catalogue, (*self.total, *self.counts)))
        return [row for row in everything if (row in own) == counting]

    def part(self, draft: Draft, row: int) -> Any:
        """The part that a row of a draft is of; None where no column tells the parts."""
        return draft.value(row, self.each) if self.each else None

    def fulfilled(self) -> dict[str, Any] | None:
        """What a row says that counts; None when no row can."""
        conditions = (*self.total, *self.counts, *self.by)
        return fulfilling(self.catalogue, self.form, conditions)


class _Quota:
    """What of an amount is still to be done, and where."""

    def __init__(self, amount: Amount) -> None:
        self._parts = dict(amount.parts)
        self._rest = amount.whole - sum(self._parts.values())

    def asked(self, part: Any) -> Fraction:
        """How much can be done in a part: what it wants, and what may go anywhere."""
        return self._parts.get(part, _NOTHING) + self._rest

    def done(self, part: Any, amount: Fraction) -> None:
        own = min(amount, self._parts.get(part, _NOTHING))
        if own:
            self._parts[part] -= own
        self._rest -= amount - own

    @property
    def filled(self) -> bool:
        return self._rest <= 0 and all(left <= 0 for left in self._parts.values())


def raised(scene: Scene, draft: Draft, amount: Amount) -> dict[str, Fraction] | None:
    """More in the columns of rows that count, the total as it is; None when there is no room for it.

    What there is room for comes first; then what bounds it is raised with it, as far as that is bounded
    itself. Says by how much the columns that bound had to be raised.
    """
    before: dict[str, Fraction] = {}
    rows = scene.rows(draft, counting=True)
    for column in _bounds_first(scene.form, scene.columns):
        quota = _Quota(amount)
        for deep in (False, True):
            for row in rows:
                part = scene.part(draft, row)
                room = _room(scene.form, draft, row, column, deep=deep)
                asked = quota.asked(part)
                more = asked if room is None else min(asked, room)
                if more > 0:
                    _raise(scene.form, draft, row, column, more, before)
                    quota.done(part, more)
        if not quota.filled:
            return None
    return {name: more for name, more in before.items() if name not in scene.columns}


def lowered(scene: Scene, draft: Draft, amount: Amount) -> bool:
    """Less in the columns of rows that count, the total as it is."""
    for column in scene.columns:
        quota = _Quota(amount)
        floor = exact(scene.form.column(column).min or 0)
        for row in scene.rows(draft, counting=True):
            part, had = scene.part(draft, row), draft.amount(row, column) or _NOTHING
            less = min(quota.asked(part), had - floor)
            if less > 0:
                draft.put(row, column, had - less)
                quota.done(part, less)
        if not quota.filled:
            return False
    return True


def moved(scene: Scene, draft: Draft, amount: Amount) -> bool:
    """As much of the total as is wanted, taken from rows that do not count to ones that do, of
    every column the same, each within its part."""
    values, quota = scene.fulfilled(), _Quota(amount)
    if values is None:
        return False
    own = {condition.column: values[condition.column] for condition in scene.counts}
    for row in scene.rows(draft, counting=False):
        part = scene.part(draft, row)
        had = {name: draft.amount(row, name) or _NOTHING for name in scene.columns}
        more = min(quota.asked(part), *had.values())
        if more > 0:
            draft.add({**own, **dict.fromkeys(had, more)}, like=row)
            for name, amount_there in had.items():
                draft.put(row, name, amount_there - more)
            quota.done(part, more)
    return quota.filled


def turned(scene: Scene, draft: Draft, amount: Amount, *, distinct: str | None) -> bool:
    """So many rows of the total that do not count made to count; ``distinct`` is the column by which
    things are told apart where several rows may be about one."""
    values, quota = scene.fulfilled(), _Quota(amount)
    if values is None:
        return False
    changed = {condition.column for condition in scene.counts}
    counting = scene.rows(draft, counting=True)
    known = {draft.value(row, distinct) for row in counting} if distinct else set()
    for row in scene.rows(draft, counting=False):
        part = scene.part(draft, row)
        thing = draft.value(row, distinct) if distinct else row
        if thing in known or quota.asked(part) < 1:
            continue
        known.add(thing)
        for column in changed:
            draft.put(row, column, values[column])
        quota.done(part, Fraction(1))
    return quota.filled


def added(scene: Scene, draft: Draft, amount: Amount) -> bool:
    """New rows that count, of the whole amount; what has to be at least as much is as much."""
    values = scene.fulfilled()
    if values is None:
        return False
    for part, more in _distributed(scene, draft, amount):
        numbers = dict.fromkeys((*scene.columns, *scene.bases), more)
        for column in list(numbers):
            numbers.update(dict.fromkeys(_bounding(scene.form, column), more))
        draft.add({**values, **_in_part(scene, part), **numbers})
    return True


def multiplied(scene: Scene, draft: Draft, amount: Amount) -> bool:
    """So many new rows that count, each about another thing."""
    values = scene.fulfilled()
    if values is None:
        return False
    conditions = (*scene.total, *scene.counts, *scene.by)
    fixed = {condition.column for condition in conditions if condition.filled is None}
    names = [name for name in (*scene.columns, *scene.bases) if name not in fixed]
    for part, more in _distributed(scene, draft, amount):
        for number in range(int(more)):
            things = {name: sample(scene.form.column(name), number) for name in names}
            draft.add({**values, **things, **_in_part(scene, part)})
    return True


def _in_part(scene: Scene, part: Any) -> dict[str, Any]:
    return {scene.each: part} if scene.each and part is not None else {}


def _distributed(scene: Scene, draft: Draft, amount: Amount) -> list[tuple[Any, Fraction]]:
    """The amount by parts; what may go anywhere goes to the first one that there is."""
    shares: dict[Any, Fraction] = dict(amount.parts)
    rest = amount.whole - sum(shares.values())
    if rest > 0:
        told = [
            scene.part(draft, row)
            for counting in (True, False)
            for row in scene.rows(draft, counting=counting)
        ]
        first = next((part for part in [*shares, *told] if part is not None), None)
        shares[first] = shares.get(first, _NOTHING) + rest
    return [(part, more) for part, more in shares.items() if more > 0]


# --- what a row has room for ---------------------------------------------------------------------


def _room(form: Form, draft: Draft, row: int, column: str, *, deep: bool) -> Fraction | None:
    """By how much a number can grow in its row; None: by any. ``deep``: what bounds it grows too, as
    far as that is bounded itself."""
    declared, had = form.column(column), draft.amount(row, column) or _NOTHING
    most = None if declared.max is None else exact(declared.max) - had
    bound = declared.at_most
    limit = draft.amount(row, bound) if bound else None
    if bound is None or limit is None:
        return most
    room = limit - had
    if deep and form.column(bound).at_most:
        room += _room(form, draft, row, bound, deep=True) or _NOTHING
    return room if most is None else min(most, room)


def _raise(
    form: Form, draft: Draft, row: int, column: str, more: Fraction, before: dict[str, Fraction]
) -> None:
    now = (draft.amount(row, column) or _NOTHING) + more
    draft.put(row, column, now)
    bound = form.column(column).at_most
    limit = draft.amount(row, bound) if bound else None
    if bound and limit is not None and limit < now:
        before[bound] = before.get(bound, _NOTHING) + now - limit
        _raise(form, draft, row, bound, now - limit, before)


def _bounding(form: Form, column: str) -> list[str]:
    """The columns that a column is at most, one after the other."""
    found: list[str] = []
    bound = form.column(column).at_most
    while bound and bound not in found:
        found.append(bound)
        bound = form.column(bound).at_most
    return found


def _bounds_first(form: Form, columns: Sequence[str]) -> list[str]:
    return sorted(columns, key=lambda column: len(_bounding(form, column)))
