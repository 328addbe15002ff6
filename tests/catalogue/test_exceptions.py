"""The register of exceptions: what it says, from when, to whom, and what it may not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator import catalogue
from generator.calendar import Month
from generator.catalogue import Catalogue
from generator.catalogue.owing import may_file, owes
from generator.judging.kinds import KINDS
from tests.world import World

JUNE = Month(2023, 6)
POINTS = [{"date": "2023-04-30", "value": 30}, {"date": "2023-06-30", "value": 50}]


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path, files=("funds", "villages"))
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    world.target("T-1", quote, checkpoints=POINTS)
    world.cadence("T-2", "每季度走访全部3个乡镇", every="quarter")
    return world


def declared(world: World, day: str = "2023-12-31") -> Catalogue:
    world.write()
    found, problems = catalogue.read(world.folder, KINDS)
    assert found is not None, problems
    return found.on(date.fromisoformat(day))


def found(world: World) -> list[str]:
    """All that is told of the register."""
    world.write()
    problems = catalogue.read(world.folder, KINDS)[1]
    return [f"{p.code} {p.message}" for p in problems if p.file == "rules/exceptions.yaml"]


def test_an_exemption_takes_one_form_of_one_unit_and_month_away(world: World) -> None:
    world.allow("exemption", "2023-06-10", period="2023-06", form="funds")
    known = declared(world)
    east, west = known.units["east"], known.units["west"]
    assert [f.id for f in owes(known, east, JUNE)] == ["villages"]
    assert [f.id for f in owes(known, east, JUNE.plus(1))] == ["funds", "villages"]
    assert [f.id for f in owes(known, west, JUNE)] == ["funds", "villages"]
    assert [f.id for f in may_file(known, east, JUNE)] == ["funds", "villages"]


def test_an_entry_that_names_no_form_is_about_all_of_a_filing(world: World) -> None:
    world.allow("exemption", "2023-06-10", period="2023-06", units=["counties"])
    known = declared(world)
    assert not any(owes(known, known.units[name], JUNE) for name in ("east", "west"))


def test_an_entry_acts_from_its_day(world: World) -> None:
    world.allow("extension", "2023-06-19", period="2023-06", until="2023-07-05")
    before, after = declared(world, "2023-06-18"), declared(world, "2023-06-19")
    assert before.due_of("east", "funds", JUNE).last_day == date(2023, 6, 20)
    assert after.due_of("east", "funds", JUNE).last_day == date(2023, 7, 5)
    assert after.due_of("west", "funds", JUNE).last_day == date(2023, 6, 20)
    assert not after.over("east", "funds", JUNE, date(2023, 7, 5))
    assert after.over("east", "funds", JUNE, date(2023, 7, 6))


def test_of_two_extensions_the_later_one_counts(world: World) -> None:
    world.allow("extension", "2023-06-21", period="2023-06", until="2023-06-28", form="funds")
    world.allow("extension", "2023-06-19", period="2023-06", until="2023-07-05")
    exceptions = declared(world).exceptions
    assert exceptions.extended("east", "funds", JUNE) == date(2023, 6, 28)
    assert exceptions.extended("east", "villages", JUNE) == date(2023, 7, 5)
    assert exceptions.on_filing("east", JUNE) == ("X2023-01", "X2023-02")
    assert exceptions.on_filing("east", JUNE, "villages") == ("X2023-02",)


def test_a_stage_is_extended_by_its_day_or_its_period(world: World) -> None:
    world.allow("extension", "2023-06-19", provision="T-1", period="2023-06-30", until="2023-07-31")
    world.allow("extension", "2023-06-19", provision="T-2", period="2023-Q2", until="2023-07-10")
    world.allow("statement", "2023-06-25", provision="T-1")
    exceptions = declared(world).exceptions
    assert exceptions.extended_stage("east", "T-1", date(2023, 6, 30)) == date(2023, 7, 31)
    assert exceptions.extended_stage("east", "T-2", date(2023, 6, 30)) == date(2023, 7, 10)
    assert exceptions.extended_stage("west", "T-1", date(2023, 6, 30)) is None
    assert exceptions.extended_stage("east", "T-1", date(2023, 4, 30)) is None
    both = ("X2023-01", "X2023-03")
    assert exceptions.on_stage(["east"], "T-1", date(2023, 6, 30)) == both
    assert exceptions.on_stage(["east"], "T-1", date(2023, 7, 31)) == both
    assert exceptions.on_stage(["east", "west"], "T-1", date(2023, 4, 30)) == ("X2023-03",)
    assert exceptions.on_stage(["west"], "T-1", date(2023, 6, 30)) == ()


def test_an_answer_of_later_is_not_there_yet(world: World) -> None:
    answer = {"text": "情况属实", "date": "2023-07-01"}
    world.allow("statement", "2023-06-25", period="2023-06", answer=answer)
    assert declared(world, "2023-06-30").exceptions.entries[0].answer is None
    told = declared(world, "2023-07-01").exceptions.entries[0].answer
    assert told is not None
    assert told.text == "情况属实"


def test_the_public_knows_nothing_of_what_is_internal(world: World) -> None:
    world.allow("exemption", "2023-06-10", period="2023-06", form="funds", audience="internal")
    world.allow("extension", "2023-06-10", period="2023-06", until="2023-07-05", form="villages")
    assert [e.id for e in declared(world).for_public().exceptions.entries] == ["X2023-02"]
    world.internal_forms = ("villages",)
    assert declared(world).for_public().exceptions.entries == ()


@pytest.mark.parametrize(
    ("valid", "owed"),
    [
        ({"valid_until": "2023-06-10"}, False),
        ({"valid_until": "2023-06-20"}, True),
        ({"valid_from": "2023-06-10"}, True),
        ({"valid_from": "2023-06-21"}, False),
        ({"valid_from": "2023-06-10", "valid_until": "2023-06-25"}, True),
    ],
)
def test_a_unit_owes_only_on_days_on_which_it_exists(
    world: World, valid: dict[str, str], owed: bool
) -> None:
    world.existing = {"east": valid}
    known = declared(world)
    assert bool(owes(known, known.units["east"], JUNE)) is owed
    assert may_file(known, known.units["east"], JUNE)


def test_by_default_the_plan_is_shown_until_the_day_after_its_last_deadline(world: World) -> None:
    late = date(2030, 1, 1)
    assert declared(world).day_shown(date(2023, 6, 1)) == date(2023, 6, 1)
    assert declared(world).day_shown(late) == date(2024, 1, 23)  # 20 January is a Saturday
    world.policy = {"last": "2023-11"}
    assert declared(world).day_shown(late) == date(2024, 1, 1)
    world.target("T-3", "年底前建成5个示范村", value=5, due="2023-12-31")
    world.policy = {"last": "2023-11", "node_grace": 3}
    assert declared(world).day_shown(late) == date(2024, 1, 4)
    world.allow("extension", "2023-12-20", provision="T-3", period="2023-12-31", until="2024-03-01")
    assert declared(world).day_shown(late) == date(2024, 3, 2)
    world.exceptions[0]["audience"] = "internal"  # its day would give it away
    assert declared(world).day_shown(late) == date(2024, 1, 4)


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"kind": "extension"}, "E512 缺少字段“until”（新的期限）"),
    ({"kind": "extension", "until": "2023-06-20"}, "E516 新的期限 2023-06-20 不晚于原来的 2023-06-20"),
    ({"until": "2023-07-20"}, "E525 只有延期才写 until"),
    ({"answer": {"text": "同意", "date": "2023-06-30"}}, "E525 只有情况说明才写 answer"),
    ({"kind": "statement", "answer": {"text": "同意", "date": "2023-05-30"}},
     "E516 答复日期 2023-05-30 早于说明日期 2023-06-01"),
    ({"kind": "情况说明"}, "E514 种类（kind）不能是“情况说明”；是否为“statement”？"),
    ({"units": ["eastt"]}, "E521 没有编号为“eastt”的单位或单位组；是否为“east”（东县）？"),
    ({"units": ["office"]}, "E525 测试办2023年6月没有要报的表"),
    ({"form": "fund"}, "E521 没有编号为“fund”的报表；是否为“funds”（资金）？"),
    ({"form": "figures"}, "E525 东县2023年6月不报“数据”"),
    ({"period": "2023-03"}, "E516 2023-03 不是报送的期次（2023-04 至 2024-01）"),
    ({"period": "2023-Q2"}, "E515 “2023-Q2”不是报送的期次"),
    ({"provision": "T-1"}, "E525 免报只对报送，条文事项不能免报"),
    ({"kind": "statement", "provision": "T-9"}, "E521 没有编号为“T-9”的条文事项；是否为“T-2”？"),
    ({"kind": "statement", "provision": "M-1"}, "E525 “M-1”就是报送要求本身"),
    ({"kind": "statement", "provision": "T-1", "form": "funds"},
     "E519 form 和 provision 只能写一个"),
    ({"kind": "statement", "provision": "T-1", "period": "2023-05"},
     "E516 “T-1”没有在 2023-05 到期的节点、期限或周期"),
    ({"kind": "statement", "provision": "T-1", "period": "2023-06-31"},
     "E515 “2023-06-31”不是有效的日期或周期"),
    ({"kind": "statement", "provision": "T-1", "period": "2023-06-30", "units": ["bureau"]},
     "E525 住建局不承担“T-1”"),
    ({"kind": "extension", "provision": "T-1", "period": "2023-06-30", "until": "2023-06-30"},
     "E516 新的期限 2023-06-30 不晚于原来的 2023-06-30"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "said"), FAULTS)
def test_what_an_entry_may_not_say(world: World, entry: dict[str, Any], said: str) -> None:
    world.allow(**{"kind": "exemption", "day": "2023-06-01", "period": "2023-06", **entry})
    assert found(world) == [said]


def test_what_is_entered_twice(world: World) -> None:
    world.allow("exemption", "2023-06-01", period="2023-06", form="funds")
    world.allow("exemption", "2023-06-08", period="2023-06", units=["counties"])
    assert found(world) == ["E522 东县的这一项，“X2023-01”已经登记"]
    world.exceptions[1]["form"] = "villages"
    assert found(world) == []
