"""The proof that a place shows what was published, and that each version is what its commit gives.

First it is looked at as a visitor meets it: what lies beside the versions, the list, the first page. Then
every file is held against the manifest, the versions against each other, and last each is made again from
its commit and compared byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ... import catalogue, flow
from ...calendar import Month
from ...catalogue.owing import filing_months
from ...flow import Watcher
from ...intake.telling import file_path
from ...judging.kinds import KINDS
from ...problems import Problem, has_errors
from ...progress import counted
from ...store import NOWHERE
from ...words.sentences import Shown, said
from .. import making, manifest, tags, tombstone
from ..manifest import CURRENT, Manifest, Name, UnreadableManifestError, is_version
from ..place import VERSIONS, named
from ..tombstone import Tombstone
from . import answers, beside, chain
from .again import again
from .fetching import UnseenError
from .seen import AtAddress, Below, OnBranch, Seen, at, get

_SHOWN = 20
"""So many files of a kind are named."""

_HEADS = (manifest.FILE, tombstone.FILE)


@dataclass(slots=True)
class Proof:
    """What came of it: problems, a sentence for each version that holds, and what cannot be told.

    ``spoilt`` are the versions that are not what their manifests say.
    """

    problems: list[Problem] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    spoilt: set[str] = field(default_factory=set)

    @property
    def sound(self) -> bool:
        """Whether everything could be looked at and holds."""
        return not has_errors(self.problems)


@dataclass(slots=True)
class _Versions:
    """What was found by name: where it is seen, the manifests, what they say, and what was withdrawn."""

    copies: dict[str, Seen] = field(default_factory=dict)
    raw: dict[str, bytes] = field(default_factory=dict)
    told: dict[str, Manifest] = field(default_factory=dict)
    graves: dict[str, Tombstone] = field(default_factory=dict)

    @property
    def heads(self) -> Mapping[str, bytes]:
        """The manifests, and what stands in the place of those."""
        return {**self.raw, **{name: stone.as_bytes() for name, stone in self.graves.items()}}


def verify(where: str, root: Path, quick: bool, watcher: Watcher, *, branch: bool = False) -> Proof:
    """Verify one version, or a place and every version of it.

    ``where`` is a folder, an http(s) address or the name of a branch, ``root`` the data in their
    repository. In a clone without all of the history nothing is made again: it would differ through no
    fault of the version. UnreachableError where nobody answers, or there is no such branch.
    """
    proof = Proof()
    place: Seen = OnBranch(root, where) if branch else at(where)
    heads = [data for head in _HEADS if (data := get(place, head)) is not None]
    blind = answers.to_anything(place) if isinstance(place, AtAddress) else None
    single = bool(heads) and (blind is None or any(map(_is_head, heads)))
    found = _Versions(
        {place.called: place} if single else dict(_copies(place, root, asked=not blind))
    )
    if not found.copies:
        words = said("E613.none", where=file_path(where), file=Shown(manifest.FILE))
        proof.problems.append(Problem(*words, file_path(where)))
        return proof
    for name, copy in found.copies.items():
        _look(name, copy, found, proof, watcher)
    _together(place, found, proof, root, whole=not single)
    if blind:
        proof.problems.append(blind)
    elif isinstance(place, AtAddress) and not single:
        proof.problems += answers.first(place, found.told)
    if isinstance(place, AtAddress):
        proof.notes.append(_UNSEEN)
    if found.told and quick:
        proof.sentences += _held(found, proof)
    elif found.told:
        _made_again(found, root, proof, watcher)
    return proof


def _is_head(data: bytes) -> bool:
    try:
        return tombstone.read(data) is not None or bool(manifest.parse(data))
    except UnreadableManifestError:
        return False


_UNSEEN = "按地址核对，清单以外多出来的文件看不全：请在服务器上对文件夹再核对一次。"


def _copies(place: Seen, root: Path, *, asked: bool) -> Iterator[tuple[str, Seen]]:
    """Every version of a place; of a web server those that are listed, named by others, or likely
    (``asked``)."""
    every = place.every()
    if every is not None:
        names = sorted(
            name for name, kind in every.items() if is_version(name) and kind == "folder"
        )
        yield from ((name, Below(place, f"{name}/", name)) for name in names)
        return
    found: dict[str, Seen] = {}
    listed = named(get(place, VERSIONS) or b"")
    waiting, tried = [*listed, *(_likely(root) if asked else ())], set()
    while waiting:
        name = waiting.pop()
        if name in tried:
            continue
        tried.add(name)
        copy = Below(place, f"{name}/", name)
        heads = [data for head in _HEADS if (data := get(copy, head)) is not None]
        if heads or name in listed:
            found[name] = copy
            waiting += _others(name, heads, asked=asked)
    yield from sorted(found.items())


def _others(name: str, heads: list[bytes], *, asked: bool) -> Iterator[str]:
    """The version before one, and the one that may have come after it for the same month."""
    for data in heads:
        try:
            before = manifest.parse(data).previous
        except UnreadableManifestError:
            continue
        if before:
            yield before.version
    if asked and heads and name != CURRENT:
        own = Name.parse(name)
        yield str(Name(own.month, own.revision + 1))


def _likely(root: Path) -> Iterator[str]:
    """The months of the root's own plan, in which somebody may have published."""
    declared, _ = catalogue.read(root, KINDS)
    if declared is not None:
        yield from (
            str(Name(month)) for month in filing_months(declared) if isinstance(month, Month)
        )


