"""Who is responsible: the notice's list word for word, and the units that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..problems import Problem
from .files import clauses, provisions
from .model import squeeze
from .quotes import Notice, verbatim
from .source import At, Document

_PAUSES = "、，,；;。：:"
_BRACKETS = "（）()〔〕[]【】*"


def check(tasks: Document, units: Document, notice: Notice) -> Iterator[Problem]:
    """Every list stands whole after its text; the ids are its units, in its order, none missing."""
    names = _names_by_id(units)
    titles = [squeeze(clause["title"]) for _, clause in clauses(tasks.data) if "title" in clause]
    for at, clause in clauses(tasks.data):
        yield from _owners(tasks, at, clause, units)
        if "responsible_quote" not in clause:
            continue
        faults = list(_in_place(tasks, at, clause, notice, titles))
        yield from faults
        if not faults and "responsible" in clause:
            yield from _same_units(tasks, (*at, "responsible"), clause, names)


def _owners(
    document: Document, at: At, clause: dict[str, Any], units: Document
) -> Iterator[Problem]:
    """Who answers for a part of a clause is one of those who answer for the clause."""
    groups = {group["id"]: group["members"] for group in units.data.get("groups", [])}
    known = {unit["id"]: unit["name"] for unit in units.data["units"]}
    named = clause.get("responsible", [])
    may = {unit for name in named for unit in groups.get(name, [name])}
    if not named or not all(name in known or name in groups for name in named):
        return
    for where, record in provisions(at, clause):
        for index, owner in enumerate(record.get("owners", [])):
            strange = [unit for unit in groups.get(owner, [owner]) if unit not in may]
            if strange and owner in known.keys() | groups.keys():
                names = "、".join(known.get(unit, unit) for unit in strange[:3])
                names += f"等 {len(strange)} 个单位" if len(strange) > 3 else ""
                message = f"{names}不是本条的责任单位"
                hint = "请改为本条责任单位中的单位。"
                place = (*where, "owners", index)
                yield document.problem("E533", place, message, hint, value=owner)


def _in_place(
    document: Document, at: At, clause: Mapping[str, Any], notice: Notice, titles: list[str]
) -> Iterator[Problem]:
    """The list is verbatim, right after the clause's text, and not cut short."""
    place = (*at, "responsible_quote")
    faults = list(verbatim(document, place, notice, "E533", "责任单位原文"))
    text, quote = squeeze(clause.get("text", "")), squeeze(clause["responsible_quote"])
    if faults or not text or text not in notice.text:
        yield from faults
        return
    gaps = list(_gaps(notice, text, quote))
    gap = min(gaps, key=len, default=None)
    if gap is None or any(title in gap for title in titles):
        message = "责任单位原文不在本条正文之后"
        yield document.problem("E533", place, message, "请抄录本条的责任单位一段。")
    elif gap.strip(_PAUSES + _BRACKETS):
        message = f"正文没有抄完，后面还有“{gap.strip(_BRACKETS)[:12]}”"
        hint = "请抄到责任单位之前，一字不漏；责任单位原文也从头抄起。"
        yield document.problem("E532", (*at, "text"), message, hint)
    elif not notice.stands_alone(quote):
        message = "责任单位原文没有抄全"
        yield document.problem("E533", place, message, "请对照原文补全首尾。")


def _gaps(notice: Notice, text: str, quote: str) -> Iterator[str]:
    """What stands between each occurrence of the text and the list that follows it."""
    for start in notice.places(text):
        end = start + len(text)
        found = notice.text.find(quote, end)
        if found >= 0:
            yield notice.text[end:found]


def _same_units(
    document: Document, at: At, clause: Mapping[str, Any], names: Mapping[str, list[str]]
) -> Iterator[Problem]:
    quote = squeeze(clause["responsible_quote"])
    rest = quote.partition("：")[2] or quote
    starts: list[int] = []
    for index, unit in enumerate(clause["responsible"]):
        starts.append(max(starts, default=0))
        if unit not in names:
            continue  # told as an unknown id
        span = _span(rest, names[unit])
        if span is None:
            message = f"责任单位原文中没有“{names[unit][0]}”"
            hint = "请对照原文删去，或在 units.yaml 为该单位补充别名。"
            yield document.problem("E533", (*at, index), message, hint, value=unit)
            continue
        start, end = span
        if start < starts[-1]:
            message = f"“{names[unit][0]}”的顺序与原文不同"
            yield document.problem("E533", (*at, index), message, "请按原文顺序排列。", value=unit)
        starts[-1] = max(starts[-1], start)
        rest = rest[:start] + "□" * (end - start) + rest[end:]
    if not names.keys() >= set(clause["responsible"]):
        return  # what is missing may be what an unknown id means
    known = {name: unit for unit, every in names.items() for name in every}
    for found in re.finditer(rf"[^□{_PAUSES}]{{2,}}", rest):
        part, unit = found[0], known.get(found[0])
        after = next(
            (i for i, start in enumerate(starts) if start > found.start()), len(starts) - 1
        )
        if unit:
            message = f"原文的责任单位中有“{part}”，这里没有写"
            hint = f"请按原文顺序补上“{unit}”。"
        else:
            message = f"原文的责任单位“{part}”不在 units.yaml 中，或写法不同"
            hint = "请补充单位，或为已有单位补充别名。"
        yield document.problem("E533", (*at, after), message, hint)


def _span(rest: str, names: list[str]) -> tuple[int, int] | None:
    """Where a unit stands in the list: between pauses if it can be, and by its longest name."""
    for pattern in (rf"(?<![^□{_PAUSES}]){{}}(?![^□{_PAUSES}])", "{}"):
        found = [m for name in names if (m := re.search(pattern.format(re.escape(name)), rest))]
        if found:
            best = min(found, key=lambda m: (m.start(), -m.end()))
            return best.span()
    return None


def _names_by_id(units: Document) -> dict[str, list[str]]:
    found = {}
    for record in [*units.data["units"], *units.data.get("groups", [])]:
        names = [record["name"], record.get("full_name", "")]
        names += [alias["name"] for alias in record.get("aliases", [])]
        found[record["id"]] = [squeeze(name) for name in names if name]
    return found
