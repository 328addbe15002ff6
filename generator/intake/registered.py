"""What the office writes into its register of exceptions is published like any filing: nothing personal."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue.model import Catalogue, RegisteredException
from ..problems import Problem
from ..words import privacy
from ..words.sentences import said
from .telling import covered


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Personal data in what is written, masked where it is told."""
    known = privacy.declared(catalogue)
    for entry in catalogue.exceptions.entries:
        for field, text in _written(entry):
            for hit in privacy.find(text, known=known):
                if hit.sure:
                    words = said(f"E301.{hit.kind}", text=covered(text, hit))
                    yield Problem(*words, *entry.declared, field=field)


def _written(entry: RegisteredException) -> Iterator[tuple[str, str]]:
    yield from (("paper", entry.paper), ("reason", entry.reason), ("note", entry.note))
    if entry.answer:
        yield from (("answer.text", entry.answer.text), ("answer.paper", entry.answer.paper))
