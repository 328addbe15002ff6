"""The proof that a version, wherever it lies, is what its commit gives.

First every file is held against the manifest, then the version is made again from its commit and
compared byte for byte. Last, what was changed in the filings since is told, so that whoever compares
an old page with today's data knows why they differ.
"""

from __future__ import annotations

import re
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urljoin

from .. import flow, revisions
from ..calendar import Month
from ..flow import Watcher, World
from ..ledger.corrections import Correction, corrections
from ..problems import Problem, has_errors
from ..words.sentences import ours, revision, said
from . import making, manifest, tags
from .making import Named, Plan
from .manifest import Manifest, UnreadableManifestError, is_version

_SHOWN = 20
"""So many files of a kind are named."""

_TIMEOUT = 30
_AT_ONCE = 8


@dataclass(slots=True)
class Proof:
    """What came of it: problems, and a sentence for each version that holds.

    ``spoilt`` are the versions that are not what their manifests say.
    """

    problems: list[Problem] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    spoilt: set[str] = field(default_factory=set)

    @property
    def sound(self) -> bool:
        """Whether every version could be looked at and holds."""
        return not has_errors(self.problems)


class UnreachableError(Exception):
    """Nobody answers at an address; the text is for the reader."""


class Copy(Protocol):
    """A published version, wherever it lies."""

    @property
    def name(self) -> str:
        """What it is called."""

    def get(self, path: str) -> bytes | None:
        """The bytes of a file below the version; None when it is not there."""

    def listed(self) -> list[str] | None:
        """Every file below the version; None where that cannot be asked."""


def verify(where: str, root: Path, quick: bool, watcher: Watcher) -> Proof:
    """Verify one version, or every version of a place.

    ``where`` is a folder or an http(s) address, ``root`` the data in their repository. In a shallow
    clone nothing is made again: it would differ through no fault of the version.
    """
    proof = Proof()
    copies = list(_copies(where))
    if not copies:
        words = said("E613.none", where=ours(where), file=ours(manifest.FILE))
        proof.problems.append(Problem(*words, where))
    told = {}
    for copy in copies:
        found = _sums(copy, proof, watcher)
        if found:
            told[copy.name] = found
    _chained(told, copies, proof)
    if told and not quick and revisions.is_shallow(root):
        proof.problems.append(making.cut_short())
    elif told and not quick:
        now = flow.read(root)
        for copy in copies:
            if copy.name in told:
                _again(copy, told[copy.name], root, now, proof, watcher)
    return proof


@dataclass(frozen=True, slots=True)
class _Folder:
    path: Path
    name: str

    def get(self, path: str) -> bytes | None:
        file = self.path / path
        return file.read_bytes() if file.is_file() else None

    def listed(self) -> list[str] | None:
        return [p.relative_to(self.path).as_posix() for p in self.path.rglob("*") if p.is_file()]


@dataclass(frozen=True, slots=True)
class _Address:
    url: str
    name: str

    def get(self, path: str) -> bytes | None:
        return _fetched(urljoin(self.url, quote(path)))

    def listed(self) -> list[str] | None:
        return None


def _copies(where: str) -> Iterator[Copy]:
    if re.match(r"https?://", where):
        url = re.sub(r"[^/]*\.(html|json)$", "", where.partition("?")[0].partition("#")[0])
        url = url if url.endswith("/") else f"{url}/"
        if _fetched(urljoin(url, manifest.FILE)) is not None:
            yield _Address(url, where)
            return
        for name in _listed(_fetched(urljoin(url, "versions.json")) or b""):
            yield _Address(urljoin(url, f"{name}/"), name)
        return
    folder = Path(where)
    if (folder / manifest.FILE).is_file():
        yield _Folder(folder, folder.resolve().name)
    elif folder.is_dir():
        for path in sorted(folder.iterdir()):
            if is_version(path.name) and path.is_dir() and not path.is_symlink():
                yield _Folder(path, path.name)


