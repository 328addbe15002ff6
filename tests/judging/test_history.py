"""The past is judged once: what is kept of it is what judging it anew gives, whatever was edited meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
import yaml

from generator import flow
from generator.catalogue.digests import Digests
from generator.judging import bench
from generator.judging.case import Case
from generator.judging.history import History, closings
from generator.judging.kept import rows
from generator.judging.kept.past import PROGRAM
from generator.judging.results import Results
from generator.judging.stood import Stood
from generator.judging.verdict import SETTLED, Settled
from generator.ledger import Filing, Ledger
from generator.receipts import blob_id
from generator.store import NOWHERE, Store
from tests.campaign import TIMES, seeds
from tests.factory import declared_shipped
from tests.laws import whole
from tests.place import PROJECT
from tests.world import dump

DAY = date(2023, 8, 22)
Settling = Callable[[Case, date], Stood[Settled]]
EDITS = min(4 * TIMES, 8)


def read(root: Path) -> flow.World:
    world = flow.read(root)
    assert world.sound, world.problems
    return world


def told(world: flow.World, held: Store) -> tuple[History, list[date]]:
    """The history of an edition that everybody may read, and which days were judged for it."""
    judged: list[date] = []

    def judge(then: date) -> Results:
        judged.append(then)
        return flow.judge(world, then, "public")

    def settled(case: Case, then: date, anew: Settling = bench.settled) -> Stood[Settled]:
        judged.append(then)
        return anew(case, then)

    results = flow.judge(world, DAY, "public")
    with patch("generator.judging.history.bench.settled", settled):
        return closings(results, judge, held), judged


def shown(history: History) -> list[object]:
    return [(each.month, each.day, each.stood.verdicts) for each in history.closings]


@pytest.mark.parametrize("seed", seeds(1))
def test_what_is_kept_is_what_would_be_judged(seed: int, tmp_path: Path) -> None:
    """After each of many edits, of those that change the past and of those that do not."""
    dice, root, held = Random(seed), tmp_path / "root", Store(tmp_path / "store")
    root.mkdir()
    whole.whole(root, dice).write()
    kept, judged = told(read(root), held)
    assert len(judged) == len(kept.closings) - 1 == 4
    for edit in dice.sample(EVERY, k=EDITS):
        edit(root, dice)
        world = read(root)
        anew, _ = told(world, NOWHERE)
        kept, _ = told(world, held)
        assert shown(anew) == shown(kept), edit
    again, judged = told(world, held)
    assert not judged
    assert shown(anew) == shown(again)
    assert anew.before is not None
    assert again.before is not None
    assert again.before.stood.verdicts == anew.before.stood.verdicts
    assert again.before.sentences == anew.before.sentences
    assert judged == [again.closings[-2].day]
    once_more, judged = told(world, held)
    assert once_more.before is not None
    assert once_more.before.sentences == anew.before.sentences
    assert not judged


def test_the_past_is_judged_from_the_day_of_a_correction_on(tmp_path: Path) -> None:
    """And not at all for what is filed or decided later."""
    root, held = tmp_path / "root", Store(tmp_path / "store")
    root.mkdir()
    whole.whole(root, Random(3)).write()
    told(read(root), held)
    _spoil(root, "2023-08", "2023-08-20")
    _register(root, "rules/decisions.yaml", "decisions", {
        "id": "D2023-01", "provision": "T-13", "measure": "表态发言", "subject": "east",
        "paper": "决定1号", "date": "2023-08-21",
    })  # fmt: skip
    assert told(read(root), held)[1] == []
    for received in ("2023-07-30", "2023-06-29"):
        _spoil(root, received[:7], received)
        ends = [date(2023, month, day) for month, day in ((6, 30), (7, 31))]
        days = [day for day in ends if day >= date.fromisoformat(received)]
        assert told(read(root), held)[1] == days


def test_the_past_is_judged_anew_by_other_versions_of_what_holds_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, held = tmp_path / "root", Store(tmp_path / "store")
    root.mkdir()
    whole.whole(root, Random(3)).write()
    every = told(read(root), held)[1]
    assert every
    assert told(read(root), held)[1] == []
    monkeypatch.setattr("generator.store.libraries", lambda *named: f"{named} of tomorrow")
    assert told(read(root), held)[1] == every


def test_every_row_comes_back_as_it_was(tmp_path: Path) -> None:
    whole.whole(tmp_path, Random(5)).write()
    results = flow.judge(flow.read(tmp_path), date(2023, 7, 31))
    one = results.settled.verdicts[0]
    every = [
        *results.settled.verdicts,
        replace(one, value=-0.0, threshold=1e22, gap=0.1, word="…\n“"),
    ]
    for before in (rows.Told(), rows.Told("then", results.settled.verdicts)):
        again = rows.read(rows.written(every, before), before)
        assert again is not None
        assert list(map(_spelt, again)) == list(map(_spelt, every))
        assert rows.read(rows.written((), before), before) == ()


def test_what_is_kept_of_a_day_is_what_changed_since_the_one_before(tmp_path: Path) -> None:
    """Of what stood it is only said where; by another day before it nothing of it can be told."""
    whole.whole(tmp_path, Random(5)).write()
    verdicts = flow.judge(flow.read(tmp_path), date(2023, 7, 31)).settled.verdicts
    before = rows.Told("june", verdicts)
    one = replace(verdicts[7], value=12.5)
    anew = [replace(each) for each in verdicts]  # as of a day before that was taken from the store
    for of_old in (list(verdicts), anew):
        now = [*of_old[3:7], one, *of_old[8:], *of_old[:3]]
        data = rows.written(now, before)
        assert len(zlib.decompress(data).splitlines()) == 5
        again = rows.read(data, before)
        assert again == tuple(now)
        assert again[0] is verdicts[3]
        assert rows.read(data, rows.Told("july", verdicts)) is None


def test_a_day_is_judged_again_where_it_was_told_by_another_day_before_it(tmp_path: Path) -> None:
    """As when the entry of a day is gone: what the next one says is still read from it once it is there again."""
    root, held = tmp_path / "root", Store(tmp_path / "store")
    root.mkdir()
    whole.whole(root, Random(3)).write()
    world = read(root)
    first, days = told(world, held)
    for entry in sorted((tmp_path / "store/stood").rglob("*")):
        if entry.is_file():
            entry.unlink()
            again, judged = told(world, held)
            assert shown(again) == shown(first)
            assert len(judged) == 1
            assert judged[0] in days


def _spelt(verdict: object) -> str:
    """Of what type each value is, too."""
    return repr([(type(getattr(verdict, name)), getattr(verdict, name)) for name in SETTLED])


def test_the_days_of_a_filing_say_all_that_the_ledger_knows(tmp_path: Path) -> None:
    """On each day what it answers is what the days of its versions say, which are in the key."""
    whole.whole(tmp_path, Random(5)).write()
    for _ in range(3):
        _unregister(tmp_path, Random(5))
    ledger = flow.read(tmp_path).ledger
    assert ledger is not None
    turns = {day for f in ledger.filings for day in ledger.days(f)} - {date.min}
    for key, versions in ledger.valid.items():
        for day in sorted(turns | {turn - timedelta(days=1) for turn in turns}):
            known = [f for f in versions if _known(ledger, f, day)]
            assert ledger.versions(key, day) == known


def _known(ledger: Ledger, filing: Filing, day: date) -> bool:
    """As it reads: begun, in, and where nothing registers it, too late to be on time."""
    at = filing.received_at or filing.after
    over = ledger.catalogue.over(filing.unit, filing.form, filing.period, day)
    come = at is None or at.date() <= day
    return filing.period.first <= day and come and (over or not filing.unregistered)


def test_nothing_of_what_judges_is_left_out_of_the_key() -> None:
    """Whatever module judging runs through lies in a room that is in the key."""
    code = (
        "import sys, generator.judging.bench, generator.ledger, generator.judging.kinds as k\n"
        "[k.judge(name) for name in k.KINDS]\n"
        "print(*sorted(m for m in sys.modules if m.startswith('generator.')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    rooms = {name.split(".")[1] for name in ran.stdout.split()}
    assert rooms <= {room.removesuffix(".py") for room in PROGRAM} | {"store", "disk", "progress"}


def test_a_digest_is_another_one_for_any_other_value() -> None:
    values: list[object] = [
        None, True, False, 1, 1.0, "1", "", "ab", ("a", "b"), ("ab",), [], {}, frozenset(), {"a": "b"},
        {"b": "a"}, {"a": ("b",)}, frozenset({"a", "b"}), date(2023, 5, 1), "2023-05-01", int, str,
        *declared_shipped().forms.values(), *declared_shipped().rules,
    ]  # fmt: skip
    found = list(map(Digests().of, values))
    assert len(set(found)) == len(values)
    assert found == list(map(Digests().of, values))
    form = next(iter(declared_shipped().forms.values()))
    changed: list[Any] = [replace(form, **{field.name: "?"}) for field in fields(form)]  # type: ignore[arg-type]
    assert len(set(map(Digests().of, changed))) == len(changed)


# --- edits of a root -----------------------------------------------------------------------------


def _late(root: Path, dice: Random) -> None:
    """A receipt says another day."""
    lines = _log(root)
    at = dice.randrange(1, len(lines))
    day = date(2023, 4, 1) + timedelta(days=dice.randrange(140))
    lines[at] = f"{day}T10:00:00+08:00,{lines[at].split(',', 1)[1]}"
    _keep_log(root, lines)


def _unregister(root: Path, dice: Random) -> None:
    lines = _log(root)
    del lines[dice.randrange(1, len(lines))]
    _keep_log(root, lines)


def _withdraw(root: Path, dice: Random) -> None:
    file = dice.choice(sorted((root / "submissions").rglob("*.csv")))
    of = ",".join((*file.parent.relative_to(root / "submissions").parts, file.stem))
    file.unlink()
    _keep_log(root, [line for line in _log(root) if f",{of}," not in line])


def _correct(root: Path, dice: Random) -> None:
    file = dice.choice(sorted((root / "submissions").rglob("f*.csv")))
    month, unit = file.parent.relative_to(root / "submissions").parts
    data = file.read_bytes().replace(b"00", b"%d0" % dice.randrange(1, 10), 1)
    received = date.fromisoformat(f"{month}-15") + timedelta(days=dice.randrange(90))
    _file(root, month, unit, file.stem, data, str(received))


def _decide(root: Path, dice: Random) -> None:
    file = root / "rules/decisions.yaml"
    number = len(yaml.safe_load(file.read_text("utf-8"))["decisions"]) if file.exists() else 0
    _register(root, "rules/decisions.yaml", "decisions", {
        "id": f"D2023-{number + 1:02}", "provision": "T-13", "measure": "表态发言",
        "subject": dice.choice(["east", "west"]), "paper": "决定1号",
        "date": f"2023-{dice.randrange(5, 9):02}-10",
    })  # fmt: skip


def _exempt(root: Path, dice: Random) -> None:
    file = root / "rules/exceptions.yaml"
    number = len(yaml.safe_load(file.read_text("utf-8"))["exceptions"]) if file.exists() else 0
    entry = {
        "id": f"X2023-{number + 1:02}", "units": ["east"], "paper": "函1号", "form": "funds",
        "date": f"2023-{dice.randrange(5, 9):02}-10", "period": f"2023-{dice.randrange(5, 8):02}",
    }  # fmt: skip
    kind = dice.choice([{"kind": "exemption"}, {"kind": "extension", "until": "2023-08-30"}])
    _register(root, "rules/exceptions.yaml", "exceptions", entry | kind)


def _rule(root: Path, dice: Random) -> None:
    """A number, or until when a rule holds on which the others build."""
    file = root / "rules/judging/all.yaml"
    declared = yaml.safe_load(file.read_text("utf-8"))
    chosen = next(rule for rule in declared["rules"] if rule["id"] == "spending")
    chosen["until"] = date(2023, dice.randrange(5, 9), dice.randrange(1, 29))
    dump(file, declared)


def _target(root: Path, dice: Random) -> None:
    file = root / "tasks.yaml"
    declared = yaml.safe_load(file.read_text("utf-8"))
    every = declared["sections"][0]["tasks"][0]["targets"]
    next(each for each in every if each["id"] == "T-14")["value"] = dice.randrange(30)
    dump(file, declared)


def _log(root: Path) -> list[str]:
    return (root / "receipts/log.csv").read_text("utf-8").splitlines()


def _keep_log(root: Path, lines: list[str]) -> None:
    (root / "receipts/log.csv").write_text("\n".join(lines) + "\n", "utf-8")


def _spoil(root: Path, month: str, received: str) -> None:
    """Correct an amount."""
    data = (root / "submissions" / month / "east/funds.csv").read_bytes()
    _file(root, month, "east", "funds", data.replace(b"100", b"101"), received)


def _reword(root: Path, dice: Random) -> None:
    """File words once more, other ones."""
    file = dice.choice(sorted((root / "submissions").glob("*/*/words.csv")))
    data = file.read_bytes().rstrip() + f"改写{dice.randint(1, 99)}\n".encode()
    _file(root, file.parts[-3], file.parts[-2], "words", data, "2023-08-02")


def _file(root: Path, month: str, unit: str, form: str, data: bytes, received: str) -> None:
    """File once more, what there was being put aside."""
    file = root / "submissions" / month / unit / f"{form}.csv"
    old = root / "receipts/superseded" / month / unit / f"{form}.{blob_id(data)[:6]}.csv"
    old.parent.mkdir(parents=True, exist_ok=True)
    old.write_bytes(file.read_bytes())
    file.write_bytes(data)
    line = f"{received}T09:30:00+08:00,{month},{unit},{form},{blob_id(data)},,系统,"
    _keep_log(root, [*_log(root), line])


def _register(root: Path, file: str, name: str, entry: dict[str, Any]) -> None:
    place = root / file
    entries = yaml.safe_load(place.read_text("utf-8"))[name] if place.exists() else []
    dump(place, {name: [*entries, entry]})


EVERY: list[Callable[[Path, Random], None]] = [
    _late, _unregister, _withdraw, _correct, _reword, _decide, _exempt, _rule, _target,
]  # fmt: skip
