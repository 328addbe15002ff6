"""A push before it comes in: all of its refs judged at once, and what to tell of each.

Who pushes and which refs may move is settled first; then every branch and tag is reviewed as a request
would be, by the main branch as it stands. A repository whose main branch is no city's is none of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path

from ... import catalogue, revisions
from ...calendar import Term
from ...catalogue import Catalogue
from ...frozen import dataclass
from ...judging.kinds import KINDS
from ...problems import Problem, has_errors, in_order
from ...words import privacy
from ...words.sentences import said
from ..branch import personal, spoken
from ..held import held
from ..review import review
from . import refs
from .pending import Pending
from .pusher import Pusher, pusher
from .refs import BRANCH, Standing, Update
from .settings import Settings

Published = Callable[[Path, str, str], Iterable[Problem]]
"""What keeps a branch from being one of published versions: repository, the tip before ('' for none),
the new one."""

_OURS = ("tasks.yaml", "units.yaml")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one ref; ``missing`` are the forms that a unit still owes for a month of it."""

    ref: str
    problems: Sequence[Problem]
    missing: Sequence[tuple[str, Term, Sequence[str]]] = ()


@dataclass(frozen=True, slots=True)
class Admission:
    """``told`` of each ref in the order of the push; ``received``: what is to be logged if git takes it.

    ``note`` says why nothing was looked at, '' where all was.
    """

    told: Sequence[Told] = ()
    received: Sequence[Pending] = ()
    note: str = ""

    @property
    def sound(self) -> bool:
        """Whether all of it may come in; a push comes in whole or not at all."""
        return not any(has_errors(each.problems) for each in self.told)


@dataclass(frozen=True, slots=True)
class Push:
    """What git and the server tell a hook: the refs, the moment, the environment, the system's user."""

    updates: Sequence[Update]
    at: datetime
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str = ""


def admit(root: Path, push: Push, settings: Settings, published: Published) -> Admission:
    """Judge a push to a bare repository, whose new objects may still be in quarantine."""
    standing = refs.standing(root)
    main = standing.get(BRANCH + settings.main)
    if main is None:
        if settings.chosen and any(ref.startswith(BRANCH) for ref in standing):
            problem = Problem(*said("E439.main", branch=refs.shown(settings.main)))
            return Admission([Told("", [problem])])
        return Admission(note=f"还没有主分支（{settings.main}），这次推送没有检查。")
    if not _is_a_city(root, main):
        return Admission()
    declared, problems = _declared(root, main)
    if declared is None:
        return Admission([Told(BRANCH + settings.main, problems)])
    who = pusher(settings.account, declared, push.environment, push.user)
    if isinstance(who, Problem):
        return Admission([Told("", [who])])
    if len(push.updates) > refs.MOST:
        words = said("E435.many", count=len(push.updates), limit=refs.MOST)
        return Admission([Told("", [Problem(*words)])])
    there = Standing(root, standing, settings, declared)
    told = _judged(push, who, there, published)
    return Admission(told, _received(push, there))


def arrived(
    root: Path, updates: Sequence[Update], at: datetime, settings: Settings
) -> list[Pending]:
    """What git has just taken and may have to be logged, nothing where there is no city."""
    main = refs.standing(root).get(BRANCH + settings.main)
    if main is None or not _is_a_city(root, main):
        return []
    return [
        Pending(at, update.old if update.branch == settings.main else main, update.new, update.ref)
        for update in updates
        if _may_bring(update, settings)
    ]


def _judged(push: Push, who: Pusher, there: Standing, published: Published) -> list[Told]:
    refused = refs.refused(push.updates, who, there)
    reviewed: dict[tuple[str, str], Told] = {}
    told = []
    for update in push.updates:
        problems = refused[update.ref]
        found = Told(update.ref, ())
        if update.branch == there.settings.pages:
            if update.new and not has_errors(problems):
                problems = [*problems, *_words(update, there)]
                problems += published(there.root, update.old, update.new)
        elif commit := _commit(update, there.root):
            key = _base(update, there), commit
            if key not in reviewed:
                reviewed[key] = _reviewed(update.ref, *key, push, who, there)
            found = reviewed[key]
        told.append(Told(update.ref, in_order([*problems, *found.problems]), found.missing))
    return told


def _reviewed(ref: str, base: str, commit: str, push: Push, who: Pusher, there: Standing) -> Told:
    """What the commits bring that lead to one; nothing where the base has them all."""
    if refs.descends(there.root, base, commit):
        return Told(ref, ())
    known = there.catalogue if base == there.tip else None
    actors = [who.account]
    found = review(
        there.root, base, commit, actors, push.at, judged=False, known=known, held=held(there.root)
    )
    return Told(ref, found.problems, found.missing)


def _words(update: Update, there: Standing) -> list[Problem]:
    """What is wrong with what the commits of a branch say whose files are looked at otherwise."""
    since = [f"^{update.old}"] if update.old else []
    ids = revisions.line(there.root, "rev-list", update.new, *since).split()
    raw = revisions.contents(there.root, ids)
    read = [spoken.of_commit(id_, raw[id_]) for id_ in ids]
    known = privacy.declared(there.catalogue)
    faults = [problem for _, problems in read for problem in problems]
    return [*faults, *personal.in_commits((each for each, _ in read), known)]


def _commit(update: Update, root: Path) -> str:
    """The commit that an update brings, '' for none."""
    if not update.new:
        return ""
    return refs.tagged(root, update.new)


def _base(update: Update, there: Standing) -> str:
    """What a ref is held against: the main branch, and one that is kept as it stood itself."""
    if update.old and update.branch in refs.protected(there.settings):
        return update.old
    return there.tip


def _received(push: Push, there: Standing) -> list[Pending]:
    return [
        Pending(push.at, _base(update, there), update.new, update.ref)
        for update in push.updates
        if _may_bring(update, there.settings)
    ]


def _may_bring(update: Update, settings: Settings) -> bool:
    """Whether it may bring filings: a branch, or a request of a forge; what a city is founded with
    came in earlier."""
    founds = update.branch == settings.main and not update.old
    beside = bool(update.branch) and update.branch in (settings.pages, settings.receipts)
    return bool(update.new) and not (update.is_tag or founds or beside)


def _is_a_city(root: Path, commit: str) -> bool:
    """Whether a commit holds what a city declares; a server's hooks may stand before other things too."""
    listed = revisions.fields(revisions.git(root, "ls-tree", "-z", "--name-only", commit))
    return any(name in listed for name in _OURS)


def _declared(root: Path, commit: str) -> tuple[Catalogue | None, Sequence[Problem]]:
    with revisions.checked_out(root, commit) as folder:
        return catalogue.read(folder, KINDS, held(root))
