"""A branch told to its author and to the reviewer: the comment, and the data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ..calendar import Term
from ..markdown import literal, within
from ..problems import as_json
from ..reports.filed import changes_as_data, findings, spellings
from .review import Arrival, Review

MARK = "<!-- taizhang-review -->"
"""By this the comment of an earlier check is found, to be replaced."""


def as_markdown(review: Review) -> str:
    """The comment: what came, what is missing, what is wrong, what was normalised, what turns."""
    parts = [MARK, f"### 报送检查：{'可以合并' if review.sound else '不能合并，请按下面改正'}", ""]
    parts += _came(review)
    parts += _missing(review)
    parts += [*findings(review.problems), ""]
    parts += [*spellings(review.changes), ""]
    parts += _impact(review)
    return "\n".join(parts).rstrip() + "\n"


def as_data(review: Review) -> str:
    """Everything as one JSON object."""
    told = json.loads(as_json(review.problems, changes_as_data(review.changes)))
    told["arrivals"] = [
        {
            "unit": each.unit,
            "period": str(each.period),
            "form": each.form,
            "file": each.path,
            "rows": each.rows,
            "zero": each.zero,
            "corrects": each.corrects,
            "days_late": each.days_late,
        }
        for each in review.arrivals
    ]
    told["missing"] = [
        {"unit": unit, "period": str(period), "forms": list(names)}
        for unit, period, names in review.missing
    ]
    impact = review.impact
    told["turns"] = [impact.sum, *impact.lines] if impact else []
    told["turns_of_units"] = [
        {"unit": name, "turns": sum_} for name, sum_ in (impact.units if impact else ())
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _came(review: Review) -> Iterator[str]:
    if not review.arrivals:
        return
    yield "| 单位 | 期次 | 报表 | 文件 | 内容 | 时间 |"
    yield "|---|---|---|---|---|---|"
    rows, left = within(review.arrivals, _row, _ROOM)
    yield from rows
    yield ""
    if left:
        yield from (f"另有 {left} 份。", "")


def _row(each: Arrival) -> str:
    told = "零报告" if each.zero else f"{each.rows} 行"
    cells = [literal(each.unit), str(each.period), literal(each.form), literal(each.path)]
    return f"| {' | '.join(cells)} | {told} | {_time(each)} |"


def _time(arrival: Arrival) -> str:
    if arrival.corrects:
        return "更正"
    return f"迟报 {arrival.days_late} 天" if arrival.days_late else "按时"


def _missing(review: Review) -> Iterator[str]:
    shown, left = within(review.missing, _lacks, _ROOM)
    yield from shown
    if left:
        yield f"- 另有 {left} 项。"
    if review.missing:
        yield ""


def _lacks(missing: tuple[str, Term, Sequence[str]]) -> str:
    unit, period, names = missing
    return f"- {literal(unit)} {period} 还缺：{literal('、'.join(names))}"


def _impact(review: Review) -> Iterator[str]:
    if review.impact is None:
        return
    yield f"**合并后的判定**：{literal(review.impact.sum)}"
    yield from _folded("按单位", [f"{name}：{sum_}" for name, sum_ in review.impact.units])
    yield from _folded("逐项", review.impact.lines)


def _folded(title: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    shown, left = within(lines, lambda line: f"- {literal(line)}", _ROOM)
    yield from ("", f"<details><summary>{title}（{len(lines)}）</summary>", "")
    yield from shown
    if left:
        yield f"- 另有 {left} 项。"
    yield from ("", "</details>")


_ROOM = 6_000
"""So much room has each list; with the findings all of them come to less than a forge takes."""
