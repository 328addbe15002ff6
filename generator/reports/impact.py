"""``taizhang impact``: which verdicts turn between two revisions, or two days, and what was edited."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from rich.console import Group, RenderableType

from ..catalogue.edits import Edit
from ..frozen import dataclass
from ..judging.turns import Kind, Turn
from ..judging.verdict import TOGETHER, Verdict
from ..pages.render.terminal import Lines

_SHOWN = 40
"""So many turns of a kind are told; a reviewer reads no more."""

_HEADINGS: dict[Kind, str] = {
    "worse": "变差",
    "better": "变好",
    "other": "其他变化",
    "new": "新增的判定",
    "gone": "不再有的判定",
    "figure": "状态不变，数字有变",
}


def as_report(
    found: Sequence[Turn[Verdict]], edited: Sequence[Edit], between: str
) -> RenderableType:
    """The turns by kind, the worst first, then what was edited whether it turns any or not; what a
    reviewer reads."""
    parts: list[RenderableType] = []
    for heading, shown, count in _by_kind(found):
        parts += ["", Lines(f"{heading}（{count}）", style="bold")]
        parts += [Lines(_told(turn), hang=2) for turn in shown]
        if count > _SHOWN:
            parts.append(Lines(f"  另有 {count - _SHOWN} 项，用 --format json 看全部。"))
    if edited:
        parts += ["", Lines(f"规则和登记的改动（{len(edited)}）", style="bold")]
        parts += [Lines(_edit(each), hang=2) for each in edited[:_SHOWN]]
        if len(edited) > _SHOWN:
            parts.append(Lines(f"  另有 {len(edited) - _SHOWN} 处，用 --format json 看全部。"))
    return Group(Lines(f"{between}：{_sum(found)}。", style="bold" if found else ""), *parts)


def _edit(edit: Edit) -> str:
    place = " › ".join((*edit.entry, *filter(None, [".".join(edit.field)])))
    told = [f"{sign} {words}" for sign, words in (("-", edit.was), ("+", edit.now)) if words]
    return "\n".join([f"  {edit.file}  {place}", *(f"    {words}" for words in told)])


@dataclass(frozen=True, slots=True)
class Impact:
    """The turns for a comment: what they come to, the same by unit, and each in a line, the worst first."""

    sum: str
    units: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = ()


def as_impact(found: Sequence[Turn[Verdict]], names: Mapping[str, str]) -> Impact:
    """The turns in words; ``names`` are those of the units, in their order."""
    own: dict[str, list[Turn[Verdict]]] = {id_: [] for id_ in names}
    joint = [turn for turn in found if turn.newest.subject not in own]
    for turn in found:
        if turn.newest.subject in own:
            own[turn.newest.subject].append(turn)
    units = [(names[id_], _sum(turns)) for id_, turns in own.items() if turns]
    units += [(TOGETHER, _sum(joint))] if joint else []
    lines = []
    for heading, shown, count in _by_kind(found):
        lines += [f"{heading}：{turn.id} {_words(turn)}：{_change(turn)}" for turn in shown]
        if count > _SHOWN:
            lines.append(f"{heading}：另有 {count - _SHOWN} 项。")
    return Impact(f"{_sum(found)}。", units, lines)


def _change(turn: Turn[Verdict]) -> str:
    """How it stands now, and how it stood where that was said otherwise."""
    was = turn.before.sentence if turn.before and turn.after else ""
    now = turn.newest.sentence
    return f"{now}（原为：{was}）" if was not in ("", now) else now


def as_json(found: Sequence[Turn[Verdict]], edited: Sequence[Edit]) -> str:
    """The turns with what they were and are, and what was edited, for other programs."""
    told = [
        {
            "id": turn.id,
            "kind": turn.kind,
            "before": _brief(turn.before),
            "after": _brief(turn.after),
        }
        for turn in found
    ]
    data = {"turns": told, "edits": [asdict(edit) for edit in edited]}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _by_kind(found: Sequence[Turn[Verdict]]) -> Iterator[tuple[str, Sequence[Turn[Verdict]], int]]:
    """What each kind of turn is called, those that are shown, and how many there are; the worst first."""
    for kind, heading in _HEADINGS.items():
        if own := [turn for turn in found if turn.kind == kind]:
            yield heading, own[:_SHOWN], len(own)


def _sum(found: Sequence[Turn[Verdict]]) -> str:
    told = [f"{heading} {count} 项" for heading, _, count in _by_kind(found)]
    return "，".join(told) or "没有判定改变"


def _told(turn: Turn[Verdict]) -> str:
    if turn.before is None or turn.after is None:
        return f"  {turn.id}  {_words(turn)}\n      {turn.newest.sentence}"
    was, now = turn.before.sentence, turn.after.sentence
    return f"  {turn.id}  {_words(turn)}\n    - {was}\n    + {now}"


def _words(turn: Turn[Verdict]) -> str:
    """How it stood and stands, in states."""
    told = [f"{each.state.shape}{each.called}" for each in (turn.before, turn.after) if each]
    return " → ".join(dict.fromkeys(told))


def _brief(verdict: Verdict | None) -> dict[str, object] | None:
    if verdict is None:
        return None
    return {
        "state": verdict.state.value,
        "value": verdict.value,
        "threshold": verdict.threshold,
        "sentence": verdict.sentence,
    }
