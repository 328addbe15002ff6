"""Less data is never greener: what is filed on time and what is told in words, a receipt or a row less."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.judging.results import Results
from generator.words.states import State
from tests.campaign import examples
from tests.world import World

RANK = {
    State.MISSING_REPORT: 0, State.OVERDUE: 0, State.BEHIND: 0, State.AT_RISK: 1,
    State.CANNOT_JUDGE: 2, State.DEPENDS_ON_DEFINITION: 2, State.NOT_DUE: 3,
    State.INFORMATIONAL: 3, State.FOR_DECISION: 3, State.ATTESTED: 3, State.ON_TRACK: 4,
    State.MET: 5,
}  # fmt: skip
"""From red to green; what is alike has the same rank."""

MONTHS = ("2023-04", "2023-05", "2023-06")
DAYS = ("2023-04-21", "2023-05-10", "2023-05-23", "2023-06-10", "2023-06-21", "2023-07-31")

arrivals = st.dictionaries(
    st.tuples(st.sampled_from(MONTHS), st.sampled_from(["east", "west"])),
    st.lists(st.integers(10, 75), min_size=1, max_size=2),
    min_size=1,
)
"""How many days after the first of its month each version of a filing came in."""


def world(folder: str, filed: dict[tuple[str, str], list[int]], strict: bool) -> World:
    made = World(Path(folder), files=("words",))
    made.provision("commitments", "T-1", "及时研判")
    if strict:
        made.question("A01")
        made.readings = [{"id": "strict", "name": "从严", "inclusive": False, "roll": "none"}]
        made.policy = {"questions": ["A01"]}
    for (month, unit), days in sorted(filed.items()):
        for number, day in enumerate(sorted(days)):
            when = date.fromordinal(date.fromisoformat(f"{month}-01").toordinal() + day - 1)
            text = f"第{number}次研判"
            made.file(month, unit, "words", [["T", text]], f"{when}T10:00:00+08:00")
    return made


def greener(before: Results, after: Results) -> list[str]:
    return [
        f"{verdict.id} {before.by_id[verdict.id].state} → {verdict.state}"
        for verdict in after.verdicts
        if RANK[verdict.state] > RANK[before.by_id[verdict.id].state]
    ]


def held(
    filed: dict[tuple[str, str], list[int]], day: str, strict: bool, take: Callable[[World], bool]
) -> None:
    with TemporaryDirectory() as folder:
        made = world(folder, filed, strict)
        before = made.judge(day)
        assume(take(made))
        assert greener(before, made.judge(day)) == []


@settings(max_examples=examples(20), deadline=None)
@given(arrivals, st.sampled_from(DAYS), st.booleans(), st.integers(0, 5))
def test_a_receipt_less_makes_nothing_greener(
    filed: dict[tuple[str, str], list[int]], day: str, strict: bool, which: int
) -> None:
    def take(made: World) -> bool:
        newest = max(made._log)
        gone = made._log.pop(which % len(made._log))
        return gone != newest  # when the last of all came in is told by nothing else

    held(filed, day, strict, take)


@settings(max_examples=examples(12), deadline=None)
@given(arrivals, st.sampled_from(DAYS), st.booleans(), st.integers(0, 5))
def test_a_filing_less_makes_nothing_greener(
    filed: dict[tuple[str, str], list[int]], day: str, strict: bool, which: int
) -> None:
    def take(made: World) -> bool:
        month, unit = sorted(filed)[which % len(filed)]
        (made.folder / f"submissions/{month}/{unit}/words.csv").unlink()
        made._log = [line for line in made._log if f",{month},{unit}," not in line]
        return bool(made._log)

    held(filed, day, strict, take)


@settings(max_examples=examples(12), deadline=None)
@given(arrivals, st.sampled_from(DAYS), st.integers(0, 5))
def test_a_blank_in_the_place_of_words_makes_nothing_greener(
    filed: dict[tuple[str, str], list[int]], day: str, which: int
) -> None:
    chosen = sorted(filed)[which % len(filed)]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        before = world(one, filed, False).judge(day)
        made = world(other, {key: days for key, days in filed.items() if key != chosen}, False)
        for number, late in enumerate(sorted(filed[chosen])):
            first = date.fromisoformat(f"{chosen[0]}-01").toordinal()
            when = date.fromordinal(first + late - 1)
            row = [["T", ""]] if number == len(filed[chosen]) - 1 else [["T", f"第{number}次研判"]]
            made.file(*chosen, "words", row, f"{when}T10:00:00+08:00")
        assert greener(before, made.judge(day)) == []
