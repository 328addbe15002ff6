"""What to do next about a verdict: what to file, what is to be done until then, or who has to settle what.

What is closed gets no amount, and what is filed is never to be filed anew: nothing is to read as an
invitation to rewrite it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from .. import wording
from ..calendar import Term
from ..words.states import State
from .case import Case
from .stages import Ask, Finding, Stage
from .verdict import Remedy

DECIDE = "请研究决定。"


def advise(
    case: Case,
    state: State,
    stage: Stage,
    finding: Finding,
    units: Sequence[str],
    form: str,
    *,
    proven: bool = True,
) -> str | Remedy:
    """What to file to change a verdict on figures, by when, and what has to be done until then.

    ``proven``: an amount is asked for and held to what it promises; for a stage farther off it is not.
    """
    name = wording.quoted(case.catalogue.forms[form].name)
    match state:
        case State.MET | State.INFORMATIONAL | State.ATTESTED:
            return ""
        case State.DEPENDS_ON_DEFINITION | State.FOR_DECISION:
            return ""  # what hangs on a question is told from the question
        case State.MISSING_REPORT:
            return supply(case, form, finding.absent)
        case State.CANNOT_JUDGE if stage.asked.unknown:
            return stage.asked.remedy or ""
        case State.CANNOT_JUDGE if not case.owing(units, form):
            return Remedy(f"明确由谁报送{name}表", "列入 units.yaml，或核对规则的判定对象")
    if stage.end is not None and (finding.decided or finding.unproven):
        return f"{_over(case, stage)}，结论不再改变；{name}表填报有误的，按更正办理。"
    past = stage.end is not None and case.clock.over(stage.end)
    ask = Ask() if past or not proven else _asked(case, stage, finding)
    month = ask.month or _first(case, units, form, stage, finding.tells)
    told = _file(case, units, form, month, stage.end)
    if month is None:
        return f"{told}。"
    if past and stage.start:
        return f"{told}，写明{stage.label}的情况。"
    if ask.words:
        return f"{told}，{ask.words}。"
    return f"{told}；{ask.lost}。" if ask.lost else f"{told}。"


def supply(case: Case, form: str, absent: Sequence[Term] = ()) -> str:
    """What to do where something was due and is not there."""
    name = wording.quoted(case.catalogue.forms[form].name)
    of = wording.join(month.label for month in absent)
    months = f"{of}的" if absent else ""
    return f"请补报{months}{name}表，写明所缺的数据；补报的仍记为迟报。"


def file_next(case: Case, units: Sequence[str], form: str) -> str:
    """The next chance to file a form."""
    return _file(case, units, form, next(open_for(case, units, form), None), None)


def open_for(case: Case, units: Iterable[str], form: str) -> Iterator[Term]:
    """The months in which a form can still be filed by some of the units."""
    wanted = tuple(units)
    months = case.owing(wanted, form)
    return (m for m in months if case.open(m, wanted, form) and yet_to_file(case, m, wanted, form))


def able_to_tell(case: Case, units: Iterable[str], form: str, stage: Stage) -> list[Term]:
    """The months whose filings can still tell of a stage: the first one that tells of its end, then
    those before it, the nearest first."""
    spans, end = case.tells_of(form), stage.end
    still = list(open_for(case, units, form))
    if end is None:
        return still[:1]
    after = [month for month in still if spans[month].end >= end]
    before = [month for month in still if month not in after]
    if stage.start is not None:
        before = [month for month in before if spans[month].end >= stage.start]
    return [*after[:1], *reversed(before)]


def yet_to_file(case: Case, month: Term, units: Iterable[str], form: str) -> tuple[str, ...]:
    """The units that owe a form of a month and have not filed it."""
    return tuple(
        unit
        for unit in units
        if case.owes(unit, form, month) and case.current(month, unit, form) is None
    )


def settle_first(questions: Sequence[str]) -> Remedy:
    """Whose turn it is when readings differ."""
    where = "在 rules/questions.yaml 中写明决定和采用的读法（chooses）"
    return Remedy(f"明确口径（{wording.join(questions)}）", where)


def _asked(case: Case, stage: Stage, finding: Finding) -> Ask:
    """What is still to be done while there is time."""
    if all(outcome.met for outcome in finding.outcomes):
        return Ask()
    if finding.ask is not None:
        return finding.ask()
    when = stage.label if stage.start is not None and finding.need else ""
    return Ask(f"{when}{finding.need}")


def _first(
    case: Case, units: Sequence[str], form: str, stage: Stage, tells: Sequence[Term]
) -> Term | None:
    """The first month whose filing can still tell of a stage; ``tells`` are those that do where that
    is not by the days that they cover."""
    if tells:
        return next((month for month in open_for(case, units, form) if month in tells), None)
    return next(iter(able_to_tell(case, units, form, stage)), None)


def _file(case: Case, units: Sequence[str], form: str, month: Term | None, day: date | None) -> str:
    """The filing of a month, its deadline, and of which ``day`` it has to tell where that lies in it."""
    declared = case.catalogue.forms[form]
    name = wording.quoted(declared.name)
    if month is None:
        return f"{name}表今年不再报送"
    by = wording.day(case.due_day(month, units, form))
    until = ""
    if day and declared.with_role("as_of") and day < case.tells_of(form)[month].end:
        until = f"（数据截至{wording.day(day)}）"
    return f"请{_who(case, month, units, form)}在{by}前报{month.label}的{name}表{until}"


def _who(case: Case, month: Term, units: Sequence[str], form: str) -> str:
    """Who is to file where several units could; one alone is named by the sentence."""
    if len(units) == 1:
        return ""
    able = [case.name(unit) for unit in yet_to_file(case, month, units, form)]
    return wording.few(able, 3, "个单位")


def _over(case: Case, stage: Stage) -> str:
    assert stage.end is not None
    if stage.start is None:
        return f"{wording.day(stage.end)}节点已过"
    return f"{stage.label}已过" if case.clock.over(stage.end) else f"{stage.label}应报的已报"
