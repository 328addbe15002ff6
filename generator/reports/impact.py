"""``taizhang impact``: which verdicts turn between two revisions, or two days."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rich.console import Group, RenderableType
from rich.text import Text

from generator.judging import Results, State, Verdict
from generator.pages.states import GREEN, LABELS


@dataclass(frozen=True, slots=True)
class Turn:
    """What binds on a subject before and after; None where nothing did, or does any more."""

    before: Verdict | None
    after: Verdict | None

    @property
    def id(self) -> str:
        verdict = self.after or self.before
        assert verdict is not None
        return verdict.id

    @property
    def kind(self) -> str:
        """better, worse, other (the state turned), figure (only the number moved), new, gone."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        was, now = self.before.state, self.after.state
        if was == now:
            return "figure"
        if (was in GREEN) != (now in GREEN):
            return "better" if now in GREEN else "worse"
        return "other"


_SHOWN = 40
"""So many turns of a kind are told; a reviewer reads no more."""

_HEADINGS = {
    "worse": "变差",
    "better": "变好",
    "other": "状态改变",
    "new": "新增的判定",
    "gone": "不再有的判定",
    "figure": "状态不变，数字有变",
}


def turns(before: Results, after: Results) -> list[Turn]:
    """Every subject of every rule on which what binds is not as it was: state, value or threshold.

    A binding verdict may be on another stage than before. Words alone make no turn, nor does a figure
    that moves by less than its words show.
    """
    old, new = _binding(before), _binding(after)
    every = [Turn(old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old))]
    return [turn for turn in every if _differs(turn)]


_Key: TypeAlias = tuple[str, str | None, str | None, str | None]


def _binding(results: Results) -> dict[_Key, Verdict]:
    return {
        (verdict.provision, verdict.rule, verdict.subject, verdict.item): verdict
        for verdict in results.verdicts
        if verdict.binding
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


def as_json(found: Sequence[Turn]) -> str:
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


def _differs(turn: Turn) -> bool:
    if turn.before is None or turn.after is None:
        return True
    was, now = turn.before, turn.after
    moved = (was.value, was.threshold) != (now.value, now.threshold)
    return was.state != now.state or (moved and was.sentence != now.sentence)


def _sum(found: Sequence[Turn]) -> str:
    counts = {kind: sum(turn.kind == kind for turn in found) for kind in _HEADINGS}
    return "，".join(f"{_HEADINGS[kind]} {number} 项" for kind, number in counts.items() if number)


def _told(turn: Turn) -> str:
    if turn.before is None or turn.after is None:
        only = turn.after or turn.before
        assert only is not None
        return f"  {turn.id}  {_word(only.state)}\n      {only.sentence}"
    was, now = _word(turn.before.state), _word(turn.after.state)
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


def _word(state: State) -> str:
    return f"{LABELS[state].shape}{LABELS[state].word}"
