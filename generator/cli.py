"""The commands of ``taizhang``: read the words, call one function, print. No logic.

Exit codes: 0 done (warnings allowed), 1 problems found, 2 wrong use or an environment that does not
serve.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from generator import __version__, flow, publishing
from generator.calendar import SHANGHAI
from generator.flow import World
from generator.judging import Results, State
from generator.pages.states import LABELS
from generator.problems import as_json, has_errors
from generator.terminal import USAGE_ERROR, Group, Refusal, complain, say, show, steps


class _Day(click.ParamType[date]):
    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            day = value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，请写成 2023-06-30。", param, ctx)
        if not 2000 <= day.year <= 2100:
            self.fail(f"“{value}”不在 2000 年至 2100 年之间。", param, ctx)
        return day


class _Root(click.ParamType[Path]):
    name = "文件夹"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        folder = Path(value)
        if not folder.is_dir():
            self.fail(f"没有“{value}”这个文件夹。", param, ctx)
        return folder


class _Format(click.ParamType[str]):
    name = "格式"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in ("text", "json"):
            self.fail(f"没有“{value}”这种格式，可选 text、json。", param, ctx)
        return str(value)


_root = click.option(
    "--root",
    type=_Root(),
    default=".",
    metavar="文件夹",
    help="数据所在的文件夹，缺省为当前文件夹。",
)
_as_of = click.option(
    "--as-of",
    type=_Day(),
    metavar="日期",
    help="以哪一天为“现在”，缺省为今天（不晚于计划年度末）。",
)
_out = click.option(
    "--out", type=Path, metavar="文件夹", help="产物放在哪里，缺省为数据文件夹下的 build。"
)


@click.group(cls=Group, help="台账：通知变成数据，报送变成依据，判定逐项说明理由。")
@click.version_option(__version__, message="%(version)s", help="显示版本号。")
def main() -> None:
    """The console script."""


@main.command(help="检查任务清单、规则和报送的表格。")
@_root
@click.option(
    "--format",
    "shape",
    type=_Format(),
    default="text",
    metavar="格式",
    help="text 或 json，缺省 text。",
)
def check(root: Path, shape: str) -> int:
    world = flow.read(_known(root))
    if shape == "json":
        say(as_json(world.problems))
    else:
        show(world.problems)
        if world.sound and world.catalogue and world.ledger:
            say(_summary(world))
    return 0 if world.sound else 1


@main.command(help="逐项判定，写出 results.json。")
@_root
@_as_of
@_out
def judge(root: Path, as_of: date | None, out: Path | None) -> int:
    world = flow.read(_known(root))
    show(world.problems)
    if world.catalogue is None or not world.sound:
        return 1
    results = flow.judge(world, _chosen(as_of)(world.catalogue))
    say(_standing(results))
    say(f"判定结果：{flow.write_results(results, out or root / flow.BUILD)}")
    return 0


@main.command(help="检查、合并、判定，生成网站。")
@_root
@_as_of
@_out
def site(root: Path, as_of: date | None, out: Path | None) -> int:
    folder = out or root / flow.BUILD
    with steps(len(flow.STEPS)) as bar:
        problems = flow.build(_known(root), _chosen(as_of), folder, bar)
    show(problems)
    if has_errors(problems):
        kept = (folder / "site").exists()
        complain("网站没有更新，上一次生成的内容保持不变。" if kept else "网站没有生成。")
        return 1
    say(f"网站已生成，用浏览器打开：{(folder / 'site' / 'index.html').resolve()}")
    return 0


@main.command(help="在本机预览网站，数据、规则、模板、样式一有改动就刷新。")
@_root
@_as_of
@_out
@click.option("--port", type=int, default=8000, metavar="端口", help="缺省 8000。")
def serve(root: Path, as_of: date | None, out: Path | None, port: int) -> int:
    folder = out or root / flow.BUILD

    def rebuild() -> bool:
        with steps(len(flow.STEPS)) as bar:
            problems = flow.build(_known(root), _chosen(as_of), folder, bar)
        show(problems)
        return not has_errors(problems)

    refused = publishing.serve(folder / "site", rebuild, flow.watched(root), port=port)
    show(refused)
    return USAGE_ERROR if refused else 0


def _known(root: Path) -> Path:
    """The root; a folder that holds none of our files is wrong use."""
    if (root / "tasks.yaml").exists() or (root / "units.yaml").exists():
        return root
    hint = "请进入数据所在的文件夹，或用 --root 指定。"
    raise Refusal(f"“{root}”里没有 tasks.yaml，不是台账的文件夹。{hint}")


def _chosen(as_of: date | None) -> flow.Choose:
    """The day that counts as now; this is the only place where the clock is read."""
    today = datetime.now(SHANGHAI).date()
    return lambda declared: as_of or flow.default_day(declared, today)


def _summary(world: World) -> str:
    assert world.catalogue
    assert world.ledger
    clauses, provisions = len(world.catalogue.duties), len(world.catalogue.provisions)
    filings = sum(filing.valid for filing in world.ledger.filings)
    rows = sum(len(frame) for frame in world.ledger.frames.values())
    return f"检查通过：{clauses} 条任务和要求，{provisions} 个事项，{filings} 份报送，{rows} 行。"


def _standing(results: Results) -> str:
    binding = [verdict.state for verdict in results.verdicts if verdict.binding]
    told = [f"{LABELS[state].word} {binding.count(state)}" for state in State if state in binding]
    return f"截至 {results.case.as_of}：" + "，".join(told)
