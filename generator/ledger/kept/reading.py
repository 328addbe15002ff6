"""Filings read, or taken from where they are kept: in the same order, and with not a word of difference.

What is kept of the filings of a form for a term lies together, so that a thousand small ones are no thousand
operations on files, and an edit of one writes no other term's anew. Each is found there by its unit and the
digest of its bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from hashlib import blake2b

from ...catalogue.model import Catalogue
from ...frozen import dataclass
from ...intake import Filed, Source
from ...progress import counted
from ...store import Store, apart, key, together
from ..means import Reads
from .hanging import Hanging
from .packing import packed, unpacked

_KIND = "filings"
_TOGETHER = 256
"""So many units share a shelf, or hardly more."""

_SPARE = 1 << 20
"""So many bytes of filings that nobody asked for are left on a shelf beside as many as are in use: those of
another state of the root, which will be asked for again."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A shelf, what lies on it, and the numbers of the filings that belong there by their names."""

    key: str
    shelf: Mapping[str, bytes]
    asked: dict[int, str] = field(default_factory=dict)


def read(
    sources: Sequence[Source], catalogue: Catalogue, held: Store, reads: Reads
) -> tuple[list[Filed], list[str]]:
    """What each filing says, and a digest of all that this hangs on, '' where it was not worked out; ``reads``
    reads those that are not there.

    A sheet of a workbook is read every time, for it shows what the whole has.
    """
    if held.folder is None:
        return reads(sources, catalogue), [""] * len(sources)
    places = _places(sources, catalogue, held)
    found: dict[int, Filed] = {}
    for place in counted(places):
        for number, name in place.asked.items():
            if (data := place.shelf.get(name)) is not None:
                found[number] = unpacked(data, sources[number])
    missing = [number for number in range(len(sources)) if number not in found]
    anew = reads([sources[number] for number in missing], catalogue) if missing else []
    found.update(zip(missing, anew, strict=True))
    for place in counted(places):
        _keep(place, found, held)
    digests = {n: key(place.key, name) for place in places for n, name in place.asked.items()}
    numbers = range(len(sources))
    return [found[number] for number in numbers], [digests.get(number, "") for number in numbers]


def _places(sources: Sequence[Source], catalogue: Catalogue, held: Store) -> list[_Place]:
    """The shelves of some filings."""
    hanging = Hanging(catalogue)
    many = 1 << (len(catalogue.units) // _TOGETHER).bit_length()
    places: dict[tuple[object, ...], _Place] = {}
    for number, source in enumerate(sources):
        if source.tab:
            continue
        part = blake2b(source.unit.encode(), digest_size=2).digest()
        at = source.form, source.period, int.from_bytes(part, "big") % many
        if at not in places:
            name = key(hanging.of(source.form, source.period), str(at[2]), str(many))
            places[at] = _Place(name, apart(lying) if (lying := held.get(_KIND, name)) else {})
        places[at].asked[number] = key(source.unit, source.data)
    return list(places.values())


def _keep(place: _Place, found: dict[int, Filed], held: Store) -> None:
    """Put what was read anew beside what lies there."""
    fresh = {
        name: data
        for number, name in place.asked.items()
        if name not in place.shelf and (data := packed(found[number])) is not None
    }
    if not fresh:
        return
    asked = set(place.asked.values())
    used = {name: data for name, data in place.shelf.items() if name in asked} | fresh
    spare = {name: data for name, data in place.shelf.items() if name not in asked}
    if sum(map(len, spare.values())) <= sum(map(len, used.values())) + _SPARE:
        used |= spare
    held.put(_KIND, place.key, together(used))
