"""Days, periods and rhythms that a provision claims the notice to say."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from ...calendar import Every, last_day
from ...problems import Problem
from ...wording import join
from ...words.expression import late
from ..model import Cadence, Target, flat
from ..source import At
from ..spelt import Days, day_numbers, read_days, rhythms
from . import amounts
from .claim import Claim

_CALLED = {
    **{f"Q{n}": f"[第]?[{'一二三四'[n - 1]}{n}]季度" for n in range(1, 5)},
    "H1": "上半年",
    "H2": "下半年",
    **{f"{n:02}": f"(?<![0-9]){n}月" for n in range(1, 13)},
}
"""How a text calls a period, by the end of its id."""


_BY_WHEN = late(r"年底前|年底之前|(?<![0-9])[0-9]{1,2}月底?前")
_OF_MONTH = late(r"(?<![0-9])([0-9]{1,2})月")


def checkpoints(claim: Claim, target: Target) -> Iterator[Problem]:
    """Each date is quoted."""
    key = "milestones" if target.milestones else "checkpoints"
    for index, day in enumerate(target.on_the_way):
        where = (key, index, "date")
        if day not in claim.days:
            yield from _on(claim, where, day, list(read_days(claim.said, claim.year)))


def due(claim: Claim, due: date | None, *, dated: bool) -> Iterator[Problem]:
    """A day by which something is due: one that the quote says, or else the words around it.

    The end of the plan's year needs no words where none say when.
    """
    if due is None:
        bound = _BY_WHEN.search(claim.said)
        if bound and dated and not claim.days:
            yield claim.wrong((), f"引文写了期限“{bound[0]}”，这里没有写 due", "请补上 due。")
        return
    if due in claim.days:
        return
    every = (_deadlines(words, claim.year) for words in (claim.said, claim.near, claim.text))
    found = next((days for days in every if days), [])
    if found or (due.month, due.day) != (12, 31):
        yield from _on(claim, ("due",), due, found)


def _deadlines(words: str, year: int) -> list[Days]:
    """What words say of when something is due; 全年 and 当年 only where nothing says it closer."""
    found = [days for days in read_days(words, year) if not (days.lasts or days.again)]
    return [days for days in found if days.by or days.months] or found


def _on(claim: Claim, where: At, day: date, found: list[Days]) -> Iterator[Problem]:
    """One of the days found is the day, or the end of some month that it ends as well."""
    if any(days.says(day) or (days.of_month and days.says(day) is None) for days in found):
        return
    left = next((days for days in found if not days.days and not days.of_month), None)
    named = [days for days in found if day.month in days.months]
    last = day.replace(day=monthrange(day.year, day.month)[1])
    if named and day != last and last in named[0].days:
        message = f"原文只写到{day.month}月，{day} 不是月末"
        yield claim.wrong(where, message, f"月末是 {last}。")
    elif any(days.text.startswith("年") for days in found) and not left:
        yield claim.wrong(where, f"原文写的是年底，{day} 不是年底", "年底是 12-31。")
    elif left and not any(days.says(day) is False for days in found):
        message = f"原文的“{left.text}”没有写明是哪一天"
        yield claim.wrong(where, message, f'请写明读作哪一天，如 reads: {{"{left.text}": {day}}}。')
    elif found:
        said = join(f"“{days.text}”" for days in found)
        yield claim.wrong(where, f"原文写的是{said}，与 {day} 不合")
    else:
        yield claim.missing(where)


def periods(claim: Claim, target: Target) -> Iterator[Problem]:
    """Each period that has a number of its own is named, and so is the number."""
    for name, value in target.periods.items():
        if not re.search(_CALLED.get(name[5:], ""), claim.said) and _ends(name) not in claim.days:
            yield claim.wrong(("periods", name), f"引文中没有与“{name}”对应的字样")
        yield from amounts.said(claim, ("periods", name), value)


def _ends(name: str) -> date | None:
    """The last day of a period by its id; None for what is none, which is told elsewhere."""
    try:
        return last_day(name)
    except ValueError:
        return None


def rhythm(claim: Claim, key: str, every: Every | None) -> Iterator[Problem]:
    """The quote names the rhythm."""
    if every and every not in rhythms(claim.said):
        yield claim.missing((key,))


def recurrence(claim: Claim, cadence: Cadence) -> Iterator[Problem]:
    """The months and the day are those of the quote, and none is left out."""
    named = {month for days in read_days(claim.said, claim.year) for month in days.months}
    for index, month in enumerate(cadence.months):
        if month not in named and not claim.reads(month):
            yield claim.missing(("months", index))
    left = {int(month) for month in _OF_MONTH.findall(claim.said)} - set(cadence.months)
    if cadence.months and left:
        message = f"引文中还有{'、'.join(f'{month}月' for month in sorted(left))}"
        yield claim.wrong(("months",), message, "请补上。")
    day = cadence.day
    if day is not None and day not in day_numbers(claim.said) and not claim.reads(day):
        yield claim.missing(("day",))
    by_day = re.search(r"(?<![0-9月])([0-9]{1,2})日[前内]", claim.said)
    if cadence.every and by_day and day is None:
        yield claim.wrong((), f"引文写了“{by_day[0]}”，这里没有写 day", "请补上 day。")
    if cadence.unspecified is not None:
        yield from claim.needs(("unspecified",), re.escape(flat(cadence.unspecified)))
