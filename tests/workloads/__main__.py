"""``python -m tests.workloads OUT``: a world of a chosen size as a root folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import FORMS, KINDS, Workload, write


def main() -> None:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.workloads")
    parser.add_argument("out", type=Path)
    for name in ("units", "months", "rows", "few", "columns", "register", "references", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Workload(), name))
    parser.add_argument("--kind", choices=KINDS, default="clean")
    parser.add_argument("--forms", nargs="+", choices=FORMS, default=FORMS)
    parser.add_argument("--no-receipts", action="store_true")
    given = vars(parser.parse_args())
    out, bare = given.pop("out"), given.pop("no_receipts")
    workload = Workload(**{**given, "forms": tuple(given["forms"])})
    write(workload, out, receipts=not bare)
    print(f"{out}：as of {workload.day}")


if __name__ == "__main__":
    main()
