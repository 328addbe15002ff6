"""template, collect: blank forms for the clerk, and filled ones back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from .. import catalogue, disk, forms, intake, store
from ..calendar import Term
from ..catalogue import Catalogue
from ..intake.find import read_file
from ..judging.kinds import KINDS
from ..papers import laid
from ..problems import Problem, has_errors
from ..progress import counted
from ..reports import filed as report
from ..terminal import Refusal, complain, say, show, steps
from . import options
from .listed import command


@command("template")
@options.root
@options.unit
@click.option(
    "--period",
    type=options.Period(),
    required=True,
    metavar="期次",
    help="报送的期次，如 2023-06；按周报的写周一，如 2023-06-12w。",
)
@options.out
def template(root: Path, unit: str | None, period: Term, out: Path | None) -> int:
    """Write a workbook and a CSV for each form owed, or one ZIP for all units."""
    declared = _declared(root)
    if declared is None:
        return 1
    chosen = [options.unit_named(declared, unit)] if unit else declared.filers()
    with steps(terse=True) as bar:
        bar.begin("读取报送")
        filed = intake.inspect(root, declared, unit=chosen[0].id if unit else None).filed
        bar.begin("写出空白表")
        told = {
            one.id: forms.files(declared, one, period, forms.before(filed, one.id, period))
            for one in counted(chosen)
        }
    folder = (out or root / options.BUILD) / "templates"
    if unit is None:
        parts = {f"{name}/{file}": data for name, own in told.items() for file, data in own.items()}
        written = {f"{period}.zip": forms.bundle(parts)} if parts else {}
    else:
        folder = folder / str(period) / chosen[0].id
        written = told[chosen[0].id]
    if not written:
        who = chosen[0].name if unit else "各单位"
        raise Refusal(f"{who} {period} 没有要报的表。")
    lain = laid.lay(folder, written)
    for place in lain.files.values():
        say(str(place))
    show(lain.problems)
    return 0


@command("collect")
@click.argument("file", metavar="工作簿", type=Path)
@options.root
@options.unit
@options.period
@options.as_of
def collect(
    file: Path, root: Path, unit: str | None, period: Term | None, as_of: date | None
) -> int:
    """Write the sheets of a workbook as CSV below ``submissions/``; with any error none, and 1."""
    declared = _declared(root)
    if declared is None:
        return 1
    if not file.is_file():
        raise Refusal(f"没有“{file}”这个文件。")
    who = options.unit_named(declared, unit).id if unit else None
    data = read_file(file, file.name, declared.filing.max_file_bytes)
    if isinstance(data, Problem):
        show([data])
        return 1
    today = as_of or options.now().date()
    collected = forms.collect(file.name, data, declared, who, period, today)
    show(collected.problems)
    changes = [change for each in collected.filed for change in each.changes]
    for line in report.changes_as_text(changes):
        say(line)
    if has_errors(collected.problems):
        complain("没有写出文件，改正后再试。")
        return 1
    for path, content in collected.files.items():
        disk.write(root / path, content)
        say(f"已写出 {path}")
    return 0


def _declared(root: Path) -> Catalogue | None:
    """What is declared; None after telling what is wrong with it."""
    declared, problems = catalogue.read(options.known(root), KINDS, store.of(root))
    if declared is None:
        show(problems)
    return declared
