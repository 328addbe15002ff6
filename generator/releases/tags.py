"""Tags by which git itself vouches for a version: annotated, or signed with the office's key.

``public/2023-06`` points at the commit that the version is made from and says the digest of its
manifest, and so of every byte in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .. import revisions
from ..problems import Problem
from ..revisions import GitError, git
from .manifest import CURRENT
from .publishing import Standing


def name(version: str, edition: str) -> str:
    return f"{edition}/{version}"


def tag(root: Path, standing: Iterable[Standing], edition: str, *, signed: bool) -> list[Problem]:
    """Tag each version that has no tag yet; one that says otherwise is left and told."""
    problems = []
    for each in standing:
        if each.version == CURRENT:
            continue
        own = name(each.version, edition)
        said = message(root, own)
        if said is not None:
            if each.manifest not in said:
                words = f"标签 {own} 记的是另一份清单"
                hint = "同一版本只有一份：请核对两处发布的内容（taizhang verify）。"
                problems.append(Problem("E622", words, hint, value=own))
            continue
        try:
            kind = "-s" if signed else "-a"
            text = f"{each.title}\n\nmanifest sha256 {each.manifest}"
            git(root, "tag", kind, own, each.commit, "-m", text)
        except GitError as error:
            first = (str(error).splitlines() or [""])[0]
            hint = "版本已经发布。请设好 git 的姓名、邮箱和签名密钥，再运行一次。"
            problems.append(Problem("E622", f"标签 {own} 没有建成：{first}", hint, value=own))
    return problems


def message(root: Path, own: str) -> str | None:
    """What a tag says; None when there is no such tag."""
    try:
        return git(root, "cat-file", "tag", f"refs/tags/{own}").decode("utf-8", "replace")
    except GitError:
        return None


def signature(root: Path, own: str) -> str | None:
    """What git makes of the signature of a tag: '' when it is good, None when there is none."""
    said = message(root, own)
    if said is None or "-----BEGIN" not in said:
        return None
    try:
        revisions.git(root, "verify-tag", own)
    except GitError as error:
        return str(error) or "签名不对"
    return ""
