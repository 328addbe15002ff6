"""The whole run on one screen: declared → filed → judged → shown → published.

Each step takes what the one before gave. Problems are collected; the first step that finds an error
ends the run, and what was published before stays. A filing with errors is left out, and the run goes on.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from . import catalogue, disk, ledger, look, progress, revisions, store, unchanged
from .catalogue import Catalogue
from .catalogue.model.terms import Audience
from .frozen import dataclass
from .intake import registered
from .judging import bench, divided
from .judging.history import History, closings
from .judging.kinds import KINDS
from .judging.results import Results
from .ledger import Ledger
from .ledger.corrections import dropping
from .problems import Problem, has_errors, in_order
from .store import NOWHERE, Store
from .words.sentences import Shown, said

if TYPE_CHECKING:
    from .pages.release import Release


class Watcher(Protocol):
    """Whoever wants to know how far a run is."""

    def begin(self, name: str) -> None:
        """The step before has ended, this one begins; how far it is, ``progress`` tells."""


class Unwatched:
    """Nobody wants to know."""

    def begin(self, name: str) -> None:
        """Nothing is told."""


Choose = Callable[[Catalogue], date]
"""Says which day counts as now, once the plan year is known."""

Released = Callable[["World", Results], "Release | None"]
"""Says which version a world and its results are published as; None for a site by itself."""

Judged = Callable[["World", date, Audience], Results]
"""As ``judge``."""

Stood = Callable[[str], None]
"""Told the digest of the products while nobody else may write them; not where they hang on more than is known."""

_NOBODY = Unwatched()

STEPS = ("检查任务清单和规则", "读取并合并报送", "逐项判定", "回看各月", "写出页面", "生成网站")


@dataclass(frozen=True, slots=True)
class World:
    """What is declared and what is filed; None where an error stands in the way.

    A filing with errors stands in nobody's way: the ledger leaves it out, and its problems say so.
    ``held`` is where what is made of it may be kept.
    """

    catalogue: Catalogue | None
    ledger: Ledger | None
    problems: list[Problem]
    held: Store = NOWHERE

    @property
    def sound(self) -> bool:
        """Whether it may be judged: no error but of filings that are left out."""
        return not has_errors(self.problems)


def read(
    root: Path,
    watcher: Watcher = _NOBODY,
    *,
    strict: bool = False,
    held: Store | None = None,
    means: ledger.Means = ledger.OWN,
) -> World:
    """Read and check everything below root; strictly, no filing is left out and any error stops.

    ``held`` is where what was made before is kept: None for the root's own store. Whoever reads a copy
    names one, as anybody may have put a store into what was committed. ``means`` is what reads and holds
    filings.
    """
    held = store.of(root) if held is None else held
    watcher.begin(STEPS[0])
    declared, problems = catalogue.read(root, KINDS, held)
    if declared is None:
        return World(None, None, problems, held)
    watcher.begin(STEPS[1])
    filed, more = ledger.open_ledger(root, declared, held, means)
    if strict:
        more = [replace(problem, left_out=False) for problem in more]
    problems += [*more, *dropping(filed), *registered.check(declared)]
    return World(declared, filed, in_order(problems), held)


def judge(world: World, as_of: date, audience: Audience = "internal") -> Results:
    """Every verdict of a sound world for an audience; ValueError for a world that is not."""
    if world.catalogue is None or world.ledger is None:
        raise ValueError("not sound")
    return bench.judge(world.catalogue, world.ledger, as_of, audience, world.held)


def build(
    root: Path,
    choose: Choose,
    out: Path,
    watcher: Watcher,
    audience: Audience = "public",
    released: Released = lambda world, results: None,
    *,
    strict: bool = False,
    held: Store | None = None,
    means: ledger.Means = ledger.OWN,
    run: unchanged.Run | None = None,
) -> list[Problem]:
    """The whole run: ``site/`` and ``results.json`` below out; on any error both stay. ``held`` and ``means``
    as in ``read``; ``run`` notes what it made."""
    world = read(root, watcher, strict=strict, held=held, means=means)
    made: list[str] = []
    stood = made.append if run else None
    problems = show(root, world, choose, out, watcher, audience, released, stood=stood)
    if run and world.catalogue and made:
        texts = [each.notice.text for each in world.catalogue.notices]
        run.note(unchanged.Made(choose(world.catalogue), problems), made[0], texts)
    return problems


def show(
    root: Path,
    world: World,
    choose: Choose,
    out: Path,
    watcher: Watcher,
    audience: Audience = "public",
    released: Released = lambda world, results: None,
    judged: Judged = judge,
    stood: Stood | None = None,
) -> list[Problem]:
    """What comes after reading, as in ``build``; ``judged`` is asked for results, in whatever way it has them."""
    if world.catalogue is None or not world.sound:
        return world.problems
    watcher.begin(STEPS[2])
    results = judged(world, choose(world.catalogue), audience)
    watcher.begin(STEPS[3])
    from . import overrides  # what only judges needs none of these
    from .pages.bulletins import kept

    history = closings(results, lambda day: judged(world, day, audience), world.held, kept.of_day)
    release = released(world, results)
    made = _publish(root, results, history, release, out, watcher, world.held, stood)
    world.held.tend()
    return [*world.problems, *overrides.check(root), *made]


def write_results(results: Results, out: Path) -> Path:
    """Write ``results.json`` below out, with its parts where it is divided; its path.

    What was judged is kept with it.
    The parts stand there before it names them, and those that nothing names any more go. Of what else lies in
    their folder nothing is touched.
    """
    file = out / divided.FILE
    with disk.renewed(file) as new:
        before, work, written = divided.named(file), new.with_name("parts"), set[str]()
        for path, pieces in divided.files(results):
            if path == divided.FILE:
                disk.write(new, pieces)
            else:
                written.add(path)
                (work / path).parent.mkdir(parents=True, exist_ok=True)
                with (work / path).open("wb") as part:
                    part.writelines(pieces)
        if written:
            disk.flush(work)
            (out / divided.FOLDER).mkdir(exist_ok=True)
        for path in sorted(written):
            disk.swap(work / path, out / path)
    divided.discard(out, before - written)
    results.keep()
    return file


def _publish(
    root: Path,
    results: Results,
    history: History,
    release: Release | None,
    out: Path,
    watcher: Watcher,
    held: Store,
    stood: Stood | None,
) -> list[Problem]:
    from jinja2 import TemplateError  # what only judges needs none of these

    from . import publishing
    from .pages.release import promised
    from .pages.writing import write

    out.mkdir(parents=True, exist_ok=True)
    watcher.begin(STEPS[4])
    alone: list[Mapping[str, str]] = []
    with disk.alone(out / ".pages") as work:
        own = held.room("docs", store.key(str(out.resolve()))) if stood else None
        docs, shown = own or work / "docs", look.lay(root, work / "look")
        try:
            edits = revisions.counted(root, *unchanged.PLANNED)
            nav = write(results, shown / "site", docs, history, release, held, edits)
        except TemplateError as error:
            return [_template(shown, error)]
        watcher.begin(STEPS[5])
        problems = publishing.build(
            docs,
            shown / "mkdocs.yml",
            out / "site",
            as_of=results.case.as_of,
            nav=nav,
            site_name=results.case.catalogue.notice.name,
            versioned=release is not None,
            promised=promised(release),
            progress=progress.told,
            held=held,
            lent=True,
            alone=alone.append,
        )
        if not has_errors(problems):
            write_results(results, out)
            if stood and alone:
                stood(unchanged.products(out, alone[-1]))
    return problems


def _template(shown: Path, error: Exception) -> Problem:
    """What is wrong with a template, at the line where writing the page stopped."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    place = Path(frames[-1].filename).relative_to(shown).as_posix() if frames else ""
    line = frames[-1].lineno if frames else None
    return Problem(*said("E608", why=Shown(error)), place or "site/templates", line)
