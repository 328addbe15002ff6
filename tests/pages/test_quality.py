"""What an inspector would ask of the filings: each finding once, on the cells that it rests on."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import flow
from generator.pages.kinds import quality as page
from generator.pages.quality.alike import groups, share
from generator.pages.quality.findings import KINDS, Finding
from generator.pages.site import Site
from tests.factory import harbour
from tests.place import PROJECT
from tests.seen import read
from tests.world import SPENT, World

LONG = "组织各镇开展资金支出专题调度，逐项目核对进度，对偏慢的项目建立台账、明确责任人和完成时限"
OTHER = "走访脱贫户并核查收入情况，发现问题立即交办，帮助困难家庭申报政策、落实公益岗位和技能培训"


def world(folder: Path) -> World:
    return World(folder, indicators=[dict(SPENT)], files=("funds", "words"))


def funds(spent: object, arrived: object = 1000) -> list[list[object]]:
    return [["P1", "中央", arrived, 2000, spent, "2023-05-20"]]


def of(site: Site, kind: str) -> list[Finding]:
    return [finding for finding in page.found(site) if finding.kind == kind]


def test_what_one_unit_wrote_after_another_is_told_with_both_cells(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.file("2023-05", "east", "words", [["T", LONG]])
    made.file("2023-05", "west", "words", [["T", LONG.replace("逐项目", "逐个项目") + "。"]])
    (found,) = of(Site(made.judge("2023-05-25")), "copied")
    assert found.units == ("east", "west")
    assert "东县、西县的“进展情况”雷同" in found.says
    assert "相同8" in found.says or "相同9" in found.says
    assert [cell.file for cell in found.cells] == [
        f"submissions/2023-05/{unit}/words.csv" for unit in ("east", "west")
    ]
    assert {(cell.line, cell.header) for cell in found.cells} == {(2, "进展情况")}


def test_other_words_short_words_and_other_texts_are_not_alike(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.file("2023-05", "east", "words", [["T", LONG]])
    made.file("2023-05", "west", "words", [["T", OTHER]])
    made.file("2023-06", "east", "words", [["T", "正在推进"]])
    made.file("2023-06", "west", "words", [["T", "正在推进"]])
    assert not of(Site(made.judge("2023-06-25")), "copied")


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ((LONG, LONG, LONG), "连续3期雷同"),
        ((LONG, OTHER, OTHER), "连续2期雷同"),
        ((LONG + "12个", LONG + "15个", OTHER), ""),  # the numbers were brought up to date
        (("无新进展", "无新进展。", OTHER), "连续2期没有新内容"),
    ],
)
def test_what_is_repeated_from_month_to_month(
    tmp_path: Path, texts: tuple[str, ...], told: str
) -> None:
    made = world(tmp_path)
    made.policy["nothing_new"] = {"phrases": ["无新进展"]}
    for month, text in zip(("2023-04", "2023-05", "2023-06"), texts, strict=True):
        made.file(month, "east", "words", [["T", text]])
    found = of(Site(made.judge("2023-06-25")), "repeated")
    assert [told in finding.says for finding in found] == ([True] if told else [])


def test_the_words_on_several_tasks_and_the_next_steps_are_held_against_each_other(
    tmp_path: Path,
) -> None:
    site = Site(flow.judge(read(), date(2023, 7, 5)))
    several, copied = of(site, "several"), of(site, "copied")
    assert all(len(finding.units) == 1 for finding in several)
    assert any("“下一步打算”雷同" in finding.says for finding in several)
    assert all(len(finding.units) > 1 for finding in copied)
    headers = {cell.header for finding in several + copied for cell in finding.cells}
    assert headers == {"进展情况", "存在问题", "下一步打算"}
    for cell in {cell for finding in several + copied for cell in finding.cells}:
        with (PROJECT / cell.file).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0][cell.column - 1] == cell.header
        assert rows[cell.line - 1][cell.column - 1] == cell.filed


def test_of_long_lists_a_screen_is_shown_and_the_file_has_all() -> None:
    site = Site(flow.judge(read(), date(2023, 7, 5)))
    for part in page.view(site).parts:
        own = of(site, part.kind)
        assert len(part.rows) + part.more == len(own)
        assert len(part.rows) <= 30
        many = [f"{len(f.units)}个单位" for f in own if len(f.units) > 3]
        assert {row[0] for row in part.rows if isinstance(row[0], str)} <= set(many)
    (_, data), *_ = [each for each in page.files(site) if each[0].endswith("findings.csv")]
    told = {row[4] for row in csv.reader(StringIO(data.decode("utf-8-sig")))}
    assert {finding.says for finding in page.found(site)} <= told


def test_a_figure_that_leaps_is_told_with_both_cells(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.file("2023-05", "east", "funds", funds(3.2))
    made.file("2023-06", "east", "funds", funds(320, 1100))
    (found,) = of(Site(made.judge("2023-06-25")), "leaps")
    assert "P1的“支出”由3.2变为320，与上一次相差100倍" in found.says
    assert [(cell.file[12:19], cell.line, cell.header, cell.value) for cell in found.cells] == [
        ("2023-06", 2, "支出", "320"), ("2023-05", 2, "支出", "3.2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("jump", "day", "times"),
    [(10, "2023-04-11", 0), (9, "2023-06-25", 1), (5, "2023-04-11", 1), (5, "2023-06-26", 0)],
)
def test_the_office_says_from_where_on(tmp_path: Path, jump: int, day: str, times: int) -> None:
    made = world(tmp_path)
    decision = {"paper": "纪要1号", "date": day}
    made.policy["quality"] = {"jump": jump, "basis": "office", "decision": decision}
    made.file("2023-05", "east", "funds", funds(10))
    made.file("2023-06", "east", "funds", funds(95))
    site = Site(made.judge("2023-06-25"))
    assert len(of(site, "leaps")) == times
    known = day <= "2023-06-25"
    assert bool(page.view(site).declared) == known
    assert any(f"{jump}倍" in line for line in page.view(site).standard) == known


def test_corrections_are_told_cell_by_cell_and_spellings_by_kind(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.file("2023-05", "east", "funds", funds(10))
    made.file("2023-05", "east", "funds", funds("１２", "１１００"), "2023-05-18T10:00:00+08:00")
    site = Site(made.judge("2023-05-25"))
    (found,) = of(site, "corrected")
    assert "第1次更正（5月18日 10:00收到），改2格：P1的“到位”由1000改为1100；" in found.says
    assert {(c.header, c.filed, c.value) for c in found.cells} == {
        ("到位", "1000", "1100"), ("支出", "10", "12"),
    }  # fmt: skip
    assert {finding.says for finding in of(site, "rewritten")} == {
        "“到位”1格的写法按统一写法采用（数字），如“１１００”采用为“1100”",
        "“支出”1格的写法按统一写法采用（数字），如“１２”采用为“12”",
    }
    east = dict(zip(page.view(site).columns, page.view(site).units[0], strict=True))
    assert (east["更正（次）"], east["更正（格）"], east["改写（格）"]) == (1, 2, 2)
    assert east["改写的种类"] == "数字2"


def test_what_is_late_or_missing_is_counted_by_forms_and_told_by_filings(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.file("2023-05", "east", "funds", funds(10), "2023-05-24T09:00:00+08:00")
    made.file("2023-05", "east", "words", [["T", LONG]], "2023-05-24T09:00:00+08:00")
    site = Site(made.judge("2023-05-25"))
    east, west = (
        dict(zip(page.view(site).columns, row, strict=True)) for row in page.view(site).units
    )
    assert (east["应报（份）"], east["迟报"], east["未报"]) == (4, 2, 2)  # nothing came for April
    assert (west["按时"], west["未报"]) == (0, 4)
    own = [f for f in of(site, "filed") if f.units == ("east",) and str(f.term) == "2023-05"]
    assert [finding.says for finding in own] == ["“资金”“进展”期限为2023年5月22日，迟报2天"]


def test_a_file_with_errors_is_told_with_its_place(tmp_path: Path) -> None:
    path = "submissions/2027-03/beigang/outlets.csv"
    city = harbour(tmp_path).write(path, "编号,名称\r\n,\r\n")
    site = Site(flow.judge(flow.read(city.root), date(2027, 5, 1)))
    (found,) = (each for each in of(site, "filed") if each.cells and each.cells[0].file == path)
    assert "没有计入" in found.says
    view = page.view(site)
    row = next(row for row in view.units if row[0].words == "北港园区")  # type: ignore[union-attr]
    assert dict(zip(view.columns, row, strict=True))["有误（份）"] == 1


def test_the_public_has_none_of_it_and_the_files_open_in_a_spreadsheet(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.file("2023-05", "east", "words", [["T", LONG]])
    made.file("2023-05", "west", "words", [["T", LONG]])
    public = Site(made.judge("2023-05-25", "public"))
    assert not list(page.sheets(public))
    assert not list(page.files(public))
    site = Site(made.judge("2023-05-25"))
    files = dict(page.files(site))
    assert files == dict(page.files(Site(made.judge("2023-05-25"))))
    for data in files.values():
        rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not any(cell.startswith("=") for row in rows for cell in row)
    view = page.view(site)
    assert [part.kind for part in view.parts] == list(KINDS)


# --- which texts are alike -----------------------------------------------------------------------


@settings(max_examples=60)
@given(
    st.lists(st.text("甲乙丙丁戊", min_size=0, max_size=24), max_size=12),
    st.sampled_from([0.5, 0.8, 1.0]),
)
def test_groups_are_what_holding_each_against_each_first_gives(
    texts: list[str], least: float
) -> None:
    firsts: list[int] = []
    for place, text in enumerate(texts):
        alike = [at for at in firsts if text and share(text, texts[at]) >= least - 1e-9]
        found = groups(texts[: place + 1], least)
        if text and alike:
            assert found[place] in {*alike, found[place]}
            assert share(texts[found[place]], text) >= least - 1e-9
        if found[place] == place:
            firsts.append(place)
        again = [at for at in range(place) if texts[at] == text and text]
        assert all(found[at] == found[place] for at in again)


def test_what_is_alike_enough_is_found_among_many_others() -> None:
    dice = Random(3)
    letters = [chr(0x4E00 + number) for number in range(400)]
    every = ["".join(dice.choices(letters, k=60)) for _ in range(500)]
    copies = [text[:30] + "改" + text[31:] for text in every]
    found = groups(every + copies, 0.8)
    assert found[500:] == found[:500] == list(range(500))
    assert all(share(a, b) < 0.8 for a, b in combinations(every[:20], 2))
