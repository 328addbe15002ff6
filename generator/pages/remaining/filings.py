"""What remains of the filings of a term: the forms that are missing, still to come, or came late."""

from __future__ import annotations

from collections.abc import Sequence

from ...judging.duty import Duty, duty_of
from ..named import form_link, unit_link
from ..nodes import Node
from ..site import Site
from ..values import Line, joined
from .view import Remaining


def of(site: Site, node: Node) -> Remaining | None:
    """Unit by unit, each form that is not in or was late; in the file all that are owed."""
    case, term = site.results.case, node.term
    assert term is not None
    rows: list[Line] = []
    sheet: list[tuple[str, ...]] = []
    for verdict in node.verdicts:
        if verdict.subject is None:
            continue
        duties = [
            duty_of(case, verdict.subject, term, f) for f in case.owed_by(verdict.subject, term)
        ]
        told = {
            "没有报": [d for d in duties if d.absent and d.over],
            "还没有报": [d for d in duties if d.absent and not d.over],
            "迟报": [d for d in duties if d.days_late()],
            "收到时间未登记": [d for d in duties if d.unregistered],
        }
        for how, which in told.items():
            if which:
                rows.append((unit_link(site, verdict.subject), how, _named(which)))
        name = site.catalogue.units[verdict.subject].name
        sheet += [_told(name, duty) for duty in duties]
    if not rows:
        return None
    return Remaining(
        note="没有报和迟报的表",
        columns=("单位", "情况", "报表"),
        rows=tuple(rows),
        header=("单位", "报表", "期限", "收到", "迟报天数", "更正次数"),
        sheet=tuple(sheet),
    )


def _named(duties: Sequence[Duty]) -> Line:
    return joined(form_link(duty.form) for duty in duties)


def _told(unit: str, duty: Duty) -> tuple[str, ...]:
    received = duty.received
    return (
        unit,
        duty.form.name,
        duty.last_day.isoformat(),
        f"{received:%Y-%m-%d %H:%M}" if received else "",
        str(duty.days_late() or ""),
        str(max(0, len(duty.versions) - 1) or ""),
    )
