"""gather: one site over the published results of several roots."""

from __future__ import annotations

from pathlib import Path

import click

from .. import gathering
from ..catalogue.model.terms import Audience
from ..gathering import FILE, Wanted
from ..problems import has_errors
from ..terminal import FAILED, LEFT_OUT, complain, say, show, steps
from . import options
from .listed import command


@command(
    "gather",
    help="把几处已发布的结果汇总成一个网站。写 gather.yaml（缺省为当前文件夹里的），"
    "或者直接写各处的文件夹：发布版本的文件夹、其中的一个版本，或者 build。只读文件夹，不联网。"
    "缺的、损坏的、格式不同的逐处说明，其余照常汇总，以 3 结束；汇总出来的可以再汇总。",
)
@click.argument("where", metavar="[gather.yaml|文件夹...]", type=Path, nargs=-1)
@click.option(
    "--out",
    type=options.Folder(),
    metavar="文件夹",
    help=f"网站放在哪里，缺省为 {FILE} 旁边（写文件夹时为当前文件夹下）的 build。",
)
@click.option("--title", default="", metavar="标题", help="直接写文件夹时，汇总网站的名称。")
@options.edition("公开版")
def gather(where: tuple[Path, ...], out: Path | None, title: str, edition: Audience | None) -> int:
    """Gather to ``site`` below ``--out``; 3 where something was left out or is in doubt, 1 where all of it was."""
    wanted = _wanted(where, title, edition)
    if not isinstance(wanted, Wanted):
        return wanted
    folder = out or wanted.within / options.BUILD
    with steps(len(gathering.STEPS)) as bar:
        made = gathering.make(wanted, folder, bar)
    show(made.problems)
    if has_errors(made.problems):
        kept = (folder / "site").exists()
        complain("汇总没有更新，上一次生成的内容保持不变。" if kept else "汇总没有生成。")
        return FAILED
    for line in made.lines:
        say(line)
    say(f"汇总已生成，用浏览器打开：{(folder / 'site' / 'index.html').resolve()}")
    return LEFT_OUT if made.problems else 0


def _wanted(where: tuple[Path, ...], title: str, edition: Audience | None) -> Wanted | int:
    """What is asked for; an exit code where the list of it is at fault."""
    if where and not (len(where) == 1 and where[0].suffix in (".yaml", ".yml")):
        return gathering.named(where, title, edition or "public")
    if title or edition:
        raise click.UsageError(
            f"--title 和 --edition 只在直接写文件夹时用；{FILE} 里有 title 和 edition"
        )
    file = where[0] if where else Path(FILE)
    if not file.is_file():
        raise click.UsageError(f"没有“{file}”；请写各处的文件夹，或先写好 {FILE}")
    found = gathering.declared(file)
    if isinstance(found, Wanted):
        return found
    show(found)
    return FAILED
