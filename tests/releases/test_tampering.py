"""Whatever is done to a published place is named with its place: each row of the table is one attack."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import releases, revisions
from generator.flow import Unwatched
from generator.releases import Branch, tombstone
from generator.releases.place import listing
from generator.releases.proof.verifying import Proof
from tests.factory import codes
from tests.merging.repository import git
from tests.releases.little import published

Spoil = Callable[[Path], object]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return published(tmp_path_factory.mktemp("little"))


def verified(where: str | Path, root: Path, *, branch: bool = False) -> Proof:
    return releases.verify(str(where), root, True, Unwatched(), branch=branch)


def told(name: str, edit: Callable[[Any], object]) -> Spoil:
    return edited(f"{name}/manifest.json", edit)


def file(path: str, digest: str = "0" * 64) -> Spoil:
    """The manifest of the newer version names a file."""
    return told("2027-06", lambda own: own["files"].update({path: digest}))


def written(path: str, data: bytes | str) -> Spoil:
    def spoil(place: Path) -> None:
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)

    return spoil


def edited(path: str, edit: Callable[[Any], object]) -> Spoil:
    def spoil(place: Path) -> None:
        told = json.loads((place / path).read_bytes())
        made = edit(told)
        text = json.dumps(told if made is None else made, ensure_ascii=False, indent=1) + "\n"
        written(path, text.encode("utf-8", "surrogatepass"))(place)

    return spoil


def removed(path: str) -> Spoil:
    def spoil(place: Path) -> None:
        (place / path).unlink()

    return spoil


def linked(path: str, target: str) -> Spoil:
    def spoil(place: Path) -> None:
        (place / path).unlink(missing_ok=True)
        (place / path).symlink_to(target)

    return spoil


def as_page(place: Path) -> None:
    (place / "latest").unlink()
    written("latest/index.html", '<meta http-equiv="refresh" content="0; url=../2027-03/">')(place)


def swapped(place: Path) -> None:
    """Two versions change their names."""
    (place / "2027-03").rename(place / "x")
    (place / "2027-06").rename(place / "2027-03")
    (place / "x").rename(place / "2027-06")


def dropped(name: str) -> Spoil:
    """A version is taken away, and all that is listed is made to fit."""

    def spoil(place: Path) -> None:
        shutil.rmtree(place / name)
        relisted(place)

    return spoil


def relisted(place: Path) -> None:
    heads = {p.name: tombstone.head(p) for p in place.iterdir() if p.is_dir() and p.name[0] == "2"}
    for path, data in listing(heads).items():
        if isinstance(data, str):
            linked(path, data)(place)
        else:
            written(path, data)(place)


def retold(name: str, **fields: Any) -> Spoil:
    """The manifest of a version says otherwise."""
    return told(name, lambda own: own.update(fields))


def in_case(place: Path) -> None:
    shutil.copytree(place / "2027-03" / "units", place / "2027-03" / "Units")


def shared_with(place: Path) -> None:
    """A file that somebody else can write to stands in the place of one of the same bytes, and changes."""
    outside = place.parent / "outside.html"
    outside.write_bytes((place / "2027-06" / "index.html").read_bytes())
    (place / "2027-06" / "index.html").unlink()
    os.link(outside, place / "2027-06" / "index.html")
    outside.write_text("changed")


def moved_out(path: str) -> Spoil:
    """What stood there stands elsewhere, and a link leads to it."""

    def spoil(place: Path) -> None:
        shutil.move(place / path, place.parent / "moved")
        (place / path).symlink_to(place.parent / "moved")

    return spoil


def piped(place: Path) -> None:
    (place / "2027-03/notice.html").unlink()
    os.mkfifo(place / "2027-03/notice.html")


def lengthened(place: Path) -> None:
    os.truncate(place / "2027-03/notice.html", 1 << 40)


def as_latest(own: list[dict[str, Any]]) -> None:
    own[0].update(aliases=[])
    own[1].update(aliases=["latest"])


def doubled(place: Path) -> None:
    shutil.copytree(place / "2027-06", place / "2027-09")
    relisted(place)


def spaced(place: Path) -> None:
    data = (place / "2027-06/manifest.json").read_bytes()
    written("2027-06/manifest.json", data + b" ")(place)


def buried(place: Path) -> None:
    (place / "2027-03/manifest.json").unlink()
    (place / "2027-03/withdrawn.json").write_text("{}")


LIST = "versions.json"
ATTACKS: list[tuple[str, Spoil, str, str]] = [
    ("a page of a stranger", written("news/index.html", "x"), "E628", "news"),
    ("settings of a server", written(".htaccess", "Redirect / http://x"), "E628", ".htaccess"),
    ("a first page of another kind", written("index.php", "x"), "E628", "index.php"),
    ("a compressed twin", written("index.html.gz", "x"), "E628", "index.html.gz"),
    ("a worker for all pages", written("sw.js", "x"), "E628", "sw.js"),
    ("a folder without anything", lambda p: (p / "2023").mkdir(), "E628", "2023"),
    ("a name nearly a version's", lambda p: (p / "2027-13").mkdir(), "E628", "2027-13"),
    ("a name with a control character", written("a\x1b[31m", "x"), "E628", "a\\x1b[31m"),
    ("a name that is no text", written(os.fsdecode(b"\xff\xfe"), "x"), "E628", "\\xff\\xfe"),
    ("a link beside", linked("old", "/etc"), "E628", "old"),
    ("a pipe", lambda p: os.mkfifo(p / "pipe"), "E628", "pipe"),
    ("the list in another case", written("Versions.json", "[]"), "E628", "Versions.json"),
    ("a version without a manifest", written("2027-09/index.html", "x"), "E613", "2027-09"),
    ("a version that is a link", linked("2027-03-r2", "2027-03"), "E628", "2027-03-r2"),
    ("a stray file in a version", written("2027-03/units/x.html", "x"), "E611", "2027-03/units/x.html"),
    ("a hidden one", written("2027-03/.htaccess", "x"), "E611", "2027-03/.htaccess"),
    ("a folder in a version", lambda p: (p / "2027-03" / "x").mkdir(), "E611", "2027-03/x/"),
    ("a folder in another case", in_case, "E611", "2027-03/Units/"),
    ("a link in a version", linked("2027-03/index.html", "../2027-06/index.html"), "E611", "2027-03/index.html"),
    ("a link to the same bytes", moved_out("2027-03/notice.html"), "E611", "2027-03/notice.html"),
    ("a folder that is a link", moved_out("2027-03/units"), "E611", "2027-03/units"),
    ("a pipe for a page", piped, "E611", "2027-03/notice.html"),
    ("a file without end", lengthened, "E633", "2027-03/notice.html"),
    ("a file that others write", shared_with, "E611", "2027-06/index.html"),
    ("no list", removed(LIST), "E629", LIST),
    ("an empty list", written(LIST, ""), "E629", LIST),
    ("a list of nothing", written(LIST, "[]"), "E629", LIST),
    ("no list but words", written(LIST, '"x"'), "E629", LIST),
    ("a list that nests without end", written(LIST, "[" * 100000), "E629", LIST),
    ("a shortened list", edited(LIST, lambda own: own[:1]), "E629", LIST),
    ("a turned list", edited(LIST, lambda own: own[::-1]), "E629", LIST),
    ("a version listed twice", edited(LIST, lambda own: [*own, own[0]]), "E629", LIST),
    ("a version that is not", edited(LIST, lambda own: [*own, {**own[0], "version": "2027-07"}]), "E629", LIST),
    ("a foreign address in the list", edited(LIST, lambda own: [{**own[0], "version": "//x/"}, *own]), "E629", LIST),
    ("another title in the list", edited(LIST, lambda own: own[0].update(title="2027年9月")), "E629", LIST),
    ("latest is the older", edited(LIST, as_latest), "E629", LIST),
    ("another first page", written("index.html", "<p>x</p>"), "E630", "index.html"),
    ("no first page", removed("index.html"), "E630", "index.html"),
    ("latest turned back", linked("latest", "2027-03"), "E630", "latest"),
    ("latest leads out", linked("latest", "/srv/other"), "E630", "latest"),
    ("no latest", removed("latest"), "E630", "latest"),
    ("latest a page that leads back", as_page, "E630", "latest"),
    ("two versions swapped", swapped, "E631", "2027-03/manifest.json"),
    ("a version twice", doubled, "E631", "2027-09/manifest.json"),
    ("a title of another month", retold("2027-06", title="2027年9月"), "E631", "2027-06/manifest.json"),
    ("another edition", retold("2027-06", edition="internal"), "E631", "2027-06/manifest.json"),
    ("a line more in a manifest", retold("2027-06", approved="市长"), "E631", "2027-06/manifest.json"),
    ("a blank more in a manifest", spaced, "E631", "2027-06/manifest.json"),
    ("a version gone", dropped("2027-03"), "E632", "2027-03/manifest.json"),
    ("an older manifest changed", retold("2027-03", reason="x"), "E611", "2027-03/manifest.json"),
    ("a commit that moves", retold("2027-06", commit="HEAD"), "E613", "2027-06"),
    ("a day of no year", retold("2027-06", as_of="0001-01-01"), "E613", "2027-06"),
    ("a path out of the folder", file("../x"), "E613", "2027-06"),
    ("an absolute path", file("/etc/passwd"), "E613", "2027-06"),
    ("a path with NUL", file("a\0b"), "E613", "2027-06"),
    ("a path that is no text", file("\ud800"), "E613", "2027-06"),
    ("a path without end", file("x" * 5000), "E613", "2027-06"),
    ("a digest that is none", file("index.html", "x"), "E613", "2027-06"),
    ("words for a version of Python", told("2027-06", lambda own: own["tool"].update(python="\x1b[31m")),
     "E613", "2027-06"),
    ("a predecessor that came later", told("2027-03", lambda own: own.update(previous={
        "version": "2027-06", "commit": "0" * 40, "as_of": "2027-07-31", "manifest": "0" * 64})), "E613", "2027-03"),
    ("a manifest that nests without end", written("2027-06/manifest.json", "[" * 100000), "E613", "2027-06"),
    ("a tombstone that nobody wrote", buried, "E613", "2027-03"),
]  # fmt: skip


def test_every_attack_on_a_folder_is_named_with_its_place(
    place: tuple[Path, Path], tmp_path: Path
) -> None:
    root, folder = place
    assert not verified(folder, root).problems
    for number, (what, spoil, code, at) in enumerate(ATTACKS):
        copy = tmp_path / str(number) / "published"
        shutil.copytree(folder, copy, symlinks=True)
        spoil(copy)
        found = [p for p in verified(copy, root).problems if p.is_error]
        assert (code, at) in [(p.code, p.file) for p in found], (what, found)
        assert all(p.hint for p in found), what
        assert not [p for p in found if {"\x1b", "\n", "\0"} & {*p.message, *p.file}], what


BRANCH_ATTACKS = [
    ("a page of a stranger", "news.html", "100644", "E628"),
    ("a folder of a stranger", "docs/index.html", "100644", "E628"),
    ("a link", "old", "120000", "E628"),
    ("a stray file in a version", "2027-06/x.html", "100644", "E611"),
    ("a link in a version", "2027-06/index.html", "120000", "E611"),
    ("a page beside the one that leads on", "latest/x.html", "100644", "E630"),
    ("another page that leads on", "latest/index.html", "100644", "E630"),
    ("another list", "versions.json", "100644", "E629"),
    ("another first page", "index.html", "100644", "E630"),
    ("a changed page", "2027-06/index.html", "100644", "E611"),
]


def planted(root: Path, tip: str, path: str, mode: str) -> None:
    """The branch with one thing more, on top of what it was."""
    data = b"2027-06" if mode == "120000" else b"x"
    blob = revisions.git(root, "hash-object", "-w", "--stdin", stdin=data).decode().strip()
    index = {"GIT_INDEX_FILE": str(root / ".git" / "planted")}
    revisions.git(root, "read-tree", tip, env=index)
    words = ("update-index", "--add", "--replace", "--cacheinfo", f"{mode},{blob},{path}")
    revisions.git(root, *words, env=index)
    tree = revisions.line(root, "write-tree", env=index)
    who = ("-c", "user.name=甲", "-c", "user.email=a@city.example")
    made = revisions.line(root, *who, "commit-tree", tree, "-p", tip, "-m", "x")
    revisions.git(root, "update-ref", "refs/heads/pages", made)


def test_every_attack_on_a_branch_is_named(place: tuple[Path, Path]) -> None:
    root, _ = place
    assert not verified("pages", root, branch=True).problems
    tip = revisions.line(root, "rev-parse", "pages")
    for what, path, mode, code in BRANCH_ATTACKS:
        planted(root, tip, path, mode)
        assert code in codes(verified("pages", root, branch=True).problems), what
    planted(root, tip, "latest", "120000")
    assert codes(verified("pages", root, branch=True).problems) == ["E630"]
    Branch(root, "pages").settle()
    assert not verified("pages", root, branch=True).problems  # a link of earlier days is mended
    planted(root, tip, "CNAME", "100644")  # a forge's own
    assert not verified("pages", root, branch=True).problems
    with pytest.raises(releases.UnreachableError):
        verified("nothing", root, branch=True)


def test_what_a_tag_tells_of_is_missed(place: tuple[Path, Path], tmp_path: Path) -> None:
    """The newest version is taken away, and all else made to fit: no other version names it."""
    root, folder = place
    copy = tmp_path / "published"
    shutil.copytree(folder, copy, symlinks=True)
    dropped("2027-06")(copy)
    assert not verified(copy, root).problems
    git(root, "-c", "user.name=甲", "-c", "user.email=a@x", "commit", "--allow-empty", "-qm", "x")
    git(root, "tag", "public/2027-06")
    assert codes(verified(copy, root).problems) == ["W629"]
    git(root, "tag", "-d", "public/2027-06")


def test_a_version_by_itself_and_under_another_name_is_a_copy(
    place: tuple[Path, Path], tmp_path: Path
) -> None:
    root, folder = place
    shutil.copytree(folder / "2027-06", tmp_path / "备份")
    assert not verified(tmp_path / "备份", root).problems
    shutil.copytree(folder / "2027-06", tmp_path / "2027-05")
    assert codes(verified(tmp_path / "2027-05", root).problems) == ["E631"]


def test_what_a_killed_run_left_is_told_and_is_no_stranger(
    place: tuple[Path, Path], tmp_path: Path
) -> None:
    root, folder = place
    copy = tmp_path / "published"
    shutil.copytree(folder, copy, symlinks=True)
    (copy / ".work" / "new").mkdir(parents=True)
    assert codes(verified(copy, root).problems) == ["W628"]
