"""What is installed is what was pinned, file by file."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import make
from tests.loopback import serving
from tests.packaging.test_pin import hashed, wheel
from tests.place import PROJECT

HEAD = "# What is needed.\n\n# [build] to build\n\n# [site] for the site\n"


@pytest.fixture
def constraints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Constraints of our own, and a pip that has an environment."""
    file = tmp_path / "constraints.txt"
    monkeypatch.setattr(make, "CONSTRAINTS", file)
    monkeypatch.setattr(make, "set_up", lambda *_, **__: None)
    monkeypatch.setattr(make, "VENV_PYTHON", Path(sys.executable))
    monkeypatch.setattr(make, "PIP", (sys.executable, *make.PIP[1:]))
    return file


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all pip knows of packages."""
    folder = tmp_path / "source"
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setattr(make, "WHEELHOUSE", tmp_path / "wheelhouse")
    return folder


def test_every_package_is_pinned_by_the_hashes_of_its_files() -> None:
    pins = make.pinned("build", "site", "dev")
    text = (PROJECT / "constraints.txt").read_text("utf-8")
    assert len(pins) == len(re.findall(r"^[^#\s].*==", text, re.MULTILINE))
    for pin in pins:
        assert re.fullmatch(r"[\w.-]+==[\w.]+", pin.package)
        assert pin.hashes == sorted(set(pin.hashes))
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in pin.hashes)
        assert pin.hashes, pin.package
    assert "://" not in text


@pytest.mark.parametrize(
    ("file", "needed"),
    [
        ("num_bers-1.0-py3-none-any.whl", True),
        ("Num.Bers-1.0-py2.py3-none-any.whl", True),
        ("num_bers-1.0-1-py3-none-any.whl", True),
        ("num_bers-1.0-cp39-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", True),
        ("num_bers-1.0-cp314-cp314t-win_arm64.whl", True),
        ("num_bers-1.0-cp311-cp311-macosx_11_0_arm64.whl", True),
        ("num_bers-1.0-cp310-cp310-win_amd64.whl", False),
        ("num_bers-1.0-pp311-pypy311_pp73-win_amd64.whl", False),
        ("num_bers-1.0-cp313-cp313-ios_13_0_arm64_iphoneos.whl", False),
        ("num_bers-1.0.1-py3-none-any.whl", False),
        ("num_bers_more-1.0-py3-none-any.whl", False),
        ("num-bers-1.0.tar.gz", True),
        ("num_bers-1.0.zip", True),
        ("num_bers-more-1.0.tar.gz", False),
        ("num_bers-1.0.win32.exe", False),
        ("num_bers-1.0-py3.11.egg", False),
    ],
)
def test_the_files_that_a_user_may_get(file: str, needed: bool) -> None:
    assert make.is_needed(file, "num-bers", "1.0") is needed


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An index of packages that lists what is written there."""
    with serving(tmp_path / "index") as address:
        monkeypatch.setenv("PIP_INDEX_URL", f"{address}/simple/")
        yield tmp_path / "index" / "simple"


def test_hashes_are_renewed_from_the_index_that_pip_asks(constraints: Path, index: Path) -> None:
    rows = (
        ("a", "num_bers-1.0-py3-none-any.whl", "sha256"),
        ("b", "num_bers-1.0.tar.gz", "sha256"),
        ("c", "num_bers-0.9.tar.gz", "sha256"),
        ("d", "num_bers-1.0-py2.py3-none-any.whl", "md5"),
    )
    page = index / "num-bers" / "index.html"
    page.parent.mkdir(parents=True)
    links = [f'<a href="../../files/{name}#{of}={each * 64}" x="">…' for each, name, of in rows]
    page.write_text("\n".join(reversed(links)), "utf-8")
    constraints.write_text(f"{HEAD}Num_Bers==1.0\n", "utf-8")
    for _ in range(2):
        assert make.hashes() == 0
        assert constraints.read_text("utf-8") == (
            f"{HEAD}Num_Bers==1.0 \\\n"
            f"    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n"
        )
    assert make.pinned("site") == [
        make.Pin("Num_Bers==1.0", [f"sha256:{each * 64}" for each in "ab"])
    ]
    before = f"{HEAD}Num_Bers==1.0\nunheard-of==2.0\n"
    constraints.write_text(before, "utf-8")
    with pytest.raises(make.SetUpError, match="没有改"):
        make.hashes()
    assert constraints.read_text("utf-8") == before


def test_a_wheelhouse_holds_what_is_pinned_and_nothing_else(
    constraints: Path, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pinned, other = wheel(source, "numbers"), wheel(source, "strings")
    constraints.write_text(f"{HEAD}numbers==1.0 \\\n    {hashed(pinned)}\n", "utf-8")
    make.WHEELHOUSE.mkdir()
    (make.WHEELHOUSE / other.name).write_bytes(other.read_bytes())
    (make.WHEELHOUSE / "numbers-0.9-py3-none-any.whl").write_bytes(b"old")
    assert make.wheelhouse() == 0
    assert [each.name for each in make.WHEELHOUSE.iterdir()] == [pinned.name]


def test_a_package_that_was_changed_is_refused_in_words(constraints: Path, source: Path) -> None:
    pinned = wheel(source, "numbers")
    constraints.write_text(f"{HEAD}numbers==1.0 \\\n    {hashed(pinned)}\n", "utf-8")
    pinned.write_bytes(pinned.read_bytes() + b"\0")
    with pytest.raises(make.SetUpError, match=r"与 constraints\.txt 里的校验值不符"):
        make.wheelhouse()
    constraints.write_text(f"{HEAD}numbers==1.0\n", "utf-8")
    with pytest.raises(make.SetUpError, match=r"请运行 python3 make\.py hashes"):
        make.wheelhouse()
