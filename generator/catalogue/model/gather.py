"""What is gathered into one site: the published results of several roots, and which figures compare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from ...frozen import dataclass
from ..declare import Meta, Slug, record
from .terms import Audience, Note

PLAIN = '^[^<>&"]*$'
"""What the frame of every page repeats."""


@record("一处结果", "一个县、一个市的台账已发布的结果，或者它又汇总的结果")
@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredRoot:
    """One of the places. Those of one ``level`` stand together, in the order in which they are written."""

    id: Annotated[Slug, Meta("编号", "页面的地址用它，各处不同", example="dongxian")]
    name: Annotated[str, Meta("名称", "页面上的名称", most=40, pattern=PLAIN)]
    folder: Annotated[
        str,
        Meta(
            "文件夹",
            "放结果的文件夹，从本文件所在的文件夹算起：发布版本的文件夹、其中的一个版本，或者 build",
            example="results/dongxian",
        ),
    ]
    level: Annotated[str, Meta("分组", "同一组的列在一起，如“县”“市”", most=20, pattern=PLAIN)] = ""
    version: Annotated[
        str,
        Meta(
            "版本",
            "用哪一个版本，不写则用最新的一版",
            pattern="^(current|[0-9]{4}-[0-9]{2}(-r[0-9]+)?)$",
            example="2023-06",
        ),
    ] = ""
    address: Annotated[
        str,
        Meta(
            "网址",
            "这处结果自己的网站在哪里：http:// 或 https:// 开头，"
            "或者从汇总网站的首页算起的相对地址；不写则没有链接",
            pattern=r"^(https?://[^\s/\"'<>]+(/[^\s\"'<>]*)?|[^\s/:\"'<>][^\s:\"'<>]*)$",
            example="../dongxian/",
        ),
    ] = ""


@record(
    "对照的指标", "各处编号、名称不同而实为同一个的指标；编号、名称和单位都相同的自动对照，不用写"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredIndicator:
    """One figure under the names that it has in several places."""

    id: Annotated[Slug, Meta("编号", "汇总里的编号", example="fund-spent")]
    name: Annotated[str, Meta("名称", "汇总里的名称", most=60)]
    unit: Annotated[str, Meta("单位", "各处的单位都要与它相同", example="个")]
    of: Annotated[
        Mapping[str, str],
        Meta("在各处", "每处写一行，前面是这处结果的编号，后面是指标在那里的编号"),
    ]
    total: Annotated[
        bool, Meta("合计", "是否把各处的数相加；比率、平均数不能相加，缺一处就不给合计")
    ] = False


@record(
    "汇总的清单",
    "gather.yaml：把几处已发布的结果汇总成一个网站（taizhang gather）。"
    "它不属于哪一处的台账，另放一个文件夹",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """``gather.yaml``: what is gathered, in the order in which it is shown."""

    title: Annotated[str, Meta("标题", "汇总网站的名称", most=60, pattern=PLAIN)]
    edition: Audience = "public"
    year: Annotated[
        int | None,
        Meta(
            "计划年度",
            "不写则为各处中最近的；别的年度的照样列出，不计入合计",
            least=2000,
            most=2100,
        ),
    ] = None
    roots: Annotated[tuple[GatheredRoot, ...], Meta("各处结果", "按展示的顺序", least=1)]
    indicators: Annotated[
        tuple[GatheredIndicator, ...], Meta("对照的指标", "名称不同而实为同一个的")
    ] = ()
    note: Note = ""
