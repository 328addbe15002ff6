"""ledger: the ledger as workbooks, to be printed and handed round."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..terminal import FAILED, concluded, remind, say, show, show_beside, steps
from . import options
from .listed import command
from .options import chosen

if TYPE_CHECKING:
    from ..catalogue.model import Unit
    from ..catalogue.model.terms import Audience
    from ..pages.site import Site

_OUT = options.FileOrFolder(".xlsx")

FOLDER = "ledger"
"""Where the workbooks lie, below the folder of what is made."""


@command("ledger")
@options.root
@options.unit
@options.as_of
@options.edition("内部版")
@click.option(
    "--out",
    type=_OUT,
    metavar="文件或文件夹",
    help="一个 .xlsx 文件，或者文件夹；缺省放在数据文件夹下的 build/ledger。",
)
@options.strict
def ledger(
    root: Path,
    unit: str | None,
    as_of: date | None,
    edition: Audience | None,
    out: Path | None,
    strict: bool,
) -> int:
    """Write the whole ledger and every unit's below ``--out``, or that of one unit; as a file one of them, of no
    unit the whole. For the internal edition where none is named."""
    from .. import disk, flow, look
    from ..pages.site import Site
    from ..papers import laid

    file, folder = _OUT.split(out)
    with steps(terse=True) as bar:
        world = flow.read(options.whole(root), bar, strict=strict)
        show_beside(world.problems)
        if world.catalogue is None or not world.sound:
            return FAILED
        one = options.unit_named(world.catalogue, unit) if unit else None
        bar.begin(flow.STEPS[2])
        results = flow.judge(world, chosen(as_of)(world.catalogue), edition or "internal")
        bar.begin("写出台账")
        with disk.scratch() as work:
            texts = look.lay(root, work) / "site/pages"
            site = Site(results, texts=texts, held=world.held)
            made = _made(site, one, whole=file is not None)
    if file:
        lain = laid.lay(file.parent, {file.name: next(iter(made.values()))})
    else:
        place = (folder or root / options.BUILD) / FOLDER
        # all of them in the place of what was there, so that none of another day stays among them
        lain = laid.lay(place, made, whole=one is None)
    if file or one:
        say(str(next(iter(lain.files.values()))))
    else:
        say(f"已写出{len(made)}个工作簿：{place}")
    show(lain.problems)
    remind(world.problems)
    return concluded([*world.problems, *lain.problems])


def _made(site: Site, unit: Unit | None, *, whole: bool) -> dict[str, bytes]:
    """The workbooks by the names of their files: that of a unit, the whole alone, or all there are."""
    from ..pages import ledgers
    from ..pages.binding import bound

    one = [ledgers.of_unit(site, unit)] if unit else [ledgers.whole(site)] if whole else []
    books = one or ledgers.every(site)
    return {ledgers.file_name(book): bound(site, book) for book in books}
