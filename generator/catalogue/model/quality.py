"""From where on something that units filed looks as if somebody should ask about it."""

from __future__ import annotations

from typing import Annotated, Literal

from ...frozen import dataclass
from ..declare import DECIDED, Meta, record
from .terms import BASES, Decision, Note


@record("数据质量", "报送中哪些地方列出来请办公室核对；只供核对，不影响判定，公开版没有", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What the page of quality lists; the defaults are ours until the office declares others."""

    alike: Annotated[
        float, Meta("雷同", "两段文字有百分之几相同，算雷同；只比字，不比标点", least=50, most=100)
    ] = 80
    shortest: Annotated[int, Meta("最短", "不到多少字的文字不比", least=1)] = 20
    repeated: Annotated[
        int, Meta("连续期数", "同一单位同一任务的文字连续几期雷同、数字也没有变，就列出", least=2)
    ] = 2
    jump: Annotated[
        float,
        Meta("跳变", "同一行的数是上一期的几倍（或几分之一），就列出，如元、万元填错", above=1),
    ] = 10
    basis: Annotated[Literal["office", "assumed"], BASES] = "assumed"
    decision: Decision | None = None
    note: Note = ""


USUAL = Quality()
"""Where nothing is declared."""
