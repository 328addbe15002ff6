"""Faults of meaning that no schema can see: each check, once the files that it reads are sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..problems import Problem
from . import (
    addresses,
    amending,
    bulletins,
    columns,
    home,
    kinds,
    membership,
    notices,
    office,
    ranges,
    rules,
    schedule,
)
from .files import Files
from .model import Cadence, Clause, Deliverable, Escalation, Form, Listing, Target, Task
from .placed import Places

_ALL_OF_RULES = ("form", "indicators", "judging", "tasks", "notice", "units", "method")
_JUDGED = (Target, Cadence, Deliverable, Listing, Escalation)


def check(files: Files) -> Iterator[Problem]:
    """Every check whose files are sound in shape; the tasks as far as they are."""
    for needed, checked in _CHECKS:
        if files.sound(*needed):
            yield from checked(files)


def _forms(files: Files) -> Iterator[Problem]:
    for form in files.places.every(Form):
        yield from columns.check(form, files.places)


def _owners(places: Places) -> Iterator[Problem]:
    """Whatever can be judged has someone who answers for it."""
    for clause in places.every(Clause):
        if isinstance(clause, Task) or clause.responsible:
            continue
        for provision in clause.provisions:
            if isinstance(provision, _JUDGED) and not provision.owners:
                message = f"“{provision.id or '本项'}”没有责任单位"
                hint = "本条没有责任单位一栏，请写明 owners。"
                yield places.problem("E523", provision, (), message, hint)


def _numbering(places: Places) -> Iterator[Problem]:
    """What a clause asks for is numbered after the clause: T10-3 of T10, M04 of M."""
    for clause in places.every(Clause):
        if not clause.id:
            continue
        asked = [provision for provision in clause.listed if provision.id]
        strange = [each for each in asked if not _of_clause(each.id, clause.id)]
        if strange and len(strange) == len(asked) > 1:
            message = f"本条各项的编号（如“{asked[0].id}”）不以本条编号“{clause.id}”开头"
            yield places.problem("E515", clause, ("id",), message, "请核对本条编号。")
            continue
        for each in strange:
            message = f"编号“{each.id}”不以本条编号“{clause.id}”开头"
            hint = f"改为“{clause.id}-序号”。"
            yield places.problem("E515", each, ("id",), message, hint, value=each.id)


def _of_clause(id_: str, clause: str) -> bool:
    head, dash, _ = id_.partition("-")
    if dash or clause[-1].isdigit():
        return bool(dash) and head == clause
    return id_.startswith(clause)


_CHECKS: tuple[tuple[tuple[str, ...], Callable[[Files], Iterator[Problem]]], ...] = (
    (("form",), _forms),
    (("units",), lambda files: membership.check(files.places)),
    (("filing", "calendar"), lambda files: schedule.check(files.places)),
    (("filing", "calendar", "form"), lambda files: schedule.uncovered(files.places)),
    (("filing", "form"), lambda files: schedule.never_due(files.places)),
    (("filing", "form", "units"), lambda files: schedule.never_listed(files.places)),
    ((), lambda files: _owners(files.places)),
    ((), lambda files: _numbering(files.places)),
    ((), lambda files: addresses.check(files.places)),
    (("tasks", "notice", "units", "form"), lambda files: membership.filings_needed(files.places)),
    (
        ("form", "indicators", "judging"),
        lambda files: rules.columns(files.columns, files.places),
    ),
    (("form", "indicators"), lambda files: rules.indicators(files.places)),
    (("form", "indicators"), lambda files: rules.tables(files.places)),
    (("judging", "tasks", "notice"), lambda files: rules.rules(files.places)),
    (_ALL_OF_RULES, lambda files: kinds.check(files.places)),
    (("indicators",), lambda files: ranges.fitting(files.places)),
    (_ALL_OF_RULES, office.audiences),
    (("questions",), office.resolutions),
    (("tasks", "notice"), lambda files: notices.check(files.places)),
    (("tasks", "notice"), lambda files: amending.check(files.places)),
    (("decisions", "tasks", "notice"), lambda files: office.decisions(files.places)),
    (("questions", "tasks", "notice"), office.vague_words),
    ((*_ALL_OF_RULES, "home"), lambda files: home.check(files.places)),
    ((*_ALL_OF_RULES, "bulletins"), lambda files: bulletins.check(files.places)),
)
"""Each check, and the files that have to be sound in shape before it can be made."""
