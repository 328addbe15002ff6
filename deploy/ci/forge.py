#!/usr/bin/env python3
"""Say something on the forge: ``forge.py comment FILE`` on the merge request, ``forge.py issue FILE``.

What was said before is replaced: one comment a request, one open issue of reminders. It is known by its
mark and by its author, so that nobody who copies the mark is ever overwritten. The first line of an
issue's file is its title. Works with the interface that GitHub, Gitea and Forgejo share, and with
GitLab's; which one it is, and for which request, the forge's own variables tell. Standard library only.

Ends with 0 when it was said, 1 when not (the reason is told), 2 for a wrong use. The token goes to the
forge alone: redirects are not followed, and no message holds it.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MARKS = {"comment": "<!-- taizhang-review -->", "issue": "<!-- taizhang-due -->"}
LIMIT = 60_000  # characters; forges take 65,536
TITLE = 200  # characters; GitHub takes 256, GitLab 255
PAGES = 100  # of a hundred each: more than a request ever holds, and an end where paging is ignored
PAUSES = (2.0, 5.0, 15.0)  # seconds before trying again
LONGEST = 60.0  # seconds that a forge may have us wait
TIMEOUT = 30.0
PASSING = {408, 425, 429, 500, 502, 503, 504}  # states of a forge that another try may find over

# As whom a job's own token speaks, where the forge does not say who we are.
ROBOTS = {"github": {"github-actions[bot]"}, "gitea": {"gitea-actions", "forgejo-actions"}}

REASONS = {
    301: "地址已变：项目可能改了名或搬了家",
    302: "被转到了别处，没有跟去：请核对平台的地址",
    400: "平台没有看懂",
    401: "令牌无效或已过期",
    403: "令牌没有这项权限",
    404: "没有这个项目或合并请求，或者令牌看不到它",
    410: "已不在了，或者项目关闭了这项功能",
    413: "内容过长",
    422: "平台不接受这样的内容",
    429: "问得太多，被限制了次数",
}


class RefusedError(Exception):
    """It could not be said; the text is for the reader."""


class BusyError(RefusedError):
    """It could not be said now: the forge was busy or out of reach; it may say for how many seconds."""

    def __init__(self, why: str, wait: str | None = None) -> None:
        super().__init__(why)
        self.wait = min(float(wait), LONGEST) if wait and wait.isdecimal() else 0.0


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The token is for one host; whoever it is sent on to does not get it."""

    def redirect_request(self, *_: Any) -> None:
        return None


OPENER = urllib.request.build_opener(NoRedirect)


