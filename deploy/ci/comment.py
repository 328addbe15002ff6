#!/usr/bin/env python3
"""Put a review on its merge request: ``comment.py review.md``; an earlier one is replaced.

Standard library only. Works with the interface that GitHub, Gitea and Forgejo share, and with
GitLab's; which one it is, and for which request, the forge's own variables tell.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from pathlib import Path
from typing import Any

MARK = "<!-- taizhang-review -->"
LIMIT = 60_000  # characters; forges take 65,536


def main(file: str) -> int:
    text = Path(file).read_text("utf-8")
    if len(text) > LIMIT:
        text = f"{text[:LIMIT]}\n\n……说明过长，其余见流水线的输出。\n"
    address, headers, key = forge()
    if not headers:
        print("没有令牌，说明没有写到合并请求。", file=sys.stderr)
        return 1
    own = [each for each in ask(f"{address}?per_page=100", headers) if MARK in each.get("body", "")]
    if own and key == "notes":
        ask(f"{address}/{own[0]['id']}", headers, "PUT", {"body": text})
    elif own:
        issues = address.rsplit("/", 2)[0]
        ask(f"{issues}/comments/{own[0]['id']}", headers, "PATCH", {"body": text})
    else:
        ask(address, headers, "POST", {"body": text})
    return 0


def forge() -> tuple[str, dict[str, str], str]:
    """Where the comments of the request are, how to ask, and what they are called there."""
    known = os.environ
    if "GITLAB_CI" in known:
        request = known["CI_MERGE_REQUEST_IID"]
        project = known["CI_PROJECT_ID"]
        address = f"{known['CI_API_V4_URL']}/projects/{project}/merge_requests/{request}/notes"
        token = known.get("TAIZHANG_TOKEN", "")
        return address, {"PRIVATE-TOKEN": token} if token else {}, "notes"
    address = (
        f"{known['GITHUB_API_URL']}/repos/{known['GITHUB_REPOSITORY']}/issues/{known['NUMBER']}"
    )
    token = known.get("TOKEN", "")
    return f"{address}/comments", {"Authorization": f"token {token}"} if token else {}, "comments"


def ask(address: str, headers: dict[str, str], method: str = "GET", body: Any = None) -> Any:
    request = urllib.request.Request(address, method=method, headers=dict(headers))
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
