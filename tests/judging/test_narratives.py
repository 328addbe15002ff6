"""What units tell in words: by months and forms, from either end."""

from __future__ import annotations

from pathlib import Path
from random import Random

from generator import flow
from generator.judging.narratives import newest_first
from tests.workloads import Workload, write

WORKLOAD = Workload(units=3, months=6, rows=2, few=1, register=4)


def test_backwards_is_what_is_told_the_other_way_round(tmp_path: Path) -> None:
    """Of two forms that tell of the same clauses in the same months, some of them with nothing in it."""
    write(WORKLOAD, tmp_path, receipts=False)
    forms = tmp_path / "rules/forms"
    twin = (forms / "words.yaml").read_text("utf-8").replace('"words"', '"notes"')
    (forms / "notes.yaml").write_text(twin.replace('"进展情况"', '"进展补充"'), "utf-8")
    for name in ("units.yaml", "tasks.yaml"):
        declared = (tmp_path / name).read_text("utf-8")
        (tmp_path / name).write_text(declared.replace('"words"', '"words", "notes"'), "utf-8")
    dice = Random(3)
    for file in sorted(tmp_path.rglob("words.csv")):
        header, *lines, _ = file.read_text("utf-8").split("\n")
        blank = [row.rpartition(",")[0] + ",\r" for row in lines]
        for name in ("words.csv", "notes.csv"):
            mixed = [dice.choice(pair) for pair in zip(lines, blank, strict=True)]
            text = "\n".join([header, *mixed[: dice.randrange(1, 3)], ""])
            file.with_name(name).write_text(text, "utf-8", newline="")
    world = flow.read(tmp_path)
    assert world.sound, world.problems
    results = flow.judge(world, WORKLOAD.day)
    twice = 0
    for (unit, clause), rows in results.narratives.items():
        told = [row for row in rows if not row.blank]
        assert list(newest_first(results.case, unit, clause)) == told[::-1]
        twice += len(told) > len({row.period for row in told})
    assert twice
    assert not list(newest_first(results.case, "u0001", "P"))
