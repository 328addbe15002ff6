"""What a workload declares: a notice of two tasks, counties, villages, forms, and rules of several kinds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.calendar import Month

YEAR = 2016

_HAN = "东西南北山水云石林田江河湖海松柏竹梅兰桂青白红金玉龙凤虎鹤鹿春夏秋冬星月长永安平"

FILING = "各县每月终了后10日内报送进展情况。"
WORKS = "工程完成率6月底前不低于40%、12月底前不低于90%。年底前建成工程不少于3处。"
RESPONSIBLE = "责任单位：各县"


def unit_id(number: int) -> str:
    """Of a county, from 0."""
    return f"u{number + 1:04}"


def unit_name(number: int) -> str:
    """Of a county, from 0; each has its own."""
    return f"{_word(number, 3)}县"


def village(number: int) -> str:
    """The name of a village, from 0."""
    return f"{_word(number, 4)}村"


def files(
    units: int, terms: Sequence[Month], columns: int, register: int, references: int
) -> Iterator[tuple[str, str]]:
    """Path and text of everything declared, below the root."""
    visits = _visits(register)
    yield "rules/notice.txt", _notice(visits)
    yield "tasks.yaml", _yaml(_tasks(visits, register, references))
    yield "units.yaml", _units(units, register, references)
    yield "rules/filing.yaml", _yaml(_filing(terms))
    yield "rules/forms/works.yaml", _yaml(_works(columns))
    yield "rules/forms/visits.yaml", _yaml(_VISITS)
    yield "rules/forms/words.yaml", _yaml(_WORDS)
    if references:
        yield "rules/forms/links.yaml", _yaml(_links(references))
    yield "rules/indicators.yaml", _yaml({"indicators": [_DONE]})
    yield "rules/judging/all.yaml", _yaml({"rules": _RULES})
    yield "rules/questions.yaml", _yaml({"questions": []})
    for year in range(YEAR, terms[-1].year + 2):
        calendar = {"year": year, "source": "虚构", "holidays": [], "workdays": []}
        yield f"rules/calendar/{year}.yaml", _yaml(calendar)


def further(columns: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The columns of works beyond the nine: what cells of it are, and what the form says of it."""
    for number in range(columns - 9):
        kind, more = _FURTHER[number % len(_FURTHER)]
        yield kind, {"id": f"more{number + 1}", "header": f"附列{number + 1}", **more}


_FURTHER: tuple[tuple[str, dict[str, Any]], ...] = (
    ("amount", {"type": "decimal", "min": 0, "unit": "万元"}),
    ("count", {"type": "integer", "min": 0}),
    ("day", {"type": "date"}),
    ("text", {"type": "text", "max_length": 200}),
    ("choice", {"type": "enum", "values": [{"value": v} for v in ("甲类", "乙类", "丙类")]}),
    ("truth", {"type": "boolean"}),
    ("share", {"type": "decimal", "min": 0, "max": 100, "unit": "%"}),
)

_OWN = [
    {"id": "unit", "header": "报送单位", "type": "reference", "to": "units", "equals": "unit",
     "required": True},
    {"id": "period", "header": "报送期", "type": "month", "equals": "period", "required": True},
]  # fmt: skip


def _form(id_: str, name: str, key: str, *columns: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": id_, "name": name, "purpose": name, "every": "month", "filers": ["county"],
        "basis": "assumed", "columns": [*_OWN, *columns], "key": ["unit", "period", key],
        "zero_report": key,
    }  # fmt: skip


def _works(columns: int) -> dict[str, Any]:
    return _form(
        "works", "工程台账", "project",
        {"id": "project", "header": "工程编号", "type": "code", "required": True},
        {"id": "place", "header": "所在村", "type": "reference", "to": "villages"},
        {"id": "stage", "header": "阶段", "type": "enum", "required": True,
         "values": [{"value": v} for v in STAGES]},
        {"id": "amount", "header": "完成投资", "type": "decimal", "min": 0, "unit": "万元",
         "cumulative": True},
        {"id": "progress", "header": "形象进度", "type": "decimal", "min": 0, "max": 100, "unit": "%"},
        {"id": "as_of", "header": "数据截止日期", "type": "date", "role": "as_of", "required": True},
        {"id": "note", "header": "情况说明", "type": "text", "max_length": 200},
        *(column for _, column in further(columns)),
    )  # fmt: skip


