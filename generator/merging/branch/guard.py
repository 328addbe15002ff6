"""Who may change what: a unit its own folder, the office everything, nobody the past of the log; and what
nobody may bring, not even for a moment.

Everything is judged by the base: its list of units says who somebody is, so that nobody can write
himself into it. What is merged is published with its history, so it is every commit that is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from ... import receipts, revisions
from ...catalogue.model import Catalogue, Unit
from ...intake.find import FOLDER
from ...intake.telling import file_path, short
from ...problems import Problem, in_order
from ...receipts import LOG
from ...revisions import Changed, GitError
from ...words import privacy
from ...words.sentences import Shown, revision, said
from . import contents, paths, personal, spoken, trees, workbooks
from .amounts import too_much
from .merged import Merged, merged
from .paths import brought

_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
"""Other letters stand for themselves alone: a long s is no s."""

_TOLD = 20
"""So many findings of a code are told."""


def guard(
    root: Path, base: str, head: str, actors: Sequence[str], catalogue: Catalogue
) -> list[Problem]:
    """What the actors may not do of what merging a head into a base comes to, and what its commits may
    not bring; the catalogue is the base's."""
    if problems := unfathomed(root, base, head, catalogue):
        return problems
    with merged(root, base, head) as outcome:
        return judged(outcome, actors, catalogue, read=False)


def unfathomed(root: Path, base: str, head: str, catalogue: Catalogue) -> list[Problem]:
    """What keeps a branch from being looked at any closer: it is too much, or git might be misled."""
    base, head = revisions.commit_of(root, base), revisions.commit_of(root, head)
    try:
        if beyond := too_much(root, base, head, catalogue.filing):
            return beyond
        written = revisions.commits(root, base, head)
        odd = trees.odd(root, base, head, written)
    except GitError:
        return [Problem(*said("E428.unread", commit=revision(head[:8])))]
    return list(bounded([*_spoken(written, catalogue), *odd])) if odd else []


def judged(
    outcome: Merged, actors: Sequence[str], catalogue: Catalogue, *, read: bool
) -> list[Problem]:
    """The same as ``guard`` of a merge that was tried already, of a branch that is not ``unfathomed``.

    ``read``: intake looks at the filings as they stand at the end, and tells what is personal in them.
    """
    written = revisions.commits(outcome.root, outcome.base, outcome.head)
    found = [*outcome.problems, *_spoken(written, catalogue)]
    found += _of_files(outcome, actors, catalogue, read=read)
    return list(bounded(in_order(found)))


def unit_of(actor: str, catalogue: Catalogue) -> Unit | None:
    """The unit for which an account acts; ASCII letters of either case are the same, and no others."""
    own = actor.translate(_SMALL)
    for unit in catalogue.units.values():
        if own in (account.translate(_SMALL) for account in unit.accounts):
            return unit
    return None


def of_tag(root: Path, id_: str, catalogue: Catalogue) -> list[Problem]:
    """What is wrong with an annotated tag that is to come in; nothing of a commit."""
    if revisions.line(root, "cat-file", "-t", id_) != "tag":
        return []
    said_so, problems = spoken.of_tag(id_, revisions.git(root, "cat-file", "tag", id_))
    return [*problems, *personal.in_commits([said_so], privacy.declared(catalogue))]


def _spoken(commits: Mapping[str, bytes], catalogue: Catalogue) -> list[Problem]:
    """What is wrong with what commits say, and what is personal in it."""
    read = [spoken.of_commit(id_, raw) for id_, raw in commits.items()]
    faults = [problem for _, problems in read for problem in problems]
    private = personal.in_commits((each for each, _ in read), privacy.declared(catalogue))
    return [*faults, *private]


def _of_files(
    outcome: Merged, actors: Sequence[str], catalogue: Catalogue, *, read: bool
) -> Iterator[Problem]:
    """What is wrong with the files at the end, and with those on the way."""
    root, changed = outcome.root, outcome.changes
    stood = revisions.standing(root, outcome.base)
    came = [
        change
        for change in revisions.introduced(root, outcome.base, outcome.head)
        # What is as the base has it was brought by nobody here: a merge of it, or a copy.
        if stood.get(change.path) != ((change.mode, change.blob) if change.blob else None)
    ]
    units = [unit_of(actor, catalogue) for actor in actors]
    strict = not all(unit and unit.maintains for unit in units)
    denied = [
        problem
        for actor in actors
        for problem in _allowed(root, outcome.touched, came, actor, catalogue)
    ]
    yield from denied
    yield from _append_only(root, changed, catalogue)
    books = list(workbooks.refused(root, came, catalogue))
    yield from books
    told = {problem.file for problem in (*denied, *books)}
    misnamed = list(paths.misnamed(came, catalogue, strict=strict))
    misnamed += paths.twins(changed, came, revisions.standing(root, outcome.start))
    yield from (problem for problem in misnamed if problem.file not in told)
    told |= {problem.file for problem in misnamed}
    for problem in contents.unfit(root, came, catalogue, strict=strict):
        if problem.code != "E429" or problem.file not in told:
            yield problem
    yield from personal.in_names(came, privacy.declared(catalogue))
    standing = {(change.path, change.blob) for change in changed if read}
    yield from personal.in_files(root, came, standing, stood, catalogue)


def _allowed(
    root: Path,
    changed: Sequence[Changed],
    came: Sequence[Changed],
    actor: str,
    catalogue: Catalogue,
) -> Iterator[Problem]:
    unit = unit_of(actor, catalogue)
    if unit is None:
        yield Problem(*said("E423", text=short(actor)), value=short(actor))
        return
    if unit.maintains:
        return
    own = f"{FOLDER}/<期次>/{unit.id}/"
    called = {"unit": Shown(unit.name), "own": Shown(own)}
    commits = {change.path: revision(change.commit[:8]) for change in reversed(came)}
    theirs = {
        each.change.path
        for each in brought([*changed, *came])
        if each.is_filing and each.unit == unit.id
    }
    for change in changed:
        if change.path not in theirs:
            by = commits.get(change.path)
            words = said("E421.commit", commit=by, **called) if by else said("E421", **called)
            yield Problem(*words, file=file_path(change.path))
        elif change.blob is None and not workbooks.given_up(root, change):
            yield Problem(*said("E421.deleted"), file=file_path(change.path))
    seen = theirs | {change.path for change in changed}
    for change in came:
        if change.path not in seen:
            seen.add(change.path)
            words = said("E421.passing", commit=revision(change.commit[:8]), **called)
            yield Problem(*words, file=file_path(change.path))


def _append_only(root: Path, changed: Sequence[Changed], catalogue: Catalogue) -> Iterator[Problem]:
    for change in changed:
        if change.path != LOG or not change.was:
            continue
        told = revisions.contents(root, [blob for blob in (change.was, change.blob) if blob])
        before, after = told.get(change.was, b""), told.get(change.blob or "", b"")
        if not receipts.extends(before, after, catalogue):
            yield Problem(*said("E422"), file=LOG)


def bounded(problems: Iterable[Problem], most: int = _TOLD) -> Iterator[Problem]:
    """The first of each code, and how many more there are."""
    counts = Counter[str]()
    for problem in problems:
        counts[problem.code] += 1
        if counts[problem.code] <= most:
            yield problem
    more = sum(max(0, count - most) for count in counts.values())
    if more:
        yield Problem(*said("W402", count=more))
