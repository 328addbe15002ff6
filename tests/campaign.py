"""How much of what is tried at random a run tries: the suite a slice, a campaign many times as much.

``make campaign`` tries it all with a seed of its own, which it prints; ``make campaign ARGS="--seed 7"``
tries the same again.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys

TIMES = int(os.environ.get("TAIZHANG_CAMPAIGN", "1"))
SEED = int(os.environ.get("TAIZHANG_SEED", "0"))
TRIED = ("tests/laws", "tests/catalogue/test_slips.py", "tests/catalogue/test_one_cause.py",
         "tests/judging/test_advice.py", "tests/judging/test_judged.py",
         "tests/intake", "tests/ledger", "tests/drafting", "tests/releases/test_mishaps.py",
         "tests/merging/test_settling.py", "tests/papers/test_whole.py", "tests/publishing/test_kept.py")  # fmt: skip


def examples(slice_: int) -> int:
    """How many examples of a law: so many in the suite, many times as many in a campaign."""
    return slice_ * TIMES


def seeds(slice_: int) -> range:
    """The seeds of a test that throws dice: always the same ones in the suite."""
    return range(SEED, SEED + slice_ * TIMES)


def main() -> int:
    """Run what is tried at random, many times; the exit code of pytest."""
    parser = argparse.ArgumentParser(prog="make campaign")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--times", type=int, default=20)
    given, more = parser.parse_known_args()
    print(f"种子 {given.seed}：再试一次用 --seed {given.seed}", flush=True)
    surroundings = {"TAIZHANG_CAMPAIGN": str(given.times), "TAIZHANG_SEED": str(given.seed)}
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", "-q"]
    command += [f"--hypothesis-seed={given.seed}", *TRIED, *more]
    return subprocess.run(command, env={**os.environ, **surroundings}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
