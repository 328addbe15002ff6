"""check: everything, or what one unit filed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .. import catalogue, store
from ..calendar import Term
from ..checking import Checked, check_filings
from ..checking import check as check_all
from ..judging.kinds import KINDS
from ..problems import as_github, as_json
from ..reports import filed as report
from ..terminal import say, show
from . import options
from .listed import command


@command("check")
@options.root
@options.unit
@options.period
@options.as_of
@options.shapes("text", "json", "github", "markdown")
def check(root: Path, unit: str | None, period: Term | None, as_of: date | None, shape: str) -> int:
    """Print what is wrong with all, a unit's or a month's filings; 1 where there is an error."""
    checked = _checked(options.known(root), unit, period, as_of or options.now().date())
    inspection = checked.inspection
    changes = inspection.changes if inspection else []
    match shape:
        case "json":
            say(as_json(checked.problems, report.changes_as_data(changes)))
        case "github":
            for problem in checked.problems:
                say(as_github(problem))
        case "markdown":
            say(
                report.as_markdown(
                    checked.problems, inspection.filed if inspection else (), changes
                )
            )
        case _:
            show(checked.problems)
            for line in report.changes_as_text(changes):
                say(line)
            if checked.sound:
                say(_summary(checked))
    return 0 if checked.sound else 1


def _checked(root: Path, unit: str | None, period: Term | None, today: date) -> Checked:
    if unit is None and period is None:
        from ..terminal import steps

        with steps(terse=True) as bar:
            bar.begin("检查清单、规则和报送")
            return check_all(root, today, options.now())
    declared, problems = catalogue.read(root, KINDS, store.of(root))
    if declared is None:
        return Checked(None, None, problems)
    own = options.unit_named(declared, unit).id if unit else None
    return check_filings(root, declared, own, period, today)


def _summary(checked: Checked) -> str:
    assert checked.catalogue
    assert checked.inspection
    filed = [each for each in checked.inspection.filed if each.valid]
    clauses, provisions = checked.catalogue.counts
    rows = sum(len(each) for each in filed)
    return (
        f"检查通过：{clauses} 条任务和要求，{provisions} 个事项，{len(filed)} 份报送，{rows} 行。"
    )
