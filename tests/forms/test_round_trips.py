"""A template filled in comes back as it was filled in, whatever it went through on the way.

Where LibreOffice is installed the way goes through it too; elsewhere those tests are skipped, and the
other ways stand for it: through openpyxl, and through our own CSV in the encoding of Chinese spreadsheets.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from generator import forms
from generator.catalogue import Catalogue
from generator.catalogue.model import bare
from generator.intake import Filed, Reader, Source
from generator.problems import Problem, as_text
from tests.forms.filled import Filled, every_form
from tests.intake.mutated.origins import CITIES

OFFICE = shutil.which("soffice")
_CHINESE = "csv:Text - txt - csv (StarCalc):44,34,85,1,,0,false,true,false,false,false,-1"
"""Every sheet as a CSV of its own, in GB18030, cells as they are shown."""


ALL = [pytest.param(name, zero, id=f"{name}{', zero reports' if zero else ''}")
             for name in CITIES for zero in (False, True)]  # fmt: skip


@cache
def filings(city: str, zero: bool) -> Sequence[tuple[Filled, bytes]]:
    """Filings of a city that together hold every form, and the workbook of each."""
    declared = CITIES[city]()
    return [(each, each.workbook(declared)) for each in every_form(declared, zero)]


def listed(problems: Sequence[Problem]) -> str:
    return "\n".join(map(as_text, problems))


def held(declared: Catalogue, filled: Filled, read: Mapping[str, Filed], *told: str) -> None:
    """Every form came back, with what was filled in and nothing said against it."""
    for form, wanted in filled.read(declared).items():
        assert not wanted.problems, listed(wanted.problems)
        came = read[form]
        assert {p.code for p in came.problems} <= set(told), listed(came.problems)
        assert came.columns == wanted.columns
        assert (came.zero, len(came)) == (wanted.zero, len(wanted))


def collected(declared: Catalogue, filled: Filled, data: bytes) -> Mapping[str, Filed]:
    """What a workbook is collected as; the CSVs that are written of it say the same."""
    found = forms.collect("填好.xlsx", data, declared)
    assert not found.problems, listed(found.problems)
    reader, place = Reader(declared), (filled.term, filled.unit.id)
    for path, content in found.files.items():
        again = reader.read(Source(path, *place, Path(path).stem, content))
        [once] = [each for each in found.filed if each.source.form == again.source.form]
        assert (again.columns, again.problems) == (once.columns, []), listed(again.problems)
    assert {each.source.form for each in found.filed} == filled.rows.keys()
    return {each.source.form: each for each in found.filed}


@pytest.mark.parametrize(("city", "zero"), ALL)
def test_a_workbook_comes_back_as_it_was_filled_in(city: str, zero: bool) -> None:
    declared = CITIES[city]()
    for filled, book in filings(city, zero):
        held(declared, filled, collected(declared, filled, book))


@pytest.mark.parametrize(("city", "zero"), ALL)
def test_so_it_does_when_another_program_saves_it(city: str, zero: bool) -> None:
    """openpyxl keeps neither the order of parts nor texts in a part of their own as they were."""
    declared = CITIES[city]()
    for filled, data in filings(city, zero):
        stream = BytesIO()
        openpyxl.load_workbook(BytesIO(data)).save(stream)
        held(declared, filled, collected(declared, filled, stream.getvalue()))


@pytest.mark.parametrize(("city", "zero"), ALL)
def test_a_csv_in_the_encoding_of_chinese_spreadsheets_says_the_same(city: str, zero: bool) -> None:
    declared = CITIES[city]()
    reader = Reader(declared)
    for filled, _ in filings(city, zero):
        read = {}
        for source in filled.sources(declared):
            data = source.data.decode("utf-8-sig").encode("gb18030")
            read[source.form] = reader.read(replace(source, data=data))
        held(declared, filled, read, "W102")


# --- through LibreOffice -------------------------------------------------------------------------


EVERY = {
    f"{city}-{'zero' if zero else 'rows'}": (city, zero)
    for city in CITIES
    for zero in (False, True)
}


def saved_by_office(folder: Path, form: str) -> Path:
    """Every workbook of every city as LibreOffice saves it in a form of its own."""
    if OFFICE is None:
        pytest.skip("本机没有 LibreOffice，没有试过经它保存")
    for name, filing in EVERY.items():
        for number, (_, data) in enumerate(filings(*filing)):
            (folder / f"{name}-{number}.xlsx").write_bytes(data)
    command = [OFFICE, f"-env:UserInstallation={(folder / 'user').as_uri()}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(folder / "saved")]
    command += sorted(map(str, folder.glob("*.xlsx")))
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / "saved"


def test_what_an_office_program_saves_comes_back(tmp_path: Path) -> None:
    saved = saved_by_office(tmp_path, "xlsx:Calc MS Excel 2007 XML")
    for name, (city, zero) in EVERY.items():
        for number, (filled, _) in enumerate(filings(city, zero)):
            data = (saved / f"{name}-{number}.xlsx").read_bytes()
            held(CITIES[city](), filled, collected(CITIES[city](), filled, data))


def test_so_do_the_csvs_that_it_saves_of_the_sheets(tmp_path: Path) -> None:
    saved = saved_by_office(tmp_path, _CHINESE)
    for name, (city, zero) in EVERY.items():
        for number, (filled, _) in enumerate(filings(city, zero)):
            sheets = _sheets(CITIES[city](), filled, saved, f"{name}-{number}")
            held(CITIES[city](), filled, {each.source.form: each for each in sheets}, "W102")


def _sheets(declared: Catalogue, filled: Filled, saved: Path, name: str) -> Iterator[Filed]:
    reader = Reader(declared)
    for file in saved.glob(f"{name}-*.csv"):
        form = declared.form_of_sheet.get(bare(file.stem.removeprefix(f"{name}-")))
        if form:
            yield reader.read(
                Source(file.name, filled.term, filled.unit.id, form, file.read_bytes())
            )
