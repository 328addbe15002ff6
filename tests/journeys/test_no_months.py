"""A city that files nothing by months and has no counties: checked, judged over its year, and shown."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from generator.judging import bench
from generator.judging.history import closings
from generator.judging.results import Results
from generator.ledger import Ledger
from generator.pages.writing import write
from generator.problems import has_errors
from generator.reports import due, status
from tests.canal import canal
from tests.place import PROJECT

WORDS = re.compile("每月|上月|本月|当月|逐月|各月|按月|月报(?!送)|报送月份|20 日|县")
LANGUAGE = ("reference/", "adopting.md", "language.md")
"""What tells of all that can be declared, also of what this city does not."""

DAY = date(2026, 7, 11)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    city = canal(tmp_path_factory.mktemp("city"), until=DAY)
    city.edit("rules/forms/works.yaml", "every: week,", "every: week, last: 2026-07,")
    assert not has_errors(city.problems())
    ledger, problems = city.open()
    assert not problems
    return ledger


def judged(filed: Ledger, day: date) -> Results:
    return bench.judge(filed.catalogue, filed, day, "public")


def texts(file: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Everything that can be read in a file, in archives and workbooks too.

    By what the self-check knows a name from a word of offices is never shown, and is of the whole country.
    """
    if file.endswith((".zip", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for name in parts.namelist():
                yield from texts(f"{file}!{name}", parts.read(name))
    elif file.endswith("/rules.js"):
        rules = json.loads(data.decode().partition(" = ")[2])
        shown = {key: value for key, value in rules.items() if key not in ("personal", "phrases")}
        yield file, json.dumps(shown, ensure_ascii=False)
    else:
        yield file, data.decode(errors="replace")


def test_nothing_that_is_shown_speaks_of_months_or_counties(filed: Ledger, tmp_path: Path) -> None:
    results = judged(filed, DAY)
    history = closings(results, lambda day: judged(filed, day))
    write(results, PROJECT / "site", tmp_path, history)
    files = {
        str(f.relative_to(tmp_path)): f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()
    }
    assert "filing/templates/2026-07-06w/dong-2026-07-06w.xlsx" in files
    said = [
        f"{place}: {text[max(0, found.start() - 20) : found.end() + 20]}"
        for file, data in files.items()
        if not file.startswith(LANGUAGE)
        for place, text in texts(file, data)
        for found in WORDS.finditer(text)
    ]
    assert not said, "\n".join(said)
    filing = files["filing/index.md"].decode()
    assert "每季末月的报送，次月 5 日前收到" in filing
    assert "“施工简报”表每周报送，本周五前收到（含周五，当日 24 时前；遇休息日不顺延）" in filing
    assert "“半年总结”表每半年末月报送，次月 15 日前收到" in filing
    assert "“整治方案”表只报一次，2026年4月17日前收到" in filing
    unit = files["units/dong.md"].decode()
    half = unit[unit.index("报2026年6月的1张表") :]
    assert "2026年7月15日前" in half[:200]
    assert "半年总结" in half[:400]
    assert "上期末（" in files["changes.md"].decode()
    assert "与上期相比" in unit


def test_a_reminder_names_each_form_with_its_own_day(filed: Ledger) -> None:
    told = due.as_markdown(
        results := judged(filed, date(2026, 7, 11)), due.remind(results, 7, "dong")
    )
    assert "| 东片区 | 2026年6月 | 2026年7月15日 | 半年总结 |" in told
    assert "| 东片区 | 2026年7月13日至19日 | 2026年7月17日 | 施工简报 |" in told
    assert "整治进度" not in told


def test_the_newest_filing_of_a_unit_is_its_newest_week(filed: Ledger) -> None:
    told = Console(file=io.StringIO(), width=200)
    told.print(status.everyone(judged(filed, DAY)))
    text = told.file.getvalue()  # type: ignore[attr-defined]
    (line,) = [line for line in text.split("\n") if "东片区" in line]
    assert "2026年7月6日至12日 已达到" in line


def test_what_is_due_on_another_day_is_not_missing_on_the_first(filed: Ledger) -> None:
    for day, state in (
        ("2026-07-06", "not_due"),
        ("2026-07-15", "not_due"),
        ("2026-07-16", "missing_report"),
    ):
        assert judged(filed, date.fromisoformat(day)).by_id["P-3@2026-06/dong"].state == state
    assert judged(filed, date(2026, 7, 6)).by_id["P-1@2026-06/dong"].state == "met"


def test_the_year_is_judged_week_by_week(tmp_path: Path) -> None:
    city = canal(tmp_path)
    filed, problems = city.open()
    assert not problems
    results = judged(filed, date(2027, 1, 20))
    assert results.by_id["P-2@2026-12-28w/xi"].state == "met"
    assert results.by_id["A1-2@2026-12-14w/xi"].state == "met"
    assert results.by_id["A1-1@2026-12-31/all"].state == "met"
    assert {v.state.value for v in results.verdicts if v.binding} <= {
        "met",
        "attested",
        "cannot_judge",
    }
    months = [closing.month for closing in closings(results, lambda day: results).closings]
    assert [month.number for month in months] == list(range(3, 13))
