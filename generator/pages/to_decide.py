"""What waits for people to decide, and what each choice does: proposals without a decision, open questions on
which verdicts hang, statements without an answer. The machine puts it before them and settles none of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import wording
from ..catalogue.model import Question
from ..catalogue.model.exceptions import STATEMENT
from ..frozen import dataclass
from ..judging.docket import WORDS, Matter
from ..judging.verdict import Outcome, Verdict
from ..words.states import UNKNOWN, State
from .named import provision_link, question_links, subject_name, unit_link, unit_links
from .site import Site
from .values import Line, Link, Place, Value, joined

_MOST = 3
"""So many verdicts are told of that a question decides; of the others their number."""


@dataclass(frozen=True, slots=True)
class ToDecide:
    """``what`` there is to settle, by verdicts what it changes (``effect``), and where it is told in full.
    ``kind`` says what it is, ``whence`` since when or by which task it comes."""

    kind: str
    what: Value
    effect: Value
    to: Place
    whence: Value = ""


def rows(site: Site) -> list[ToDecide]:
    """Proposals first, those that wait for more than a month before the others, then questions in their
    order, those on which most hangs first, then statements."""
    return [*_proposals(site), *_questions(site), *_statements(site)]


def _proposals(site: Site) -> Iterator[ToDecide]:
    """Those on the same measure and the same provision together."""
    waiting = [m for m in site.results.matters if m.state in ("unanswered", "waiting")]
    found: dict[tuple[str, str, str], list[Matter]] = {}
    for matter in sorted(waiting, key=lambda m: m.state != "unanswered"):
        found.setdefault((matter.provision, matter.measure, matter.state), []).append(matter)
    for (provision, measure, state), matters in found.items():
        names = joined(_whom(site, matter) for matter in matters)
        reasons = dict.fromkeys(m.proposal.reason for m in matters if m.proposal)
        yield ToDecide(
            "提请",
            (f"{measure}：", *names),
            (f"{WORDS[state]}；理由：", wording.few(list(reasons), _MOST, "条")),
            Place("decisions"),
            provision_link(site, site.catalogue.provisions[provision]),
        )


def _whom(site: Site, matter: Matter) -> Value:
    return (
        unit_link(site, matter.subject) if matter.subject in site.catalogue.units else matter.name
    )


def _questions(site: Site) -> Iterator[ToDecide]:
    asked = site.catalogue.is_open(tuple(site.catalogue.questions))
    hanging = [(question, _hang(site, question)) for question in asked]
    for question, verdicts in sorted(hanging, key=lambda pair: -len(pair[1])):
        if verdicts:
            yield ToDecide(
                "口径",
                question.question,
                _effect(site, verdicts),
                Place("questions", anchor=question.id),
                question_links([question]),
            )


def _hang(site: Site, question: Question) -> list[Verdict]:
    """The verdicts that come out one way or another, or not at all, as long as a question is open: what
    readings differ in hangs on the questions that have readings."""
    found = []
    for verdict in site.results.verdicts:
        if question.id not in verdict.questions or verdict.state not in UNKNOWN:
            continue
        readings = verdict.state == State.DEPENDS_ON_DEFINITION
        others = (site.catalogue.questions[q] for q in verdict.questions)
        if not readings or question.readings or not any(other.readings for other in others):
            found.append(verdict)
    return sorted(found, key=lambda verdict: not verdict.binding)


def _effect(site: Site, verdicts: Sequence[Verdict]) -> Line:
    """What each choice does to the first of the verdicts, and how many more hang on it."""
    told = list(dict.fromkeys(_choices(site, verdict) for verdict in verdicts))
    more = len(told) - _MOST
    return (*joined(told[:_MOST], "；"), f"；另有{more}项" if more > 0 else "")


def _choices(site: Site, verdict: Verdict) -> str:
    """``甲县支出进度（6月30日节点）：“按下达”达到，“按支出”未达到``; of what no reading tells, that it is unknown."""
    provision = site.catalogue.provisions[verdict.provision]
    period = f"（{verdict.period}）" if verdict.period else ""
    whose = subject_name(site, verdict.subject) if verdict.subject else ""
    name = f"{whose}{provision.name}{period}"
    ways = {True: [o for o in verdict.outcomes if o.met], False: _missed(verdict)}
    if not all(ways.values()):
        return f"{name}：定了才能判定"
    told = [
        f"{wording.join(wording.quoted(o.name) for o in found)}{'达到' if met else '未达到'}"
        for met, found in ways.items()
    ]
    return f"{name}：{'，'.join(told)}"


def _missed(verdict: Verdict) -> list[Outcome]:
    return [outcome for outcome in verdict.outcomes if outcome.met is False]


def _statements(site: Site) -> Iterator[ToDecide]:
    for entry in site.catalogue.exceptions.entries:
        if entry.kind == STATEMENT and entry.answer is None:
            yield ToDecide(
                "情况说明",
                (*unit_links(site, entry.units), "：", entry.reason or entry.paper),
                "尚未答复",
                Place("exceptions", anchor=entry.id),
                Link(entry.id, Place("exceptions", anchor=entry.id)),
            )
