"""How a state looks: a shape, a word and a colour class, so that it survives a black-and-white copy."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.judging.verdict import State


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
    State.BEHIND: Label("■", "滞后", "behind", "节点已过，未达到要求。"),
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


def badge(state: State | None) -> Markup:
    """The state as shape and word; a dash where there is none."""
    if state is None:
        return Markup("—")
    label = LABELS[state]
    return Markup(
        '<span class="state state-{}"><span aria-hidden="true">{}</span> {}</span>'
    ).format(label.css, label.shape, label.word)


def mark(state: State | None, title: str) -> Markup:
    """The state in a small square, its word for those who cannot see the shape."""
    if state is None:
        return Markup("")
    label = LABELS[state]
    return Markup(
        '<span class="state state-{0} state-small" title="{2}：{1}">{3}'
        '<span class="sr-only">{1}</span></span>'
    ).format(label.css, label.word, title, label.shape)
