"""doctor: whether everything around the data is as it has to be, before the 20th shows that it is not."""

from __future__ import annotations

import os
from pathlib import Path

import click

from .. import doctor as examining
from ..doctor.machine import this
from ..terminal import FAILED, say, steps
from . import options
from .listed import command


@command(
    "doctor",
    help="上线前查一遍：仓库、账号、代码平台的设置、钩子、收件登记、这台机器、程序、发布的文件夹，说出哪些不行、"
    "怎么改，哪些没能看到、怎样才看得到。只看，不改动任何东西。"
    "看平台的设置要有令牌：设环境变量 TAIZHANG_TOKEN。有不行的以 1 结束。",
)
@click.option(
    "--root",
    type=options.Root(),
    default=".",
    metavar="文件夹",
    help="数据所在的文件夹，或服务器上的裸仓库，缺省为当前文件夹。",
)
@click.option("--remote", default="origin", metavar="名称", help="远程仓库的名称，缺省 origin。")
@click.option(
    "--to", "folders", type=Path, multiple=True, metavar="文件夹", help="发布的文件夹；可以写多个。"
)
@click.option("--branch", metavar="分支", help="放版本的分支，缺省照 TAIZHANG_PUBLIC_BRANCH。")
@click.option("--all", "all_", is_flag=True, help="正常的也逐项列出。")
@options.shape
def doctor(
    root: Path, remote: str, folders: tuple[Path, ...], branch: str | None, all_: bool, shape: str
) -> int:
    """Print what each look found; 1 where something will not work."""
    asked = examining.Asked(root, remote, folders, branch, os.environ, options.now(), this())
    with steps() as bar:
        found = list(examining.examine(asked, bar.begin))
    say(examining.as_json(found) if shape == "json" else examining.as_text(found, all_=all_))
    return FAILED if examining.failed(found) else 0
