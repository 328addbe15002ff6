"""What several commands take: their options, and what a word on the command line stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..calendar import SHANGHAI, Month, Term, Week, term
from ..terminal import Refusal

if TYPE_CHECKING:
    from ..catalogue.model import Catalogue, Unit

BUILD = "build"
"""Where the products go, below the root."""


class Day(click.ParamType[date]):
    """A day as ISO 8601 has it, 2023-06-30, from 2000 to 2100."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """A date stays as it is; UsageError in Chinese for what is none."""
        try:
            day = value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，{_day_meant(value)}请写成 2023-06-30。", param, ctx)
        if not 2000 <= day.year <= 2100:
            self.fail(f"“{value}”不在 2000 年至 2100 年之间。", param, ctx)
        return day


class Root(click.ParamType[Path]):
    """A folder that is there; what it holds is not looked at."""

    name = "文件夹"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path as it was written, not made absolute; UsageError for what is no folder."""
        folder = Path(value)
        if folder.is_file():
            self.fail(f"“{value}”是文件，请写它所在的文件夹。", param, ctx)
        if not folder.is_dir():
            self.fail(f"没有“{value}”这个文件夹。", param, ctx)
        return folder


class Folder(click.ParamType[Path]):
    """A folder that is there or will be made."""

    name = "文件夹"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path as it was written; UsageError where something else is in its place."""
        folder = Path(value)
        if folder.exists() and not folder.is_dir():
            self.fail(f"“{value}”是文件，请写一个文件夹；不必事先建好。", param, ctx)
        return folder


class FileOrFolder(Folder):
    """A file, told by how its name ends, or else a folder as above."""

    def __init__(self, ending: str) -> None:
        self._ending = ending

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path as it was written; UsageError for a folder where something else is."""
        file = Path(value)
        is_file = file.suffix.lower() == self._ending and not file.is_dir()
        return file if is_file else super().convert(value, param, ctx)

    def split(self, out: Path | None) -> tuple[Path | None, Path | None]:
        """A path as the file, or as the folder that it is."""
        is_file = out is not None and out.suffix.lower() == self._ending and not out.is_dir()
        return (out, None) if is_file else (None, out)


class Whole(click.ParamType[int]):
    """A whole number from one to another, both included."""

    name = "整数"

    def __init__(self, what: str, least: int, most: int) -> None:
        self._what, self._least, self._most = what, least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; UsageError with what it may be for anything else."""
        try:
            number = int(value)
        except ValueError:
            number = self._least - 1
        if not self._least <= number <= self._most:
            may = f"{self._least} 至 {self._most} 的整数"
            self.fail(f"“{value}”不能作{self._what}，请写 {may}。", param, ctx)
        return number


class Choice(click.ParamType[str]):
    """One of a few words; what they are for is said when another one is given."""

    name = "选项"

    def __init__(self, what: str, *words: str) -> None:
        self._what, self._words = what, words

    def words(self) -> Collection[str]:
        """All there are."""
        return self._words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself; UsageError with all of the words for any other."""
        words = self.words()
        if value not in words:
            from ..problems import nearest

            meant = nearest(str(value), words)
            guess = f"是否为“{meant}”？" if meant else ""
            ways = "、".join(words)
            self.fail(f"没有“{value}”这种{self._what}，{guess}可选 {ways}。", param, ctx)
        return str(value)


class Known(Choice):
    """The same of words that a room knows, which is loaded when one is given."""

    def __init__(self, what: str, known: Callable[[], Collection[str]]) -> None:
        super().__init__(what)
        self._known = known

    def words(self) -> Collection[str]:
        """All that the room knows."""
        return self._known()


class Period(click.ParamType[Term]):
    """A term, written 2023-06 or, a week by its Monday, 2023-06-12w."""

    name = "期次"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Term:
        """A term stays as it is; UsageError for what is none."""
        try:
            return value if isinstance(value, Month | Week) else term(value)
        except ValueError:
            guess = month_meant(str(value))
            ways = "请写成 2023-06；按周报的写周一，如 2023-06-12w。"
            self.fail(f"“{value}”不是报送的期次，{guess}{ways}", param, ctx)


class Moment(click.ParamType[datetime]):
    """A moment in any time zone; from here on it is told in that of the office. ``exact``: a day is none."""

    name = "时间"

    def __init__(self, *, exact: bool = False) -> None:
        self._exact = exact

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """At +08:00, where a moment without a zone is taken to be; UsageError for what is none."""
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是时间，请写成 2023-06-20T17:30。", param, ctx)
        if not 2000 <= moment.year <= 2100:
            self.fail(f"“{value}”不在 2000 年至 2100 年之间。", param, ctx)
        if self._exact and ":" not in str(value) and "T" not in str(value):
            self.fail(f"“{value}”没有写几点几分，请写成 2023-06-20T17:30。", param, ctx)
        # Forges tell UTC, in which an early morning is still the day before.
        return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


