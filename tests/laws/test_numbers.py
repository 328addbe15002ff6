"""Numbers are numbers: exact from cell to page, compared as such, and spelt for eyes alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from types import SimpleNamespace
from typing import cast

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import catalogue, wording
from generator.calendar import Month
from generator.catalogue import Catalogue
from generator.catalogue.edits import edits
from generator.catalogue.model import Column
from generator.intake import Filed, Reader, Source
from generator.intake.cells import parser
from generator.intake.compare import dropped, pairs
from generator.judging.kinds import KINDS
from generator.judging.results import Results
from generator.judging.turns import turns
from generator.judging.verdict import Verdict, Writing
from generator.ledger import Filing, Ledger
from generator.ledger.corrections import Correction, corrections
from generator.receipts import blob_id
from generator.words.states import State
from tests.campaign import examples
from tests.factory import sheet
from tests.world import World

MONTH = Month(2023, 5)
HEADER = "单位,月份,项目,完成数,应完成数,数据截止日期"


@st.composite
def decimals(draw: st.DrawFn) -> str:
    """A number as a clerk may write it, of at most fifteen digits."""
    digits = draw(st.text("0123456789", min_size=1, max_size=15))
    point = draw(st.integers(1, len(digits)))
    part = f".{digits[point:]}" if digits[point:] else ""
    return draw(st.sampled_from(["", "-"])) + digits[:point] + part


@st.composite
def pairs_of_numbers(draw: st.DrawFn) -> tuple[str, str]:
    """Any two numbers, or two that differ in one digit."""
    one = draw(decimals())
    if draw(st.booleans()):
        return one, draw(decimals())
    at = draw(st.sampled_from([i for i, char in enumerate(one) if char.isdigit()]))
    return one, f"{one[:at]}{draw(st.sampled_from('0123456789'))}{one[at + 1 :]}"


LONG = ("12345678901", "12345678902")


@cache
def declared() -> Catalogue:
    world = World(Path(mkdtemp()), files=("figures",))
    world.write()
    found, _ = catalogue.read(world.folder, KINDS)
    assert found is not None
    return found


def filed(*rows: str, by: Catalogue | None = None) -> Filed:
    data = sheet(HEADER, *(f"东县,2023-05,{row},2023-05-31" for row in rows))
    source = Source("submissions/2023-05/east/figures.csv", MONTH, "east", "figures", data)
    return Reader(by or declared()).read(source)


def ledger(read: Filed) -> Ledger:
    """One filing, as a ledger keeps it."""
    source = read.source
    filing = Filing(
        MONTH, source.unit, source.form, source.path, source.path, blob_id(source.data), None, "nobody", "",
        0, read.valid, read.zero, True, "", read.positions,
    )  # fmt: skip
    return Ledger(declared(), (filing,), [read])


def correction(was: Filed, now: Filed) -> Correction | None:
    found = corrections(ledger(was), ledger(now), MONTH)
    return found[0] if found else None


@given(decimals())
@example("0.000001")
@example("999999999999999")
@example("-0")
def test_a_number_is_spelt_as_short_as_it_reads_back(text: str) -> None:
    told = wording.exact(float(text))
    assert float(told) == float(text)
    assert Decimal(told) == Decimal(text)  # so it is exact, and not only the same to a machine
    assert "e" not in told.lower()
    assert told == told.strip("+") != "-0"
    assert "." not in told or not told.endswith(("0", "."))
    assert len(told) <= len(f"{Decimal(text):f}")


@given(decimals())
@settings(max_examples=examples(50), deadline=None)
def test_a_cell_is_used_as_the_decimal_that_stands_in_it(text: str) -> None:
    (value,) = filed(f"甲,{text},1").columns["value"]
    assert isinstance(value, float)
    assert Decimal(wording.exact(value)) == Decimal(text)


@given(decimals())
@settings(deadline=None)
def test_a_share_is_not_divided_but_written_two_places_on(text: str) -> None:
    column = Column(id="share", header="占比", type="decimal", unit="比率")
    value = parser(column, declared(), MONTH)(f"{text}%").value
    assert isinstance(value, float)
    assert Decimal(repr(value)) == Decimal(text).scaleb(-2)


@given(pairs_of_numbers())
@example(LONG)
@example(("0.5", "0.50"))
@settings(max_examples=examples(100), deadline=None)
def test_a_cell_is_told_as_changed_when_its_number_is(numbers: tuple[str, str]) -> None:
    was, now = numbers
    found = correction(filed(f"甲,{was},1"), filed(f"甲,{now},1"))
    cells = found.cells if found else ()
    assert bool(cells) == (Decimal(was) != Decimal(now))
    assert all(cell.was != cell.now for cell in cells)


@given(pairs_of_numbers())
@example(LONG)
@settings(max_examples=examples(50), deadline=None)
def test_keys_are_values(numbers: tuple[str, str]) -> None:
    """A form whose rows are told apart by a number."""
    was, now = numbers
    form = replace(declared().forms["figures"], key=("unit", "period", "value"))
    by = replace(declared(), forms={**declared().forms, "figures": form})
    gone = list(dropped(filed(f"甲,{was},1", by=by), filed(f"甲,{now},1", by=by), by))
    assert bool(gone) == (Decimal(was) != Decimal(now))


rows = st.lists(
    st.sampled_from(["甲,1,1", "甲,2,1", "甲,,1", "乙,1,1", "乙,12345678901,1"]), max_size=5
)


@given(rows, rows)
@settings(max_examples=examples(100), deadline=None)
def test_every_row_has_one_counterpart_or_none(was: list[str], now: list[str]) -> None:
    form = replace(declared().forms["figures"], key=("unit", "period", "base"))
    old, new = filed(*was), filed(*now)
    met = list(pairs(old, new, form))
    assert sorted(a for a, _ in met if a is not None) == list(range(len(old)))
    assert sorted(b for _, b in met if b is not None) == list(range(len(new)))
    alone = [pair for pair in met if None in pair]
    assert len(alone) == abs(len(old) - len(new))
    for row in set(zip(*old.columns.values(), strict=True)):
        assert min(_times(old, row), _times(new, row)) == sum(
            a is not None and b is not None and _row(old, a) == row == _row(new, b) for a, b in met
        )


def _row(of: Filed, index: int) -> tuple[object, ...]:
    return tuple(values[index] for values in of.columns.values())


def _times(of: Filed, row: tuple[object, ...]) -> int:
    return sum(_row(of, index) == row for index in range(len(of)))


@given(pairs_of_numbers())
@example(("12345678901.5", "12345678902.5"))
@example(("50", "50.0"))
@settings(max_examples=examples(50), deadline=None)
def test_a_number_in_the_rules_is_told_as_edited_when_it_is(numbers: tuple[str, str]) -> None:
    was, now = (wording.exact(float(text)) for text in numbers)
    with TemporaryDirectory() as folder:
        roots = Path(folder) / "a", Path(folder) / "b"
        for root, text in zip(roots, (was, now), strict=True):
            root.mkdir()
            (root / "tasks.yaml").write_text(f"value: {text}\n", "utf-8")
        found = edits(*roots)
    assert bool(found) == (float(was) != float(now))
    assert all(edit.was != edit.now for edit in found)


@given(pairs_of_numbers(), st.sampled_from(["%", "万元", "个"]))
@example(("123456781.1", "123456781.2"), "万元")
@example(("45.61", "45.62"), "%")
@settings(deadline=None)
def test_a_figure_that_moves_is_told_in_words_that_differ(
    numbers: tuple[str, str], unit: str
) -> None:
    was, now = (_verdict(float(text), unit) for text in numbers)
    found = turns(*(_results(verdict) for verdict in (was, now)))
    assert [turn.kind for turn in found] == ["figure"] * (was.value != now.value)
    told = wording.apart(float(numbers[0]), float(numbers[1]), unit)
    assert (told[0] != told[1]) == bool(found)


def _verdict(value: float, unit: str) -> Verdict:
    return Verdict(
        id="T-1/all", state=State.BEHIND, provision="T-1", clause="T", rule=None, kind=None, subject=None,
        owners=(), writing=Writing("同一句话。"), quote="", basis="notice", audience="public", value=value,
        unit=unit,
    )  # fmt: skip


def _results(verdict: Verdict) -> Results:
    return cast("Results", SimpleNamespace(verdicts=(verdict,)))
