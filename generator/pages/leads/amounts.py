"""What is lacking in amounts: how much more of the numerator a rate wants, as its first reading has it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ... import wording
from ...catalogue.model import Indicator, Target
from ...frozen import dataclass
from ...judging.rows import exact
from ...judging.verdict import Step, Verdict
from ..site import Site

_PARTS = 2
"""A rate is made of what is reached and of the whole."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So much in a unit; ``deed`` says what is to be done, with a place for the amount."""

    value: Fraction
    unit: str
    deed: str

    @property
    def spelt(self) -> str:
        """As the office prints it, to the cent."""
        return wording.quantity(float(self.value), self.unit, wording.cents(self.unit))

    @property
    def to_do(self) -> str:
        """What is to be done yet."""
        return f"还须{self.deed.format(self.spelt)}"


def indicator(site: Site, verdict: Verdict) -> Indicator | None:
    """What is measured."""
    provision = site.catalogue.provisions[verdict.provision]
    name = provision.indicator if isinstance(provision, Target) else None
    return site.catalogue.indicators.get(name or "")


def lacking(site: Site, verdict: Verdict, threshold: float | None = None) -> Amount | None:
    """How much more is wanted, by the first reading, while the whole stays as it is; None where more of it
    makes the whole grow as well, where nobody said what is to be done, and of no amounts."""
    measured = indicator(site, verdict)
    asked = verdict.threshold if threshold is None else threshold
    if measured is None or measured.denominator is None or not measured.deed or measured.move:
        return None
    if asked is None or measured.numerator.column == measured.denominator.column:
        return None
    top, whole = _divided(verdict)
    if top is None or whole is None or not top.unit or top.unit != whole.unit:
        return None
    lacks = exact(asked) * _number(whole) / exact(measured.per) - _number(top)
    return Amount(lacks, top.unit, measured.deed) if lacks > 0 else None


def together(site: Site, verdicts: Iterable[Verdict]) -> Amount | None:
    """What some lack together; None where that of any of them is not known."""
    every = [lacking(site, verdict) for verdict in verdicts]
    found = [amount for amount in every if amount]
    if not found or len(found) < len(every) or len({each.unit for each in found}) > 1:
        return None
    return Amount(sum((each.value for each in found), Fraction(0)), found[0].unit, found[0].deed)


def _divided(verdict: Verdict) -> tuple[Step | None, Step | None]:
    first = next(iter(verdict.steps), None)
    if first is None or first.value != verdict.value or len(first.steps) != _PARTS:
        return None, None
    top, whole = first.steps
    return (None, None) if top.value is None or whole.value is None else (top, whole)


def _number(step: Step) -> Fraction:
    assert step.value is not None
    return exact(step.value)
