"""Advice: what is to be done and filed, worked out by hand, and held to what it promises by filing it."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.judging.verdict import Verdict
from generator.words.states import State
from tests.campaign import seeds
from tests.world import Row, World, only

CENT = Decimal("0.01")
SPENT: dict[str, Any] = {
    "id": "spent", "name": "支出进度", "unit": "%", "form": "money", "accumulation": "cumulative",
    "numerator": {"sum": "spent"}, "denominator": {"sum": "arrived"}, "as_of": "as_of",
    "deed": "再支出{}",
}  # fmt: skip
BY_ALLOCATED: dict[str, Any] = {
    "id": "allocated",
    "name": "按下达",
    "denominator": {"sum": "allocated"},
}
BY_LEVEL: dict[str, Any] = {"id": "each", "name": "按到位、逐级", "each": "level"}
POOLED: dict[str, Any] = {"id": "arrived", "name": "按到位"}


def of_industry(column: str) -> dict[str, Any]:
    industry = [{"column": "industry", "is": True}]
    return {"numerator": {"sum": column, "where": industry}, "denominator": {"sum": column}}


INDUSTRY: dict[str, Any] = {
    "id": "industry", "name": "产业比例", "unit": "%", "form": "money", "accumulation": "cumulative",
    **of_industry("allocated"), "as_of": "as_of",
    "deed": "新增产业资金{}", "move": "在现有资金中调整{}到产业项目",
}  # fmt: skip


def money(
    project: str, allocated: object, arrived: object, spent: object, *,
    level: str = "中央", industry: str = "否", day: str = "2023-05-31",
) -> list[object]:  # fmt: skip
    return [project, level, industry, allocated, arrived, spent, day]


def by_june(world: World, *readings: dict[str, Any], value: float = 50, **indicator: Any) -> World:
    """East's figure has to reach a number on 30 June."""
    if readings:
        world.question("A01")
        indicator |= {"readings": list(readings), "questions": ["A01"]}
    world.files = ("money",)
    world.indicators = [{**SPENT, **indicator}]
    own = {"indicator": "spent", "value": value, "due": "2023-06-30", "basis": "assumed"}
    world.target("T-1", "6月底达到50%", **own)
    world.rule("threshold", provision="T-1", subjects=["east"])
    return world


def at_any_time(world: World, indicator: dict[str, Any], value: float, **more: Any) -> World:
    world.files = (indicator["form"],)
    world.indicators = [indicator]
    own = {"indicator": indicator["id"], "value": value, "basis": "assumed", **more}
    world.target("T-3", "产业占比不低于60%", **own)
    world.rule("threshold", provision="T-3", subjects=["east"])
    return world


def june(world: World, *rows: Row) -> World:
    form = world.files[0]
    world.file("2023-06", "east", form, rows)
    return world


def said(world: World, day: str = "2023-06-16", id_: str = "T-1@2023-06-30/east") -> str:
    return only(world.judge(day), id_).next


JULY = "请在2023年7月20日前报7月的“项目资金”表"
OF_JUNE = f"{JULY}（数据截至6月30日），"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


# --- worked out by hand --------------------------------------------------------------------------


def test_the_deed_for_the_filing_that_tells_of_the_node(world: World) -> None:
    june(by_june(world), money("P1", 2000, 1000, 400))
    assert said(world) == f"{OF_JUNE}再支出100万元。"


@pytest.mark.parametrize(
    ("spent", "told"),
    [
        (200.01, "中央、县级均为66.7%"),
        (150, "县级最低，50.0%"),
    ],
)
def test_nobody_is_last_among_those_that_read_alike(world: World, spent: float, told: str) -> None:
    rows = money("P1", 300, 300, 200), money("P2", 300, 300, spent, level="县级")
    june(by_june(world, POOLED, BY_LEVEL), *rows)
    _, by_level = only(world.judge("2023-06-16"), "T-1@2023-06-30/east").outcomes
    assert by_level.detail == told


