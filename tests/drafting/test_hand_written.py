"""Two notices that people encoded by hand: the outline has every clause as they have it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from generator import catalogue, drafting
from generator.catalogue.model import Catalogue, Clause, Section, squeeze
from generator.drafting.documents import Text, read
from generator.drafting.outline import Clause as Drawn
from generator.drafting.outline import outline
from generator.drafting.private import withheld
from generator.judging.kinds import KINDS
from tests.factory import codes
from tests.place import PROJECT

ROOTS = {"shipped": PROJECT, "harbour": PROJECT / "tests/cities/harbour"}
LETTERS = {"shipped": ["M"], "harbour": ["P"]}
"""The clause that people made of a part of the letter, which the outline has as a whole."""


UNQUOTED = "W543"
"""The reminder of what nobody has encoded yet: all of it stands there as comments."""


def declared(root: Path) -> Catalogue:
    found, _ = catalogue.read(root, KINDS)
    assert found
    return found


def drafted(root: Path, to: Path) -> Catalogue:
    begun = drafting.begin(root / "rules/notice.txt", to)
    assert not isinstance(begun, list)
    assert codes(begun.problems) == ["W543"]  # what is left to encode, and no fault
    assert begun.outline.unplaced == []
    return declared(to)


def parts(city: Catalogue) -> list[tuple[str, str, int]]:
    return [_section(section) for section in city.notices[0].sections]


def _section(section: Section) -> tuple[str, str, int]:
    return section.number, section.title, len(section.tasks)


def told(city: Catalogue, clause: Clause) -> dict[str, object]:
    names = {unit.id: unit.names for unit in city.units.values()}
    names |= {group.id: [group.name] for group in city.groups.values()}
    ids: list[str] = []
    for id_ in clause.responsible:  # a group that the notice does not name stands for its members
        group = city.groups.get(id_)
        named = group is None or squeeze(group.name) in squeeze(clause.responsible_quote)
        ids += [id_] if group is None or named else group.members
    return {
        "title": clause.title,
        "text": squeeze(clause.text),
        "quote": squeeze(clause.responsible_quote),
        "units": [squeeze(names[id_][0]) for id_ in ids],
    }


@pytest.mark.parametrize("city", ROOTS)
def test_every_clause_is_as_people_have_it(city: str, tmp_path: Path) -> None:
    by_hand = declared(ROOTS[city])
    ours = drafted(ROOTS[city], tmp_path / "new")
    assert parts(ours) == parts(by_hand)
    wanted = [told(by_hand, clause) for clause in by_hand.duties]
    assert [told(ours, clause) for clause in ours.duties] == wanted
    for found, clause in zip(ours.duties, by_hand.duties, strict=True):
        assert found.number.endswith(
            clause.number
        )  # ours say below which heading where two are alike
    before = {squeeze(clause.text) for clause in ours.notices[0].preamble}
    assert {
        squeeze(c.text) for c in by_hand.notices[0].preamble if c.id not in LETTERS[city]
    } <= before


@pytest.mark.parametrize("city", ROOTS)
def test_the_particulars_are_as_people_have_them(city: str, tmp_path: Path) -> None:
    by_hand = declared(ROOTS[city])
    ours = drafted(ROOTS[city], tmp_path / "new")
    for name in ("doc_no", "title", "issued", "plan_year"):
        assert getattr(ours.notice, name) == getattr(by_hand.notice, name)
    for name in ("every", "day", "month_offset", "first", "last"):
        assert getattr(ours.filing, name) == getattr(by_hand.filing, name), name
    office = ours.units[ours.notice.issuer]
    assert set(by_hand.units[by_hand.notice.issuer].names) & set(office.names)


def test_marks_of_markdown_and_broken_lines_change_nothing() -> None:
    text = (PROJECT / "rules/notice.txt").read_text("utf-8")
    marked = text.replace("\n一、", "\n\n## 一、").replace("（责任单位：", "**（责任单位：", 9)
    marked = marked.replace("襄城县、建安区党委政府）\n6.", "襄城\n\n县、建安区党委政府）\n6.")
    plain, other = (_outlined(each) for each in (text, marked.replace("**（", "（")))
    assert [squeeze(c.text) for c in plain.values()] == [squeeze(c.text) for c in other.values()]
    assert [squeeze(c.quote) for c in plain.values()] == [squeeze(c.quote) for c in other.values()]


def _outlined(text: str) -> dict[str, Drawn]:
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        Path(file.name).write_text(text, "utf-8")
        found = read(Path(file.name))
    assert isinstance(found, Text)
    lines, _ = withheld(found.lines)
    return outline(lines).clauses
