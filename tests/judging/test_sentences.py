"""What every sentence keeps to, whatever it is about: two cities, at several days, in both editions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator import flow, wording
from generator.catalogue.model.terms import Audience
from generator.judging.results import Results
from generator.judging.verdict import Verdict
from generator.words.states import State
from tests.factory import harbour
from tests.seen import read

HARBOUR_DAYS = ("2027-02-20", "2027-04-15", "2027-07-20", "2027-10-20", "2028-01-25")
SHIPPED_DAYS: tuple[tuple[str, Audience], ...] = (
    ("2023-07-05", "internal"),
    ("2023-12-31", "public"),
)

NEVER = {
    "marks in a row": r"[。；，、：？！][。；，、：？！]|（[，。；、]|[，；、]）|（）",
    "marks doubled": r"““|””|‘‘|’’|《《|》》|（（",
    "equality as reaching": r"达到(等于|应为|不高于|不多于|介于)",
    "a verdict in brackets before what is asked for": r"（(未)?达到）|；要求[^；。]*，口径未定",
    "a body that no notice names": r"有权机关|由办公室(研究)?决定",
    "an invitation to rewrite": r"更正原表|再增加|改为",
    "decimals beyond need": r"\d\.\d{3,}",
    "a unit within a number": r"\d\s+(个|次|项|份|张|天|户|人)",
    "a word of programs": r"None|null|True|False|nan\b",
}
"""What no sentence and no advice says."""

OF_THE_OFFICE = r"\.yaml|rules/|chooses|\b(value|values|method|basis|number|share)\b"
"""Files and fields, of which only the office is told."""

_COUNTED = r"\d\.\d+(户|人|次|份|张|项|名|个(?!百分点))"


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[Results]:
    """How two cities stand at several days."""
    shipped, city = read(), harbour(tmp_path_factory.mktemp("harbour"))
    other = flow.read(Path(city.root))
    found = [flow.judge(shipped, date.fromisoformat(day), who) for day, who in SHIPPED_DAYS]
    return [*found, *(flow.judge(other, date.fromisoformat(day)) for day in HARBOUR_DAYS)]


def verdicts(every: list[Results]) -> Iterator[tuple[Results, Verdict]]:
    return ((results, verdict) for results in every for verdict in results.verdicts)


def said(every: list[Results]) -> set[str]:
    """Every sentence and every advice, each once, and those on proposals."""
    told = {words for _, v in verdicts(every) for words in (v.sentence, v.next) if words}
    return told | {matter.sentence for results in every for matter in results.matters}


@pytest.mark.parametrize("fault", NEVER)
def test_what_no_sentence_says(every: list[Results], fault: str) -> None:
    assert [words for words in said(every) if re.search(NEVER[fault], words)] == []


def test_a_sentence_ends_once_and_names_a_year_once(every: list[Results]) -> None:
    assert [words for words in said(every) if not words.endswith("。")] == []
    assert [words for words in said(every) if wording.plain_years(words) != words] == []


def test_files_and_fields_are_for_the_office_alone(every: list[Results]) -> None:
    public = [results for results in every if results.audience == "public"]
    assert public
    assert [words for words in said(public) if re.search(OF_THE_OFFICE, words)] == []
    internal = [results for results in every if results.audience == "internal"]
    assert any("rules/questions.yaml" in words for words in said(internal))


def test_what_is_counted_is_whole(every: list[Results]) -> None:
    assert [v.next for _, v in verdicts(every) if re.search(_COUNTED, v.next)] == []


def test_a_closed_stage_gets_no_amount(every: list[Results]) -> None:
    closed = {
        verdict.next
        for results, verdict in verdicts(every)
        if verdict.due and verdict.due < results.case.as_of
        if verdict.state in (State.BEHIND, State.OVERDUE) and verdict.kind != "filing_deadline"
    }
    assert closed
    assert [words for words in closed if not words.endswith("按更正办理。")] == []


def test_what_is_not_filed_is_said_first(every: list[Results]) -> None:
    """And what came late is never said to be missing."""
    missing = [v for _, v in verdicts(every) if v.state == State.MISSING_REPORT]
    assert missing
    assert [
        v.sentence for v in missing if not re.search("没有报送|未报送|没有写本项", v.sentence)
    ] == []
    late = [v for _, v in verdicts(every) if v.word == "迟报"]
    assert late
    assert [v.sentence for v in late if "差" in v.sentence or "未报送" in v.sentence] == []