def test_what_is_told_with_cents_is_rounded_up_to_the_cent(world: World) -> None:
    june(by_june(world), money("P1", 2000, 999.99, 400))
    assert said(world) == f"{OF_JUNE}再支出100万元。"  # 499.995 is not a cent more than 499.99
    june(world, money("P1", 2000, 999.97, 400))
    assert said(world) == f"{OF_JUNE}再支出99.99万元。"


def test_what_satisfies_every_reading_and_not_the_first(world: World) -> None:
    june(by_june(world, POOLED, BY_ALLOCATED), money("P1", 1200, 1000, 400))
    assert said(world) == f"{OF_JUNE}再支出200万元。"


def test_where_it_has_to_go(world: World) -> None:
    rows = money("P1", 600, 500, 400), money("P2", 600, 500, 100, level="县级")
    june(by_june(world, POOLED, BY_LEVEL), *rows)
    assert said(world) == f"{OF_JUNE}再支出150万元（其中县级至少150万元）。"


def test_what_may_go_anywhere_besides(world: World) -> None:
    rows = money("P1", 800, 500, 300), money("P2", 600, 500, 100, level="县级")
    june(by_june(world, BY_LEVEL, BY_ALLOCATED), *rows)
    assert said(world) == f"{OF_JUNE}再支出300万元（其中县级至少150万元）。"


def test_money_that_has_not_arrived_has_to_arrive_first(world: World) -> None:
    june(by_june(world, POOLED, BY_ALLOCATED, value=100), money("P1", 1200, 1000, 400))
    assert said(world) == f"{OF_JUNE}再支出800万元，到位须先增加200万元。"


def test_more_than_there_is_cannot_be_spent(world: World) -> None:
    june(by_june(world, value=101), money("P1", 1200, 1000, 400))
    assert said(world) == f"{JULY}（数据截至6月30日）。"


def test_new_money_or_money_moved_within_the_total(world: World) -> None:
    rows = (
        money("P1", 3269.18, 3000, 2000, industry="是"),
        money("P2", 2642.59, 2500, 2000),
    )
    june(at_any_time(world, INDUSTRY, 60), *rows)
    assert said(world, "2023-06-25", "T-3/east") == (
        f"{JULY}，新增产业资金694.71万元，或在现有资金中调整277.89万元到产业项目。"
    )


def test_without_words_of_its_own_a_deed_names_no_column(world: World) -> None:
    rows = money("P1", 300, 300, 300, industry="是"), money("P2", 300, 300, 300)
    plain = {k: v for k, v in INDUSTRY.items() if k not in ("deed", "move")}
    june(at_any_time(world, plain, 60), *rows)
    assert said(world, "2023-06-25", "T-3/east") == (
        f"{JULY}，须新增属于本项的150万元，或在现有总数中调整60万元到本项。"
    )


def test_new_money_counts_in_every_column_that_a_reading_takes(world: World) -> None:
    world.question("A01")
    readings = [
        {"id": "allocated", "name": "按下达"},
        {"id": "spent", "name": "按支出", **of_industry("spent")},
    ]
    rows = money("P1", 300, 300, 100, industry="是"), money("P2", 300, 300, 200)
    own = {**INDUSTRY, "readings": readings, "questions": ["A01"]}
    june(at_any_time(world, own, 60), *rows)
    assert said(world, "2023-06-25", "T-3/east") == (
        f"{JULY}，新增产业资金200万元（下达、支出都须增加此数），"
        "或在现有资金中调整80万元到产业项目（下达、支出都按此数）。"
    )


VERIFIED = {
    "id": "verified", "name": "核实率", "unit": "%", "form": "problems", "accumulation": "cumulative",
    "numerator": {"distinct": "problem", "where": [{"column": "status", "is": "县级已核实"}]},
    "denominator": {"distinct": "problem", "where": [{"column": "status", "in": ["已整改", "县级已核实"]}]},
}  # fmt: skip


