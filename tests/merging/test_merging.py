"""Who may change what, what a branch brings, and when it came in: on a real repository."""

from __future__ import annotations

import json
import subprocess
from datetime import datetime
from pathlib import Path

import click
import pytest

from generator import merging
from generator.calendar import Month
from generator.commands import options
from generator.merging import code_owners
from tests.factory import City, harbour, sheet
from tests.intake.filings import BRIEF_FILE, BRIEFS, FILE, OUTLET, OUTLETS
from tests.merging.repository import Clone, Server, git
from tests.warm import taizhang

TWO = OUTLET.replace("PK001", "PK002")
NUMBER = OUTLET.replace("月牙渔港东侧", "联系13812345678")
RULE = "rules/filing.yaml"
NOON = "2027-04-01T12:00:00+08:00"


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


@pytest.fixture
def clone(city: City, tmp_path: Path) -> Clone:
    """A branch of the harbour's own, on which nothing was done yet."""
    folder = tmp_path / "harbour"
    git(folder, "init", "-q", "-b", "main")
    made = Clone(folder, "beigang")
    git(folder, "config", "user.name", "x")
    git(folder, "config", "user.email", "x@example.invalid")
    made.commit("base")
    git(folder, "checkout", "-q", "-b", "work")
    return made


def guard(clone: Clone, *actors: str) -> list[str]:
    words = [word for actor in actors for word in ("--actor", actor)]
    done = taizhang(
        "guard", "--root", str(clone.folder), "--base", "main", *words, "--format", "json"
    )
    told = json.loads(done.stdout)
    assert done.returncode == (1 if told["counts"]["error"] else 0)
    return [f"{p['code']} {p['file']}" for p in told["problems"]]


def test_a_unit_may_add_and_replace_its_own_filings(clone: Clone) -> None:
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("一季度")
    assert guard(clone, "beigang") == []
    assert guard(clone, "BEIGANG-2") == []
    assert guard(clone, "Office") == []


def test_a_unit_may_change_nothing_else(clone: Clone) -> None:
    neighbour = FILE.replace("beigang", "nangang")
    clone.write(neighbour, sheet(OUTLETS, OUTLET))
    clone.write(RULE, (clone.folder / RULE).read_bytes() + b"# x\n")
    clone.write("submissions/2027-03/beigang/sub/outlets.csv", b"x")
    clone.write(".github/workflows/x.yml", b"x")
    clone.commit("多处")
    assert guard(clone, "beigang") == [
        "E421 .github/workflows/x.yml",
        f"E421 {RULE}",
        "E421 submissions/2027-03/beigang/sub/outlets.csv",
        f"E421 {neighbour}",
    ]
    assert guard(clone, "office") == ["E427 submissions/2027-03/beigang/sub/outlets.csv"]
    assert len(guard(clone, "office", "beigang")) == 4


def test_an_account_that_nobody_knows_may_do_nothing(clone: Clone) -> None:
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("x")
    assert guard(clone, "somebody") == ["E423 "]


def test_nobody_writes_himself_into_the_list(clone: Clone) -> None:
    units = (clone.folder / "units.yaml").read_text("utf-8")
    clone.write("units.yaml", units.replace("[nangang]\n", "[nangang, mallory]\n", 1).encode())
    clone.commit("x")
    assert guard(clone, "mallory") == ["E423 "]


def test_what_was_filed_is_replaced_and_not_deleted(clone: Clone) -> None:
    git(clone.folder, "checkout", "-q", "main")
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("x")
    git(clone.folder, "checkout", "-q", "-B", "work")
    (clone.folder / FILE).unlink()
    clone.commit("y")
    assert guard(clone, "beigang") == [f"E421 {FILE}"]
    assert guard(clone, "office") == []


def test_the_log_only_grows(clone: Clone) -> None:
    log = "收到时间,月份,单位,报表,版本标识,提交,登记,说明\n"
    git(clone.folder, "checkout", "-q", "main")
    clone.write("receipts/log.csv", f"{log}a\n".encode())
    clone.commit("x")
    git(clone.folder, "checkout", "-q", "-B", "work")
    clone.write("receipts/log.csv", f"{log}a\nb\n".encode())
    clone.commit("y")
    assert guard(clone, "office") == []
    clone.write("receipts/log.csv", f"{log}b\n".encode())
    clone.commit("z")
    assert guard(clone, "office") == ["E422 receipts/log.csv"]


