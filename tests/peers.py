"""What other tools make of the same faulty files: ``python -m tests.peers PYTHON`` (not part of the tests).

PYTHON is an interpreter that has frictionless and pandas, which this project has no use for. Both get what
a careful person would give them: a schema with everything that the form declares (types, options, names,
patterns, bounds, keys), or the dtypes and checks of the same. What they say is in ``peers_there.py``.

Two sets of files. Of the fault collection it is known what must be told: a file of which something must be
is *caught* or *missed*, one that is to be read without a word is a *false alarm* when anything is said
against it. Of spoilt filings it is known what they were before: a file is *wrong in silence* when other
values are read of it and nothing is said, and a *false alarm* when it is refused although at least one of the
three reads of it exactly what it was.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from generator.catalogue import Catalogue, types
from generator.catalogue.model import Column, Form
from generator.intake import Filed, Reader, Source
from generator.terminal import say, speak_utf8
from tests.factory import declared_harbour, sheet
from tests.intake.collection import COLLECTION
from tests.intake.mutated import Mutated, of_csv, origins
from tests.intake.mutated.origins import CITIES

_SPOILT = 500
_CHANGED = {
    *(
        "row_dropped",
        "row_again",
        "rows_moved",
        "merged",
        "begun_again",
        "numbers",
        "days",
        "months",
    ),
    *("nothing", "formulas", "any_text", "personal", "of_another_column", "an_option", "a_name"),
}
"""What gives a filing another meaning, so that nobody can know what it was."""

Told = Mapping[str, Any]
"""What a tool says of a file: ``errors`` and ``warnings`` by their number, ``values`` as rows of texts."""


def main(python: str) -> None:
    """Print both tables."""
    with TemporaryDirectory() as scratch:
        collection = [
            (fault.path, fault.data, declared_harbour(), bool(fault.told)) for fault in COLLECTION
        ]
        say(f"| collection, {len(collection)} files | caught | missed | false alarms | seconds |")
        say("|---|---:|---:|---:|---:|")
        sources = [_source(path, data, declared) for path, data, declared, _ in collection]
        declared_of = [declared for _, _, declared, _ in collection]
        for tool, (told, seconds) in _all(python, Path(scratch), sources, declared_of).items():
            faulty = [each for each, (*_, wrong) in zip(told, collection, strict=True) if wrong]
            sound = [each for each, (*_, wrong) in zip(told, collection, strict=True) if not wrong]
            caught = sum(bool(each["errors"] or each["warnings"]) for each in faulty)
            alarms = sum(bool(each["errors"] or each["warnings"]) for each in sound)
            say(f"| {tool} | {caught} | {len(faulty) - caught} | {alarms} | {seconds:.1f} |")
    with TemporaryDirectory() as scratch:
        spoilt = list(islice(_accidents(), _SPOILT))
        declared_of = [CITIES[each.city]() for each, _ in spoilt]
        say(
            f"\n| spoilt, {len(spoilt)} files | told | read right | wrong in silence | false alarms | seconds |"
        )
        say("|---|---:|---:|---:|---:|---:|")
        every = _all(python, Path(scratch), [each.source for each, _ in spoilt], declared_of)
        readable = [
            any(told[at]["values"] == was for told, _ in every.values())
            for at, (_, was) in enumerate(spoilt)
        ]
        for tool, (told, seconds) in every.items():
            quiet = [not each["errors"] and not each["warnings"] for each in told]
            right = [e["values"] == was for e, (_, was) in zip(told, spoilt, strict=True)]
            silent = sum(q and not r for q, r in zip(quiet, right, strict=True))
            kept = sum(q and r for q, r in zip(quiet, right, strict=True))
            alarms = sum(bool(e["errors"]) and r for e, r in zip(told, readable, strict=True))
            say(
                f"| {tool} | {len(told) - sum(quiet)} | {kept} | {silent} | {alarms} | {seconds:.1f} |"
            )


def _source(path: str, data: bytes, declared: Catalogue) -> Source:
    _, month, unit, file = path.split("/")
    return Source(path, declared.filing.first.parse(month), unit, file.removesuffix(".csv"), data)


def _accidents() -> Iterator[tuple[Mutated, Sequence[Sequence[str]]]]:
    """Filings to which something happened that leaves their meaning, and what they said before."""
    for seed in count():
        mutated = of_csv(seed)
        done = mutated.name.partition(": ")[2].split(", ")
        if done != ["as it was"] and not _CHANGED & set(done):
            was = origins.drawn(Random(f"csv {seed}"))
            lines = [",".join(f'"{cell}"' for cell in row) for row in was.rows]
            source = Source(*_place(mutated.source), sheet(lines[0], *lines[1:]))
            filed = Reader(CITIES[mutated.city]()).read(source)
            if filed.valid and len(filed):
                yield mutated, _values(filed, CITIES[mutated.city]())


def _place(source: Source) -> tuple[str, Any, str, str]:
    return source.path, source.period, source.unit, source.form


def _all(
    python: str, scratch: Path, sources: Sequence[Source], declared: Sequence[Catalogue]
) -> Mapping[str, tuple[Sequence[Told], float]]:
    """What each tool says of each file, and in how many seconds."""
    begun = time.perf_counter()
    readers = {id(each): Reader(each) for each in declared}
    filed = [readers[id(d)].read(s) for s, d in zip(sources, declared, strict=True)]
    ours = [_told(each, d) for each, d in zip(filed, declared, strict=True)]
    found = {"taizhang": (ours, time.perf_counter() - begun)}
    cases = []
    for number, (source, own) in enumerate(zip(sources, declared, strict=True)):
        file = scratch / f"{number}.csv"
        file.write_bytes(source.data)
        cases.append({"file": str(file), "fields": _fields(own, source)})
    (scratch / "cases.json").write_text(json.dumps(cases), "utf-8")
    command = [python, str(Path(__file__).with_name("peers_there.py")), str(scratch / "cases.json")]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found | {tool: (each["told"], each["seconds"]) for tool, each in answer.items()}


def _told(filed: Filed, declared: Catalogue) -> Told:
    errors = sum(problem.is_error for problem in filed.problems)
    values = _values(filed, declared) if not errors else None
    return {"errors": errors, "warnings": len(filed.problems) - errors, "values": values}


def _values(filed: Filed, declared: Catalogue) -> list[list[str]]:
    """Rows of what was read, each column in one spelling."""
    columns = declared.forms[filed.source.form].of(filed.source.period).columns
    texts = [
        [_spelt(declared, column, value) for value in filed.columns[column.id]]
        for column in columns
    ]
    return [list(row) for row in zip(*texts, strict=True)]


def _spelt(declared: Catalogue, column: Column, value: Any) -> str:
    if value is None:
        return ""
    if types.of(column).numeric:
        return repr(float(value))
    return types.spelt(declared, column, value).strip()


def _fields(declared: Catalogue, source: Source) -> Sequence[Mapping[str, Any]]:
    """What a form says of its columns, in words that both peers understand."""
    form = declared.forms[source.form].of(source.period)
    return [_field(declared, form, column, source) for column in form.columns]


def _field(declared: Catalogue, form: Form, column: Column, source: Source) -> Mapping[str, Any]:
    type_ = types.of(column)
    options = {o.value: [o.value, *o.synonyms] for o in column.values}
    if column.equals == "unit":
        own = declared.units[source.unit]
        options = {own.name: list(own.names)}
    elif column.equals == "period":
        options = {source.period.cell: [source.period.cell]}
    elif column.to:
        names = declared.names[column.to]
        for called, id_ in names.ids.items():
            options.setdefault(types.spelt(declared, column, id_), []).append(called)
    elif column.type == "boolean":
        options = {"是": ["是"], "否": ["否"]}
    kind = (
        "date"
        if column.type == "date" and not column.equals
        else "number"
        if type_.numeric
        else "string"
    )
    return {
        "header": column.header, "called": [column.header, *column.synonyms],
        "kind": kind, "whole": column.type == "integer",
        "required": column.required, "min": column.min, "max": column.max, "pattern": column.pattern,
        "longest": column.max_length, "options": options, "key": column.id in form.key,
    }  # fmt: skip


if __name__ == "__main__":
    speak_utf8()
    main(sys.argv[1])
