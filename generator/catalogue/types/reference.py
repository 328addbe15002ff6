"""Something that is declared, by its id or by any name that it alone has; what is kept is the id."""

from __future__ import annotations

from ...calendar import Term
from ...problems import nearest
from ...words.sentences import ours
from ..fields import FieldType, Read, Reader, fault, taken
from ..model import Catalogue, Column, Unit, narrow


def _reader(column: Column, catalogue: Catalogue, period: Term) -> Reader:
    names, header = catalogue.names[column.to or ""], ours(column.header)

    def read(text: str, seen: str) -> Read:
        plain = seen if seen in names.ids else narrow(seen)
        if plain in names.ids:
            value = names.ids[plain]
            return taken(value, text, plain if plain == value else names.usual.get(value, plain))
        if plain in names.shared:
            ids = names.shared[plain]
            return fault("E221.shared", count=len(ids), text=seen, ids=ours("、".join(ids)))
        if padded := names.unpadded.get(plain):
            return fault("E221.zeros", header=header, text=seen, meant=ours(padded))
        if meant := nearest(plain, names.resembling(plain), 0.5):
            return fault("E221.near", header=header, text=seen, meant=ours(meant))
        return fault("E221", header=header, text=seen)

    return read


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
    reader=_reader,
    takes=frozenset({"to"}),
    spelling=lambda catalogue, column, text: catalogue.usual_name(column.to, text),
    choices=_choices,
)
