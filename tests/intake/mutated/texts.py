"""A grid as a CSV that anyone may have saved: delimiters, quotes, line ends, encodings, and accidents."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from random import Random

from .origins import Grid, drawn
from .writings import UNSEEN

_DELIMITERS = (",",) * 30 + (";", "\t", "|", "，", "、", ";", "\t", ",,")
_ENDS = ("\r\n",) * 20 + ("\n", "\n", "\r", "\n\r", "\u2028", "\r\n\r\n")
_ENCODINGS = ("utf-8-sig",) * 24 + (
    "utf-8",
    "utf-8",
    "gb18030",
    "gb18030",
    "gbk",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "big5",
    "utf-7",
    "shift_jis",
    "latin-1",
)


def written(grid: Grid, dice: Random) -> tuple[bytes, list[str]]:
    """The bytes of a CSV, and what was done to them."""
    done = []
    delimiter, end = dice.choice(_DELIMITERS), dice.choice(_ENDS)
    done += [f"delimiter {delimiter!r}"] * (delimiter != ",") + [f"end {end!r}"] * (end != "\r\n")
    text = _joined(grid, delimiter, end, dice)
    for _ in range(dice.choice([0, 0, 0, 1, 1, 2])):
        kind = dice.choice(_TEXTS)
        text = kind(text, dice)
        done.append(kind.__name__.strip("_"))
    encoding = dice.choice(_ENCODINGS)
    done += [encoding] * (encoding != "utf-8-sig")
    data = (
        text.encode(encoding, "replace") if encoding != "utf-8" else text.encode("utf-8", "replace")
    )
    for _ in range(dice.choice([0, 0, 0, 0, 0, 1, 2])):
        other = dice.choice(_BYTES)
        data = other(data, dice)
        done.append(other.__name__.strip("_"))
    return data, done


def _joined(grid: Grid, delimiter: str, end: str, dice: Random) -> str:
    quoting = dice.choice([csv.QUOTE_MINIMAL] * 6 + [csv.QUOTE_ALL, csv.QUOTE_NONE])
    if quoting == csv.QUOTE_NONE or len(delimiter) > 1:
        return end.join(delimiter.join(row) for row in grid.rows) + end
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows(grid.rows)
    return stream.getvalue()


# --- the text ------------------------------------------------------------------------------------


def _anywhere(text: str, dice: Random, what: str) -> str:
    at = dice.randint(0, len(text))
    return text[:at] + what + text[at:]


def quote_more(text: str, dice: Random) -> str:
    return _anywhere(text, dice, dice.choice(['"', '"', '"', "“", "”", "'", '""', '" ']))


def quotes_apart(text: str, dice: Random) -> str:
    """A quote that opens in one row and is closed some rows later."""
    lines = text.split("\n")
    for _ in range(2):
        at = dice.randrange(len(lines))
        cells = lines[at].split(",")
        cell = dice.randrange(len(cells))
        cells[cell] = f'"{cells[cell]}' if dice.random() < 0.7 else f'{cells[cell]}"'
        lines[at] = ",".join(cells)
    return "\n".join(lines)


def quote_less(text: str, dice: Random) -> str:
    at = text.find('"', dice.randint(0, max(0, len(text) - 1)))
    return text[:at] + text[at + 1 :] if at >= 0 else text


def character_more(text: str, dice: Random) -> str:
    return _anywhere(text, dice, dice.choice([*UNSEEN, ",", ";", "，", "\\", "|"]))


def character_less(text: str, dice: Random) -> str:
    at = dice.randint(0, len(text))
    return text[:at] + text[at + 1 :]


def line_otherwise(text: str, dice: Random) -> str:
    """One line with other delimiters."""
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    lines[at] = lines[at].replace(",", dice.choice([";", "\t", "，", ",,", " "]))
    return "\n".join(lines)


def cut(text: str, dice: Random) -> str:
    return text[: dice.randint(0, len(text))]


def begun_again(text: str, dice: Random) -> str:
    """Two files in one, or the same twice."""
    other = "\r\n".join(",".join(row) for row in drawn(dice).rows)
    return text + dice.choice(["", "\ufeff"]) + (text if dice.random() < 0.5 else other)


def said_to_be_parted(text: str, dice: Random) -> str:
    return (
        dice.choice(["sep=,", "sep=;", "\ufeff", "\r\n", "# ", "﻿\ufeff"])
        + dice.choice(["", "\r\n"])
        + text
    )


def marked_at_the_end(text: str, dice: Random) -> str:
    return text + dice.choice(
        ["\x1a", "\x00", "\r\n\r\n\r\n", ",,,,", '"', "\x1a\x1a", "\u2029", "(2 行受影响)"]
    )


def line_split(text: str, dice: Random) -> str:
    """A line broken in two, but never within a number: what is left of one is no more what it was."""
    places = [at for at in range(len(text) + 1) if not text[max(0, at - 1) : at + 1].isdigit()]
    at = dice.choice(places or [0])
    return text[:at] + dice.choice(["\n", "\r\n", "\r", "\x0b", "\x85"]) + text[at:]


_TEXTS: tuple[Callable[[str, Random], str], ...] = (
    quote_more,
    quotes_apart,
    quotes_apart,
    quote_less,
    character_more,
    character_less,
    line_otherwise,
    cut,
    begun_again,
    said_to_be_parted,
    marked_at_the_end,
    line_split,
)


# --- the bytes -----------------------------------------------------------------------------------


def byte_other(data: bytes, dice: Random) -> bytes:
    at = dice.randint(0, len(data))
    return data[:at] + bytes([dice.choice([0, 0x80, 0xFF, 0xE4, 0x22, 0x0A])]) + data[at + 1 :]


def bytes_cut(data: bytes, dice: Random) -> bytes:
    return data[: dice.randint(0, len(data))]


def two_encodings(data: bytes, dice: Random) -> bytes:
    """The second half as another program writes it."""
    text = data.decode("utf-8", "replace")
    at = dice.randint(0, len(text))
    return text[:at].encode("utf-8", "replace") + text[at:].encode("gb18030", "replace")


def as_another(data: bytes, dice: Random) -> bytes:
    return (
        dice.choice(
            [
                b"PK\x03\x04",
                b"\xd0\xcf\x11\xe0",
                b"<html>",
                b"\xff\xfe",
                b"\xfe\xff",
                b"%PDF-1.4\n",
                b"{",
            ]
        )
        + data
    )


_BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (
    byte_other,
    bytes_cut,
    two_encodings,
    as_another,
)
