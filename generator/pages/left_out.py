"""Filings that lie there with errors and do not count: which ones, what is wrong, and what to do."""

from __future__ import annotations

from .. import wording
from ..frozen import dataclass
from ..ledger import Filing, LeftOut
from ..problems import Problem, alike
from ..words.states import State
from . import editing
from .named import code_link, unit_link
from .site import Site
from .values import Link

_SHOWN = 10
"""So many findings of a filing are told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``place`` is where in the file, '' for the whole of it; ``code`` leads to why it is looked at."""

    place: Link | str
    message: str
    hint: str
    code: Link


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """``instead`` is what counts in its place."""

    unit: Link | str
    filing: str
    file: str
    instead: str
    findings: list[Finding]
    more: int


def rows(site: Site, unit: str | None = None) -> list[LeftOutRow]:
    """Of everyone, or of a unit, in the order of months and files."""
    return [_row(site, each) for each in site.left_out if unit in (None, each.unit)]


def beside(site: Site, filing: Filing) -> str:
    """What to say of a filing that counts while another version of it does not."""
    own = [each for each in site.left_out if (each.period, each.unit, each.form) == filing.key]
    told = [(_place(problem, 1), problem) for each in own for problem in each.problems[:1]]
    return "；".join(f"另有一份有误：{place}{problem.message}" for place, problem in told)


def _row(site: Site, each: LeftOut) -> LeftOutRow:
    form = site.catalogue.forms.get(each.form or "")
    period = each.period.label if each.period else ""
    groups = alike(each.problems)
    return LeftOutRow(
        unit=unit_link(site, each.unit) if each.unit else "单位不明",
        filing=period + (f"“{form.name}”" if form else ""),
        file=each.path,
        instead=_instead(site, each),
        findings=[_finding(site, each, own[0], len(own)) for own in groups[:_SHOWN]],
        more=max(0, len(groups) - _SHOWN),
    )


def _instead(site: Site, each: LeftOut) -> str:
    if each.period is None or each.unit is None or each.form is None:
        return "没有可以采用的内容"
    case = site.results.case
    counts = case.ledger.current((each.period, each.unit, each.form), case.as_of)
    if counts is None:
        return f"按{State.MISSING_REPORT.word}处理"
    at = counts.received_at
    return f"沿用{wording.day(at.date())}收到的版本" if at else "沿用以前的版本"


def _finding(site: Site, filing: LeftOut, problem: Problem, count: int) -> Finding:
    place = _place(problem, count)
    forge = editing.shown(site, filing.path, problem.line)
    return Finding(
        place=Link(place, forge) if forge and place else place,
        message=problem.message,
        hint=problem.hint,
        code=code_link(problem.code),
    )


def _place(problem: Problem, count: int) -> str:
    """Where in the file it is, with a colon; '' for the whole of it."""
    line = f"第{problem.line}行" if problem.line else ""
    cell = f"单元格 {problem.cell}" if problem.cell else line
    where = f"{problem.sheet}!{cell}" if problem.sheet and cell else cell
    others = f"等{count}处" if count > 1 else ""
    named = f"“{problem.field}”列" if problem.cell and problem.field else ""
    place = f"{where}{others}{named}"
    return f"{place}：" if place else ""
