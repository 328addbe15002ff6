"""Making a version again from its commit, by the program that made it, and holding it against that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ... import disk, flow, revisions
from ...flow import Watcher, World
from ...problems import Problem, has_errors
from ...store import NOWHERE
from ...words.sentences import Shown, revision, said
from .. import making, manifest, tags
from ..making import Named, Plan
from ..manifest import Manifest
from . import programs
from .seen import Seen
from .since import since

_SHOWN = 20
"""So many files are named."""


@dataclass(slots=True)
class Again:
    """What speaks against a version, what is only told, and how it was proven."""

    faults: list[Problem] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)
    proven: str = ""


def again(
    name: str, copy: Seen, raw: bytes, told: Manifest, root: Path, now: World, watcher: Watcher
) -> Again:
    """Make a version again and compare; ``raw`` is its manifest, ``now`` what the root holds."""
    found, by = Again(), None
    try:
        with (
            disk.scratch() as scratch,
            revisions.checked_out(root, told.commit, scratch) as folder,
        ):
            if not programs.is_accepted(root, told.commit):
                words = said("E632.aside", name=Shown(name), commit=revision(told.commit[:8]))
                found.faults.append(Problem(*words, f"{name}/{manifest.FILE}"))
            older = programs.of(told.tool, root, told.commit, folder, scratch)
            if older:
                watcher.begin(f"{name}：用发布时的程序（{told.tool.version}）重新生成")
                by = programs.verified(older, told, copy, root, scratch)
            found.told += list(_of_tool(name, told, by))
            if by is None:
                found.faults += _compared(name, told, folder, scratch / "made", watcher)
            else:
                found.faults += [
                    Problem(*said("E612.older", name=Shown(name), why=Shown(each)), name)
                    for each in by
                ]
            found.told += since(name, told, flow.read(folder, held=NOWHERE), now, root)
    except revisions.UnknownRevisionError:
        found.faults.append(making.no_commit(told.commit, told.version))
        return found
    tagged, fault = _tagged(root, told, name, raw)
    found.faults += [fault] if fault else []
    with_ = "" if by is None else f"用发布时的程序（{told.tool.version}）"
    found.proven = f"由提交 {told.commit[:8]} {with_}重新生成逐字节相同{tagged}"
    return found


def _compared(
    name: str, told: Manifest, folder: Path, out: Path, watcher: Watcher
) -> list[Problem]:
    """What is not as it comes out of the commit that is checked out in ``folder``."""
    source = making.Checkout(folder, NOWHERE)
    problems = making.make(source, Plan.of(told), out, Named(watcher, name))
    errors = [problem for problem in problems if has_errors([problem])]
    if errors:
        words = said("E612.unmade", name=Shown(name), commit=revision(told.commit[:8]))
        return [*errors, Problem(*words, name)]
    made = manifest.parse((out / "site" / manifest.FILE).read_bytes())
    differs = list(_differences(told, made))
    files = [f"{name}/{path}" for path in differs[:_SHOWN]]
    found = [Problem(*said("E612", path=Shown(file)), file) for file in files]
    if len(differs) > _SHOWN:
        words = said("E612.more", name=Shown(name), count=len(differs) - _SHOWN)
        found.append(Problem(*words, name))
    return found


def _tagged(root: Path, told: Manifest, name: str, raw: bytes) -> tuple[str, Problem | None]:
    """What a tag of the version adds to the proof, or speaks against it."""
    own = tags.name(told.version, told.edition)
    signed = tags.message(root, own)
    if signed is None:
        return "", None
    if manifest.digest(raw) not in signed:
        return "", Problem(*said("E611.tag", name=Shown(name), tag=Shown(own)), name)
    match tags.signature(root, own):
        case None:
            return f"；与标签 {own} 一致（没有签名）", None
        case "":
            return f"；标签 {own} 的签名有效", None
        case _:
            return f"；标签 {own} 的签名，本机的 git 没有认可", None


def _differences(told: Manifest, made: Manifest) -> Iterator[str]:
    """Files that are not the same, and inputs that are not."""
    for path in sorted(told.files.keys() | made.files.keys()):
        if told.files.get(path) != made.files.get(path):
            yield path
    for path in sorted(told.inputs.keys() | made.inputs.keys()):
        if told.inputs.get(path) != made.inputs.get(path):
            yield f"{manifest.FILE}（来源 {path}）"
    if told.digest != made.digest and told.inputs == made.inputs:
        yield f"{manifest.FILE}（来源的总摘要）"


def _of_tool(name: str, told: Manifest, by: object | None) -> Iterator[Problem]:
    """W615: with what it was made otherwise; ``by`` is None unless its own program made it again."""
    own = making.tool()
    if own == told.tool:
        return
    pairs = {"Python": (told.tool.python, own.python)}
    if by is None:
        pairs = {"程序": (told.tool.version, own.version), **pairs}
    pairs |= {
        library: (told.tool.libraries.get(library, "没有"), own.libraries.get(library, "没有"))
        for library in sorted(told.tool.libraries.keys() | own.libraries.keys())
    }
    words = [f"{what} {then} → {now}" for what, (then, now) in pairs.items() if then != now]
    if by is None and own.digest != told.tool.digest:
        words = words or ["程序的代码或模板有改动"]
        key = "W615.absent"
        version, digest = Shown(told.tool.version), revision(told.tool.digest[:12])
        yield Problem(*said(key, name=Shown(name), version=version, digest=digest), name)
    if words:
        yield Problem(*said("W615", name=Shown(name), differing=Shown("，".join(words))), name)
