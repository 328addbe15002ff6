"""The courses of figures kept of a day: after one change of filings those alone are worked out that asked for it.

As with what is judged (``judged``) there is one entry for a day of an edition, by a key of all that judging hangs on
but filings. It says of each course for which filings it asked, and what there was of each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ...calendar import term
from ..case import Case
from ..course import Course, Told
from . import judged, past

_KIND = "courses"


def courses(case: Case, wanted: Mapping[str, Callable[[], Course]]) -> Mapping[str, Course]:
    """Some courses by their names, each of which says all that it is of: as they are kept, else as they are worked
    out."""
    held = case.held
    if held.folder is None:
        return {name: work_out() for name, work_out in wanted.items()}
    key, known = past.but_filings(case), judged.known(case)
    kept = json.loads(held.get(_KIND, key) or b'{"known": {}, "courses": {}}')
    changed = judged.differing(case, kept["known"], known)
    found: dict[str, Course] = {}
    told: dict[str, list[Any]] = {}
    for name, work_out in wanted.items():
        filings, row = kept["courses"].get(name, ("0", None))
        if row is not None and not int(filings, 16) & changed:
            found[name] = _course(row)
        else:
            found[name], hanging = case.clock.noting(work_out)
            filings, row = f"{hanging.filings:x}", _row(found[name])
        told[name] = [filings, row]
    now = {"known": known, "courses": told}
    if now != kept:
        held.put(_KIND, key, json.dumps(now).encode())
    return found


def _row(course: Course) -> list[Any]:
    told = [
        [str(each.term), each.day.isoformat(), each.value, each.lacks, each.filed]
        for each in course.told
    ]
    return [told, course.rises, course.most]


def _course(row: list[Any]) -> Course:
    told, rises, most = row
    return Course(
        tuple(
            Told(term(name), date.fromisoformat(day), value, lacks, filed)
            for name, day, value, lacks, filed in told
        ),
        rises,
        most,
    )
