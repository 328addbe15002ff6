"""What git would make of merging one commit into another, without leaving anything in the repository."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..frozen import dataclass
from .copies import PLAIN, borrowing
from .running import GitError, UnknownRevisionError, commit_of, fields, git, line, prefix_of


@dataclass(frozen=True, slots=True)
class Merge:
    """``commit`` is the one that the merge would make, None where it would not come about.

    It is the head itself where the base has nothing of its own, and the base where the head has nothing
    new. ``root`` is where all of it can be read, ``forks`` the commits from which both went their own
    ways (none where they share nothing, several after merges crosswise), ``conflicts`` the paths, as seen
    from the top of the repository, that a person has to settle.
    """

    root: Path
    base: str
    head: str
    forks: tuple[str, ...]
    commit: str | None
    conflicts: tuple[str, ...] = ()


@contextmanager
def merge(root: Path, base: str, head: str) -> Iterator[Merge]:
    """The merge of a head into a base, for as long as the context lasts; the repository is only read.

    As every forge does it by default: files that both changed are merged line by line, renames followed.
    Neither attributes nor configuration have a say. UnknownRevisionError, with words for the reader, where
    git cannot do it.
    """
    ours, theirs = commit_of(root, base), commit_of(root, head)
    forks = _forks(root, ours, theirs)
    if not forks:
        yield Merge(root, ours, theirs, forks, None)
        return
    if forks[0] in (ours, theirs):
        yield Merge(root, ours, theirs, forks, ours if forks[0] == theirs else theirs)
        return
    with borrowing(root) as store:
        # The root may lie below the top of its repository: it does so in the copy as well.
        folder = store / prefix_of(root)
        folder.mkdir(parents=True, exist_ok=True)
        tree, conflicts = _tree(store, ours, theirs)
        commit = None if conflicts else _commit(store, tree, ours, theirs)
        yield Merge(folder, ours, theirs, forks, commit, tuple(conflicts))


def _forks(root: Path, ours: str, theirs: str) -> tuple[str, ...]:
    try:
        return tuple(git(root, "merge-base", "--all", ours, theirs).decode().split())
    except GitError:
        return ()


def _tree(store: Path, ours: str, theirs: str) -> tuple[str, Sequence[str]]:
    """The tree of a merge and what stands in its way; ends with 1 where something does."""
    words = ("merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours, theirs)
    try:
        told = git(store, *words, env=PLAIN, may_end=(0, 1))
    except GitError as error:
        if "usage:" in str(error):
            version = line(store, "version").removeprefix("git version ")
            raise UnknownRevisionError(
                f"git 版本 {version} 太旧，不能试合并：请装 2.38 或更新的版本。"
            ) from error
        why = str(error).partition("\n")[0]
        raise UnknownRevisionError(f"“{theirs[:8]}”与“{ours[:8]}”不能试合并：{why}") from error
    tree, *conflicts = fields(told)
    return tree, list(dict.fromkeys(filter(None, conflicts)))


def _commit(store: Path, tree: str, ours: str, theirs: str) -> str:
    """The merge as a commit, made when its head was."""
    when = line(store, "log", "-1", "--no-show-signature", "--format=%ct", theirs)
    who = {"NAME": "台账", "EMAIL": "taizhang@localhost", "DATE": f"@{when} +0000"}
    told = {f"GIT_{role}_{k}": v for role in ("AUTHOR", "COMMITTER") for k, v in who.items()}
    words = ("commit-tree", tree, "-p", ours, "-p", theirs, "-m", "试合并")
    return line(store, *words, env={**PLAIN, **told})
