"""The proof: whatever was done to a version or to what it was made from is found and named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import releases
from generator.flow import Unwatched
from generator.releases import manifest
from generator.releases.proof.verifying import Proof
from tests.factory import codes
from tests.loopback import serving
from tests.merging.repository import git
from tests.place import PROJECT
from tests.releases.office import AUGUST, OUTLETS, SUMMER, Office, copied, in_summer

pytestmark = pytest.mark.usefixtures("remembered")


@pytest.fixture(scope="module")
def published(remembered: None, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return in_summer(tmp_path_factory, tmp_path_factory.mktemp("office") / "office")


@pytest.fixture
def office(published: Office, tmp_path: Path) -> Office:
    """A copy to spoil."""
    return copied(published.folder, tmp_path / "office")


def verified(office: Office, where: str | Path, *, quick: bool = False) -> Proof:
    return releases.verify(str(where), office.root, quick, Unwatched())


def test_a_version_that_is_what_it_says_is_made_again_byte_for_byte(
    published: Office, truly: None
) -> None:
    found = verified(published, published.shelf.path)
    assert found.sound
    assert [said.split("：")[0] for said in found.sentences] == ["2027-03 属实", "2027-06 属实"]
    assert set(codes(found.problems)) == {"W616"}


def test_quickly_it_is_said_what_holds_and_what_was_not_looked_at(published: Office) -> None:
    found = verified(published, published.shelf.path, quick=True)
    assert found.sound
    *held, left = found.sentences
    assert [said.split("：")[0] for said in held] == ["2027-03 属实", "2027-06 属实"]
    assert all(said.endswith("个文件与清单一致") for said in held)
    assert left.startswith("没有重新生成")


def test_what_was_filed_otherwise_since_is_told_cell_by_cell(published: Office) -> None:
    found = verified(published, published.shelf.path / "2027-03")
    told = [problem for problem in found.problems if problem.code == "W616"]
    assert [(p.file, p.line, p.field, p.value) for p in told] == [
        (OUTLETS, 3, "整治阶段", "已整治")
    ]
    assert "由“整治中”改为“已整治”" in told[0].message
    assert "李北港" in told[0].message
    assert not verified(published, published.shelf.path / "2027-06").problems


def test_an_edit_that_nobody_committed_is_told_as_well(office: Office) -> None:
    office.city.edit(OUTLETS, "月牙渔港东侧,已整治", "月牙渔港东侧,未整治")
    found = verified(office, office.shelf.path / "2027-06")
    assert [problem.message for problem in found.problems] == [
        "“整治阶段”（PK001）发布后由“已整治”改为“未整治”（还没有提交）"
    ]


def test_rows_that_were_dropped_since_are_told_first(office: Office) -> None:
    dropped = "北港园区,2027-03,PK003,,未整治,否,2027-03-31"
    office.city.edit(OUTLETS, dropped, dropped.replace("PK003", "PK004"))
    office.city.edit(OUTLETS, "月牙渔港东侧,已整治", "月牙渔港东侧,未整治")
    found = verified(office, office.shelf.path / "2027-06")
    assert [problem.message for problem in found.problems if problem.code == "W616"] == [
        "发布后删去 1 行：原第4行（PK003）（还没有提交）",
        "“整治阶段”（PK001）发布后由“已整治”改为“未整治”（还没有提交）",
        "整行（PK004）发布后新增（还没有提交）",
    ]


def test_a_changed_a_missing_and_a_foreign_file_are_named(office: Office) -> None:
    folder = office.shelf.path / "2027-06"
    page = folder / "index.html"
    page.unlink()  # other versions may share its bytes
    page.write_text("<p>全部完成</p>", "utf-8")
    (folder / "notice.html").unlink()
    (folder / "extra.html").write_text("")
    found = verified(office, folder, quick=True)
    assert [problem.message for problem in found.problems] == [
        "2027-06/index.html 被改动",
        "2027-06/notice.html 不见了",
        "2027-06/extra.html 是多出来的",
    ]
    assert not found.sound
    assert not found.sentences


def test_a_version_changed_together_with_its_manifest_is_found_out(office: Office) -> None:
    folder = office.shelf.path / "2027-03"
    page = folder / "index.html"
    changed = page.read_bytes().replace(b"</html>", b"<!-- --></html>")
    page.unlink()
    page.write_bytes(changed)
    file = folder / "manifest.json"
    told = manifest.parse(file.read_bytes())
    old = told.files["index.html"]
    data = file.read_bytes().replace(old.encode(), manifest.digest(changed).encode())
    file.unlink()
    file.write_bytes(data)
    alone = verified(office, folder)
    assert [p.message for p in alone.problems if p.code == "E612"] == [
        "2027-03/index.html 与重新生成的不同"
    ]
    together = verified(office, office.shelf.path, quick=True)
    assert [(p.code, p.file) for p in together.problems] == [("E611", "2027-03/manifest.json")]


def test_another_repository_or_a_rewritten_history_is_no_proof(office: Office) -> None:
    shutil.rmtree(office.root / ".git")
    git(office.root, "init", "-q", "-b", "main")
    office.commit("重写", "2027-08-01")
    found = verified(office, office.shelf.path / "2027-06")
    assert codes(found.problems) == ["E614"]
    assert not found.sentences


def test_half_a_history_proves_nothing_and_accuses_nobody(
    published: Office, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{published.root}", str(clone))
    place = str(published.shelf.path)
    found = releases.verify(place, clone, False, Unwatched())
    assert codes(found.problems) == ["E624"]
    assert not found.sentences
    assert not releases.verify(place, clone, True, Unwatched()).problems
    git(clone, "fetch", "-q", "--unshallow")
    assert len(releases.verify(place, clone, False, Unwatched()).sentences) == 2


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"[1]", b'{"format": 9}', None])
def test_a_manifest_that_is_none_is_said(office: Office, spoilt: bytes | None) -> None:
    file = office.shelf.path / "2027-06" / "manifest.json"
    file.unlink()
    if spoilt is not None:
        file.write_bytes(spoilt)
    assert codes(verified(office, office.shelf.path / "2027-06").problems) == ["E613"]


def test_an_address_is_verified_like_a_folder(office: Office) -> None:
    with serving(office.shelf.path) as address:
        for where in (f"{address}/2027-06", f"{address}/latest/index.html"):
            found = verified(office, where, quick=True)
            assert not found.problems
        every = verified(office, address)
        assert len(every.sentences) == 2
        page = office.shelf.path / "2027-06" / "units" / "index.html"
        page.unlink()
        page.write_text("")
        assert codes(verified(office, f"{address}/2027-06", quick=True).problems) == ["E611"]
    with pytest.raises(releases.UnreachableError):
        verified(office, "http://127.0.0.1:9/2027-06")


def test_it_is_made_again_in_another_clone_time_zone_and_umask(
    published: Office, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "别处 的克隆"
    git(tmp_path, "clone", "-q", str(published.root), str(elsewhere))
    command = [
        sys.executable, "-m", "generator", "verify", str(published.shelf.path / "2027-06"),
        "--root", str(elsewhere),
    ]  # fmt: skip
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env={**os.environ, "TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
        umask=0o077,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "2027-06 属实" in done.stdout


def test_a_signed_tag_vouches_for_the_manifest(office: Office, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = key.with_suffix(".pub").read_text().split()
    (tmp_path / "signers").write_text(f"office@city.example {public[0]} {public[1]}\n")
    for name, value in {
        "user.name": "办公室", "user.email": "office@city.example", "gpg.format": "ssh",
        "user.signingkey": f"{key}.pub", "gpg.ssh.allowedSignersFile": f"{tmp_path}/signers",
    }.items():  # fmt: skip
        git(office.root, "config", name, value)
    standing = office.publish(None, AUGUST).standing
    assert releases.tag(office.root, standing, "public", signed=True) == []
    assert releases.tag(office.root, standing, "public", signed=True) == []
    found = verified(office, office.shelf.path / "2027-06")
    assert "标签 public/2027-06 的签名有效" in found.sentences[0]
    git(office.root, "config", "gpg.ssh.allowedSignersFile", "/dev/null")
    found = verified(office, office.shelf.path / "2027-06")
    assert "的签名，本机的 git 没有认可" in found.sentences[0]
    file = office.shelf.path / "2027-06" / "manifest.json"
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data + b" ")
    found = verified(office, office.shelf.path)
    assert [problem.message for problem in found.problems if problem.code == "E611"] == [
        "2027-06 的清单不是标签 public/2027-06 所记的那一份"
    ]
    assert [said.split("：")[0] for said in found.sentences] == ["2027-03 属实"]


def test_a_tag_that_cannot_be_made_is_told_and_the_version_stands(office: Office) -> None:
    git(office.root, "config", "gpg.program", "/bin/false")
    standing = office.publish(SUMMER, AUGUST).standing
    assert codes(releases.tag(office.root, standing, "public", signed=True)) == ["E622"]
