"""What the reading of a filing hangs on but its own bytes: the form of its term, and little of what else is
declared.

A threshold, a task, another form's limits do not belong to it. What does is held by a test, which watches
what a ``Reader`` asks a catalogue for.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping

from ... import store
from ...calendar import Term
from ...catalogue.digests import Digests
from ...catalogue.model import Catalogue, Form
from ...catalogue.owing import data_days
from ...words import privacy

_PROGRAM = (
    "calendar.py", "catalogue", "deadlines.py", "frozen.py", "intake", "ledger/kept", "problems.py", "wording.py",
    "words",
)  # fmt: skip
"""Our own rooms that a reading passes through."""


class Hanging:
    """By form and term, the digest of all that reads its filings."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._told = catalogue, Digests().of
        self._common = store.key(
            store.program(*_PROGRAM),
            sys.version,
            sys.byteorder,
            unicodedata.unidata_version,
            self._told(
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
        return store.key(self._common, self._forms[form], str(term), self._told(span))

    def _of_form(self, form: Form) -> str:
        lists = dict.fromkeys(column.to for column in form.columns if column.to)
        return store.key(self._told(form), *(self._of_names(name) for name in lists))

    def _of_names(self, name: str) -> str:
        """The digest of how the things of a list may be called."""
        if name not in self._names:
            own = self._catalogue.names[name]
            self._names[name] = store.key(name, self._told((own.ids, own.usual, own.shared)))
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
