"""publish, verify, withdraw: versions beside each other, the proof of them, and taking one back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from .. import look, releases, revisions, unchanged
from ..calendar import Month
from ..catalogue.model.terms import Audience
from ..problems import Problem
from ..releases import Branch, Folder, Name, Order, Place, Report, Standing, Wish
from ..terminal import (
    FAILED,
    Refusal,
    complain,
    concluded,
    remind,
    say,
    show,
    show_beside,
    steps,
)
from ..words.sentences import Shown, said
from . import options
from .listed import command


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
            ways = "请写成 2023-06，或写 current（当前版）。"
            self.fail(f"“{value}”不是月份，{options.month_meant(str(value))}{ways}", param, ctx)


@command(
    "publish",
    help="把一个月的版本发布到文件夹或分支；不写月份，就发布所有已截止而未发布的月份。"
    "已发布的不改写，再次发布是新的一版。写 current 发布未定稿的当前版。",
)
@click.argument("what", metavar="月份", type=What(), required=False)
@options.root
@click.option("--to", "folder", type=Path, metavar="文件夹", help="放到哪个文件夹。")
@click.option("--branch", metavar="分支", help="放到仓库的哪个分支。")
@options.edition("公开版")
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
    places: list[Place] = [] if folder is None else [Folder(folder)]
    places += [] if branch is None else [Branch(root, branch)]
    if not places:
        suffix = "-internal" if kind == "internal" else ""
        places = [Folder(root / options.BUILD / f"published{suffix}")]
    order = Order(what, kind, options.now().date(), commit, as_of, reason.strip(), strict)
    try:
        with steps() as bar:
            report = releases.publish(root, order, places, bar)
        show_beside([*_uncommitted(root), *report.problems])
        _tell(report)
        remind(report.problems)
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
        edited = revisions.edited(root, (*unchanged.DECLARED, *look.TOPS))
    except revisions.GitError:
        return []
    if not edited:
        return []
    more = f" 等 {len(edited)} 个文件" if len(edited) > 1 else ""
    return [Problem(*said("W621", file=Shown(edited[0]), more=Shown(more)), edited[0])]


@command(
    "verify",
    help="核对一个已发布的版本：逐个文件比对清单，再用同一个提交重新生成，逐字节比较。"
    "写版本的文件夹或地址；写放版本的文件夹、地址或分支，就核对其中的全部版本，连同列表、首页和旁边的文件。",
)
@click.argument("where", metavar="文件夹或地址", required=False)
@options.root
@click.option("--branch", metavar="分支", help="核对放版本的分支，不写文件夹或地址。")
@click.option("--quick", is_flag=True, help="只比对清单，不重新生成。")
def verify(where: str | None, root: Path, branch: str | None, quick: bool) -> int:
    """Print whether each version holds; 1 where one does not, 2 where none can be reached."""
    if (where is None) == (branch is None):
        raise click.UsageError("写一个文件夹或地址，或写 --branch 和分支名，只写一种")
    try:
        with steps() as bar:
            found = releases.verify(
                branch or where or ".", options.known(root), quick, bar, branch=branch is not None
            )
    except releases.UnreachableError as error:
        raise Refusal(str(error)) from error
    show(found.problems)
    for line in (*found.sentences, *found.notes):
        say(line)
    return 0 if found.sound else 1


class Version(click.ParamType[Name]):
    """A version that is settled, by the name of its folder."""

    name = "版本"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Name:
        """Its name; UsageError for anything else, the present among it, which is published anew."""
        try:
            return value if isinstance(value, Name) else Name.parse(str(value))
        except ValueError:
            self.fail(f"“{value}”不是版本，请写成 2023-06 或 2023-06-r2。", param, ctx)


@command(
    "withdraw",
    help="撤下一个已发布的版本（例如其中有不该公开的内容）：整个版本从文件夹或分支里去掉，原处留下说明，"
    "写明理由、日期和单位。以后的版本不受影响；改正后重新发布的是新的一版。",
)
@click.argument("name", metavar="版本", type=Version())
@options.root
@click.option("--to", "folder", type=Path, metavar="文件夹", help="从哪个文件夹撤下。")
@click.option("--branch", metavar="分支", help="从仓库的哪个分支撤下。")
@options.edition("公开版")
@click.option("--reason", default="", metavar="理由", help="撤下的理由，公开写在说明里。")
@click.option(
    "--forget", is_flag=True, help="分支不留历史：历史里还有撤下的内容。推送要用 --force。"
)
def withdraw(
    name: Name,
    root: Path,
    folder: Path | None,
    branch: str | None,
    edition: Audience | None,
    reason: str,
    forget: bool,
) -> int:
    """Put a tombstone in the place of a version, and say what still holds what was in it."""
    root = options.known(root)
    places: list[Place] = [] if folder is None else [Folder(folder)]
    places += [] if branch is None else [Branch(root, branch)]
    if not places:
        raise click.UsageError("从哪里撤下，请写 --to 文件夹或 --branch 分支")
    wish = Wish(name, reason.strip(), options.now().date(), edition or "public", forget)
    try:
        done = releases.withdraw(root, wish, places)
    except revisions.UnknownRevisionError as error:
        raise Refusal(str(error)) from error
    show(done.problems)
    for place in done.places:
        say(f"{name.title}已撤下：{place}，原处留下说明。")
    for line in done.left:
        say(line)
    return concluded(done.problems)
