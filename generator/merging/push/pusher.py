"""Who pushes: the account that the server names, by the one variable that counts there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from ...catalogue.model import Catalogue, Unit
from ...frozen import dataclass
from ...intake.telling import joined, short
from ...problems import Problem
from ...words.sentences import Shown, said
from ..branch.guard import unit_of

SYSTEM = "system"
"""The setting for servers where everybody has a user of his own."""

FORGES = ("GITEA_PUSHER_NAME", "GL_USERNAME")
"""What Gitea and Forgejo, and GitLab, set for their hooks: servers that make refs of their own."""

VARIABLES = ("TAIZHANG_ACTOR", *FORGES, "GL_USER", "REMOTE_USER")
"""Where an account may stand; GL_USER is gitolite's, REMOTE_USER a web server's."""


@dataclass(frozen=True, slots=True)
class Pusher:
    """An account, the unit that it acts for, and by which variable the server named it."""

    account: str
    unit: Unit
    variable: str

    @property
    def maintains(self) -> bool:
        """Whether it is the office's."""
        return self.unit.maintains

    @property
    def on_forge(self) -> bool:
        """Whether the server is one that makes refs of its own."""
        return self.variable in FORGES


def pusher(
    account: str, catalogue: Catalogue, environment: Mapping[str, str], user: str
) -> Pusher | Problem:
    """Who pushes, or why nobody can tell.

    ``account`` is the setting: then that variable counts and no other. Without it whatever names an
    account has to name the same one, also the system's ``user`` where that is an account of a unit: a
    variable that was sent along does not make somebody else of anybody.
    """
    if account:
        named = {account: user if account == SYSTEM else environment.get(account, "")}
    else:
        named = {name: environment.get(name, "") for name in VARIABLES}
        if not any(named.values()) or unit_of(user, catalogue):
            named[SYSTEM] = user
    told = {name: value for name, value in named.items() if value.strip()}
    if not told:
        return Problem(*said("E439", variable=Shown("、".join(named))))
    if len(set(told.values())) > 1:
        return Problem(*said("E439.several", told=joined("、", _each(told.items()))))
    variable, found = next(iter(told.items()))
    unit = unit_of(found, catalogue)
    if unit is None:
        return Problem(*said("E423", text=short(found)), value=short(found))
    return Pusher(found, unit, variable)


def system_user() -> str:
    """The user that this process runs as, by the system's own list and not by the environment."""
    try:
        from pwd import getpwuid
    except ImportError:  # elsewhere than on Unix
        return os.getlogin()
    try:
        return getpwuid(os.getuid()).pw_name
    except KeyError:
        return ""


def _each(told: Iterable[tuple[str, str]]) -> Iterable[Shown]:
    return (Shown(f"{name} 为“{short(value)}”") for name, value in told)
