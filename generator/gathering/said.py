"""What is said of gathered places, once for the pages, the terminal and the summary of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .. import wording
from ..catalogue.model.terms import EDITIONS
from ..pages.summary import Filing, Summary, Use
from ..pages.values import Badge, Line, Value, joined
from ..words.states import ATTENTION, GRAVITY, State, listed
from .gathered import Entry, Gathered

LACKING = Badge(State.MISSING_REPORT, "缺")
"""What stands in the place of figures that could not be had."""

TWICE = Badge(State.INFORMATIONAL, "已在别处计入")
"""And of those that count elsewhere already."""

_OUT: Mapping[Use, str] = {
    "unfit": "{}处的结果用不上",
    "apart": "{}处是别的年度的",
    "twice": "{}处已在别处计入",
}

_CHECKED = {
    "manifest": "数字与清单一致",
    "sum": "数字与校验和一致",
    "nothing": "没有核对",
}


def headline(gathered: Gathered) -> str:
    """What is missing, then how many of the places that count have what falls short."""
    every, used = len(gathered.entries), len(gathered.used)
    uses = Counter(entry.use for entry in gathered.entries)
    out = [words.format(uses[use]) for use, words in _OUT.items() if uses[use]]
    told = [f"{every}处中{'、'.join(out)}"] if out else []
    failed = sum(any(s.duties.get(state) for state in ATTENTION) for _, s in gathered.used)
    count = sum(gathered.duties.get(state, 0) for state in ATTENTION)
    whose = f"{'计入的' if out else ''}{used}处"
    what = f"{listed(ATTENTION, '或')}的任务要求"
    if not failed:
        told.append(f"{whose}没有{what}")
    elif failed < used:
        told.append(f"{whose}中{failed}处有{what}，共{count}条")
    else:
        told.append(f"{whose}{'都' if used > 1 else ''}有{what}，共{count}条")
    return "；".join(told)


def urgent(gathered: Gathered) -> str:
    """How much is short of what counts, and that it is not all where anything is missing."""
    found = [matter for _, matter in gathered.matters]
    failed = sum(matter.state in ATTENTION for matter in found)
    told = [f"{listed(ATTENTION)}共{failed}项"] if failed else []
    at_risk = len(found) - failed
    told += [f"{State.AT_RISK.word}{at_risk}项"] if at_risk else []
    if gathered.lacking:
        told.append(f"用不上的{gathered.lacking}处不在其中")
    return "，".join(told)


def counts(found: Mapping[State, int], lacking: int = 0) -> Line:
    """How many stand in each state, the gravest first; before all how many places are missing."""
    told: list[Value] = [Badge(LACKING.state, f"缺 {lacking}处")] if lacking else []
    told += [Badge(state, f"{state.word} {number}") for state, number in found.items()]
    return joined(told, " ")


def data_note(gathered: Gathered) -> str:
    """What is to be known of the data of some places, with their names where it is not said of all."""
    found: dict[str, list[str]] = {}
    for entry, summary in gathered.shown:
        if summary.data_note:
            found.setdefault(summary.data_note, []).append(entry.root.name)
    return "；".join(
        note if len(names) == len(gathered.shown) else f"{note}（{'、'.join(names)}）"
        for note, names in found.items()
    )


def filing(told: Filing | None) -> Line:
    """The last filing and what came of it."""
    if told is None:
        return ()
    stands = [Badge(each.state, f"{each.word} {each.count}") for each in told.stands]
    return (told.term, " ", *joined(stands, " "))


def version(entry: Entry) -> str:
    """Which version of a place was taken."""
    if entry.copy is None:
        return ""
    return entry.copy.title or "未按版本发布"


def checked(entry: Entry) -> str:
    """What its summary was held against, and what of the version is not as it should be."""
    if entry.copy is None:
        return ""
    told = _CHECKED[entry.copy.checked]
    spoilt = entry.copy.checked == "manifest" and entry.copy.problems
    return f"{told}，别的文件有不符的" if spoilt else told


def when(gathered: Gathered) -> str:
    """The edition, the plan year, the days on which it was judged, and how many places there are."""
    days = sorted({summary.as_of for _, summary in gathered.used})
    first, last = wording.day(days[0]), wording.day(days[-1])
    day = first if first == last else f"{first}至{last}"
    used = len(gathered.used)
    number = f"{len(gathered.entries)}处" + (
        f"，计入{used}处" if used < len(gathered.entries) else ""
    )
    return f"{EDITIONS[gathered.gather.edition]} · {gathered.year}年度 · 判定日期{day} · {number}"


def line(entry: Entry, summary: Summary) -> str:
    """A place in a line, for the terminal."""
    found = "、".join(
        f"{state.word}{number}" for state in GRAVITY if (number := summary.duties.get(state))
    )
    lacking = f"，下级缺{entry.lacking}处" if entry.lacking else ""
    apart = "，不计入合计" if entry.use == "apart" else ""
    day = wording.day(summary.as_of)
    total = sum(summary.duties.values())
    return f"{entry.root.name}：{version(entry)}，{day}，{total}条任务要求：{found}{lacking}{apart}"
