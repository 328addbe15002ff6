"""A figure taken apart, such as funds by level: what each part comes to, in the order in which it is declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..frozen import dataclass
from ..judging.verdict import Step, Verdict
from . import values
from .drawings import Progress, Tick
from .named import subject_link
from .site import Site
from .values import Line, Link
from .verdicts import compared


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A bar and a value for each part of each body; ``name`` is the reading that takes it apart."""

    name: str
    parts: list[str]
    rows: list[tuple[Link | str, list[Line]]]


def breakdown(site: Site, now: Mapping[str | None, Verdict]) -> Breakdown | None:
    """The first reading by which the figure is computed part by part, as far as bodies have one; ``now`` is
    the newest verdict of each."""
    taken = {
        subject: step
        for subject, verdict in now.items()
        if (step := next((s for s in verdict.steps if _apart(s, verdict)), None))
    }
    if not taken:
        return None
    seen = dict.fromkeys(part.says for step in taken.values() for part in step.steps)
    parts = _declared_order(site, list(seen))
    numbers = [part.value or 0 for step in taken.values() for part in step.steps]
    numbers += [now[subject].threshold or 0 for subject in taken]
    whole = max(numbers)
    if next(iter(now.values())).unit == "%" and whole <= 100:
        whole = 100
    rows = []
    for subject, step in taken.items():
        found = {part.says: part.value for part in step.steps}
        cells = [_bar(now[subject], part, found.get(part), whole) for part in parts]
        rows.append((subject_link(site, subject), cells))
    return Breakdown(next(iter(taken.values())).says, parts, rows)


def _apart(step: Step, verdict: Verdict) -> bool:
    """Whether the parts of a step are figures like the verdict's own, from what was filed."""
    return len(step.steps) > 1 and all(
        part.unit == verdict.unit and part.value is not None and any(part.every_cell())
        for part in step.steps
    )


def _bar(verdict: Verdict, part: str, value: float | None, whole: float) -> Line:
    told, _ = values.compared(value, verdict.threshold, verdict.unit)
    if told is None:
        return ()
    _, asked = compared(verdict)
    title = f"{part} {told.spelt}" + (f"，要求 {asked.spelt}" if asked else "")
    ticks = () if verdict.threshold is None else (Tick(verdict.threshold, binds=True),)
    return (Progress(title, told.value, whole, ticks), told)


def _declared_order(site: Site, parts: Sequence[str]) -> list[str]:
    """Parts in the order of the choices that they are, where they are choices of a column."""
    for form in site.catalogue.forms.values():
        for column in form.columns:
            options = [option.value for option in column.values]
            if set(parts) <= set(options):
                return [option for option in options if option in parts]
    return list(parts)
