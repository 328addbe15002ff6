"""What no schema sees in units and registers: names, counts, and forms that nobody needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ..problems import Problem
from .files import Files, walk
from .lasting import ends_after, together
from .source import At, Document


def check(document: Document) -> Iterator[Problem]:
    """Units and registers by themselves."""
    yield from _names(document)
    yield from _registers(document)


def _names(document: Document) -> Iterator[Problem]:
    """No name for two units, and none that ends before it begins."""
    owner: dict[str, str] = {}
    for index, unit in enumerate(document.data["units"]):
        at = ("units", index)
        spellings: list[tuple[At, str]] = [
            ((*at, key), unit[key]) for key in ("name", "full_name") if key in unit
        ]
        for number, alias in enumerate(unit.get("aliases", [])):
            where = (*at, "aliases", number)
            spellings.append(((*where, "name"), alias["name"]))
            yield from ends_after(document, where, alias, "from", "until")
        yield from ends_after(document, at, unit)
        yield from _listed_twice(document, at, unit)
        for place, name in spellings:
            if owner.setdefault(name, unit["id"]) != unit["id"]:
                message = f"名称“{name}”重复，“{owner[name]}”也用它"
                yield document.problem("E522", place, message, "请改为不同的名称。", value=name)


def _listed_twice(document: Document, at: At, unit: Mapping[str, Any]) -> Iterator[Problem]:
    """A form that stands on the list of a unit twice for the same months."""
    written = unit.get("files", [])
    entries = [{"form": each} if isinstance(each, str) else each for each in written]
    for index, entry in enumerate(entries):
        place = (*at, "files", index)
        yield from ends_after(document, place, entry)
        same = (before for before in entries[:index] if before["form"] == entry["form"])
        if written[index] not in written[:index] and any(map(partial(together, entry), same)):
            message = f"报表“{entry['form']}”在 files 中重复"
            hint = "请删去其中一个，或用 valid_from、valid_until 分开月份。"
            yield document.problem("E522", place, message, hint, value=entry["form"])


def _registers(document: Document) -> Iterator[Problem]:
    for index, register in enumerate(document.data.get("registers", [])):
        at = ("registers", index)
        counted = [i for i in register["items"] if i["category"] in register["counted"]]
        if len(counted) != register["expected"]:
            message = f"{register['name']}计入 {len(counted)} 个，应有 {register['expected']} 个"
            hint = "请核对各项；尚未核实的可加占位项（placeholder: true）。"
            yield document.problem("E528", (*at, "expected"), message, hint)
        waiting = sum(item.get("placeholder", False) for item in register["items"])
        if waiting:
            message = f"名录待核：{register['name']}中有 {waiting} 个占位项"
            hint = "核实后把占位项改为实际名称，并删去 placeholder。"
            place = next(
                i for i, item in enumerate(register["items"]) if item.get("placeholder", False)
            )
            yield document.problem("W542", (*at, "items", place), message, hint)


def filings_needed(files: Files) -> Iterator[Problem]:
    """A unit files only what one of its obligations needs, and only forms open to it."""
    needs = _evidence_by_unit(files)
    units = files.one("units")
    forms = {d.data["id"]: d.data for d in files.documents.get("form", [])}
    for index, unit in enumerate(units.data["units"]):
        for number, entry in enumerate(unit.get("files", [])):
            at: At = ("units", index, "files", number)
            form = entry if isinstance(entry, str) else entry["form"]
            if form not in forms:
                continue  # told as an unknown id
            name = f"{unit['name']}的“{forms[form]['name']}”"
            filers = {m for filer in forms[form]["filers"] for m in _members(files, filer)}
            if unit["id"] not in filers:
                hint = f"请从 files 删去，或在 rules/forms/{form}.yaml 的 filers 中加上该单位。"
                yield units.problem("E526", at, f"{name}表不由该单位填报", hint, value=form)
            elif form not in needs.get(unit["id"], set()):
                hint = "请删去，或在 tasks.yaml 相应事项的 evidence 中写明这张表。"
                message = f"{name}表没有哪项职责用得上"
                yield units.problem("E526", at, message, hint, value=form)


def _evidence_by_unit(files: Files) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for _, clause in walk(files.one("tasks").data):
        for _, record in walk([v for v in clause.values() if isinstance(v, list)]):
            owners = record.get("owners") or clause.get("responsible", [])
            for name in owners if "quote" in record else []:
                for unit in _members(files, name):
                    found.setdefault(unit, set()).update(record.get("evidence", []))
    return found


def _members(files: Files, name: str) -> list[str]:
    data = files.one("units").data
    for group in data.get("groups", []):
        if group["id"] == name:
            return list(group["members"])
    return [unit["id"] for unit in data["units"] if name in (unit["id"], unit["kind"])]
