"""What people do to rows and columns."""

from __future__ import annotations

from random import Random

from .origins import Grid
from .writings import NOTHING

TITLES = (
    "2023年5月报表",
    "襄城县衔接资金使用情况统计表",
    "单位：万元",
    "附件1",
    "制表日期：2023年6月1日",
    "",
)
FOOTERS = (
    "填表人：",
    "审核人：王某",
    "注：以上为累计数",
    "单位负责人签字：    年  月  日",
    "合计",
    "小计",
    "总计",
    "备注：无",
    "——",
)
HEADERS = (
    "备注",
    "序号",
    "编号",
    "合计",
    "联系人",
    "联系电话",
    "姓名",
    "参考：上期",
    "说明",
    "",
    " ",
    "其他",
    "单位",
    "月份",
    "状态",
)


def row_dropped(grid: Grid, dice: Random) -> None:
    if len(grid.rows) > 1:
        del grid.rows[dice.randrange(len(grid.rows))]


def row_again(grid: Grid, dice: Random) -> None:
    """A row twice, as it is or nearly."""
    row = list(grid.a_row(dice))
    if row and dice.random() < 0.5:
        row[dice.randrange(len(row))] = dice.choice(NOTHING)
    grid.rows.insert(dice.randint(1, len(grid.rows)), row)


def rows_moved(grid: Grid, dice: Random) -> None:
    one, other = dice.randrange(len(grid.rows)), dice.randrange(len(grid.rows))
    grid.rows[one], grid.rows[other] = grid.rows[other], grid.rows[one]


def row_blank(grid: Grid, dice: Random) -> None:
    width = dice.choice([0, 1, grid.width, grid.width + 3])
    for _ in range(dice.choice([1, 1, 3])):
        grid.rows.insert(dice.randint(0, len(grid.rows)), [""] * width)


def row_of_totals(grid: Grid, dice: Random) -> None:
    word = dice.choice(["合计", "小计", "总计", "合 计", "合计：", "全县合计", "本页小计", "共计"])
    row = ["9"] * grid.width
    row[: dice.randint(1, 4)] = [word]
    row = (row + [""] * grid.width)[: grid.width]
    for at in range(1, grid.width):
        row[at] = "" if dice.random() < 0.6 else row[at]
    grid.rows.insert(dice.randint(1, len(grid.rows)), row)


def row_below(grid: Grid, dice: Random) -> None:
    cells = dice.sample(FOOTERS, dice.randint(1, 3))
    cells += [""] * max(0, grid.width - len(cells)) if dice.random() < 0.5 else []
    grid.rows.append(cells)


def titled(grid: Grid, dice: Random) -> None:
    for _ in range(dice.choice([1, 1, 2])):
        row = [dice.choice(TITLES)]
        row += [""] * (grid.width - 1) if dice.random() < 0.7 else []
        grid.rows.insert(0, row)


def header_again(grid: Grid, dice: Random) -> None:
    grid.rows.insert(dice.randint(1, len(grid.rows)), list(grid.rows[0]))


def header_of_two_rows(grid: Grid, dice: Random) -> None:
    """Groups of columns above the columns, as on paper."""
    header = grid.rows[0]
    at = dice.randint(0, len(header))
    above = [cell if n < at else "其中" if n == at else "" for n, cell in enumerate(header)]
    below = ["" if n < at else cell for n, cell in enumerate(header)]
    grid.rows[:1] = [above, below] if dice.random() < 0.7 else [above, header]


def row_short(grid: Grid, dice: Random) -> None:
    row = grid.a_row(dice)
    del row[dice.randint(0, len(row)) :]


def row_long(grid: Grid, dice: Random) -> None:
    row = grid.a_row(dice)
    row.insert(dice.randint(0, len(row)), dice.choice(["", "多", "1"]))


def column_dropped(grid: Grid, dice: Random) -> None:
    at = dice.randrange(max(1, grid.width))
    for row in grid.rows:
        del row[at : at + 1]


def column_more(grid: Grid, dice: Random) -> None:
    at, header = dice.randint(0, grid.width), dice.choice(HEADERS)
    filled = dice.random() < 0.7
    for number, row in enumerate(grid.rows):
        row.insert(at, header if not number else str(number) if filled else "")


def columns_moved(grid: Grid, dice: Random) -> None:
    width = len(grid.rows[0])
    order = dice.sample(range(width), width)
    for row in grid.rows:
        if len(row) == width:
            row[:] = [row[at] for at in order]


def columns_empty(grid: Grid, dice: Random) -> None:
    """Commas behind the table, in all rows or in some."""
    count, some = dice.choice([1, 2, 9, 300]), dice.random() < 0.4
    for row in grid.rows:
        if not some or dice.random() < 0.5:
            row += [""] * count


def header_other(grid: Grid, dice: Random) -> None:
    """One header written otherwise."""
    header = grid.rows[0]
    if not header:
        return
    at = dice.randrange(len(header))
    text, column = header[at], grid.column(at)
    ways = [
        f"*{text}",
        f"{text}（万元）",
        f"{text}(必填)",
        f" {text} ",
        text[:-1],
        f"{text}情况",
        f"{text}\n",
        "",
        text * 2,
        "\u3000".join(text),
        dice.choice(HEADERS),
        text[::-1],
        f"＊{text}",
        f"{text}*",
        *(column.synonyms if column else ()),
    ]
    header[at] = dice.choice(ways)


def header_twice(grid: Grid, dice: Random) -> None:
    header = grid.rows[0]
    if len(header) > 1:
        one, other = dice.sample(range(len(header)), 2)
        header[one] = header[other]


def header_gone(grid: Grid, dice: Random) -> None:
    del grid.rows[0]
    if not grid.rows:
        grid.rows.append([])


def turned(grid: Grid, dice: Random) -> None:
    """Rows as columns."""
    width = grid.width
    padded = [row + [""] * (width - len(row)) for row in grid.rows]
    grid.rows[:] = [list(column) for column in zip(*padded, strict=True)] or [[]]


def merged(grid: Grid, dice: Random) -> None:
    """What merged cells leave behind: the first one filled, the others blank."""
    at = dice.randrange(max(1, grid.width))
    for row in grid.rows[2 : 2 + dice.randint(1, 4)]:
        if at < len(row):
            row[at] = ""


KINDS = (
    row_dropped,
    row_again,
    rows_moved,
    row_blank,
    row_of_totals,
    row_below,
    titled,
    header_again,
    header_of_two_rows,
    row_short,
    row_long,
    column_dropped,
    column_more,
    columns_moved,
    columns_empty,
    header_other,
    header_other,
    header_twice,
    header_gone,
    turned,
    merged,
)
