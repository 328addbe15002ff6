"""One of the options that a column lists, by any of their spellings."""

from __future__ import annotations

from ...calendar import Term
from ...problems import nearest
from ...words.marked import harmless
from ...words.sentences import Shown
from ..fields import FieldType, Read, Reader, Remark, fault_of, taken
from ..model import Catalogue, Column, bare


def _reader(column: Column, catalogue: Catalogue, period: Term) -> Reader:
    options = {
        bare(name): option.value
        for spelt in (harmless, str)
        for option in column.values
        for name in map(spelt, (option.value, *option.synonyms))
    }

    def read(text: str, seen: str) -> Read:
        if value := options.get(bare(seen)):
            return taken(value, text, value)
        return fault_of("E222", lambda: guess(seen))

    def guess(seen: str) -> Remark:
        listed = Shown("、".join(option.value for option in column.values))
        if meant := nearest(seen, options, 0.4):
            words = {"text": seen, "meant": Shown(options[meant]), "options": listed}
            return Remark("E222.near", words)
        return Remark("E222", {"text": seen, "options": listed})

    return read


TYPE = FieldType(
    title="选项",
    meaning="选项",
    reader=_reader,
    takes=frozenset({"values"}),
    choices=lambda column, catalogue, unit: [option.value for option in column.values],
)
