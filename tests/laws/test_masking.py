"""What leads to a person is in no message, whatever holds it: a cell, a name of a file, YAML, an exception.

More is masked than is found: also a number with a slip in it, and digits that anything parts but words.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator import catalogue, intake
from generator.cli import main
from generator.intake import Source
from generator.intake.telling import file_name, short
from generator.judging.kinds import KINDS
from generator.problems import Problem, as_github, as_json, as_text
from generator.words.privacy import masking
from generator.words.sentences import Shown, revision
from tests.factory import City, harbour, sheet
from tests.factory import declared_harbour as city
from tests.intake.filings import BRIEFS
from tests.intake.planted import NUMBERS, miswritten
from tests.laws.test_privacy import digits, shown_of, told
from tests.place import PROJECT


@pytest.mark.parametrize("number", NUMBERS)
def test_no_number_is_read_in_what_is_shown(number: str) -> None:
    dice = random.Random(number)
    for _ in range(10):
        for text in miswritten(number, dice):
            for around in (text, f"共3户，{text}。", f"第2条{text}号"):
                for shown in (short(around), short(around, 20), file_name(around)):
                    assert shown_of(text, shown) == [], text
        assert shown_of(number, Shown(f"“{number}”不在名单里，共 3 处")) == []


@pytest.mark.parametrize(
    "text",
    [
        *("42190000", "1234567.89", "0.0000123", "12,345,670.00", "2023-05-15", "20230515"),
        *("2023-13-45", "2023.5—2023.6", "2023-05-15 08:30:00", "2023年第12期", "豫政〔2023〕15号"),
        *("9998 1", "3.5、4.5", "第3、4、5、6、7、8、9条", "12345公里，678户"),
        *("receipts/superseded/0123456789abcdef0123456789abcdef01234567.csv", "a1b2c3d4"),
    ],
)
def test_what_clerks_write_stays_readable(text: str) -> None:
    assert Shown(text) == text


def test_a_commit_is_called_by_its_digits() -> None:
    assert revision("12345678") == "12345678"
    assert shown_of("13812345678x", revision("13812345678x")) == []


# --- what a file gives away, all over the file ---------------------------------------------------


def test_a_name_is_hidden_wherever_the_file_says_it() -> None:
    """Found behind its label, and alone no more than a word."""
    unit = next(each for each in city().filers() if each.id == "beigang")
    header = BRIEFS.split(",")
    for at in range(len(header)):
        row = ["王小明" if index == at else "甲" for index in range(len(header))]
        for first in ("户主：王小明", "联系人：王 小 明"):
            data = sheet(f"{BRIEFS},备注", ",".join([*row, first]), ",".join([*row, "王 小明"]))
            said = _said_of(data, unit.id)
            assert "王小明" not in re.sub("[^\u3400-\u9fff]", "", said)


def test_the_column_of_names_is_hidden_too() -> None:
    said = _said_of(
        sheet(f"{BRIEFS},姓名", "北港园区,王小明,王小明,王小明,王小明,王小明"), "beigang"
    )
    assert "E301" in said
    assert "王小明" not in said


def _said_of(data: bytes, unit: str) -> str:
    period = city().filing.first
    source = Source(f"submissions/{period}/{unit}/briefs.csv", period, unit, "briefs", data)
    (filed,) = intake.read([source], city())
    return told(filed)


# --- what things are called ----------------------------------------------------------------------


def test_nothing_is_read_in_the_names_of_files_and_folders(tmp_path: Path) -> None:
    made, first = harbour(tmp_path, filings=False), str(city().filing.first)
    secrets = [each for each in miswritten("13812345678", random.Random(1)) if "/" not in each]
    for secret in secrets:
        for path in (secret, f"{first}/{secret}", f"{first}/beigang/{secret}"):
            made.write(f"submissions/{path}.csv", "a")
            made.write(f"submissions/{path}/a.csv", "a")
    said = _printed(intake.inspect(made.root, city()).problems)
    assert said.count("beigang") >= len(secrets)
    assert shown_of("13812345678", said) == []


# --- what is declared ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_nothing_planted_in_yaml_comes_out(tmp_path: Path, seed: int) -> None:
    """In values and in keys, among them such as keep the rest from being read."""
    dice, made = random.Random(seed), harbour(tmp_path, filings=False)
    secret = dice.choice(["410101199003070039", "41010119900307039", "6222021234567890128"])
    files = sorted((made.root / "rules").rglob("*.yaml")) + sorted(made.root.glob("*.yaml"))
    for file in dice.sample(files, 6):
        lines = file.read_text("utf-8").split("\n")
        for at in dice.sample(range(len(lines)), min(3, len(lines))):
            lines[at] = re.sub("(?<=: )[^\\[{>|&*#].*$", secret, lines[at])
        file.write_text("\n".join(lines), "utf-8")
    _, problems = catalogue.read(made.root, KINDS)
    assert problems
    assert shown_of(secret, _printed(problems)) == []


# --- what a program says of itself ---------------------------------------------------------------


def test_no_exception_gives_anybody_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("联系人：王小明 13812345678 4101011990030700399")

    monkeypatch.delenv("TAIZHANG_DEBUG", raising=False)
    monkeypatch.setattr(click.Group, "invoke", failing)
    said = CliRunner().invoke(main, ["check"]).output
    assert "程序自身出错" in said
    assert not re.search("[0-9]{8}|王小明", said)


@pytest.mark.parametrize(
    "words", [["check", "--unit", "13812345678"], ["13812345678"], ["check", "--a13812345678"]]
)
def test_no_wrong_use_is_repeated_to_the_full(made: City, words: list[str]) -> None:
    said = CliRunner().invoke(main, [*words, "--root", str(made.root)]).output
    assert said
    assert shown_of("13812345678", said) == []


@pytest.fixture
def made(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


# --- no other way --------------------------------------------------------------------------------

UNMASKED = {
    "generator/words/sentences.py",
    "generator/intake/telling.py",
    "generator/intake/changes.py",
    "generator/intake/persons.py",
    "generator/problems.py",
    # what they take from the store was masked before it was put there
    "generator/catalogue/compact.py",
    "generator/ledger/kept/packing.py",
}
"""Who may say what is masked already."""


def test_nobody_else_makes_words_without_masking_them() -> None:
    found = {
        str(file.relative_to(PROJECT))
        for file in (PROJECT / "generator").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr) == "as_masked"
    }
    assert found == UNMASKED


def test_a_problem_holds_nothing_unmasked() -> None:
    text = "户主：王小明 410101199003070039"
    problem = Problem("E504", text, text, text, field=text, value=text, sheet=text, excerpt=text)
    said = _printed([problem])
    assert "王小明" not in said
    assert shown_of(text, said) == []
    assert digits(said)


def _printed(problems: Iterable[Problem]) -> str:
    every = list(problems)
    return "\n".join([*map(as_text, every), *map(as_github, every), as_json(every)])


# --- what is shown as it stands, without a look at it ----------------------------------------------

_PIECES = (
    *("tel", "qq", "wx", "vx", "weixin", "weix", "mob", "mobile", "phone", "no", "sj", "sjh", "dh", "sfz", "id", "e17"),
    *("at", "dot", "com", "cn", "kg", "km", "t", "w", "v", "x", "q", "funds.csv", "review", "yuzhou", ".", "-", "_"),
    *("0", "1", "86", "010", "138", "2023", "0371", "6.2", "1.2", "2023-06-12", "19700101", "w", "62284", "5"),
)  # fmt: skip
"""Of what is found by its letters, or by its digits, and of what is not."""


def test_a_usual_name_is_what_a_closer_look_finds_nothing_in() -> None:
    dice = random.Random(7)
    made = {"".join(dice.choices(_PIECES, k=dice.randint(1, 7))) for _ in range(6_000)}
    usual = [text for text in made if masking.USUAL.fullmatch(text)]
    assert 1_000 < len(usual) < len(made)
    spelt = [f"20{dice.randrange(100):02}-{n // 40:02}-{n % 40:02}" for n in range(800)]
    usual += [
        *spelt,
        *(f"{day}w" for day in spelt),
        *(day[:7] for day in spelt),
    ]  # some are no days
    for text in usual:
        assert masking.USUAL.fullmatch(text)
        assert masking.hidden(text, listed=False) == masking.hidden(text, listed=True) == text
