"""Rule kind ``candidates``: units in order of the reasons that speak for choosing them.

Reasons are verdicts of other rules in which a unit falls short, or records about it. The list is made
anew each time a month's filings close, so that a proposal has a day on which it first stood. Which of
the candidates are chosen, if any, is for people to say; equal reasons make equal places.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....catalogue.model import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A reason: verdicts that fall short, or records of a form that are counted.

    With ``until``, a record of which any telling fits ``where`` counts until its newest one fits this.
    """

    name: str
    rules: tuple[str, ...] = ()
    form: str = ""
    distinct: str = ""
    dated_by: str = ""
    where: tuple[Condition, ...] = ()
    until: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How many people choose."""

    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The fields that this kind adds to a rule."""

    subjects: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    choose: Choice | None = None
    measure: str | None = None
