"""Rule kind ``document``: whether a document was issued, told by its title.

Another paper whose title is like it is a candidate, which the office accepts by its number.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....catalogue.model import Decision, Scoped


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A paper of another title that the office takes for the document."""

    number: str
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: str
    heading: str
    issued: str
    number: str | None = None
    accepted: tuple[Accepted, ...] = ()
