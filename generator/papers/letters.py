"""提醒函 and 督办单 as files, one a unit that there is something to write to about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..catalogue.model import Unit
from ..frozen import dataclass
from ..pages.letters import reminding, supervising
from ..pages.letters.letter import Asked
from ..pages.letters.reminder import everybody, of_unit
from ..pages.papers import OfficialPaper
from ..pages.site import Site


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter: what it is called, and what writes one to a unit, or gives None where there is nothing to
    say; it is told how many days ahead to look."""

    name: str
    written: Callable[[Site, Unit, int, Asked], OfficialPaper | None]


def _reminder(site: Site, unit: Unit, days: int, asked: Asked) -> OfficialPaper | None:
    found = of_unit(site, unit, days)
    return reminding.written(site, found, asked) if found.owed.every else None


def _supervision(site: Site, unit: Unit, days: int, asked: Asked) -> OfficialPaper | None:
    return supervising.written(site, of_unit(site, unit, days), asked)


KINDS: Mapping[str, Kind] = {
    "reminder": Kind("提醒函", _reminder),
    "supervision": Kind("督办单", _supervision),
}
"""By the word on the command line, which also ends the name of its files."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a kind by unit, and the units to which there is nothing to write."""

    kind: str
    papers: tuple[tuple[Unit, OfficialPaper], ...]
    without: tuple[Unit, ...]


def every(
    site: Site, kinds: Mapping[str, Kind], days: int, asked: Asked, only: Unit | None = None
) -> Iterator[Letters]:
    """Those of each kind, to everybody or to one unit, in the notice's order."""
    units = [only] if only else everybody(site)
    for word, kind in kinds.items():
        made = [(unit, kind.written(site, unit, days, asked)) for unit in units]
        yield Letters(
            word,
            tuple((unit, paper) for unit, paper in made if paper),
            tuple(unit for unit, paper in made if paper is None),
        )
