"""A site that is made with all that was kept is the site made from nothing, byte for byte, whatever was edited."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from generator import flow, look
from generator.problems import as_text
from generator.store import NOWHERE, Store
from generator.unchanged import Run
from tests.campaign import TIMES, seeds
from tests.judging.test_history import EVERY as FILED_AND_DECIDED
from tests.laws import whole

DAY = date(2023, 8, 22)
EDITS = min(2 * TIMES, 12)


def _said(root: Path, dice: Random) -> None:
    """Other words of the same filing."""
    file = dice.choice(sorted((root / "submissions").glob("*/*/words.csv")))
    file.write_text(f"{file.read_text('utf-8').rstrip()}改写{dice.random()}\n", "utf-8")


def _amount(root: Path, dice: Random) -> None:
    file = dice.choice(sorted((root / "submissions").glob("*/*/funds.csv")))
    file.write_bytes(file.read_bytes().replace(b"100", b"99"))


def _moved_down(root: Path, dice: Random) -> None:
    """Everything stands on another line, and says the same."""
    file = root / dice.choice(("tasks.yaml", "rules/indicators.yaml"))
    file.write_text(f"# {dice.random()}\n{file.read_text('utf-8')}", "utf-8")


def _called(root: Path, dice: Random) -> None:
    """A township has another name, which no filing says."""
    file = root / "units.yaml"
    text = file.read_text("utf-8")
    name = dice.choice(sorted(set(re.findall(r"name: (\S+乡), category", text))))
    file.write_text(text.replace(f"name: {name},", f"name: 新{name},"), "utf-8")


def _template(root: Path, dice: Random) -> None:
    name = dice.choice(("clause.md.j2", "figure.md.j2", "_parts.md.j2", "unit.md.j2"))
    ours = look.ours() / "site/templates" / name
    file = root / "site/templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{ours.read_text('utf-8')}\n", "utf-8")


def _page(root: Path, dice: Random) -> None:
    file = root / "site/pages/own.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# 本市\n\n{dice.random()}\n", "utf-8")


def _back(root: Path, dice: Random) -> None:
    """A look of its own no more."""
    shutil.rmtree(root / "site", ignore_errors=True)


EVERY: list[Callable[[Path, Random], None]] = [
    *FILED_AND_DECIDED, _said, _said, _amount, _moved_down, _called, _template, _page, _back,
]  # fmt: skip


def built(
    root: Path, out: Path, held: Store, run: Run | None
) -> tuple[list[str], dict[str, bytes]]:
    """What is said of a site, and every file of it."""
    problems = flow.build(root, lambda _: DAY, out, flow.Unwatched(), held=held, run=run)
    files = sorted(file for file in out.rglob("*") if file.is_file())
    return list(map(as_text, problems)), {
        file.relative_to(out).as_posix(): file.read_bytes() for file in files
    }


@pytest.mark.parametrize("seed", seeds(1))
def test_incremental_is_cold(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path / "store"))
    dice, root, held = Random(seed), tmp_path / "root", Store(tmp_path / "store")
    root.mkdir()
    whole.whole(root, dice).write()
    edited: list[str] = []
    for edit in (None, *dice.sample(EVERY, k=EDITS)):
        if edit:
            edit(root, dice)
            edited.append(edit.__name__)
        cold = built(root, tmp_path / "cold", NOWHERE, None)
        run = Run.of(root, tmp_path / "warm", "public")
        warm = built(root, tmp_path / "warm", held, run)
        assert warm[0] == cold[0], edited
        assert [n for n in {*cold[1], *warm[1]} if cold[1].get(n) != warm[1].get(n)] == [], edited
        assert (Run.of(root, tmp_path / "warm", "public").made() is None) == any(
            "E6" in told for told in cold[0]
        )
