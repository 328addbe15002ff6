"""A CODEOWNERS file from the list of units: who is asked when what is changed."""

from __future__ import annotations

from ..catalogue.model import Catalogue
from ..intake.find import FOLDER


def code_owners(catalogue: Catalogue) -> str:
    """The text of a CODEOWNERS file; later lines go before earlier ones."""
    office = [
        account for unit in catalogue.units.values() if unit.maintains for account in unit.accounts
    ]
    lines = [
        "# 由 taizhang owners 按 units.yaml 的 accounts 生成，请勿手工修改。",
        f"* {_named(office)}",
    ]
    lines += [
        f"/{FOLDER}/*/{unit.id}/ {_named([*unit.accounts, *office])}"
        for unit in catalogue.filers()
        if unit.accounts
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _named(accounts: list[str]) -> str:
    """Accounts as such a file has them: with an @ before it, but for an address."""
    return " ".join(a if "@" in a else f"@{a}" for a in dict.fromkeys(accounts))
