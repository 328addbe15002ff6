"""A third city, unlike the two: it files by quarters in the month after, of the quarter itself.

Weeks and half-years, numbers at most and exactly, rates of single quarters at checkpoints, a form with
one row a filing, judgement of all together, units that exist for part of the year, exceptions of every
kind, a form that begins in autumn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from generator.catalogue import Catalogue
from generator.ledger import Ledger
from generator.receipts import HEADER, blob_id
from tests.world import column, dump, opened

QUARTERS = ("2025-03", "2025-06", "2025-09", "2025-12")
AFTER = ("2025-04-11", "2025-07-11", "2025-07-26", "2025-10-11", "2026-01-13")
"""The day after each deadline, one of them extended; 10 January 2026 is a Saturday."""
BETWEEN = ("2025-05-15", "2025-06-30", "2025-08-20", "2025-12-20", "2026-03-01")

NAMES = {"dong": "东岸街道", "nan": "南岸街道", "xi": "西岸街道", "bei": "北岸街道"}
_MONTHS = {
    "2025-03": (1, 2, 3),
    "2025-06": (4, 5, 6),
    "2025-09": (7, 8, 9),
    "2025-12": (10, 11, 12),
}

TASK = (
    "抽检合格率6月底前达到80%、12月底前达到90%。每月办结事项不少于10件。9月底前投诉不多于6件。"
    "6月底前配备专干3名。全市6月底前整治河段30处、12月底前60处。每周巡河一次。每半年培训两次。"
    "每半年巡查全部3座桥梁。年底前建成示范点2处。6月底前出台《河湖管理办法》。问题逐一整改。"
    "开展抽样复核。应检尽检。不发生事故。岗位甲、岗位乙都有安排。每季度桥梁综合排序，对末位提醒、约谈。"
    "筛选落后的街道表态。数据一致。9月起每季度安全员不少于1名。"
)
_RESPONSIBLE = "责任单位：各街道"
_FILING = "每季度终了后10日内报送。"
TEXT = f"""关于河湖治理的通知
云水〔2025〕3号
2025年1月15日
报送
{_FILING}
一、总体
1．治理任务。{TASK}
{_RESPONSIBLE}
"""
_UNIT = [
    column("unit", "单位", "reference", to="units", equals="unit", required=True),
    column("period", "报送期", "month", equals="period", required=True),
]
_DAY = column("counted", "统计日", "date", role="as_of", required=True)
_OFFICE = {"basis": "office", "decision": {"paper": "纪要1号", "date": "2025-01-16"}}
_STATES = ("整改中", "已核实", "已销号", "退回")


def _form(
    id_: str,
    name: str,
    key: Sequence[str],
    *columns: dict[str, Any],
    zero_report: bool = True,
    **more: Any,
) -> dict[str, Any]:
    zero = {"zero_report": key[0]} if key and zero_report else {}
    return {
        "id": id_, "name": name, "purpose": name, "every": "quarter", "filers": ["street"],
        "basis": "assumed", "columns": [*_UNIT, *columns], "key": ["unit", "period", *key],
        **zero, **more,
    }  # fmt: skip


FORMS = [
    _form(
        "totals", "汇总", (),
        column("inspected", "抽检数", "integer", min=0),
        column("passed", "合格数", "integer", min=0, at_most="inspected"),
        column("complaints", "投诉", "integer", min=0, cumulative=True),
        column("staff", "专干", "integer", min=0),
        column("reaches", "整治河段", "decimal", min=0, cumulative=True),
        column("accidents", "事故", "integer", min=0),
        column("system", "系统河段", "decimal", min=0),
        _DAY,
    ),
    _form(
        "monthly", "月度", ("counted",),
        column("settled", "办结数", "integer", min=0),
        _DAY,
        zero_report=False,
    ),
    _form(
        "log", "记录", ("entry",),
        column("entry", "编号", "code", required=True),
        column("what", "事项", "enum", values=[{"value": v} for v in ("巡河", "培训", "巡桥", "印发")]),
        column("day", "日期", "date", required=True),
        column("bridge", "桥梁", "reference", to="bridges"),
        column("title", "标题", "text"),
    ),
    _form(
        "sites", "示范点", ("site",),
        column("site", "名称", "text", required=True),
        column("length", "长度", "decimal", min=0, cumulative=True),
        _DAY, every="half_year",
    ),
    _form(
        "problems", "问题", ("problem",),
        column("problem", "编号", "code", required=True),
        column("state", "状态", "enum", values=[{"value": v} for v in _STATES], required=True),
        column("found", "发现日期", "date"),
        column("verified", "核实日期", "date"),
        column("rechecked", "复核日期", "date"),
    ),
    _form("posts", "岗位", ("post",), column("post", "岗位", "text", required=True),
          column("people", "人数", "integer", min=0)),
    _form("scores", "评分", ("bridge",), column("bridge", "桥梁", "reference", to="bridges", required=True),
          column("points", "得分", "decimal"), zero_report=False),
    _form("safety", "安全员", (), column("officers", "安全员数", "integer", min=0), _DAY,
          valid_from="2025-09"),
]  # fmt: skip
_EVERYONE = ["totals", "monthly", "log", "sites", "problems", "posts", "safety"]


@dataclass(slots=True)
class City:
    """The city in a folder; what is filed stands in ``filed`` until it is written."""

    folder: Path
    policy: dict[str, Any] = field(default_factory=dict)
    exceptions: list[dict[str, Any]] = field(default_factory=list)
    filed: dict[tuple[str, str, str], list[Sequence[object]]] = field(default_factory=dict)
    received: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def opened(self) -> tuple[Catalogue, Ledger]:
        """What the product reads of it."""
        self.write()
        return opened(self.folder)

    def write(self) -> None:
        root = self.folder
        dump(root / "tasks.yaml", _tasks())
        dump(root / "units.yaml", _units())
        (root / "rules").mkdir(exist_ok=True)
        (root / "rules/notice.txt").write_text(TEXT, "utf-8")
        for form in FORMS:
            dump(root / f"rules/forms/{form['id']}.yaml", form)
        for year in (2025, 2026):
            dump(root / f"rules/calendar/{year}.yaml",
                 {"year": year, "source": "测试", "holidays": [], "workdays": []})  # fmt: skip
        dump(root / "rules/methods/points.yaml", {
            "id": "points", "name": "评分办法", "version": "1", "best": "high", "several": "mean",
            "components": [{"column": "points", "weight": 1}], "basis": "assumed",
        })  # fmt: skip
        dump(root / "rules/filing.yaml", {
            "provision": "M-1", "every": "quarter", "first": QUARTERS[0], "last": QUARTERS[-1],
            "day": 10, "inclusive": True, "time": "24:00", "roll": "next_workday",
            "month_offset": 1, "covers": "period", "basis": "assumed", **self.policy,
        })  # fmt: skip
        dump(root / "rules/indicators.yaml", {"indicators": _indicators()})
        dump(root / "rules/questions.yaml", {"questions": []})
        dump(root / "rules/judging/all.yaml", {"rules": _rules()})
        if self.exceptions:
            dump(root / "rules/exceptions.yaml", {"exceptions": self.exceptions})
        self._filings()

    def _filings(self) -> None:
        log = []
        for (period, unit, form_id), rows in self.filed.items():
            form = next(form for form in FORMS if form["id"] == form_id)
            lines = [",".join(c["header"] for c in form["columns"])]
            own = [NAMES[unit], period]
            lines += [",".join("" if v is None else str(v) for v in (*own, *row)) for row in rows]
            data = ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
            path = self.folder / "submissions" / period / unit / f"{form_id}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            when = self.received.get((period, unit, form_id)) or _usual(period)
            log.append(f"{when},{period},{unit},{form_id},{blob_id(data)},,系统,")
        (self.folder / "receipts").mkdir(exist_ok=True)
        (self.folder / "receipts/log.csv").write_text(
            "\n".join([",".join(HEADER), *sorted(log)]) + "\n", "utf-8"
        )


def third(folder: Path, dice: Random) -> City:
    """A year of filings, at random, but for what nobody owes."""
    city = City(folder, exceptions=[
        _exception(1, "extension", ["dong"], "2025-07-02", form="totals", period="2025-06",
                   until="2025-07-25"),
        _exception(2, "exemption", ["xi"], "2025-04-02", form="log", period="2025-03"),
        _exception(3, "extension", ["nan"], "2025-09-25", provision="T-3", period="2025-09-30",
                   until="2025-12-31"),
        _exception(4, "statement", ["dong"], "2025-07-20", provision="T-1", period="2025-06-30"),
    ])  # fmt: skip
    for period in QUARTERS:
        for unit in NAMES:
            if unit == "xi" and period == "2025-12":
                continue  # it ended in October
            if unit == "bei" and period == "2025-03":
                continue  # it began in May
            _file(city, period, unit, dice)
    return city


def _exception(number: int, kind: str, units: list[str], day: str, **more: Any) -> dict[str, Any]:
    return {"id": f"X2025-{number:02}", "kind": kind, "units": units, "paper": f"函{number}号",
            "date": day, "reason": "汛情", **more}  # fmt: skip


def _usual(period: str) -> str:
    year, month = int(period[:4]), int(period[5:]) + 1
    return f"{year + month // 13}-{(month - 1) % 12 + 1:02}-08T09:00:00+08:00"


def _file(city: City, period: str, unit: str, dice: Random) -> None:
    own = _MONTHS[period]
    step = QUARTERS.index(period) + 1
    last = _last(own[-1])
    day = last if dice.random() < 0.85 else date(2025, own[-1], 20)
    reaches = step * dice.randint(3, 5)
    inspected = dice.randint(10, 20)
    if unit == "dong" and step == 2:
        city.received[period, unit, "totals"] = "2025-07-22T09:00:00+08:00"
    put = city.filed
    put[period, unit, "totals"] = [[
        inspected, inspected - dice.randint(0, 3), step * dice.randint(0, 2), 3, reaches,
        int(dice.random() < 0.05), reaches, day,
    ]]  # fmt: skip
    put[period, unit, "monthly"] = [[dice.randint(9, 14), _last(month)] for month in own]
    put[period, unit, "log"] = _log(period, unit, own, dice)
    if step in (2, 4):
        put[period, unit, "sites"] = [
            [f"点{i}", round(dice.uniform(0.8, 1.4) * step / 2, 1), last] for i in range(3)
        ]
    put[period, unit, "problems"] = [_problem(i, step, own, dice) for i in range(step + 1)]
    put[period, unit, "posts"] = [["岗位甲", 1], ["岗位乙", dice.choice([0, 1, None])]]
    if unit == "dong":
        put[period, unit, "scores"] = [[b, dice.randint(60, 70)] for b in ("Q1", "Q2", "Q3")]
    if step >= 3:
        put[period, unit, "safety"] = [[dice.randint(0, 2), last]]


def _last(month: int) -> date:
    return (date(2025, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _log(period: str, unit: str, own: Sequence[int], dice: Random) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    day = date(2025, own[0], 1)
    while day <= _last(own[-1]):
        if dice.random() < 0.95:
            rows.append([f"X{day:%m%d}", "巡河", day, None, None])
        day += timedelta(days=7)
    for number in range(dice.randint(1, 2)):
        rows.append([f"P{own[0]}{number}", "培训", date(2025, own[1], 5 + number), None, None])
    for bridge in ("Q1", "Q2", "Q3"):
        if dice.random() < 0.6:
            rows.append([f"B{own[0]}{bridge}", "巡桥", date(2025, own[1], 9), bridge, None])
    if unit == "nan" and period == "2025-06":
        rows.append(["W1", "印发", date(2025, 6, 20), None, "《河湖管理办法》"])
    return rows


def _problem(index: int, step: int, own: Sequence[int], dice: Random) -> Sequence[object]:
    place = min(max(step - index, 0), 2)
    state = "退回" if place == 2 and dice.random() < 0.15 else _STATES[place]
    found = date(2025, max(1, 3 * index - 2), 10)
    verified = found + timedelta(days=20) if place else None
    rechecked = verified + timedelta(days=9) if place == 2 and verified else None
    return [f"W{index}", state, found, verified, rechecked]


def _indicators() -> list[dict[str, Any]]:
    def of(id_: str, name: str, unit: str, column_: str, **more: Any) -> dict[str, Any]:
        return {"id": id_, "name": name, "unit": unit, "form": "totals", "as_of": "counted",
                "accumulation": "cumulative", "numerator": {"sum": column_}, **more}  # fmt: skip

    per = {"denominator": {"sum": "inspected"}}
    return [
        of("passing", "抽检合格率", "%", "passed", accumulation="period", **per),
        of("rate", "检测率", "%", "passed", **per),
        of("complaints", "投诉", "件", "complaints"),
        of("staff", "专干", "名", "staff"),
        of("reaches", "整治河段", "处", "reaches"),
        of("accidents", "事故", "起", "accidents", accumulation="period"),
        of("settled", "办结事项", "件", "settled", form="monthly", accumulation="period"),
        of("officers", "安全员", "名", "officers", form="safety"),
    ]


def _rules() -> list[dict[str, Any]]:
    def rule(kind: str, id_: str, provision: str, **more: Any) -> dict[str, Any]:
        return {"id": id_, "kind": kind, "provision": provision, "basis": "assumed", **more}

    log = {"form": "log", "dated_by": "day"}
    return [
        rule("filing_deadline", "on-time", "M-1"),
        rule("threshold", "passing", "T-1"),
        rule("threshold", "settled", "T-2"),
        rule("threshold", "complaints", "T-3"),
        rule("threshold", "staff", "T-4"),
        rule("threshold", "reaches", "T-5", scope="together"),
        rule("cadence", "rounds", "T-6", distinct="entry", subjects=["dong", "xi"],
             where=[{"column": "what", "is": "巡河"}], **log),
        rule("cadence", "training", "T-7", distinct="entry", where=[{"column": "what", "is": "培训"}], **log),
        rule("coverage", "bridges", "T-8", register="bridges", item="bridge", scope="together",
             where=[{"column": "what", "is": "巡桥"}], **log),
        rule("count", "sites", "T-9", form="sites", distinct="site",
             qualifies=[{"column": "length", "at_least": 1}]),
        rule("yardstick", "pace", "T-9", of="sites"),
        rule("document", "paper", "T-10", form="log", heading="title", issued="day", scope="together"),
        rule("register", "problems", "T-11", form="problems", record="problem", status="state", states=[
            {"state": "整改中", "next": ["已核实"]},
            {"state": "已核实", "needs": ["found", "verified"], "next": ["已销号", "退回"]},
            {"state": "已销号", "needs": ["verified", "rechecked"], "closed": True},
            {"state": "退回", "needs": ["rechecked"], "next": ["整改中"], "reopens": True},
        ]),
        rule("sample", "draw", "T-12", form="problems", record="problem", dated_by="verified",
             every="half_year", seed="云水", checked="rechecked", number=2,
             **_OFFICE),
        rule("ratio", "whole", "T-13", indicator="rate", whole=True),
        rule("invariant", "accidents", "T-14", indicator="accidents"),
        rule("completeness", "posts", "T-15", form="posts", item="post", value="people", every="quarter"),
        rule("ranking", "places", "T-16", register="bridges", form="scores", item="bridge",
             every="quarter", last=[1], method="points", subjects=["dong"]),
        rule("escalation", "ladder", "T-16", ranking="places", counters=["cumulative", "consecutive"],
             ladder=[{"times": 1, "measure": "提醒", "proposes": "拟提醒"},
                     {"times": 2, "measure": "约谈", "proposes": "提请约谈"}]),
        rule("candidates", "statement", "T-17", subjects=["streets"], measure="表态", criteria=[
            {"name": "合格率", "rules": ["passing"]},
            {"name": "未销号", "form": "problems", "distinct": "problem", "dated_by": "found",
             "where": [{"column": "state", "is": "退回"}], "until": [{"column": "state", "is": "已销号"}]},
        ]),
        rule("reconciliation", "same", "T-18", unit="处", left={"name": "报表", "form": "totals", "sum": "reaches"},
             right={"name": "系统", "form": "totals", "sum": "system"}),
        rule("threshold", "officers", "T-19"),
    ]  # fmt: skip


def _tasks() -> dict[str, Any]:
    def of(id_: str, quote: str, **more: Any) -> dict[str, Any]:
        return {"id": id_, "quote": quote, "basis": "notice", **more}

    least, most = {"operator": "at_least"}, {"operator": "at_most"}
    targets = [
        of("T-1", "抽检合格率6月底前达到80%、12月底前达到90%", indicator="passing", **least,
           checkpoints=[{"date": "2025-06-30", "value": 80}, {"date": "2025-12-31", "value": 90}]),
        of("T-2", "每月办结事项不少于10件", indicator="settled", value=10, each="month", **least),
        of("T-3", "9月底前投诉不多于6件", indicator="complaints", value=6, due="2025-09-30", **most),
        of("T-4", "6月底前配备专干3名", indicator="staff", value=3, due="2025-06-30", operator="equal"),
        of("T-5", "全市6月底前整治河段30处、12月底前60处", indicator="reaches", **least,
           checkpoints=[{"date": "2025-06-30", "value": 30}, {"date": "2025-12-31", "value": 60}]),
        of("T-8", "每半年巡查全部3座桥梁", value=3, each="half_year", **least),
        of("T-9", "年底前建成示范点2处", value=2, due="2025-12-31", **least),
        of("T-12", "开展抽样复核", external_value="抽样数量", **least),
        of("T-19", "9月起每季度安全员不少于1名", indicator="officers", value=1, each="quarter", **least),
    ]  # fmt: skip
    return {
        "notice": {
            "name": "河湖治理", "doc_no": "云水〔2025〕3号", "title": "关于河湖治理的通知",
            "issuer": "hehuban", "issued": "2025-01-15", "plan_year": 2025, "text": "rules/notice.txt",
            "sources": [{"id": "N-1", "states": "文号", "quote": "云水〔2025〕3号", "basis": "notice"}],
        },
        "preamble": [{"id": "M", "title": "报送", "text": _FILING, "cadences": [
            of("M-1", "每季度终了后10日内报送", every="quarter", day=10, owners=["streets"]),
        ]}],
        "sections": [{"id": "S1", "number": "一、", "title": "总体", "tasks": [{
            "id": "T", "number": "1．", "title": "治理任务", "text": TASK,
            "responsible": ["streets"], "responsible_quote": _RESPONSIBLE,
            "targets": targets,
            "cadences": [of("T-6", "每周巡河一次", every="week"),
                         of("T-7", "每半年培训两次", every="half_year", times=2)],
            "deliverables": [of("T-10", "出台《河湖管理办法》", document="《河湖管理办法》", due="2025-06-30")],
            "lists": [of("T-15", "岗位甲、岗位乙都有安排", items=["岗位甲", "岗位乙"])],
            "escalations": [of("T-16", "每季度桥梁综合排序，对末位提醒、约谈", measures=["提醒", "约谈"]),
                            of("T-17", "筛选落后的街道表态", measures=["表态"])],
            "commitments": [of("T-11", "问题逐一整改"), of("T-13", "应检尽检"), of("T-14", "不发生事故"),
                            of("T-18", "数据一致"), of("T-0", "抽样复核",
                               evidence=[form["id"] for form in FORMS])],
        }]}],
    }  # fmt: skip


def _units() -> dict[str, Any]:
    life: dict[str, dict[str, Any]] = {
        "xi": {"valid_until": "2025-10-31"},
        "bei": {"valid_from": "2025-05-01"},
    }
    streets = [
        {"id": id_, "kind": "street", "name": name,
         "files": [*_EVERYONE, *(["scores"] if id_ == "dong" else [])], **life.get(id_, {})}
        for id_, name in NAMES.items()
    ]  # fmt: skip
    return {
        "kinds": [{"id": "hall", "name": "办公室"}, {"id": "street", "name": "街道"}],
        "units": [{"id": "hehuban", "kind": "hall", "name": "河湖办", "files": []}, *streets],
        "groups": [{"id": "streets", "name": "各街道", "membership": "closed",
                    "members": list(NAMES), "basis": "assumed"}],
        "registers": [{"id": "bridges", "name": "桥梁名录", "expected": 3, "counted": ["桥"],
                       "basis": "assumed", "items": [
                           {"id": f"Q{i}", "name": f"{i}号桥", "unit": "dong", "category": "桥"}
                           for i in (1, 2, 3)]}],
    }  # fmt: skip
