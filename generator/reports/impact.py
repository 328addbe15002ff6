"""``taizhang impact``: which verdicts turn between two revisions, or two days."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ..judging.turns import Turn
from ..judging.verdict import Verdict

_SHOWN = 40
"""So many turns of a kind are told; a reviewer reads no more."""

_HEADINGS = {
    "worse": "变差",
    "better": "变好",
    "other": "其他变化",
    "new": "新增的判定",
    "gone": "不再有的判定",
    "figure": "状态不变，数字有变",
}


def as_report(found: Sequence[Turn], between: str) -> RenderableType:
    """The turns by kind, the worst first; what a reviewer reads."""
    if not found:
        return Text(f"{between}：没有判定改变。")
    parts: list[RenderableType] = [Text(f"{between}：{_sum(found)}。", style="bold")]
    for kind, heading in _HEADINGS.items():
        own = [turn for turn in found if turn.kind == kind]
        if own:
            parts.append(Text(f"\n{heading}（{len(own)}）", style="bold"))
            parts += [Text(_told(turn)) for turn in own[:_SHOWN]]
            if len(own) > _SHOWN:
                parts.append(Text(f"  另有 {len(own) - _SHOWN} 项，用 --format json 看全部。"))
    return Group(*parts)


def as_lines(found: Sequence[Turn]) -> list[str]:
    """The turns for a comment: what they come to, then each in a line, the worst first."""
    if not found:
        return ["没有判定改变。"]
    lines = [f"{_sum(found)}。"]
    for kind, heading in _HEADINGS.items():
        own = [turn for turn in found if turn.kind == kind]
        for turn in own[:_SHOWN]:
            verdict = turn.after or turn.before
            assert verdict is not None
            was = f"{_word(turn.before)} → " if turn.before and turn.after else ""
            lines.append(f"{heading}：{verdict.id} {was}{_word(verdict)}：{verdict.sentence}")
        if len(own) > _SHOWN:
            lines.append(f"{heading}：另有 {len(own) - _SHOWN} 项。")
    return lines


def as_json(found: Sequence[Turn]) -> str:
    """The turns with what they were and are, for other programs."""
    told = [
        {
            "id": turn.id,
            "kind": turn.kind,
            "before": _brief(turn.before),
            "after": _brief(turn.after),
        }
        for turn in found
    ]
    return json.dumps({"turns": told}, ensure_ascii=False, indent=1)


def _sum(found: Sequence[Turn]) -> str:
    counts = {kind: sum(turn.kind == kind for turn in found) for kind in _HEADINGS}
    return "，".join(f"{_HEADINGS[kind]} {number} 项" for kind, number in counts.items() if number)


def _told(turn: Turn) -> str:
    if turn.before is None or turn.after is None:
        only = turn.after or turn.before
        assert only is not None
        return f"  {turn.id}  {_word(only)}\n      {only.sentence}"
    was, now = _word(turn.before), _word(turn.after)
    states = now if was == now else f"{was} → {now}"
    return f"  {turn.id}  {states}\n    - {turn.before.sentence}\n    + {turn.after.sentence}"


def _brief(verdict: Verdict | None) -> dict[str, object] | None:
    if verdict is None:
        return None
    return {
        "state": verdict.state.value,
        "value": verdict.value,
        "threshold": verdict.threshold,
        "sentence": verdict.sentence,
    }


def _word(verdict: Verdict) -> str:
    return f"{verdict.state.shape}{verdict.called}"
