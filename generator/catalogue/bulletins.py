"""How papers are written: each told apart from the others, its signing noted where it counts, and states that
units can fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..problems import Problem
from .model import Bulletin, Bulletins, DatedRows, Form, Rule

if TYPE_CHECKING:
    from .placed import Places


def check(places: Places) -> Iterator[Problem]:
    """The faults of ``rules/bulletins.yaml``."""
    from .build import by_id  # with all that reads YAML: others ask which papers a rule counts
    from .unwritten import rules

    forms = by_id(places.every(Form))
    judged: dict[str, list[Rule]] = {}
    for rule in rules(places):
        judged.setdefault(rule.provision, []).append(rule)
    seen: dict[tuple[str, str], Bulletin] = {}
    for each in places.every(Bulletin):
        yield from _twice(places, each, seen)
        yield from _counting(places, each, judged, forms)
    for declared in places.every(Bulletins):
        yield from _states(places, declared, forms)


def _twice(
    places: Places, each: Bulletin, seen: dict[tuple[str, str], Bulletin]
) -> Iterator[Problem]:
    """Papers that could not be told apart: by their ids, or by their rhythm and for whom they are."""
    if seen.setdefault(("id", each.id), each) is not each:
        yield places.problem(
            "E522", each, ("id",), f"公文编号“{each.id}”重复", "请改成不同的编号。", value=each.id
        )
    first = seen.setdefault((each.every, each.whom), each)
    if first is not each:
        message = f"“{each.name}”与“{first.name}”周期相同，报给谁也相同"
        hint = "请用 for 写明各报给谁。"
        yield places.problem("E522", each, ("name",), message, hint, value=each.name)


def _counting(
    places: Places, each: Bulletin, judged: dict[str, list[Rule]], forms: dict[str, Form]
) -> Iterator[Problem]:
    """What a paper counts for is judged by rows with a day, and its number has a column there."""
    if not each.counts_as:
        return
    rows = counting(judged.get(each.counts_as, []))
    if rows is None:
        message = f"“{each.counts_as}”没有按日期计次的规则，登记了也不会计入"
        hint = "请改写由频次规则判定的事项，或在 rules/judging 为它写一条规则。"
        yield places.problem("E525", each, ("counts_as",), message, hint, value=each.counts_as)
        return
    form = forms.get(rows.form)
    if form and each.reference and each.reference not in {c.id for c in form.columns}:
        message = f"报表“{form.name}”没有“{each.reference}”这一列"
        columns = "、".join(c.id for c in form.columns)
        hint = f"可以写：{columns}。"
        yield places.problem("E524", each, ("reference",), message, hint, value=each.reference)


def counting(of: Iterable[Rule]) -> DatedRows | None:
    """The rows that rules count by their day, of the first of some rules that does; None where none does."""
    return next((rows for rule in of if (rows := rule.options.rows_by_day)), None)


def _states(places: Places, declared: Bulletins, forms: dict[str, Form]) -> Iterator[Problem]:
    if declared.quotes is None:
        return
    columns = (form.with_role("status") for form in forms.values())
    known = [value.value for column in columns if column for value in column.values]
    for at, state in enumerate(declared.quotes.states):
        if state not in known:
            message = f"没有报表可以填“{state}”这个状态"
            hint = f"可以写：{'、'.join(dict.fromkeys(known))}。"
            yield places.problem(
                "E525", declared.quotes, ("states", at), message, hint, value=state
            )
