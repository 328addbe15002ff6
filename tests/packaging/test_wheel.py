"""The wheel by itself, far from the checkout: everything travels in it, and it does what the checkout does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator import __version__, flow, look, releases
from generator.drafting import around
from generator.judging.results import as_json
from tests.place import PROJECT
from tests.releases.office import Office, opened

DAY = date(2027, 7, 20)
BUILT_FROM = (
    "generator", "site", "setup.py", "pyproject.toml", "mkdocs.yml", "tests/cities/harbour", *around.CITY
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Installed:
    """The wheel, unpacked in a folder that is all Python finds of this project."""

    wheel: Path
    place: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "taizhang", *words],
            cwd=self.place.parent,
            env={**os.environ, "PYTHONPATH": str(self.place)},
            capture_output=True,
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in BUILT_FROM:
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        copy(PROJECT / name, source / name)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([*pip, *build, str(source)], check=True)
    shutil.rmtree(source)
    (wheel,) = folder.glob("*.whl")
    place = folder / "installed"
    install = ["install", "--no-index", "--no-deps", "--target", str(place), str(wheel)]
    subprocess.run([*pip, *install], check=True)
    return Installed(wheel, place)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"))


def test_it_holds_the_program_and_its_look_under_one_name(installed: Installed) -> None:
    with ZipFile(installed.wheel) as archive:
        found = {name for name in archive.namelist() if ".dist-info/" not in name}
    program = PROJECT / "generator"
    own = {
        f"taizhang/{path.relative_to(program).as_posix()}"
        for path in program.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    shipped = {*look.files(PROJECT), *around.files()}
    shipped |= {
        f"example/{path.relative_to(around.example()).as_posix()}"
        for path in around.example().rglob("*")
        if path.is_file() and "build" not in path.relative_to(around.example()).parts
    }
    assert found == own | {f"taizhang/{look.SHIPPED}/{path}" for path in shipped}


def test_it_says_its_version(installed: Installed) -> None:
    assert installed.run("--version").stdout == f"{__version__}\n"


def test_it_checks_judges_and_shows_as_the_checkout_does(
    installed: Installed, office: Office, tmp_path: Path
) -> None:
    root = ("--root", str(office.root))
    assert "检查通过" in installed.run("check", *root).stdout
    for command in ("judge", "site"):
        words = ("--edition", "public", "--as-of", str(DAY), "--out", str(tmp_path / command))
        assert installed.run(command, *root, *words).returncode == 0
        results = (tmp_path / command / "results.json").read_text("utf-8")
        assert results == as_json(flow.judge(flow.read(office.root), DAY, "public"))
    assert (tmp_path / "site" / "site" / "index.html").is_file()


def test_a_city_begins_from_it(installed: Installed, tmp_path: Path) -> None:
    for command in ("init", "example"):
        root = tmp_path / command
        assert installed.run(command, str(root)).returncode == 0
        assert "检查通过" in installed.run("check", "--root", str(root)).stdout
        assert os.access(root / "deploy/ci/prepare.sh", os.X_OK)


def test_it_writes_templates(installed: Installed, office: Office, tmp_path: Path) -> None:
    words = ("--unit", "beigang", "--period", "2027-06", "--out", str(tmp_path))
    done = installed.run("template", "--root", str(office.root), *words)
    assert done.returncode == 0
    assert list(tmp_path.rglob("*.xlsx"))


def test_what_it_publishes_is_what_the_checkout_makes(
    installed: Installed, office: Office, tmp_path: Path
) -> None:
    """The version, with the digest of the program in it, is the same byte for byte."""
    root, place = ("--root", str(office.root)), str(tmp_path / "published")
    assert installed.run("publish", "current", *root, "--to", place).returncode == 0
    version = f"{place}/{releases.CURRENT}"
    done = installed.run("verify", version, *root)
    assert done.returncode == 0
    assert "重新生成逐字节相同" in done.stdout
    again = releases.verify(version, office.root, False, flow.Unwatched())
    assert again.problems == []
    assert again.sentences
