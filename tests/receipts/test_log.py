"""Whatever a hand or an editor does to the log is told by its place, and makes no receipt out of nothing."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest

from generator import receipts
from generator.catalogue import Catalogue
from generator.catalogue import read as declared
from generator.judging.kinds import KINDS
from generator.receipts import HEADER, Receipt, in_force
from tests.factory import HARBOUR

HEAD = ",".join(HEADER)
A, B, C = ("a" * 40, "b" * 40, "c" * 40)
NOW = datetime.fromisoformat("2027-06-01T00:00+08:00")
ID = "11010519491231002X"


@cache
def catalogue() -> Catalogue:
    found, _ = declared(HARBOUR, KINDS)
    assert found is not None
    return found


def line(
    when: str = "2027-04-08T09:00:00+08:00", blob: str = A, by: str = "系统", note: str = "",
    month: str = "2027-03", unit: str = "beigang", form: str = "outlets", commit: str = "",
) -> str:  # fmt: skip
    return f"{when},{month},{unit},{form},{blob},{commit},{by},{note}"


def log(*lines: str, end: str = "\n") -> bytes:
    return "".join(f"{each}{end}" for each in (HEAD, *lines)).encode()


def office(when: str, blob: str = A, note: str = "平台停机") -> str:
    return line(when, blob, "办公室", note)


def told(data: bytes) -> list[str]:
    """The findings with their lines, and after them what counts."""
    lines, problems = receipts.parse(data, catalogue())
    found = [*problems, *receipts.doubts(lines), *receipts.by_hand(lines, NOW)]
    assert all(problem.message and problem.hint for problem in found)
    assert ID not in "".join(f"{p.message}{p.hint}{p.value}" for p in found)
    return [*(f"{p.code}:{p.line}" for p in found), *map(brief, in_force(lines))]


def brief(receipt: Receipt) -> str:
    return f"{receipt.blob[0]} {receipt.received_at:%m-%d %H:%M}"


FIRST = "a 04-08 09:00"

INVENTIONS: dict[str, tuple[bytes, list[str]]] = {
    # How editors and spreadsheets leave a text.
    "as it is": (log(line()), [FIRST]),
    "line ends of Windows": (log(line(), end="\r\n"), [FIRST]),
    "line ends of both kinds": (log(line()) + f"{line(blob=B)}\r\n".encode(), [FIRST, "b 04-08 09:00"]),
    "a byte order mark": (b"\xef\xbb\xbf" + log(line()), [FIRST]),
    "no end of the last line": (log(line()).rstrip(b"\n"), [FIRST]),
    "blank lines between": (log("", line(), "", "  ", ",,,,,,,"), [FIRST]),
    "every field in quotes": (log(",".join(f'"{f}"' for f in line().split(","))), [FIRST]),
    "saved in another encoding": (log(line(note="停机")).decode().encode("gbk"), ["E410:1"]),
    "one line in another encoding": (log(line()) + office("2027-04-09T09:00").encode("gbk"), ["E410:None"]),
    "saved as UTF-16": (log(line()).decode().encode("utf-16"), ["E410:1"]),
    "saved with semicolons": (log(line()).replace(b",", b";"), ["E410:1"]),
    "the header left out": (line().encode() + b"\n", ["E410:1"]),
    "the header twice": (log(HEAD, line()), ["E410:2", FIRST]),
    "a column more": (log(line() + ","), ["E410:2"]),
    "a column less": (log(line().rpartition(",")[0]), ["E410:2"]),
    "old line ends": (log(line(), end="\r"), ["E410:1"]),
    "nothing at all": (b"", []),
    "a header alone": (log(), []),
    "zeros": (log(line()) + b"\0" * 20 + b"\n", ["E410:3", FIRST]),
    "marks of a conflict": (log(line(), "<<<<<<< HEAD", line(blob=B)), ["E410:3", FIRST, "b 04-08 09:00"]),
    # Quotes and breaks.
    "a break in a note": (
        log(line(by="办公室", note='"平台\n停机"'), line("2027-04-09T09:00", B)), [FIRST, "b 04-09 09:00"],
    ),
    "a quote that never ends": (log(line(note='"停机'), line(blob=B)), ["E410:2", "b 04-08 09:00"]),
    "a quote in the middle": (log(line(by="办公室", note='停"机')), [FIRST]),
    "a quote that swallows lines": (
        log(line(note='"x'), line(blob=B), line(blob=C, note='"')), ["E410:2", "E410:4", "b 04-08 09:00"],
    ),
    # Times.
    "24:00": (log(line("2027-04-08T24:00:00+08:00")), ["E410:2"]),
    "a leap second": (log(line("2027-06-30T23:59:60+08:00")), ["E410:2"]),
    "no zone": (log(line("2027-04-08T09:00:00")), [FIRST]),
    "another zone": (log(line("2027-04-08T01:00:00Z")), [FIRST]),
    "the beginning of time": (log(line("0001-01-01T00:00:00+14:00")), ["E410:2"]),
    "the end of time": (log(line("9999-12-31T23:59:59-14:00")), ["E410:2"]),
    "as a spreadsheet writes it": (log(line("2027/4/8 9:00")), ["E410:2"]),
    "as a person writes it": (log(line("4月8日上午")), ["E410:2"]),
    "full-width figures": (log(line("２０２７-04-08T09:00:00+08:00")), ["E410:2"]),
    "a day that is not": (log(line("2027-02-30T09:00:00+08:00")), ["E410:2"]),
    "an id for a time": (log(line(ID)), ["E410:2"]),
    "out of order": (log(line("2027-04-09T09:00:00+08:00", B), line()), [FIRST, "b 04-09 09:00"]),
    "in the future by hand": (log(office("2030-04-08T09:00:00+08:00")), ["E411:2", "a 04-08 09:00"]),
    "before the period by hand": (log(office("2027-02-28T23:59")), ["W414:2", "E411:2", "a 02-28 23:59"]),
    # Names.
    "another unit": (log(line(unit="nobody")), ["E410:2"]),
    "another form": (log(line(form="nothing")), ["E410:2"]),
    "no period": (log(line(month="2027-13")), ["E410:2"]),
    "a version in capitals": (log(line(blob="A" * 40)), ["E410:2"]),
    "half a version": (log(line(blob="a" * 39)), ["E410:2"]),
    "written by somebody": (log(line(by="甲")), ["E410:2"]),
    # The office.
    "no reason": (log(office("2027-04-07T09:00", note=" ")), ["E410:2"]),
    "a reason that nobody sees": (log(office("2027-04-07T09:00", note="\u200b")), ["E410:2"]),
    "a person in the reason": (log(office("2027-04-07T09:00", note=ID)), ["W414:2", "a 04-07 09:00"]),
    "the same twice": (log(line(), line()), ["W414:3", FIRST, FIRST]),
    "a correction": (log(line(), office("2027-04-07T09:00")), ["a 04-07 09:00"]),
    "a correction of a correction": (
        log(line(), office("2027-04-07T09:00"), office("2027-04-06T09:00")), ["a 04-06 09:00"],
    ),
    "the system comes back later": (log(office("2027-04-07T09:00"), line()), ["W413:3", "a 04-07 09:00"]),
    "the system comes back with an earlier time": (
        log(office("2027-04-09T09:00"), line()), ["W413:3", "a 04-09 09:00"],
    ),
    "the system comes back with the same time": (
        log(office("2027-04-08T09:00"), line()), [FIRST],
    ),
    "the system had another version": (
        log(office("2027-04-09T09:00"), line(blob=B)), ["W413:3", "b 04-08 09:00", "a 04-09 09:00"],
    ),
    "a correction after the paper": (
        log(office("2027-04-07T09:00"), line(blob=B)), ["a 04-07 09:00", "b 04-08 09:00"],
    ),
    "what comes back after another one": (
        log(line(), line("2027-04-09T09:00", B), line("2027-04-10T09:00")),
        [FIRST, "b 04-09 09:00", "a 04-10 09:00"],
    ),
    "what comes back after the office spoke": (
        log(line(), office("2027-04-07T09:00"), line("2027-04-09T09:00", B), line("2027-04-10T09:00")),
        ["a 04-07 09:00", "b 04-09 09:00", "a 04-10 09:00"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INVENTIONS)
def test_whatever_is_done_to_the_log_is_told(name: str) -> None:
    data, expected = INVENTIONS[name]
    assert told(data) == expected


def test_a_line_with_an_error_takes_no_other_with_it() -> None:
    """Each kind of fault between two sound lines leaves both, at their places."""
    for data, expected in INVENTIONS.values():
        body = data.decode("utf-8", "replace").removeprefix(HEAD + "\n")
        if expected[:1] == ["E410:2"] and "swallows" not in body and body.count("\n") == 1:
            lines, problems = receipts.parse(
                log(line(), body.rstrip("\n"), line(blob=B)), catalogue()
            )
            assert [each.line for each in lines] == [2, 4], body
            assert [problem.line for problem in problems] == [3], body


BASE = log(line(), line(blob=B))


@pytest.mark.parametrize(
    ("after", "before", "may"),
    [
        (BASE, BASE, True),
        (BASE + f"{line(blob=C)}\n".encode(), BASE, True),
        (log(line()), BASE, False),
        (log(line("2027-04-07T09:00"), line(blob=B)), BASE, False),
        (BASE.rstrip(b"\n") + b"x\n", BASE, False),
        (BASE.rstrip(b"\n") + b"x\n", BASE.rstrip(b"\n"), False),
        (BASE + b"x\n", BASE.rstrip(b"\n"), True),
        (log(line(blob=B), line()), BASE, False),
        (b"", BASE, False),
        (b"", log("坏"), False),
        (log(), log("坏"), True),
        # What cannot be read may be mended or taken out, and nothing else with it.
        (BASE, log(line(), "坏", line(blob=B)), True),
        (log(line(), line(blob=C), line(blob=B)), log(line(), "坏", line(blob=B)), False),
        (log(line(blob=B)), log(line(), "坏", line(blob=B)), False),
        (log("坏", line(), line(blob=B)), log("坏", line()), True),
        (BASE, BASE.decode().replace("收到时间", "时间").encode(), True),
    ],
)
def test_a_log_only_grows_but_for_what_cannot_be_read(
    after: bytes, before: bytes, may: bool
) -> None:
    assert receipts.extends(before, after, catalogue()) is may


@pytest.mark.parametrize(
    ("own", "other", "before", "expected"),
    [
        ([A], [], [], [A]),
        ([], [A], [], [A]),
        ([A, B], [A], [A], [A, B]),
        ([A, B], [A, C], [A], [A, B, C]),
        ([A, B], [A, B, C], [A], [A, B, C]),
        ([A, B, C], [B], [A, B], [B, C]),
        ([A], [A], [A], [A]),
    ],
)
def test_two_logs_become_one(
    own: list[str], other: list[str], before: list[str], expected: list[str]
) -> None:
    def of(blobs: list[str]) -> bytes:
        return log(*(line(blob=blob) for blob in blobs)) if blobs else b""

    assert receipts.united(of(own), of(other), of(before)) == of(expected)
    windows = of(other).replace(b"\n", b"\r\n")
    lines, problems = receipts.parse(
        receipts.united(of(own).rstrip(b"\n"), windows, of(before)), catalogue()
    )
    assert ([each.blob for each in lines], problems) == (expected, [])
