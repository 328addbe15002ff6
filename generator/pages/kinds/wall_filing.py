"""The calendar of filings: who filed in time, and what was corrected."""

from __future__ import annotations

from ...calendar import Month, Term
from ...judging.verdict import Verdict, common
from ..months import WallRow, WallView, leading, wall
from ..named import unit_link
from ..page import Page, alone
from ..site import Site
from ..values import Badge, Line, Mark, Place, Raised


def view(site: Site) -> WallView:
    """Units by month: whether what each owed was in on time, and what was corrected."""
    catalogue, case = site.catalogue, site.results.case
    found: dict[tuple[str, Month], list[Verdict]] = {}
    for verdict in site.on_filing:
        if verdict.subject and verdict.month and case.closed(verdict.month):
            found.setdefault((verdict.subject, verdict.month.month), []).append(verdict)
    rows = []
    for unit in catalogue.filers():
        cells = []
        for month in case.months:
            told = found.get((unit.id, month), [])
            state, own = common(told)
            shown: Line = ()
            if state:
                again = sum(_corrections(site, unit.id, v.month) for v in told if v.month)
                words = f"{unit.name} {month}{f'，更正 {again} 次' if again else ''}"
                sign = Mark(state, words, own)
                shown = (sign, Raised(again)) if again else (sign,)
            cells.append(leading(shown, Place("unit", unit.id, "filing")))
        terms = site.on_filing_of.get(unit.id, {}).values()
        mine = [verdict for of_term in terms for verdict in of_term if verdict.binding]
        now = Badge(*common(mine[-1:]))
        rows.append(WallRow(unit_link(site, unit.id), cells, now))
    return wall(
        site,
        "报送单位",
        "各单位每期是否按时报齐，右上角的数字是更正的次数。",
        "报送单位（行）与期次（列）",
        rows,
    )


def _corrections(site: Site, unit: str, month: Term) -> int:
    case = site.results.case
    forms = site.catalogue.units[unit].files
    versions = (case.ledger.versions((month, unit, form), case.as_of) for form in forms)
    return sum(max(0, len(known) - 1) for known in versions)


PAGE = Page("wall/filing", alone("报送日历", view), section="挂图作战", rank=43, template="wall")
