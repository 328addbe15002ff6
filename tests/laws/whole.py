"""A small world in which every rule kind has something to judge, filled at random."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from generator.catalogue import Catalogue
from generator.ledger import Ledger
from tests.world import SPENT, World
from tests.world import opened as read

MONTHS = ("2023-04", "2023-05", "2023-06", "2023-07", "2023-08")
AFTER = {
    "2023-05": "2023-05-23",
    "2023-06": "2023-06-21",
    "2023-07": "2023-07-21",
    "2023-08": "2023-08-22",
}
"""The day after each deadline: what was due is in, or it is missing."""

TOWNS = "甲乙丙"
FORMS = ("funds", "villages", "events", "visits", "scores", "problems", "figures", "words")
STATES: list[dict[str, Any]] = [
    {"state": "整改中", "next": ["已整改"]},
    {"state": "已整改", "next": ["县级已核实"]},
    {"state": "县级已核实", "needs": ["assigned", "verified"], "next": ["复核通过", "复核退回"]},
    {"state": "复核通过", "needs": ["verified", "rechecked"], "closed": True},
    {"state": "复核退回", "needs": ["rechecked"], "next": ["整改中"], "reopens": True},
]
_WAY = ("整改中", "已整改", "县级已核实", "复核通过")
_ASSUMED = {"basis": "assumed"}
_OFFICE = {"basis": "office", "decision": {"paper": "纪要2号", "date": "2023-04-11"}}


def indicator(name: str, item: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "name": name, "unit": "个", "form": "figures", "accumulation": "cumulative",
        "numerator": {"sum": "value"}, "as_of": "as_of",
        "where": [{"column": "item", "is": item}], **more,
    }  # fmt: skip


RATE = {"unit": "%", "denominator": {"sum": "base"}}


def whole(folder: Path, dice: Random) -> World:
    """Two counties, five months, a rule of every kind."""
    levels = [{"id": "pooled", "name": "合计"}, {"id": "each", "name": "逐级", "each": "level"}]
    world = World(
        folder,
        files=FORMS,
        indicators=[
            {**SPENT, "readings": levels, "questions": ["A01"]},
            indicator("trained", "培训", **RATE),
            indicator("overdue", "逾期", **RATE),
            indicator("lost", "返贫"),
            indicator("built", "建成", accumulation="period"),
            indicator("sown", "系统"),
            indicator("stock", "建成", accumulation="stock"),
            indicator("place", "建成", accumulation="stock", unit="位次"),
        ],
    )
    world.question("A01")
    world.towns(*TOWNS)
    world.adopt()
    _declare(world)
    for month in MONTHS:
        for unit in ("east", "west"):
            _file(world, month, unit, dice)
    return world


def opened(world: World) -> tuple[Catalogue, Ledger]:
    """What the product reads of it."""
    world.write()
    return read(world.folder)


def _declare(world: World) -> None:
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    points = [{"date": "2023-04-30", "value": 30}, {"date": "2023-06-30", "value": 50}]
    world.target("T-1", quote, indicator="spent", checkpoints=points)
    world.rule("threshold", id="spending", provision="T-1")
    world.target("T-2", "建成5个示范村", value=5, due="2023-12-31", basis="assumed")
    world.provisions["targets"][-1]["due"] = "2023-06-30"
    world.rule("yardstick", id="pace", provision="T-2", of="villages")
    world.rule("count", id="villages", provision="T-2", form="villages", distinct="village",
               qualifies=[{"column": "households", "at_least": 10}])  # fmt: skip
    world.target("T-3", "每季度走访全部3个乡镇", value=3, each="quarter")
    world.rule("coverage", provision="T-3", register="towns", form="visits", item="township",
               dated_by="date", scope="each")  # fmt: skip
    world.cadence("T-5", "每月开展一次调研", every="month")
    where = [{"column": "kind", "is": "调研"}]
    world.rule("cadence", provision="T-5", form="events", distinct="event", dated_by="date",
               where=where)  # fmt: skip
    world.provision("deliverables", "T-6", "出台《管理办法》", document="《管理办法》")
    world.rule("document", provision="T-6", form="events", heading="title", issued="date",
               scope="together")  # fmt: skip
    world.provision("commitments", "T-7", "应训尽训")
    world.rule("ratio", provision="T-7", indicator="trained", whole=True)
    world.provision("lists", "T-8", "岗位一、岗位二、岗位三都有安排",
                    items=["岗位一", "岗位二", "岗位三"])  # fmt: skip
    world.rule("completeness", provision="T-8", form="figures", item="item", value="value",
               every="month")  # fmt: skip
    world.provision("commitments", "T-9", "问题逐一整改")
    world.rule("register", provision="T-9", form="problems", record="problem", status="status",
               states=STATES)  # fmt: skip
    world.target("T-10", "开展抽样复核", external_value="抽样数量")
    world.rule("sample", provision="T-10", form="problems", record="problem", dated_by="verified",
               every="quarter", seed="种子", checked="rechecked", share=50, **_OFFICE)  # fmt: skip
    measures = ["一次警告", "两次黄牌", "三次免职"]
    world.provision("escalations", "T-11", "每季度乡镇综合排序，对后几名实行一次警告、两次黄牌、三次免职",
                    measures=measures)  # fmt: skip
    world.rule("ranking", id="places", provision="T-11", register="towns", form="scores",
               item="township", dated_by="date", every="quarter", last=[1], method="points",
               subjects=["east"])  # fmt: skip
    world.rule("escalation", id="ladder", provision="T-11", ranking="places",
               counters=["cumulative"],
               ladder=[{"times": 1, "measure": "一次警告", "proposes": "拟警告"}])  # fmt: skip
    world.provision("commitments", "T-12", "不发生返贫")
    world.rule("invariant", provision="T-12", indicator="lost")
    world.rule(
        "reconciliation", provision="T-12", unit="万元", tolerance=0.5,
        left={"name": "报表", "form": "funds", "sum": "spent"},
        right={"name": "系统", "form": "figures", "sum": "value",
               "where": [{"column": "item", "is": "系统"}]},
    )  # fmt: skip
    world.provision("escalations", "T-13", "筛选落后的县表态发言", measures=["表态发言"])
    world.rule(
        "candidates", provision="T-13", subjects=["county"], measure="表态发言",
        criteria=[{"name": "进度落后", "rules": ["spending"]},
                  {"name": "问题", "form": "problems", "distinct": "problem",
                   "dated_by": "assigned"}],
    )  # fmt: skip
    world.target("T-14", "产业占比不低于60%", indicator="overdue", operator="at_most", value=10,
                 due="2023-06-30", basis="assumed")  # fmt: skip
    world.rule("threshold", provision="T-14")
    world.target("T-15", "每月开展一次调研", indicator="built", value=3, each="month",
                 basis="assumed")  # fmt: skip
    world.rule("threshold", provision="T-15")
    world.target("T-16", "建成5个示范村", indicator="sown", values={"east": 120, "west": 100},
                 value=220, due="2023-06-30", basis="assumed")  # fmt: skip
    world.rule("threshold", provision="T-16")
    world.target("T-17", "建成5个示范村", indicator="built", basis="assumed",
                 periods={"2023-05": 3, "2023-06": 4, "2023-Q3": 9})  # fmt: skip
    world.rule("threshold", provision="T-17")
    world.target("T-18", "建成5个示范村", indicator="stock", operator="between", between=[1, 3],
                 due="2023-06-30", basis="assumed")  # fmt: skip
    world.rule("threshold", provision="T-18")
    world.target("T-19", "建成5个示范村", indicator="place", operator="at_most", value=2,
                 due="2023-06-30", basis="assumed")  # fmt: skip
    world.rule("threshold", provision="T-19")
    world.target("T-20", "建成5个示范村", indicator="sown", against="last_year", due="2023-06-30",
                 change={"percent": 5}, base={"values": {"east": 90}, "source": "年报"},
                 basis="assumed")  # fmt: skip
    world.rule("threshold", provision="T-20")
    world.target("T-21", "建成5个示范村", indicator="sown", basis="assumed", due="2023-07-31",
                 share_of={"target": "T-16", "percent": 50})  # fmt: skip
    world.rule("threshold", provision="T-21")
    stages = [
        {"date": "2023-05-31", "text": "会议"},
        {"date": "2023-07-31", "text": "《管理办法》"},
    ]
    world.provision("targets", "T-22", "出台《管理办法》", milestones=stages, **_ASSUMED)
    world.rule("milestones", provision="T-22", form="events", item="title", done="date")


def _file(world: World, month: str, unit: str, dice: Random) -> None:
    number = int(month[-2:])
    cut = {4: "2023-03-31", 5: "2023-04-30", 6: "2023-05-31", 7: "2023-06-30", 8: "2023-07-31"}
    day, step = cut[number], number - 3
    if dice.random() < 0.1:
        day = f"{month}-10"
    spent = [dice.randint(5, 13) * step for _ in range(4)]
    world.file(month, unit, "funds", [
        [f"P{i}", "中央" if i % 2 else "县级", 100, 200, value, day]
        for i, value in enumerate(spent)
    ])  # fmt: skip
    world.file(month, unit, "villages", [
        [f"V{i}", dice.randint(2, 3) * step, day] for i in range(dice.randint(4, 7))
    ])  # fmt: skip
    kinds = ["调研", "走访", "检查"]
    events: list[list[object]] = [
        [f"H{number}{i}", dice.choice(kinds), f"2023-{number:02}-{dice.randint(1, 14):02}", "",
         "《管理办法》" if dice.random() < 0.1 else "会议"]
        for i in range(dice.randint(1, 3))
    ]  # fmt: skip
    if dice.random() < 0.2:
        events.append(["H99", dice.choice(kinds), "2023-04-05", "", "重报"])
    world.file(month, unit, "events", events)
    world.file(month, unit, "visits", [
        [f"Z{number}{town}", town, f"2023-{number:02}-{dice.randint(1, 14):02}"]
        for town in TOWNS if dice.random() < 0.7
    ] or [["零报告", None, None]])  # fmt: skip
    world.file(month, unit, "scores", [
        [town, f"2023-{number:02}-12", dice.randint(60, 90), 80] for town in TOWNS
    ])  # fmt: skip
    world.file(month, unit, "problems", [_problem(i, unit, step, dice) for i in range(step + 1)])
    told = {"培训": (dice.randint(8, 10), 10), "逾期": (dice.randint(0, 2), 10),
            "返贫": (int(dice.random() < 0.1), None), "建成": (dice.randint(0, 4), None),
            "系统": (sum(spent) + int(dice.random() < 0.2), None),
            "岗位一": (1, None), "岗位二": (dice.choice([None, 2]), None), "岗位三": (0, None)}  # fmt: skip
    world.file(month, unit, "figures", [[item, *pair, day] for item, pair in told.items()])
    words = dice.choice(["推进有序", "开展了调研", ""])
    if words:
        world.file(month, unit, "words", [["T", words]])


def _problem(index: int, unit: str, step: int, dice: Random) -> list[object]:
    """A record found in its month, a step further each time, now and then sent back."""
    place = min(max(step - index, 0), 3)
    status = _WAY[place]
    if place == 3 and dice.random() < 0.3:
        status = "复核退回"
    done = place == 3 and dice.random() < 0.9
    own = "东县" if unit == "east" else "西县"
    return [f"W{index}", status, "住建局", own, "2023-04-02",
            "2023-04-20" if place >= 2 else None, "2023-05-02" if done else None]  # fmt: skip
