"""What a rule kind's schema cannot say of its rules, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..problems import Problem, nearest
from .columns import column_exists
from .files import Files
from .rules import form_columns, provision_of
from .source import At, Document
from .types import TYPES


@dataclass(frozen=True, slots=True)
class _Given:
    """A rule in its place, and all the files around it."""

    files: Files
    document: Document
    at: At
    record: Mapping[str, Any]

    def wrong(self, field: At, message: str, hint: str, value: object = None) -> Problem:
        return self.document.problem("E525", (*self.at, *field), message, hint, value=value)

    @property
    def provision(self) -> Mapping[str, Any]:
        return provision_of(self.files, self.record["provision"])[1] or {}

    def rule(self, name: str) -> Mapping[str, Any] | None:
        return next((rule for _, _, rule in every_rule(self.files) if rule["id"] == name), None)

    def indicator(self) -> Mapping[str, Any] | None:
        every = self.files.one("indicators").data["indicators"]
        return next((one for one in every if one["id"] == self.record["indicator"]), None)


def check(files: Files) -> Iterator[Problem]:
    for document, at, record in every_rule(files):
        given = _Given(files, document, at, record)
        yield from _CHECKS.get(record["kind"], _nothing)(given)


def every_rule(files: Files) -> Iterator[tuple[Document, At, Mapping[str, Any]]]:
    for document in files.documents.get("judging", []):
        for index, record in enumerate(document.data["rules"]):
            yield document, ("rules", index), record


def _nothing(_: _Given) -> Iterator[Problem]:
    return iter(())


def _ratio(given: _Given) -> Iterator[Problem]:
    """A whole has a denominator; a figure that is only shown may be a plain number."""
    indicator = given.indicator()
    if indicator and given.record.get("whole") and "denominator" not in indicator:
        message = f"指标“{indicator['id']}”没有分母，不是比率"
        hint = "请换用有分母的指标；只列数、不判定的，删去 whole。"
        yield given.wrong(("indicator",), message, hint, indicator["id"])


def _count(given: _Given) -> Iterator[Problem]:
    if "after" in given.record and "dated_by" not in given.record:
        message = "要在某一轮之后的，须写明按哪一列日期比较"
        yield given.wrong(("after",), message, "请补上“dated_by: 日期列编号”。")


def _coverage(given: _Given) -> Iterator[Problem]:
    registers = given.files.one("units").data.get("registers", [])
    register = next((r for r in registers if r["id"] == given.record["register"]), None)
    value = given.provision.get("value")
    if register and value is not None and value != register["expected"]:
        message = f"名录“{register['name']}”应有 {register['expected']} 项，条文要求 {value} 项"
        yield given.wrong(("register",), message, "请核对名录或条文。", register["id"])
    if register:
        columns = form_columns(given.files, given.record["form"]) or {}
        to = columns.get(given.record["item"], {}).get("to")
        if given.record["item"] in columns and to != register["id"]:
            message = f"“{given.record['item']}”列不是填“{register['name']}”的列"
            yield given.wrong(("item",), message, f"该列须写明 to: {register['id']}。")


def _completeness(given: _Given) -> Iterator[Problem]:
    items = list(given.provision.get("items", []))
    for name in given.record.get("names", {}):
        if name not in items:
            meant = nearest(name, items)
            guess = f"；是否为“{meant}”？" if meant else ""
            message = f"条文清单里没有“{name}”{guess}"
            yield given.wrong(("names", name), message, f"清单各项：{'、'.join(items)}。", name)


def _register(given: _Given) -> Iterator[Problem]:
    columns = form_columns(given.files, given.record["form"]) or {}
    status = columns.get(given.record["status"], {})
    options = [option["value"] for option in status.get("values", [])]
    names = [state["state"] for state in given.record["states"]]
    for index, state in enumerate(given.record["states"]):
        where = ("states", index)
        if options and state["state"] not in options:
            meant = nearest(state["state"], options, 0.4)
            guess = f"；是否为“{meant}”？" if meant else ""
            message = f"“{status['header']}”没有“{state['state']}”这个选项{guess}"
            yield given.wrong((*where, "state"), message, f"可选：{'、'.join(options)}。")
        if state["state"] in names[:index]:
            yield given.wrong((*where, "state"), f"状态“{state['state']}”重复", "请删去一个。")
        for number, name in enumerate(state.get("next", [])):
            if name not in names:
                meant = nearest(name, names, 0.4)
                guess = f"；是否为“{meant}”？" if meant else ""
                yield given.wrong(
                    (*where, "next", number), f"没有“{name}”这个状态{guess}", "请核对。"
                )
    for option in options:
        if option not in names:
            message = f"“{status['header']}”的选项“{option}”没有写明下一步"
            yield given.wrong(("states",), message, "请补上这个状态。", option)
    for name in given.record.get("parties", {}):
        yield from column_exists(
            given.document, (*given.at, "parties", name), name, columns, "双交办"
        )


def _sample(given: _Given) -> Iterator[Problem]:
    sizes = [key for key in ("number", "share") if key in given.record]
    if len(sizes) > 1:
        yield given.wrong(("share",), "number、share 只能写其中一项", "请删去多余的。")
    if sizes and given.record["basis"] != "office":
        message = f"“{sizes[0]}”是抽样的数量，通知没有写明"
        hint = "须有办公室文件：basis 写 office，decision 写明文号和日期。"
        yield given.wrong((sizes[0],), message, hint)


def _ranking(given: _Given) -> Iterator[Problem]:
    methods = given.files.documents.get("method", [])
    method = next((m for m in methods if m.data["id"] == given.record.get("method")), None)
    columns = form_columns(given.files, given.record["form"]) or {}
    for index, part in enumerate(method.data["components"] if method else []):
        assert method is not None
        at: At = ("components", index, "column")
        yield from column_exists(method, at, part["column"], columns, "评分")
        column = columns.get(part["column"])
        if column and not TYPES[column["type"]].numeric:
            message = f"“{column['header']}”不是数值列，不能评分"
            yield method.problem("E525", at, message, "请改用数值列。", value=part["column"])


def _escalation(given: _Given) -> Iterator[Problem]:
    ranking = given.rule(given.record["ranking"])
    if ranking and (ranking["kind"] != "ranking" or "last" not in ranking):
        message = f"“{ranking['id']}”不是列出后几名的排序规则"
        yield given.wrong(("ranking",), message, "请改为写有 last 的 ranking 规则。")
    yield from _measures(given, [(("ladder", i, "measure"), step["measure"])
                                 for i, step in enumerate(given.record["ladder"])])  # fmt: skip
    times = [step["times"] for step in given.record["ladder"]]
    if times != sorted(set(times)):
        yield given.wrong(("ladder",), "各级的次数须由少到多、不重复", "请核对 times。")


def _candidates(given: _Given) -> Iterator[Problem]:
    if "measure" in given.record:
        yield from _measures(given, [(("measure",), given.record["measure"])])
    choose = given.record.get("choose")
    if choose and choose["at_least"] > choose["at_most"]:
        yield given.wrong(("choose", "at_least"), "至少的个数大于至多的个数", "请核对。")
    for index, criterion in enumerate(given.record["criteria"]):
        for number, name in enumerate(criterion.get("rules", [])):
            other = given.rule(name)
            if other and other["kind"] in ("candidates", "escalation", "yardstick", "ranking"):
                message = f"“{name}”不判定单位是否达到，不能作为理由"
                yield given.wrong(("criteria", index, "rules", number), message, "请换一条规则。")
        if "until" in criterion and "form" not in criterion:
            message = "按规则判定的理由，列到何时由规则决定"
            yield given.wrong(("criteria", index, "until"), message, "请删去 until。")


def _document(given: _Given) -> Iterator[Problem]:
    """What the office accepted is named by the number under which it is filed, once."""
    accepted = given.record.get("accepted", [])
    if accepted and "number" not in given.record:
        message = "写了认定的文件，没有写文号在哪一列"
        yield given.wrong(("accepted",), message, "请补上“number: 文号列编号”。")
    numbers = [each["number"] for each in accepted]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            at: At = ("accepted", index, "number")
            yield given.wrong(at, f"文号“{number}”重复", "请删去一个。", number)


def _yardstick(given: _Given) -> Iterator[Problem]:
    other = given.rule(given.record["of"])
    if other and other["kind"] not in ("threshold", "count", "coverage", "cadence"):
        message = f"“{other['id']}”没有期限，不能与时间进度比较"
        yield given.wrong(("of",), message, "请换用指标达标、达标数量、名录覆盖、频次规则。")
    elif other and other["provision"] != given.record["provision"]:
        message = f"“{other['id']}”判定的是“{other['provision']}”"
        yield given.wrong(("provision",), message, "两条规则须判定同一事项。")


def _measures(given: _Given, named: list[tuple[At, str]]) -> Iterator[Problem]:
    declared = list(given.provision.get("measures", []))
    for where, name in named:
        if declared and name not in declared:
            meant = nearest(name, declared, 0.4)
            guess = f"；是否为“{meant}”？" if meant else ""
            hint = f"条文所列的措施：{'、'.join(declared)}。"
            yield given.wrong(where, f"条文没有“{name}”这项措施{guess}", hint, name)


_CHECKS: Mapping[str, Callable[[_Given], Iterator[Problem]]] = {
    "count": _count,
    "document": _document,
    "ratio": _ratio,
    "coverage": _coverage,
    "completeness": _completeness,
    "register": _register,
    "sample": _sample,
    "ranking": _ranking,
    "escalation": _escalation,
    "candidates": _candidates,
    "yardstick": _yardstick,
}
