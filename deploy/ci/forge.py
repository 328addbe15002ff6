#!/usr/bin/env python3
"""Say something on the forge: ``forge.py comment FILE`` on the merge request, ``forge.py issue FILE``.

What was said before is replaced: one comment a request, one open issue of reminders. The first line
of an issue's file is its title. Standard library only. Works with the interface that GitHub, Gitea
and Forgejo share, and with GitLab's; which one it is, and for which request, the forge's own
variables tell.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARKS = {"comment": "<!-- taizhang-review -->", "issue": "<!-- taizhang-due -->"}
LIMIT = 60_000  # characters; forges take 65,536


@dataclass(frozen=True)
class Forge:
    """Where the project is, how to ask, and how a few things are called there."""

    project: str
    headers: dict[str, str]
    gitlab: bool

    def ask(self, path: str, method: str = "GET", body: Any = None) -> Any:
        request = urllib.request.Request(
            f"{self.project}/{path}", method=method, headers=dict(self.headers)
        )
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")


def main(what: str, file: str) -> int:
    text = Path(file).read_text("utf-8")
    if len(text) > LIMIT:
        text = f"{text[:LIMIT]}\n\n……内容过长，其余见流水线的输出。\n"
    forge = found()
    if forge is None:
        print("没有令牌，没有写到代码平台。", file=sys.stderr)
        return 1
    if what == "comment":
        comment(forge, text)
    else:
        issue(forge, text)
    return 0


def found() -> Forge | None:
    known = os.environ
    if "GITLAB_CI" in known:
        token = known.get("TAIZHANG_TOKEN", "")
        project = f"{known['CI_API_V4_URL']}/projects/{known['CI_PROJECT_ID']}"
        return Forge(project, {"PRIVATE-TOKEN": token}, True) if token else None
    token = known.get("TOKEN", "")
    project = f"{known['GITHUB_API_URL']}/repos/{known['GITHUB_REPOSITORY']}"
    return Forge(project, {"Authorization": f"token {token}"}, False) if token else None


def comment(forge: Forge, text: str) -> None:
    mark = MARKS["comment"]
    if forge.gitlab:
        place = f"merge_requests/{os.environ['CI_MERGE_REQUEST_IID']}/notes"
    else:
        place = f"issues/{os.environ['NUMBER']}/comments"
    own = [each for each in forge.ask(f"{place}?per_page=100") if mark in (each.get("body") or "")]
    if not own:
        forge.ask(place, "POST", {"body": text})
    elif forge.gitlab:
        forge.ask(f"{place}/{own[0]['id']}", "PUT", {"body": text})
    else:
        forge.ask(f"issues/comments/{own[0]['id']}", "PATCH", {"body": text})


def issue(forge: Forge, text: str) -> None:
    """Open an issue; one that is open from last time is closed, so that a new one is noticed."""
    mark, body = MARKS["issue"], "description" if forge.gitlab else "body"
    number = "iid" if forge.gitlab else "number"
    opened = forge.ask(f"issues?state={'opened' if forge.gitlab else 'open'}&per_page=100")
    head, _, rest = text.partition("\n")
    forge.ask("issues", "POST", {"title": head.lstrip("# "), body: f"{rest.strip()}\n\n{mark}\n"})
    for each in opened:
        if mark in (each.get(body) or ""):
            shut = {"state_event": "close"} if forge.gitlab else {"state": "closed"}
            forge.ask(f"issues/{each[number]}", "PUT" if forge.gitlab else "PATCH", shut)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
