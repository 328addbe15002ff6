"""No workbook comes in by a branch, from nobody, not even for a moment; old ones may go."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from generator import forms, merging
from generator.calendar import Month
from generator.intake import inspect
from tests.factory import City, harbour, sheet
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.merging.repository import Clone, Server, git
from tests.warm import taizhang

BOOK = "submissions/2027-03/beigang/报送.xlsx"
NOON = "2027-04-01T12:00:00+08:00"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


@pytest.fixture
def clone(city: City) -> Clone:
    """A branch of the harbour's own, on which nothing was done yet."""
    made = Clone(city.root, "beigang")
    git(city.root, "init", "-q", "-b", "main")
    git(city.root, "config", "user.name", "x")
    git(city.root, "config", "user.email", "x@example.invalid")
    made.commit("base")
    git(city.root, "checkout", "-q", "-b", "work")
    return made


def filled(city: City, *cells: str) -> bytes:
    """The template of the first quarter with its register of outlets, filled in."""
    declared = city.catalogue()
    unit = declared.units["beigang"]
    files = forms.files(declared, unit, Month(2027, 3), forms.before([], unit.id, Month(2027, 3)))
    book = openpyxl.load_workbook(BytesIO(files["beigang-2027-03.xlsx"]))
    del book["季度简报"]
    row = cells or ("PK001", "月牙渔港东侧", "已整治", "是", "2027-03-31")
    for position, text in enumerate(row, 3):
        book["入海排口台账"].cell(2, position, text)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def guard(clone: Clone, actor: str = "beigang", base: str = "main") -> list[str]:
    done = taizhang(
        "guard", "--root", str(clone.folder), "--base", base, "--actor", actor, "--format", "json"
    )
    told = json.loads(done.stdout)
    return [f"{p['code']} {p['file']}" for p in told["problems"]]


@pytest.mark.parametrize("actor", ["beigang", "office"])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("报送.xlsx", None),
        ("报送.XLSX", None),
        ("outlets.csv", None),
        ("报送.et", OLD),
        ("旧表.xls", OLD),
        ("outlets.csv", OLD),
        ("表.ods", b"x"),
        ("表.xlsm", b"x"),
    ],
)
def test_no_workbook_comes_in_whatever_it_is_called(
    clone: Clone, city: City, actor: str, name: str, data: bytes | None
) -> None:
    path = f"submissions/2027-03/beigang/{name}"
    clone.write(path, filled(city) if data is None else data)
    clone.commit("报送")
    assert guard(clone, actor) == [f"E425 {path}"]


def test_the_refusal_says_the_way_on(clone: Clone, city: City) -> None:
    page = "http://taizhang.example/current/filing/self-check.html"
    rules = clone.folder / "rules" / "filing.yaml"
    for told in ("网站的“自查和填报”页", f"“自查和填报”页（{page}）"):
        git(clone.folder, "checkout", "-q", "-B", "work", "main")
        clone.write(BOOK, filled(city))
        clone.commit("报送")
        done = taizhang(
            "guard", "--root", str(clone.folder), "--base", "main", "--actor", "beigang"
        )
        assert done.returncode == 1
        assert "“报送.xlsx”是工作簿，只收 CSV" in done.stderr
        assert f"打开{told}，选这个工作簿，按“下载要上传的文件”" in done.stderr
        git(clone.folder, "checkout", "-q", "main")
        rules.write_text(f"{rules.read_text('utf-8')}self_check: {page}\n", "utf-8")
        clone.commit("写明自查页")


def test_one_that_was_taken_out_again_is_still_in_the_history(clone: Clone, city: City) -> None:
    clone.write(BOOK, filled(city))
    clone.commit("报送")
    (clone.folder / BOOK).unlink()
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("改交 CSV")
    assert guard(clone) == [f"E425 {BOOK}"]
    git(clone.folder, "checkout", "-q", "-B", "work", "main")
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("从主分支重新开始")
    assert guard(clone) == []


def test_an_archive_is_to_be_unpacked(clone: Clone) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(FILE, sheet(OUTLETS, OUTLET))
    clone.write("submissions/2027-03/beigang/beigang-2027-03.zip", stream.getvalue())
    clone.commit("报送")
    done = taizhang("guard", "--root", str(clone.folder), "--base", "main", "--actor", "beigang")
    assert "“beigang-2027-03.zip”是压缩包，只收 CSV" in done.stderr
    assert "解开压缩包，上传里面的 CSV" in done.stderr


def test_an_old_one_is_read_and_may_be_replaced_by_csv_and_not_changed(
    clone: Clone, city: City
) -> None:
    git(clone.folder, "checkout", "-q", "main")
    clone.write(BOOK, filled(city))
    clone.commit("以前报的")
    assert [filed.source.path for filed in inspect(city.root, city.catalogue()).filed] == [BOOK]
    git(clone.folder, "checkout", "-q", "-B", "work")
    clone.write(BOOK, filled(city, "PK002", "东侧", "已整治", "是", "2027-03-31"))
    clone.commit("更正")
    assert guard(clone) == [f"E425 {BOOK}"]
    git(clone.folder, "checkout", "-q", "-B", "work", "main")
    (clone.folder / BOOK).unlink()
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("换成 CSV")
    assert guard(clone) == []


def test_a_merge_of_the_main_branch_brings_none(clone: Clone, city: City) -> None:
    """What lies there from before comes along, and is nobody's doing."""
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("报送")
    git(clone.folder, "checkout", "-q", "main")
    clone.write(BOOK.replace("beigang", "nangang"), filled(city))
    clone.commit("办公室以前收的")
    git(clone.folder, "checkout", "-q", "work")
    git(clone.folder, "merge", "-q", "--no-edit", "main")
    assert guard(clone) == []


def test_a_review_counts_it_as_not_there(clone: Clone, city: City) -> None:
    clone.write(BOOK, filled(city, "PK001", "电话13812345678", "整好了", "是", "2027-03-31"))
    clone.commit("报送")
    at = datetime.fromisoformat(NOON)
    told = merging.review(clone.folder, "main", "work", ["beigang"], at, judged=False)
    assert not told.sound
    assert [problem.code for problem in told.problems] == ["E425", "E301"]
    assert told.arrivals == []
    assert told.missing == [("北港园区", Month(2027, 3), ["季度简报", "入海排口台账"])]


def test_the_server_lets_in_what_was_collected(city: City, tmp_path: Path) -> None:
    server = Server.made(tmp_path / "server.git", city.root)
    clerk = Clone.of(server, tmp_path / "clerk", "beigang")
    clerk.write(BOOK, filled(city))
    clerk.commit("报送")
    done = clerk.push("beigang/q1", NOON)
    assert done.returncode != 0
    assert "[E425]" in done.stderr
    clerk.update()
    book = tmp_path / "报送.xlsx"
    book.write_bytes(filled(city))
    done = taizhang("collect", str(book), "--root", str(clerk.folder), "--as-of", "2027-04-01")
    assert f"已写出 {FILE}" in done.stdout
    clerk.commit("报送")
    assert clerk.push("beigang/q1", NOON).returncode == 0
    assert [line.split(",")[3] for line in server.log()] == ["outlets"]
