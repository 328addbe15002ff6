"""A city's wheelhouse: what is put there, and that nothing but what it pins is installed from it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

import make
from tests.place import PROJECT

TOOL = "taizhang-{}-py3-none-any.whl"


def wheel(folder: Path, name: str, says: str = "1.0", tags: str = "py3-none-any") -> Path:
    """A tiny wheel whose command ``taizhang`` says a word."""
    folder.mkdir(parents=True, exist_ok=True)
    version = "1.0" if name != "taizhang" else says
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}/__init__.py": f"def main():\n    print({says!r})\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name} = {name}:main\n",
        f"{info}/RECORD": "",
    }
    path = folder / f"{name}-{version}-{tags}.whl"
    with ZipFile(path, "w") as archive:
        for place, text in files.items():
            archive.writestr(place, text)
    return path


def lines(house: Path) -> list[str]:
    text = (house / "requirements.txt").read_text("utf-8").replace(" \\\n", "")
    return [line for line in text.splitlines() if not line.startswith("#")]


def hashed(path: Path) -> str:
    return f"--hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def test_every_wheel_is_pinned_by_its_hash(tmp_path: Path) -> None:
    tool, other = wheel(tmp_path / "made", "taizhang"), wheel(tmp_path / "made", "et_xml")
    make.stock(tmp_path / "house", tmp_path / "made")
    told = [f"et-xml==1.0    {hashed(other)}", f"taizhang==1.0    {hashed(tool)}"]
    assert lines(tmp_path / "house") == told


def test_an_upgrade_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    house = tmp_path / "house"
    wheel(tmp_path / "old", "taizhang")
    wheel(tmp_path / "old", "gone")
    make.stock(house, tmp_path / "old")
    new = wheel(tmp_path / "new", "taizhang", "2.0")
    make.stock(house, tmp_path / "new")
    assert lines(house) == [f"taizhang==2.0    {hashed(new)}"]
    assert {path.name for path in house.iterdir()} == {TOOL.format("2.0"), "requirements.txt"}


def test_the_same_versions_for_another_system_are_added(tmp_path: Path) -> None:
    house = tmp_path / "house"
    here = wheel(tmp_path / "here", "numbers", tags="cp311-cp311-linux_x86_64")
    there = wheel(tmp_path / "there", "numbers", tags="cp311-cp311-win_amd64")
    make.stock(house, tmp_path / "here")
    make.stock(house, tmp_path / "there")
    assert lines(house) == [f"numbers==1.0    {hashed(here)}    {hashed(there)}"]


def test_pinned_is_what_the_program_needs_and_nothing_of_the_tests() -> None:
    names = {pin.package.partition("==")[0].lower() for pin in make.pinned("site")}
    assert {"click", "mkdocs", "pandas"} <= names
    assert not {"pytest", "mypy", "setuptools"} & names


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A city's repository with a pinned tool that only says its version."""
    root = tmp_path / "city"
    (root / "deploy" / "ci").mkdir(parents=True)
    shutil.copy(PROJECT / "deploy" / "ci" / "prepare.sh", root / "deploy" / "ci")
    wheel(tmp_path / "made", "taizhang")
    make.stock(root / "wheelhouse", tmp_path / "made")
    return root


def prepared(city: Path) -> subprocess.CompletedProcess[str]:
    """What the pipeline does first; the machine's own sources of packages lead nowhere."""
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_REQUIRE_HASHES": "0"}
    return subprocess.run(
        ["deploy/ci/prepare.sh"],
        cwd=city,
        env={**os.environ, **nowhere},
        capture_output=True,
        encoding="utf-8",
    )


def said(city: Path) -> str:
    return subprocess.run(
        [city / ".venv" / "bin" / "taizhang"], check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


def test_a_pipeline_installs_the_pin_and_follows_an_upgrade(city: Path, tmp_path: Path) -> None:
    done = prepared(city)
    assert (done.returncode, done.stderr) == (0, "")
    assert said(city) == "1.0"
    (city / ".venv" / "kept").touch()
    assert prepared(city).returncode == 0
    assert (city / ".venv" / "kept").exists()
    wheel(tmp_path / "new", "taizhang", "2.0")
    make.stock(city / "wheelhouse", tmp_path / "new")
    assert prepared(city).returncode == 0
    assert said(city) == "2.0"


def test_a_stranger_of_that_name_is_not_installed(city: Path) -> None:
    wheel(city / "wheelhouse", "taizhang", "1.0", tags="2-py3-none-any")
    wheel(city / "wheelhouse", "taizhang", "9.9")
    assert prepared(city).returncode == 0
    assert said(city) == "1.0"


def test_a_wheel_that_was_changed_is_refused(city: Path) -> None:
    (tool,) = (city / "wheelhouse").glob("*.whl")
    tool.write_bytes(tool.read_bytes() + b"\0")
    done = prepared(city)
    assert done.returncode != 0
    assert "HASH" in done.stderr.upper()
    assert "与 wheelhouse/requirements.txt 写的校验值一致" in done.stderr
    assert not (city / ".venv" / "taizhang-ready").exists()
