"""Every row of a filing is in a record that is used, or told: none disappears.

Silent are titles above a header that is used, blank rows, and, below all others, rows of a blank form
that nobody has filled in. What stands behind a place from which on nothing is read is told there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence, Set

import pytest

from generator.calendar import Month
from generator.intake import Filed, Reader
from generator.intake.asked import columns_in, spellings
from generator.intake.patterns import MAX_CELLS
from generator.intake.records import Record, delimiter_of, records_of
from generator.intake.source import Source
from generator.intake.telling import Teller
from generator.intake.workbook import Tab
from tests.campaign import seeds
from tests.factory import declared_harbour as city
from tests.intake.filings import BRIEFS, FILE, OUTLET, OUTLETS

HEADERS = (
    OUTLETS,
    OUTLETS,
    OUTLETS,
    f"序号,{OUTLETS}",
    f"{OUTLETS},备忘",
    f"{OUTLETS},",
    "报送单位,报送期,排口编号,整治阶段,统计日,位置,是否抽测",
)
ASIDE = (
    "",
    ",,,,,,",
    "合计,,,,,,",
    "填表人：,,,",
    "北港园区,2027-03,,,,,",
    "注：位置以图为准",
    "北港园区,2027-03,零报告,,,,",
)
PIECES = (
    '"',
    '"',
    '"',
    ',"',
    '",',
    '"\n',
    '\n"',
    ",",
    "\n",
    ";",
    "\t",
    " ",
    "　",
    "\x1a",
    "\u200b",
)
TURNS = {",": ("，", ";", "\t", ""), "\n": ("\n\n", "\r\n", "\n,\n"), "PK": ("", "PK001,PK", "X")}


def lines(dice: random.Random) -> list[str]:
    """The lines of a filing whose rows can be told apart, with what people put among them."""
    header = dice.choice(HEADERS)
    words = [word for word in header.split(",") if word]
    names = dict(zip(OUTLETS.split(","), OUTLET.split(","), strict=True))
    rows = []
    for number in range(1, dice.randint(2, 9)):
        row = {**names, "排口编号": f"PK{number:03}", "序号": str(number), "备忘": "无"}
        if not dice.randrange(4):
            row["位置"] = dice.choice(('"甲,乙"', '"旧\n堤"', "", '"一""二"', "旧堤"))
        rows.append(",".join(row[word] for word in words))
    made = [header, *rows]
    for _ in range(dice.choice((0, 0, 1, 2))):
        made.insert(dice.randint(1, len(made)), dice.choice((*ASIDE, header, BRIEFS, *rows)))
    for _ in range(dice.choice((0, 0, 0, 1, 2))):
        made.insert(0, dice.choice(("台账,,,,,,", "报送单位,北港园区", "")))
    return made


def mutated(text: str, dice: random.Random) -> str:
    """The text with up to three slips of a hand or of a program."""
    for _ in range(dice.randint(0, 3)):
        at = dice.randrange(len(text) + 1)
        match dice.randrange(5):
            case 0:
                old = dice.choice(list(TURNS))
                at = text.find(old, at)
                if at >= 0:
                    text = text[:at] + dice.choice(TURNS[old]) + text[at + len(old) :]
            case 1:
                text = text[:at] + text[at + dice.randrange(9) :]
            case _:
                text = text[:at] + dice.choice(PIECES) + text[at:]
    return text


def read(text: str, *, tab: bool = False) -> tuple[Filed, Sequence[Record]]:
    """The filing, and the records of the text, which are the sheet's where it is one."""
    normal = text.replace("\r\n", "\n").rstrip("\x1a\n")
    whole, tell = f"{normal}\n", Teller(FILE)
    delimiter = delimiter_of(whole, set(OUTLETS.split(",")), MAX_CELLS, tell)
    records = records_of(whole, delimiter, tell) if delimiter else []
    if tab:
        width = max((len(record.cells) for record in records), default=0)
        records = [
            Record(n, n, [*each.cells, *[""] * (width - len(each.cells))])
            for n, each in enumerate(records, 1)
        ]
    sheet = Tab("入海排口台账", list(records), frozenset()) if tab else None
    source = Source(FILE, Month(2027, 3), "beigang", "outlets", text.encode(), sheet)
    return Reader(city()).read(source), records


def told(filed: Filed) -> Iterator[int]:
    """The rows of which something is told, or beyond which it is told that nothing is read."""
    for problem in filed.problems:
        if problem.record is not None:
            yield problem.record
            ends = problem.code == "E137" or "没有闭合" in problem.message
            yield from range(problem.record, 10_000 if ends else problem.record)


def unfilled(record: Record) -> bool:
    """Whether only what a blank form brings stands in a row, whatever way the month is written."""
    brought = {"", "北港园区", "2027-03", "2027-3", "2027-03-31"}
    return {cell.strip() for cell in record.cells} <= brought


def lost(filed: Filed, records: Sequence[Record]) -> Set[int]:
    """The rows that are nowhere."""
    spelt = spellings(city().forms["outlets"])
    header = max(records, key=lambda each: len(columns_in(each.cells, spelt))).number
    used, known = set(filed.numbers), set(told(filed))
    last = max(used, default=header)
    return {
        record.number
        for record in records
        if record.number > header
        and not record.blank
        and record.number not in used | known
        and not (record.number > last and unfilled(record))
        and not (filed.zero and "零报告" in record.cells)
    }


@pytest.mark.parametrize("tab", [False, True], ids=["csv", "sheet"])
def test_no_row_disappears(tab: bool) -> None:
    for seed in seeds(300):
        dice = random.Random(seed)
        text = mutated("\n".join(lines(dice)), dice)
        filed, records = read(text, tab=tab)
        if not filed.positions:
            assert any(problem.is_error for problem in filed.problems), (seed, text)
            continue
        assert not lost(filed, records), (seed, text, [p.message for p in filed.problems])


def test_no_line_is_swallowed() -> None:
    """A row that stands on a line of its own is used as such, or the file is told to be wrong."""
    for seed in seeds(600):
        dice = random.Random(seed)
        whole = lines(dice)
        text = mutated("\n".join(whole), dice)
        filed, _ = read(text)
        if filed.valid:
            rows = [each for each in text.split("\n") if each in whole and "PK0" in each]
            marks = {each[each.index("PK0") :][:5] for each in rows}
            assert marks <= {each.strip() for each in filed.texts["outlet"]}, (seed, text)
