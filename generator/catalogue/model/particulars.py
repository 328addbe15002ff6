"""What a notice says of itself: its number, title, issuer and day, each with the words behind it."""

from __future__ import annotations

from typing import Annotated

from ...frozen import dataclass
from ..declare import DECIDED, Day, Meta, record
from .terms import Basis, Decision, Note, ProvisionId, Questions, Quote


@record("出处", "通知文号、日期等基本信息的原文", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The words of the notice behind one of its own particulars, such as its number."""

    id: Annotated[ProvisionId, Meta("编号", "出处编号，如 M01", defines="source", example="M01")]
    states: Annotated[str, Meta("说明什么", "这段原文说明哪一项基本信息，如文号、印发日期")]
    quote: Quote
    basis: Basis = "notice"
    decision: Decision | None = None
    questions: Questions = ()
    note: Note = ""


@record("通知", "通知的基本信息")
@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The particulars of the notice: number, issuer, day, and the year that its words mean."""

    name: Annotated[str, Meta("名称", "网站标题，如“2023年工作要点责任台账”")]
    doc_no: Annotated[str, Meta("文号", "发文字号；通知没有的不写")] = ""
    title: Annotated[str, Meta("标题", "通知全称")]
    issuer: Annotated[str, Meta("发文单位", "发文单位编号", names=("unit",))]
    issued: Annotated[Day, Meta("印发日期", "此前的节点不追究")]
    plan_year: Annotated[int, Meta("计划年度", "文中“年底”“6月”等所指年度", least=2000, most=2100)]
    text: Annotated[str, Meta("原文文件", "通知原文（纯文本）的相对路径")]
    addressees: Annotated[
        tuple[str, ...], Meta("发送对象", "通知发给谁", names=("unit", "group"))
    ] = ()
    sources: Annotated[tuple[Source, ...], Meta("出处", "以上各项的原文", least=1)]
