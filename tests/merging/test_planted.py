"""A resident's number in each place that a commit can hold text, whole or in parts: none comes in, and
nothing that is said of it shows more than its ends."""

from __future__ import annotations

import pytest

from generator import merging
from generator.catalogue import Catalogue
from generator.merging.comment import as_data, as_markdown
from generator.merging.review import Review
from generator.problems import as_github, as_text
from tests.factory import City, harbour, sheet
from tests.intake.filings import BRIEF_FILE, BRIEFS, FILE, OUTLET, OUTLETS
from tests.merging.repository import git
from tests.merging.written import WHEN, Step, Store

ID = "410105198307164828"
PARTS = ID[:6], ID[6:14], ID[14:]
GOOD = sheet(OUTLETS, OUTLET)
BRIEF = "北港园区,2027-03,K1,办理中,建账1个。,"
DOWN = [f"北港园区,2027-03,K{row},办理中,{digit}," for row, digit in enumerate(ID, 1)]
LATER = Step({BRIEF_FILE: sheet(BRIEFS, BRIEF), FILE: GOOD})


def brief(*rows: str) -> Step:
    return Step({BRIEF_FILE: sheet(BRIEFS, *rows)})


def told(cell: str) -> tuple[Step, ...]:
    """In a cell of words, and put right."""
    return brief(BRIEF.replace("建账1个。", cell)), LATER


def page(data: str | bytes, name: str = "docs/page.md") -> tuple[Step, ...]:
    return (Step({name: data if isinstance(data, bytes) else data.encode()}),)


def saying(message: str) -> tuple[Step, ...]:
    return (Step({FILE: GOOD}, message=message),)


def by(name: str, address: str) -> tuple[Step, ...]:
    return (Step({FILE: GOOD}, author=f"{name} <{address}> {WHEN}"),)


UNIT: dict[str, tuple[Step, ...]] = {
    **{f"set apart by {mark}": told(f"号{mark.join(PARTS)}号")
       for mark in (" ", "-", "*", "+", "~", "|", ":", "=", "、", "；", "'")},
    "over two cells": (brief(BRIEF.replace("建账1个。,", f"整改{ID[:9]},{ID[9:]}")), LATER),
    "a digit a cell": (brief(BRIEF, ",".join(ID)), LATER),
    "a digit a row": (brief(*DOWN), LATER),
    "a digit a row, at the end": (brief(*DOWN),),
    "over two rows below the table": (brief(BRIEF, f"{PARTS[0]}{PARTS[1]}", PARTS[2]), LATER),
    "over the paragraphs of a message": saying("\n\n\n\n".join(PARTS)),
    "over the items of a message": saying("\n".join(f"  - {part}" for part in PARTS)),
    "over name and address": by(ID[:9], f"{ID[9:]}@example.com"),
    "over both sides of an address": by("beigang", f"{ID[:9]}@{ID[9:]}.com"),
}  # fmt: skip

OFFICE: dict[str, tuple[Step, ...]] = {
    "over lines": page("\n".join(PARTS)),
    "over lines of a comment": page("\n".join(f"  # {part}" for part in PARTS), "docs/page.yaml"),
    "in YAML's escapes": page(f'x: "{ID[:9]}\\u00{ord(ID[9]):02x}{ID[10:]}"\n', "docs/page.yaml"),
    "over lines of a YAML text": page(f"x: >-\n    {ID[:9]}\n    {ID[9:]}\n", "docs/page.yaml"),
    "over lines that YAML joins": page(f'x: "{ID[:9]}\\\n    {ID[9:]}"\n', "docs/page.yaml"),
    "amid tags": page(f"{ID[:9]}<b></b>{ID[9:]}"),
    "in entities": page("".join(f"&#{ord(digit)};" for digit in ID)),
    "in a picture": page(bytes(range(256)) * 4 + ID.encode("utf-16-le"), "docs/a.png"),
}

HONEST: dict[str, tuple[Step, ...]] = {
    "days and figures": page("20230620\n4101.05\n19830716\n410105\n1983\n"),
    "a list of figures": page("410105、19830716、4822；410105：19830716*4820\n"),
    "a document and a credit code": page("许政〔2023〕12号\n11410000005184603J\n"),
    "an escape and a tag": page('x: "\\u53f0\\u8d26 <b>2023</b> &amp; 6"\n', "docs/page.yaml"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    city = harbour(tmp_path_factory.mktemp("planted"), filings=False)
    git(city.root, "init", "-q", "-b", "main")
    git(city.root, "config", "user.name", "office")
    git(city.root, "config", "user.email", "office@example.invalid")
    git(city.root, "add", "-A")
    git(city.root, "commit", "-q", "-m", "起点")
    return Store(city.root)


@pytest.fixture(scope="module")
def declared(store: Store) -> Catalogue:
    return City(store.root).catalogue()


@pytest.mark.parametrize("name", [*UNIT, *(f"office: {name}" for name in OFFICE)])
def test_a_number_in_parts_is_refused(store: Store, declared: Catalogue, name: str) -> None:
    actor = "office" if name.startswith("office: ") else "beigang"
    steps = {**UNIT, **{f"office: {name}": row for name, row in OFFICE.items()}}[name]
    found = merging.guard(store.root, "main", store.branch("main", *steps), [actor], declared)
    assert "E424" in {problem.code for problem in found}
    review = Review(found)
    words = as_markdown(review) + as_data(review)
    words += "".join(map(as_text, found)) + "".join(map(as_github, found))
    figures = "".join(filter(str.isdigit, words.replace("\\*", "")))
    assert PARTS[1] not in figures
    assert not any(ID[at : at + 8] in words for at in range(len(ID) - 7))


@pytest.mark.parametrize("name", HONEST)
def test_figures_are_no_number(store: Store, declared: Catalogue, name: str) -> None:
    head = store.branch("main", *HONEST[name])
    assert merging.guard(store.root, "main", head, ["office"], declared) == []