def test_links_and_large_files_are_not_even_opened(clone: Clone) -> None:
    link = clone.folder / FILE
    link.parent.mkdir(parents=True)
    link.symlink_to("/etc/passwd")
    clone.write(FILE.replace("outlets", "briefs"), b"x" * (21 * 1024 * 1024))
    clone.commit("x")
    assert guard(clone, "beigang") == [
        f"E401 {FILE.replace('outlets', 'briefs')}",
        f"E403 {FILE}",
    ]


def test_personal_data_that_was_taken_out_again_is_still_in_the_history(clone: Clone) -> None:
    clone.write(FILE, sheet(OUTLETS, NUMBER))
    first = clone.commit("一季度")
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("删去，原为13912345678")
    assert guard(clone, "beigang") == ["E424 ", f"E424 {FILE}"]
    done = taizhang("guard", "--root", str(clone.folder), "--base", "main", "--actor", "beigang")
    assert done.returncode == 1
    assert f"提交 {first[:8]} 的文件第 2 行有手机号（13*******78）" in done.stderr
    assert "的说明有手机号（13*******78）" in done.stderr
    assert "13812345678" not in done.stderr + done.stdout
    assert "13912345678" not in done.stderr + done.stdout


def review(clone: Clone, *more: str) -> dict[str, object]:
    done = taizhang(
        "review", "--root", str(clone.folder), "--base", "main", "--actor", "beigang", "--at", NOON,
        "--format", "json", *more,
    )  # fmt: skip
    told: dict[str, object] = json.loads(done.stdout)
    assert done.returncode == (0 if told["ok"] else 1), done.stderr
    return told


def test_a_review_says_what_came_what_is_missing_and_what_turns(clone: Clone) -> None:
    clone.write(FILE, sheet(OUTLETS, OUTLET.replace("2027-03-31", "2027年3月31日")))
    clone.commit("一季度")
    told = review(clone)
    assert told["arrivals"] == [
        {
            "unit": "北港园区", "period": "2027-03", "form": "入海排口台账", "file": FILE,
            "rows": 1, "zero": False, "corrects": False, "days_late": 0,
        }
    ]  # fmt: skip
    assert told["missing"] == [{"unit": "北港园区", "period": "2027-03", "forms": ["季度简报"]}]
    assert [(c["was"], c["used"]) for c in told["changes"]] == [("2027年3月31日", "2027-03-31")]  # type: ignore[attr-defined]
    assert told["turns"]


def test_of_many_files_of_no_form_some_are_told_and_the_others_counted(clone: Clone) -> None:
    for number in range(130):
        clone.write(FILE.replace("outlets", f"o{number}"), sheet(OUTLETS, OUTLET))
    clone.commit("x")
    told = [problem["code"] for problem in review(clone)["problems"]]  # type: ignore[attr-defined]
    assert (told.count("E405"), told.count("W402")) == (100, 1)


@pytest.mark.parametrize(
    ("at", "early"), [("2027-03-30T15:59:00Z", ["W235"]), ("2027-03-30T16:00:00Z", [])]
)
def test_the_day_of_a_review_is_the_office_s_day(clone: Clone, at: str, early: list[str]) -> None:
    """The filing tells of 31 March, which begins at 16:00 UTC."""
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("一季度")
    told = review(clone, "--no-judge", "--at", at)
    assert [p["code"] for p in told["problems"]] == early  # type: ignore[attr-defined]


@pytest.mark.parametrize("at", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "昨天"])
def test_a_moment_that_is_none_is_wrong_use(at: str) -> None:
    with pytest.raises(click.BadParameter):
        options.Moment().convert(at, None, None)


