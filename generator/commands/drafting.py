"""init, example: from a notice to a folder that passes check; a worked example to look at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from .. import drafting
from ..terminal import FAILED, say, show
from .listed import command
from .options import Day, Whole


@command("init")
@click.argument("folder", type=Path, metavar="文件夹")
@click.option("--notice", type=Path, metavar="文件", help="通知，.docx、.pdf 或 .txt。")
@click.option("--issued", type=Day(), metavar="日期", help="通知没有写印发日期的，在这里写明。")
@click.option(
    "--year",
    type=Whole("年度", 2000, 2100),
    metavar="年度",
    help="计划年度，缺省按通知的标题或日期。",
)
def init(folder: Path, notice: Path | None, issued: date | None, year: int | None) -> int:
    """Write the folder; 1 where the notice cannot be read or something stands there."""
    begun = drafting.begin(notice or drafting.SAMPLE, folder.resolve(), issued=issued, year=year)
    if isinstance(begun, list):
        show(begun)
        return FAILED
    for line in _told(begun):
        say(line)
    return 0


@command("example")
@click.argument("folder", type=Path, metavar="文件夹")
def example(folder: Path) -> int:
    """Write the worked example; 1 where something stands there."""
    problems = drafting.example(folder.resolve())
    if problems:
        show(problems)
        return FAILED
    say(f"示例已写出：{folder.resolve()}")
    day = drafting.EXAMPLE_DAY
    say(f"它的年度是 {day.year} 年，请以 {day} 为“现在”来看：")
    say(f"下一步：taizhang serve --root {folder.resolve()} --as-of {day}，在浏览器里看网站。")
    return 0


def _told(begun: drafting.Drafted) -> list[str]:
    outline = begun.outline
    total, missing = len(outline.lines), len(outline.unplaced)
    written = begun.written
    tasks = sum(len(part.clauses) for part in outline.parts)
    told = [
        f"台账已建立：{begun.folder}",
        f"  任务 {tasks} 条，要求 {len(outline.requirements)} 条，单位 {written.units} 个。",
        f"  原文 {total} 行：已归位 {total - missing} 行，未归位 {missing} 行。",
    ]
    if begun.withheld:
        told.append(f"  {begun.withheld} 行里的人名、电话、邮箱已去掉，写作“（不转载）”。")
    if written.candidates:
        told.append(
            f"  写有数字、期限、文件名的 {written.candidates} 处，已在 tasks.yaml 各条下面拟好，写成注释。"
        )
    if written.questions:
        told.append(
            f"  通知没有写明的 {written.questions} 处，列在 rules/questions.yaml，暂按其中所写。"
        )
    told += [f"  没有读到：{each}" for each in begun.unread]
    return [
        *told,
        f"未归位的行、猜的类别、待定的口径，都列在 {begun.folder / drafting.TO_DO}",
        f"下一步：taizhang check --root {begun.folder}，再用 taizhang serve --root {begun.folder} 看网站。",
    ]
