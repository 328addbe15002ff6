"""``units.yaml``: everyone whom the notice names."""

from __future__ import annotations

from typing import Any

from ...catalogue.model import squeeze
from ..cast import OFFICE, Group, Unit
from .plan import EVERYONE, Plan
from .spelt import document

_ABOUT = """责任单位，按通知中首次出现的顺序，由 taizhang init 列出。类别是按名称猜的，请核对。
编号用作报送文件夹的名字，开始报送以前可以改成好记的拼音（各处一起改）。账号请补上。"""


def units(plan: Plan) -> str:
    """The text of the file; the questions that it raises go into the plan."""
    cast = plan.cast
    groups = [_group(plan, group) for group in cast.groups]
    groups.append(
        {
            "id": EVERYONE,
            "name": "通知所列全部单位",
            "membership": "open",
            "members": plan.filers,
            "basis": "assumed",
            "note": "报送的单位；通知另有规定的，请改。",
        }
    )
    data = {
        "kinds": [{"id": id_, "name": name} for id_, name in cast.kinds.items()],
        "units": [_unit(unit) for unit in cast.units],
        "groups": groups,
    }
    return document("units", 0, _ABOUT, data)


def _unit(unit: Unit) -> dict[str, Any]:
    data: dict[str, Any] = {"id": unit.id, "kind": unit.kind, "name": unit.name}
    if unit.also:
        data["full_name"] = unit.also[0]
    if unit.also[1:]:
        data["aliases"] = [{"name": name} for name in unit.also[1:]]
    if unit.id == OFFICE:
        data |= {"accounts": ["office"], "maintains": True}
    return data


def _group(plan: Plan, group: Group) -> dict[str, Any]:
    own = [
        id_
        for id_, clause in plan.clauses.items()
        if any(group.id in names for _, names, _ in plan.cast.named(clause.quote))
        or any(group.id in names for each in clause.lists for _, names, _ in plan.cast.named(each))
    ]
    alone = group.members == (OFFICE,)
    default = "名单未列，暂由发文单位代为负责" if alone else "暂以通知点名的单位为限"
    asked = plan.ask(own, group.name, f"“{squeeze(group.name)}”是哪些单位？", default)
    return {
        "id": group.id,
        "name": squeeze(group.name),
        "membership": "open",
        "members": list(group.members),
        "basis": "assumed",
        "questions": [asked],
    }
