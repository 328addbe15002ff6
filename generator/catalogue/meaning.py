"""Faults of meaning that no schema can see: each check, once the files that it reads are sound."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from . import columns, kinds, membership, office, rules, schedule
from .files import Files
from .model import Cadence, Clause, Deliverable, Escalation, Form, Listing, Target, Task
from .placed import Places

_JUDGED = (Target, Cadence, Deliverable, Listing, Escalation)


def check(files: Files) -> Iterator[Problem]:
    """Every check whose files are sound in shape; the tasks as far as they are."""
    if files.sound("form"):
        for form in files.places.every(Form):
            yield from columns.check(form, files.places)
    if files.sound("units"):
        yield from membership.check(files.places)
    if files.sound("filing", "calendar"):
        yield from schedule.check(files.places)
    if files.sound("filing", "form"):
        yield from schedule.never_due(files.places)
    if files.sound("filing", "form", "units"):
        yield from schedule.never_listed(files.places)
    yield from _owners(files.places)
    yield from _numbering(files.places)
    if files.sound("tasks", "units", "form"):
        yield from membership.filings_needed(files.places)
    if files.sound("form", "indicators", "judging"):
        yield from rules.columns(files.columns, files.places)
    if files.sound("form", "indicators"):
        yield from rules.indicators(files.places)
    if files.sound("judging", "tasks"):
        yield from rules.rules(files.places)
    if files.sound("form", "indicators", "judging", "tasks", "units", "method"):
        yield from kinds.check(files.places)
        yield from office.audiences(files)
    if files.sound("questions"):
        yield from office.resolutions(files)
    if files.sound("decisions", "tasks"):
        yield from office.decisions(files.places)
    if files.sound("questions", "tasks"):
        yield from office.vague_words(files)


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
