"""Faults of meaning that no schema can see: each check, once the files that it reads are sound."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from . import columns, kinds, membership, office, rules, schedule
from .files import Files, clauses, provisions
from .source import Document

_JUDGED = ("targets", "cadences", "deliverables", "lists", "escalations")


def check(files: Files) -> Iterator[Problem]:
    """Every check whose files are sound in shape; the tasks as far as they are."""
    if files.sound("form"):
        for document in files.documents.get("form", []):
            yield from columns.check(document)
    if files.sound("units"):
        yield from membership.check(files.one("units"))
    if files.sound("filing", "calendar"):
        yield from schedule.check(files)
    if files.sound("filing", "form"):
        yield from schedule.never_due(files)
    if files.sound("filing", "form", "units"):
        yield from schedule.never_listed(files)
    if "tasks" in files.documents:
        yield from _owners(files.one("tasks"))
        yield from _numbering(files.one("tasks"))
    if files.sound("tasks", "units", "form"):
        yield from membership.filings_needed(files)
    if files.sound("form", "indicators", "judging"):
        yield from rules.columns(files)
    if files.sound("form", "indicators"):
        yield from rules.indicators(files)
    if files.sound("judging", "tasks"):
        yield from rules.rules(files)
    if files.sound("form", "indicators", "judging", "tasks", "units", "method"):
        yield from kinds.check(files)
        yield from office.audiences(files)
    if files.sound("questions"):
        yield from office.resolutions(files)
    if files.sound("decisions", "tasks"):
        yield from office.decisions(files)
    if files.sound("questions", "tasks"):
        yield from office.vague_words(files)


def _owners(document: Document) -> Iterator[Problem]:
    """Whatever can be judged has someone who answers for it."""
    for at, clause in clauses(document.data):
        if at[0] != "preamble" or clause.get("responsible"):
            continue
        for where, record in provisions(at, clause):
            if where[-2] in _JUDGED and "owners" not in record:
                message = f"“{record.get('id', '本项')}”没有责任单位"
                hint = "本条没有责任单位一栏，请写明 owners。"
                yield document.problem("E523", where, message, hint)


def _numbering(document: Document) -> Iterator[Problem]:
    """What a clause asks for is numbered after the clause: T10-3 of T10, M04 of M."""
    for at, clause in clauses(document.data):
        if "id" not in clause:
            continue
        asked = [
            (where, record["id"]) for where, record in provisions(at, clause) if "id" in record
        ]
        strange = [(where, id_) for where, id_ in asked if not _of_clause(id_, clause["id"])]
        if strange and len(strange) == len(asked) > 1:
            message = f"本条各项的编号（如“{asked[0][1]}”）不以本条编号“{clause['id']}”开头"
            yield document.problem("E515", (*at, "id"), message, "请核对本条编号。")
            continue
        for where, id_ in strange:
            message = f"编号“{id_}”不以本条编号“{clause['id']}”开头"
            hint = f"改为“{clause['id']}-序号”。"
            yield document.problem("E515", (*where, "id"), message, hint, value=id_)


def _of_clause(id_: str, clause: str) -> bool:
    head, dash, _ = id_.partition("-")
    if dash or clause[-1].isdigit():
        return bool(dash) and head == clause
    return id_.startswith(clause)
