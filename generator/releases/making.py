"""One version made from a commit: pages and manifest in a folder, the same bytes every time.

Publishing and verifying both make versions here, so that they cannot differ.
"""

from __future__ import annotations

import platform
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import assert_never

from .. import __version__, flow, look, revisions, unchanged
from ..catalogue.model.terms import Audience
from ..flow import Watcher, World
from ..frozen import dataclass
from ..intake.telling import file_path
from ..judging.results import Results
from ..pages.release import Release
from ..problems import Problem, has_errors
from ..receipts import LOG, SUPERSEDED
from ..store import Store
from ..words.sentences import Shown, revision, said
from . import compare, manifest
from .manifest import Manifest, Previous, Tool

_LIBRARIES = (
    "cattrs", "icalendar", "jinja2", "jsonschema", "markdown", "markupsafe", "mkdocs",
    "mkdocs-material", "numpy", "pandas", "pymdown-extensions", "pyyaml",
)  # fmt: skip
"""Whatever has a say in the bytes of a page or of a download."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a version is made from; two equal plans give equal bytes."""

    version: str
    title: str
    edition: Audience
    commit: str
    as_of: date
    reason: str = ""
    previous: Previous | None = None

    @classmethod
    def of(cls, told: Manifest) -> Plan:
        """The plan by which a version was made."""
        return cls(*(getattr(told, field.name) for field in fields(cls)))


@dataclass(frozen=True, slots=True)
class Input:
    """A file that a version is made from: path as it is shown, SHA-256, and its folder below the root.
    It is ``called`` by what it is of: its name up to the first dot."""

    path: str
    digest: str
    folder: str
    called: str


@dataclass(frozen=True, slots=True)
class Named:
    """Tells a watcher of several versions which one a step belongs to."""

    watcher: Watcher
    title: str

    def begin(self, name: str) -> None:
        """The step, after the title of the version."""
        self.watcher.begin(f"{self.title}：{name}")


_JUDGED = 3
"""So many results are at hand: those of a version, of the one before, and of a closing in between."""


class Checkout:
    """A commit that is checked out in a folder: it is read once, and judged once for a day, for all versions
    that are made of it one after another.

    Strictly, there is none as soon as a filing is left out. ``held`` is where what was made before is kept.
    """

    def __init__(self, folder: Path, held: Store, *, strict: bool = False) -> None:
        self.folder, self.strict = folder, strict
        self._held = held
        self._world: World | None = None
        self._results = lru_cache(_JUDGED)(self._judge)

    def read(self, watcher: Watcher) -> World:
        """What is declared and filed; the watcher is told of it when it is read."""
        if self._world is None:
            self._world = flow.read(self.folder, watcher, strict=self.strict, held=self._held)
        return self._world

    def judged(self, world: World, day: date, audience: Audience) -> Results:
        """As ``flow.judge``; those of the commit itself are at hand for a while."""
        own = world is self._world
        return self._results(day, audience) if own else flow.judge(world, day, audience)

    def _judge(self, day: date, audience: Audience) -> Results:
        assert self._world is not None
        return flow.judge(self._world, day, audience)

    @cached_property
    def inputs(self) -> list[Input]:
        """Every file that a version is made from."""
        return list(_inputs(self.folder))


def make(source: Checkout, plan: Plan, out: Path, watcher: Watcher) -> list[Problem]:
    """Write a version to ``out / "site"`` from its commit.

    Errors that stand in the way mean that there is none. Filings that are left out are so in every run
    from this commit.
    """
    missing: list[Problem] = []
    folder, every = source.folder, source.inputs
    unnamed: set[str] = set()

    def released(world: World, results: Results) -> Release:
        before = None
        if plan.edition == "public" and world.catalogue:
            unnamed.update(_unnamed(world, every))
        if plan.previous:
            try:
                before = compare.before(
                    folder, plan.commit, plan.previous, world, results, out.parent, source.judged
                )
                if before is None:
                    words = said("W620", version=Shown(plan.previous.version))
                    missing.append(Problem(*words))
            except revisions.UnknownRevisionError:
                missing.append(no_commit(plan.previous.commit, plan.previous.version))
        return Release(plan.version, plan.title, plan.commit, plan.reason, before)

    problems = flow.show(
        folder,
        source.read(watcher),
        lambda _: plan.as_of,
        out,
        watcher,
        plan.edition,
        released,
        source.judged,
    )
    problems = [*problems, *missing]
    if has_errors(problems):
        return problems
    site = out / "site"
    named = {each.path: each.digest for each in every if each.path not in unnamed}
    told = _manifest(plan, named, manifest.digests(site))
    (site / manifest.FILE).write_bytes(told.as_bytes())
    return problems


