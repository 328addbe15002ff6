"""What changed: commits, the files that they touch, and what lies uncommitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ..frozen import dataclass
from .raw import commits, empty_tree, lineage, seen_from
from .running import GitError, contents, fields, git, line


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that is not as it was; modes and blobs of what is not there are None."""

    path: str
    mode: str | None
    blob: str | None
    was: str | None
    commit: str = ""

    @property
    def is_file(self) -> bool:
        """Whether it is a plain file or gone, by its git mode: no link, no submodule."""
        return self.mode in (None, "100644", "100755")


@dataclass(frozen=True, slots=True)
class Commit:
    """``changes`` are those against its first parent; ``committed_at`` is None where the date is none."""

    id: str
    committed_at: datetime | None
    author: str
    subject: str
    changes: tuple[Changed, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that it changed."""
        return tuple(change.path for change in self.changes)


def changes(root: Path, base: str, head: str) -> list[Changed]:
    """The files that differ between two commits, by path below the root; what lies outside of it
    begins with ``../``."""
    words = ("diff-tree", "-r", "-z", "--no-renames", "--raw", "--no-abbrev")
    raw = git(root, *words, "--ignore-submodules=none", base, head)
    return _from(root, _changes(fields(raw)))


def introduced(root: Path, base: str, head: str) -> list[Changed]:
    """What every commit after base does to files, also what it takes away, oldest commit first.

    A merge does what is not as in any one of its parents; what was there is told as of the first.
    """
    written = commits(root, base, head)
    parents = {id_: lineage(raw)[1] for id_, raw in written.items()}
    known = {id_: lineage(raw)[0] for id_, raw in written.items()}
    before = {each for own in parents.values() for each in own} - set(known)
    known |= {id_: lineage(raw)[0] for id_, raw in contents(root, before).items()}
    nothing = [empty_tree(head)]
    ways = {
        id_: [known[parent] for parent in own if parent in known] or nothing
        for id_, own in parents.items()
    }
    told = _pairs(root, {(was, known[id_]) for id_, own in ways.items() for was in own})
    found = []
    for id_, own in ways.items():
        first, *others = ({c.path: c for c in told[was, known[id_]]} for was in own)
        found += [
            replace(change, commit=id_)
            for path, change in first.items()
            if all(path in other for other in others)
        ]
    return _from(root, found)


def _pairs(root: Path, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Changed]]:
    """What differs between the trees of each pair. Git says which pair on a line that ends in no NUL."""
    asked = "".join(f"{was} {now}\n" for was, now in sorted(set(pairs)))
    words = ("diff-tree", "--stdin", "-r", "-z", "--raw", "--no-renames", "--no-abbrev")
    told = git(root, *words, "--ignore-submodules=none", stdin=asked.encode()) + b"\0"
    found: dict[tuple[str, str], list[Changed]] = {}
    every = fields(told)
    own: list[Changed] = []
    at = 0
    while at < len(every):
        *pairs_told, change = every[at].split("\n")
        for each in pairs_told:
            was, _, now = each.partition(" ")
            own = found[was, now] = []
        if change:
            own += _changes([change, every[at + 1]])
        at += 2
    return found


def _from(root: Path, found: Iterable[Changed]) -> list[Changed]:
    """Changes by their paths as seen from the root."""
    seen = seen_from(root)
    return [replace(change, path=seen(change.path)) for change in found]


def log(root: Path, base: str, head: str, *below: str) -> list[Commit]:
    """The commits after base that touch anything below some paths of the root, newest first."""
    wanted = [f"./{path}" for path in below] or ["."]
    return list(_commits(root, "--relative", head, f"^{base}", "--", *wanted))


def counted(root: Path, *below: str) -> int:
    """How many commits of HEAD touch anything below some paths of the root; 0 outside git, and before the
    first one. Whatever came later has no fewer: no side of a merge is passed over."""
    paths = (f"./{path}" for path in below)
    try:
        return int(line(root, "rev-list", "--full-history", "--count", "HEAD", "--", *paths))
    except GitError:
        return 0


def mainline(root: Path, *below: str) -> list[Commit]:
    """The commits of HEAD that brought anything below some paths of the root to its branch, oldest
    first: of a merge, all that it brought, as of the moment of the merge."""
    return list(_commits(root, "--reverse", "--first-parent", "-m", "--relative", "--", *below))


def edited(root: Path, below: Iterable[str]) -> list[str]:
    """The paths below root that are not as they are in HEAD, new ones included."""
    told = git(root, "status", "-z", "--porcelain", "--no-renames", "--", *below)
    prefix = line(root, "rev-parse", "--show-prefix")
    return [entry[3:].removeprefix(prefix) for entry in fields(told)]


_SETTLED = (
    "log.showSignature=false",
    "log.showRoot=true",
    "log.follow=false",
    "log.diffMerges=separate",
    "diff.relative=false",
    "color.ui=false",
    "i18n.logOutputEncoding=UTF-8",
)
"""What a machine's own configuration would have ``git log`` say otherwise."""


def _log(
    root: Path, formats: Sequence[str], *words: str
) -> Iterator[tuple[tuple[str, ...], list[Changed]]]:
    """What is asked of each commit, a field for each format, and what it changed.

    With ``-z`` git ends a commit's own fields with one that is empty, begins its changes on a new
    line, and gives each of them two fields; an id never looks like a change.
    """
    settled = (word for setting in _SETTLED for word in ("-c", setting))
    wanted = f"--format={''.join(f'{each}%x00' for each in formats)}"
    told = git(
        root, *settled, "log", "-z", "--raw", "--no-abbrev", "--no-renames", wanted, *words
    )  # fmt: skip
    every = fields(told)
    at = 0
    while at < len(every):
        own = tuple(every[at : at + len(formats)])
        at += len(formats) + 1
        start = at
        while at < len(every) and every[at].lstrip("\n").startswith(":"):
            at += 2
        yield own, list(_changes(every[start:at]))


def _commits(root: Path, *words: str) -> Iterator[Commit]:
    for (id_, when, author, subject), own in _log(root, ("%H", "%cI", "%an", "%s"), *words):
        changed = tuple(replace(change, commit=id_) for change in own)
        yield Commit(id_, _moment(when), _readable(author), _readable(subject), changed)


def _changes(told: Sequence[str]) -> Iterator[Changed]:
    """Changes as git writes them: ``:mode mode blob blob status``, then the path."""
    for change, path in zip(told[::2], told[1::2], strict=True):
        old_mode, mode, was, blob, _ = change.lstrip("\n").lstrip(":").split(" ")
        yield Changed(
            path,
            mode if blob.strip("0") else None,
            blob if blob.strip("0") else None,
            was if was.strip("0") and old_mode != "000000" else None,
        )


def _readable(text: str) -> str:
    """Words for people: what is no text as U+FFFD."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


_YEARS = range(2000, 2101)
"""A date outside was set by nobody's clock; git itself has 1970 for a date that it cannot read."""


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.year in _YEARS else None