STAGES = ("未开工", "在建", "建成")

_VISITS = _form(
    "visits", "走访记录", "visit",
    {"id": "visit", "header": "记录编号", "type": "code", "required": True},
    {"id": "place", "header": "走访村", "type": "reference", "to": "villages", "required": True},
    {"id": "day", "header": "走访日期", "type": "date", "required": True},
    {"id": "title", "header": "文件标题", "type": "text"},
)  # fmt: skip

_WORDS = _form(
    "words", "进展情况", "clause",
    {"id": "clause", "header": "任务", "type": "reference", "to": "clauses", "role": "clause",
     "required": True},
    {"id": "text", "header": "进展", "type": "text", "role": "narrative", "max_length": 500},
)  # fmt: skip


def _links(references: int) -> dict[str, Any]:
    return _form(
        "links", "关联台账", "link",
        {"id": "link", "header": "关联编号", "type": "code", "required": True},
        *({"id": f"to{n + 1}", "header": f"关联村{n + 1}", "type": "reference", "to": "villages"}
          for n in range(references)),
    )  # fmt: skip


_DONE = {
    "id": "done", "name": "工程完成率", "unit": "%", "form": "works", "accumulation": "cumulative",
    "as_of": "as_of",
    "numerator": {"sum": "amount", "where": [{"column": "stage", "is": "建成"}]},
    "denominator": {"sum": "amount"},
}  # fmt: skip

_RULES: list[dict[str, Any]] = [
    {"id": "on-time", "kind": "filing_deadline", "provision": "P-1", "basis": "assumed"},
    {"id": "done", "kind": "threshold", "provision": "T1-1", "basis": "notice"},
    {"id": "built", "kind": "count", "provision": "T1-2", "form": "works", "distinct": "project",
     "where": [{"column": "stage", "is": "建成"}], "basis": "notice"},
    {"id": "pace", "kind": "yardstick", "provision": "T1-2", "of": "built", "basis": "assumed"},
    {"id": "visits", "kind": "cadence", "provision": "T2-1", "form": "visits", "distinct": "visit",
     "dated_by": "day", "basis": "notice"},
    {"id": "villages", "kind": "coverage", "provision": "T2-2", "register": "villages",
     "form": "visits", "item": "place", "dated_by": "day", "scope": "each", "basis": "assumed"},
    {"id": "paper", "kind": "document", "provision": "T2-3", "form": "visits", "heading": "title",
     "issued": "day", "scope": "together", "basis": "notice"},
]  # fmt: skip


def _visits(register: int) -> str:
    return f"每月走访不少于1次，每季度走访全部{register}个村。9月底前出台《走访办法》。"


def _notice(visits: str) -> str:
    return (
        f"关于工程和走访的通知\n虚政办〔{YEAR}〕1号\n{YEAR}年1月4日\n\n{FILING}\n\n"
        f"一、总体\n\n1．推进工程。{WORKS}（{RESPONSIBLE}）\n\n2．开展走访。{visits}（{RESPONSIBLE}）\n"
    )


