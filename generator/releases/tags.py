"""Tags by which git itself vouches for a version: annotated, or signed with the office's key.

``public/2023-06`` points at the commit that the version is made from and says the digest of its
manifest, and so of every byte in it; and besides that day and reason, by which it can be made once more.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .. import revisions
from ..problems import Problem
from ..revisions import GitError, git
from ..words.sentences import Shown, said
from .manifest import CURRENT, is_version
from .publishing import Standing


def name(version: str, edition: str) -> str:
    """The tag of a version of an edition: ``public/2023-06``."""
    return f"{edition}/{version}"


def tag(root: Path, standing: Iterable[Standing], edition: str, *, signed: bool) -> list[Problem]:
    """Tag each version that has no tag yet; one that says otherwise is left and told."""
    problems = []
    for each in standing:
        if each.version == CURRENT:
            continue
        own = name(each.version, edition)
        told = message(root, own)
        if told is not None:
            if each.manifest not in told:
                problems.append(Problem(*said("E622.other", tag=Shown(own)), value=own))
            continue
        try:
            kind = "-s" if signed else "-a"
            text = f"{each.title}\n\nmanifest sha256 {each.manifest}\nas-of {each.as_of}"
            text += f"\nreason {each.reason}" if each.reason else ""
            git(root, "tag", kind, own, each.commit, "-m", text)
        except GitError as error:
            first = (str(error).splitlines() or [""])[0]
            problems.append(Problem(*said("E622", tag=Shown(own), why=Shown(first)), value=own))
    return problems


def known(root: Path, edition: str) -> dict[str, str]:
    """The tags of an edition's versions, by version; none outside git."""
    top = f"refs/tags/{edition}/"
    try:
        told = git(root, "for-each-ref", "--format=%(refname)", top).decode("utf-8", "replace")
    except GitError:
        return {}
    names = [ref.removeprefix(top) for ref in told.splitlines()]
    return {each: name(each, edition) for each in names if is_version(each)}


def message(root: Path, own: str) -> str | None:
    """What a tag says; None when there is no such tag."""
    try:
        return git(root, "cat-file", "tag", f"refs/tags/{own}").decode("utf-8", "replace")
    except GitError:
        return None


def signature(root: Path, own: str) -> str | None:
    """What git makes of the signature of a tag: '' when it is good, None when there is none."""
    told = message(root, own)
    if told is None or "-----BEGIN" not in told:
        return None
    try:
        revisions.git(root, "verify-tag", own)
    except GitError as error:
        return str(error) or "签名不对"
    return ""
