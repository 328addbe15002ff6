"""The office of the harbour city with a repository of its own, publishing as the year goes on."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generator import releases
from generator.calendar import Month
from generator.catalogue.model.terms import Audience
from generator.flow import Unwatched
from generator.problems import has_errors
from generator.releases import Branch, Folder, Order, Place, Report
from tests.factory import City, harbour
from tests.merging.repository import git
from tests.once import made_once

SPRING, SUMMER = Month(2027, 3), Month(2027, 6)
MAY, AUGUST = date(2027, 5, 6), date(2027, 8, 15)
OUTLETS = "submissions/2027-03/beigang/outlets.csv"


@dataclass(frozen=True, slots=True)
class Office:
    city: City
    folder: Path

    @property
    def root(self) -> Path:
        return self.city.root

    def commit(self, said: str, day: str, who: str = "王办") -> str:
        moment = f"{day}T09:00:00+08:00"
        git(self.root, "add", "-A")
        git(
            self.root, "-c", f"user.name={who}", "-c", "user.email=office@city.example",
            "commit", "-q", "-m", said, GIT_COMMITTER_DATE=moment, GIT_AUTHOR_DATE=moment,
        )  # fmt: skip
        return self.commit_id

    @property
    def commit_id(self) -> str:
        return git(self.root, "rev-parse", "HEAD").stdout.strip()

    def publish(
        self,
        what: Month | str | None,
        today: date,
        *,
        edition: Audience = "public",
        reason: str = "",
        as_of: date | None = None,
        places: Sequence[Place] = (),
        revision: str = "HEAD",
    ) -> Report:
        order = Order(what, edition, today, revision, as_of, reason)
        return releases.publish(self.root, order, places or [self.shelf], Unwatched())

    @property
    def shelf(self) -> Folder:
        return Folder(self.folder / "published")

    @property
    def branch(self) -> Branch:
        return Branch(self.root, "pages")

    def page(self, path: str) -> str:
        return (self.shelf.path / path).read_text("utf-8")


def in_spring(factory: pytest.TempPathFactory, folder: Path) -> Office:
    """A copy to spoil of the office that has published its first quarter, in a folder and on a branch."""

    def make(made: Path) -> None:
        office = opened(made)
        places: list[Place] = [office.shelf, office.branch]
        assert not has_errors(office.publish(SPRING, MAY, places=places).problems)

    return copied(made_once(factory, "office-in-spring", make), folder)


def in_summer(factory: pytest.TempPathFactory, folder: Path) -> Office:
    """A copy to spoil of the office that has published both quarters, in a folder alone."""

    def make(made: Path) -> None:
        office = in_spring(factory, made / "office")
        git(office.root, "branch", "-q", "-D", "pages")
        through_summer(office)
        assert not has_errors(office.publish(SUMMER, AUGUST).problems)

    return copied(made_once(factory, "office-in-summer", make) / "office", folder)


def copied(made: Path, folder: Path) -> Office:
    """An office in a folder that is not there yet."""
    shutil.copytree(made, folder, symlinks=True)
    return Office(City(folder / "harbour"), folder)


def opened(folder: Path) -> Office:
    """The first quarter is filed, the second not yet."""
    city = harbour(folder)
    later = city.root / "submissions" / "2027-06"
    later.rename(folder / "2027-06")
    git(city.root, "init", "-q", "-b", "main")
    city.write(".gitattributes", "* -text\n")
    city.write(".gitignore", "build/\n")
    office = Office(city, folder)
    office.commit("一季度报送", "2027-04-05")
    return office


def through_summer(office: Office) -> None:
    """The second quarter comes in, a cell of the first is corrected, and a rule is edited."""
    (office.folder / "2027-06").rename(office.root / "submissions" / "2027-06")
    office.commit("二季度报送", "2027-07-05")
    office.city.edit(OUTLETS, "PK002,灯塔渔港西侧,整治中", "PK002,灯塔渔港西侧,已整治")
    office.commit("北港园区更正一季度报送", "2027-07-06", "李北港")
    office.city.edit("rules/judging/all.yaml", "title: 按时报送", "title: 按期报送")
    office.commit("改称按期报送", "2027-07-07", "赵主任")