@dataclass(frozen=True)
class Forge:
    """Where the project is, how to ask, and how a few things are called there."""

    api: str
    project: str
    kind: str
    header: tuple[str, str] = field(repr=False)
    request: str  # the number of the merge request, or nothing

    @property
    def gitlab(self) -> bool:
        return self.kind == "gitlab"

    @property
    def change(self) -> str:
        """The method by which something is changed."""
        return "PUT" if self.gitlab else "PATCH"

    def ask(self, path: str, method: str = "GET", body: Any = None) -> Any:
        """What the forge answers, from JSON; a RefusedError in words for everything else."""
        where = f"{method} {path.partition('?')[0]}"
        request = urllib.request.Request(
            f"{self.api}/{path}", method=method, headers=dict([self.header])
        )
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with OPENER.open(request, timeout=TIMEOUT) as answer:
                data = answer.read()
        except urllib.error.HTTPError as error:
            raise refusal(where, error) from None
        except (OSError, http.client.HTTPException) as error:
            said = getattr(error, "reason", error)
            raise BusyError(
                f"{where}：连不上平台，或者没有等到回答（{type(said).__name__}）。"
            ) from None
        except ValueError:
            raise RefusedError(f"{where}：平台的接口地址不对。") from None
        try:
            return json.loads(data or b"null")
        except (ValueError, RecursionError):
            raise RefusedError(f"{where}：回答不是 JSON，多半是登录页或代理的网页。") from None

    def every(self, path: str) -> Iterator[dict[str, Any]]:
        """All of a list, page by page, each once; a forge that knows no pages gives the same again."""
        seen = set()
        for page in range(1, PAGES + 1):
            listed = self.ask(
                f"{path}{'&' if '?' in path else '?'}per_page=100&limit=50&page={page}"
            )
            if not isinstance(listed, list):
                raise RefusedError(f"GET {path.partition('?')[0]}：回答不是一份清单。")
            known = [each for each in listed if isinstance(each, dict) and "id" in each]
            new = [each for each in known if each["id"] not in seen]
            if not new:
                return
            seen |= {each["id"] for each in new}
            yield from new

    def own(self, path: str, what: str) -> list[dict[str, Any]]:
        """What we said there before, the oldest first."""
        me = self.names()
        text = "description" if self.gitlab and what == "issue" else "body"
        found = [
            each
            for each in self.every(path)
            if MARKS[what] in str(each.get(text))
            and author(each) in me
            and not each.get("pull_request")
        ]
        return sorted(found, key=lambda each: int(each["id"]))

    def names(self) -> set[str]:
        """As whom the token speaks."""
        try:
            me = self.ask("user")
        except BusyError:
            raise
        except RefusedError:  # a job's own token may not ask
            me = None
        name = author({"user": me})
        return {name} if name else ROBOTS.get(self.kind, set())


def refusal(where: str, error: urllib.error.HTTPError) -> RefusedError:
    """What a state of the forge means; asked too often, GitHub refuses with 403 too."""
    told, wait = error.headers, error.headers.get("Retry-After")
    often = error.code == 403 and (wait or told.get("X-RateLimit-Remaining") == "0")
    code = 429 if often else 302 if error.code in (303, 307, 308) else error.code
    why = f"{where}：{error.code}，{REASONS.get(code, '平台出了错')}。"
    return BusyError(why, wait) if code in PASSING else RefusedError(why)


def author(said: Mapping[str, Any]) -> str:
    """Who wrote a comment or an issue; nobody's name is empty."""
    who = said.get("user") or said.get("author")
    return str(who.get("login") or who.get("username") or "") if isinstance(who, dict) else ""


def main(words: list[str], known: Mapping[str, str] = os.environ) -> int:
    """Say what the words ask for; the exit code."""
    if len(words) != 2 or words[0] not in MARKS:
        return complain("用法：forge.py comment 文件，或 forge.py issue 文件。", 2)
    what, file = words
    try:
        text = Path(file).read_bytes().decode("utf-8", "replace").replace("\0", "")
    except OSError as error:
        return complain(f"读不到“{file}”：{error.strerror}。没有写到代码平台。", 2)
    if not text.strip():
        return complain(f"“{file}”是空的，前面的步骤没有做完。没有写到代码平台。")
    try:
        forge = found(known)
        again({"comment": comment, "issue": issue}[what], forge, text)
    except RefusedError as refusal:
        return complain(f"没有写到代码平台。{refusal}")
    return 0


def again(say: Callable[[Forge, str], None], forge: Forge, text: str) -> None:
    """Say it; where the forge was out of reach, from the beginning: what had arrived is found then."""
    for pause in PAUSES:
        try:
            return say(forge, text)
        except BusyError as busy:
            time.sleep(max(pause, busy.wait))
    return say(forge, text)


