"""What a merge would do to the main branch is judged, by whatever way it comes: a table of histories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator import merging, revisions
from generator.catalogue.model import Catalogue
from generator.merging.branch.guard import unit_of
from generator.merging.branch.merged import merged
from tests.factory import declared_harbour, harbour, sheet
from tests.intake.filings import BRIEF_FILE, BRIEFS, FILE, OUTLET, OUTLETS
from tests.merging.histories import Files, Histories
from tests.merging.repository import git
from tests.receipts.test_log import C, line, log

OWN = FILE
NEIGHBOUR = FILE.replace("beigang", "nangang")
NEXT = FILE.replace("2027-03", "2027-06")
RULE = "rules/filing.yaml"
LOG = "receipts/log.csv"

_LINE = OUTLET.replace("北港园区", "南港园区")
OLD, NEW = sheet(OUTLETS, _LINE), sheet(OUTLETS, _LINE.replace("已整治", "未整治"))
FIRST, SECOND, THIRD = (
    sheet(OUTLETS, OUTLET.replace("月牙渔港东侧", place)) for place in ("东侧", "西侧", "南侧")
)
ROWS = sheet(OUTLETS, *(OUTLET.replace("PK001", f"PK{n:03}") for n in range(1, 9)))
BRIEF = sheet(BRIEFS, "北港园区,2027-03,K1,办理中,建账1个。,")
LINES = log(line())
MORE = LINES + f"{line(blob=C)}\n".encode()

Case = tuple[str, int, int, str, set[str]]
"""What it is, the commits base and head, the account, and what is found, as code and file."""


def _without(files: Files, *paths: str) -> Files:
    return {path: data for path, data in files.items() if path not in paths}


class _World:
    """Main: ``zero`` (the neighbour's old filing), ``one`` (its new one), ``two`` (a rule as well), and a
    branch of ours from ``zero`` with a correction."""

    def __init__(self, made: Histories, root: Files) -> None:
        self.made = made
        self.clean = {**root, NEIGHBOUR: OLD, OWN: FIRST, LOG: LINES}
        self.new = {**self.clean, NEIGHBOUR: NEW}
        self.rule = {RULE: root[RULE] + b"# x\n"}
        self.zero = made.chain([root, self.clean])
        self.one = made.commit(self.new, self.zero)
        self.two = made.commit({**self.new, **self.rule}, self.one)
        self.branch = made.commit({**self.clean, OWN: SECOND}, self.zero)
        self.ours = {**self.new, OWN: SECOND}
        self.mixed = made.commit(self.ours, self.branch, self.one)
        self.merged = made.commit(self.ours, self.one, self.branch)

    def on(self, files: Files, *parents: int) -> int:
        return self.made.commit(files, *(parents or (self.one,)))

    def honest(self) -> Iterator[Case]:
        on, one, two, ours = self.on, self.one, self.two, self.ours
        late = {**ours, **self.rule, BRIEF_FILE: BRIEF}
        rows = on({**self.new, OWN: ROWS})
        first, last = (
            {**self.new, OWN: ROWS.replace(b"PK00%d" % n, b"PK10%d" % n)} for n in (1, 8)
        )
        for what, base, head in [
            ("a branch from long ago", one, self.branch),
            ("main was merged in", one, self.mixed),
            ("filed after that", one, on({**ours, BRIEF_FILE: BRIEF}, self.mixed)),
            ("a merge undone: a correction", self.merged, on(self.new, self.merged)),
            ("other rows of a table", on(first, rows), on(last, rows)),
            ("main deleted what is not ours", on(_without(self.new, NEIGHBOUR)), self.branch),
            (
                "merged into each other",
                on({**ours, **self.rule}, two, self.branch),
                on(late, on({**ours, **self.rule}, self.branch, two)),
            ),
        ]:
            yield what, base, head, "beigang", set()
        for what, base, head in [
            ("merged already", self.merged, self.branch),
            ("no commit", one, one),
            ("an empty one", one, on(self.new)),
            ("there and back", one, on(self.new, on(ours))),
        ]:
            yield what, base, head, "beigang", {"W432 "}

    def taking_back(self) -> Iterator[Case]:
        on, one, two, new = self.on, self.one, self.two, self.new
        took = {**self.clean, OWN: SECOND}
        alien = self.made.commit(took)
        wrong = on(took, self.branch, one)
        aside = NEIGHBOUR.replace("outlets", "x")
        gone = on(_without(new, NEIGHBOUR))
        crossed = on({**self.ours, **self.rule}, two, self.branch)
        across = on({**self.ours, **self.rule}, self.branch, two)
        theirs = f"E421 {NEIGHBOUR}"
        for what, base, head, found in [
            ("merged main and took the old", one, wrong, theirs),
            ("filed after that", one, on({**took, BRIEF_FILE: BRIEF}, wrong), theirs),
            ("of a rule", two, on(self.ours, self.branch, two), f"E421 {RULE}"),
            ("crosswise", crossed, on({**took, **self.rule}, across), theirs),
            ("crosswise at once", self.merged, on(took, self.branch, self.merged), theirs),
            ("a revert", one, on(self.clean), theirs),
            ("main has the old one just now", on(self.clean), wrong, theirs),
            ("what main has, brought again", one, on(self.ours, self.branch), theirs),
            ("an octopus", two, on(took, self.branch, one, two), theirs),
            ("another history", one, alien, "E433 "),
            ("another history merged in", one, on(took, one, alien), theirs),
            ("deleted", one, on(_without(self.ours, NEIGHBOUR), self.branch, one), theirs),
            ("deleted ones come back", gone, on(self.ours, self.branch, gone), theirs),
            ("own ones deleted", one, on(_without(new, OWN), self.branch, one), f"E421 {OWN}"),
            ("moved here", one, on({**_without(new, NEIGHBOUR), BRIEF_FILE: NEW}), theirs),
            (
                "main moved ours there",
                on({**_without(new, OWN), aside: FIRST}),
                self.branch,
                f"E421 {aside}",
            ),
        ]:
            yield what, base, head, "beigang", {found}  # fmt: skip

    def otherwise(self) -> Iterator[Case]:
        new = self.new
        capital = OWN.replace("sub", "Sub")
        flat = {path: data for path, data in new.items() if not path.startswith("rules/")}
        more = {**new, BRIEF_FILE: BRIEF}
        for what, files, found in [
            ("a mode", {**_without(new, NEIGHBOUR), f"100755 {NEIGHBOUR}": NEW}, f"E421 {NEIGHBOUR}"),
            ("a file for a folder", {**flat, "rules": b"x"}, "E421 rules"),
            ("letters of another case", {**new, capital: FIRST}, f"E421 {capital}"),
            ("attributes", {**new, ".gitattributes": b"* merge=ours\n"}, "E421 .gitattributes"),
            ("a link", {**_without(new, OWN), f"120000 {OWN}": b"../x"}, f"E403 {OWN}"),
            ("a repository", {**new, f"160000 {NEXT}": b"1" * 40}, f"E403 {NEXT}"),
            ("a log", {**new, LOG: MORE}, f"E421 {LOG}"),
        ]:  # fmt: skip
            yield what, self.one, self.on(files), "beigang", {found}
        corrected = self.on({**new, OWN: THIRD})
        yield "both the same row", corrected, self.branch, "beigang", {f"E432 {OWN}"}
        added = self.on({**new, BRIEF_FILE: BRIEF + b"x\n"})
        yield "both a new file", added, self.on(more), "beigang", {f"E432 {BRIEF_FILE}"}

    def logs(self) -> Iterator[Case]:
        new, one = self.new, self.one
        short = self.on({**new, LOG: LINES.rstrip()})
        grown = self.on({**new, LOG: MORE})
        old = {f"E422 {LOG}"}
        for what, base, held, found in [
            ("appended", one, MORE, set()),
            ("after a line that had no end", short, MORE, set()),
            ("the last one lengthened", short, LINES.rstrip() + b",b\n", old),
            ("one lengthened", one, LINES.rstrip() + b",b\n", old),
            ("another end", one, LINES.rstrip() + b"\r\n", old),
            ("no end", one, LINES.rstrip(), old),
            ("a line less", one, log(), old),
            ("empty", one, b"", old),
        ]:
            yield what, base, self.on({**new, LOG: held}, base), "office", found
        yield "none", one, self.on(_without(new, LOG)), "OFFICE", old
        yield "an old one by a merge", grown, self.on(self.ours, self.branch, grown), "ci", old
        link = {**_without(new, LOG), f"120000 {LOG}": b"x"}
        yield "a link", one, self.on(link), "office", old


@pytest.fixture(scope="module")
def declared() -> Catalogue:
    return declared_harbour()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, _World, list[Case]]:
    folder = tmp_path_factory.mktemp("histories")
    city = harbour(folder, filings=False)
    files = (file for file in sorted(city.root.rglob("*")) if file.is_file())
    root = {file.relative_to(city.root).as_posix(): file.read_bytes() for file in files}
    made = Histories()
    own = _World(made, root)
    cases = [*own.honest(), *own.taking_back(), *own.otherwise(), *own.logs()]
    return made.made(folder / "repository"), own, cases


def test_every_history_is_judged_by_what_it_would_do(
    world: tuple[Path, _World, list[Case]], declared: Catalogue
) -> None:
    """An honest one brings no error; another one brings at least the one that it is about."""
    folder, _, cases = world
    before = _objects(folder)
    wrong: Mapping[str, object] = {}
    for what, base, head, actor, wanted in cases:
        problems = merging.guard(
            folder, f"refs/marks/{base}", f"refs/marks/{head}", [actor], declared
        )
        told = {f"{p.code} {p.file}" for p in problems if wanted or p.is_error}
        if not wanted <= told or (told and not wanted):
            wrong = {**wrong, what: (wanted, told)}
    assert wrong == {}
    assert len(cases) >= 40
    assert _objects(folder) == before


def _objects(folder: Path) -> str:
    return git(folder, "count-objects", "-v").stdout


def test_what_a_repository_itself_says_of_its_history_counts_for_nothing(
    world: tuple[Path, _World, list[Case]], declared: Catalogue, tmp_path: Path
) -> None:
    """Objects that stand for others, other parents, and what is to be run for a merge."""
    folder, own, _ = world
    base, clean = (
        git(folder, "rev-parse", f"refs/marks/{n}").stdout.strip() for n in (own.one, own.mixed)
    )
    tree = git(folder, "rev-parse", f"refs/marks/{own.zero}^{{tree}}").stdout.strip()
    bad = git(folder, "commit-tree", tree, "-p", base, "-m", "x").stdout.strip()
    mark = tmp_path / "run"
    git(folder, "config", "merge.evil.driver", f"touch {mark}")
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "attributes").write_text("* merge=evil\n", "utf-8")
    git(folder, "update-ref", f"refs/replace/{bad}", clean)
    found = merging.guard(folder, base, bad, ["beigang"], declared)
    assert f"E421 {NEIGHBOUR}" in {f"{p.code} {p.file}" for p in found}
    git(folder, "update-ref", "-d", f"refs/replace/{bad}")
    (folder / ".git" / "info" / "grafts").write_text(f"{bad} {own.zero}\n", "utf-8")
    found = merging.guard(folder, base, bad, ["beigang"], declared)
    assert f"E421 {NEIGHBOUR}" in {f"{p.code} {p.file}" for p in found}
    assert not mark.exists()


def test_the_merged_files_are_those_that_are_looked_at(
    world: tuple[Path, _World, list[Case]],
) -> None:
    """Rows of both sides in one table are in neither of both commits."""
    folder, _, cases = world
    base, head = next((b, h) for what, b, h, _, _ in cases if what == "other rows of a table")
    with merged(folder, f"refs/marks/{base}", f"refs/marks/{head}") as outcome:
        (change,) = outcome.changes
        data = revisions.contents(outcome.root, [change.blob or ""])[change.blob or ""]
        assert b"PK101" in data
        assert b"PK108" in data
        with revisions.checked_out(outcome.root, outcome.end) as copy:
            assert (copy / OWN).read_bytes() == data


def test_a_clone_of_the_last_commits_alone_is_told_apart_from_another_history(
    world: tuple[Path, _World, list[Case]], declared: Catalogue, tmp_path: Path
) -> None:
    folder, own, _ = world
    for name, mark in (("main", own.one), ("work", own.branch)):
        git(folder, "update-ref", f"refs/heads/{name}", f"refs/marks/{mark}")
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", f"file://{folder}", "clone")
    words = list(
        merging.guard(tmp_path / "clone", "origin/main", "origin/work", ["beigang"], declared)
    )
    assert [p.message for p in words if p.code == "E433"] == [
        "仓库只取了近期的历史，看不出分支从哪里开出"
    ]


@pytest.mark.parametrize("actor", ["OFFICE", "office", "Office"])
def test_accounts_are_the_same_in_either_case(actor: str, declared: Catalogue) -> None:
    unit = unit_of(actor, declared)
    assert unit is not None
    assert unit.maintains


@pytest.mark.parametrize(
    "actor", ["oﬀice", "ｏffice", "offıce", "offİce", "office ", "office\n", "", "ﬀ", "оffice"]
)
def test_other_letters_are_other_accounts(actor: str, declared: Catalogue) -> None:
    assert unit_of(actor, declared) is None
