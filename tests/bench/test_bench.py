"""What the benches keep and compare; nothing is measured here but one small process."""

from __future__ import annotations

import json
import signal
import sys
import time

import pytest

from tests.bench.__main__ import END, KEPT, MARK, PAGE, merged, rewritten
from tests.bench.measure import process, work
from tests.bench.profiles import table as table_of
from tests.bench.rows import Bench, Row, as_json, growth, table, worse
from tests.bench.sampling import sampled

_FLOOR = Row("floor", "the least", 1.0, 20.0)


def _row(ratio: float, over: str = "floor", cpu: float = 1.0) -> Row:
    return Row("case", "what it is", cpu, 50.0, over, ratio)


def _kept(*rows: Row) -> dict[str, object]:
    return as_json([_FLOOR, *rows], {"Python": "3.11"})


def test_only_ratios_are_compared() -> None:
    assert not list(worse(_kept(_row(2.0, cpu=1)), [_row(2.9, cpu=900)]))
    assert list(worse(_kept(_row(2.0)), [_row(3.1)])) == ["case: 3.10 × floor, was 2.00"]


def test_what_is_new_or_held_against_something_else_is_not_worse() -> None:
    assert not list(worse({}, [_row(9.0)]))
    assert not list(worse(_kept(_row(2.0)), [_row(9.0, "another floor")]))
    assert not list(worse(_kept(), [Row("floor", "the least", 99.0, 20.0)]))


def test_ratios_of_next_to_nothing_are_noise() -> None:
    assert not list(worse(_kept(_row(0.001)), [_row(0.02)]))


def test_growth_is_a_slope_between_sizes() -> None:
    assert growth((10, 1.0), (100, 10.0)) == pytest.approx((10, 1.0))
    assert growth((10, 1.0), (100, 100.0)) == pytest.approx((100, 2.0))


def test_a_part_that_was_measured_leaves_the_rest() -> None:
    both = merged(_kept(_row(2.0)), as_json([_FLOOR], {"Python": "3.12"}))
    assert [row["name"] for row in both["rows"]] == ["case", "floor"]
    assert both["machine"] == {"Python": "3.12"}


def test_the_page_is_rewritten_between_its_marks() -> None:
    mark, end = MARK.format(size="quick"), END.format(size="quick")
    page = f"above\n{mark}\nold\n{end}\nbelow\n"
    assert rewritten(page, "quick", "new") == f"above\n{mark}\n\nnew\n\n{end}\nbelow\n"
    with pytest.raises(ValueError, match="bench full"):
        rewritten(page, "full", "new")


def test_what_is_kept_is_what_the_page_shows() -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    page = PAGE.read_text("utf-8")
    for size in ("quick", "full"):
        if size in kept:
            assert rewritten(page, size, table(kept[size])) == page
            for row in kept[size]["rows"]:
                fields = {field: type(row[field]) for field in row}
                assert fields.pop("slope") in (float, int, type(None))
                assert fields.pop("name") is fields.pop("what") is fields.pop("over") is str
                assert set(fields) == {"cpu", "peak", "ratio"}
                assert row["over"] in {"", "300 KB", *(each["name"] for each in kept[size]["rows"])}


def test_a_process_is_measured_with_its_children() -> None:
    burn = "import time\nwhile time.process_time() < 0.2: pass"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    cost, printed = process([sys.executable, "-c", f"{script}\nprint('done')"])
    assert cost.cpu > 0.2
    assert cost.peak > 5
    assert printed == "done\n"
    with pytest.raises(RuntimeError, match="here is why"):
        process([sys.executable, "-c", "import sys; sys.exit('here is why')"])


def test_time_goes_to_the_innermost_function_of_our_own() -> None:
    from generator.catalogue.digests import Digests

    ends = time.process_time() + 0.3
    with sampled() as looks:
        while time.process_time() < ends:
            Digests().of(("x" * 10,) * 10_000)
    where, count = looks.most_common(1)[0]
    assert where.startswith("catalogue/digests.py: ")
    assert "<" not in where
    assert count > sum(looks.values()) / 2 > 20
    assert not signal.getitimer(signal.ITIMER_PROF)[0]


def test_a_profile_tells_rooms_and_places_by_their_shares() -> None:
    told = table_of(
        "reading", {"intake/find.py: read": 60, "intake/cells.py: a": 39, "disk.py: b": 1}
    )
    assert told.split("\n") == [
        "**reading**: intake 99%", "", "| where | share |", "|---|---:|",
        "| `intake/find.py: read` | 60% |", "| `intake/cells.py: a` | 39% |",
    ]  # fmt: skip


def test_work_tells_what_it_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.workloads import Workload

    bench = Bench(tmp_path_factory.mktemp("bench"), full=False)
    workload = Workload(units=1, months=1, rows=4, register=5, forms=("works",))
    root = bench.root("small", workload)
    assert bench.root("small", workload) == root
    cost = work("floor", root=str(root))
    assert cost.told["rows"] == 5
    told = work("intake", root=str(root), sampled="cpu").told
    assert told["rows"] == 4
    assert told["cpu peak"] > 5
    assert "looks" in told
