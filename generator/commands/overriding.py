"""override: a file of the look that a city has as its own."""

from __future__ import annotations

from pathlib import Path

import click

from .. import overrides
from ..terminal import Refusal, say
from . import options
from .listed import command


@command(
    "override",
    help="另配外观：把程序自带的一个模板、样式、页面抄到数据文件夹来改；已有自己的，记下它已与程序现在的"
    "对照过。不写文件，列出全部文件和各用哪一份。",
)
@click.argument("words", metavar="文件", nargs=-1)
@options.root
@click.option("--diff", "shown", is_flag=True, help="只看自己的与程序自带的有哪些不同，不记。")
def override(words: tuple[str, ...], root: Path, shown: bool) -> int:
    """Copy files of the look to be the city's own, or note that its own were compared."""
    folder = options.known(root)
    paths = [_path(word) for word in words]
    if not paths:
        for path, said in overrides.standing(folder):
            say(f"{path}  {said}")
    for path in paths:
        if shown:
            for line in overrides.difference(folder, path):
                say(line)
        elif overrides.note(folder, path):
            say(f"已抄来，可以改了：{folder / path}")
        else:
            say(f"已记下，{path} 与程序现在的对照过。")
    return 0


def _path(word: str) -> str:
    path, meant = overrides.named(word)
    if path is None:
        guess = f"；是否为“{meant}”？" if meant else "。"
        raise Refusal(f"程序没有自带“{word}”{guess}不写文件名可列出全部。")
    return path