def _tasks(visits: str, register: int, references: int) -> dict[str, Any]:
    notice = {"basis": "notice"}
    least = {"operator": "at_least"}
    works = [
        {"id": "T1-1", "quote": "工程完成率6月底前不低于40%、12月底前不低于90%", **notice, **least,
         "indicator": "done", "evidence": ["works"],
         "checkpoints": [{"date": f"{YEAR}-06-30", "value": 40}, {"date": f"{YEAR}-12-31", "value": 90}]},
        {"id": "T1-2", "quote": "年底前建成工程不少于3处", **notice, **least,
         "value": 3, "due": f"{YEAR}-12-31", "evidence": ["works"]},
    ]  # fmt: skip
    told = [{"id": "T1-3", "quote": "工程完成率", **notice,
             "evidence": ["words", *(["links"] if references else [])]}]  # fmt: skip
    return {
        "notice": {
            "name": "工程和走访", "doc_no": f"虚政办〔{YEAR}〕1号", "title": "关于工程和走访的通知",
            "issuer": "office", "issued": f"{YEAR}-01-04", "plan_year": YEAR, "text": "rules/notice.txt",
            "sources": [{"id": "N-1", "states": "文号", "quote": f"虚政办〔{YEAR}〕1号", **notice}],
        },
        "preamble": [{
            "id": "P", "title": "报送", "text": FILING,
            "cadences": [{"id": "P-1", "quote": "每月终了后10日内报送进展", **notice, "every": "month",
                          "day": 10, "owners": ["counties"]}],
        }],
        "sections": [{"id": "S1", "number": "一、", "title": "总体", "tasks": [
            _task("T1", "1．", "推进工程", WORKS, targets=works, commitments=told),
            _task("T2", "2．", "开展走访", visits,
                  cadences=[{"id": "T2-1", "quote": "每月走访不少于1次", **notice, "every": "month",
                             "evidence": ["visits"]}],
                  targets=[{"id": "T2-2", "quote": f"每季度走访全部{register}个村", **notice, **least,
                            "value": register, "each": "quarter", "evidence": ["visits"]}],
                  deliverables=[{"id": "T2-3", "quote": "9月底前出台《走访办法》", **notice,
                                 "document": "《走访办法》", "due": f"{YEAR}-09-30",
                                 "evidence": ["visits"]}]),
        ]}],
    }  # fmt: skip


def _task(id_: str, number: str, title: str, text: str, **provisions: Any) -> dict[str, Any]:
    return {"id": id_, "number": number, "title": title, "text": text,
            "responsible": ["counties"], "responsible_quote": RESPONSIBLE, **provisions}  # fmt: skip


def _filing(terms: Sequence[Month]) -> dict[str, Any]:
    return {
        "provision": "P-1", "every": "month", "first": str(terms[0]), "last": str(terms[-1]), "day": 10,
        "inclusive": True, "time": "24:00", "roll": "next_workday", "month_offset": 1,
        "basis": "assumed", "max_file_bytes": 500_000_000,
        "max_file_cells": 50_000_000,
    }  # fmt: skip


def _units(units: int, register: int, references: int) -> str:
    forms = ["works", "visits", "words", *(["links"] if references else [])]
    kinds = [{"id": "office", "name": "办公室"}, {"id": "county", "name": "县"}]
    counties = [
        {"id": unit_id(n), "kind": "county", "name": unit_name(n), "files": forms}
        for n in range(units)
    ]
    office = {"id": "office", "kind": "office", "name": "推进办", "files": []}
    group = {"id": "counties", "name": "各县", "membership": "closed", "basis": "assumed",
             "members": [unit["id"] for unit in counties]}  # fmt: skip
    items = [
        {"id": f"V{n:05}", "name": village(n), "unit": unit_id(n % units), "category": "村"}
        for n in range(register)
    ]
    villages = [{"id": "villages", "name": "村名录", "expected": register, "counted": ["村"],
                 "basis": "assumed", "items": items}]  # fmt: skip
    data = {"kinds": kinds, "units": [office, *counties], "groups": [group], "registers": villages}
    return _yaml(data)


def _yaml(data: Mapping[str, Any]) -> str:
    """YAML whose values are in flow style, each record of a list on a line: as quick to write as JSON."""
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{key}:")
            lines += [f"  - {json.dumps(each, ensure_ascii=False)}" for each in value]
        else:
            lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def _word(number: int, length: int) -> str:
    """A number in digits that are characters, least digit first."""
    letters = []
    for _ in range(length):
        number, digit = divmod(number, len(_HAN))
        letters.append(_HAN[digit])
    return "".join(letters)