def _listed(data: bytes) -> list[str]:
    """The versions that a versions.json names."""
    found = re.findall(rb'"version":\s*"([^"]+)"', data)
    return [name.decode() for name in found if is_version(name.decode("utf-8", "replace"))]


def _fetched(url: str) -> bytes | None:
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT) as answer:
            data: bytes = answer.read()
            return data
    except urllib.error.HTTPError:
        return None
    except (urllib.error.URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise UnreachableError(f"打不开 {url}：{reason}") from error


def _sums(copy: Copy, proof: Proof, watcher: Watcher) -> Manifest | None:
    """Hold every file against the manifest; gives it where it can be read."""
    watcher.begin(f"{copy.name}：逐个文件比对清单")
    data = copy.get(manifest.FILE)
    try:
        if data is None:
            raise UnreadableManifestError("没有清单")
        told = manifest.parse(data)
    except UnreadableManifestError as error:
        words = said("E613", name=ours(copy.name), why=ours(error))
        proof.problems.append(Problem(*words, copy.name))
        return None
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = dict(zip(told.files, pool.map(copy.get, told.files), strict=True))
    changed = [p for p, d in found.items() if d is not None and manifest.digest(d) != told.files[p]]
    gone = [path for path, data in found.items() if data is None]
    listed = copy.listed() or []
    more = sorted(set(listed) - told.files.keys() - {manifest.FILE})
    for key, paths in (("E611.changed", changed), ("E611.gone", gone), ("E611.added", more)):
        proof.problems += _told(key, copy.name, paths)
        proof.spoilt |= {copy.name} if paths else set()
    return told


def _told(key: str, name: str, paths: list[str]) -> list[Problem]:
    files = [f"{name}/{path}" for path in paths[:_SHOWN]]
    shown = [Problem(*said(key, path=ours(file)), file) for file in files]
    if len(paths) > _SHOWN:
        words = said(f"{key}_more", name=ours(name), count=len(paths) - _SHOWN)
        shown.append(Problem(*words, name))
    return shown


def _chained(told: dict[str, Manifest], copies: list[Copy], proof: Proof) -> None:
    """Each manifest names the digest of the one before: hold those that are here against it."""
    raw = {copy.name: copy.get(manifest.FILE) for copy in copies}
    for name, own in told.items():
        before = own.previous
        data = raw.get(before.version) if before else None
        if before and data is not None and manifest.digest(data) != before.manifest:
            words = said("E611.before", before=ours(before.version), name=ours(name))
            proof.problems.append(Problem(*words, f"{before.version}/{manifest.FILE}"))
            proof.spoilt.add(before.version)


def _again(
    copy: Copy, told: Manifest, root: Path, now: World, proof: Proof, watcher: Watcher
) -> None:
    """Make the version again, compare, and see what its tag says; ``now`` is what the root holds."""
    proof.problems += _of_tool(copy.name, told)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="taizhang-") as scratch,
            revisions.checked_out(root, told.commit, Path(scratch)) as folder,
        ):
            faults = _compared(copy.name, told, folder, Path(scratch) / "made", watcher)
            since = list(_since(copy.name, told, flow.read(folder), now, root))
    except revisions.UnknownRevisionError:
        proof.problems.append(making.no_commit(told.commit, told.version))
        return
    tagged, fault = _tagged(root, told, copy)
    faults += [fault] if fault else []
    proof.problems += [*faults, *since]
    if not faults and copy.name not in proof.spoilt:
        proof.sentences.append(
            f"{copy.name} 属实：{len(told.files)} 个文件与清单一致，"
            f"由提交 {told.commit[:8]} 重新生成逐字节相同{tagged}"
        )


