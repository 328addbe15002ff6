"""guard, review, owners: what a merge request may do and brings, and who may do what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from .. import catalogue, merging, revisions, store
from ..judging.kinds import KINDS
from ..merging.bounded import bounded
from ..merging.comment import as_data, as_markdown
from ..merging.held import held
from ..problems import Problem, as_github, as_json, has_errors, in_order
from ..reports import filed as report
from ..terminal import Refusal, say, show, steps
from . import options
from .listed import command

T = TypeVar("T")

_repository = click.option(
    "--root",
    type=options.Root(),
    default=".",
    metavar="文件夹",
    help="仓库所在的文件夹，可以是裸仓库，缺省为当前文件夹。",
)
_base = click.option("--base", required=True, metavar="版本", help="要并入的版本，如 origin/main。")
_actor = click.option(
    "--actor", "actors", multiple=True, required=True, metavar="账号", help="谁送来的；可以写多个。"
)


@command("guard")
@_repository
@_base
@options.head
@_actor
@options.shapes("text", "json", "github")
def guard(root: Path, base: str, head: str, actors: tuple[str, ...], shape: str) -> int:
    """Print what any of the actors may not do by ``units.yaml`` at the base; 1 for an error."""
    told = _bounded(lambda: _guarded(root, base, head, actors))
    problems = [told] if isinstance(told, Problem) else in_order(told)
    if shape == "json":
        say(as_json(problems))
    elif shape == "github":
        for problem in problems:
            say(as_github(problem))
    else:
        show(problems)
        if not has_errors(problems):
            say("核对通过：没有超出权限的改动，没有个人信息。")
    return 1 if has_errors(problems) else 0


@command("review")
@_repository
@_base
@options.head
@_actor
@options.received_at
@click.option("--judge/--no-judge", "judged", default=True, help="是否比较合并前后的判定。")
@options.shapes("text", "json", "github", "markdown")
def review(
    root: Path,
    base: str,
    head: str,
    actors: tuple[str, ...],
    at: datetime | None,
    judged: bool,
    shape: str,
) -> int:
    """Print what a branch brings, lacks and turns; 1 where it may not be merged, 3 where that is for a
    conflict with the base alone, so that its filings are received all the same."""
    moment = at or options.now()
    found = _bounded(
        lambda: merging.review(root, base, head, actors, moment, judged=judged, held=held(root))
    )
    told = merging.Review(problems=[found]) if isinstance(found, Problem) else found
    match shape:
        case "json":
            say(as_data(told))
        case "markdown":
            say(as_markdown(told))
        case "github":
            for problem in told.problems:
                say(as_github(problem))
        case _:
            show(told.problems)
            for line in report.changes_as_text(told.changes):
                say(line)
            for unit, period, names in told.missing:
                say(f"{unit} {period} 还缺：{'、'.join(names)}")
            if told.impact:
                say(told.impact.sum)
                for name, sum_ in told.impact.units:
                    say(f"  {name}：{sum_}")
                for line in told.impact.lines:
                    say(line)
            if told.sound:
                say("检查通过，可以合并。")
    return 0 if told.sound else 3 if told.received else 1


@command("owners")
@options.root
def owners(root: Path) -> int:
    """Print CODEOWNERS, in GitHub's format, which Gitea and Forgejo read too; 1 for an error."""
    declared, problems = catalogue.read(options.known(root), KINDS, store.of(root))
    if declared is None:
        show(problems)
        return 1
    say(merging.code_owners(declared).rstrip("\n"))
    return 0


def _guarded(root: Path, base: str, head: str, actors: Sequence[str]) -> Sequence[Problem]:
    with revisions.checked_out(root, base) as folder:
        declared, problems = catalogue.read(folder, KINDS, held(root))
    return merging.guard(root, base, head, actors, declared) if declared else problems


def _bounded(work: Callable[[], T]) -> T | Problem:
    """What the work gives or what it wants too much of; what git cannot read is told."""
    try:
        with steps(terse=True) as bar:
            bar.begin("检查送来的改动")
            return bounded(work)
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error
    except revisions.GitError as error:
        why = str(error).partition("\n")[0]
        raise Refusal(f"送来的版本读不出来，可能不完整，请重新推送：{why}") from error
