"""What roles the list of a clause gives, beside those that are written, and where it is left open."""

from __future__ import annotations

from ..words.roles import standing
from .model import Clause, Party, squeeze
from .named import Part, read


class Roles:
    """The roles of a clause as its list is read; a role is known by any part of the notice's word for it.

    Where nobody is written in a role, the list's own are nobody's concern.
    """

    def __init__(self, clause: Clause) -> None:
        self._parts = read(clause.responsible_quote)
        self._apart = any(party.role for party in clause.parties)

    @property
    def known(self) -> list[str]:
        """The notice's words for roles, each once."""
        return list(dict.fromkeys(part.role for part in self._parts if part.role))

    def within(self, party: Party, text: str) -> str:
        """The list with pauses in the place of all that is said of others."""
        own = {at for part in self._parts if _is(part, party) for at in _reach(part)}
        if not party.role or not own:
            return text
        return "".join(char if at in own else "、" for at, char in enumerate(text))

    def other(self, party: Party, start: int) -> str:
        """The role in which the list has who stands at a place, where that is not the party's; "" also
        where the list cannot be read."""
        if not self._apart or (party.role and not any(_is(part, party) for part in self._parts)):
            return ""
        there = next((part for part in self._parts if start in _reach(part)), None)
        if not there or _is(there, party) or not (party.role or standing(there.role) != "answers"):
            return ""
        return there.role

    def open(self, party: Party) -> bool:
        """Whether the list says that others are meant besides those named in a role."""
        return any(part.open for part in self._parts if not self._apart or _is(part, party))


def _is(part: Part, party: Party) -> bool:
    """Whether a part of the list is what is written as a party."""
    role = squeeze(party.role)
    return part.role == role or (
        bool(role) and bool(part.role) and (role in part.role or part.role in role)
    )


def _reach(part: Part) -> range:
    """The characters of the list from its first name to its last."""
    last = part.names[-1]
    return range(part.names[0].start, last.start + len(last.written))
