"""Asking a web server for a file as a browser does: bounded in size and in time, and never led elsewhere."""

from __future__ import annotations

import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPMessage,
    HTTPResponse,
    HTTPSConnection,
)
from socket import SHUT_RDWR, socket
from threading import Timer, local
from typing import IO
from urllib.parse import urlsplit

from ...intake.telling import file_name
from ...words.faults import fault

LARGEST = 100_000_000
"""Bytes of a file; none that publishing makes is nearly as large."""

TIMEOUT = 30
WHOLE = 120
"""Seconds that a server may be silent, and that one answer may take in all."""

_ABSENT = (404, 410)


class UnreachableError(Exception):
    """Nobody answers at an address, or too slowly; the text is for the reader."""


class UnseenError(Exception):
    """There is something, but not to be looked at; the text is for the reader, ``status`` is HTTP's."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.status = status


def fetched(url: str) -> bytes | None:
    """What a browser is shown at an address, unpacked; None where the server says that there is nothing.

    UnseenError for an answer that cannot be taken, UnreachableError where there is none.
    """
    asked = urllib.request.Request(url, headers=_AS_BROWSERS)
    try:
        with _limited() as late, _OPENER.open(asked, timeout=TIMEOUT) as answer:
            data = _unpacked(b"".join(_pieces(answer)), answer.headers.get("Content-Encoding"))
            if late():
                raise TimeoutError
            return data
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in _ABSENT:
            return None
        raise UnseenError(f"服务器答复 {error.code}", error.code) from error
    except TimeoutError as error:
        raise UnreachableError(f"{file_name(url)} 的答复太慢，没有等到") from error
    except (urllib.error.URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError) or late():
            raise UnreachableError(f"{file_name(url)} 的答复太慢，没有等到") from error
        why = fault(reason) if isinstance(reason, OSError) else str(reason)
        raise UnreachableError(f"打不开 {file_name(url)}：{file_name(why)}") from error
    except (HTTPException, ValueError, zlib.error) as error:
        if late():
            raise UnreachableError(f"{file_name(url)} 的答复太慢，没有等到") from error
        raise UnseenError("服务器的答复不合规矩，读不出来") from error


_AS_BROWSERS = {"Accept": "*/*", "Accept-Encoding": "gzip", "User-Agent": "Mozilla/5.0 (taizhang)"}
"""Compressed files that lie beside the true ones are shown only to who asks for them, as browsers do."""


def _pieces(answer: HTTPResponse) -> Iterator[bytes]:
    size = 0
    while piece := answer.read1(1 << 16):
        size += len(piece)
        if size > LARGEST:
            raise UnseenError("内容没有尽头，或者太大")
        yield piece
    if answer.length:
        raise UnseenError("内容没有传完")


def _unpacked(data: bytes, encoding: str | None) -> bytes:
    match (encoding or "identity").lower():
        case "identity":
            return data
        case "gzip" | "x-gzip":
            unpacker = zlib.decompressobj(wbits=31)
            plain = unpacker.decompress(data, LARGEST)
            if unpacker.unconsumed_tail:
                raise UnseenError("内容解开以后太大")
            return plain
        case other:
            raise UnseenError(f"服务器用了没有请求的压缩方式 {file_name(other)}")


_open = local()
"""The socket of the answer that a thread waits for."""


@contextmanager
def _limited() -> Iterator[Callable[[], bool]]:
    """Cut the connection when all of an answer takes too long; gives whether it was."""
    cut: list[bool] = []
    sockets: list[socket] = []
    _open.sockets = sockets

    def end() -> None:
        cut.append(True)
        for each in sockets:
            with suppress(OSError):
                each.shutdown(SHUT_RDWR)

    timer = Timer(WHOLE, end)
    timer.start()
    try:
        yield lambda: bool(cut)
    finally:
        timer.cancel()


def _note(opened: socket | None) -> None:
    if opened is not None:
        _open.sockets.append(opened)


class _Plain(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _note(self.sock)


class _Sealed(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _note(self.sock)


class _PlainHandler(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_Plain, req)


class _SealedHandler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_Sealed, req)


class _Staying(urllib.request.HTTPRedirectHandler):
    """Goes along to the same page of the same host, as from http to https; anything else is told."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The same request once more; UnseenError where it would lead elsewhere."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if old.hostname != new.hostname or old.path.rstrip("/") != new.path.rstrip("/"):
            raise UnseenError(f"服务器把它转到 {file_name(newurl[:200])}", code)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_OPENER = urllib.request.build_opener(_PlainHandler, _SealedHandler, _Staying)
