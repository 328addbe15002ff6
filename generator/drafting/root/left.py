"""``待核对.md``: what was not placed, what was guessed, what is open, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import wording
from ...catalogue.model import squeeze
from ..cast import OFFICE
from .plan import Plan

TO_DO = "待核对.md"
"""The list of what is left to look at, in the new folder."""

_WIDTH = 60


def left(plan: Plan, unread: Sequence[str]) -> str:
    """The text of the list."""
    outline = plan.outline
    total, missing = len(outline.lines), len(outline.unplaced)
    head = [
        "# 待核对",
        f"通知原文存为 `rules/notice.txt`，共 {total} 行：已归位 {total - missing} 行，未归位 {missing} 行。",
        "\n".join(_steps()),
    ]
    parts = [
        ("没有归位的原文", _unplaced(plan)),
        ("没有读到的内容", [f"- {each}" for each in unread]),
        ("附件", _annexes(plan)),
        ("序号不连续的地方", _skips(plan)),
        ("单位（类别按名称猜的）", _units(plan)),
        ("待办公室明确的口径（`rules/questions.yaml`）", _questions(plan)),
    ]
    told = [f"## {title}\n\n" + "\n".join(lines) for title, lines in parts if lines]
    return "\n\n".join((*head, *told)) + "\n"


def _steps() -> Iterator[str]:
    steps = (
        "对照原文看 `tasks.yaml`：条款、序号、正文、责任单位都是照抄的；没有归位的，需要的补成条款。",
        "看 `units.yaml`：核对类别和名称，补上各单位的账号。",
        "看 `rules/filing.yaml`：报送期限是否如通知所写。",
        "把写有数字、期限、文件名的话写成目标、频次、成果；每改一处，运行 `taizhang check`。",
        "运行 `taizhang serve`，在浏览器里看网站。",
    )
    return (f"{at}. {step}" for at, step in enumerate(steps, 1))


def _unplaced(plan: Plan) -> list[str]:
    lines = plan.outline.lines
    return [
        f"- 第{index + 1}行：{wording.short(lines[index].text, _WIDTH)}"
        for index in plan.outline.unplaced
    ]


def _annexes(plan: Plan) -> list[str]:
    lines = plan.outline.lines
    return [
        f"- {wording.short(' '.join(line.text for line in lines[start : start + 2]), _WIDTH)}："
        f"第{start + 1}行至第{end}行"
        for _, start, end in plan.outline.annexes
    ]


def _skips(plan: Plan) -> list[str]:
    lines = plan.outline.lines
    return [
        f"- 第{index + 1}行：{wording.short(lines[index].text, 30)}（前面缺一个序号，请核对原文）"
        for index in plan.outline.skips
    ]


def _units(plan: Plan) -> list[str]:
    cast = plan.cast
    rows = [
        f"- {title}：{'、'.join(unit.name for unit in cast.units if unit.kind == kind)}"
        for kind, title in cast.kinds.items()
        if kind != OFFICE
    ]
    rows += [f"- 合称：{squeeze(group.name)}（有哪些单位，请核对）" for group in cast.groups]
    if cast.doubtful:
        rows.append(f"- 不像单位名称，请对照原文：{'、'.join(cast.doubtful)}")
    return rows


def _questions(plan: Plan) -> list[str]:
    return [
        f"- {each['id']}　{each['question']}（“{wording.short(squeeze(each['quote']), 20)}”；{each['default']}）"
        for each in plan.questions
    ]
