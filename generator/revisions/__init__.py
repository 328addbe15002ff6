"""What git knows: a root folder as it was at a revision, and what changed between two.

Nothing that a revision brings is run: no hook, no filter, no attribute of it. In a server's hook the
objects of a push are still in quarantine; git tells where, and they are looked for there as well.

Names of files, authors and subjects may hold any character but NUL. So what git tells is read as fields
that end in NUL, a fixed number for each thing told, and never cut at anything else.
"""

from .copies import checked_out
from .history import (
    Changed,
    Commit,
    changes,
    counted,
    edited,
    introduced,
    log,
    mainline,
)
from .merges import Merge, merge
from .objects import commit_tree, files_in, first_parents, holds, stored, tree_with
from .raw import Entry, commits, empty_tree, entries, standing, trees, where
from .running import (
    ExhaustedError,
    GitError,
    Listed,
    UnknownRevisionError,
    about,
    commit_of,
    contents,
    fields,
    fork_point,
    git,
    is_shallow,
    line,
    listed,
    sizes,
    unreadable,
)
from .whole import Lack, lacking

__all__ = [
    "Changed",
    "Commit",
    "Entry",
    "ExhaustedError",
    "GitError",
    "Lack",
    "Listed",
    "Merge",
    "UnknownRevisionError",
    "about",
    "changes",
    "checked_out",
    "commit_of",
    "commit_tree",
    "commits",
    "contents",
    "counted",
    "edited",
    "empty_tree",
    "entries",
    "fields",
    "files_in",
    "first_parents",
    "fork_point",
    "git",
    "holds",
    "introduced",
    "is_shallow",
    "lacking",
    "line",
    "listed",
    "log",
    "mainline",
    "merge",
    "sizes",
    "standing",
    "stored",
    "tree_with",
    "trees",
    "unreadable",
    "where",
]
