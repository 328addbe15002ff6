"""``tasks.yaml``: the particulars, the clauses, and for each clause that it be reported on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...catalogue.model import squeeze
from ..candidates import Candidate, candidates
from ..cast import OFFICE
from ..documents import BORDER
from ..outline import Clause, Part
from .plan import EVERYONE, Plan
from .spelt import Comment, document, entries

FORM, FIGURES = "progress", "indicators"
"""The form on which every clause is reported, and the one of numbers."""

_ABOUT = """通知的全部条款，由 taizhang init 从原文拆出，一字不差。哪些没有拆出，见 待核对.md。
每条先只有一项“报告落实情况”。写有数字、期限的话，列在该条下面的注释里：核对后去掉 #，补全即可。"""


def tasks(plan: Plan) -> str:
    """The text of the file; the questions that it raises go into the plan."""
    data: dict[str, Any] = {"notice": _notice(plan), "evidence": [FORM]}
    told = {id(clause): id_ for id_, clause in plan.clauses.items()}
    preamble = [_before(plan, told[id(clause)], clause) for clause in plan.outline.preamble]
    if preamble:
        data["preamble"] = preamble
    data["sections"] = [
        _section(plan, f"S{at}", part, told) for at, part in enumerate(plan.outline.parts, 1)
    ]
    if plan.outline.requirements:
        data["requirements"] = [
            _task(plan, told[id(clause)], clause) for clause in plan.outline.requirements
        ]
    return document("tasks", 0, _ABOUT, data)


def _notice(plan: Plan) -> dict[str, Any]:
    letter = plan.outline.letter
    title = title_of(plan)
    sources = [
        {"id": f"M{at:02d}", "states": states, "quote": quote, "basis": "notice"}
        for at, (states, quote) in enumerate(_sources(plan), 1)
    ]
    if letter.issued != plan.issued:
        note = "原文中没有印发日期，由办公室补记。"
        dated = {"id": "M00", "states": "印发日期", "quote": squeeze(title), "basis": "assumed"}
        sources.insert(0, dated | {"note": note})
    data: dict[str, Any] = {"name": name_of(plan)}
    if letter.doc_no:
        data["doc_no"] = squeeze(letter.doc_no.text)
    return data | {
        "title": squeeze(title),
        "issuer": OFFICE,
        "issued": plan.issued,
        "plan_year": plan.year,
        "text": "rules/notice.txt",
        "sources": sources,
    }


def title_of(plan: Plan) -> str:
    """The title of the notice, or of the text where it has none of its own."""
    letter = plan.outline.letter
    found = letter.title or letter.sent
    return found.text if found else plan.outline.lines[0].text


def name_of(plan: Plan) -> str:
    """What the site is called."""
    letter = plan.outline.letter
    named = squeeze(letter.sent.text if letter.sent else title_of(plan))
    printed = named.partition("关于印发")[2] or named
    return f"{printed.removesuffix('的通知').strip('《》')}台账"


def _sources(plan: Plan) -> list[tuple[str, str]]:
    letter, lines = plan.outline.letter, plan.outline.lines
    found = [("标题", squeeze(title_of(plan)))]
    if letter.doc_no:
        found.insert(0, ("文号", squeeze(letter.doc_no.text)))
    if letter.issued == plan.issued:
        found.append(("印发日期", lines[letter.dated[0]].text))
    if letter.addressees:
        found.append(("发送对象", letter.addressees.text))
    return found


def _before(plan: Plan, id_: str, clause: Clause) -> dict[str, Any]:
    data: dict[str, Any] = {"id": id_}
    if clause.number:
        data["number"] = clause.number
    data |= {"title": clause.title, "text": clause.text}
    data |= _filing(plan, id_, owners=[EVERYONE])
    first = 1 + len(data.get("cadences", []))
    return data | _candidates(plan, id_, clause, first, owners=[EVERYONE])


def _section(plan: Plan, id_: str, part: Part, told: dict[int, str]) -> dict[str, Any]:
    data: dict[str, Any] = {"id": id_}
    if part.number:
        data["number"] = part.number
    tasks = [_task(plan, told[id(clause)], clause) for clause in part.clauses]
    return data | {"title": part.title, "tasks": tasks}


def _task(plan: Plan, id_: str, clause: Clause) -> dict[str, Any]:
    data: dict[str, Any] = {"id": id_}
    if clause.number:
        data["number"] = clause.number
    data |= {"title": clause.title, "text": clause.text}
    data |= _responsible(plan, id_, clause)
    data |= _filing(plan, id_, owners=[])
    first = len(data.get("cadences", [])) + 1
    report = {
        "id": f"{id_}-{first}",
        "title": "报告落实情况",
        "quote": clause.title,
        "basis": "notice",
    }
    data["commitments"] = [report]
    return data | _candidates(plan, id_, clause, first + 1)


