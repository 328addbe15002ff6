"""publish, verify: versions that stand beside each other, and the proof that they are what they say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from .. import flow, look, releases, revisions
from ..calendar import Month
from ..catalogue.model.terms import Audience
from ..problems import Problem
from ..releases import Branch, Folder, Order, Place, Report, Standing
from ..terminal import FAILED, Command, Refusal, complain, concluded, say, show, steps
from ..words.sentences import ours, said
from . import options


class What(click.ParamType["Month | str"]):
    """A month or the version that is not settled."""

    name = "月份"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Month | str:
        """A month, or CURRENT as it is; UsageError for anything else."""
        if isinstance(value, Month) or value == releases.CURRENT:
            return value
        try:
            return Month.parse(str(value))
        except ValueError:
            self.fail(f"“{value}”不是月份，请写成 2023-06，或写 current（当前版）。", param, ctx)


@click.command(
    cls=Command,
    short_help="把一个月的版本发布到文件夹或分支，与以前的并列。",
    help="把一个月的版本发布到文件夹或分支；不写月份，就发布所有已截止而未发布的月份。"
    "已发布的不改写，再次发布是新的一版。写 current 发布未定稿的当前版。",
)
@click.argument("what", metavar="月份", type=What(), required=False)
@options.root
@click.option("--to", "folder", type=Path, metavar="文件夹", help="放到哪个文件夹。")
@click.option("--branch", metavar="分支", help="放到仓库的哪个分支。")
@options.edition
@click.option(
    "--as-of",
    type=options.Day(),
    metavar="日期",
    help="数据截至哪一天，缺省为报送截止那个月的月末（当前版为今天）。",
)
@click.option("--reason", default="", metavar="理由", help="再次发布的理由，写在版本里。")
@options.strict
@click.option("--commit", default="HEAD", metavar="提交", help="用哪个提交的数据，缺省为当前提交。")
@click.option("--tag", "tagged", flag_value="plain", help="给所用的提交加标签。")
@click.option(
    "--sign", "tagged", flag_value="signed", help="给所用的提交加签名的标签（git tag -s）。"
)
def publish(
    what: Month | str | None,
    root: Path,
    folder: Path | None,
    branch: str | None,
    edition: Audience | None,
    as_of: date | None,
    reason: str,
    strict: bool,
    commit: str,
    tagged: str | None,
) -> int:
    """Publish what is due to the folder and the branch, else to one below ``build``; tag it."""
    root, kind = options.known(root), edition or "public"
    places: list[Place] = [Folder(folder)] if folder else []
    places += [Branch(root, branch)] if branch else []
    if not places:
        suffix = "-internal" if kind == "internal" else ""
        places = [Folder(root / options.BUILD / f"published{suffix}")]
    order = Order(what, kind, options.now().date(), commit, as_of, reason.strip(), strict)
    try:
        with steps() as bar:
            report = releases.publish(root, order, places, bar)
        show([*_uncommitted(root), *report.problems])
        _tell(report)
        if tagged and report.sound:
            refused = releases.tag(root, report.standing, kind, signed=tagged == "signed")
            show(refused)
            if refused:
                return FAILED
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error
    return concluded(report.problems)


def _tell(report: Report) -> None:
    for each in report.standing:
        say(_said(each))
    if not report.sound:
        complain(
            "没有发布新的版本，已发布的内容没有改动。" if not report.standing else "其余没有发布。"
        )
    elif not report.standing:
        say("没有已经截止而未发布的月份。")


def _said(each: Standing) -> str:
    if not each.new:
        return f"{each.title}已经发布，没有变化：{each.place}/{each.version}"
    return f"{each.title}已发布：{each.place}/{each.version}（清单 {each.manifest[:12]}）"


def _uncommitted(root: Path) -> list[Problem]:
    try:
        edited = revisions.edited(root, (*flow.DECLARED, *look.TOPS))
    except revisions.GitError:
        return []
    if not edited:
        return []
    more = f" 等 {len(edited)} 个文件" if len(edited) > 1 else ""
    return [Problem(*said("W621", file=ours(edited[0]), more=ours(more)), edited[0])]


@click.command(
    cls=Command,
    short_help="核对已发布的版本：比对清单，再用同一个提交重新生成，逐字节比较。",
    help="核对一个已发布的版本：逐个文件比对清单，再用同一个提交重新生成，逐字节比较。"
    "写版本的文件夹或地址；写放版本的文件夹，就核对其中的全部版本。",
)
@click.argument("where", metavar="文件夹或地址")
@options.root
@click.option("--quick", is_flag=True, help="只比对清单，不重新生成。")
def verify(where: str, root: Path, quick: bool) -> int:
    """Print whether each version holds; 1 where one does not, 2 where none can be reached."""
    try:
        with steps() as bar:
            found = releases.verify(where, options.known(root), quick, bar)
    except releases.UnreachableError as error:
        raise Refusal(str(error)) from error
    show(found.problems)
    for line in found.sentences:
        say(line)
    return 0 if found.sound else 1
