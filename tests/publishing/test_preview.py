"""The preview: a real server in a process of its own, changed files, Ctrl-C."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.publishing import serve
from tests.place import PROJECT

# A rebuild that copies words.txt into the page, and fails while it says “错”.
RUN = """
import signal
import sys
from pathlib import Path
from generator.publishing import serve

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
root, port = Path(sys.argv[1]), int(sys.argv[2])

def rebuild():
    words = (root / "words.txt").read_text("utf-8")
    if words == "错":
        print("第1行有错", flush=True)
        return False
    (root / "site").mkdir(exist_ok=True)
    (root / "site" / "index.html").write_text(f"<body>{words}</body>", "utf-8")
    (root / "site" / "404.html").write_text("没有这个页面", "utf-8")
    return True

sys.exit(len(serve(root / "site", rebuild, [root / "words.txt", root / "gone"], port=port)))
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def preview(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "words.txt").write_text("一", "utf-8")
    command = [sys.executable, "-X", "utf8", "-c", RUN, str(tmp_path), str(port)]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == (
            f"预览地址：http://127.0.0.1:{port}/（按 Ctrl-C 结束）\n"
        )
        yield process
        process.kill()


def page(port: int, path: str = "") -> str:
    """What the server shows, once it answers."""
    deadline = time.monotonic() + 10
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}") as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.read().decode()}"
        except urllib.error.URLError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_change_is_shown_a_failure_is_not_and_ctrl_c_ends_it(
    preview: subprocess.Popen[str], tmp_path: Path, port: int
) -> None:
    assert preview.stdout
    assert "一" in page(port)
    assert page(port, "missing.html") == "404 没有这个页面"

    # As editors do: a new file under the old name.
    (tmp_path / "new").write_text("二", "utf-8")
    (tmp_path / "new").replace(tmp_path / "words.txt")
    assert preview.stdout.readline() == "已更新。\n"
    assert "二" in page(port)

    (tmp_path / "words.txt").write_text("错", "utf-8")
    assert preview.stdout.readline() == "第1行有错\n"
    assert preview.stdout.readline() == "没有更新：改好上面的问题后会自动重来。\n"
    assert "二" in page(port)

    preview.send_signal(signal.SIGINT)
    said, _ = preview.communicate(timeout=10)
    assert said == "预览已结束。\n"
    assert preview.returncode == 0


def test_a_taken_port_is_told_before_anything_is_built(tmp_path: Path, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        (problem,) = serve(tmp_path, lambda: pytest.fail("built"), [], port=port)
    assert problem.code == "E607"
    assert problem.message == f"端口 {port} 已被别的程序占用"
    assert "--port" in problem.hint


def test_a_port_that_is_none_is_told(tmp_path: Path) -> None:
    (problem,) = serve(tmp_path, lambda: True, [], port=70000)
    assert problem.message == "端口 70000 无效"
