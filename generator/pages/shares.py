"""What is asked of each unit by itself, side by side with how it stands, and all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..catalogue.model import Provision, Target
from ..catalogue.wholes import adds_up
from ..judging.rows import exact
from ..judging.verdict import Verdict
from .named import subject_link
from .site import Site
from .values import Badge, Line, Quantity
from .verdicts import compared, gap

COLUMNS = ("单位", "要求", "实际", "差距", "状态")


def shares(site: Site, provision: Provision, binding: Sequence[Verdict]) -> list[Line]:
    """A row for each unit in the order of the notice's units, then the total; [] where one number is
    asked of all."""
    if not isinstance(provision, Target) or not own_numbers(site, provision):
        return []
    own = [verdict for verdict in binding if verdict.subject is not None]
    rows = [_row(site, verdict) for verdict in own]
    total = _total(site, provision, own)
    return [*rows, total] if total else rows


def own_numbers(site: Site, provision: Provision) -> bool:
    """Whether units have numbers of their own, by a target or by the one that it is a part of."""
    share = provision.share_of if isinstance(provision, Target) else None
    of = {provision.id, share.target if share else ""}
    return any(target in of for target, _ in site.catalogue.assigned)


def _row(site: Site, verdict: Verdict) -> Line:
    value, asked = compared(verdict)
    badge = Badge(verdict.state, verdict.word)
    return (subject_link(site, verdict.subject), asked, value, gap(verdict), badge)


def _total(site: Site, target: Target, own: Sequence[Verdict]) -> Line:
    """The sums, as far as every unit has a number and all are for one time; of rates there are none."""
    if len(own) < 2 or len({v.stage for v in own}) > 1 or not adds_up(site.catalogue, target):
        return ()
    unit = own[0].unit
    asked = [verdict.threshold for verdict in own]
    found = [verdict.value for verdict in own]
    return ("合计", _sum(asked, unit, asked=True), _sum(found, unit), "", "")


def _sum(numbers: Sequence[float | None], unit: str, *, asked: bool = False) -> Quantity | None:
    known = [exact(number) for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    return Quantity(float(sum(known, Fraction(0))), unit, asked=asked)
