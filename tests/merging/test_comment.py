"""The comment on a request: it fits on every forge, and nothing that somebody sent does anything in it."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from generator import merging
from generator.calendar import Month
from generator.intake import Change
from generator.merging.comment import MARK, as_markdown
from generator.merging.review import Arrival, Review
from generator.problems import Problem
from generator.reports.impact import Impact
from generator.words.sentences import Shown
from tests.factory import harbour, sheet
from tests.intake.filings import BRIEF_FILE, BRIEFS, FILE, OUTLET, OUTLETS
from tests.merging.repository import Clone, git

FOREIGN = [
    f"{MARK} x", "<!-- y -->", "@all", "@qinghe/office", "a@b.cn", "#1", "qinghe/taizhang#12", "GH-1",
    "!12", "$5", "%2", "&7", "~urgent", '~"two words"', "^alert", "![x](https://x.cn/p.png)",
    "[x](javascript:alert(1))", "[x][1]", "www.x.cn", "https://x.cn", "<img src=x>", "<script>",
    "`code`", "``", "**b**", "_i_", "|a|b|", "\n# h", "\n---\n", "</details>", "- [ ] x", "$$x$$",
    "[[wiki]]", ":tada:", "\u202eabc", "&lt;b&gt;", "\\@all", "\\<b>",
]  # fmt: skip

_LIVE = [
    r"@\w", r"#\w", r"(?<!\\)`", r"<(?!/?(details|summary)>)", r"(?<!\\)[\[\]*_~$^|]", r"\bGH-\d",
    r"://", r"\bwww\.\w", r"![\w\"\[]", r"[$%~^&](?!lt;|gt;|amp;)[\w\"]",
]  # fmt: skip
"""What a forge acts on."""


_CODE = re.compile(r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)")


def _review(text: str, number: int = 1) -> Review:
    path = f"submissions/2027-03/beigang/{text}"
    return Review(
        problems=[
            Problem(code, f"{text}{n}", text, path, sheet=text, field=text, record=n, column=1)
            for n in range(2, number + 2)
            for code in ("E110", "W235")
        ],
        arrivals=[Arrival(text, Month(2027, 3), text, path, 1, False, False, 0)] * number,
        missing=[(text, Month(2027, 3), [text])] * number,
        changes=[
            Change(path, text, n, n, n, Shown(text), Shown(text), Shown(text))
            for n in range(1, number + 1)
        ],
        impact=Impact(text, [(text, text)] * number, [text] * number),
    )


@pytest.mark.parametrize("text", FOREIGN)
def test_what_was_sent_does_nothing_in_it(text: str) -> None:
    told = as_markdown(_review(text))
    assert told.startswith(MARK)
    assert told.count("<!--") == 1
    lines = told.splitlines()
    assert sum(line.startswith("<details>") for line in lines) == lines.count("</details>") == 3
    foreign = [line for line in lines[3:] if not line.startswith(("**", "|--", "| 单位"))]
    for line in foreign:
        assert not re.match(r"\s*[#/]", line)
        plain = _CODE.sub("", line).replace(" | ", " ").strip("| ")
        for live in _LIVE:
            assert not re.search(live, plain), (live, line)


@pytest.mark.parametrize("text", ["长" * 300, "𠮷&" * 100, "[x](y)" * 50])
def test_it_is_no_longer_than_a_forge_takes_and_whole_in_its_parts(text: str) -> None:
    told = as_markdown(_review(text, 400))
    assert len(told.encode("utf-16-le")) // 2 < 64_000
    lines = told.splitlines()
    assert sum(line.startswith("<details>") for line in lines) == lines.count("</details>") == 3
    assert told.count("另有") == 7
    assert all(line.endswith("|") for line in lines if line.startswith("|"))
    assert not re.search(r"&(?!amp;|lt;|gt;)|\\$", _CODE.sub("", told), re.MULTILINE)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    city = harbour(tmp_path_factory.mktemp("impact"), filings=False)
    git(city.root, "init", "-q", "-b", "main")
    made = Clone(city.root, "office")
    git(city.root, "config", "user.name", "x")
    git(city.root, "config", "user.email", "x@example.invalid")
    june = OUTLET.replace("2027-03-31", "2027-06-30").replace("2027-03", "2027-06")
    rows = june, june.replace("PK001", "PK002").replace("已整治", "整治中")
    made.write(FILE.replace("2027-03", "2027-06"), sheet(OUTLETS, *rows))
    made.write(BRIEF_FILE, sheet(BRIEFS, "北港园区,2027-03,K1,办理中,建账1个。,"))
    made.commit("起点")
    return made


def _edited(office: Clone, path: str, *edits: tuple[str, str], judged: bool = True) -> Review:
    git(office.folder, "checkout", "-q", "-f", "-B", "work", "main")
    file = office.folder / path
    text = file.read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    office.commit("改规则")
    at = datetime.fromisoformat("2027-08-01T12:00:00+08:00")
    return merging.review(office.folder, "main", "work", ["office"], at, judged=judged)


def test_an_edit_of_the_rules_says_which_verdicts_turn_and_from_what(office: Clone) -> None:
    basis = "basis: notice\n            indicator: outlets-treated"
    told = _edited(
        office,
        "tasks.yaml",
        (basis, basis.replace("notice", "assumed")),
        ("{date: 2027-06-30, value: 40}", "{date: 2027-06-30, value: 60}"),
    )

    assert told.sound
    assert told.impact is not None
    assert any("北港园区" in name for name, _ in told.impact.units)
    assert any(" → " in line and "原为" in line for line in told.impact.lines)


def test_an_edit_in_error_is_told_where_it_stands(office: Clone) -> None:
    told = _edited(
        office, "tasks.yaml", ("{date: 2027-06-30, value: 40}", "{date: 2027-06-31, value: 40}")
    )
    assert [p.file for p in told.problems if p.is_error] == ["tasks.yaml"]
    assert all(p.line == 65 for p in told.problems if p.is_error)


def test_a_unit_with_another_id_leaves_filings_that_nobody_can_read(office: Clone) -> None:
    told = _edited(office, "units.yaml", ("id: beigang", "id: beigangx"), judged=False)
    assert not told.sound
