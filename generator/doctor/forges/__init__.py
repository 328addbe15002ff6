"""The forges: a module each says how it is asked; ``found`` tells which one a remote is on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..finding import State, UnseenError
from ..remote import Remote
from .api import Api
from .forge import Account, Forge, Guarded, Project, Variable
from .gitea import Gitea
from .github import GitHub
from .gitlab import GitLab

__all__ = ["Account", "Forge", "Guarded", "Project", "Variable", "found"]

_KINDS: dict[str, Callable[[Api, str], Forge]] = {
    "github": GitHub,
    "gitea": Gitea,
    "gitlab": GitLab,
}
_TOKENS = {
    "github": ("TAIZHANG_TOKEN", "TOKEN", "GITHUB_TOKEN", "GH_TOKEN"),
    "gitea": ("TAIZHANG_TOKEN", "TOKEN", "GITEA_TOKEN", "FORGEJO_TOKEN"),
    "gitlab": ("TAIZHANG_TOKEN", "GITLAB_TOKEN", "CI_JOB_TOKEN"),
}
"""Where a token for a forge is looked for; none of another forge is ever sent to it."""


def found(remote: Remote, environ: Mapping[str, str]) -> Forge:
    """The forge on which a remote is; UnseenError where it is on none, or on one that cannot be told."""
    if remote.folder is not None:
        raise UnseenError("远程仓库是一个文件夹，没有代码平台的接口。", state=State.NOTED)
    kind, api = _told(remote, environ)
    token = next((environ[name] for name in _TOKENS[kind] if environ.get(name)), "")
    return _KINDS[kind](api.with_token((token or remote.secret).strip()), remote.project)


def _told(remote: Remote, environ: Mapping[str, str]) -> tuple[str, Api]:
    """The kind of a forge and its interface: by the variables of its own runner, its name, its answers."""
    server = environ.get("GITHUB_SERVER_URL", "").rstrip("/")
    if server and server == remote.web and environ.get("GITHUB_API_URL"):
        ours = environ.get("GITEA_ACTIONS") or environ.get("FORGEJO_ACTIONS")
        base = environ["GITHUB_API_URL"].rstrip("/")
        return ("gitea" if ours or base.endswith("/api/v1") else "github"), Api(base)
    if environ.get("CI_SERVER_URL", "").rstrip("/") == remote.web and environ.get("CI_API_V4_URL"):
        return "gitlab", Api(environ["CI_API_V4_URL"].rstrip("/"))
    if remote.host == "github.com":
        return "github", Api("https://api.github.com")
    for kind, path, probe in _PROBES:
        api = Api(f"{remote.web}{path}")
        answer = api.get(probe)
        if answer.status in (200, 401, 403) and answer.is_data:
            return kind, api
    raise UnseenError(
        f"{remote.host} 上没有认出 GitHub、Gitea、Forgejo 或 GitLab 的接口。",
        "平台的接口在别的地址，或不是这几种；请对照 deploy/README.md 逐项看平台的设置。",
    )


_PROBES = (
    ("gitea", "/api/v1", "version"),
    ("gitlab", "/api/v4", "version"),
    ("github", "/api/v3", "meta"),
)
