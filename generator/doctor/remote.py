"""Where a remote is, by its address."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..frozen import dataclass

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_SCP = re.compile(r"(?:(?P<user>[^@/\s]+)@)?(?P<host>\[[^\]]+\]|[^:/\s]+):(?P<path>(?!//).*)")


@dataclass(frozen=True, slots=True)
class Remote:
    """An address as git takes it.

    ``folder`` is set for one on this machine or on a shared drive, ``host`` (with its port where that
    counts for the web) and ``project`` (``owner/name``) for all others. ``secret`` is a password in it.
    """

    kind: str
    folder: Path | None = None
    host: str = ""
    project: str = ""
    secret: str = ""

    @classmethod
    def of(cls, url: str, root: Path) -> Remote:
        """From what ``git remote get-url`` gives; a relative path is as seen from the root."""
        if url.startswith("file://"):
            path = unquote(url.removeprefix("file://"))
            if _DRIVE.match(path.removeprefix("/")):
                path = path.removeprefix("/")
            return cls("folder", Path(path))
        if "://" in url:
            return cls._addressed(url)
        scp = None if _DRIVE.match(url) else _SCP.fullmatch(url)
        if scp and "/" not in scp["host"]:
            return cls("ssh", None, scp["host"].strip("[]"), _project(scp["path"]))
        return cls("folder", root / url)

    @classmethod
    def _addressed(cls, url: str) -> Remote:
        parts = urlsplit(url)
        kind = parts.scheme.removeprefix("git+")
        host = parts.hostname or ""
        if kind in ("http", "https") and parts.port:
            host = f"{host}:{parts.port}"
        return cls(kind, None, host, _project(parts.path), parts.password or "")

    @property
    def web(self) -> str:
        """Where its web pages and its interface are, without a slash at the end."""
        return f"{'http' if self.kind == 'http' else 'https'}://{self.host}"


def _project(path: str) -> str:
    return unquote(path).strip("/").removesuffix(".git")
