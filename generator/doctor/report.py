"""What was found, for a terminal and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .finding import Finding, State
from .look import Outcome


def as_text(outcomes: Sequence[Outcome], *, all_: bool) -> str:
    """Group by group; what is sound on one line, unless all is asked for; the sum at the end."""
    lines: list[str] = []
    for title in dict.fromkeys(each.group for each in outcomes):
        own = [each for each in outcomes if each.group == title]
        lines += ["", title, *_told(own, all_)]
    return "\n".join([*lines[1:], "", _sum(outcomes)])


def _told(own: Sequence[Outcome], all_: bool) -> Iterator[str]:
    """Looks of which the same is said are told together."""
    same: dict[Finding, list[str]] = {}
    for each in own:
        if each.state is not State.SOUND or all_:
            for finding in each.findings:
                same.setdefault(finding, []).append(each.look.title)
    for finding, titles in same.items():
        said = f"：{finding.said}" if finding.said else ""
        yield f"  {finding.state.shape} {finding.state.word}　{'、'.join(titles)}{said}"
        if finding.to_do:
            yield f"      → {finding.to_do}"
    quiet = [each.look.title for each in own if each.state is State.SOUND]
    if quiet and not all_:
        yield f"  {State.SOUND.shape} {State.SOUND.word}　{'、'.join(quiet)}"


def _sum(outcomes: Iterable[Outcome]) -> str:
    counts = Counter(each.state for each in outcomes)
    told = [f"{counts[state]} 项{state.word}" for state in State if counts[state]]
    words = "，".join(told) if told else "没有可看的"
    if counts[State.WRONG]:
        return f"{words}。有不行的，请在上线前照“→”改好，再运行一次。"
    if counts[State.UNSEEN]:
        return f"{words}。看到的都行；没能看到的不等于没有问题。"
    return f"{words}。"


def as_json(outcomes: Sequence[Outcome]) -> str:
    """One object: ``ok`` unless something will not work, ``looks`` in order, ``counts`` by state."""
    counts = Counter(each.state for each in outcomes)
    told = [
        {
            "group": each.group,
            "id": each.look.id,
            "title": each.look.title,
            "state": each.state,
            "findings": [
                {"state": one.state, "said": one.said, "to_do": one.to_do} for one in each.findings
            ],
        }
        for each in outcomes
    ]
    whole = {
        "ok": not counts[State.WRONG],
        "looks": told,
        "counts": {state.value: counts[state] for state in State},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
