"""site, serve, bundle: the whole run, once, whenever something changes, or into one archive."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import unchanged
from ..problems import Problem, has_errors
from ..terminal import (
    FAILED,
    USAGE_ERROR,
    complain,
    concluded,
    remind,
    say,
    show,
    show_beside,
    steps,
)
from . import options
from .listed import command
from .means import Beside, means
from .options import chosen

if TYPE_CHECKING:
    from ..catalogue.model import Catalogue
    from ..catalogue.model.terms import Audience


@command("site")
@options.root
@options.as_of
@options.edition("公开版")
@options.out
@options.strict
@means
def site(
    root: Path,
    as_of: date | None,
    edition: Audience | None,
    out: Path | None,
    strict: bool,
    beside: Beside,
) -> int:
    """Build the pages to ``site`` below ``--out``; with errors what was there stays."""
    folder = out or root / options.BUILD
    _, problems = _built(root, as_of, edition, folder, strict, beside)
    if not has_errors(problems):
        say(f"网站已生成，用浏览器打开：{(folder / 'site' / 'index.html').resolve()}")
    return concluded(problems)


@command("bundle")
@options.root
@options.as_of
@options.edition("公开版")
@options.out
@options.strict
def bundle(
    root: Path, as_of: date | None, edition: Audience | None, out: Path | None, strict: bool
) -> int:
    """Build the site and pack it into one ZIP, named by the day that it shows and the edition."""
    from .. import publishing, wording

    folder = out or root / options.BUILD
    day, problems = _built(root, as_of, edition, folder, strict)
    if has_errors(problems):
        return FAILED
    name = f"taizhang-{day}{'-internal' if edition == 'internal' else ''}.zip"
    with steps(terse=True) as bar:
        bar.begin("打包")
        file = publishing.bundle(folder / "site", folder / name)
    size = file.stat().st_size / 1048576
    say(f"已打包（{wording.rounded(size, 1)} MB），解压后打开其中的 index.html：{file.resolve()}")
    return concluded(problems)


def _built(
    root: Path,
    as_of: date | None,
    edition: Audience | None,
    folder: Path,
    strict: bool,
    beside: Beside | None = None,
) -> tuple[date | None, list[Problem]]:
    """Build the site and tell what was found; the day that it shows, and the problems."""
    day, problems = _run(root, as_of, folder, edition, strict, beside)
    if has_errors(problems):
        kept = (folder / "site").exists()
        complain("网站没有更新，上一次生成的内容保持不变。" if kept else "网站没有生成。")
    return day, problems


def _run(
    root: Path,
    as_of: date | None,
    folder: Path,
    edition: Audience | None,
    strict: bool,
    beside: Beside | None = None,
) -> tuple[date | None, list[Problem]]:
    """Run every step, unless what they would make stands there, and show what was found; the day that it is for."""
    known, audience = options.whole(root), edition or "public"
    day = as_of.isoformat() if as_of else f"shown on {options.now().date()}"
    run = unchanged.Run.of(known, folder, audience, day, str(strict), str(beside))
    if made := run.made():
        shown, problems = [made.day], made.problems
    else:
        shown, problems = _whole(run, as_of, audience, strict, beside)
    show_beside(problems)
    remind(problems)
    return (shown[-1] if shown else None), problems


def _whole(
    run: unchanged.Run,
    as_of: date | None,
    audience: Audience,
    strict: bool,
    beside: Beside | None,
) -> tuple[list[date], list[Problem]]:
    from .. import flow
    from ..ledger import OWN

    shown: list[date] = []

    def choose(declared: Catalogue) -> date:
        shown.append(chosen(as_of)(declared))
        return shown[-1]

    with steps(len(flow.STEPS)) as bar:
        used = beside.means(run.root) if beside else OWN
        return shown, flow.build(
            run.root, choose, run.out, bar, audience, strict=strict, means=used, run=run
        )


@command("serve")
@options.root
@options.as_of
@options.edition("公开版")
@options.out
@click.option(
    "--port", type=options.Whole("端口", 1, 65535), default=8000, metavar="端口", help="缺省 8000。"
)
@options.strict
def serve(
    root: Path,
    as_of: date | None,
    edition: Audience | None,
    out: Path | None,
    port: int,
    strict: bool,
) -> int:
    """Show the site at a port of localhost, made anew at every change; 2 where it cannot."""
    from .. import publishing

    folder = out or root / options.BUILD

    def rebuild() -> bool:
        _, problems = _run(root, as_of, folder, edition, strict)
        return concluded(problems) != FAILED

    refused = publishing.serve(folder / "site", rebuild, unchanged.watched(root), port=port)
    show(refused)
    return USAGE_ERROR if refused else 0
