"""What a notice calls the part that units have in a task, and which of these words lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

Standing: TypeAlias = Literal["leads", "answers", "supports"]
"""Who leads answers for the whole; who supports answers for nothing by itself."""

DOES: Mapping[str, Standing] = {
    "第一责任": "leads", "首要责任": "leads", "主要责任": "leads", "负总责": "leads", "总牵头": "leads",
    "牵头": "leads", "主责": "leads", "主办": "leads", "主管": "leads", "主抓": "leads", "领衔": "leads",
    "配合": "supports", "协办": "supports", "协助": "supports", "协同": "supports", "会同": "supports",
    "参与": "supports", "参加": "supports", "支持": "supports",
    "督办": "supports", "督导": "supports", "监督": "supports",
    "责任": "answers", "承办": "answers", "落实": "answers", "实施": "answers", "执行": "answers",
    "完成": "answers", "组织": "answers", "共同": "answers", "负责": "answers",
    "报送": "answers", "填报": "answers",
}  # fmt: skip
"""What a role's word says that its bearers do; of several in one word the first one here counts."""

BESIDE: Mapping[str, Standing] = {
    "成员": "supports", "相关": "supports", "有关": "supports", "协作": "supports", "指导": "supports",
    "支撑": "supports", "保障": "supports", "服务": "supports", "联系": "supports", "挂钩": "supports",
}  # fmt: skip
"""What is said of units only where 单位 or the like follows."""


def standing(role: str) -> Standing:
    """What those do whom a notice gives a role; a word that the tables do not have only answers."""
    every = {**DOES, **BESIDE}
    return next((every[word] for word in every if word in role), "answers")
