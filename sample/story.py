"""The storyline as data, and random numbers that hang on nothing but it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import yaml

from generator.catalogue import Catalogue

Row: TypeAlias = dict[str, object]
"""One row of a form by column id, without unit and period."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is told: ``facts`` is story.yaml, ``phrases`` and ``sentences`` the words."""

    city: Catalogue
    facts: Mapping[str, Any]
    phrases: Mapping[str, Any]
    sentences: Mapping[str, Any]

    @property
    def months(self) -> list[str]:
        return list(self.facts["months"])

    def dice(self, *key: object) -> Random:
        """Numbers that are the same in every run, of their own for each key."""
        return Random("|".join(map(str, (self.facts["seed"], *key))))


def read(folder: Path, city: Catalogue) -> Story:
    """The storyline below a folder."""

    def load(name: str) -> Any:
        return yaml.safe_load((folder / name).read_text("utf-8"))

    return Story(city, load("story.yaml"), load("phrases.yaml"), load("sentences.yaml"))


def cut_off(month: str) -> date:
    """The day to which a filing's figures reach: the last of the month before."""
    return first_day(month) - timedelta(days=1)


def window(month: str) -> tuple[date, date]:
    """The days whose events a filing tells: the 20th of the month before to the 19th.

    Nothing happens on the days on which filings may be due (``RESTS``), so that all of them lie between
    two deadlines.
    """
    return cut_off(month).replace(day=20), first_day(month).replace(day=19)


RESTS = range(20, 23)
"""Days of a month on which a filing may be due: the 20th, or the Monday after it."""


def middle(month: str) -> date:
    """The day as of which standing lists are told: before anybody has filed."""
    return first_day(month).replace(day=15)


def first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def day_in(month: str, day: int) -> date:
    """That day of the month that the filing tells: after the 15th it lies in the month before."""
    first = first_day(month) if day <= 15 else cut_off(month).replace(day=1)
    return first.replace(day=min(day, monthrange(first.year, first.month)[1]))