def problem(id_: str, status: str) -> list[object]:
    return [id_, status, None, None, None, None, None]


@pytest.mark.parametrize(
    ("deed", "told"),
    [({"deed": "再核实{}个问题"}, "再核实1个问题"), ({}, "还须完成1个")],
)
def test_what_is_counted_is_whole(world: World, deed: dict[str, str], told: str) -> None:
    rows = [problem(f"W{n}", "县级已核实") for n in range(7)]
    rows += [problem(f"X{n}", "已整改") for n in range(3)] + [problem("Y", "整改中")]
    june(at_any_time(world, {**VERIFIED, **deed}, 75), *rows)
    assert said(world, "2023-06-25", "T-3/east") == (
        f"请在2023年7月20日前报7月的“问题”表，{told}。"
    )


def rate(**more: Any) -> dict[str, Any]:
    return {
        "id": "rate", "name": "完成率", "unit": "%", "form": "figures", "accumulation": "cumulative",
        "numerator": {"sum": "value"}, "denominator": {"sum": "base"}, "as_of": "as_of", **more,
    }  # fmt: skip


FIGURES = "请在2023年7月20日前报7月的“数据”表"


def test_households_are_whole_where_they_are_told_whole(world: World) -> None:
    june(at_any_time(world, rate(deed="还须完成{}户"), 95), ["甲", 200, 301, "2023-05-31"])
    assert said(world, "2023-06-25", "T-3/east") == f"{FIGURES}，还须完成86户。"  # 285.95


def test_a_number_that_is_too_high_is_to_be_lowered(world: World) -> None:
    own = rate(deed="须再收回{}万元")
    june(at_any_time(world, own, 3, operator="at_most"), ["甲", 5, 99, "2023-05-31"])
    assert said(world, "2023-06-25", "T-3/east") == f"{FIGURES}，须再收回3万元。"  # 2.97


def test_a_cumulative_number_that_is_too_high_stays_so(world: World) -> None:
    own = rate(unit="户", denominator=None)
    del own["denominator"]
    june(at_any_time(world, own, 3, operator="at_most"), ["甲", 5, None, "2023-05-31"])
    told = "已报的累计数超过3户，不会再减少，已不能达到要求"
    assert said(world, "2023-06-25", "T-3/east") == f"{FIGURES}；{told}。"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (98, "，此后各次全部达到的，还须完成50"),
        (100, "；已报各次的数不再改变，按累计算已不能达到100%"),
    ],
)
def test_of_periods_what_was_told_is_told(world: World, value: float, told: str) -> None:
    own = rate(accumulation="period")
    at_any_time(world, own, value)
    for month, done in (("2023-04", 40), ("2023-05", 30)):
        world.file(month, "east", "figures", [["甲", done, done, f"{month}-01"]])
    june(world, ["甲", 27, 30, "2023-05-31"])
    assert said(world, "2023-06-25", "T-3/east") == f"{FIGURES}{told}。"


def test_what_a_period_still_wants(world: World) -> None:
    own = rate(accumulation="period", unit="户", deed="还须新增{}户")
    del own["denominator"]
    at_any_time(world, own, 100, each="quarter")
    for month, done in (("2023-04", 30), ("2023-05", 20)):
        world.file(month, "east", "figures", [["甲", done, None, f"{month}-20"]])
    told = said(world, "2023-06-05", "T-3@2023-Q2/east")
    assert told == f"{FIGURES}（数据截至6月30日），还须新增50户。"
    june(world, ["甲", 0, None, "2023-06-20"])
    for done, found in ((49, "overdue"), (50, "met")):
        world.file("2023-07", "east", "figures", [["甲", done, None, "2023-06-30"]])
        assert only(world.judge("2023-07-25"), "T-3@2023-Q2/east").state == found


