"""What states are called and by which shape they are known, wherever they are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .verdict import State, Verdict, gravest


@dataclass(frozen=True, slots=True)
class Label:
    """``css`` is the class in the style sheet that gives the colour."""

    shape: str
    word: str
    css: str
    meaning: str


LABELS: dict[State, Label] = {
    State.MET: Label("●", "已达到", "met", "要求的数量或时间已经达到。"),
    State.ON_TRACK: Label("◐", "进度正常", "on_track", "目前达到要求，期限还没有到。"),
    State.BEHIND: Label("■", "滞后", "behind", "节点已过，或者按最近的数，没有达到要求。"),
    State.OVERDUE: Label("■", "逾期", "overdue", "期限已过，没有完成或迟于期限完成。"),
    State.MISSING_REPORT: Label("✕", "未报送", "missing_report", "期限已过，没有收到所需的报送。"),
    State.AT_RISK: Label("▲", "预警", "at_risk", "节点临近或慢于节点之间的进度，目前还差。"),
    State.NOT_DUE: Label("○", "未到期", "not_due", "节点或期限还没有到，尚未达到要求。"),
    State.INFORMATIONAL: Label("·", "供参考", "informational", "不作判定，只供参考。"),
    State.ATTESTED: Label("□", "已陈述", "attested", "没有数量要求，单位已报送文字进展。"),
    State.CANNOT_JUDGE: Label(
        "？", "不能判定", "cannot_judge", "缺少数据、目标值或规则，不能判定。"
    ),
    State.DEPENDS_ON_DEFINITION: Label(
        "◇", "口径待定", "depends_on_definition", "不同口径结果不同，口径确定前不作结论。"
    ),
    State.FOR_DECISION: Label("△", "提请研究", "for_decision", "由人决定的事项，系统只提供依据。"),
}
"""Every state, in the order in which a legend shows them."""


def word(verdict: Verdict) -> str:
    """What the state of a verdict is called: by the verdict's own word, else by the usual one."""
    return verdict.word or LABELS[verdict.state].word


def common(verdicts: Iterable[Verdict]) -> tuple[State | None, str]:
    """How some verdicts stand together: the gravest state, and what it is called where all that
    stand so have one word for it."""
    every = tuple(verdicts)
    state = gravest(verdict.state for verdict in every)
    words = {verdict.word for verdict in every if verdict.state == state}
    return state, words.pop() if len(words) == 1 else ""