def test_a_version_came_when_it_first_came_whichever_job_ends_first(clone: Clone) -> None:
    """Of a push the job hangs, and that of the next one, which holds the file as well, is quick."""
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    first = clone.commit("排口")
    clone.write(BRIEF_FILE, sheet(BRIEFS, "北港园区,2027-03,K1,办理中,建账1个。,"))
    second = clone.commit("简报")
    city = City(clone.folder)

    def receive(commit: str, at: str) -> list[str]:
        base, when = git(city.root, "rev-parse", "main").stdout.strip(), datetime.fromisoformat(at)
        found = merging.receive(city.root, base, commit, when, city.catalogue(), city.root)
        return [receipt.form for receipt in found]

    assert receive(second, "2027-04-12T09:00:00+08:00") == ["briefs", "outlets"]
    assert receive(first, NOON) == ["outlets"]
    assert receive(first, NOON) == receive(second, "2027-04-12T09:00:00+08:00") == []
    (filing,) = [f for f in city.open()[0].filings if f.form == "outlets"]
    assert filing.received_at == datetime.fromisoformat(NOON)
    declared = city.catalogue()
    moment = datetime.fromisoformat("2027-04-02T09:00:00+08:00")
    entry = merging.Entry(
        declared.units["beigang"], Month(2027, 3), "outlets", moment, "以邮件为准"
    )
    assert len(merging.enter(city.root, declared, entry, moment)[0]) == 1
    assert receive(first, "2027-03-31T09:00:00+08:00") == []


def test_a_correction_that_loses_rows_is_told(clone: Clone) -> None:
    git(clone.folder, "checkout", "-q", "main")
    clone.write(FILE, sheet(OUTLETS, OUTLET, TWO))
    clone.commit("x")
    git(clone.folder, "checkout", "-q", "-B", "work")
    clone.write(FILE, sheet(OUTLETS, TWO))
    clone.commit("更正")
    told = review(clone, "--no-judge")
    assert told["arrivals"][0]["corrects"] is True  # type: ignore[index]
    assert [(p["code"], p["message"]) for p in told["problems"]] == [  # type: ignore[attr-defined]
        ("W407", "更正删去了 1 行：PK001（原第2行）")
    ]


def test_a_correction_to_a_zero_report_drops_every_row(clone: Clone) -> None:
    git(clone.folder, "checkout", "-q", "main")
    clone.write(FILE, sheet(OUTLETS, OUTLET, TWO))
    clone.commit("x")
    git(clone.folder, "checkout", "-q", "-B", "work")
    clone.write(FILE, sheet(OUTLETS, "北港园区,2027-03,零报告,,,,"))
    clone.commit("更正")
    told = review(clone, "--no-judge")
    assert [p["message"] for p in told["problems"]] == [  # type: ignore[attr-defined]
        "更正删去了 2 行：PK001（原第2行）、PK002（原第3行）"
    ]


def test_an_edit_of_a_form_that_spoils_what_was_filed_does_not_pass(clone: Clone) -> None:
    git(clone.folder, "checkout", "-q", "main")
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("一季度")
    git(clone.folder, "checkout", "-q", "-B", "work")
    form = clone.folder / "rules/forms/outlets.yaml"
    text = form.read_text("utf-8")
    form.write_text(text.replace("PK[0-9]{3}", "PK[0-9]{4}"), "utf-8")
    clone.commit("改编号的格式")
    told = merging.review(
        clone.folder, "main", "work", ["office"], datetime.fromisoformat(NOON), judged=False
    )
    assert "E537 rules/forms/outlets.yaml" in [f"{p.code} {p.file}" for p in told.problems]
    assert not told.sound


def test_an_edit_of_the_notice_alone_is_held_against_what_is_declared(clone: Clone) -> None:
    """Its text is declared as any YAML is: what stands in it is quoted there."""
    notice = clone.folder / "rules/notice.txt"
    notice.write_text(notice.read_text("utf-8").replace("2027年2月14日", "2027年2月15日"), "utf-8")
    clone.commit("改通知")
    told = merging.review(
        clone.folder, "main", "work", ["office"], datetime.fromisoformat(NOON), judged=False
    )
    assert "tasks.yaml" in {problem.file for problem in told.problems if problem.is_error}
    assert not told.sound