@pytest.mark.parametrize(("value", "told"), [(3, "，还须增加2户"), (7, "")])
def test_an_exact_number(world: World, value: int, told: str) -> None:
    own = rate(unit="户")
    del own["denominator"]
    june(at_any_time(world, own, 5, operator="equal"), ["甲", value, None, "2023-05-31"])
    lost = "" if told else "；已报的累计数超过5户，不会再减少，已不能达到要求"
    assert said(world, "2023-06-25", "T-3/east") == f"{FIGURES}{told}{lost}。"


def test_who_has_not_filed_yet_does_what_is_left(world: World) -> None:
    at_any_time(world, rate(deed="还须完成{}户"), 90)
    world.rules = []
    world.rule("threshold", provision="T-3", scope="together")
    june(world, ["甲", 80, 100, "2023-05-31"])
    world.file("2023-06", "west", "figures", [["甲", 90, 100, "2023-05-31"]])
    world.file("2023-07", "west", "figures", [["甲", 95, 100, "2023-06-30"]])
    told = said(world, "2023-07-16", "T-3/all")
    assert told == f"{FIGURES}，还须完成5户。".replace("请在", "请东县在")
    world.file("2023-07", "east", "figures", [["甲", 85, 100, "2023-06-30"]])
    assert only(world.judge("2023-07-25"), "T-3/all").state == "on_track"


def test_a_whole_is_asked_for_without_a_day(world: World) -> None:
    world.files, world.indicators = ("figures",), [rate(deed="还须培训{}人")]
    world.provision("commitments", "T-7", "应训尽训")
    world.rule("ratio", provision="T-7", indicator="rate", whole=True, subjects=["east"])
    june(world, ["甲", 95, 100, "2023-05-31"])
    assert said(world, "2023-06-25", "T-7/east") == f"{FIGURES}，还须培训5人。"


def test_what_was_due_is_to_be_supplied_where_nothing_is_asked(world: World) -> None:
    world.files, world.indicators = ("figures",), [rate()]
    world.provision("commitments", "T-7", "应训尽训")
    world.rule("ratio", provision="T-7", indicator="rate", subjects=["east"])
    june(world, ["甲", 95, 100, "2023-05-31"])
    assert said(world, "2023-07-25", "T-7+r1/east") == (
        "请补报2023年7月的“数据”表，写明所缺的数据；补报的仍记为迟报。"
    )


def test_nothing_is_to_be_done_about_what_is_closed(world: World) -> None:
    june(by_june(world), money("P1", 2000, 1000, 400))
    world.file(
        "2023-07",
        "east",
        "money",
        [money("P1", 2000, 1000, 450, day="2023-06-30")],
        received="2023-07-03T09:00:00+08:00",
    )
    assert said(world, "2023-07-05") == (
        "2023年6月30日节点已过，结论不再改变；“项目资金”表填报有误的，按更正办理。"
    )


def test_after_the_day_the_filing_tells_what_was_done_by_it(world: World) -> None:
    june(by_june(world), money("P1", 2000, 1000, 400))
    assert said(world, "2023-07-05") == f"{JULY}（数据截至6月30日）。"


def test_what_was_filed_before_its_deadline_is_not_to_be_filed_anew(world: World) -> None:
    rows = money("P1", 300, 300, 300, industry="是"), money("P2", 300, 300, 300)
    june(at_any_time(world, INDUSTRY, 60), *rows)
    assert said(world, "2023-06-16", "T-3/east").startswith(f"{JULY}，")


def test_after_the_last_filing_there_is_no_amount(world: World) -> None:
    rows = money("P1", 300, 300, 300, industry="是"), money("P2", 300, 300, 300)
    at_any_time(world, INDUSTRY, 60)
    world.file("2024-01", "east", "money", rows)
    assert said(world, "2024-01-25", "T-3/east") == "“项目资金”表今年不再报送。"


def test_which_month_is_to_be_supplied(world: World) -> None:
    june(by_june(world), money("P1", 2000, 1000, 400))
    assert said(world, "2023-07-25") == (
        "请补报2023年7月的“项目资金”表，写明所缺的数据；补报的仍记为迟报。"
    )


