"""A branch told to its author and to the reviewer: the comment, and the data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..markdown import code, literal
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
    parts += _turns(review)
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
    told["turns"] = list(review.turns)
    return json.dumps(told, ensure_ascii=False, indent=2)


def _came(review: Review) -> Iterator[str]:
    if not review.arrivals:
        return
    yield "| 单位 | 期次 | 报表 | 文件 | 内容 | 时间 |"
    yield "|---|---|---|---|---|---|"
    for each in review.arrivals:
        told = "零报告" if each.zero else f"{each.rows} 行"
        cells = [literal(each.unit), str(each.period), literal(each.form), code(each.path)]
        yield f"| {' | '.join(cells)} | {told} | {_time(each)} |"
    yield ""


def _time(arrival: Arrival) -> str:
    if arrival.corrects:
        return "更正"
    return f"迟报 {arrival.days_late} 天" if arrival.days_late else "按时"


def _missing(review: Review) -> Iterator[str]:
    for unit, period, names in review.missing:
        yield f"- {literal(unit)} {period} 还缺：{literal('、'.join(names))}"
    if review.missing:
        yield ""


def _turns(review: Review) -> Iterator[str]:
    if not review.turns:
        return
    first, *rest = review.turns
    yield f"**合并后的判定**：{literal(first)}"
    if rest:
        yield ""
        yield "<details><summary>逐项</summary>"
        yield ""
        yield from (f"- {literal(line)}" for line in rest)
        yield ""
        yield "</details>"