def test_the_comment_shows_text_as_text(clone: Clone) -> None:
    clone.write(FILE, sheet(OUTLETS, OUTLET.replace("已整治", "**好**<b>@all [x](y)")))
    clone.commit("x")
    done = taizhang(
        "review", "--root", str(clone.folder), "--base", "main", "--actor", "beigang", "--format",
        "markdown",
    )  # fmt: skip
    assert done.returncode == 1
    assert "不能合并" in done.stdout
    assert "“\\*\\*好\\*\\*&lt;b&gt;@\u200ball \\[x\\](y)”" in done.stdout


def test_owners_are_written_from_the_list_of_units(city: City) -> None:
    lines = code_owners(city.catalogue()).splitlines()
    assert lines[1] == "* @Office @ci"
    assert "/submissions/*/beigang/ @beigang @beigang-2 @Office @ci" in lines


# --- the server ----------------------------------------------------------------------------------


@pytest.fixture
def server(city: City, tmp_path: Path) -> Server:
    return Server.made(tmp_path / "server.git", city.root)


def push(
    server: Server, actor: str, data: bytes, ref: str = "work", at: str = NOON, path: str = FILE
) -> subprocess.CompletedProcess[str]:
    clone = Clone.of(
        server, server.folder.parent / f"{actor}-{ref.replace('/', '-')}-{at[:10]}", actor
    )
    clone.write(path, data)
    clone.commit("报送")
    return clone.push(ref, at)


def test_what_does_not_pass_does_not_get_in(server: Server) -> None:
    for actor, data, code in [
        ("beigang", sheet(OUTLETS, NUMBER), "E301"),
        ("nangang", sheet(OUTLETS, OUTLET), "E421"),
        ("mallory", sheet(OUTLETS, OUTLET), "E423"),
        ("beigang", sheet(OUTLETS, OUTLET.replace("PK001", "PK1")), "E223"),
    ]:
        done = push(server, actor, data, ref=f"r{len(data)}{actor}")
        assert done.returncode != 0
        assert f"[{code}]" in done.stderr
        assert "13812345678" not in done.stderr
    assert git(server.folder, "branch", "--list").stdout.split() == ["*", "main"]
    objects = git(server.folder, "rev-list", "--objects", "--all").stdout
    assert FILE not in objects


def test_the_time_of_a_push_is_logged_and_merging_later_changes_nothing(server: Server) -> None:
    done = push(server, "beigang", sheet(OUTLETS, OUTLET), "beigang/2027-03")
    assert done.returncode == 0, done.stderr
    (line,) = server.log()
    assert line.startswith(f"{NOON},2027-03,beigang,outlets,")
    office = Clone.of(server, server.folder.parent / "office", "office")
    git(office.folder, "merge", "-q", "--no-edit", "origin/beigang/2027-03")
    done = office.push("main", "2027-05-01T09:00:00+08:00")
    assert done.returncode == 0, done.stderr
    assert server.log() == [line]
    assert FILE in git(server.folder, "ls-tree", "-r", "--name-only", "main").stdout


def test_a_correction_before_a_squash_keeps_the_first_version(server: Server) -> None:
    """The first valid version makes the time; it is kept though no commit of main holds it."""
    clone = Clone.of(server, server.folder.parent / "clerk", "beigang")
    for at, rows in ((NOON, [OUTLET]), ("2027-04-20T09:00:00+08:00", [OUTLET, TWO])):
        clone.write(FILE, sheet(OUTLETS, *rows))
        clone.commit("报送")
        assert clone.push("beigang/q1", at).returncode == 0
    office = Clone.of(server, server.folder.parent / "office", "office")
    git(office.folder, "merge", "-q", "--squash", "origin/beigang/q1")
    office.commit("一季度")
    done = office.push("main", "2027-05-01T09:00:00+08:00")
    assert done.returncode == 0, done.stderr
    assert [line[:10] for line in server.log()] == ["2027-04-01", "2027-04-20"]
    kept = "receipts/superseded/2027-03/beigang/outlets.1.csv"
    assert server.show(kept).count("\n") == 2
    office.update()
    ledger, problems = City(office.folder).open()
    assert problems == []
    assert [f.received_at.isoformat() for f in ledger.filings if f.received_at] == [
        "2027-04-20T09:00:00+08:00",
        NOON,
    ]


