"""judge, explain, status, impact: verdicts written, told and compared.

Each loads what judges and what it tells when it is called: a code is explained without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import store
from ..terminal import (
    FAILED,
    Refusal,
    complain,
    concluded,
    lay_out,
    remind,
    say,
    show_beside,
    steps,
)
from ..words.codes import CODES, as_lines
from . import options
from .listed import command
from .means import Beside, means
from .options import chosen

if TYPE_CHECKING:
    from ..catalogue.edits import Edit
    from ..catalogue.model.terms import Audience
    from ..flow import World
    from ..judging.results import Results
    from ..pages.values import Paper
    from ..store import Store


@command("judge")
@options.root
@options.as_of
@options.edition("内部版")
@options.out
@options.strict
@means
def judge(
    root: Path,
    as_of: date | None,
    edition: Audience | None,
    out: Path | None,
    strict: bool,
    beside: Beside,
) -> int:
    """Write ``results.json`` below ``--out``, for the internal edition where none is named."""
    world = _read(root, strict, beside)
    if not world.sound:
        return FAILED
    from .. import flow

    results = _judged(world, as_of, edition or "internal")
    say(_standing(results))
    say(f"判定结果：{flow.write_results(results, out or root / options.BUILD)}")
    remind(world.problems)
    return concluded(world.problems)


@command("explain")
@click.argument("name", metavar="编号")
@options.root
@options.as_of
@options.edition("内部版")
@options.shape
@click.option(
    "--out", type=Path, metavar="文件", help="写成文件，格式由文件名的结尾决定，如 说明.docx。"
)
@options.site("网站的网址，文件中的链接指向那里。")
@options.strict
@means
def explain(
    name: str,
    root: Path,
    as_of: date | None,
    edition: Audience | None,
    shape: str,
    out: Path | None,
    site: str | None,
    strict: bool,
    beside: Beside,
) -> int:
    """Print a code of the table, or a verdict, those of a provision or a clause, step by step; with
    ``--out`` write that as a file, for the internal edition where none is named."""
    write = _writer(out, site, shape)
    if name.upper() in CODES:
        code = CODES[name.upper()]
        if write:
            from ..reports.explain import explain_code

            write(explain_code(code))
        else:
            say("\n".join(as_lines(code)))
        return 0
    from ..judging.results import verdicts_as_json
    from ..reports import explain as report

    world = _read(root, strict, beside)
    if not world.sound:
        return FAILED
    results = _judged(world, as_of, edition or "internal")
    found = report.find(results, name)
    if not found:
        meant = report.meant(results, name)
        guess = f"；是否为“{meant}”？" if meant else "。"
        raise Refusal(f"没有编号为“{name}”的判定、事项或条款{guess}")
    if write:
        write(report.together(results, found))
    elif shape == "json":
        say(verdicts_as_json(results, found))
    else:
        from ..pages.render import terminal

        lay_out(*(terminal.paper(report.explain(results, verdict)) for verdict in found))
    return concluded(world.problems)


@command("status")
@options.root
@options.as_of
@options.unit
@options.strict
@means
def status(root: Path, as_of: date | None, unit: str | None, strict: bool, beside: Beside) -> int:
    """Print how every unit stands, or all that one unit answers for."""
    world = _read(root, strict, beside)
    if not world.sound:
        return FAILED
    results = _judged(world, as_of)
    from ..reports import status as standings

    if unit is None:
        lay_out(standings.everyone(results))
    else:
        lay_out(standings.one(results, options.unit_named(results.case.catalogue, unit)))
    return concluded(world.problems)


@command("impact")
@click.argument("base", metavar="版本或日期")
@click.argument("head", metavar="[版本]", required=False)
@options.root
@options.as_of
@options.shape
@options.strict
def impact(
    base: str, head: str | None, root: Path, as_of: date | None, shape: str, strict: bool
) -> int:
    """Print which verdicts turn, and what was edited of what is declared, between a revision or a day and
    the head, or the folder."""
    from ..catalogue.edits import edits
    from ..judging.turns import turns

    day, held = _as_day(base), store.of(root)
    with ExitStack() as copies:
        there = copies.enter_context(_as_was(root, head))
        new = old = _read(there, strict, held=held)
        if not new.sound:
            return FAILED
        edited: list[Edit] = []
        if day is None:
            then = copies.enter_context(_as_was(root, base))
            old, edited = _read(then, strict, held=held), edits(then, there)
        if not old.sound:
            complain(f"“{base}”有错误，不能比较。")
            return FAILED
        after = _judged(new, as_of)
        before = _judged(old, day or after.case.as_of)
    from ..reports import impact as turning

    found = turns(before, after)
    now = str(after.case.as_of) if day else head or "现在"
    if shape == "json":
        say(turning.as_json(found, edited))
    else:
        lay_out(turning.as_report(found, edited, f"{base} → {now}"))
    return concluded({*old.problems, *new.problems})


def _read(
    root: Path, strict: bool, beside: Beside | None = None, *, held: Store | None = None
) -> World:
    """What a root holds; what stands in the way or is not counted is told. A copy has the store of its root."""
    from .. import flow
    from ..ledger import OWN

    with steps(terse=True) as bar:
        known = options.whole(root)
        used = beside.means(known) if beside else OWN
        world = flow.read(known, bar, strict=strict, held=held, means=used)
    show_beside(world.problems)
    return world


def _judged(world: World, as_of: date | None, audience: Audience = "internal") -> Results:
    """Every verdict of a sound world."""
    from .. import flow

    assert world.catalogue is not None
    with steps(terse=True) as bar:
        bar.begin(flow.STEPS[2])
        return flow.judge(world, chosen(as_of)(world.catalogue), audience)


@contextmanager
def _as_was(root: Path, revision: str | None) -> Iterator[Path]:
    """The folder of a root as it is, or as it was at a revision."""
    if revision is None:
        yield root
        return
    from .. import revisions

    try:
        with revisions.checked_out(options.whole(root), revision) as folder:
            yield folder
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error


def _writer(out: Path | None, site: str | None, shape: str) -> Callable[[Paper], None] | None:
    """What writes a paper where one is asked for, in the medium that the file's ending names."""
    if out is None:
        if site:
            raise Refusal("--site 要与 --out 一起用：只有写成的文件里有链接。")
        return None
    if shape != "text":
        raise Refusal("--format 与 --out 不能一起用：文件的格式由文件名的结尾决定。")
    from ..pages.links import FromOutside
    from ..pages.media import media

    known, file = media(), out
    medium = known.get(file.suffix.lower())
    if medium is None or file.is_dir():
        raise Refusal(f"“{file}”不是能写的文件，文件名的结尾可以是 {'、'.join(known)}。")
    lead = FromOutside(site) if site else None

    def write(paper: Paper) -> None:
        from .. import disk

        disk.write(file, medium.written(paper, lead))
        say(f"判定说明：{file}")

    return write


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _standing(results: Results) -> str:
    from .. import wording
    from ..words.states import State

    binding = [verdict.state for verdict in results.verdicts if verdict.binding]
    told = [f"{state.word} {binding.count(state)}" for state in State if state in binding]
    return f"{wording.day(results.case.as_of)}的判定：" + "，".join(told)
