"""Which branches and tags may come, go and move, before anything that they hold is looked at.

What is allowed is a closed list: everybody's own branches and, by the names that forges give them, those
of uploads in the browser; the office's branches and tags; on a forge also what it makes for a request.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ... import revisions
from ...catalogue.model import Catalogue
from ...frozen import dataclass
from ...intake.telling import file_path
from ...problems import Problem
from ...revisions import GitError
from ...words.sentences import Shown, Word, said
from ..branch.guard import guard, of_tag
from . import names
from .pusher import Pusher
from .settings import Settings

BRANCH, TAG = "refs/heads/", "refs/tags/"
MOST = 100
"""So many branches and tags may come at once."""

_REQUEST = re.compile(r"refs/(?:pull|merge-requests)/[0-9]+/(?:head|merge)|refs/for/(?P<name>.+)")
"""What Gitea, Forgejo and GitLab make for a request, and what makes one (AGit)."""

_VERSION = re.compile(r"(?:public|internal)/.+")
"""Tags of published versions."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a push does to one ref: the ids before and after, '' where there is none."""

    old: str
    new: str
    ref: str

    @classmethod
    def parsed(cls, line: str) -> Update:
        """A line as git writes it to its hooks; ValueError for any other."""
        old, new, ref = line.split(" ", 2)
        return cls(old.strip("0") and old, new.strip("0") and new, ref)

    @property
    def branch(self) -> str:
        """The short name of a branch, '' for anything else."""
        return self.ref.removeprefix(BRANCH) if self.ref.startswith(BRANCH) else ""

    @property
    def is_tag(self) -> bool:
        """Whether it is about a tag."""
        return self.ref.startswith(TAG)


@dataclass(frozen=True, slots=True)
class Standing:
    """The repository that a push comes to, by what stands there before."""

    root: Path
    refs: Mapping[str, str]
    settings: Settings
    catalogue: Catalogue

    @property
    def tip(self) -> str:
        """The commit of the main branch."""
        return self.refs[BRANCH + self.settings.main]


def standing(root: Path) -> dict[str, str]:
    """Every ref of a repository and the object that it points at."""
    told = revisions.git(root, "for-each-ref", "--format=%(objectname) %(refname)")
    lines = told.decode("utf-8", "surrogateescape").split("\n")
    return {ref: id_ for id_, _, ref in (line.partition(" ") for line in lines if line)}


def refused(updates: Sequence[Update], who: Pusher, there: Standing) -> dict[str, list[Problem]]:
    """What is wrong with each ref that somebody may not push so; nothing is read of what they bring."""
    after = dict(there.refs)
    for update in updates:
        if update.new:
            after[update.ref] = update.new
        else:
            after.pop(update.ref, None)
    return {
        update.ref: [
            *_named(update, after, there.catalogue),
            *_kind(update, there.root),
            *_allowed(update, who, there),
        ]
        for update in updates
    }


def _named(update: Update, after: Mapping[str, str], catalogue: Catalogue) -> Iterator[Problem]:
    """A new name; what is called oddly from before may move on and go."""
    request = _REQUEST.fullmatch(update.ref)
    called = request["name"] if request else update.branch or update.is_tag
    if called and not update.old:
        yield from names.refused(update.ref, after, catalogue)


def _kind(update: Update, root: Path) -> Iterator[Problem]:
    """What is no tag leads to a commit itself: nobody would look at anything else."""
    if (
        update.new
        and not update.is_tag
        and revisions.line(root, "cat-file", "-t", update.new) != "commit"
    ):
        yield _problem("E435.commit", update)


def _allowed(update: Update, who: Pusher, there: Standing) -> Iterator[Problem]:
    if update.branch:
        yield from _branch(update, who, there)
    elif update.is_tag:
        yield from _tag(update, who, there)
    elif who.on_forge and _REQUEST.fullmatch(update.ref):
        if not who.maintains and _loses(update, who, there):
            yield _problem("E437.lost", update, unit=Shown(who.unit.name))
    else:
        words = said("E435", ref=file_path(update.ref), own=Shown(example(who)))
        yield Problem(*words, file=file_path(update.ref))