def tool() -> Tool:
    """This program, as it runs."""
    libraries = {name: installed(name) for name in _LIBRARIES}
    libraries["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    return Tool(__version__, _own_digest(), platform.python_version(), libraries)


def no_commit(commit: str, version: str) -> Problem:
    """E614: the history lacks the commit that a version was made from."""
    words = said("E614", version=Shown(version), commit=revision(commit[:8]))
    return Problem(*words, value=commit)


def cut_short(root: Path) -> Problem | None:
    """E624: a clone without all of the history; a version made there would say what the history denies."""
    lack = revisions.lacking(root)
    match lack:
        case None:
            return None
        case "shallow":
            return Problem(*said("E624"))
        case "grafts":
            return Problem(*said("E624.grafts"))
        case "partial":
            return Problem(*said("E624.partial"))
    assert_never(lack)


def _unnamed(world: World, every: Iterable[Input]) -> Iterator[str]:
    """The inputs that a public version does not name: those of what is internal, and those whose few
    possible contents could be tried until a digest fits."""
    assert world.catalogue is not None
    assert world.ledger is not None
    secret = compare.hidden(world.catalogue)
    withheld = [filing for filing in world.ledger.public.filings if filing.withheld]
    unread = {each.path for each in world.ledger.left_out}  # nobody knows what is in them
    guessable = {filing.file for filing in withheld}
    guessable |= {LOG} if withheld or unread else set()  # it names each version by its digest
    kept = {(f"{SUPERSEDED}/{filing.period}/{filing.unit}", filing.form) for filing in withheld}
    for each in every:
        faulty = any(each.path == at or each.path.startswith(f"{at}/") for at in unread)
        beside = (each.folder, each.called) in kept
        if each.called in secret or each.path in guessable or beside or faulty:
            yield each.path


def _manifest(plan: Plan, named: Mapping[str, str], files: Mapping[str, str]) -> Manifest:
    """``named`` are the inputs of which it tells; the others are no part of the digest either."""
    return Manifest(
        **{field.name: getattr(plan, field.name) for field in fields(plan)},
        tool=tool(),
        digest=manifest.digest_of(named),
        inputs=named,
        files=files,
    )


def _inputs(folder: Path) -> Iterator[Input]:
    for name in (*unchanged.DECLARED, *look.TOPS):
        top = folder / name
        found = [top] if top.is_file() else sorted(top.rglob("*"))
        for path in found:
            if path.is_file():
                below, called = path.relative_to(folder), path.name.partition(".")[0]
                digest = manifest.digest(path.read_bytes())
                yield Input(file_path(below.as_posix()), digest, below.parent.as_posix(), called)


@cache
def _own_digest() -> str:
    """Over the program and its look, the same whether it runs from a wheel or from the checkout."""
    return program_digests(Path(__file__).resolve().parent.parent, look.ours())[0]


def program_digests(package: Path, beside: Path) -> list[str]:
    """What manifests may call a program: as it is counted today, and as it was counted before.

    ``package`` is its folder, ``beside`` that of its look.
    """
    files = {f"taizhang/{f.relative_to(package).as_posix()}": f for f in package.rglob("*")}
    shipped = f"taizhang/{look.SHIPPED}/"
    own = {path: file for path, file in files.items() if not path.startswith(shipped)}
    every = {
        p: f for p, f in (own | look.files(beside)).items() if f.suffix in _COUNTED and f.is_file()
    }
    sums = {path: manifest.digest(file.read_bytes()) for path, file in every.items()}
    before = {path: digest for path, digest in sums.items() if not path.endswith(".yaml")}
    return [manifest.digest_of(sums), manifest.digest_of(before)]


_COUNTED = {".py", ".json", ".j2", ".md", ".js", ".css", ".html", ".yml", ".yaml", ".svg"}
CARRIED = _COUNTED | {".txt", ".tsv", ".csv", ".png", ".ico", ".woff2"}
"""Endings of what a program's digest is over, and of what may lie beside that and is never run."""