def _compared(
    name: str, told: Manifest, folder: Path, out: Path, watcher: Watcher
) -> list[Problem]:
    """What is not as it comes out of the commit that is checked out in ``folder``."""
    problems = making.make(folder, Plan.of(told), out, Named(watcher, name))
    errors = [problem for problem in problems if has_errors([problem])]
    if errors:
        words = said("E612.unmade", name=ours(name), commit=revision(told.commit[:8]))
        return [*errors, Problem(*words, name)]
    made = manifest.parse((out / "site" / manifest.FILE).read_bytes())
    differs = list(_differences(told, made))
    files = [f"{name}/{path}" for path in differs[:_SHOWN]]
    found = [Problem(*said("E612", path=ours(file)), file) for file in files]
    if len(differs) > _SHOWN:
        words = said("E612.more", name=ours(name), count=len(differs) - _SHOWN)
        found.append(Problem(*words, name))
    return found


def _tagged(root: Path, told: Manifest, copy: Copy) -> tuple[str, Problem | None]:
    """What a tag of the version adds to the proof, or speaks against it."""
    own = tags.name(told.version, told.edition)
    signed, data = tags.message(root, own), copy.get(manifest.FILE)
    if signed is None or data is None:
        return "", None
    if manifest.digest(data) not in signed:
        return "", Problem(*said("E611.tag", name=ours(copy.name), tag=ours(own)), copy.name)
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


def _of_tool(name: str, told: Manifest) -> Iterator[Problem]:
    own = making.tool()
    if own == told.tool:
        return
    pairs = {"程序": (told.tool.version, own.version), "Python": (told.tool.python, own.python)}
    pairs |= {
        library: (told.tool.libraries.get(library, "没有"), own.libraries.get(library, "没有"))
        for library in sorted(told.tool.libraries.keys() | own.libraries.keys())
    }
    words = [f"{what} {then} → {now}" for what, (then, now) in pairs.items() if then != now]
    if not words:
        words = ["程序的代码或模板有改动"]
    yield Problem(*said("W615", name=ours(name), differing=ours("，".join(words))), name)


def _since(name: str, told: Manifest, then: World, now: World, root: Path) -> Iterator[Problem]:
    """The filings that the version used and that are not what they were."""
    if then.ledger is None or now.ledger is None or then.catalogue is None:
        return
    before, after, shown = then.ledger, now.ledger, then.catalogue
    if told.edition == "public":
        before, after, shown = before.public, after.public, shown.for_public()
    for found in corrections(before.of(shown), after, Month.of(told.as_of)):
        yield from _corrected(name, told, found, root)


def _corrected(name: str, told: Manifest, found: Correction, root: Path) -> Iterator[Problem]:
    path = found.filing.file
    try:
        commits = revisions.log(root, told.commit, "HEAD", path)
    except revisions.GitError:
        commits = []
    who = f"提交 {commits[0].id[:8]}，{commits[0].author}" if commits else "还没有提交"
    tell = partial(said, name=ours(name), who=ours(who))
    if not (found.dropped or found.cells or found.added):
        what = "已删去" if found.now is None else found.unseen
        yield Problem(*tell("W616", what=ours(what)), path)
    if found.dropped:
        rows = "、".join(f"原第{row.line}行{_named(row.row)}" for row in found.dropped[:_SHOWN])
        more = "等" if len(found.dropped) > _SHOWN else ""
        words = tell("W616.dropped", count=len(found.dropped), rows=ours(rows + more))
        yield Problem(*words, path)
    for cell in found.cells[:_SHOWN]:
        was, now = (ours(value or "空") for value in (cell.was, cell.now))
        header, named = ours(cell.header), ours(_named(cell.row))
        words = tell("W616.cell", header=header, row=named, was=was, now=now)
        yield Problem(*words, path, cell.line, field=cell.header, value=cell.now)
    for row in found.added[:_SHOWN]:
        yield Problem(*tell("W616.added", row=ours(_named(row.row))), path, row.line)
    left = sum(max(0, len(each) - _SHOWN) for each in (found.cells, found.added))
    if left:
        yield Problem(*tell("W616.more", count=left), path)


def _named(row: str) -> str:
    return f"（{row}）" if row else ""
