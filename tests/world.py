"""A very small world in a folder: one notice of one task, two counties, two forms.

Tests say what was filed and when, and read the verdicts. Everything goes through the real catalogue,
intake and ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from generator import catalogue, ledger
from generator.catalogue import Catalogue
from generator.catalogue.model.terms import Audience
from generator.judging import bench
from generator.judging.kinds import KINDS
from generator.judging.results import Results
from generator.judging.verdict import Verdict
from generator.ledger import Ledger
from generator.problems import Problem, as_text
from generator.receipts import HEADER, blob_id

TASK = (
    "各县资金支出进度3月底达到10%、4月底达到30%、6月底达到50%，年底前全部支出。产业占比不低于60%。"
    "年底前建成5个示范村，每村不少于10户。每季度走访全部3个乡镇。每月开展一次调研。"
    "每周报告一次。出台《管理办法》。5月、10月开展专项检查。及时研判。完成省定目标。"
    "岗位一、岗位二、岗位三都有安排。问题逐一整改。开展抽样复核。应训尽训。不发生返贫。"
    "每季度乡镇综合排序，对后几名实行一次警告、两次黄牌、三次免职。筛选落后的县表态发言。"
)
RESPONSIBLE = "责任单位：东县，西县"
FILING = "每月20日前报送进展。"
TEXT = f"""关于测试的通知
测发〔2023〕1号
2023年4月10日
报送
{FILING}
一、总体
1．资金任务。{TASK}
{RESPONSIBLE}
"""

Row = Sequence[object]


def column(id_: str, header: str, type_: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "header": header, "type": type_, **more}


_OWN = [
    column("unit", "单位", "reference", to="units", equals="unit", required=True),
    column("period", "月份", "month", equals="period", required=True),
]
_AS_OF = column("as_of", "数据截止日期", "date", role="as_of", required=True)


def _form(id_: str, name: str, key: str, *columns: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": id_, "name": name, "purpose": name, "every": "month", "filers": ["county"],
        "basis": "assumed", "columns": [*_OWN, *columns], "key": ["unit", "period", key],
        "zero_report": key,
    }  # fmt: skip


FORMS = [
    _form(
        "funds", "资金", "project",
        column("project", "项目", "code", required=True),
        column("level", "级次", "enum", values=[{"value": "中央"}, {"value": "县级"}]),
        column("arrived", "到位", "decimal", min=0),
        column("allocated", "下达", "decimal", min=0),
        column("spent", "支出", "decimal", min=0),
        _AS_OF,
    ),
    _form(
        "villages", "示范村", "village",
        column("village", "村", "code", required=True),
        column("households", "户数", "integer", cumulative=True),
        _AS_OF,
    ),
    _form(
        "events", "活动", "event",
        column("event", "编号", "code", required=True),
        column("kind", "类型", "enum", values=[{"value": "调研"}, {"value": "走访"}, {"value": "检查"}]),
        column("date", "日期", "date"),
        column("place", "地点", "text"),
        column("title", "标题", "text"),
    ),
    _form(
        "visits", "走访", "visit",
        column("visit", "编号", "code", required=True),
        column("township", "乡镇", "reference", to="towns", required=True),
        column("date", "日期", "date", required=True),
    ),
    _form(
        "hamlets", "村组", "hamlet",
        column("hamlet", "村组编号", "code", required=True),
        column("town", "所在乡镇", "reference", to="towns", required=True),
        column("number", "序号", "integer", min=0),
        column("households", "示范户", "integer", cumulative=True, min=0),
        _AS_OF,
    ),
    {
        **_form(
            "scores", "评分", "township",
            column("township", "乡镇", "reference", to="towns", required=True),
            column("date", "日期", "date", required=True),
            column("work", "工作分", "decimal"),
            column("data", "资料分", "decimal"),
        ),
        "key": ["unit", "period", "township", "date"],
    },
    _form(
        "problems", "问题", "problem",
        column("problem", "编号", "code", required=True),
        column("status", "状态", "enum", values=[
            {"value": v} for v in ("整改中", "已整改", "县级已核实", "复核通过", "复核退回")
        ]),
        column("department", "部门", "reference", to="units"),
        column("county", "县", "reference", to="units"),
        column("assigned", "交办日期", "date"),
        column("verified", "核实日期", "date"),
        column("rechecked", "复核日期", "date"),
    ),
    _form(
        "figures", "数据", "item",
        column("item", "项目", "text", required=True),
        column("value", "完成数", "decimal"),
        column("base", "应完成数", "decimal"),
        _AS_OF,
    ),
    {
        **_form(
            "money", "项目资金", "project",
            column("project", "项目", "code", required=True),
            column("level", "级次", "enum", values=[{"value": "中央"}, {"value": "县级"}]),
            column("industry", "产业项目", "boolean"),
            column("allocated", "下达", "decimal", min=0, unit="万元", cumulative=True),
            column("arrived", "到位", "decimal", min=0, unit="万元", at_most="allocated"),
            column("spent", "支出", "decimal", min=0, unit="万元", at_most="arrived"),
            _AS_OF,
        ),
        "key": ["unit", "period", "project", "level"],
    },
    {
        **_form("words", "进展", "clause",
            column("clause", "任务", "reference", to="clauses", role="clause", required=True),
            column("text", "进展情况", "text", role="narrative"),
        ),
    },
]  # fmt: skip


@dataclass(slots=True)
class World:
    """What is declared and filed; ``judge`` writes it below a folder and judges it. ``says`` is what the
    task says besides, ``annex`` what stands after it, ``who`` and ``responsible`` who answers
    for it in words and in ids, ``sheets`` are tables of numbers by unit."""

    folder: Path
    provisions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    rules: list[dict[str, Any]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    questions: dict[str, str] = field(default_factory=dict)
    readings: list[dict[str, Any]] = field(default_factory=list)
    holidays: list[dict[str, Any]] = field(default_factory=list)
    workdays: list[str] = field(default_factory=list)
    files: tuple[str, ...] = ("funds",)
    policy: dict[str, Any] = field(default_factory=dict)
    schedules: dict[str, dict[str, Any]] = field(default_factory=dict)
    townships: list[dict[str, Any]] = field(default_factory=list)
    methods: list[dict[str, Any]] = field(default_factory=list)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    exceptions: list[dict[str, Any]] = field(default_factory=list)
    existing: dict[str, dict[str, str]] = field(default_factory=dict)
    internal_forms: tuple[str, ...] = ()
    words: list[str] = field(default_factory=list)
    responsible: list[Any] = field(default_factory=lambda: ["east", "west"])
    who: str = RESPONSIBLE
    says: str = ""
    annex: str = ""
    sheets: dict[str, str | bytes] = field(default_factory=dict)
    resolved_on: str = "2023-05-01"
    _log: list[str] = field(default_factory=list)
    _versions: dict[Path, int] = field(default_factory=dict)
    _chosen: dict[str, list[str]] = field(default_factory=dict)

    def target(self, id_: str, quote: str, **more: Any) -> None:
        self._add(
            "targets",
            {"id": id_, "quote": quote, "basis": "notice", "operator": "at_least", **more},
        )

    def cadence(self, id_: str, quote: str, **more: Any) -> None:
        self._add("cadences", {"id": id_, "quote": quote, "basis": "notice", **more})

    def provision(self, plural: str, id_: str, quote: str, **more: Any) -> None:
        self._add(plural, {"id": id_, "quote": quote, "basis": "notice", **more})

    def rule(self, kind: str, **more: Any) -> None:
        name = f"r{len(self.rules) + 1}"
        self.rules.append({"id": name, "kind": kind, "basis": "assumed", **more})

    def question(self, id_: str, status: str = "open", chooses: Sequence[str] = ()) -> None:
        self.questions[id_] = status
        self._chosen[id_] = list(chooses)

    def towns(self, *names: str, category: str = "乡", placeholder: bool = False) -> None:
        """Items of the register of townships; 街道 do not count."""
        for name in names:
            item: dict[str, Any] = {
                "id": name,
                "name": f"{name}乡",
                "category": category,
                "unit": "east",
            }
            self.townships.append({**item, "placeholder": True} if placeholder else item)

    def decide(self, provision: str, measure: str, subject: str, day: str, **more: Any) -> None:
        """An entry of the office's register."""
        self.decisions.append(
            {"id": f"D2023-{len(self.decisions) + 1:02}", "provision": provision, "measure": measure,
             "subject": subject, "paper": "决定1号", "date": day, **more}
        )  # fmt: skip

    def allow(self, kind: str, day: str, **more: Any) -> None:
        """An entry of the register of exceptions; of the county in the east unless told otherwise."""
        self.exceptions.append(
            {"id": f"X2023-{len(self.exceptions) + 1:02}", "kind": kind, "units": ["east"],
             "paper": "函1号", "date": day, **more}
        )  # fmt: skip

    def adopt(self, id_: str = "points", **more: Any) -> None:
        """A scoring method, by the column of work alone unless told otherwise."""
        self.methods.append(
            {"id": id_, "name": "评分办法", "version": "2023.1", "best": "high", "several": "mean",
             "components": [{"column": "work", "weight": 1}], "basis": "assumed", **more}
        )  # fmt: skip

    def file(
        self, month: str, unit: str, form: str, rows: Sequence[Row], received: str = ""
    ) -> None:
        """File a form; filing it again is a correction. ``received`` is local, else the 15th."""
        declared = next(f for f in FORMS if f["id"] == form)
        headers = [c["header"] for c in declared["columns"]]
        if month.endswith("w"):
            headers[1] = "周"
        name, cell = "东县" if unit == "east" else "西县", month.removesuffix("w")
        lines = [",".join(headers), *(",".join([name, cell, *map(_cell, row)]) for row in rows)]
        data = ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
        path = self.folder / "submissions" / month / unit / f"{form}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            number = self._versions[path] = self._versions.get(path, 0) + 1
            old = self.folder / "receipts/superseded" / month / unit / f"{form}.{number}.csv"
            old.parent.mkdir(parents=True, exist_ok=True)
            old.write_bytes(path.read_bytes())
        path.write_bytes(data)
        when = received or f"{month}-15T09:00:00+08:00"
        self._log.append(f"{when},{month},{unit},{form},{blob_id(data)},,系统,")

    def problems(self) -> list[Problem]:
        """What is wrong with what is declared."""
        self.write()
        return catalogue.read(self.folder, KINDS)[1]

    def judge(self, as_of: str, audience: Audience = "internal") -> Results:
        self.write()
        declared, filed = opened(self.folder)
        return bench.judge(declared, filed, date.fromisoformat(as_of), audience)

    def _add(self, plural: str, record: dict[str, Any]) -> None:
        self.provisions.setdefault(plural, []).append(record)

    def write(self) -> None:
        dump(self.folder / "tasks.yaml", self._tasks())
        (self.folder / "rules").mkdir(exist_ok=True)
        text = TEXT.replace(TASK, TASK + self.says).replace(RESPONSIBLE, self.who) + self.annex
        (self.folder / "rules/notice.txt").write_text(text, "utf-8")
        for name, sheet in self.sheets.items():
            (self.folder / "rules/values").mkdir(exist_ok=True)
            data = sheet.encode() if isinstance(sheet, str) else sheet
            (self.folder / "rules/values" / name).write_bytes(data)
        dump(self.folder / "units.yaml", self._units())
        dump(self.folder / "rules/filing.yaml", self._filing())
        for form in FORMS:
            if not self.townships and any(c.get("to") == "towns" for c in form["columns"]):
                continue
            internal = {"audience": "internal"} if form["id"] in self.internal_forms else {}
            declared = {**form, **internal}
            if own := self.schedules.get(str(form["id"])):
                del declared["every"]
                declared["filing"] = own
                if own["every"] == "week":
                    monday = column("period", "周", "date", equals="period", required=True)
                    declared["columns"] = [_OWN[0], monday, *form["columns"][2:]]
            dump(self.folder / f"rules/forms/{form['id']}.yaml", declared)
        for method in self.methods:
            dump(self.folder / f"rules/methods/{method['id']}.yaml", method)
        if self.decisions:
            dump(self.folder / "rules/decisions.yaml", {"decisions": self.decisions})
        if self.exceptions:
            dump(self.folder / "rules/exceptions.yaml", {"exceptions": self.exceptions})
        calendar = {
            "year": 2023,
            "source": "测试",
            "holidays": self.holidays,
            "workdays": self.workdays,
        }
        dump(self.folder / "rules/calendar/2023.yaml", calendar)
        dump(
            self.folder / "rules/calendar/2024.yaml",
            {**calendar, "year": 2024, "holidays": [], "workdays": []},
        )
        dump(self.folder / "rules/indicators.yaml", {"indicators": self.indicators})
        dump(self.folder / "rules/questions.yaml", {"questions": self._questions()})
        filing = {"id": "filing", "kind": "filing_deadline", "provision": "M-1", "basis": "assumed"}
        dump(self.folder / "rules/judging/all.yaml", {"rules": [filing, *self.rules]})
        if self._log:
            log = self.folder / "receipts/log.csv"
            log.parent.mkdir(exist_ok=True)
            log.write_text("\n".join([",".join(HEADER), *self._log]) + "\n", "utf-8")

    def _tasks(self) -> dict[str, Any]:
        evidence = {
            "id": "T-0",
            "quote": "各县资金支出进度",
            "basis": "notice",
            "evidence": list(self.files),
        }
        provisions = {**self.provisions}
        provisions["commitments"] = [evidence, *provisions.get("commitments", [])]
        return {
            "notice": {
                "name": "测试通知", "doc_no": "测发〔2023〕1号", "title": "关于测试的通知",
                "issuer": "office", "issued": "2023-04-10", "plan_year": 2023,
                "text": "rules/notice.txt",
                "sources": [{"id": "N-1", "states": "文号", "quote": "测发〔2023〕1号", "basis": "notice"}],
            },
            "preamble": [{
                "id": "M", "title": "报送", "text": FILING,
                "cadences": [{"id": "M-1", "quote": "每月20日前报送", "basis": "notice",
                              "every": "month", "day": 20, "owners": ["counties"]}],
            }],
            "sections": [{
                "id": "S1", "number": "一、", "title": "总体",
                "tasks": [{
                    "id": "T", "number": "1．", "title": "资金任务", "text": TASK + self.says,
                    "responsible": self.responsible, "responsible_quote": self.who, **provisions,
                }],
            }],
        }  # fmt: skip

    def _units(self) -> dict[str, Any]:
        return {
            "kinds": [{"id": "office", "name": "办公室"}, {"id": "department", "name": "部门"},
                      {"id": "county", "name": "县"}],
            "units": [
                {"id": "office", "kind": "office", "name": "测试办", "files": []},
                {"id": "bureau", "kind": "department", "name": "住建局", "files": []},
                {"id": "east", "kind": "county", "name": "东县", "files": list(self.files),
                 **self.existing.get("east", {})},
                {"id": "west", "kind": "county", "name": "西县", "files": list(self.files),
                 **self.existing.get("west", {})},
            ],
            "groups": [{"id": "counties", "name": "各县", "membership": "closed",
                        "members": ["east", "west"], "basis": "assumed"}],
            "registers": [{"id": "towns", "name": "乡镇名录", "expected": self._expected(),
                           "counted": ["乡"], "basis": "assumed", "items": self.townships}]
            if self.townships else [],
        }  # fmt: skip

    def _expected(self) -> int:
        return sum(item["category"] == "乡" for item in self.townships)

    def _filing(self) -> dict[str, Any]:
        policy: dict[str, Any] = {
            "provision": "M-1", "every": "month", "first": "2023-04", "last": "2024-01", "day": 20,
            "inclusive": True, "time": "24:00", "roll": "next_workday", "month_offset": 0,
            "basis": "assumed", **self.policy,
        }  # fmt: skip
        return {**policy, "readings": self.readings} if self.readings else policy

    def _questions(self) -> list[dict[str, Any]]:
        found = []
        for id_, status in self.questions.items():
            record: dict[str, Any] = {
                "id": id_, "clauses": ["T"], "quote": "资金支出进度", "question": "按到位还是下达？",
                "default": "按到位", "status": status,
                **({"words": self.words} if self.words else {}),
            }  # fmt: skip
            if status == "resolved":
                record["resolution"] = {
                    "paper": "会议纪要1号",
                    "date": self.resolved_on,
                    "text": "按到位",
                    **({"chooses": self._chosen[id_]} if self._chosen.get(id_) else {}),
                }
            found.append(record)
        return found


SPENT = {
    "id": "spent", "name": "支出进度", "unit": "%", "form": "funds", "accumulation": "cumulative",
    "numerator": {"sum": "spent"}, "denominator": {"sum": "arrived"}, "as_of": "as_of",
}  # fmt: skip


def opened(folder: Path) -> tuple[Catalogue, Ledger]:
    """What the product reads of a folder in which nothing is wrong."""
    declared, problems = catalogue.read(folder, KINDS)
    assert declared is not None, "\n".join(map(as_text, problems))
    filed, problems = ledger.open_ledger(folder, declared)
    errors = [as_text(problem) for problem in problems if problem.severity == "error"]
    assert not errors, "\n".join(errors)
    return declared, filed


def dump(file: Path, data: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None)
    file.write_text(text, "utf-8")


def only(results: Results, id_: str) -> Verdict:
    """The one verdict of that id."""
    found = [verdict for verdict in results.verdicts if verdict.id == id_]
    assert len(found) == 1, [verdict.id for verdict in results.verdicts]
    return found[0]


def state(results: Results, id_: str) -> str:
    return only(results, id_).state.value


def _cell(value: object) -> str:
    return "" if value is None else str(value)
