"""The commands of ``taizhang``: read the words, call one function, print. No logic.

Exit codes: 0 done (warnings allowed), 1 problems found, 2 wrong use or an environment that does not
serve.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from generator import __version__, flow, publishing, revisions
from generator.calendar import SHANGHAI
from generator.flow import World
from generator.judging import Results, State
from generator.judging.results import verdicts_as_json
from generator.pages.states import LABELS
from generator.problems import as_json, has_errors, nearest
from generator.reports import explain as report
from generator.reports import impact as turning
from generator.reports import status as standings
from generator.terminal import USAGE_ERROR, Group, Refusal, complain, lay_out, say, show, steps


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


class _Edition(click.ParamType[str]):
    name = "版本"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in ("public", "internal"):
            self.fail(f"没有“{value}”这个版本，可选 public、internal。", param, ctx)
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
_edition = click.option(
    "--edition",
    type=_Edition(),
    default=None,
    metavar="版本",
    help="public 公开版（不含仅供内部的内容）或 internal 内部版。",
)
_shape = click.option(
    "--format",
    "shape",
    type=_Format(),
    default="text",
    metavar="格式",
    help="text 或 json，缺省 text。",
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
@_shape
def check(root: Path, shape: str) -> int:
    world = flow.read(_known(root))
    if shape == "json":
        say(as_json(world.problems))
    else:
        show(world.problems)
        if world.sound and world.catalogue and world.ledger:
            say(_summary(world))
    return 0 if world.sound else 1


@main.command(help="逐项判定，写出 results.json（缺省为内部版）。")
@_root
@_as_of
@_edition
@_out
def judge(root: Path, as_of: date | None, edition: str | None, out: Path | None) -> int:
    results = _judged(root, as_of, edition or "internal")
    if results is None:
        return 1
    say(_standing(results))
    say(f"判定结果：{flow.write_results(results, out or root / flow.BUILD)}")
    return 0


@main.command(help="说明一项判定：结论、下一步报什么、怎样算到每个单元格。")
@click.argument("name", metavar="编号")
@_root
@_as_of
@_shape
def explain(name: str, root: Path, as_of: date | None, shape: str) -> int:
    results = _judged(root, as_of)
    if results is None:
        return 1
    found = report.find(results, name)
    if not found:
        meant = report.meant(results, name)
        guess = f"；是否为“{meant}”？" if meant else "。"
        raise Refusal(f"没有编号为“{name}”的判定、事项或条款{guess}")
    if shape == "json":
        say(verdicts_as_json(results, found))
    else:
        lay_out(*(report.explain(results, verdict) for verdict in found))
    return 0


@main.command(help="各单位情况；用 --unit 看一个单位。")
@_root
@_as_of
@click.option("--unit", metavar="单位", help="单位编号或名称。")
def status(root: Path, as_of: date | None, unit: str | None) -> int:
    results = _judged(root, as_of)
    if results is None:
        return 1
    if unit is None:
        lay_out(standings.everyone(results))
        return 0
    units = results.case.catalogue.units.values()
    own = next((one for one in units if unit in (one.id, *one.names)), None)
    if own is None:
        meant = nearest(unit, [name for one in units for name in (one.id, *one.names)])
        guess = f"；是否为“{meant}”？" if meant else "。"
        raise Refusal(f"没有“{unit}”这个单位{guess}")
    lay_out(standings.one(results, own))
    return 0


@main.command(help="与另一个版本或另一天相比，哪些判定有变化。BASE 是 git 版本或日期。")
@click.argument("base")
@click.argument("head", required=False)
@_root
@_as_of
@_shape
def impact(base: str, head: str | None, root: Path, as_of: date | None, shape: str) -> int:
    after = _at(root, head, as_of)
    if after is None:
        return 1
    day = _as_day(base)
    before = _at(root, head, day) if day else _at(root, base, after.case.as_of)
    if before is None:
        complain(f"“{base}”有错误，不能比较。")
        return 1
    found = turning.turns(before, after)
    now = str(after.case.as_of) if day else head or "现在"
    if shape == "json":
        say(turning.as_json(found))
    else:
        lay_out(turning.as_report(found, f"{base} → {now}"))
    return 0


@main.command(help="检查、合并、判定，生成网站（缺省为公开版）。")
@_root
@_as_of
@_edition
@_out
def site(root: Path, as_of: date | None, edition: str | None, out: Path | None) -> int:
    folder = out or root / flow.BUILD
    with steps(len(flow.STEPS)) as bar:
        problems = flow.build(_known(root), _chosen(as_of), folder, bar, edition or "public")
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
@_edition
@_out
@click.option("--port", type=int, default=8000, metavar="端口", help="缺省 8000。")
def serve(root: Path, as_of: date | None, edition: str | None, out: Path | None, port: int) -> int:
    folder = out or root / flow.BUILD

    def rebuild() -> bool:
        with steps(len(flow.STEPS)) as bar:
            problems = flow.build(_known(root), _chosen(as_of), folder, bar, edition or "public")
        show(problems)
        return not has_errors(problems)

    refused = publishing.serve(folder / "site", rebuild, flow.watched(root), port=port)
    show(refused)
    return USAGE_ERROR if refused else 0


def _judged(root: Path, as_of: date | None, audience: str = "internal") -> Results | None:
    """Every verdict of a root, its problems shown; None when an error stands in the way."""
    world = flow.read(_known(root))
    show(world.problems)
    if world.catalogue is None or not world.sound:
        return None
    return flow.judge(world, _chosen(as_of)(world.catalogue), audience)


def _at(root: Path, revision: str | None, as_of: date | None) -> Results | None:
    """The verdicts of a root as it is, or as it was at a revision."""
    if revision is None:
        return _judged(root, as_of)
    try:
        with revisions.checked_out(_known(root), revision) as folder:
            return _judged(folder, as_of)
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


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
