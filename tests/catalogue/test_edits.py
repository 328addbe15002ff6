"""What was edited in the rules, in words that tell the two sides apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalogue.edits import edits


def edited(folder: Path, was: str, now: str) -> list[tuple[str, str]]:
    for name, text in (("was", was), ("now", now)):
        (folder / name).mkdir()
        (folder / name / "tasks.yaml").write_text(text, "utf-8")
    return [(edit.was, edit.now) for edit in edits(folder / "was", folder / "now")]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("value: 12345678901.5", "value: 12345678902.5", ("12345678901.5", "12345678902.5")),
        ("value: 0.0000001", "value: 0.0000002", ("0.0000001", "0.0000002")),
        ("value: 50", 'value: "50"', ("50", "“50”")),
        ("value: 1", "value: true", ("1", "true")),
        (
            "steps: [{title: 甲, days: 3}]",
            "steps: [{title: 甲, days: 5}]",
            ("title: “甲”；days: 3", "title: “甲”；days: 5"),
        ),
    ],
)
def test_values_that_differ_read_otherwise(
    tmp_path: Path, was: str, now: str, told: tuple[str, str]
) -> None:
    assert edited(tmp_path, was, now) == [told]


def test_a_number_written_otherwise_is_the_same_number(tmp_path: Path) -> None:
    assert edited(tmp_path, "value: 50\nlist: [1, 2.50]", "value: 50.0\nlist: [1.0, 2.5]") == []


def test_long_texts_are_shown_from_where_they_part(tmp_path: Path) -> None:
    ((was, now),) = edited(tmp_path, f"text: {'长' * 300}甲", f"text: {'长' * 300}乙")
    assert was == f"……{'长' * 20}甲"
    assert now == f"……{'长' * 20}乙"


def test_an_edit_knows_the_entries_that_it_is_of_whatever_the_file_is_called(
    tmp_path: Path,
) -> None:
    for name, title in (("was", "甲"), ("now", "乙")):
        forms = tmp_path / name / "rules/forms"
        forms.mkdir(parents=True)
        text = f"id: files\ncolumns: [{{id: accounts, header: {title}}}]\n"
        (forms / "some.yaml").write_text(text, "utf-8")
    (edit,) = edits(tmp_path / "was", tmp_path / "now")
    assert (edit.whole, edit.entry, edit.field) == (("files",), ("accounts",), ("header",))


def test_a_cell_of_a_table_is_told_by_its_row_and_header(tmp_path: Path) -> None:
    for name, number in (("was", 120), ("now", 130)):
        file = tmp_path / name / "rules/values/jobs.csv"
        file.parent.mkdir(parents=True)
        file.write_text(f"单位,目标值\n东县,{number}\n西县,80\n", "utf-8")
    (edit,) = edits(tmp_path / "was", tmp_path / "now")
    assert edit.file == "rules/values/jobs.csv"
    assert (edit.field, edit.was, edit.now) == (("东县", "目标值"), "120", "130")