def test_the_main_branch_is_neither_deleted_nor_set_back(server: Server) -> None:
    assert push(server, "beigang", sheet(OUTLETS, OUTLET), "main").returncode == 0
    clone = Clone.of(server, server.folder.parent / "clone", "office")
    git(clone.folder, "reset", "-q", "--hard", "HEAD~1")
    assert clone.push("+main".removeprefix("+")).returncode != 0
    forced = git(
        clone.folder, "push", "-f", "origin", "HEAD:main", check=False, TAIZHANG_ACTOR="office"
    )
    assert forced.returncode != 0
    gone = git(clone.folder, "push", "origin", ":main", check=False, TAIZHANG_ACTOR="office")
    assert gone.returncode != 0


# --- repositories of other shapes ------------------------------------------------------------------


def branched(top: Path, city: City, *more: str) -> Clone:
    """A repository in which the city lies, perhaps below its top, on a branch of its own."""
    git(top, "init", "-q", "-b", "main", *more)
    made = Clone(city.root, "beigang")
    git(top, "config", "user.name", "x")
    git(top, "config", "user.email", "x@example.invalid")
    made.commit("base")
    git(top, "checkout", "-q", "-b", "work")
    return made


def test_a_root_below_the_top_of_its_repository_is_guarded_as_well(
    city: City, tmp_path: Path
) -> None:
    clone = branched(tmp_path, city)
    clone.write(FILE, sheet(OUTLETS, OUTLET, NUMBER.replace("PK001", "PK002")))
    clone.commit("报送")
    told = review(clone, "--no-judge")
    assert [(p["code"], p["file"]) for p in told["problems"]] == [("E301", FILE)]  # type: ignore[attr-defined]
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("改正")
    assert guard(clone, "beigang") == [f"E424 {FILE}"]
    (tmp_path / "elsewhere.txt").write_text("x", "utf-8")
    git(tmp_path, "add", "-A")
    clone.commit("别处")
    assert sorted(guard(clone, "beigang")) == ["E421 ../elsewhere.txt", f"E424 {FILE}"]


def test_a_repository_of_longer_ids_is_read_as_well(city: City, tmp_path: Path) -> None:
    clone = branched(city.root, city, "--object-format=sha256")
    clone.write(FILE, sheet(OUTLETS, OUTLET))
    clone.commit("报送")
    assert guard(clone, "beigang") == []
    told = review(clone)
    assert [each["form"] for each in told["arrivals"]] == ["入海排口台账"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["git~1", "..", ".git", "长" * 90 + ".csv"])
def test_what_cannot_be_checked_out_is_refused_in_words(clone: Clone, name: str) -> None:
    """Such a name is made by hand, object by object, and pushed like any other."""
    blob = git(clone.folder, "hash-object", "-w", "--stdin").stdout.strip()

    def tree(*entries: str) -> str:
        words = ["git", "mktree", "--missing"]
        told = "".join(f"{entry}\n" for entry in entries)
        done = subprocess.run(
            words, cwd=clone.folder, input=told, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    top = tree(f"100644 blob {blob}\t{name}")
    for folder in ("beigang", "2027-03", "submissions"):
        top = tree(f"040000 tree {top}\t{folder}")
    base = git(clone.folder, "ls-tree", "HEAD").stdout.splitlines()
    own = git(clone.folder, "ls-tree", top).stdout.splitlines()
    head = git(clone.folder, "commit-tree", tree(*base, *own), "-p", "HEAD", "-m", "x").stdout
    done = taizhang(
        "review", "--root", str(clone.folder), "--base", "main", "--head", head.strip(),
        "--actor", "office", "--no-judge",
    )  # fmt: skip
    assert done.returncode != 0
    assert "程序自身出错" not in done.stderr
    assert "取不出来" in done.stderr or "E405" in done.stderr, done.stderr
