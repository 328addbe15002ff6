"""The folder of a city as it is written: data, what lies around it, and the list of what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ... import receipts
from ...frozen import dataclass
from .. import around
from ..outline import Outline
from . import rules
from .left import TO_DO, left
from .plan import plan
from .tasks import name_of, tasks
from .units import units

__all__ = ["TO_DO", "Written", "write"]


@dataclass(frozen=True, slots=True)
class Written:
    """How many units the notice names, how many provisions wait as comments, how many questions are open."""

    units: int
    candidates: int
    questions: int


def write(
    outline: Outline, issued: date, year: int, folder: Path, unread: Sequence[str]
) -> Written:
    """Write everything into a folder that is there and empty."""
    made = plan(outline, issued, year)
    files = {"rules/notice.txt": "\n".join(line.text for line in outline.lines) + "\n"}
    files["tasks.yaml"] = tasks(made)
    files["units.yaml"] = units(made)
    if not made.provision:
        made.provision = f"{next(key for key in made.clauses if key.startswith('T'))}-1"
    files["rules/filing.yaml"] = rules.filing(made)
    files["rules/forms/progress.yaml"] = rules.form(made)
    if made.indicators:
        files["rules/forms/indicators.yaml"] = rules.figures(made)
    files["rules/indicators.yaml"] = rules.indicators(made)
    for each in made.years:
        files[f"rules/calendar/{each}.yaml"] = rules.calendar(each)
    files["rules/questions.yaml"] = rules.questions(made)
    files[receipts.LOG] = ",".join(receipts.HEADER) + "\n"
    files[TO_DO] = left(made, unread)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8", newline="\n")
    around.lay(folder, name_of(made))
    return Written(len(made.filers), made.candidates, len(made.questions))
