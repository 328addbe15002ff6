"""Several notices in one root: what a later one adds, what it amends, and what it may not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.calendar import Month
from generator.catalogue.model import Target
from tests.factory import City, harbour
from tests.supplement import AMENDS, FILE, supplemented


@pytest.fixture
def city(tmp_path: Path) -> City:
    return supplemented(tmp_path, filings=False)


def errors(city: City) -> list[tuple[str, int | None, str]]:
    return [(p.code, p.line, p.message) for p in city.problems() if p.is_error]


def test_it_is_sound_and_in_the_order_of_issue(city: City) -> None:
    declared = city.catalogue()
    assert [clause.id for clause in declared.duties] == ["K1", "K2", "K3", "K4", "Y1", "L1"]
    assert [issued.id for issued in declared.notices] == ["tasks", "supplement"]
    assert declared.notice.doc_no == "临港政办〔2027〕7号"


def test_a_number_that_comes_again_is_told_with_where_it_stands(city: City) -> None:
    clauses = city.catalogue().clauses
    assert clauses["L1"].name == "第1条整治码头扬尘（补充通知）"
    assert clauses["K1"].name == "第1条整治入海排口"
    assert clauses["K2"].name == "第2条清理岸滩垃圾"


def test_what_is_in_force_hangs_on_the_day(city: City) -> None:
    declared = city.catalogue()

    def asked(day: date) -> list[tuple[str, float | None]]:
        target = declared.on(day).provisions["K1-2"]
        assert isinstance(target, Target)
        return [(str(point.date), point.value) for point in target.checkpoints]

    assert "L1" not in declared.on(date(2027, 8, 1)).clauses
    assert "L1" in declared.on(date(2027, 8, 2)).clauses
    before = [("2027-06-30", 40), ("2027-12-31", 90)]
    assert asked(date(2027, 8, 31)) == before
    assert asked(date(2027, 9, 1)) == [("2027-06-30", 40), ("2027-12-31", 95)]


def test_without_a_later_notice_there_is_nothing_of_it(tmp_path: Path) -> None:
    declared = harbour(tmp_path, filings=False).catalogue()
    assert len(declared.notices) == 1
    assert declared.on(date(2027, 12, 1)).versions == {}
    assert {clause.part for clause in declared.clauses.values()} == {""}


FAULTS = [
    ("provision: K1-2", "provision: K9-9", "E521", "没有编号为“K9-9”的"),
    ("provision: K1-2", "provision: K1-1", "E525", "“K1-1”是工作要求"),
    ("provision: K1-2", "provision: L1-1", "E525", "不是此前印发的通知中的事项"),
    ("since: 2027-09-01", "since: 2027-07-01", "E544", "早于本通知印发的 2027-08-02"),
    ("since: 2027-09-01", "since: 2028-01-01", "E544", "已不在计划年度 2027 年内"),
    ("value: 95}", "value: 96}", "E534", "引文中没有与“96”对应的字样"),
    ("value: 95}", "value: 90}", "E544", "“K1-2”原来就是这样，没有改动"),
    ("{date: 2027-12-31, value", "{date: 2027-08-31, value", "E544", "节点 2027-08-31 早于修订起作用的 2027-09-01"),
    ("调整为不低于95%\n", "调整为不低于九成五\n", "E531", "引文与原文不一致"),
    ("plan_year: 2027", "plan_year: 2028", "E527", "计划年度 2028 与第一份通知的 2027 不同"),
    ("issued: 2027-08-02", "issued: 2027-02-01", "E527", "早于第一份通知的 2027-02-14"),
    ("name: 补充通知", "name: 2027年港湾清洁行动台账", "E522", "与另一份通知相同"),
    ("text: rules/supplement.txt", "text: rules/supplements.txt", "E505", "找不到通知原文"),
    ("provision: K1-2", "provision: K3-1", "E525", "“K3-1”是成果，没有 checkpoints"),
    ("provision: K1-2", "provision: K4-1", "E544", "“K4-1”每个周期都要达到，只能改 value"),
    ("provision: K1-2", "provision: K2-3", "E525", "别的规则或目标借用“K2-3”的数"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "words"), FAULTS, ids=[f[1] for f in FAULTS])
def test_what_cannot_be(city: City, old: str, new: str, code: str, words: str) -> None:
    city.edit(FILE, old, new)
    told = errors(city)
    assert any(code == c and words in message for c, _, message in told), told
    assert {p.file for p in city.problems() if p.is_error} == {FILE}


def test_what_is_due_already_stays_as_it_was_judged(city: City) -> None:
    text = (city.root / FILE).read_text("utf-8")
    own = AMENDS.replace("K1-2", "K3-1").split("    checkpoints")[0] + "    due: 2027-10-31\n"
    city.write(FILE, text.replace(AMENDS, own))
    assert ("E544", "“K3-1”在 2027-09-01 前已经到期（2027-06-30），已按原来的要求判定") in {
        (code, message) for code, _, message in errors(city)
    }


def test_two_amendments_of_one_field_on_one_day(city: City) -> None:
    city.edit(FILE, AMENDS, AMENDS + AMENDS)
    assert ("E544", "“K1-2”的 checkpoints 在 2027-09-01 改了两次") in {
        (code, message) for code, _, message in errors(city)
    }


def test_a_number_twice_in_one_part_is_a_slip(city: City) -> None:
    city.edit("tasks.yaml", "number: 第2条", "number: 第1条")
    assert "序号“第1条”重复" in "".join(message for _, _, message in errors(city))


def test_a_form_that_only_a_later_notice_asks_for_is_not_owed_before_it(city: City) -> None:
    """From the first filing that closes on or after its issue; what the first notice asks for, from the start."""
    form = (city.root / "rules/forms/worklog.yaml").read_text("utf-8")
    filers = re.sub(r"filers: .*", "filers: [zones]", form)
    city.write("rules/forms/dust.yaml", filers.replace("id: worklog", "id: dust", 1))
    city.edit(FILE, "owners: [zones], evidence: [briefs]", "owners: [zones], evidence: [dust]")
    city.edit(
        "units.yaml",
        "    files: [briefs, outlets, beaches]\n    accounts: [beigang",
        "    accounts: [beigang",
    )
    owed = {each.form: each.valid_from for each in city.catalogue().units["beigang"].owed}
    assert owed == {"briefs": None, "outlets": None, "beaches": None, "dust": Month(2027, 9)}