def _candidates(
    plan: Plan, id_: str, clause: Clause, first: int, owners: Sequence[str] = ()
) -> dict[str, Any]:
    """What the clause may ask for besides, as comments, list by list."""
    cells = plan.outline.lines[clause.lines[0]].cells
    filing = plan.due.quote if plan.provision.partition("-")[0] == id_ else ""
    found = [
        each
        for each in candidates(clause.text, cells, plan.year)
        if not filing or not _overlap(clause.text, filing, each.fields["quote"])
    ]
    lists: dict[str, Any] = {}
    for number, each in enumerate(found, first):
        entry = {"id": f"{id_}-{number}", **each.fields} | ({"owners": owners} if owners else {})
        entry |= _measured(plan, entry, each)
        lists.setdefault(each.plural, []).append(entry)
    plan.candidates += len(found)
    return {"# 候选": Comment((_OFFER, *entries(lists)))} if found else {}


def _measured(plan: Plan, entry: dict[str, Any], each: Candidate) -> dict[str, Any]:
    """The indicator of a target, which goes into the plan."""
    if not each.name:
        return {}
    known = {indicator["name"] for indicator in plan.indicators}
    indicator: dict[str, Any] = {
        "id": str(entry["id"]).lower(),
        "name": each.name if each.name not in known else f"{each.name}（{entry['id']}）",
        "unit": each.unit,
        "accumulation": "period" if "each" in entry else "cumulative",
    }
    if each.unit == "%" and each.name.endswith(_RATES):
        indicator["rate"] = True
    plan.indicators.append(indicator)
    return {"indicator": indicator["id"], "evidence": [FIGURES]}


_RATES = ("率", "比例", "占比", "比重", "面", "进度", "程度")
"""What is a part of a whole, so that both are filed; other shares (增长8%) are filed as they are."""

_OFFER = "候选：按原文拟出，核对后去掉 #；只由其中几个单位负责的，补上 owners。"


def _overlap(text: str, one: str, other: str) -> bool:
    """Whether two of its phrases share words where they stand."""
    at, there = text.find(one), text.find(other)
    return min(at, there) >= 0 and at < there + len(other) and there < at + len(one)


def _responsible(plan: Plan, id_: str, clause: Clause) -> dict[str, Any]:
    if clause.quote:
        return {
            "responsible": _parties(plan, clause),
            "responsible_quote": clause.quote,
        }
    if clause.lists:
        ids = [n for each in clause.lists for _, names, _ in plan.cast.named(each) for n in names]
        question = "本条有几处责任单位，各管哪一句？"
        default = "写到的单位都负责本条"
        asked = plan.ask([id_], clause.title, question, default)
        return {"responsible": list(dict.fromkeys(ids)), "questions": [asked]}
    who, default = (OFFICE, "暂由发文单位负责")
    if clause in plan.outline.requirements or plan.clause_of(plan.due.quote) == id_:
        who, default = (EVERYONE, "暂由通知所列全部单位负责")
    asked = plan.ask([id_], clause.title, "本条没有写责任单位，由谁负责？", default)
    return {"responsible": [who], "questions": [asked]}


def _parties(plan: Plan, clause: Clause) -> list[Any]:
    """The ids in a list, by role where the notice has more than one: as it says, or by its columns."""
    named = [(role, names) for role, names, _ in plan.cast.named(clause.quote)]
    if len(clause.roles) > 1:
        cells = zip(clause.roles, clause.quote.split(BORDER), strict=False)
        told = [(head, plan.cast.named(cell)) for head, cell in cells]
        named = [
            (head, [n for _, names, _ in parts for n in names]) for head, parts in told if parts
        ]
    if len({role for role, _ in named}) < 2:
        return list(dict.fromkeys(name for _, names in named for name in names))
    parties: list[Any] = []
    for role, names in named:
        parties += [{"role": role, "units": names}] if role else names
    return parties


def _filing(plan: Plan, id_: str, owners: list[str]) -> dict[str, Any]:
    """The requirement to file, where it stands in this clause."""
    when = plan.due
    if plan.clause_of(when.quote) != id_ or plan.provision:
        return {}
    plan.provision = f"{id_}-1"
    report: dict[str, Any] = {
        "id": plan.provision,
        "title": "报送进展",
        "quote": when.quote,
        "basis": "notice",
        "every": when.every,
    }
    if when.every != "week" and f"{when.day}日" in squeeze(when.quote):
        report["day"] = when.day
    if owners:
        report["owners"] = owners
    return {"cadences": [report]}
