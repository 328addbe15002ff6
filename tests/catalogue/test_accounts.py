"""Who an account is: a name in ASCII, for one unit alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import catalogue
from generator.judging.kinds import KINDS
from generator.merging import code_owners
from tests.factory import City, harbour


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return harbour(tmp_path_factory.mktemp("accounts"), filings=False)


def _found(city: City, *accounts: str) -> list[str]:
    units = city.root / "units.yaml"
    before = units.read_text("utf-8")
    told = ", ".join(f'"{account}"' for account in accounts)
    units.write_text(before.replace("accounts: [nangang]", f"accounts: [{told}]"), "utf-8")
    try:
        return [f"{p.code} {p.place}" for p in catalogue.read(city.root, KINDS)[1] if p.is_error]
    finally:
        units.write_text(before, "utf-8")


def test_names_of_forges_and_servers_are_accounts(city: City) -> None:
    assert _found(city, "nangang", "N_g.x-2", "taizhang[bot]", "ng@city.invalid", "007") == []


@pytest.mark.parametrize(
    "account",
    [
        "南港",
        "ｎangang",
        "nan gang",
        "nangang\\n",
        "nangang\\n* @x",
        "@nangang",
        "",
        "-x",
        "nang/x",
        "nſ",
    ],
)
def test_others_are_told_where_they_stand(account: str, city: City) -> None:
    (found,) = _found(city, account)
    assert found.startswith(("E515 units.yaml:33:", "E517 units.yaml:33:"))


def test_one_account_acts_for_one_unit(city: City) -> None:
    assert _found(city, "nangang", "BEIGANG") == ["E522 units.yaml:33:27"]
    assert _found(city, "office") == ["E522 units.yaml:33:16"]


def test_owners_are_a_line_each(city: City, tmp_path: Path) -> None:
    lines = code_owners(city.catalogue()).splitlines()
    assert all(len(line.split()) > 1 for line in lines)
    assert len(lines) == 2 + sum(bool(u.accounts) for u in city.catalogue().filers())
