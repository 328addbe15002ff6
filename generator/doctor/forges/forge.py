"""What is asked of every forge, and in what words it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from ...frozen import dataclass
from ..finding import Finding
from .api import Api


@dataclass(frozen=True, slots=True)
class Project:
    """Of a repository: its main branch, and what is switched on; None for what the forge has no switch for."""

    default: str
    archived: bool
    requests: bool | None
    issues: bool | None


@dataclass(frozen=True, slots=True)
class Account:
    """Whose token it is; ``writes`` is whether it may push, None where that was not told."""

    login: str
    writes: bool | None
    expires: datetime | None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guarded:
    """How a branch is protected. ``checks`` must be green before a merge; ``anyone`` who may write may push
    past a request, ``own`` are accounts that may; None for what was not told. ``strict`` are further rules
    that the commit of a receipt cannot keep, in words."""

    force: bool | None
    deletion: bool | None
    checks: tuple[str, ...] | None
    anyone: bool | None
    own: tuple[str, ...] | None
    strict: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A setting for the pipelines; ``value`` is None for a secret. ``scope`` is the environment that gets it."""

    name: str
    value: str | None
    protected: bool = False
    masked: bool = True
    scope: str = "*"


class Forge(Protocol):
    """A forge, asked about one repository. Whatever cannot be seen raises UnseenError."""

    title: str
    api: Api

    def project(self) -> Project:
        """The repository; UnseenError where the token does not see it."""

    def account(self) -> Account:
        """Who the token speaks for."""

    def guarded(self, branch: str) -> Guarded | None:
        """The protection of a branch; None where there is none."""

    def tags(self) -> tuple[str, ...]:
        """The patterns of tags that not everybody may make."""

    def runs(self) -> Iterable[Finding]:
        """What keeps pipelines from running."""

    def variables(self) -> list[Variable]:
        """The settings and secrets for pipelines, by name."""

    def particular(self) -> Iterable[Finding]:
        """What is to be told of settings that this kind of forge alone has."""

    def is_ours(self, check: str, workflow: str, jobs: Iterable[str]) -> bool:
        """Whether a required check is the one of our pipeline."""