class Address(click.ParamType[str]):
    """Where a site is, as a browser asks for it."""

    name = "网址"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address as it was written; UsageError for what is none."""
        if not re.fullmatch(r"https?://[^\s/]\S*", str(value)):
            self.fail(f"“{value}”不是网址，请写成 http://taizhang.example/。", param, ctx)
        return str(value)


root = click.option(
    "--root",
    type=Root(),
    default=".",
    metavar="文件夹",
    help="数据所在的文件夹，缺省为当前文件夹。",
)
as_of = click.option(
    "--as-of",
    type=Day(),
    metavar="日期",
    help="以哪一天为“现在”，缺省为今天（不晚于最后一个期限的次日）。",
)
out = click.option(
    "--out", type=Folder(), metavar="文件夹", help="产物放在哪里，缺省为数据文件夹下的 build。"
)
strict = click.option(
    "--strict", is_flag=True, help="有一份报送有误就停，以 1 结束；缺省不计入有误的，以 3 结束。"
)
_F = TypeVar("_F", bound=Callable[..., Any])


def edition(usual: str) -> Callable[[_F], _F]:
    """``--edition``, None where nobody chose; what it says is usual is what the command then does."""
    return click.option(
        "--edition",
        type=Choice("版本", "public", "internal"),
        default=None,
        metavar="版本",
        help=f"public 公开版（不含仅供内部的内容）或 internal 内部版，缺省为{usual}。",
    )


def days(says: str) -> Callable[[_F], _F]:
    """``--days``, how far ahead is looked, up to a year; a week where nobody chose."""
    return click.option("--days", type=Whole("天数", 0, 366), default=7, metavar="天数", help=says)


def site(says: str) -> Callable[[_F], _F]:
    """``--site``, the address of the site to which what is written leads; None where nobody gave one."""
    return click.option("--site", type=Address(), metavar="网址", help=says)


def shapes(*words: str) -> Callable[[_F], _F]:
    """``--format`` with a choice of words, the first of which is what is done without it."""
    return click.option(
        "--format",
        "shape",
        type=Choice("格式", *words),
        default=words[0],
        metavar="格式",
        help=f"{'、'.join(words)}，缺省 {words[0]}。",
    )


shape = shapes("text", "json")
unit = click.option("--unit", metavar="单位", help="单位编号或名称。")
period = click.option(
    "--period",
    type=Period(),
    metavar="期次",
    help="报送的期次，如 2023-06；按周报的写周一，如 2023-06-12w。",
)

head = click.option("--head", default="HEAD", metavar="版本", help="送来的版本，缺省 HEAD。")
received_at = click.option(
    "--at",
    type=Moment(),
    metavar="时间",
    help="收到的时间，如 2023-06-20T17:30；缺省为现在。",
)


def month_meant(value: str) -> str:
    """The month that was probably meant, as a question; '' where there is none, or what it lacks."""
    told = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D{0,2}", value)
    if told and 1 <= int(told[2]) <= 12:
        return f"是否为“{told[1]}-{int(told[2]):02}”？"
    return (
        "没有写年份，"
        if re.fullmatch(r"\d{1,2}月(份)?|[一二三四五六七八九十]+月(份)?", value)
        else ""
    )


def _day_meant(value: str) -> str:
    told = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?", value)
    if told is None:
        return "没有写年份，" if re.fullmatch(r"\d{1,2}月\d{1,2}[日号]", value) else ""
    try:
        return f"是否为“{date(*map(int, told.groups()))}”？"
    except ValueError:
        return "没有这一天，"


def known(folder: Path) -> Path:
    """The root; a folder that holds none of our files is wrong use."""
    if (folder / "tasks.yaml").exists() or (folder / "units.yaml").exists():
        return folder
    hint = "请进入数据所在的文件夹，或用 --root 指定。"
    raise Refusal(f"“{folder}”里没有 tasks.yaml，不是台账的文件夹。{hint}")


def whole(folder: Path) -> Path:
    """The root, with all of its history: half of one would have filings seem late, or never filed."""
    from .. import revisions

    root, lack = known(folder), revisions.lacking(folder)
    if lack:
        from ..words.sentences import SENTENCES

        words = SENTENCES["E624" if lack == "shallow" else f"E624.{lack}"]
        raise Refusal(f"{words.message} [{words.code}]。{words.hint}")
    return root


def now() -> datetime:
    """This moment; here and nowhere else the clock is read."""
    return datetime.now(SHANGHAI)


def chosen(as_of: date | None) -> Callable[[Catalogue], date]:
    """The day that counts as now: the one that was given, else today, as long as anything can fall due."""
    today = now().date()
    return lambda declared: as_of or declared.day_shown(today)


def unit_named(catalogue: Catalogue, word: str) -> Unit:
    """The unit with an id or a name; wrong use when there is none."""
    units = catalogue.units.values()
    own = next((one for one in units if word in (one.id, *one.names)), None)
    if own:
        return own
    from ..problems import nearest

    meant = nearest(word, [name for one in units for name in (one.id, *one.names)])
    guess = f"；是否为“{meant}”？" if meant else "。"
    raise Refusal(f"没有“{word}”这个单位{guess}")
