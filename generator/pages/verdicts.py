"""A verdict in words, numbers and links, as every table shows it."""

from __future__ import annotations

from functools import partial

from .. import wording
from ..frozen import dataclass
from ..judging.verdict import Settled, Verdict
from ..words.states import State
from . import values
from .beside import beside
from .computation import anchor, computation
from .named import cells, computed_at, provision_link, question_links, subject_link
from .site import Site, open_questions
from .values import Badge, Line, Link, Outline, Place, Quantity

_SHOWN = 40
"""So many parts of a step are shown; all of them are in results.json and in ``explain``."""


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict in words, numbers and links."""

    verdict: Verdict
    subject: Link | str
    provision: Link
    badge: Badge
    value: Quantity | None
    threshold: Quantity | None
    gap: str
    next: str
    anchor: str
    computed: Outline | None
    explained: Place | None
    questions: Line
    exceptions: Line


def verdict_row(site: Site, verdict: Verdict, next_step: str, *, whole: bool = False) -> VerdictRow:
    """A verdict as a table shows it: with the whole computation, or the address at which it is."""
    value, threshold = compared(verdict)
    computed = computation(verdict, partial(cells, site), _SHOWN) if whole else None
    return VerdictRow(
        verdict=verdict,
        subject=subject_link(site, verdict.subject),
        provision=provision_link(site, site.catalogue.provisions[verdict.provision]),
        badge=Badge(verdict.state, verdict.word),
        value=value,
        threshold=threshold,
        gap=gap(verdict),
        next=next_step,
        anchor=anchor(verdict) if whole else "",
        computed=computed if computed and computed.items else None,
        explained=computed_at(verdict) if verdict.rule and not whole else None,
        questions=question_links(open_questions(site, verdict.questions)),
        exceptions=beside(site.catalogue, verdict),
    )


def compared(verdict: Settled) -> tuple[Quantity | None, Quantity | None]:
    """What was found and what is asked for, as exactly as the comparison needs."""
    return values.compared(verdict.value, verdict.threshold, verdict.unit, low=verdict.low)


def gap(verdict: Verdict) -> str:
    """What lies between value and threshold, in words; nothing once it is reached."""
    found = gap_between(verdict)
    return found.spelt if found else ""


def gap_between(verdict: Verdict) -> wording.Gap | None:
    """The same as a number with the word for its direction."""
    reached = verdict.state in (State.MET, State.ON_TRACK, State.INFORMATIONAL)
    # Of what was not filed only an earlier figure is known: how far that one was says nothing of now.
    earlier = verdict.state == State.MISSING_REPORT and not verdict.month
    if verdict.gap is None or reached or earlier:
        return None
    if verdict.value is None or verdict.threshold is None:
        return wording.gap_between(-verdict.gap, 0, verdict.unit)
    return wording.gap_between(verdict.value, verdict.threshold, verdict.unit, low=verdict.low)
