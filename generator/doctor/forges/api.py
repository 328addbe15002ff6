"""Asking a forge: reading only, within seconds, and a token goes to nobody else."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.request
from dataclasses import field, replace
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any

from ...frozen import dataclass
from ..finding import State, UnseenError

_SECONDS = 10
_MOST = 5_000_000
_PAGES = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """``data`` is None for what is no JSON; ``is_data`` tells the two apart."""

    status: int
    data: Any
    is_data: bool
    headers: Message

    @property
    def date(self) -> datetime | None:
        """What time it is there."""
        try:
            return parsedate_to_datetime(self.headers.get("Date", ""))
        except ValueError:
            return None


class _Here(urllib.request.HTTPRedirectHandler):
    """Follow nowhere: a redirect would take the token along."""

    def redirect_request(self, *_: Any) -> None:
        """No request in its place; urllib then tells of the redirect as an error."""


@dataclass(frozen=True)
class Api:
    """An interface by its address; ``headers`` say who asks."""

    base: str
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    _given_up: list[UnseenError] = field(default_factory=list)

    def with_token(self, token: str) -> Api:
        """The same, asked by somebody."""
        return replace(self, token=token)

    def signed(self, **headers: str) -> Api:
        """The same with headers, an underscore for a hyphen."""
        return replace(self, headers={n.replace("_", "-"): v for n, v in headers.items()})

    def get(self, path: str) -> Answer:
        """An answer of any status; UnseenError where nobody answers, and then at once ever after."""
        if self._given_up:
            raise self._given_up[0]
        request = urllib.request.Request(f"{self.base}/{path}", headers=self.headers)
        opener = urllib.request.build_opener(_Here)
        try:
            try:
                stream = opener.open(request, timeout=_SECONDS)
            except urllib.error.HTTPError as error:
                stream = error
            with stream:
                return _read(stream.status or 0, stream.read(_MOST), stream.headers)
        except (OSError, HTTPException, ValueError) as error:
            self._given_up.append(_unreached(error))
            raise self._given_up[0] from error

    def ask(self, path: str, right: str) -> Any:
        """The data of an answer; UnseenError tells what right it takes where it is refused."""
        answer = self.get(path)
        if answer.status == 200 and answer.is_data:
            return answer.data
        raise refused(answer.status, right, bool(self.token))

    def every(self, path: str, right: str) -> list[Any]:
        """All pages of a list."""
        found: list[Any] = []
        for page in range(1, _PAGES + 1):
            mark = "&" if "?" in path else "?"
            part = self.ask(f"{path}{mark}per_page=50&limit=50&page={page}", right)
            found += part if isinstance(part, list) else []
            if not isinstance(part, list) or len(part) < 50:
                break
        return found


def refused(status: int, right: str, token: bool) -> UnseenError:
    """Why a forge did not show something."""
    if not token:
        return UnseenError(
            "没有令牌，看不到。",
            "设环境变量 TAIZHANG_TOKEN 为办公室的令牌（只读即可），再运行一次。",
        )
    if status == 401:
        return UnseenError("令牌无效或已过期（401）。", "在平台上重新生成令牌。", State.WRONG)
    if status in (403, 404):
        return UnseenError(f"令牌看不到这一项（{status}）。", f"给令牌加上权限：{right}。")
    if 300 <= status < 400:
        return UnseenError(
            f"平台把接口转到了别的地址（{status}）。", "把远程仓库的地址改成平台现在的地址。"
        )
    return UnseenError(f"平台答复了 {status}。", "过一会儿再运行一次；一直这样，请看平台的日志。")


def _read(status: int, body: bytes, headers: Message) -> Answer:
    try:
        return Answer(status, json.loads(body), True, headers)
    except ValueError:
        return Answer(status, None, False, headers)


def _unreached(error: Exception) -> UnseenError:
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLError):
        return UnseenError(
            "平台的证书通不过。",
            "本机时间是否准确；自签的证书请装进系统，或用 SSL_CERT_FILE 指定。",
        )
    if isinstance(reason, TimeoutError):
        return UnseenError(f"平台 {_SECONDS} 秒没有回答。", "看看网络和代理，再运行一次。")
    return UnseenError(f"连不上平台的接口：{reason}", "看看网络和代理，再运行一次。")