def found(known: Mapping[str, str]) -> Forge:
    """The forge that the variables of the job tell of."""
    try:
        if "GITLAB_CI" in known:
            project = known.get("CI_MERGE_REQUEST_PROJECT_ID") or known["CI_PROJECT_ID"]
            api, project, name = known["CI_API_V4_URL"], f"projects/{project}", "TAIZHANG_TOKEN"
            kind, request = "gitlab", known.get("CI_MERGE_REQUEST_IID", "")
        else:
            api, project = known["GITHUB_API_URL"], f"repos/{known['GITHUB_REPOSITORY']}"
            name, request = "TOKEN", known.get("NUMBER", "")
            gitea = "GITEA_ACTIONS" in known or "FORGEJO_ACTIONS" in known
            kind = "gitea" if gitea else "github"
    except KeyError as missing:
        raise RefusedError(f"没有变量 {missing.args[0]}：要在平台的流水线里运行。") from None
    token = known.get(name, "").strip()
    if not token:
        raise RefusedError(f"没有令牌（变量 {name}）。")
    if not re.fullmatch(r"[!-~]+", token):
        raise RefusedError(f"令牌（变量 {name}）里有空格、换行或别的不能用的字符，请重新粘贴。")
    if not re.fullmatch(r"https?://[!-~]+", api) or not re.fullmatch(r"[\w./-]+", project):
        raise RefusedError("平台的接口地址不对：要以 http:// 或 https:// 开头，没有空格、换行。")
    header = ("PRIVATE-TOKEN", token) if kind == "gitlab" else ("Authorization", f"token {token}")
    return Forge(api.rstrip("/"), project, kind, header, request)


def comment(forge: Forge, text: str) -> None:
    """One comment: the oldest of ours is written anew, and what two runs at once left besides goes."""
    if not re.fullmatch(r"[0-9]+", forge.request):
        raise RefusedError("没有合并请求的编号：要在合并请求的流水线里运行。")
    asked = "merge_requests" if forge.gitlab else "issues"
    place = f"{forge.project}/{asked}/{forge.request}/{'notes' if forge.gitlab else 'comments'}"
    each = place if forge.gitlab else f"{forge.project}/issues/comments"
    body = {"body": marked(text, MARKS["comment"])}
    first, *others = [*forge.own(place, "comment"), None]
    if first is None:
        forge.ask(place, "POST", body)
    else:
        forge.ask(f"{each}/{first['id']}", forge.change, body)
    for other in others:
        if other is not None:
            forge.ask(f"{each}/{other['id']}", "DELETE")


def issue(forge: Forge, text: str) -> None:
    """Open an issue, and close ours of before, so that the new one is noticed; the same one stays."""
    title, _, rest = text.strip().partition("\n")
    title = title.lstrip("# ").strip()[:TITLE] or "提醒"
    body = marked(rest.strip(), MARKS["issue"])
    text_of, number = ("description", "iid") if forge.gitlab else ("body", "number")
    place = f"{forge.project}/issues"
    before = forge.own(f"{place}?state={'opened' if forge.gitlab else 'open'}", "issue")
    same = [
        each
        for each in before
        if (each.get("title"), str(each.get(text_of)).strip()) == (title, body.strip())
    ]
    if not same:
        forge.ask(place, "POST", {"title": title, text_of: body})
    shut = {"state_event": "close"} if forge.gitlab else {"state": "closed"}
    for each in before:
        if each not in same[:1]:
            forge.ask(f"{place}/{each[number]}", forge.change, shut)


def marked(text: str, mark: str) -> str:
    """A text that a forge takes, with its mark: cut after a line, what is open there closed."""
    if len(text) > LIMIT:
        lines = text.count("\n")
        text = text[: text.rfind("\n", LIMIT // 2, LIMIT) + 1 or LIMIT]
        shown = text.count("\n")
        if len(re.findall(r"^ *```", text, re.MULTILINE)) % 2:
            text += "\n```\n"
        text += "\n</details>\n" * (text.count("<details") - text.count("</details>"))
        text += f"\n……内容过长，共 {lines} 行，这里是前 {shown} 行；其余见流水线的输出。\n"
    return text if mark in text else f"{text}\n\n{mark}\n"


def complain(text: str, code: int = 1) -> int:
    """Tell what went wrong; the exit code."""
    print(text, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
