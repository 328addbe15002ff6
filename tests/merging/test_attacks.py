"""What no branch brings in, by whatever way, and the honest ways that stay open: a table of each."""

from __future__ import annotations

import base64

import pytest

from generator import merging
from generator.catalogue import Catalogue
from generator.merging.branch.guard import of_tag
from generator.problems import Problem, as_text
from tests.factory import City, harbour, sheet
from tests.intake.filings import (
    BEACH,
    BEACH_FILE,
    BEACHES,
    BRIEF_FILE,
    BRIEFS,
    FILE,
    OUTLET,
    OUTLETS,
)
from tests.merging.repository import git
from tests.merging.written import PERSON, WHEN, Step, Store, row

ID = "11010519491231002X"
MOBILE = "13812345678"
FOLDER = "submissions/2027-03/beigang"
NEIGHBOUR = FILE.replace("beigang", "nangang")
OLD = "submissions/2027-03/beigang/旧表 1.xlsx"
GOOD = sheet(OUTLETS, OUTLET)
OTHER = sheet(OUTLETS, OUTLET.replace("PK001", "PK002"))
PRIVATE = sheet(OUTLETS, OUTLET.replace("月牙渔港东侧", f"户主证件{ID}"))
TELLS = f"值班电话 {MOBILE}\n".encode()
PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(range(256)) * 4
BRIEF = "北港园区,2027-03,K1,办理中,建账1个。,"
MERGE = "Merge branch 'main' of git@host.example.com:a/b.git"
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
ENCODED = base64.b64encode(f"证件 {ID} ".encode()).decode()
SIGNED = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEzBAABCAAdFiEE\n =abcd\n -----END PGP SIGNATURE-----\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The harbour with what was filed before: one form of two units, and a workbook of old."""
    city = harbour(tmp_path_factory.mktemp("attacks"), filings=False)
    for path in (BRIEF_FILE, NEIGHBOUR):
        city.write(path, sheet(BRIEFS, BRIEF) if path == BRIEF_FILE else GOOD)
    city.write(OLD, b"PK\x03\x04" + bytes(99))
    city.write("docs/old.md", TELLS)
    git(city.root, "init", "-q", "-b", "main")
    git(city.root, "config", "user.name", "office")
    git(city.root, "config", "user.email", "office@example.invalid")
    git(city.root, "add", "-A")
    git(city.root, "commit", "-q", "-m", "起点")
    git(city.root, "branch", "start")
    city.write(NEIGHBOUR, OTHER)
    git(city.root, "commit", "-q", "-a", "-m", "更正")
    return Store(city.root)


@pytest.fixture(scope="module")
def declared(store: Store) -> Catalogue:
    return City(store.root).catalogue()


def named(name: str) -> Step:
    """A good filing, and the same under another name."""
    return Step({FILE: GOOD, f"{FOLDER}/{name}": GOOD})


def passing(path: str, data: bytes | tuple[str, str]) -> tuple[Step, Step]:
    """A file that one commit brings and the next takes away."""
    return Step({FILE: GOOD, path: data}), Step({path: None})


def by(name: str, address: str = "beigang@example.invalid", when: str = WHEN) -> Step:
    return Step({FILE: GOOD}, author=f"{name} <{address}> {when}")


def saying(message: str | bytes) -> Step:
    return Step({FILE: GOOD}, message=message)


GITLINK = ("160000", "1" * 40)
LINK = ("120000", b"make.py")
WIDE = f"证件{ID}".translate({code: code + 0xFEE0 for code in range(33, 127)})
UTF16 = PRIVATE.removeprefix(b"\xef\xbb\xbf").decode().encode("utf-16-le")

ATTACKS: dict[str, tuple[set[str], tuple[Step, ...]]] = {
    # in between, and gone at the end
    "the program for a moment": ({"E421"}, passing("make.py", b"x")),
    "a workflow for a moment": ({"E421"}, passing(".github/workflows/x.yml", b"x")),
    "receipts for a moment": ({"E421"}, passing("receipts/log.csv", b"x")),
    "a neighbour's folder for a moment": (
        {"E421", "E424"}, (Step({FILE: GOOD, NEIGHBOUR: PRIVATE}), Step({NEIGHBOUR: OTHER})),
    ),
    "a neighbour's filing away and back": (
        {"E421"}, (Step({FILE: GOOD, NEIGHBOUR: None}), Step({NEIGHBOUR: OTHER})),
    ),
    "attributes in the own folder": ({"E427"}, passing(f"{FOLDER}/.gitattributes", b"* filter=x")),
    "a link for a moment": ({"E403"}, (Step({FILE: LINK}), Step({FILE: GOOD}))),
    "a repository for a moment": ({"E403"}, (Step({FILE: GITLINK}), Step({FILE: GOOD}))),
    "a picture for a moment": ({"E429"}, (Step({FILE: PICTURE}), Step({FILE: GOOD}))),
    "a page for a moment": ({"E429"}, (Step({FILE: b"<html>x"}), Step({FILE: GOOD}))),
    "a workbook for a moment": ({"E425"}, (Step({FILE: b"PK\x03\x04"}), Step({FILE: GOOD}))),
    "20 MB for a moment": ({"E401"}, (Step({FILE: b"x" * (21 << 20)}), Step({FILE: GOOD}))),
    "prose under the name of a table": ({"E429"}, passing(f"{FOLDER}/说明.csv", "你好\n".encode())),
    "a month that is none for a moment": (
        {"E427"}, passing("submissions/2031-03/beigang/outlets.csv", GOOD),
    ),
    # litter
    "a lock file": ({"E427"}, passing(f"{FOLDER}/~$outlets.csv", b"x")),
    "a desktop's file": ({"E427"}, passing(f"{FOLDER}/.DS_Store", b"x")),
    "thumbnails": ({"E427"}, (Step({FILE: GOOD, f"{FOLDER}/Thumbs.db": PICTURE}),)),
    "an empty placeholder": ({"E427"}, (Step({FILE: GOOD, f"{FOLDER}/.gitkeep": b""}),)),
    "a note beside the months": ({"E421"}, passing("submissions/README.md", b"x")),
    # names
    "a name turned round": ({"E427"}, (named("\u202eoutlets.csv"),)),
    "a name with what nobody sees": ({"E427"}, (named("out\u200blets.csv"),)),
    "a name with a line end": ({"E427"}, (named("out\nlets.csv"),)),
    "a name that is no text": ({"E427"}, (named("\udcff\udcfe.csv"),)),
    "a name in pieces": ({"E427"}, (named("e\u0301.csv"),)),
    "a device": ({"E427"}, (named("con.csv"),)),
    "a device with two endings": ({"E427"}, (named("COM1.x.csv"),)),
    "a stem that ends in a blank": ({"E427"}, (named("outlets .csv"),)),
    "a name that ends in a dot": ({"E427"}, (named("outlets.csv."),)),
    "a name that ends in a blank": ({"E427"}, (named("outlets.csv "),)),
    "a name of 81 bytes": ({"E427"}, (named("x" * 77 + ".csv"),)),
    "a name with a colon": ({"E427"}, (named("outlets:x.csv"),)),
    "a name for a shell": ({"E427"}, (named("$(id).csv"),)),
    "a name that looks like an option": ({"E427"}, (named("-x.csv"),)),
    "another script's letters": ({"E427"}, (named("оutlets.csv"),)),
    "twins": ({"E427"}, (named("Outlets.csv"),)),
    "a twin of what stands": ({"E427"}, (Step({f"{FOLDER}/Briefs.csv": GOOD}),)),
    "a twin of the own folder": (
        {"E421"}, (Step({"submissions/2027-03/Beigang/outlets.csv": GOOD}),),
    ),
    "an ID number as a name": ({"E424"}, passing(f"{FOLDER}/{ID}.csv", GOOD)),
    "an ID number over folders": (
        {"E421", "E424"}, passing(f"submissions/{ID[:6]}/{ID[6:14]}/{ID[14:]}.csv", GOOD),
    ),
    # trees
    "an empty folder": (
        {"E428"}, (Step({FILE: GOOD}, trees={f"{FOLDER}/": row("40000", ID, EMPTY_TREE)}),),
    ),
    "two of a name": (
        {"E428"}, (Step(trees={f"{FOLDER}/": row("100644", "a.csv", EMPTY_TREE) * 2}),),
    ),
    "out of order": (
        {"E428"},
        (Step(trees={f"{FOLDER}/": row("40000", "b", EMPTY_TREE) + row("40000", "a", EMPTY_TREE)}),),
    ),
    "a mode of nothing": ({"E428"}, (Step(trees={f"{FOLDER}/": row("40755", "x", EMPTY_TREE)}),)),
    "what git keeps": ({"E428"}, (named(".GIT\u200c/config"),)),
    "a tree cut off": ({"E428"}, (Step(trees={f"{FOLDER}/": b"100644 x\0short"}),)),
    # who, when and what is said
    "a name with a bell": ({"E426"}, (by("北港\x07"),)),
    "a name turned": ({"E426"}, (by("北港\u202e"),)),
    "a name that is nothing": ({"E426"}, (by(""),)),
    "a name with a mobile": ({"E424"}, (by(f"李 {MOBILE}"),)),
    "an address of a mobile": ({"E424"}, (by("beigang", f"{MOBILE}@139.com"),)),
    "an address of an ID number": ({"E424"}, (by("beigang", f"{ID}@qq.com"),)),
    "a committer's address": (
        {"E424"}, (Step({FILE: GOOD}, committer=f"beigang <{ID}@qq.com> {WHEN}"),),
    ),
    "an address with a line end": ({"E426"}, (by("beigang", "x\u2028@y"),)),
    "1970": ({"E426"}, (by("beigang", when="0 +0000"),)),
    "the year 9999": ({"E426"}, (by("beigang", when="253402300799 +0800"),)),
    "a zone of no place": ({"E426"}, (by("beigang", when="1806552000 +9900"),)),
    "no date": ({"E426"}, (Step({FILE: GOOD}, author="beigang <x@y>"),)),
    "a subject that drives a terminal": ({"E426"}, (saying("\x1b[2J报送\n"),)),
    "a subject with a tab": ({"E426"}, (saying("报\t送\n"),)),
    "a body behind a carriage return": ({"E426"}, (saying("报送\n\n好\r坏\n"),)),
    "a body behind an end": ({"E426"}, (saying("报送\n\0hidden\n"),)),
    "a body that is no text": ({"E426"}, (saying(b"\xff\xfe\n"),)),
    "a very long message": ({"E426"}, (saying("长" * 30_000),)),
    "an ID number in the body": ({"E424"}, (saying(f"报送\n\n户主证件{ID}\n"),)),
    "a number over two lines": ({"E424"}, (saying(f"报送\n\n{MOBILE[:3]} {MOBILE[3:7]}\n{MOBILE[7:]}\n"),)),
    "an address that is one in a message": ({"E424"}, (saying(f"报送 {MOBILE}@139.com\n"),)),
    "a header of nobody": ({"E424", "E426"}, (Step({FILE: GOOD}, more=f"note {ID}\n"),)),
    "another encoding": ({"E426"}, (Step({FILE: GOOD}, more="encoding GBK\n"),)),
    "two authors": ({"E426"}, (Step({FILE: GOOD}, committer=f"x <x@y> {WHEN}\nauthor {PERSON}"),)),
    "words for a signature": ({"E426"}, (Step({FILE: GOOD}, more="gpgsig hello\n"),)),
    "an ID number in a signature": (
        {"E424"}, (Step({FILE: GOOD}, more=SIGNED.replace(" \n iQ", f" Comment: {ID}\n \n iQ", 1)),),
    ),
    "an ID number encoded in a signature": (
        {"E424"},
        (Step({FILE: GOOD}, more=SIGNED.replace("iQEzBAABCAAdFiEE", ENCODED)),),
    ),
    # personal data in the bytes
    "mended later": ({"E424"}, (Step({FILE: PRIVATE}), Step({FILE: GOOD}))),
    "at the end": ({"E424"}, (Step({FILE: PRIVATE}),)),
    "wide characters alone": (
        {"E429"}, (Step({FILE: WIDE.encode("utf-16-be")}), Step({FILE: GOOD})),
    ),
    "wide characters amid others": (
        {"E424"}, (Step({FILE: GOOD * 9 + WIDE.encode("utf-16-be")}), Step({FILE: GOOD})),
    ),
    "in what looks like an id of git": (
        {"E424"}, (saying(f"报送\n\n{'a' * 11}110105194912310003{'a' * 11}\n"),),
    ),
    "UTF-16": ({"E424"}, (Step({FILE: UTF16}), Step({FILE: GOOD}))),
    "UTF-16 the other way": (
        {"E424"}, (Step({FILE: UTF16.decode("utf-16-le").encode("utf-16-be")}), Step({FILE: GOOD})),
    ),
    "damaged": ({"E424"}, (Step({FILE: PRIVATE + b"\xe4\xb8\n\xff"}), Step({FILE: GOOD}))),
    "GB18030 damaged": (
        {"E424"},
        (Step({FILE: PRIVATE.decode("utf-8-sig").encode("gb18030") + b"\xff\n"}), Step({FILE: GOOD})),
    ),
    "behind an empty character": ({"E424"}, (Step({FILE: GOOD + b"\0," + ID.encode() + b"\n"}), Step({FILE: GOOD}))),
    "behind a quote that never closes": (
        {"E424"}, (Step({FILE: GOOD + f'"未完\n甲,"{ID}\n'.encode()}), Step({FILE: GOOD})),
    ),
    "a column of names": (
        {"E424"}, (Step({FILE: sheet(f"{OUTLETS},姓名", f"{OUTLET},李四")}), Step({FILE: GOOD})),
    ),
    "under another name": ({"E424"}, passing(f"{FOLDER}/排口 (1).csv", PRIVATE)),
    "a merge that brings it alone": (
        {"E421"}, (Step({FILE: GOOD}), Step({"make.py": b"x"}, parents=("main",)), Step({"make.py": None})),
    ),
}  # fmt: skip


OFFICE: dict[str, tuple[set[str], tuple[Step, ...]]] = {
    "among what is declared": ({"E424"}, (Step({"rules/note.yaml": f"# {ID}\n".encode()}),)),
    "into the program's own store": ({"E427"}, passing("build/store/catalogue/ab/cd", b"x")),
    "into it in other letters": ({"E427"}, (Step({"Build/ＳTORE/catalogue/ab/cd": b"x"}),)),
    "in a page": ({"E424"}, (Step({"site/pages/x.md": f"电话 {MOBILE}\n".encode()}),)),
    "in the log for a moment": ({"E424"}, passing("receipts/log.csv", f"{ID}\n".encode())),
    "in another encoding": ({"E424"}, passing("docs/x.txt", UTF16)),
    "amid other bytes": ({"E424"}, passing("docs/x.png", PICTURE + b" " + ID.encode() + b" " + PICTURE)),
    "beside the months": ({"E424"}, (Step({"submissions/README.md": f"{ID}\n".encode()}),)),
    "in a filing under a name of its own": ({"E424"}, passing(f"{FOLDER}/资金.csv", PRIVATE)),
    "in the name of a page": ({"E424"}, passing(f"docs/{ID}.md", b"x")),
    "in tests of a city": ({"E424"}, (Step({"tests/x.py": f"# {ID}\n".encode()}),)),
    "in the address": (
        {"E424"}, (Step({"README.md": b"x"}, author=f"office <{MOBILE}@139.com> {WHEN}"),),
    ),
    "a link": ({"E403"}, (Step({"docs/x": LINK}),)),
    "another repository": ({"E403"}, (Step({"docs/x": GITLINK}),)),
    "what nobody sees": ({"E427"}, (Step({"docs/x\u200b.md": b"x"}),)),
    "what Windows cannot hold": ({"E427"}, (Step({"docs/aux.md": b"x", "docs/a:b.md": b"x"}),)),
    "a twin of a page": ({"E427"}, (Step({"docs/Old.md": b"x"}),)),
    "a paper among the filings": ({"E427"}, passing(f"{FOLDER}/通知.pdf", b"%PDF")),
    "a folder of no unit": ({"E427"}, passing("submissions/2027-03/北港/outlets.csv", GOOD)),
    "litter among the months": ({"E427"}, passing("submissions/Thumbs.db", PICTURE)),
    "a picture as a filing": ({"E429"}, (Step({FILE: PICTURE}), Step({FILE: GOOD}))),
    "a workbook": ({"E425"}, (Step({FILE: b"PK\x03\x04"}), Step({FILE: GOOD}))),
    "a name with a bell": ({"E426"}, (by("办公室\x07"),)),
}  # fmt: skip


@pytest.mark.parametrize("name", [*ATTACKS, *(f"office: {name}" for name in OFFICE)])
def test_an_attack_is_refused(store: Store, declared: Catalogue, name: str) -> None:
    actor = "office" if name.startswith("office: ") else "beigang"
    codes, steps = {**ATTACKS, **{f"office: {name}": row for name, row in OFFICE.items()}}[name]
    found = guard(store, declared, "main", actor, *steps)
    assert {problem.code for problem in found} == codes, "\n".join(map(as_text, found))
    told = "".join(map(as_text, found))
    assert ID not in told
    assert MOBILE not in told
    assert all(problem.hint for problem in found)


HONEST: dict[str, tuple[Step, ...]] = {
    "an upload": (Step({FILE: GOOD}, message="Upload files via web"),),
    "an upload to Gitea": (Step({FILE: GOOD}, message=f"上传文件至 '{FOLDER}'\r\n"),),
    "one of a forge's": (
        Step({FILE: GOOD}, author=f"李 <1234567+li@users.noreply.github.com> {WHEN}",
             committer=f"GitHub <noreply@github.com> {WHEN}", more=SIGNED),
    ),
    "signed off": (
        saying("6月报送\n\n一、资金\n\t二、项目\n\nSigned-off-by: 李四 <li@example.com>\nCo-authored-by: x <x@y>\n"),
    ),
    "with pictures": (saying("报送完成 ✅👍🏻 ☎️ 👨‍👩‍👧 1️⃣\n"),),
    "a revert": (saying(f'Revert "报送"\n\nThis reverts commit {"1381234567890" * 3}1.\n'),),
    "no words": (saying(""),),
    "put right later": (
        Step({FILE: sheet(OUTLETS, OUTLET.replace("PK001", "PK1"))}), Step({FILE: GOOD}),
    ),
    "what Excel writes": (
        Step({FILE: GOOD.decode("utf-8-sig").encode("gb18030")}),
        Step({FILE: b"\xff\xfe" + GOOD.decode("utf-8-sig").encode("utf-16-le")}),
    ),
    "an encoding put right later": (
        Step({FILE: GOOD[3:] + "北港".encode("gb18030") + b"\n"}), Step({FILE: GOOD}),
    ),
    "renamed later": (
        Step({f"{FOLDER}/排口台账 (1).csv": GOOD}),
        Step({f"{FOLDER}/排口台账 (1).csv": None, FILE: GOOD}),
    ),
    "taken out and put back": (Step({BRIEF_FILE: None}), Step({BRIEF_FILE: sheet(BRIEFS, BRIEF + "无")})),
    "an old workbook replaced": (Step({OLD: None, FILE: GOOD}),),
    "a correction": (Step({BRIEF_FILE: sheet(BRIEFS, BRIEF + "无")}),),
    "from a disk without modes": (Step({FILE: ("100755", GOOD)}),),
    "main merged in": (
        Step({FILE: GOOD}), Step({NEIGHBOUR: OTHER}, message=MERGE, parents=("main",)),
    ),
    "an amount as long as a telephone's number": (
        Step({FILE: GOOD, BEACH_FILE: sheet(BEACHES, BEACH.replace(",3,", f",{MOBILE},"))}),
        Step({BEACH_FILE: None}),
    ),
}  # fmt: skip


FORM = "rules/forms/outlets.yaml"
BY_THE_OFFICE: dict[str, tuple[Step, ...]] = {
    "a page, and what may stand beside the months": (
        Step({"docs/指南 v1.2 (草稿).md": b"# x\n", "submissions/about.yaml": b"x: 1\n"}),
    ),
    "a form and what is filed by it at once": (
        Step({"rules/forms/new.yaml": b"id: new\n", f"{FOLDER}/new.csv": "甲,乙\n1,2\n".encode()}),
    ),
    "a unit and what it files at once": (Step({"submissions/2027-03/xinqu/outlets.csv": GOOD}),),
    "a notice with those who signed it": (
        Step({"rules/later.txt": "联系人：李四，电话0371-66886688，邮箱 x@y.gov.cn\n".encode()}),
    ),
    "a page moved, whatever it says": (Step({"docs/old.md": None, "docs/new.md": TELLS}),),
    "a page changed elsewhere": (Step({"docs/old.md": TELLS + b"more\n"}),),
    "a filing withdrawn": (Step({BRIEF_FILE: None}),),
    "a digest": (Step({"constraints.txt": f"x==1 --hash=sha256:{'13812345678' * 5}123456789\n".encode()}),),
}  # fmt: skip


@pytest.mark.parametrize("name", [*HONEST, *(f"office: {name}" for name in BY_THE_OFFICE)])
def test_an_honest_way_stays_open(store: Store, declared: Catalogue, name: str) -> None:
    actor = "office" if name.startswith("office: ") else "beigang"
    steps = {**HONEST, **{f"office: {name}": row for name, row in BY_THE_OFFICE.items()}}[name]
    start = "start" if name.startswith("main") else "main"
    assert [as_text(p) for p in guard(store, declared, start, actor, *steps)] == []


def guard(store: Store, declared: Catalogue, start: str, actor: str, *steps: Step) -> list[Problem]:
    """What is told of a branch from a commit that somebody pushes."""
    head = store.branch(start, *steps)
    return merging.guard(store.root, "main", head, [actor], declared)


TAG = f"object {'1' * 40}\ntype commit\ntag v1\ntagger office <office@example.invalid> {WHEN}\n\n"


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (TAG + "2027年3月版\n", set()),
        (TAG + f"{ID}\n", {"E424"}),
        (TAG.replace("office@", f"{MOBILE}@"), {"E424"}),
        (TAG.replace("tag v1", f"tag v{MOBILE}"), {"E424"}),
        (TAG.replace("tagger office", "tagger off\x1bice"), {"E426"}),
        (TAG.replace(WHEN, "0 +0000"), {"E426"}),
        (TAG.replace("type commit", f"type commit\nnote {ID}"), {"E424", "E426"}),
        (TAG + "-----BEGIN PGP SIGNATURE-----\n", set()),
    ],
)
def test_an_annotated_tag_is_read_as_a_commit_is(
    store: Store, declared: Catalogue, raw: str, codes: set[str]
) -> None:
    found = of_tag(store.root, store.put("tag", raw.encode()), declared)
    assert {problem.code for problem in found} == codes
    assert of_tag(store.root, "main", declared) == []


def test_of_many_findings_some_are_told(store: Store, declared: Catalogue) -> None:
    files = {f"docs/{number}.md": b"x" for number in range(30)}
    found = guard(store, declared, "main", "beigang", Step({**files, FILE: GOOD}))
    assert [problem.code for problem in found] == ["E421"] * 20 + ["W402"]
    assert "10" in found[-1].message
