"""judge, explain, status, impact: verdicts written, told and compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator import explanations, flow, revisions
from generator.commands import options
from generator.commands.options import chosen
from generator.explanations import EXPLANATIONS
from generator.judging import Results, State
from generator.judging.results import verdicts_as_json
from generator.judging.turns import turns
from generator.pages.states import LABELS
from generator.reports import explain as report
from generator.reports import impact as turning
from generator.reports import status as standings
from generator.terminal import Command, Refusal, complain, lay_out, say, show


@click.command(cls=Command, help="逐项判定，写出 results.json（缺省为内部版）。")
@options.root
@options.as_of
@options.edition
@options.out
def judge(root: Path, as_of: date | None, edition: str | None, out: Path | None) -> int:
    results = _judged(root, as_of, edition or "internal")
    if results is None:
        return 1
    say(_standing(results))
    say(f"判定结果：{flow.write_results(results, out or root / options.BUILD)}")
    return 0


@click.command(
    cls=Command,
    help="说明一项判定：结论、下一步报什么、怎样算到每个单元格；或一个提示代码，如 E221。",
)
@click.argument("name", metavar="编号")
@options.root
@options.as_of
@options.shape
def explain(name: str, root: Path, as_of: date | None, shape: str) -> int:
    if name.upper() in EXPLANATIONS:
        for line in explanations.as_lines(name.upper()):
            say(line)
        return 0
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


@click.command(cls=Command, help="各单位情况；用 --unit 看一个单位。")
@options.root
@options.as_of
@options.unit
def status(root: Path, as_of: date | None, unit: str | None) -> int:
    results = _judged(root, as_of)
    if results is None:
        return 1
    if unit is None:
        lay_out(standings.everyone(results))
        return 0
    own = options.unit_named(results.case.catalogue, unit)
    lay_out(standings.one(results, own))
    return 0


@click.command(
    cls=Command, help="与另一个版本或另一天相比，哪些判定有变化。BASE 是 git 版本或日期。"
)
@click.argument("base")
@click.argument("head", required=False)
@options.root
@options.as_of
@options.shape
def impact(base: str, head: str | None, root: Path, as_of: date | None, shape: str) -> int:
    after = _at(root, head, as_of)
    if after is None:
        return 1
    day = _as_day(base)
    before = _at(root, head, day) if day else _at(root, base, after.case.as_of)
    if before is None:
        complain(f"“{base}”有错误，不能比较。")
        return 1
    found = turns(before, after)
    now = str(after.case.as_of) if day else head or "现在"
    if shape == "json":
        say(turning.as_json(found))
    else:
        lay_out(turning.as_report(found, f"{base} → {now}"))
    return 0


def _judged(root: Path, as_of: date | None, audience: str = "internal") -> Results | None:
    """Every verdict of a root, its problems shown; None when an error stands in the way."""
    world = flow.read(options.known(root))
    show(world.problems)
    if world.catalogue is None or not world.sound:
        return None
    return flow.judge(world, chosen(as_of)(world.catalogue), audience)


def _at(root: Path, revision: str | None, as_of: date | None) -> Results | None:
    """The verdicts of a root as it is, or as it was at a revision."""
    if revision is None:
        return _judged(root, as_of)
    try:
        with revisions.checked_out(options.known(root), revision) as folder:
            return _judged(folder, as_of)
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _standing(results: Results) -> str:
    binding = [verdict.state for verdict in results.verdicts if verdict.binding]
    told = [f"{LABELS[state].word} {binding.count(state)}" for state in State if state in binding]
    return f"截至 {results.case.as_of}：" + "，".join(told)
