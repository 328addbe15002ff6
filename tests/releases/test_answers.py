"""By address a place is seen as visitors are shown it: bounded, and whatever a server makes of it is told."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import releases
from generator.flow import Unwatched
from generator.releases import tombstone
from generator.releases.place import listing
from generator.releases.proof import fetching
from generator.releases.proof.verifying import Proof
from tests.factory import codes
from tests.loopback import Quiet, serving
from tests.releases.little import published


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return published(tmp_path_factory.mktemp("little"))


@pytest.fixture
def copy(place: tuple[Path, Path], tmp_path: Path) -> Path:
    shutil.copytree(place[1], tmp_path / "published", symlinks=True)
    return tmp_path / "published"


def verified(folder: Path, root: Path, handler: type[Quiet] = Quiet) -> Proof:
    with serving(folder, handler) as address:
        return releases.verify(address, root, True, Unwatched())


def test_a_sound_place_is_sound_and_it_is_said_what_cannot_be_seen(
    place: tuple[Path, Path],
) -> None:
    root, folder = place
    found = verified(folder, root)
    assert not found.problems
    assert "看不全" in found.notes[0]


def test_a_version_that_the_list_leaves_out_is_found_by_the_one_after_it(
    place: tuple[Path, Path], copy: Path
) -> None:
    heads = {"2027-06": tombstone.head(copy / "2027-06")}
    (copy / "versions.json").write_bytes(bytes(listing(heads)["versions.json"]))  # type: ignore[arg-type]
    (copy / "2027-03" / "units" / "a.html").write_text("x")
    found = verified(copy, place[0])
    assert sorted((p.code, p.file) for p in found.problems) == [
        ("E611", "2027-03/units/a.html"),
        ("E629", "versions.json"),
    ]
    (copy / "versions.json").write_text("")
    shutil.rmtree(copy / "2027-03")
    assert "E613" in codes(verified(copy, place[0]).problems)  # nothing is listed, nothing is there


def test_a_version_that_is_gone_is_missed(place: tuple[Path, Path], copy: Path) -> None:
    shutil.rmtree(copy / "2027-03")
    found = verified(copy, place[0])
    assert {p.code for p in found.problems} == {"E613", "E629", "E632"}


def planted_first(folder: Path) -> None:
    (folder / "2027-06" / "assets" / "index.html").write_text("x")


def planted_beside(folder: Path) -> None:
    (folder / "2027-06" / "assets" / "b.js").write_text("x")


def turned(folder: Path) -> None:
    (folder / "latest").unlink()
    (folder / "latest").symlink_to("2027-03")


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (planted_first, [("E633", "2027-06/assets/")]),
        (planted_beside, [("E611", "2027-06/assets/b.js")]),
        (turned, [("E630", "latest")]),
    ],
)
def test_what_a_folder_shows_first_is_looked_at(
    place: tuple[Path, Path],
    copy: Path,
    spoil: Callable[[Path], None],
    expected: list[tuple[str, str]],
) -> None:
    spoil(copy)
    assert [(p.code, p.file) for p in verified(copy, place[0]).problems] == expected


class Twisted(Quiet):
    """A server that has its own way with one page."""

    def do_GET(self) -> None:  # noqa: N802
        if self.path == "/2027-06/notice.html":
            self.twist()
        else:
            super().do_GET()

    def twist(self) -> None:
        raise NotImplementedError

    def answer(self, code: int, data: bytes = b"", **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)


class Elsewhere(Twisted):
    def twist(self) -> None:
        self.answer(
            302, Location="http://127.0.0.1:1/2027-06/notice.html".replace("127.0.0.1", "localhost")
        )


class Aside(Twisted):
    def twist(self) -> None:
        self.answer(302, Location="/2027-03/notice.html")


class Ailing(Twisted):
    def twist(self) -> None:
        self.answer(503)


class Packed(Twisted):
    """A compressed twin that differs is shown to those who take it, and browsers do."""

    def twist(self) -> None:
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            self.answer(200, gzip.compress(b"x"), Content_Encoding="gzip")
        else:
            super().do_GET()


class Bomb(Twisted):
    def twist(self) -> None:
        self.answer(200, gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")


class Strange(Twisted):
    def twist(self) -> None:
        self.answer(200, b"x", Content_Encoding="br")


class Short(Twisted):
    def twist(self) -> None:
        self.answer(200, b"x", Content_Length="100")


class Endless(Twisted):
    def twist(self) -> None:
        self.answer(200)
        while True:
            self.wfile.write(bytes(1 << 16))


class Garbled(Twisted):
    def twist(self) -> None:
        self.wfile.write(b"\0\1\2 not http at all\r\n\r\n")


@pytest.mark.parametrize(
    ("handler", "code", "words"),
    [
        (Elsewhere, "E633", "转到"), (Aside, "E633", "转到"), (Ailing, "E633", "503"), (Packed, "E611", "被改动"),
        (Bomb, "E633", "太大"), (Strange, "E633", "压缩方式"), (Short, "E633", ""), (Endless, "E633", "没有尽头"),
        (Garbled, "E633", ""),
    ],
)  # fmt: skip
def test_what_a_server_makes_of_a_page_is_told(
    place: tuple[Path, Path],
    handler: type[Quiet],
    code: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 1_000_000)
    found = verified(place[1], place[0], handler).problems
    assert [(p.code, p.file) for p in found] == [(code, "2027-06/notice.html")]
    assert words in found[0].message


class Slow(Twisted):
    def twist(self) -> None:
        self.answer(200)
        while True:
            self.wfile.write(b"x")
            self.wfile.flush()
            self.connection.settimeout(0.1)
            try:
                if not self.connection.recv(1):
                    return
            except TimeoutError:
                continue


class Silent(Twisted):
    def twist(self) -> None:
        self.connection.recv(1)


@pytest.mark.parametrize("handler", [Slow, Silent])
def test_who_answers_too_slowly_is_not_waited_for(
    place: tuple[Path, Path], handler: type[Quiet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "TIMEOUT", 1.5)
    monkeypatch.setattr(fetching, "WHOLE", 1)
    with pytest.raises(releases.UnreachableError, match="太慢"):
        verified(place[1], place[0], handler)


class Yes(Quiet):
    """Something for every address, as applications of one page are served."""

    def send_error(self, *_: object, **__: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<p>x</p>")


def test_a_server_that_has_everything_is_found_out(place: tuple[Path, Path]) -> None:
    assert codes(verified(place[1], place[0], Yes).problems) == ["E633"]


@pytest.mark.parametrize(
    "where",
    [
        "http://",
        "http://[",
        "http://a b/",
        "http://x:99999/",
        "http://\x1b[31m/",
        "https://127.0.0.1:9/",
    ],
)
def test_an_address_that_is_none_is_said(place: tuple[Path, Path], where: str) -> None:
    with pytest.raises(releases.UnreachableError) as said:
        releases.verify(where, place[0], True, Unwatched())
    assert "\x1b" not in str(said.value)
