"""GitLab (``/api/v4``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import quote

from ..finding import Finding, UnseenError, heed, wrong
from .api import Api
from .forge import Account, Guarded, Project, Variable

_READ, _MAINTAINER = "read_api", "api，账号是项目的维护者"
_DEVELOPER = 30
_STRICT = {
    "reject_unsigned_commits": "提交要有签名",
    "commit_committer_check": "提交人要是推送的人",
    "member_check": "提交人要是平台的用户",
    "commit_message_regex": "提交说明要合格式",
    "author_email_regex": "提交人的邮箱要合格式",
    "file_name_regex": "有的文件名不许用",
}
PIPELINE = "pipeline"
"""What stands for the check there: a request waits for its whole pipeline."""


class GitLab:
    """A project there."""

    title = "GitLab"

    def __init__(self, api: Api, project: str) -> None:
        self.api = api.signed(**({"PRIVATE_TOKEN": api.token} if api.token else {}))
        self.name = project
        self.path = f"projects/{quote(project, safe='')}"

    def project(self) -> Project:
        """Features are on unless they say ``disabled``."""
        told = self._told()
        return Project(
            told.get("default_branch", ""),
            bool(told.get("archived")),
            told.get("merge_requests_access_level") != "disabled",
            told.get("issues_access_level") != "disabled",
        )

    def account(self) -> Account:
        """The token tells of itself: its end, and what it may."""
        user = self.api.ask("user", _READ)
        levels = (self._told().get("permissions") or {}).values()
        level = max((each.get("access_level", 0) for each in levels if each), default=None)
        answer = self.api.get("personal_access_tokens/self")
        own = answer.data if answer.status == 200 and answer.is_data else {}
        lacks = [] if "api" in own.get("scopes", ["api"]) else ["api"]
        until = own.get("expires_at")
        expires = datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None
        writes = None if level is None else level >= _DEVELOPER
        return Account(user.get("username", ""), writes, expires, tuple(lacks))

    def guarded(self, branch: str) -> Guarded | None:
        """All rules that fit a branch count together; the most generous one holds."""
        rules = self.api.every(f"{self.path}/protected_branches", _MAINTAINER)
        fits = [rule for rule in rules if fnmatchcase(branch, rule.get("name", ""))]
        if not fits:
            return None
        levels = [each for rule in fits for each in rule.get("push_access_levels", [])]
        waits = self._told().get("only_allow_merge_if_pipeline_succeeds")
        return Guarded(
            force=any(rule.get("allow_force_push") for rule in fits),
            deletion=False,
            checks=(PIPELINE,) if waits else (),
            anyone=any(0 < (each.get("access_level") or 0) <= _DEVELOPER for each in levels),
            own=None,
            strict=self._push_rules(),
        )

    def tags(self) -> tuple[str, ...]:
        """The patterns of protected tags."""
        rules = self.api.every(f"{self.path}/protected_tags", _MAINTAINER)
        return tuple(rule.get("name", "") for rule in rules)

    def runs(self) -> Iterator[Finding]:
        """Pipelines may be off; and somebody must run them."""
        if self._told().get("builds_access_level") == "disabled":
            yield wrong("CI/CD 没有启用，合并请求不会检查。", "设置 → 通用 → 可见性里启用 CI/CD。")
        with suppress(UnseenError):
            runners = self.api.every(f"{self.path}/runners", _MAINTAINER)
            if not any(each.get("status") == "online" or each.get("online") for each in runners):
                yield wrong("没有在线的执行机，检查会一直排队。", "启动或登记一台执行机。")

    def variables(self) -> list[Variable]:
        """All of the project; a masked one's value is not told on."""
        told = self.api.every(f"{self.path}/variables", _MAINTAINER)
        return [
            Variable(
                v["key"],
                None if v.get("masked") or v["key"] == "TAIZHANG_TOKEN" else v.get("value"),
                bool(v.get("protected")),
                bool(v.get("masked") or v.get("hidden")),
                v.get("environment_scope", "*"),
            )
            for v in told
        ]

    def particular(self) -> Iterator[Finding]:
        """Where the pipelines' file is taken from, whether later pushes cancel, and what runs by the clock."""
        told = self._told()
        if "@" not in (told.get("ci_config_path") or ""):
            yield wrong(
                "CI/CD 配置文件取自送来的分支：送来的人可以改掉检查。",
                "设置 → CI/CD → 通用流水线 → CI/CD 配置文件，写 .gitlab-ci.yml@<组>/<项目>:<主分支>。",
            )
        elif not told["ci_config_path"].endswith(
            (f":{told.get('default_branch')}", f"@{self.name}")
        ):
            yield heed(
                f"CI/CD 配置文件取自 {told['ci_config_path']}，不是本项目的主分支。",
                "确认那里的文件谁能改。",
            )
        if told.get("auto_cancel_pending_pipelines") == "enabled" and not self._keeps_waiting():
            yield wrong(
                "后来的推送会取消还在排队的检查，先送来的没有人登记。",
                "设置 → CI/CD → 通用流水线里关掉“自动取消冗余流水线”，或升级到 16.9。",
            )
        yield from self._by_the_clock()

    def is_ours(self, check: str, workflow: str, jobs: Iterable[str]) -> bool:
        """There is one check: the pipeline."""
        return check == PIPELINE

    def _push_rules(self) -> tuple[str, ...]:
        """Of the editions that have them; the others say 404."""
        answer = self.api.get(f"{self.path}/push_rule")
        rules = answer.data if answer.status == 200 and isinstance(answer.data, dict) else {}
        return tuple(name for key, name in _STRICT.items() if rules.get(key))

    def _keeps_waiting(self) -> bool:
        """Whether our file can say itself that nothing is cancelled: since 16.9."""
        version = str(self.api.ask("version", _READ).get("version", ""))
        parts = version.split("-")[0].split(".")[:2]
        return all(part.isdigit() for part in parts) and tuple(map(int, parts)) >= (16, 9)

    def _by_the_clock(self) -> Iterator[Finding]:
        plans = self.api.every(f"{self.path}/pipeline_schedules?scope=active", _MAINTAINER)
        tasks = set()
        for each in plans:
            whole = self.api.ask(f"{self.path}/pipeline_schedules/{each['id']}", _MAINTAINER)
            tasks |= {v["value"] for v in whole.get("variables", []) if v["key"] == "TAIZHANG_TASK"}
        for task, name in (("publish", "每天发布"), ("due", "每周提醒")):
            if task not in tasks:
                yield heed(
                    f"没有{name}的定时任务。", f"建一个定时流水线，变量 TAIZHANG_TASK 写 {task}。"
                )

    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = self.api.ask(self.path, _READ)
        return told
