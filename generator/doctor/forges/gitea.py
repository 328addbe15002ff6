"""Gitea and Forgejo (``/api/v1``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import quote

from ..finding import Finding, UnseenError, heed, wrong
from .api import Api, refused
from .forge import Account, Guarded, Project, Variable

_STRICT = {"require_signed_commits": "提交要有签名", "protected_file_patterns": "有的文件不许改"}
_ADMIN = "仓库（读写），账号是仓库的管理员"


class Gitea:
    """A repository there."""

    title = "Gitea、Forgejo"

    def __init__(self, api: Api, project: str) -> None:
        self.api = api.signed(**({"Authorization": f"token {api.token}"} if api.token else {}))
        self.path = f"repos/{quote(project)}"

    def project(self) -> Project:
        """All of it may be switched off there."""
        told = self._told()
        return Project(
            told.get("default_branch", ""),
            bool(told.get("archived")),
            told.get("has_pull_requests"),
            told.get("has_issues"),
        )

    def account(self) -> Account:
        """Tokens there do not expire."""
        answer = self.api.get("user")
        if answer.status == 401 or not self.api.token:
            raise refused(answer.status, "", bool(self.api.token))
        login = answer.data.get("login", "") if answer.status == 200 and answer.is_data else ""
        return Account(login, (self._told().get("permissions") or {}).get("push"), None)

    def guarded(self, branch: str) -> Guarded | None:
        """By the first rule that fits the branch; one with its very name goes first."""
        rules = self.api.every(f"{self.path}/branch_protections", _ADMIN)
        fits = [rule for rule in rules if fnmatchcase(branch, _pattern(rule))]
        fits.sort(key=lambda rule: _pattern(rule) != branch)
        if not fits:
            return None
        rule = fits[0]
        named = bool(rule.get("enable_push_whitelist"))
        own = tuple(rule.get("push_whitelist_usernames") or ()) if named else ()
        return Guarded(
            force=bool(rule.get("enable_force_push")),
            deletion=False,
            checks=tuple(rule.get("status_check_contexts") or ())
            if rule.get("enable_status_check")
            else (),
            anyone=bool(rule.get("enable_push")) and not named,
            own=own if rule.get("enable_push") else (),
            strict=tuple(name for key, name in _STRICT.items() if rule.get(key)),
        )

    def tags(self) -> tuple[str, ...]:
        """The patterns of protected tags."""
        rules = self.api.every(f"{self.path}/tag_protections", _ADMIN)
        return tuple(rule.get("name_pattern", "") for rule in rules)

    def runs(self) -> Iterator[Finding]:
        """Actions may be off in the repository; and somebody must run them."""
        if self._told().get("has_actions") is False:
            yield wrong("Actions 没有启用，合并请求不会检查。", "仓库设置里启用 Actions。")
        with suppress(UnseenError):  # told since Gitea 1.24
            told = self.api.ask(f"{self.path}/actions/runners", _ADMIN)
            runners = told.get("runners", []) if isinstance(told, dict) else told
            if runners and not any(each.get("status") in ("online", "active") for each in runners):
                yield heed(
                    "登记在本仓库的执行机都不在线。",
                    "启动执行机；用组织或全平台的执行机的可以不管。",
                )

    def variables(self) -> list[Variable]:
        """Variables with their values, secrets without."""
        told = self.api.every(f"{self.path}/actions/variables", _ADMIN)
        found = [Variable(v["name"], v.get("data", v.get("value", ""))) for v in told]
        with suppress(UnseenError):
            found += [
                Variable(v["name"], None)
                for v in self.api.every(f"{self.path}/actions/secrets", _ADMIN)
            ]
        return found

    def particular(self) -> Iterator[Finding]:
        """The version: older ones cancel what waits."""
        version = str(self.api.ask("version", "无").get("version", ""))
        number = _number(version)
        forgejo = "gitea-" in version or "forgejo" in version.lower()
        oldest = (14,) if forgejo else (1, 26)
        if number and number < oldest:
            name = "Forgejo 14" if forgejo else "Gitea 1.26"
            yield heed(
                f"平台是 {version}，早于 {name}：后一次推送会取消前一次的检查，先送来的没有人登记。",
                "升级平台，或同时装服务器端检查（deploy/README.md）。",
            )

    def is_ours(self, check: str, workflow: str, jobs: Iterable[str]) -> bool:
        """A check is called as its workflow, its job and its event; a rule may have a pattern."""
        return any(
            fnmatchcase(f"{workflow} / {job} ({event})", check)
            for job in jobs
            for event in ("pull_request_target", "pull_request")
        )

    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = self.api.ask(self.path, "仓库（读）")
        return told


def _pattern(rule: dict[str, Any]) -> str:
    return str(rule.get("rule_name") or rule.get("branch_name") or "")


def _number(version: str) -> tuple[int, ...]:
    parts = version.split("+")[0].split("-")[0].split(".")[:2]
    return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()
