"""Three cities on several days, each read and judged once for whoever looks at what is made of them. Nobody may
change what he is given."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from generator import flow
from generator.catalogue.model.terms import Audience
from generator.flow import World
from generator.pages.site import Site
from tests.canal import canal
from tests.factory import harbour
from tests.place import PROJECT

DAYS = [
    ("shipped", "2023-05-09"),
    ("shipped", "2023-06-15"),
    ("shipped", "2023-06-25"),
    ("shipped", "2023-09-21"),
    ("shipped", "2024-01-25"),
    ("harbour", "2027-04-01"),
    ("harbour", "2027-05-02"),
    ("harbour", "2027-07-15"),
    ("harbour", "2027-12-31"),
    ("canal", "2026-04-02"),
    ("canal", "2026-07-11"),
]
"""Before the notice, with nothing due, with all due, with much late, when all is over; a city that files by weeks
and stopped filing."""


@cache
def read(root: str = ".") -> World:
    """What a root holds that comes along with the project, by its path below it."""
    return flow.read(PROJECT / root)


@cache
def world(city: str) -> World:
    """What a city holds."""
    match city:
        case "shipped":
            return read()
        case "harbour":
            return flow.read(harbour(Path(mkdtemp())).root)
        case _:
            return flow.read(canal(Path(mkdtemp()), until=date(2026, 6, 1)).root)


@cache
def site(city: str, day: str, audience: Audience = "internal") -> Site:
    """A city on a day, as an edition has it."""
    return Site(flow.judge(world(city), date.fromisoformat(day), audience))