def test_who_files_what_is_held_together(world: World) -> None:
    by_june(world)
    world.rules = []
    world.rule("threshold", provision="T-1", scope="together")
    june(world, money("P1", 2000, 1000, 400))
    world.file("2023-06", "west", "money", [money("P1", 2000, 1000, 300)])
    told = said(world, id_="T-1@2023-06-30/all")
    assert told == f"{OF_JUNE}再支出300万元。".replace("请在", "请东县、西县在")


def test_an_event_in_the_months_that_are_left(world: World) -> None:
    world.files = ("events",)
    world.question("A01")
    readings = [
        {"id": "once", "name": "一次", "times": 1},
        {"id": "twice", "name": "两次", "times": 2},
    ]
    world.cadence("T-5", "每月开展一次调研", every="month")
    world.rule("cadence", provision="T-5", form="events", distinct="event", dated_by="date",
               where=[{"column": "kind", "is": "调研"}], subjects=["east"],
               readings=readings, questions=["A01"])  # fmt: skip
    world.file("2023-06", "east", "events", [["E1", "检查", "2023-06-02", None, None]])
    assert said(world, id_="T-5@2023-06/east") == (
        "请在2023年7月20日前报7月的“活动”表，6月还差2次。"
    )


def test_villages_that_are_listed_come_first_where_all_are_wanted(world: World) -> None:
    world.files = ("villages",)
    world.question("A01")
    world.target("T-1", "建成5个示范村", value=5, due="2023-12-31")
    world.target("T-2", "每村不少于10户", value=10)
    readings = [
        {"id": "five", "name": "五个", "at_least": "T-1"},
        {"id": "all", "name": "列入的都算", "all": True},
    ]
    world.rule("count", provision="T-1", form="villages", distinct="village", subjects=["east"],
               qualifies=[{"column": "households", "meets": "T-2"}],
               readings=readings, questions=["A01"])  # fmt: skip
    june(world, ["V1", 10, "2023-05-31"], ["V2", 9, "2023-05-31"])
    assert said(world, id_="T-1@2023-12-31/east") == (
        "请在2024年1月22日前报1月的“示范村”表（数据截至2023年12月31日），"
        "还差4个，其中已列入的1个须都达到条件。"
    )


# --- held to what it promises --------------------------------------------------------------------

LEVELS = ("中央", "县级")
_MONTH = re.compile("在([0-9]+)年[0-9]+月[0-9]+日前报([0-9]+)月的")


def parts(told: str) -> dict[str, Decimal]:
    return {name: Decimal(n) for name, n in re.findall("(中央|县级)至少([0-9.]+)万元", told)}


def month(told: str) -> str:
    [(year, number)] = _MONTH.findall(told)
    return f"{year}-{int(number):02}"


def a_world(folder: Path, rng: random.Random, readings: list[dict[str, Any]]) -> World:
    world = World(folder)
    by_june(world, *readings, value=rng.choice([50, 66.7, 75, 90]))
    industry = [
        {"id": "together", "name": "合计"},
        {"id": "apart", "name": "逐级", "each": "level"},
        {"id": "spent", "name": "按支出", **of_industry("spent")},
    ]
    own = {"readings": industry[:2] if rng.random() < 0.5 else industry, "questions": ["A01"]}
    world.indicators.append({**INDUSTRY, **own})
    world.target("T-3", "产业占比不低于60%", indicator="industry", value=60)
    world.rule("threshold", provision="T-3", subjects=["east"])
    return world


def some(rng: random.Random) -> list[list[object]]:
    rows = []
    for number, level in enumerate([*LEVELS, *rng.choices(LEVELS, k=rng.randint(1, 3))]):
        allocated = Decimal(rng.randint(10000, 90000)) / 100
        arrived = (allocated * rng.randint(60, 100) / 100).quantize(CENT)
        spent = (arrived * rng.randint(20, 70) / 100).quantize(CENT)
        industry = "是" if number % 3 == 2 else "否"
        rows.append(money(f"P{number}", allocated, arrived, spent, level=level, industry=industry))
    return rows


