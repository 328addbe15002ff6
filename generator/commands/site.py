"""site, serve, bundle: the whole run, once, whenever something changes, or into one archive."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator import flow, publishing
from generator.catalogue import Catalogue
from generator.commands import options
from generator.commands.options import chosen
from generator.problems import has_errors
from generator.terminal import USAGE_ERROR, Command, complain, say, show, steps


@click.command(cls=Command, help="检查、合并、判定，生成网站（缺省为公开版）。")
@options.root
@options.as_of
@options.edition
@options.out
def site(root: Path, as_of: date | None, edition: str | None, out: Path | None) -> int:
    folder = out or root / options.BUILD
    if _built(root, as_of, edition, folder) is None:
        return 1
    say(f"网站已生成，用浏览器打开：{(folder / 'site' / 'index.html').resolve()}")
    return 0


@click.command(cls=Command, help="生成网站，并打成一个可以离线打开的包（.zip）。")
@options.root
@options.as_of
@options.edition
@options.out
def bundle(root: Path, as_of: date | None, edition: str | None, out: Path | None) -> int:
    folder = out or root / options.BUILD
    day = _built(root, as_of, edition, folder)
    if day is None:
        return 1
    name = f"taizhang-{day}{'-internal' if edition == 'internal' else ''}.zip"
    file = publishing.bundle(folder / "site", folder / name)
    size = file.stat().st_size / 1048576
    say(f"已打包（{size:.1f} MB），解压后打开其中的 index.html：{file.resolve()}")
    return 0


def _built(root: Path, as_of: date | None, edition: str | None, folder: Path) -> date | None:
    """Build the site and tell what was found; the day that it shows, None when it was not built."""
    shown: list[date] = []

    def choose(declared: Catalogue) -> date:
        shown.append(chosen(as_of)(declared))
        return shown[-1]

    if not _run(root, choose, folder, edition):
        kept = (folder / "site").exists()
        complain("网站没有更新，上一次生成的内容保持不变。" if kept else "网站没有生成。")
        return None
    return shown[-1]


def _run(root: Path, choose: flow.Choose, folder: Path, edition: str | None) -> bool:
    """Run every step and show what was found; whether the site is new."""
    with steps(len(flow.STEPS)) as bar:
        problems = flow.build(options.known(root), choose, folder, bar, edition or "public")
    show(problems)
    return not has_errors(problems)


@click.command(cls=Command, help="在本机预览网站，数据、规则、模板、样式一有改动就刷新。")
@options.root
@options.as_of
@options.edition
@options.out
@click.option("--port", type=int, default=8000, metavar="端口", help="缺省 8000。")
def serve(root: Path, as_of: date | None, edition: str | None, out: Path | None, port: int) -> int:
    folder = out or root / options.BUILD

    def rebuild() -> bool:
        return _run(root, chosen(as_of), folder, edition)

    refused = publishing.serve(folder / "site", rebuild, flow.watched(root), port=port)
    show(refused)
    return USAGE_ERROR if refused else 0
