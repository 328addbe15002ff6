"""What to do next about a verdict: what to file, or who has to settle what."""

from __future__ import annotations

from collections.abc import Sequence

from generator import wording
from generator.judging.case import Case
from generator.judging.stages import Finding, Stage
from generator.judging.verdict import State

DECIDE = "请研究决定；作出决定的，登记在 rules/decisions.yaml。"


def advise(
    case: Case, state: State, stage: Stage, finding: Finding, units: Sequence[str], form: str
) -> str:
    """What to file to change a verdict on figures, by when, and how much is still wanted."""
    name = case.catalogue.forms[form].name
    match state:
        case State.MET | State.INFORMATIONAL | State.ATTESTED:
            return ""
        case State.DEPENDS_ON_DEFINITION | State.FOR_DECISION:
            return ""  # what hangs on a question is told from the question
        case State.MISSING_REPORT:
            return f"请补报“{name}”表，写明所缺的数据；迟报仍记为迟报。"
        case State.CANNOT_JUDGE if not case.owing(units, form):
            return f"请在 units.yaml 中为有关单位列入“{name}”表，或核对规则的判定对象。"
    if stage.end and stage.end < case.as_of and state in (State.OVERDUE, State.BEHIND):
        again = f"；{finding.need}" if finding.need and not stage.final else ""
        return (
            f"{_corrections(stage, name)}{again and f'。{file_next(case, units, form)}{again}'}。"
        )
    told = file_next(case, units, form)
    return f"{told}，{finding.need}。" if finding.need else f"{told}。"


def file_next(case: Case, units: Sequence[str], form: str) -> str:
    """The next chance to file a form."""
    name = case.catalogue.forms[form].name
    month = case.upcoming(units, form)
    if month is None:
        return f"“{name}”表今年不再报送，如有漏报、错报，请更正原表"
    by = wording.day(case.catalogue.due(month).last_day)
    return f"请在{by}前报{month.label}的“{name}”表"


def settle_first(questions: Sequence[str]) -> str:
    """Whose turn it is when readings differ."""
    names = "、".join(questions)
    return f"请办公室明确 {names}：在 rules/questions.yaml 中写明决定和采用的读法（chooses）。"


def _corrections(stage: Stage, form: str) -> str:
    assert stage.end is not None
    if stage.start is None:
        return f"节点已过；数据有误的，请更正“{form}”表"
    span = f"{wording.day(stage.start)}至{wording.day(stage.end)}"
    return f"期限已过；如有漏报，请更正“{form}”表，日期须在{span}之内"
