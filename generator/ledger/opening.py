"""Opening the ledger of a root: every filing with its receipts and history, and what is wrong there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import receipts
from ..catalogue.model import Catalogue
from ..intake import Filed
from ..intake.compare import falling
from ..intake.find import search
from ..problems import Problem, in_order
from ..store import NOWHERE, Store
from . import faulty, kept, turned
from .faulty import LeftOut
from .filing import Filing
from .ledger import Ledger
from .means import OWN, Means
from .versions import Version, gather


def open_ledger(
    root: Path, catalogue: Catalogue, held: Store = NOWHERE, means: Means = OWN
) -> tuple[Ledger, list[Problem]]:
    """Read every filing below root with its receipts and history; what was read before is taken from the
    store.

    Days that have not come are told when a filing is checked, not here: seen from an earlier day,
    every later filing would be full of them.

    Problems are those of the current files and of the log; a faulty earlier version is simply not
    valid. Those of filings that are left out are marked as such; in the place of findings that an edit
    of the YAML brought stands what is wrong with the YAML.
    """
    present = search(root, catalogue)
    log, problems = receipts.read(root, catalogue)
    versions, gone = gather(root, present, log, catalogue)
    read, digests = kept.read(
        [version.source for version in versions], catalogue, held, means.reads
    )
    standing = read[: len(present.sources)]
    wrong = [*map(LeftOut.of, present.misfits), *faulty.standing(versions, standing)]
    through_yaml = faulty.through_yaml(root, catalogue, wrong, log)
    left_out = tuple(each for each in wrong if each not in through_yaml)
    problems += [misfit.problem for misfit in (*present.passing, *present.misfits)]
    problems += gone
    problems += [problem for filed in standing for problem in filed.problems]
    problems += falling(standing, catalogue)
    problems = faulty.marked(problems, left_out, through_yaml)
    problems += turned.problems(root, catalogue, [each for each in wrong if each in through_yaml])
    filings = _filings(versions, read, len(present.sources))
    return Ledger(catalogue, filings, read, left_out, digests, means.engine), in_order(problems)


def _filings(
    versions: Sequence[Version], read: Sequence[Filed], standing: int
) -> tuple[Filing, ...]:
    """Each version with what was read from it; so many of them, the first ones, stand in the folder."""
    return tuple(
        Filing(
            *version.source.key,
            version.file,
            version.source.path,
            version.blob,
            version.received_at,
            version.by,
            version.note,
            source=index,
            valid=filed.valid,
            zero=filed.zero,
            standing=index < standing,
            commit=version.commit,
            positions=filed.positions,
            after=version.after,
        )
        for index, (version, filed) in enumerate(zip(versions, read, strict=True))
    )