def _branch(update: Update, who: Pusher, there: Standing) -> Iterator[Problem]:
    if update.new and revisions.line(there.root, "cat-file", "-t", update.new) != "commit":
        yield _problem("E435.content", update)
        return
    kept = protected(there.settings)
    if what := kept.get(update.branch):
        if not update.new:
            yield _problem("E437.deleted", update, what=Shown(what))
        elif update.branch != there.settings.pages and _goes_back(update, there.root):
            # Of the site's branch it is what stands there that must stay, not the past of the branch.
            yield _problem("E437.back", update, what=Shown(what))
        if update.branch != there.settings.main and not who.maintains:
            yield _problem("E437.office", update, what=Shown(what), own=Shown(example(who)))
    elif who.maintains or _is_own(update.branch, who):
        return
    elif not _is_upload(update.branch, there.settings.main):
        yield _problem("E437", update, unit=Shown(who.unit.name), own=Shown(example(who)))
    elif _loses(update, who, there):
        yield _problem("E437.lost", update, unit=Shown(who.unit.name))


def _tag(update: Update, who: Pusher, there: Standing) -> Iterator[Problem]:
    if not who.maintains:
        yield _problem("E435.tag", update, unit=Shown(who.unit.name))
    if update.old and _VERSION.fullmatch(update.ref.removeprefix(TAG)):
        yield _problem("E437.version", update)
    if update.new and not tagged(there.root, update.new):
        yield _problem("E435.kind", update)
    elif update.new:
        for problem in of_tag(there.root, update.new, there.catalogue):
            yield replace(problem, file=file_path(update.ref))


def protected(settings: Settings) -> dict[str, str]:
    """The branches that nobody deletes or sets back, with what they are."""
    kept = {settings.receipts: "收件登记的分支", settings.pages: "网站的分支"}
    return {name: what for name, what in kept.items() if name} | {settings.main: "主分支"}


def example(who: Pusher) -> str:
    """The beginning of a name that is the pusher's own."""
    return f"{who.unit.id}/"


def descends(root: Path, new: str, old: str) -> bool:
    """Whether one commit lies in the history of another."""
    try:
        revisions.git(root, "merge-base", "--is-ancestor", old, new)
    except GitError:
        return False
    return True


def _goes_back(update: Update, root: Path) -> bool:
    return bool(update.old) and not descends(root, update.new, update.old)


def tagged(root: Path, id_: str) -> str:
    """The commit that a tag points at, directly or by one object of a tag; '' for anything else."""
    kind = revisions.line(root, "cat-file", "-t", id_)
    if kind == "commit":
        return id_
    if kind != "tag":
        return ""
    head = revisions.git(root, "cat-file", "tag", id_).split(b"\n", 2)
    return head[0].removeprefix(b"object ").decode() if head[1] == b"type commit" else ""


def shown(branch: str) -> Shown:
    """A branch's name as it may be told."""
    return file_path(branch)


def _is_own(branch: str, who: Pusher) -> bool:
    """``<unit or account>``, below it, or what Gitea and GitHub call an upload by that account."""
    first, _, _ = branch.partition("/")
    own = {_folded(name) for name in (who.unit.id, *who.unit.accounts)}
    upload = re.fullmatch(r"(.+)-patch-[0-9]+", branch)
    return _folded(first) in own or bool(upload and _folded(upload[1]) in own)


def _is_upload(branch: str, main: str) -> bool:
    """What forges call an upload without saying whose: ``patch-1``, GitLab also ``main-patch-60312``."""
    return re.fullmatch(rf"(?:{re.escape(main)}-)?patch-[0-9]+", branch) is not None


def _folded(name: str) -> str:
    """ASCII letters of either case are the same, and no other."""
    return name.lower() if name.isascii() else name


def _loses(update: Update, who: Pusher, there: Standing) -> bool:
    """Whether a ref that is nobody's by its name would lose what somebody else has brought to it."""
    if not update.old or (update.new and descends(there.root, update.new, update.old)):
        return False
    found = guard(there.root, there.tip, update.old, [who.account], there.catalogue)
    return any(problem.code in ("E421", "E423") for problem in found)


def _problem(key: str, update: Update, **words: Word) -> Problem:
    return Problem(*said(key, **words), file=file_path(update.ref))
