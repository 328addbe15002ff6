"""The papers that the office writes of a period: what they are called, to whom they go, what is quoted in them,
and where it is noted that one was signed."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from ...calendar import Rhythm
from ...frozen import dataclass
from ..declare import DECIDED, Meta, Slug, record
from .terms import BASES, PERIODS, Decision, FormId, Note

Manner: TypeAlias = Annotated[
    Literal["circular", "report"],
    Meta(
        "文种",
        "对谁说话",
        words={
            "circular": "通报：发给各单位，写“请某单位……”",
            "report": "报告：报给上级，写“督促某单位……”",
        },
    ),
]
Chosen: TypeAlias = Annotated[
    Literal["notice", "numbers"],
    Meta(
        "次序",
        "摘录文字时先选哪些",
        words={
            "notice": "按通知的次序",
            "numbers": "写有数字多的在前，同样多的按通知的次序",
        },
    ),
]


@record("一种公文", "按期起草的一种公文")
@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """A paper of every month, quarter, half-year or year.

    ``title`` has a place for the period, ``to`` is written as it is; '' for those to whom the notice went.
    ``whom`` tells apart papers of one rhythm: for whom one is, '' for the usual one. When it has been signed,
    that counts for ``counts_as``, and its number stands in the column ``reference``.
    """

    id: Annotated[Slug, Meta("编号", "公文编号，用在网址里", example="monthly")]
    name: Annotated[str, Meta("名称", "通知里的叫法", most=20, example="月通报")]
    every: Annotated[Rhythm, PERIODS, Meta("周期", "多久一次")]
    title: Annotated[
        str,
        Meta(
            "标题",
            "公文标题，{period} 处填期间",
            pattern=r"^[^{}]*\{period\}[^{}]*$",
            example="关于{period}重点工作推进情况的通报",
        ),
    ]
    whom: Annotated[
        str,
        Meta("报给谁", "同一周期有几种的，用 --for 选；不写即通常的一种", key="for", most=20),
    ] = ""
    manner: Manner = "circular"
    to: Annotated[str, Meta("主送", "主送机关；不写即通知的发送对象")] = ""
    counts_as: Annotated[
        str,
        Meta("算作哪一项", "印发以后算作哪个事项做了一次", names=("provision",), example="T17-1b"),
    ] = ""
    reference: Annotated[str, Meta("文号列", "那个事项的规则所看的报表里，写文号的列")] = ""


@record("摘录", "从报送的文字里摘录什么；一律照抄，不改写")
@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """Which narratives are quoted: of each part ``progress`` at most, of all ``problems`` and ``steps``.

    ``states`` are those of which progress is quoted, what stands first before the others; () for any.
    A text of more than ``longest`` characters ends with the last sentence that fits.
    """

    states: Annotated[
        tuple[str, ...],
        Meta("状态", "只摘录填这些状态的进展，写在前面的先选；不写即不论状态", least=1),
    ] = ()
    order: Chosen = "notice"
    progress: Annotated[int, Meta("进展", "每一部分最多摘录几条", least=0, most=20)] = 2
    problems: Annotated[int, Meta("问题", "一共最多摘录几条", least=0, most=50)] = 5
    steps: Annotated[int, Meta("下一步", "一共最多摘录几条", least=0, most=50)] = 5
    longest: Annotated[
        int, Meta("最长", "一条最多多少字，超过的在句末截断，并标明", least=20, most=2000)
    ] = 120


@record("登记印发", "印发的公文登记在哪张报表里")
@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The form that lists what was issued, and its columns for number, title and day."""

    form: FormId
    number: Annotated[str, Meta("文号列", "写文号的列", column="any")]
    title: Annotated[str, Meta("标题列", "写标题的列", column="any")]
    issued: Annotated[str, Meta("日期列", "写印发日期的列", column="date")]


@record(
    "公文",
    "月通报、季调度、半年总结、年终考核等公文的代拟稿怎样起草；没有这个文件的，"
    "按报送的周期起草，标题、主送、落款都用通知的",
    DECIDED,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletins:
    """``rules/bulletins.yaml``. ``signed`` is who signs, '' for the notice's issuer; ``number`` is as the office
    numbers its papers; ``filed_by`` is whose filing says that one was issued."""

    bulletins: Annotated[tuple[Bulletin, ...], Meta("各种公文", "按先后排列", least=1)]
    signed: Annotated[str, Meta("落款", "谁印发；不写即通知的发文单位", names=("unit",))] = ""
    number: Annotated[
        str,
        Meta(
            "文号",
            "{year} 处填年份，顺序号写 ×；不写即仿照通知的文号",
            pattern=r"^[^{}]*\{year\}[^{}]*×[^{}]*$",
            example="测发〔{year}〕×号",
        ),
    ] = ""
    filed_by: Annotated[
        str,
        Meta("由谁填报", "印发以后记入哪个单位的报送；不写即印发的单位", names=("unit",)),
    ] = ""
    register: Entered | None = None
    quotes: Quoting | None = None
    basis: Annotated[Literal["office", "assumed"], BASES] = "assumed"
    decision: Decision | None = None
    note: Note = ""
