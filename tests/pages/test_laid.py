"""A stored notice set as the paper that it is: what each line is, and what stands beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.pages.annotate import Paragraph, annotate
from generator.pages.kinds import notice
from generator.pages.site import Site
from tests.place import PROJECT
from tests.seen import read


def laid(root: Path) -> list[Paragraph]:
    known = flow.read(root).catalogue
    assert known
    first = known.notices[0]
    return annotate(first, [(clause, clause.provisions) for clause in first.clauses])


def words(phrases: object) -> str:
    return "".join(phrase.text for phrase in phrases)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("root", "roles"),
    [
        (
            ".",
            [
                "masthead",
                "number",
                "title",
                "addressee",
                "text",
                "text",
                "title",
                "text",
                "heading",
            ],
        ),
        (
            "tests/cities/harbour",
            ["masthead", "number", "title", "addressee", "text", "foot", "heading"],
        ),
        ("tests/cities/canal", ["title", "number", "foot", "addressee", "text", "heading"]),
    ],
)
def test_lines_are_what_they_are_on_paper(root: str, roles: list[str]) -> None:
    found = laid(PROJECT / root)
    assert [line.laid.role for line in found][: len(roles)] == roles
    known = read(root).catalogue
    assert known
    begun = [line.laid.clause.id for line in found if line.laid.clause]
    assert begun == [clause.id for clause in known.notices[0].clauses]
    for line in found:
        clause = line.laid.clause
        if clause and clause.number:
            assert clause.title in words(line.head)
            assert not words(line.phrases).startswith("。")
        if words(line.tail):
            assert words(line.tail).lstrip("（(").startswith("责任单位")


@pytest.mark.parametrize("root", [".", "tests/cities/harbour", "tests/cities/canal"])
def test_no_character_is_lost(root: str) -> None:
    lines = laid(PROJECT / root)
    known = read(root).catalogue
    assert known
    shown = "".join(words(line.head) + words(line.phrases) + words(line.tail) for line in lines)
    assert "".join(shown.split()) == "".join(known.notices[0].text.split())


def test_a_heading_says_how_all_below_it_stand() -> None:
    site = Site(flow.judge(read("tests/cities/harbour"), date(2027, 7, 20)))
    shown = notice.view(site, site.catalogue.notices[0])
    headed = [line for line in shown.contents if line.standing]
    assert headed
    for line in headed:
        assert line.told.startswith(f"{len(line.standing)} 条：")
    assert shown.short == sum(
        not line.fine for line in shown.paragraphs if line.notes or line.folded
    )
