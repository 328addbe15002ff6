"""GitHub and GitHub Enterprise (REST, version 2022-11-28)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import quote

from ..finding import Finding, UnseenError, wrong
from .api import Api, refused
from .forge import Account, Guarded, Project, Variable

_ADMIN = "仓库的 Administration（读）"


class GitHub:
    """A repository there."""

    title = "GitHub"

    def __init__(self, api: Api, project: str) -> None:
        signed = {"Authorization": f"Bearer {api.token}"} if api.token else {}
        self.api = api.signed(**signed, Accept="application/vnd.github+json")
        self.path = f"repos/{quote(project)}"

    def project(self) -> Project:
        """Requests cannot be switched off there."""
        told = self.api.ask(self.path, "仓库的 Metadata（读）")
        archived = bool(told.get("archived") or told.get("disabled"))
        return Project(told.get("default_branch", ""), archived, True, told.get("has_issues"))

    def account(self) -> Account:
        """A token of Actions has no user; then the login is ''."""
        answer = self.api.get("user")
        if answer.status == 401 or not self.api.token:
            raise refused(answer.status, "", bool(self.api.token))
        login = answer.data.get("login", "") if answer.status == 200 and answer.is_data else ""
        told = self.api.ask(self.path, "仓库的 Metadata（读）").get("permissions") or {}
        until = answer.headers.get("github-authentication-token-expiration")
        return Account(login, told.get("push"), _moment(until))

    def guarded(self, branch: str) -> Guarded | None:
        """What rulesets and the older protection of a branch say together."""
        name = quote(branch, safe="")
        rules = self.api.every(f"{self.path}/rules/branches/{name}", "仓库的 Metadata（读）")
        older = self.api.get(f"{self.path}/branches/{name}/protection")
        known = older.data if older.status == 200 and older.is_data else None
        if not rules and known is None:
            branch_told = self.api.ask(f"{self.path}/branches/{name}", "仓库的 Contents（读）")
            if branch_told.get("protected"):
                raise refused(older.status, _ADMIN, bool(self.api.token))
            return None
        return _together(rules, known)

    def tags(self) -> tuple[str, ...]:
        """The patterns of active rulesets for tags."""
        sets = self.api.every(f"{self.path}/rulesets?targets=tag", "仓库的 Metadata（读）")
        found: list[str] = []
        for each in sets:
            if each.get("enforcement") == "active" and each.get("target") == "tag":
                whole = self.api.ask(f"{self.path}/rulesets/{each['id']}", _ADMIN)
                names = whole.get("conditions", {}).get("ref_name", {}).get("include", [])
                found += [n.removeprefix("refs/tags/").replace("~ALL", "*") for n in names]
        return tuple(found)

    def runs(self) -> Iterator[Finding]:
        """Actions may be off, or may not write."""
        if not self.api.ask(f"{self.path}/actions/permissions", _ADMIN).get("enabled", True):
            yield wrong("Actions 没有启用，合并请求不会检查。", "设置 → Actions → General 里启用。")
        for file in ("filing.yml", "publish.yml", "due.yml"):
            answer = self.api.get(f"{self.path}/actions/workflows/{file}")
            state = (
                answer.data.get("state") if answer.status == 200 and answer.is_data else "active"
            )
            if state != "active":
                yield wrong(f"工作流 {file} 被停用（{state}）。", "在 Actions 页里重新启用。")

    def variables(self) -> list[Variable]:
        """Variables with their values, secrets without."""
        right = "仓库的 Variables、Secrets（读）"
        told = self.api.ask(f"{self.path}/actions/variables?per_page=100", right)
        found = [Variable(v["name"], v.get("value", "")) for v in told.get("variables", [])]
        with suppress(UnseenError):
            told = self.api.ask(f"{self.path}/actions/secrets?per_page=100", right)
            found += [Variable(v["name"], None) for v in told.get("secrets", [])]
        return found

    def particular(self) -> Iterator[Finding]:
        """Whether requests of strangers wait for an approval makes no difference to pull_request_target."""
        yield from ()

    def is_ours(self, check: str, workflow: str, jobs: Iterable[str]) -> bool:
        """A check is called as its job."""
        return check in jobs


def _together(rules: list[Any], known: dict[str, Any] | None) -> Guarded:
    kinds = {rule.get("type") for rule in rules}
    checks = [
        check.get("context", "")
        for rule in rules
        if rule.get("type") == "required_status_checks"
        for check in rule.get("parameters", {}).get("required_status_checks", [])
    ]
    force, deletion = "non_fast_forward" not in kinds, "deletion" not in kinds
    anyone, own = not kinds & {"pull_request", "update", "required_status_checks"}, None
    if known is not None:
        asked = known.get("required_status_checks") or {}
        checks += asked.get("contexts", [])
        force = force and bool((known.get("allow_force_pushes") or {}).get("enabled"))
        deletion = deletion and bool((known.get("allow_deletions") or {}).get("enabled"))
        limits = known.get("restrictions")
        if limits is not None:
            own = tuple(each.get("login", "") for each in limits.get("users", []))
        reviews = known.get("required_pull_request_reviews")
        anyone = anyone and limits is None and reviews is None and not asked
    signed = "required_signatures" in kinds
    signed = signed or bool(((known or {}).get("required_signatures") or {}).get("enabled"))
    strict = ["提交要有签名"] if signed else []
    strict += [name for kind, name in _STRICT.items() if kind in kinds]
    return Guarded(force, deletion, tuple(dict.fromkeys(checks)), anyone, own, tuple(strict))


_STRICT = {
    "commit_message_pattern": "提交说明要合格式",
    "commit_author_email_pattern": "提交人的邮箱要合格式",
    "committer_email_pattern": "提交人的邮箱要合格式",
    "file_path_restriction": "有的文件不许改",
}


def _moment(text: str | None) -> datetime | None:
    """As GitHub writes it: 2026-01-01 00:00:00 UTC, or with an offset."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text.strip().replace(" UTC", "+00:00").replace(" +", "+"))
    except ValueError:
        return None
