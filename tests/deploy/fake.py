"""A forge on loopback: people who comment and open issues, tokens, pages, and bad days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "glpat-s3cret-t0ken"
ROBOT = "github-actions[bot]"
Answer = tuple[int, bytes, dict[str, str]]


@dataclass
class Fake:
    """What is said on a forge, oldest first; ``days`` are answers that come before the true ones."""

    gitlab: bool = False
    me: str | None = None  # whom the token says it is; a job's own may not ask
    paged: bool = True
    said: list[dict[str, Any]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    days: list[Answer] = field(default_factory=list)
    lost: bool = False  # what is posted arrives, and the answer does not
    address: str = ""

    def add(self, who: str, text: str, **more: Any) -> dict[str, Any]:
        """Something that somebody said."""
        number = len(self.said) + 1
        name = {"author": {"username": who}} if self.gitlab else {"user": {"login": who}}
        said = {"id": number, "iid": number, "number": number, "title": "", **name, **more}
        said |= {"body": text, "description": text}
        self.said.append(said)
        return said

    def texts(self) -> list[str]:
        return [each["body"] for each in self.said]

    def changes(self) -> list[tuple[str, str]]:
        """What was asked for that changes something."""
        return [each for each in self.asked if each[0] != "GET"]

    def answer(self, method: str, address: str, body: Any) -> tuple[int, bytes]:
        path, number = urlsplit(address).path, urlsplit(address).path.rpartition("/")[2]
        self.asked.append((method, path))
        if path.endswith("/user"):
            name = "username" if self.gitlab else "login"
            return (200, as_json({name: self.me})) if self.me else (403, b"{}")
        if method == "GET":
            asked = parse_qs(urlsplit(address).query)
            size, page = (100, int(asked["page"][0])) if self.paged else (10**6, 1)
            standing = [each for each in self.said if each.get("state") != "closed"]
            return 200, as_json(standing[(page - 1) * size : page * size])
        if body and method in ("POST", "PUT", "PATCH"):
            self.heard.append(body.get("body") or body.get("description") or "")
        if method == "POST":
            text = body.get("body") or body.get("description")
            self.add(self.me or ROBOT, text, title=body.get("title", ""))
            return (502, b"") if self.lost else (201, b"{}")
        (each,) = (each for each in self.said if str(each["id"]) == number)
        if method == "DELETE":
            self.said.remove(each)
        elif "body" in body:
            each["body"] = body["body"]
        else:
            each["state"] = "closed"
        return 200, b"{}"


@contextmanager
def opened(fake: Fake) -> Iterator[Fake]:
    """The forge, answering at its ``address``."""

    class Door(BaseHTTPRequestHandler):
        def answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            given = self.headers.get("Authorization", "") + self.headers.get("PRIVATE-TOKEN", "")
            day = fake.days.pop(0) if fake.days else None
            code, data, more = day or (401, b"{}", {})
            if day is not None:
                fake.asked.append((self.command, self.path))
            elif given in (TOKEN, f"token {TOKEN}"):
                code, data = fake.answer(self.command, self.path, body)
            self.send_response(code)
            for name, value in {"Content-Length": str(len(data)), **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        fake.address = f"http://127.0.0.1:{server.server_port}"
        yield fake
        server.shutdown()


def as_json(data: Any) -> bytes:
    return json.dumps(data).encode()
