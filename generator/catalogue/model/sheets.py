"""What the sheet of a form is called in a workbook: its name, as far as a spreadsheet takes it.

A spreadsheet refuses some characters in the name of a sheet, keeps some names to itself, cuts them at a
length and takes two for one that differ in capitals alone. ([MS] Excel, Rename a worksheet.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import TYPE_CHECKING

from .words import bare, narrow

if TYPE_CHECKING:
    from .filing import Form

NOTES = "填报说明"
"""The sheet of a template that tells how to fill in the others."""

CHOICES = "选项"
"""The hidden one that holds what is chosen from."""

_LONGEST = 31
"""In units of UTF-16, as spreadsheets count."""

_REFUSED = str.maketrans(":\\/?*[]'", "：＼／？＊［］＇")
"""What no sheet is called, and its full-width forms, in which it is known again (``bare``)."""

_TAKEN = (NOTES, CHOICES, "History", "历史记录")
"""Names that are given away: to sheets of the template, and to the list of changes."""


def sheet_names(forms: Iterable[Form]) -> Mapping[str, str]:
    """The names of the sheets by the ids of their forms, no two of them alike.

    A form whose name can be used as it stands has it; what is too long is cut, and what is given away
    is numbered.
    """
    named = {form.id: _fitting(form) for form in forms}
    as_they_stand = {id_ for id_, name in named.items() if len(_cut(name)) == len(name)}
    used = {_key(name) for name in _TAKEN}
    found: dict[str, str] = {}
    for id_ in sorted(named, key=lambda each: each not in as_they_stand):
        marks = (f"（{number}）" if number > 1 else "" for number in count(1))
        tried = (_cut(named[id_], mark) for mark in marks)
        found[id_] = next(name for name in tried if _key(name) not in used)
        used.add(_key(found[id_]))
    return {id_: found[id_] for id_ in named}


def forms_by_sheet(forms: Iterable[Form]) -> Mapping[str, str]:
    """The ids of forms by whatever a sheet may be called that holds one, in its bare form: what we call
    it, what the form is called, its id; the first counts before the others."""
    every = list(forms)
    called = {bare(form.id): form.id for form in every}
    called |= {bare(form.name): form.id for form in reversed(every)}
    called |= {bare(name): id_ for id_, name in sheet_names(every).items()}
    return {name: id_ for name, id_ in called.items() if name not in (NOTES, CHOICES)}


def _fitting(form: Form) -> str:
    """The name in characters that a sheet may be called by."""
    printable = (char if char.isprintable() else " " for char in form.name)
    return " ".join("".join(printable).split()).translate(_REFUSED) or form.id


def _cut(name: str, mark: str = "") -> str:
    """As much of a name as there is room for before a mark."""
    kept, room = "", _LONGEST - len(mark)
    for char in name:
        room -= 1 + (ord(char) > 0xFFFF)
        if room < 0:
            break
        kept += char
    return kept.rstrip() + mark


def _key(name: str) -> str:
    """The same for names that a spreadsheet, or we, could take for one."""
    return bare(narrow(name)).casefold()