def spend(rows: list[list[object]], wanted: dict[str, Decimal], rest: Decimal) -> None:
    """Spend what has arrived, then what is still to arrive, by levels and then anywhere."""
    for column in (4, 3):
        for row in rows:
            room = Decimal(str(row[column])) - Decimal(str(row[5]))
            own = min(room, wanted.get(str(row[1]), Decimal(0)))
            if own:
                wanted[str(row[1])] -= own
            more = min(room - own, rest)
            rest -= more
            spent = Decimal(str(row[5])) + own + more
            row[4:6] = [max(Decimal(str(row[4])), spent), spent]


def start(rows: list[list[object]], wanted: dict[str, Decimal], rest: Decimal) -> None:
    """New projects of industry, spent in full."""
    for number, level in enumerate(LEVELS):
        more = wanted.get(level, Decimal(0)) + (rest if number == 0 else Decimal(0))
        rows.append(money(f"N{number}", more, more, more, level=level, industry="是"))


def file(world: World, told: str, rows: list[list[object]]) -> Verdict:
    """File for the month that the advice names, with data of the day that it names."""
    node = "数据截至6月30日" in told
    day = "2023-06-30" if node else "2023-07-20"
    world.file(month(told), "east", "money", [[*row[:-1], day] for row in rows])
    return only(world.judge("2023-07-25"), "T-1@2023-06-30/east" if node else "T-3/east")


def met(verdict: Verdict) -> bool:
    return all(outcome.met for outcome in verdict.outcomes)


@pytest.mark.parametrize("seed", seeds(6))
def test_a_promise_holds_and_less_does_not_do(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    readings = rng.sample([POOLED, BY_ALLOCATED, BY_LEVEL], rng.choice([2, 3]))
    world, rows = a_world(tmp_path, rng, readings), some(rng)
    june(world, *rows)
    results = world.judge("2023-06-25")
    for id_, verb, act in (
        ("T-1@2023-06-30/east", "再支出", spend),
        ("T-3/east", "新增产业资金", start),
    ):
        told = only(results, id_).next
        found = re.search(f"{verb}([0-9.]+)万元(（[^）]*其中[^）]*）)?", told)
        assert found, told
        whole, wanted = Decimal(found[1]), parts(found[2] or "")
        rest = whole - sum(wanted.values())
        enough = [list(row) for row in rows]
        act(enough, dict(wanted), rest)
        verdict = file(world, told, enough)
        assert met(verdict), told
        assert verdict.state in (State.MET, State.ON_TRACK)
        for less in [*({**wanted, part: wanted[part] - CENT} for part in wanted), None]:
            if less is None and rest <= 0:
                continue
            short = [list(row) for row in rows]
            act(short, dict(less or wanted), rest if less else rest - CENT)
            assert not met(file(world, told, short)), (told, less)


@pytest.mark.parametrize("seed", seeds(3))
def test_money_moved_as_is_promised(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    world = at_any_time(World(tmp_path), INDUSTRY, 60)
    rows = some(rng)
    june(world, *rows)
    told = only(world.judge("2023-06-25"), "T-3/east").next
    [amount] = re.findall("调整([0-9.]+)万元", told)
    for asked, enough in ((Decimal(amount), True), (Decimal(amount) - CENT, False)):
        after = [list(row) for row in rows]
        left = asked
        for number, row in enumerate(rows):
            part = min(left, Decimal(str(row[3]))) if row[2] == "否" else Decimal(0)
            after[number][3:6] = [Decimal(str(row[3])) - part, 0, 0]
            after.append(money(f"M{number}", part, 0, 0, level=str(row[1]), industry="是"))
            left -= part
        assert met(file(world, told, after)) is enough
