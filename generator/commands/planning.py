"""due, new-year: what the office looks at ahead of time; each loads what it needs when it is called."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..terminal import FAILED, concluded, lay_out, say, show, show_beside, steps
from . import options
from .listed import command
from .options import chosen

_LISTED = 8


@command("due")
@options.root
@options.unit
@options.as_of
@options.days("0 至 366，缺省 7 天。")
@options.shapes("text", "markdown")
@options.strict
def due(
    root: Path, unit: str | None, as_of: date | None, days: int, shape: str, strict: bool
) -> int:
    """Print what falls due within so many days of the day shown, and which filings are missing."""
    from .. import flow
    from ..reports import due as report

    with steps(terse=True) as bar:
        world = flow.read(options.whole(root), bar, strict=strict)
    show_beside(world.problems)
    if world.catalogue is None or not world.sound:
        return FAILED
    results = flow.judge(world, chosen(as_of)(world.catalogue))
    own = options.unit_named(world.catalogue, unit).id if unit else None
    told = report.remind(results, days, own)
    if shape == "markdown":
        say(report.as_markdown(results, told))
    else:
        lay_out(report.as_text(results, told))
    return concluded(world.problems)


@command("new-year")
@click.argument("year", type=options.Whole("年度", 2000, 2100), metavar="年度")
@options.root
@click.option("--to", type=options.Folder(), metavar="文件夹", help="缺省为旁边的“原名-年度”。")
def new_year(year: int, root: Path, to: Path | None) -> int:
    """Begin another year in a folder of its own; 1 where something stands in the way of that."""
    from ..new_year import TASKS, begin
    from ..problems import has_errors

    home = options.known(root).resolve()
    begun = begin(home, year, (to or home.with_name(f"{home.name}-{year}")).resolve())
    if isinstance(begun, list):
        show(begun)
        return 1
    show(begun.problems)
    say(f"{year} 年度已开始：{begun.folder}（顺延了 {begun.shifted} 处日期，旧的没有动）")
    if has_errors(begun.problems):
        say("上面的错误，等新通知的原文存为 rules/notice.txt 以后再改。")
    if begun.left:
        say(f"还有 {len(begun.left)} 处写着旧年度：")
        for left in begun.left[:_LISTED]:
            say(f"  {left.file}:{left.line}  {left.text[:60]}")
        if len(begun.left) > _LISTED:
            say(f"  ……全部列在 {begun.folder / TASKS}")
    say(f"下一步见 {begun.folder / TASKS}")
    return 0
