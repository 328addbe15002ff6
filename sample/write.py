"""Write the fictional year of filings: ``python -m sample.write`` (``make sample``).

Everything follows from story.yaml, phrases.yaml, sentences.yaml and what the city declares, so that
the same bytes come out on every machine.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

from generator import catalogue
from generator.calendar import SHANGHAI, Month
from generator.catalogue.model import Form, Unit
from generator.catalogue.owing import owes
from generator.intake.cells import ZERO_REPORT
from generator.judging.kinds import KINDS
from generator.problems import as_text
from generator.receipts import HEADER, LOG, SUPERSEDED, SYSTEM, blob_id
from generator.terminal import say, speak_utf8
from sample import figures, funds, others, words
from sample.story import Row, Story, first_day, read

Maker = Callable[[Story, str, str], list[Row]]

MAKERS: dict[str, Maker] = {
    "progress": words.rows,
    "indicators": figures.indicators,
    "funds": funds.rows,
    "courtyard": others.courtyard,
    "visits": others.visits,
    "scores": others.scores,
    "documents": others.documents,
    "events": others.events,
    "screening": others.screening,
    "monitoring": figures.monitoring,
    "cadres": others.cadres,
    "rectification": others.rectification,
}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a filing as it came in."""

    month: str
    unit: str
    form: str
    data: bytes
    received: datetime
    note: str


def main() -> None:
    speak_utf8()
    say(write(Path()))


def write(root: Path) -> str:
    """Rewrite submissions/ and receipts/ below root; a line that says how much there is."""
    city, problems = catalogue.read(root, KINDS)
    if city is None:
        sys.exit("\n".join(map(as_text, problems)))
    story = read(root / "sample", city)
    for name in ("submissions", "receipts"):
        shutil.rmtree(root / name, ignore_errors=True)
    versions = [
        version
        for month in story.months
        for unit in city.filers()
        for form in owes(city, unit, Month.parse(month))
        for version in _versions(story, unit, form, month)
    ]
    _file(root, versions)
    about = f"label: {story.facts['label']}\nnote: {story.facts['note']}\n"
    schema = "../generator/catalogue/schemas/about.schema.json"
    _write(
        root / "submissions/about.yaml",
        f"# yaml-language-server: $schema={schema}\n{about}".encode(),
    )
    rows = sum(version.data.count(b"\r\n") - 1 for version in versions)
    return f"已写出 {len(versions)} 份报送（含更正前的版本），约 {rows} 行。"


def _versions(story: Story, unit: Unit, form: Form, month: str) -> Iterator[Version]:
    """The versions of one filing, oldest first: none if missing, two if corrected."""
    if _is_missing(story, unit.id, form.id, month):
        return
    rows = MAKERS[form.id](story, unit.id, month)
    received = _received(story, unit.id, form.id, month)
    final = _csv(form, unit, month, rows)
    correction = next(
        (
            c
            for c in story.facts["corrections"]
            if (c["unit"], c["form"], c["month"]) == (unit.id, form.id, month)
        ),
        None,
    )
    if correction is None:
        yield Version(month, unit.id, form.id, final, received, "")
        return
    yield Version(month, unit.id, form.id, _csv(form, unit, month, rows[:-1]), received, "")
    yield Version(month, unit.id, form.id, final, _moment(correction["at"]), correction["note"])


def _is_missing(story: Story, unit: str, form: str, month: str) -> bool:
    return any(
        (unit, month) == (gap["unit"], gap["month"]) and form == gap.get("form", form)
        for gap in story.facts["missing"]
    )


def _received(story: Story, unit: str, form: str, month: str) -> datetime:
    """When the first version came in: as the story says, else between the 16th and the 19th.

    Who tells of what happens up to the 19th files on that day.
    """
    for told in story.facts["received"]:
        if (unit, month) == (told["unit"], told["month"]):
            return _moment(told["at"])
    day = story.facts["files_on"].get(unit) or story.dice("day", unit, month).randint(16, 19)
    dice = story.dice("minute", unit, month, form)
    clock = timedelta(hours=9, minutes=dice.randint(0, 480), seconds=dice.randint(0, 59))
    return (
        datetime.combine(first_day(month).replace(day=day), datetime.min.time(), SHANGHAI) + clock
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def _csv(form: Form, unit: Unit, month: str, rows: list[Row]) -> bytes:
    """A file as a spreadsheet saves it: UTF-8 with BOM, CRLF. No rows make a zero report."""
    assert rows or form.zero_report, f"{form.id} of {unit.id}, {month}"
    told = rows or [{str(form.zero_report): ZERO_REPORT}]
    own = {"unit": unit.name, "period": month}
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.header for column in form.columns])
    for row in told:
        writer.writerow([{**own, **row}.get(column.id, "") for column in form.columns])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _file(root: Path, versions: list[Version]) -> None:
    """The newest version in its folder, the others beside the log, a line in the log for each."""
    latest: dict[tuple[str, str, str], int] = {}
    for version in versions:
        path = f"{version.month}/{version.unit}/{version.form}"
        current = root / "submissions" / f"{path}.csv"
        key = (version.month, version.unit, version.form)
        if current.exists():
            latest[key] = latest.get(key, 0) + 1
            _write(root / SUPERSEDED / f"{path}.{latest[key]}.csv", current.read_bytes())
        _write(current, version.data)
    lines = [",".join(HEADER)]
    for version in sorted(versions, key=lambda v: v.received):
        when, blob = version.received.isoformat(), blob_id(version.data)
        lines.append(
            ",".join(
                [when, version.month, version.unit, version.form, blob, "", SYSTEM, version.note]
            )
        )
    _write(root / LOG, ("\n".join(lines) + "\n").encode())


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


if __name__ == "__main__":
    main()
