"""What stands beside a verdict: the extensions, exemptions and statements that the office entered."""

from __future__ import annotations

from .. import wording
from ..catalogue.model import Catalogue, RegisteredException
from ..catalogue.model.exceptions import EXEMPTION, EXTENSION, STATEMENT
from ..judging.verdict import Verdict
from .values import Line, Link, Place, joined

WORDS = {EXTENSION: "延期", EXEMPTION: "免报", STATEMENT: "情况说明"}


def beside(catalogue: Catalogue, verdict: Verdict) -> Line:
    """Each entry in a line, leading to its place in the register."""
    entries = {entry.id: entry for entry in catalogue.exceptions.entries}
    return joined(
        (
            Link(in_words(entries[id_]), Place("exceptions", anchor=id_))
            for id_ in verdict.exceptions
        ),
        "；",
    )


def in_words(entry: RegisteredException) -> str:
    """An entry in one line: what it gives, by which paper, from when."""
    until = f"至{wording.day(entry.until)}" if entry.until else ""
    told = f"{WORDS[entry.kind]}{until}（{entry.paper}，{wording.day(entry.date)}）"
    if entry.kind == STATEMENT and entry.reason:
        told += f"：{entry.reason}"
    return f"{told}；{answered(entry)}" if entry.answer else told


def answered(entry: RegisteredException) -> str:
    """What the office said to a statement; '' before it has."""
    answer = entry.answer
    if answer is None:
        return ""
    paper = f"，{answer.paper}" if answer.paper else ""
    return f"答复：{answer.text}（{wording.day(answer.date)}{paper}）"
