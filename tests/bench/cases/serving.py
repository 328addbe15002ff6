"""The published site under load: nginx with our configuration over nginx with a bare file of the same size.

What is told is the processor time of nginx for a thousand requests, which does not hang on who else is busy.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.cases.running import processor, site
from tests.bench.rows import Bench, Row
from tests.place import PROJECT

_CONF = PROJECT / "deploy/nginx.conf"
_ALIKE = 16
"""Connections at once."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Seconds of nginx for a thousand requests, requests a second by the clock, kilobytes of an answer."""

    cpu: float
    rate: float
    size: float


def rows(bench: Bench) -> Iterator[Row]:
    """Pages as they are and compressed; nothing where there is no nginx or no wrk."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if nginx is None or shutil.which("wrk") is None:
        print("没有 nginx 或 wrk，这次不量网站的负载。", flush=True)
        return
    place = bench.scratch / "place"
    if not place.exists():
        (place / "latest").parent.mkdir(parents=True)
        built = site(bench)
        shutil.copytree(built, place / "latest")
        shutil.copy(built.with_name("results.json"), place / "latest")
    bare = bench.scratch / "bare"
    bare.mkdir(exist_ok=True)
    (bare / "small").write_bytes(b"x" * 1024)
    with _serving(nginx, place, bare) as (ours, plain, pid):
        seconds = bench.size(2, 10)
        floor = _load(f"{plain}/small", pid, seconds)
        yield Row("bare small", f"1 KB, {floor.rate:,.0f} a second, for 1,000", floor.cpu, 0)
        pages = {"home": "index.html", "unit": "units/u0002.html", "json": "results.json"}
        for name, path in pages.items():
            body = (place / "latest" / path).read_bytes()
            (bare / name).write_bytes(body)
            over = _load(f"{plain}/{name}", pid, seconds)
            yield Row(f"bare {name}", f"{len(body) / 1024:,.0f} KB, {over.rate:,.0f} a second, for 1,000",
                      over.cpu, 0, "bare small", over.cpu / floor.cpu)  # fmt: skip
            for how, header in (("as is", "identity"), ("gzip", "gzip")):
                cost = _load(f"{ours}/latest/{path}", pid, seconds, header)
                what = f"{how}, {cost.size:,.0f} KB, {cost.rate:,.0f} a second, for 1,000"
                yield Row(f"{name} {how}", what, cost.cpu, 0, f"bare {name}", cost.cpu / over.cpu)


def _load(url: str, pid: int, seconds: int, encoding: str = "identity") -> _Loaded:
    before = processor(pid)
    words = [
        "wrk",
        "-t1",
        f"-c{_ALIKE}",
        f"-d{seconds}s",
        "-H",
        f"Accept-Encoding: {encoding}",
        url,
    ]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    used = processor(pid) - before
    assert "Non-2xx" not in told, told
    asked = re.search(r"(\d+) requests in .*?, ([\d.]+)([KMG])B read", told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert asked, told
    assert rate, told
    count = int(asked[1])
    read = float(asked[2]) * {"K": 1, "M": 1024, "G": 1024**2}[asked[3]]
    return _Loaded(used / count * 1000, float(rate[1]), read / count)


@contextmanager
def _serving(nginx: str, place: Path, bare: Path) -> Iterator[tuple[str, str, int]]:
    """Our configuration and a plain one on two ports of loopback, and the process that answers."""
    ports = [_port(), _port()]
    with tempfile.TemporaryDirectory() as folder:
        server = _CONF.read_text("utf-8").replace("listen 80;", f"listen 127.0.0.1:{ports[0]};")
        server = server.replace("/srv/taizhang/published", str(place))
        plain = f"server {{ listen 127.0.0.1:{ports[1]}; root {bare}; sendfile on; }}\n"
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        folders = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
        Path(folder, "nginx.conf").write_text(
            f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n"
            f"events {{}}\nhttp {{ include /etc/nginx/mime.types; access_log off;\n"
            f"{folders}{plain}{server} }}\n",
            "utf-8",
        )
        run = subprocess.Popen([nginx, "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL)
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", ports[1])) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}", run.pid
        finally:
            run.terminate()
            run.wait()


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
