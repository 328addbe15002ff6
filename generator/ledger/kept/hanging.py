"""What the reading of a filing hangs on but its own bytes: the form of its term, and little of what else is
declared.

A threshold, a task, another form's limits do not belong to it. What does is held by a test, which watches
what a ``Reader`` asks a catalogue for.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass

from ... import store
from ...calendar import Term
from ...catalogue.model import Catalogue, Form
from ...catalogue.owing import data_days
from ...words import privacy

_PROGRAM = (
    "calendar.py", "catalogue", "deadlines.py", "intake", "ledger/kept", "problems.py", "wording.py", "words",
)  # fmt: skip
"""Our own rooms that a reading passes through."""


class Hanging:
    """By form and term, the digest of all that reads its filings."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._common = store.key(
            store.program(*_PROGRAM),
            sys.version,
            sys.byteorder,
            unicodedata.unidata_version,
            _told(
                (
                    catalogue.filing.skip_title,
                    catalogue.filing.strict_columns,
                    catalogue.notice.plan_year,
                    catalogue.rhythms,
                    [_face(form) for form in catalogue.forms.values()],
                    privacy.declared(catalogue),
                )
            ),
        )
        self._forms: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._spans: dict[str, Mapping[Term, object]] = {}

    def of(self, form: str, term: Term) -> str:
        """The digest for the filings of a form for a term."""
        if form not in self._forms:
            self._forms[form] = self._of_form(self._catalogue.forms[form])
        span = self._days(form).get(term) if self._tells_days(form) else None
        return store.key(self._common, self._forms[form], str(term), _told(span))

    def _of_form(self, form: Form) -> str:
        lists = dict.fromkeys(column.to for column in form.columns if column.to)
        return store.key(_told(form), *(self._of_names(name) for name in lists))

    def _of_names(self, name: str) -> str:
        """The digest of how the things of a list may be called."""
        if name not in self._names:
            own = self._catalogue.names[name]
            parts = (own.ids, own.usual, own.shared)
            self._names[name] = store.key(name, *(repr(dict(part)) for part in parts))
        return self._names[name]

    def _tells_days(self, form: str) -> bool:
        return self._catalogue.forms[form].with_role("as_of") is not None

    def _days(self, form: str) -> Mapping[Term, object]:
        if form not in self._spans:
            self._spans[form] = data_days(self._catalogue, self._catalogue.forms[form])
        return self._spans[form]


def _face(form: Form) -> tuple[object, ...]:
    """What the other forms are asked for: whether a header is theirs."""
    columns = [
        (c.id, c.header, c.synonyms, c.required, c.valid_from, c.valid_until) for c in form.columns
    ]
    return form.id, form.name, columns


def _told(value: object) -> str:
    """A value of what is declared in words that are the same in every run."""
    if is_dataclass(value):
        own = ",".join(_told(getattr(value, field.name)) for field in fields(value))
        return f"{type(value).__name__}({own})"
    match value:
        case str():
            return repr(str(value))
        case Mapping():
            return f"{{{','.join(f'{_told(key)}:{_told(each)}' for key, each in value.items())}}}"
        case Set():
            return f"<{','.join(sorted(map(_told, value)))}>"
        case tuple() | list():
            return f"[{','.join(map(_told, value))}]"
        case _:
            return repr(value)
