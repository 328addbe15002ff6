"""What is declared, as the edition may know it: units, clauses and what they ask for, registers, open questions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..catalogue.model import Catalogue, Register
from ..catalogue.model.terms import EDITIONS
from ..judging.results import Results
from ..words.states import State
from .table import BASES, Column, Row, Table, key, lead


def about(results: Results) -> Table:
    """What the whole is, fact by fact."""
    notice = results.case.catalogue.notice
    facts = (
        ("name", "名称", notice.name),
        ("notice", "通知", notice.title),
        ("doc_no", "文号", notice.doc_no or None),
        ("issued", "印发日期", notice.issued.isoformat()),
        ("as_of", "判定日期", results.case.as_of.isoformat()),
        ("edition", "公开范围", EDITIONS[results.audience]),
    )
    note = results.case.catalogue.data_note
    notes = (("data_note", note.label, note.note),) if note else ()
    return Table(
        name="about",
        title="说明",
        description="这些表是哪个通知、哪一天的",
        columns=(key("id", "项"), Column(name="title", title="名称"), Column(name="value", title="内容")),
        key=("id",),
        rows=lambda: (*facts, *notes),
    )  # fmt: skip


def tables(results: Results) -> Iterator[Table]:
    """Units and what binds them first, then what figures are made of, then what people decided."""
    catalogue = results.case.catalogue
    yield from _parties(catalogue)
    yield from _asked(catalogue)
    yield from (_register(register) for register in catalogue.registers.values())
    yield Table(
        name="indicators",
        title="指标",
        description="可以从报表算出的数",
        columns=(
            key("id", "编号"),
            Column(name="name", title="名称", required=True),
            Column(name="unit", title="单位", required=True),
            Column(name="form", title="报表", required=True, description="报表编号"),
            Column(name="accumulation", title="口径", required=True, words=_ACCUMULATION),
            Column(name="decimals", title="小数位", kind="integer", required=True, least=0, description="展示时保留"),
        ),
        key=("id",),
        rows=lambda: (
            (i.id, i.name, i.unit, i.form, i.accumulation, i.decimals)
            for i in catalogue.indicators.values()
        ),
    )  # fmt: skip
    yield from _settled(catalogue)
    yield Table(
        name="states",
        title="状态",
        description="判定的各种状态，从最要紧的排起",
        columns=(
            key("id", "状态"),
            Column(name="word", title="叫法", required=True),
            Column(name="shape", title="符号", required=True),
            Column(name="gravity", title="次序", kind="integer", required=True, description="小的先看"),
            Column(name="meaning", title="意思", required=True),
        ),
        key=("id",),
        rows=lambda: (
            (s.value, s.word, s.shape, s.gravity, s.meaning)
            for s in sorted(State, key=lambda state: state.gravity)
        ),
    )  # fmt: skip


_ACCUMULATION = (("cumulative", "年初以来累计"), ("period", "本期数"), ("stock", "时点数"))


def _parties(catalogue: Catalogue) -> Iterator[Table]:
    kinds = {kind.id: kind.name for kind in catalogue.kinds}
    yield Table(
        name="units",
        title="单位",
        description="通知点到的单位和报送的单位，按通知的顺序",
        columns=(
            key("id", "编号"),
            Column(name="name", title="名称", required=True),
            Column(name="full_name", title="全称"),
            Column(name="kind", title="类别", required=True),
            Column(name="kind_name", title="类别（名称）", required=True),
            Column(name="valid_from", title="设立", kind="date"),
            Column(name="valid_until", title="撤并", kind="date", description="含当日"),
        ),
        key=("id",),
        rows=lambda: (
            (u.id, u.name, u.full_name or None, u.kind, kinds.get(u.kind, u.kind), u.valid_from, u.valid_until)
            for u in catalogue.units.values()
        ),
    )  # fmt: skip


def _asked(catalogue: Catalogue) -> Iterator[Table]:
    yield Table(
        name="clauses",
        title="条款",
        description="通知的任务、要求和此前的条款，按通知的顺序",
        columns=(
            key("id", "编号"),
            Column(name="number", title="序号", description="原文中的"),
            Column(name="title", title="标题", required=True),
            Column(name="name", title="名称", required=True, description="序号和标题"),
            Column(name="notice", title="通知", required=True, description="通知文件的名称"),
            Column(name="text", title="正文", required=True),
            Column(name="responsible", title="责任单位原文"),
        ),
        key=("id",),
        rows=lambda: (
            (c.id, c.number or None, c.title, c.name, catalogue.issued_in[c.id].id, c.text, c.responsible_quote or None)
            for c in catalogue.clauses.values()
        ),
    )  # fmt: skip
    yield Table(
        name="clause_units",
        title="条款的责任单位",
        description="单位组已经展开",
        columns=(
            lead("clause", "条款", "clauses", required=True),
            lead("unit", "单位", "units", required=True),
            Column(name="role", title="角色", description="通知自己的说法；没有分角色的为空"),
            Column(name="answers", title="负责", kind="boolean", required=True, description="对整条负责，不只是配合"),
        ),
        key=("clause", "unit"),
        rows=partial(_responsible, catalogue),
    )  # fmt: skip
    yield Table(
        name="provisions",
        title="条文事项",
        description="条款里的每一个目标、频次、成果、清单、措施和工作要求",
        columns=(
            key("id", "编号"),
            lead("clause", "条款", "clauses", required=True),
            Column(name="kind", title="种类", required=True),
            Column(name="kind_name", title="种类（名称）", required=True),
            Column(name="name", title="名称", required=True),
            Column(name="quote", title="原文", required=True),
            Column(name="basis", title="依据", required=True, words=BASES),
        ),
        key=("id",),
        rows=lambda: (
            (p.id, catalogue.clause_of[p.id].id, p.kind, p.kind_name, p.name, p.quote, p.basis)
            for p in catalogue.provisions.values()
        ),
    )


def _responsible(catalogue: Catalogue) -> Iterator[Row]:
    """Who is named twice is told once, in the first role."""
    for clause in catalogue.clauses.values():
        leading, told = set(catalogue.members(clause.answering)), set[str]()
        for party in clause.parties:
            for unit in catalogue.members(party.units):
                if unit not in told:
                    told.add(unit)
                    yield clause.id, unit, party.role or None, unit in leading


def _register(register: Register) -> Table:
    return Table(
        name=f"register_{register.id}",
        title=register.name,
        description=f"名录，应有 {register.expected} {register.word}",
        columns=(
            key("id", "编号"),
            Column(name="name", title="名称", required=True),
            lead("unit", "所属单位", "units"),
            Column(name="category", title="类型", required=True),
            Column(name="counted", title="计入", kind="boolean", required=True, description="计入应有的数量"),
            Column(name="placeholder", title="占位", kind="boolean", required=True, description="名称待核"),
        ),
        key=("id",),
        rows=lambda: (
            (i.id, i.name, i.unit, i.category, i.category in register.counted, i.placeholder)
            for i in register.items
        ),
    )  # fmt: skip


def _settled(catalogue: Catalogue) -> Iterator[Table]:
    yield Table(
        name="questions",
        title="待明确的口径",
        description="通知没有说清、由办公室定的事，和定以前怎样处理",
        columns=(
            key("id", "编号"),
            Column(name="question", title="问题", required=True),
            Column(name="status", title="状态", required=True, words=(("open", "待定"), ("resolved", "已定"))),
            Column(name="default", title="暂按", required=True),
            Column(name="effect", title="影响"),
            Column(name="resolution", title="决定"),
            Column(name="paper", title="文号"),
            Column(name="date", title="决定之日", kind="date"),
        ),
        key=("id",),
        rows=lambda: (
            (
                q.id, q.question, q.status, q.default, q.effect or None,
                q.resolution.text if q.resolution else None,
                q.resolution.paper if q.resolution else None,
                q.resolution.date if q.resolution else None,
            )
            for q in catalogue.questions.values()
        ),
    )  # fmt: skip
    yield Table(
        name="exceptions",
        title="延期、免报和情况说明",
        description="办公室登记的例外，从登记之日起作用",
        columns=(
            key("id", "编号"),
            Column(name="kind", title="种类", required=True, words=_EXCEPTIONS),
            Column(name="units", title="单位", required=True, description="单位编号，用、隔开"),
            Column(name="form", title="报表"),
            lead("provision", "条文事项", "provisions"),
            Column(name="period", title="时间"),
            Column(name="until", title="新的期限", kind="date", description="含当日"),
            Column(name="paper", title="文号", required=True),
            Column(name="date", title="登记之日", kind="date", required=True),
            Column(name="reason", title="理由"),
            Column(name="answer", title="答复"),
        ),
        key=("id",),
        rows=lambda: (
            (
                e.id, e.kind, "、".join(catalogue.members(e.units)), e.form, e.provision, e.period or None,
                e.until, e.paper, e.date, e.reason or None, e.answer.text if e.answer else None,
            )
            for e in catalogue.exceptions.entries
        ),
    )  # fmt: skip


_EXCEPTIONS = (("extension", "延期"), ("exemption", "免报"), ("statement", "情况说明"))
