"""What a workload files: the bytes of a form for a unit and a month, clean, dirty or with faults.

Amounts come of arithmetic on the row, for they grow from month to month; words of dice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING

from generator.calendar import Month

from .declared import STAGES, further, unit_name, village

if TYPE_CHECKING:
    from . import Workload

_BOM = "\ufeff"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_SAID = ("现场查看施工", "材料已进场", "基础完成", "主体推进", "管线铺设", "验收准备", "质量抽查", "资料归档",
         "雨天停工", "增加人手", "工序交接", "设备安装", "路面硬化", "绿化补植", "整改完毕", "等待复核")  # fmt: skip
_CHOICES = ("甲类", "乙类", "丙类")


def data(workload: Workload, form: str, unit: int, term: Month, step: int) -> bytes:
    """The bytes of a file; ``step`` counts the months from 0."""
    dice = Random(f"{workload.seed} {form} {unit} {step}")
    drawn = _Drawn(workload, unit, term, step, dice)
    header, rows = _FORMS[form](drawn)
    lines = [",".join(["报送单位", "报送期", *header])]
    own = f"{unit_name(unit)},{drawn.month},"
    lines += [own + row for row in rows]
    text = "\r\n".join(lines) + "\r\n"
    if workload.kind in ("gb18030", "dirty"):
        return text.encode("gb18030")
    return (_BOM + text).encode()


class _Drawn:
    """The cells of one file, each as the kind of the workload has it written."""

    def __init__(self, workload: Workload, unit: int, term: Month, step: int, dice: Random) -> None:
        self.workload, self.unit, self.term, self.step, self.dice = workload, unit, term, step, dice
        self.dirty, self.faulty = workload.kind == "dirty", workload.kind == "faulty"
        self.last = term.last.day
        self.month = term.label if self.dirty else term.cell

    def amount(self, row: int, salt: int = 0) -> str:
        """Of ten thousand yuan with two decimals; it only grows."""
        seed = self.workload.seed + salt
        base = (row * 7919 + self.unit * 104_729 + seed * 1_299_709) % 900_000 + 100_000
        grown = self.step * ((row * 31 + self.unit * 17) % 9_777 + 1)
        whole, part = divmod(base + grown, 100)
        if self.faulty:
            return f"{whole}.{part:02}左右"
        if not self.dirty or row % 4 == 0:
            return f"{whole}.{part:02}"
        match row % 4:
            case 1:
                return f'"{whole:,}.{part:02}"'
            case 2:
                return f"{whole}.{part:02}".translate(_WIDE)
            case _:
                return f"{whole}.{part:02}万元"

    def share(self, row: int) -> str:
        """Of a hundred."""
        share = f"{(row * 13 + self.step * 7) % 1000 / 10}"
        return f"{share}%" if self.dirty and row % 2 else share

    def day(self, row: int, day: int) -> str:
        """A day of the month."""
        year, month = self.term.year, self.term.number
        if self.faulty:
            return f"{year}-02-{30 + row % 2}"
        if not self.dirty or row % 3 == 0:
            return f"{year}-{month:02}-{day:02}"
        return f"{year}年{month}月{day}日" if row % 3 == 1 else f"{year}/{month}/{day}"

    def place(self) -> str:
        """The name of a village."""
        return village(int(self.dice.random() * self.workload.register))

    def stage(self, row: int) -> str:
        """How far a work is: most are built in the end."""
        if self.faulty:
            return f"快好了{row}"
        return STAGES[min(2, (row * 7 % 10 + self.step + 4) // 5)]

    def text(self, row: int) -> str:
        """Free text, another one in every row; quoted as Excel does where it must be."""
        dice = self.dice.random
        first, second = _SAID[int(dice() * 16)], _SAID[int(dice() * 16)]
        told = f"第{row + 1}处{first}，{second}{int(dice() * 10_000_000)}米"
        if self.dirty and row % 10 == 5:
            return f'"{told},""已报""备案"'
        return told

    def further(self, kind: str, row: int, column: int) -> str:
        """A cell of a column beyond the nine."""
        match kind:
            case "amount":
                return self.amount(row, column)
            case "count":
                return str((row * 37 + column * 11 + self.step) % 5_000)
            case "day":
                return self.day(row, row % 28 + 1)
            case "text":
                return self.text(row)
            case "choice":
                return _CHOICES[(row + column) % 3]
            case "truth":
                return "是" if (row + column) % 2 else "否"
            case _:
                return self.share(row + column)


Laid = tuple[Sequence[str], Iterator[str]]


def _works(drawn: _Drawn) -> Laid:
    header = ["工程编号", "所在村", "阶段", "完成投资", "形象进度", "数据截止日期", "情况说明"]
    more = list(further(drawn.workload.columns))
    header += [str(column["header"]) for _, column in more]
    kinds = [kind for kind, _ in more]

    def rows() -> Iterator[str]:
        for row in range(drawn.workload.rows):
            nine = (
                f"G{row + 1:06},{drawn.place()},{drawn.stage(row)},{drawn.amount(row)},"
                f"{drawn.share(row)},{drawn.day(row, drawn.last)},{drawn.text(row)}"
            )
            if kinds:
                nine += "," + ",".join(drawn.further(k, row, n) for n, k in enumerate(kinds))
            yield nine

    return header, rows()


def _visits(drawn: _Drawn) -> Laid:
    def rows() -> Iterator[str]:
        for row in range(drawn.workload.few):
            title = "《走访办法》" if row == 0 and drawn.step == drawn.unit % 9 else ""
            day = drawn.day(row, row * 3 % 28 + 1)
            yield f"Z{drawn.step + 1:03}-{row + 1:04},{drawn.place()},{day},{title}"

    return ["记录编号", "走访村", "走访日期", "文件标题"], rows()


def _words(drawn: _Drawn) -> Laid:
    return ["任务", "进展"], iter([f"T{row + 1},{drawn.text(row)}" for row in range(2)])


def _links(drawn: _Drawn) -> Laid:
    references = drawn.workload.references

    def rows() -> Iterator[str]:
        for row in range(drawn.workload.rows):
            yield f"L{row + 1:06}," + ",".join(drawn.place() for _ in range(references))

    return ["关联编号", *(f"关联村{n + 1}" for n in range(references))], rows()


_FORMS: dict[str, Callable[[_Drawn], Laid]] = {
    "works": _works,
    "visits": _visits,
    "words": _words,
    "links": _links,
}
