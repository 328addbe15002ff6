"""What was judged: every verdict, whose it is, how it reads by each open reading, and the cells that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import TypedDict

from ..judging.docket import WORDS
from ..judging.results import Results
from ..judging.results_words import VERDICT, titled
from ..judging.verdict import TOGETHER, Settled, Verdict
from .hanging import by_verdict, of_verdicts
from .table import BASES, STATES, Column, Kind, Parts, Row, Table, key, lead

_OF = lead("verdict", "判定", "verdicts", required=True)


def tables(results: Results) -> Iterator[Table]:
    """Those of the verdicts, then those of what follows from them."""
    yield Table(
        name="verdicts",
        title="判定",
        description="每项判定一行，与 results.json 的 verdicts 相同；binding 为真的说明目前怎样",
        columns=_VERDICTS,
        key=("id",),
        **_by_verdict(results, partial(_verdict, results)),
    )
    yield Table(
        name="verdict_owners",
        title="判定由谁负责",
        description="subject 为空的判定由所列各单位共同承担，只计一次，不计在任何一个单位名下",
        columns=(_OF, lead("unit", "单位", "units", required=True)),
        key=("verdict", "unit"),
        **_by_verdict(results, lambda v: ([v.id, unit] for unit in dict.fromkeys(v.owners))),
    )
    yield Table(
        name="verdict_readings",
        title="各种口径的结果",
        description="口径未定时逐一计算；各口径结果一致才有结论",
        columns=(
            _OF,
            Column(name="position", title="序号", kind="integer", required=True, least=0),
            Column(name="reading", title="口径编号", description="只有一种口径的为空"),
            Column(name="name", title="口径"),
            Column(name="value", title="值", kind="number"),
            Column(name="threshold", title="要求", kind="number"),
            Column(name="met", title="是否达到", kind="boolean", description="不能说的为空"),
            Column(name="detail", title="说明"),
        ),
        key=("verdict", "position"),
        **_by_verdict(results, _readings),
    )
    yield Table(
        name="verdict_cells",
        title="判定所依据的格",
        description="每个数从哪个文件第几行第几列来；行号、列号从 1 起，列号 0 为整个文件",
        columns=(
            _OF,
            Column(name="position", title="序号", kind="integer", required=True, least=0),
            key("file", "文件"),
            Column(name="line", title="文件行号", kind="integer", required=True, least=0),
            Column(name="column", title="列号", kind="integer", required=True, least=0),
            Column(name="header", title="表头"),
            Column(name="value", title="采用的值"),
            Column(name="filed", title="原来的写法"),
            Column(name="commit", title="提交", description="前 12 位；不明的为空"),
        ),
        key=("verdict", "position"),
        **_by_verdict(results, _cells),
    )
    yield from _following(results)


def _told(
    name: str,
    kind: Kind = "text",
    *,
    required: bool = False,
    to: str = "",
    words: tuple[tuple[str, str], ...] = (),
) -> Column:
    """A field of a verdict by the name and in the words that ``results.json`` has for it."""
    title, description = titled(VERDICT[name])
    return Column(
        name=name, title=title, description=description, kind=kind, required=required,
        to=(to, "id") if to else None, words=words,
    )  # fmt: skip


_VERDICTS = (
    _told("id", required=True),
    _told("state", required=True, words=STATES),
    Column(name="word", title="状态的叫法", required=True, description="如 迟报"),
    _told("binding", "boolean", required=True),
    _told("clause", required=True, to="clauses"),
    _told("provision", required=True, to="provisions"),
    Column(name="provision_name", title="条文事项（名称）", required=True),
    _told("rule"),
    _told("kind"),
    Column(
        name="subject",
        title="对象",
        description="为空的是全体，见 verdict_owners",
        to=("units", "id"),
    ),
    Column(
        name="subject_name", title="对象（名称）", required=True, description=f"全体称{TOGETHER}"
    ),
    _told("item"),
    _told("period"),
    Column(name="stage", title="阶段", description="节点日、周期或期次；不分时间的为空"),
    _told("start", "date"),
    _told("due", "date"),
    _told("data_day", "date"),
    _told("value", "number"),
    _told("threshold", "number"),
    _told("low", "number"),
    _told("gap", "number"),
    _told("unit"),
    _told("sentence"),
    _told("next"),
    _told("quote"),
    _told("basis", required=True, words=BASES),
    _told("audience", required=True),
    _told("predates_issue", "boolean", required=True),
    Column(name="questions", title="口径", description="所涉口径的编号，用、隔开"),
    Column(name="exceptions", title="例外", description="所涉延期、免报和情况说明的编号，用、隔开"),
)


def _verdict(results: Results, v: Verdict) -> Iterator[Row]:
    yield (
        v.id, v.state.value, v.called, v.binding, v.clause, v.provision,
        results.case.catalogue.provisions[v.provision].name, v.rule, v.kind, v.subject, subject(results, v), v.item,
        v.period, v.stage or None, v.start, v.due, v.data_day, v.value, v.threshold, v.low, v.gap,
        v.unit or None, v.sentence or None, v.next or None, v.quote or None, v.basis, v.audience,
        v.predates_issue, "、".join(v.questions) or None, "、".join(v.exceptions) or None,
    )  # fmt: skip


def subject(results: Results, verdict: Settled) -> str:
    """Whose figures a verdict is about, by name."""
    return results.case.name(verdict.subject) if verdict.subject else TOGETHER


class _Rows(TypedDict):
    rows: Callable[[], Iterable[Row]]
    parts: Callable[[], Parts]


def _by_verdict(results: Results, of: Callable[[Verdict], Iterable[Row]]) -> _Rows:
    """The rows of every verdict, which are made of it alone."""
    return {
        "rows": lambda: chain.from_iterable(map(of, results.verdicts)),
        "parts": partial(by_verdict, results, of),
    }


def _readings(verdict: Verdict) -> Iterator[Row]:
    for at, each in enumerate(verdict.outcomes):
        told = each.value, each.threshold, each.met, each.detail or None
        yield [verdict.id, at, each.id, each.name or None, *told]


def _cells(verdict: Verdict) -> Iterator[Row]:
    for at, cell in enumerate(verdict.lineage):
        yield (
            verdict.id, at, cell.file, cell.line, cell.column, cell.header or None, cell.value or None,
            cell.filed or None, cell.commit or None,
        )  # fmt: skip


def _following(results: Results) -> Iterator[Table]:
    yield Table(
        name="deadlines",
        title="期限",
        description="每个事项的每个节点、周期或期限一行；报送的截止日在 filings",
        columns=(
            lead("provision", "条文事项", "provisions", required=True),
            Column(name="provision_name", title="条文事项（名称）", required=True),
            key("rule", "规则"),
            key("stage", "阶段"),
            Column(name="period", title="时间"),
            Column(name="start", title="起", kind="date"),
            Column(name="due", title="止", kind="date", required=True, description="含当日；单位之间不同的，是最早的"),
        ),
        key=("provision", "rule", "stage"),
        rows=partial(_deadlines, results),
        parts=lambda: of_verdicts(results, partial(_deadlines, results)),
    )  # fmt: skip
    yield Table(
        name="coverage",
        title="条文落实",
        description="通知里编成事项的每一句话，用什么判定，目前怎样",
        columns=(
            key("id", "编号"),
            Column(name="clause", title="条款", description="通知的文号、日期等没有条款"),
            Column(name="kind", title="种类", required=True),
            Column(name="quote", title="原文", required=True),
            Column(name="basis", title="依据", required=True, words=BASES),
            Column(name="by", title="判定办法", description="规则类别；narrative 是只以文字说明"),
            Column(name="state", title="状态", required=True, words=STATES),
            Column(name="sentence", title="理由"),
            Column(name="verdicts", title="判定数", kind="integer", unit="项", least=0),
        ),
        key=("id",),
        rows=partial(_coverage, results),
    )
    yield Table(
        name="matters",
        title="提请与决定",
        description="规则提请、由人决定的事，和已经作出的决定；系统只提请，不决定",
        columns=(
            Column(name="position", title="序号", kind="integer", required=True, least=1),
            lead("provision", "条文事项", "provisions", required=True),
            Column(name="measure", title="措施", required=True),
            Column(name="subject", title="对象", required=True, description="单位编号，或名录中一项的编号"),
            Column(name="subject_name", title="对象（名称）", required=True),
            Column(name="state", title="情况", required=True, words=tuple(WORDS.items())),
            Column(name="sentence", title="说明", required=True),
            Column(name="since", title="提请之日", kind="date"),
            Column(name="decision", title="决定编号"),
            Column(name="paper", title="文号"),
            Column(name="date", title="决定之日", kind="date"),
            Column(name="lifted", title="解除之日", kind="date"),
        ),
        key=("position",),
        rows=partial(_matters, results),
    )  # fmt: skip


def _deadlines(results: Results) -> Iterator[Row]:
    """Stages in the notice's order; of those on which units differ the first day counts."""
    found: dict[tuple[str, str, str], Verdict] = {}
    for verdict in results.verdicts:
        if verdict.rule and verdict.due and verdict.stage:
            at = verdict.provision, verdict.rule, verdict.stage
            if at not in found or verdict.due < (found[at].due or verdict.due):
                found[at] = verdict
    names = results.case.catalogue.provisions
    for (provision, rule, stage), verdict in found.items():
        yield (
            provision,
            names[provision].name,
            rule,
            stage,
            verdict.period,
            verdict.start,
            verdict.due,
        )


def _coverage(results: Results) -> Iterator[Row]:
    for each in results.coverage:
        yield (
            each.id, each.clause or None, each.kind, each.quote, each.basis, "、".join(each.by) or None,
            each.state.value, each.sentence or None, each.verdicts,
        )  # fmt: skip


def _matters(results: Results) -> Iterator[Row]:
    for at, each in enumerate(results.matters, 1):
        decision = each.decision
        yield (
            at, each.provision, each.measure, each.subject, each.name, each.state, each.sentence,
            each.proposal.since if each.proposal else None,
            decision.id if decision else None,
            decision.paper if decision else None,
            decision.date if decision else None,
            decision.lifted.date if decision and decision.lifted else None,
        )  # fmt: skip
