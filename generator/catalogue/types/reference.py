"""Something that is declared, by its id or by any name that it alone has; what is kept is the id."""

from __future__ import annotations

from .. import fitting
from ..fields import FieldType
from ..model import Catalogue, Column, Unit


def _choices(column: Column, catalogue: Catalogue, unit: Unit) -> list[str]:
    """The names of units, or of a register's items: a unit's own ones where it has any."""
    if column.equals:
        return []
    if column.to == "units":
        return [each.name for each in catalogue.units.values()]
    register = catalogue.registers.get(column.to or "")
    if register is None:
        return []
    items = register.items
    own = [item for item in items if item.unit == unit.id] or items
    names = [item.name for item in own if not item.placeholder]
    return names if len(set(names)) == len(names) else [item.id for item in own]


TYPE = FieldType(
    title="名录",
    meaning="名录中的名称或编号",
    reader=fitting.reader("reference"),
    rows="reference",
    stray="E221.mark",
    takes=frozenset({"to"}),
    spelling=lambda catalogue, column, text: catalogue.usual_name(column.to, text),
    choices=_choices,
    data={"suggests": True},
)