def _look(name: str, copy: Seen, found: _Versions, proof: Proof, watcher: Watcher) -> None:
    """Hold every file of a version against its manifest, or of one withdrawn against what it says."""
    watcher.begin(f"{file_path(name)}：逐个文件比对清单")
    data, grave = (get(copy, head) for head in _HEADS)
    stone = tombstone.read(grave) if grave is not None and data is None else None
    if stone is not None:
        found.graves[name] = stone
        proof.problems += _withdrawn(name, copy, stone)
        return
    try:
        if data is None:
            raise UnreadableManifestError("没有清单")
        told = manifest.parse(data)
    except UnreadableManifestError as error:
        words = said("E613", name=file_path(name), why=Shown(error))
        proof.problems.append(Problem(*words, file_path(name)))
        return
    found.raw[name], found.told[name] = data, told
    spoilt = [*_sums(name, copy, told), *chain.claims(name, told)]
    if told.as_bytes() != data:
        words = said("E631.form", name=file_path(name))
        proof.problems.append(Problem(*words, file_path(f"{name}/{manifest.FILE}")))
    proof.problems += spoilt
    proof.spoilt |= {name} if spoilt else set()


def _withdrawn(name: str, copy: Seen, stone: Tombstone) -> Iterator[Problem]:
    files = stone.files()
    as_written = all(found == files[path] for path, found in copy.many(files))
    kinds = copy.every()
    alone = kinds is None or kinds == dict.fromkeys(files, "file")
    if not as_written or not alone or (is_version(name) and name != stone.version):
        yield Problem(*said("E634.changed", name=file_path(name)), file_path(name))
    words = said("W630", name=file_path(name), day=Shown(stone.withdrawn_on), reason=stone.shown)
    yield Problem(*words, file_path(name))


def _sums(name: str, copy: Seen, told: Manifest) -> Iterator[Problem]:
    changed: list[str] = []
    gone: list[str] = []
    for path, found in counted(copy.many(told.files), len(told.files)):
        if isinstance(found, UnseenError):
            shown = file_path(f"{name}/{path}")
            yield Problem(*said("E633", path=shown, why=Shown(found)), shown)
        elif found is None:
            gone.append(path)
        elif manifest.digest(found) != told.files[path]:
            changed.append(path)
    kinds = copy.every() or {}
    links = sorted(path for path, kind in kinds.items() if kind == "link")
    folders = {path[:at] for path in told.files for at, char in enumerate(path) if char == "/"}
    known = {*told.files, *folders, manifest.FILE, *links}
    more = sorted(
        f"{path}/" if kind == "folder" else path for path, kind in kinds.items()
        if path not in known and path.rpartition("/")[0] in {"", *folders}
    )  # fmt: skip
    for key, paths in (
        ("E611.changed", changed),
        ("E611.gone", gone),
        ("E611.added", more),
        ("E611.link", links),
    ):
        yield from _told(key, name, paths)


def _told(key: str, name: str, paths: list[str]) -> Iterator[Problem]:
    for path in paths[:_SHOWN]:
        shown = file_path(f"{name}/{path}")
        yield Problem(*said(key, path=shown), shown)
    if len(paths) > _SHOWN:
        words = said(f"{key}_more", name=file_path(name), count=len(paths) - _SHOWN)
        yield Problem(*words, file_path(name))


def _together(place: Seen, found: _Versions, proof: Proof, root: Path, *, whole: bool) -> None:
    """What the versions say of each other, and what lies beside them."""
    for name, problem in chain.broken(found.raw, found.told, found.graves, whole=whole):
        proof.problems.append(problem)
        proof.spoilt.add(name)
    if not whole:
        return
    proof.problems += chain.editions(found.told)
    editions = [own.edition for own in found.told.values()]
    if editions:
        common = max(set(editions), key=editions.count)
        proof.problems += chain.skipped(found.copies, tags.known(root, common))
    proof.problems += beside.looked_at(place, found.heads)


def _held(found: _Versions, proof: Proof) -> Iterator[str]:
    """A sentence for each version that is what its manifest says, and what has not been looked at."""
    sound = [name for name in found.told if name not in proof.spoilt]
    for name in sound:
        count = len(found.told[name].files)
        yield f"{file_path(name)} 属实：{count} 个文件与清单一致"
    if sound:
        yield "没有重新生成：内容是否出自清单所写的提交，去掉 --quick 再核对。"


def _made_again(found: _Versions, root: Path, proof: Proof, watcher: Watcher) -> None:
    cut = making.cut_short(root)
    if cut:
        proof.problems.append(cut)
        return
    now = flow.read(root, held=NOWHERE)
    for name, told in found.told.items():
        own = again(name, found.copies[name], found.raw[name], told, root, now, watcher)
        proof.problems += [*own.told, *own.faults]
        if not own.faults and name not in proof.spoilt:
            proof.sentences.append(
                f"{file_path(name)} 属实：{len(told.files)} 个文件与清单一致，{own.proven}"
            )
