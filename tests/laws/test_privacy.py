"""Whatever a filing holds, nothing that is told of it gives a person away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from unicodedata import normalize

import pytest

from generator import intake
from generator.catalogue import Catalogue
from generator.intake import Filed, Reader, Source, text
from generator.intake.compare import falling
from generator.intake.telling import Teller, file_name, file_path, short
from generator.problems import Problem, as_github, as_json, as_text
from generator.reports import filed as report
from generator.words import privacy
from generator.words.digits import FOREIGN, SPOKEN
from tests.factory import declared_harbour as city
from tests.factory import declared_shipped as shipped
from tests.factory import sheet
from tests.intake.collection import COLLECTION, Fault
from tests.intake.filings import BRIEFS
from tests.intake.planted import Planted, planted


def told(filed: Filed, more: Iterable[Problem] = ()) -> str:
    """All that is said of a filing, in every form in which it is said."""
    problems = [*filed.problems, *more]
    changes = filed.changes
    return "\n".join(
        (
            *map(as_text, problems),
            *map(as_github, problems),
            as_json(problems, report.changes_as_data(changes)),
            report.as_markdown(problems, [filed], changes),
            *report.changes_as_text(changes),
        )
    )


def secrets(source: Source) -> set[str]:
    """What must not be found: eight digits in a row of anything that privacy marks, and names."""
    body = text.decode(source.data, Teller("")) or ""
    found: set[str] = set()
    for hit in privacy.find(body):
        part = body[hit.start : hit.end]
        digits = re.sub(r"[^0-9]", "", normalize("NFKC", part))
        found |= {digits[at : at + 8] for at in range(len(digits) - 7)}
        found.add(normalize("NFKC", part))
    return found


def hidden_in(said: str, source: Source) -> list[str]:
    """What is given away, in whatever forms it was written."""
    plain = normalize("NFKC", said)
    return sorted(secret for secret in secrets(source) if secret in plain)


@pytest.mark.parametrize("fault", COLLECTION, ids=[fault.name for fault in COLLECTION])
def test_no_finding_of_the_collection_gives_anybody_away(fault: Fault) -> None:
    _, month, unit, file = fault.path.split("/")
    period = city().filing.first.parse(month)
    source = Source(fault.path, period, unit, file.removesuffix(".csv"), fault.data)
    assert hidden_in(told(Reader(city()).read(source)), source) == []


def gives_away(case: Planted, declared: Catalogue) -> list[str]:
    both = [source for source in (case.before, case.source) if source]
    *_, filed = read = intake.read(both, declared)
    said = told(filed, falling(read, declared))
    return hidden_in(said, case.source) + shown_of(case.secret, said)


def digits(text: str) -> str:
    """All digits of a text, whatever stands between them; words part them."""
    narrow = "".join(FOREIGN.get(c) or SPOKEN.get(c) or normalize("NFKC", c) for c in text)
    return re.sub("[^0-9A-Za-z\u3400-\u9fff]", "", narrow)


def shown_of(secret: str, said: str) -> list[str]:
    """What of a number may be read in what is said: eight digits of it, one behind the other."""
    own, plain = re.sub("[^0-9]", "", digits(secret)), digits(said)
    return [own[at : at + 8] for at in range(len(own) - 7) if own[at : at + 8] in plain]


@pytest.mark.parametrize("declared", [city, shipped], ids=["harbour", "shipped"])
def test_nothing_planted_in_any_column_comes_out(declared: Callable[[], Catalogue]) -> None:
    cases = list(planted(declared()))
    assert len(cases) > 200
    assert {case.name: out for case in cases if (out := gives_away(case, declared()))} == {}


def test_the_law_itself_can_fail() -> None:
    """What is not masked is found by what looks for it."""
    source = Source(
        "x", city().filing.first, "beigang", "briefs", sheet(BRIEFS, "身份证410101199003070039")
    )
    assert hidden_in("410101199003070039", source)
    assert hidden_in("４１０１０１１９９００３０７００３９", source)
    assert hidden_in(short("身份证410101199003070039"), source) == []


@pytest.mark.parametrize(
    "text", ["410101202103070016", "4.10101202103070E+17", "项目编号411023202306150012"]
)
def test_what_a_spreadsheet_left_of_a_number_is_covered_too(text: str) -> None:
    assert not re.search("[0-9]{8}", short(text))


@pytest.mark.parametrize("before", range(0, 60, 7))
def test_a_cut_never_lays_a_number_bare(before: int) -> None:
    """Masked first and cut then: a part of a number would be no number any more."""
    body = "a" * before + ".b@example.com " + "联系13812345678，" * 4 + "410101199003070039"
    for most in (20, 40, 60):
        shown = short(body, most)
        assert not re.search("[0-9]{8}", shown)
        assert len(shown) <= most + 1


@pytest.mark.parametrize("unseen", ["\u202e", "\n", "\x01", "\u200b", "\udcff", "\ufeff"])
def test_no_file_name_gives_anybody_away(unseen: str) -> None:
    for name in (
        f"襄城县{unseen}13812345678.xlsx",
        f"{unseen}410101199003070039",
        f"户主：王小明{unseen}.csv",
    ):
        shown = file_name(name)
        assert not re.search("[0-9]{8}|王小明", shown)
        assert unseen not in shown
        assert file_path(f"submissions/{name}/{name}") == f"submissions/{shown}/{shown}"
