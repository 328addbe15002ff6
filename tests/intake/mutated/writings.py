"""What people write into a cell."""

from __future__ import annotations

from pathlib import Path
from random import Random

import yaml

from .origins import Grid

_WORDS = yaml.safe_load((Path(__file__).parent / "writings.yaml").read_text("utf-8"))
_LONG = ("甲" * 2_100, "a" * 33_000)
"""Texts that are longer than a cell takes, or than anyone reads."""

NOTHING: list[str] = _WORDS["nothing"]
UNSEEN: list[str] = _WORDS["unseen"]


def _of_days(dice: Random, ways: list[str], grid: Grid) -> str:
    year = grid.term.month.year + dice.choice([0, 0, 0, 0, -1, 1])
    way, month, day = dice.choice(ways), grid.term.month.number, dice.randint(1, 28)
    month = dice.choice([month, month, month, dice.randint(1, 12)])
    return way.format(y=year, m=month, d=day, s=year % 100)


def look_alikes(grid: Grid, dice: Random) -> None:
    """Some digits of a cell in another shape."""
    row, shapes = grid.a_row(dice), dice.choice(_WORDS["digits"])
    with_digits = [n for n, cell in enumerate(row) if any(c in "0123456789" for c in cell)]
    if with_digits:
        at = dice.choice(with_digits)
        row[at] = "".join(
            shapes[int(c)] if c in "0123456789" and dice.random() < 0.5 else c for c in row[at]
        )


def unseen(grid: Grid, dice: Random) -> None:
    """A character that nobody sees, anywhere in a cell, of the header too."""
    row = dice.choice(grid.rows)
    if row:
        at = dice.randrange(len(row))
        where = dice.randint(0, len(row[at]))
        row[at] = row[at][:where] + dice.choice(UNSEEN) * dice.choice([1, 1, 2]) + row[at][where:]


def units(grid: Grid, dice: Random) -> None:
    """A word behind or before a figure."""
    row, at = grid.a_row(dice), dice.choice(grid.numeric())
    if at < len(row):
        row[at] += dice.choice(_WORDS["units"])
        if dice.random() < 0.3:
            row[at] = dice.choice(_WORDS["before"]) + row[at]


def numbers(grid: Grid, dice: Random) -> None:
    grid.put(dice, dice.choice(grid.numeric()), dice.choice(_WORDS["numbers"]))


def days(grid: Grid, dice: Random) -> None:
    grid.put(dice, dice.choice(grid.dated()), _of_days(dice, _WORDS["days"], grid))


def months(grid: Grid, dice: Random) -> None:
    """The month that is reported, in one row or in all of them."""
    text = _of_days(dice, _WORDS["months"], grid)
    at = dice.choice(grid.places(lambda column: column.equals == "period"))
    for row in grid.rows[1:] if dice.random() < 0.4 else [grid.a_row(dice)]:
        if at < len(row):
            row[at] = text


def nothing(grid: Grid, dice: Random) -> None:
    grid.put(dice, dice.randrange(max(1, len(grid.form.columns))), dice.choice(NOTHING))


def formulas(grid: Grid, dice: Random) -> None:
    grid.put(dice, dice.randrange(max(1, len(grid.form.columns))), dice.choice(_WORDS["formulas"]))


def any_text(grid: Grid, dice: Random) -> None:
    grid.put(
        dice,
        dice.randrange(max(1, len(grid.form.columns))),
        dice.choice([*_WORDS["texts"], *_LONG]),
    )


def personal(grid: Grid, dice: Random) -> None:
    """Somebody's number or name: alone in a cell, or in the middle of one."""
    label, secret = (
        ("", dice.choice(_WORDS["secrets"]))
        if dice.random() < 0.8
        else dice.choice(_WORDS["names"])
    )
    grid.secrets.add(secret)
    secret = f"{label}{secret}。" if label else secret
    row = dice.choice(grid.rows) if dice.random() < 0.1 else grid.a_row(dice)
    if row:
        at = dice.randrange(len(row))
        ways = [secret, f"{row[at]}；{secret}", f"{secret}，{row[at]}", f"{row[at]}电话{secret}"]
        row[at] = dice.choice(ways)


def of_another_column(grid: Grid, dice: Random) -> None:
    """A cell under a header that is not its own."""
    row = grid.a_row(dice)
    if len(row) > 1:
        one, other = dice.sample(range(len(row)), 2)
        row[one], row[other] = row[other], row[one] if dice.random() < 0.5 else row[other]


def spaced(grid: Grid, dice: Random) -> None:
    """White space around or in all cells of a column."""
    at, blank = (
        dice.randrange(max(1, grid.width)),
        dice.choice([" ", "\u3000", "\u00a0", "\t", "\n"]),
    )
    for row in grid.rows:
        if at < len(row):
            row[at] = dice.choice([blank + row[at], row[at] + blank, blank.join(row[at])])


def an_option(grid: Grid, dice: Random) -> None:
    """Another choice, its synonym, or nearly it."""
    chosen = [n for n, column in enumerate(grid.form.columns) if column.values]
    if chosen:
        at = dice.choice(chosen)
        value = dice.choice(grid.form.columns[at].values)
        text = dice.choice([value.value, *value.synonyms])
        grid.put(
            dice,
            at,
            dice.choice([text, f" {text}", f"{text}。", text[:-1], f"{text}/其他", text * 2]),
        )


def a_name(grid: Grid, dice: Random) -> None:
    """Another thing of a register than was meant, or nearly it."""
    named = [n for n, column in enumerate(grid.form.columns) if column.to or column.pattern]
    if named:
        at = dice.choice(named)
        row = grid.a_row(dice)
        if at < len(row) and row[at] and row[at] not in grid.secrets:
            text = row[at]
            row[at] = dice.choice(
                [
                    text[1:],
                    text[:-1],
                    text + text[-1],
                    text.lower(),
                    text.replace("0", ""),
                    f"市{text}",
                    text[::-1],
                ]
            )


KINDS = (
    look_alikes,
    unseen,
    units,
    numbers,
    days,
    months,
    nothing,
    formulas,
    any_text,
    personal,
    of_another_column,
    spaced,
    an_option,
    a_name,
    look_alikes,
    numbers,
    days,
    personal,
)
"""What may be done to a cell; what meets more columns stands here more often."""
