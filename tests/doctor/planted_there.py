"""What is planted on a forge: an answer of its interface that says what should not be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from tests.doctor.spot import NOW, Spot

G, T, L = "/api/v3/repos/o/h", "/api/v1/repos/o/h", "/api/v4/projects/o%2Fh"
FUTURE = "2027-12-31"
LATER = NOW + timedelta(hours=2)

GITHUB: dict[str, Any] = {
    "/api/v3/meta": {},
    "/api/v3/user": ({"login": "ci"}),
    G: {
        "default_branch": "main",
        "archived": False,
        "has_issues": True,
        "permissions": {"push": True},
    },
    f"{G}/rules/branches/main": [
        {"type": "deletion"},
        {"type": "non_fast_forward"},
        {"type": "pull_request"},
        {
            "type": "required_status_checks",
            "parameters": {"required_status_checks": [{"context": "检查"}]},
        },
    ],
    f"{G}/rules/branches/pages": [{"type": "deletion"}, {"type": "non_fast_forward"}],
    f"{G}/rulesets": [{"id": 1, "enforcement": "active", "target": "tag"}],
    f"{G}/rulesets/1": {"conditions": {"ref_name": {"include": ["~ALL"]}}},
    f"{G}/actions/permissions": {"enabled": True},
    f"{G}/actions/variables": {"variables": [{"name": "TAIZHANG_PUBLIC_TO", "value": "/srv/p"}]},
    f"{G}/actions/secrets": {"secrets": [{"name": "TAIZHANG_TOKEN"}]},
}
GITEA: dict[str, Any] = {
    "/api/v1/version": {"version": "1.26.1"},
    "/api/v1/user": {"login": "ci"},
    T: {
        "default_branch": "main",
        "archived": False,
        "has_issues": True,
        "has_pull_requests": True,
        "has_actions": True,
        "permissions": {"push": True, "admin": True},
    },
    f"{T}/branch_protections": [
        {
            "rule_name": "main",
            "enable_push": True,
            "enable_push_whitelist": True,
            "push_whitelist_usernames": ["ci"],
            "enable_status_check": True,
            "status_check_contexts": ["报送检查 / 检查 (pull_request_target)"],
        },
        {"rule_name": "pages", "enable_push": True},
    ],
    f"{T}/tag_protections": [{"name_pattern": "public/*"}, {"name_pattern": "internal/*"}],
    f"{T}/actions/variables": [{"name": "TAIZHANG_PUBLIC_TO", "data": "/srv/p"}],
    f"{T}/actions/secrets": [],
    f"{T}/actions/runners": {"runners": [{"status": "online"}]},
}
GITLAB: dict[str, Any] = {
    "/api/v4/version": {"version": "17.2.1-ee"},
    "/api/v4/user": {"username": "ci"},
    "/api/v4/personal_access_tokens/self": {"scopes": ["api"], "expires_at": FUTURE},
    L: {
        "default_branch": "main",
        "archived": False,
        "permissions": {"project_access": {"access_level": 40}},
        "only_allow_merge_if_pipeline_succeeds": True,
        "ci_config_path": ".gitlab-ci.yml@o/h:main",
        "auto_cancel_pending_pipelines": "enabled",
    },
    f"{L}/protected_branches": [
        {"name": "main", "push_access_levels": [{"access_level": 40}], "allow_force_push": False},
        {"name": "pages", "push_access_levels": [{"access_level": 40}]},
    ],
    f"{L}/protected_tags": [{"name": "public/*"}, {"name": "internal/*"}],
    f"{L}/variables": [{"key": "TAIZHANG_TOKEN", "masked": True, "environment_scope": "taizhang"}],
    f"{L}/runners": [{"status": "online"}],
    f"{L}/pipeline_schedules": [{"id": 1}, {"id": 2}],
    f"{L}/pipeline_schedules/1": {"variables": [{"key": "TAIZHANG_TASK", "value": "publish"}]},
    f"{L}/pipeline_schedules/2": {"variables": [{"key": "TAIZHANG_TASK", "value": "due"}]},
}
SOUND = {"github": GITHUB, "gitea": GITEA, "gitlab": GITLAB}
"""What each forge answers where all is as it should be."""


class Spoilt(NamedTuple):
    """``look`` has to complain in words among which are ``said``."""

    forge: str
    look: str
    said: str
    spoil: Callable[[dict[str, Any]], object]
    plant: Callable[[Spot], object] | None = None


def _set(path: str, **values: Any) -> Callable[[dict[str, Any]], object]:
    return lambda answers: answers[path].update(values)


def _rule(path: str, at: int, **values: Any) -> Callable[[dict[str, Any]], object]:
    return lambda answers: answers[path][at].update(values)


def _answer(path: str, data: Any) -> Callable[[dict[str, Any]], object]:
    return lambda answers: answers.update({path: data})


def _without(kind: str) -> Callable[[dict[str, Any]], object]:
    path = f"{G}/rules/branches/main"
    return lambda answers: answers.update(
        {path: [rule for rule in answers[path] if rule["type"] != kind]}
    )


def _checks(*names: str) -> Callable[[dict[str, Any]], object]:
    wanted = {"required_status_checks": [{"context": name} for name in names]}
    return _rule(f"{G}/rules/branches/main", 3, parameters=wanted)


def _kept(path: str, *at: int) -> Callable[[dict[str, Any]], object]:
    return lambda answers: answers.update({path: [answers[path][n] for n in at]})


def _on_branch(spot: Spot) -> None:
    """The check runs as the branch has it."""
    spot.edited(_FILING, "  pull_request_target:", "  pull_request:")


def _reading_only(spot: Spot) -> None:
    file = spot.root / _FILING
    file.write_text(file.read_text("utf-8").replace("contents: write", "contents: read"), "utf-8")
    spot.commit()


def _gone(path: str) -> Callable[[Spot], object]:
    def plant(spot: Spot) -> None:
        spot.city.remove(path)
        spot.commit()

    return plant


def _bare(path: str) -> Callable[[dict[str, Any]], object]:
    """A branch of which GitHub says that it is not protected."""

    def spoil(answers: dict[str, Any]) -> None:
        branch = path.rpartition("/")[2]
        answers[path] = []
        answers[f"{G}/branches/{branch}"] = {"protected": False}

    return spoil


_RULES, _LABRULES = f"{T}/branch_protections", f"{L}/protected_branches"
_NOTHING: Callable[[dict[str, Any]], object] = lambda _: None  # noqa: E731
_FILING = ".github/workflows/filing.yml"

THERE = (
    Spoilt("github", "forge", "明文", _NOTHING),
    Spoilt("github", "token", "不能推送", _set(G, permissions={"push": False})),
    Spoilt("github", "token", "已于 2027-01-01 到期", _answer("/api/v3/user", (
        200, {"login": "ci"}, {"github-authentication-token-expiration": "2027-01-01 00:00:00 UTC"}))),
    Spoilt("github", "token", "只剩", _answer("/api/v3/user", (
        200, {"login": "ci"}, {"github-authentication-token-expiration": "2027-05-10 00:00:00 +0800"}))),
    Spoilt("gitea", "token", "不能推送", _set(T, permissions={"push": False})),
    Spoilt("gitlab", "token", "不能推送", _set(L, permissions={"project_access": {"access_level": 20}})),
    Spoilt("gitlab", "token", "缺少权限：api", _set("/api/v4/personal_access_tokens/self", scopes=["read_api"])),
    Spoilt("gitlab", "token", "到期", _set("/api/v4/personal_access_tokens/self", expires_at="2027-05-01")),
    Spoilt("github", "bot", "不在办公室名下", _answer("/api/v3/user", {"login": "robot"})),
    Spoilt("github", "project", "已归档", _set(G, archived=True)),
    Spoilt("github", "project", "缺省分支是 master", _set(G, default_branch="master")),
    Spoilt("gitea", "project", "合并请求没有启用", _set(T, has_pull_requests=False)),
    Spoilt("gitea", "project", "议题没有启用", _set(T, has_issues=False)),
    Spoilt("gitlab", "project", "合并请求没有启用", _set(L, merge_requests_access_level="disabled")),
    Spoilt("github", "runs", "Actions 没有启用", _set(f"{G}/actions/permissions", enabled=False)),
    Spoilt("github", "runs", "filing.yml 被停用", _answer(f"{G}/actions/workflows/filing.yml", {"state": "off"})),
    Spoilt("gitea", "runs", "Actions 没有启用", _set(T, has_actions=False)),
    Spoilt("gitea", "runs", "不在线", _answer(f"{T}/actions/runners", {"runners": [{"status": "offline"}]})),
    Spoilt("gitlab", "runs", "CI/CD 没有启用", _set(L, builds_access_level="disabled")),
    Spoilt("gitlab", "runs", "没有在线的执行机", _answer(f"{L}/runners", [])),
    Spoilt("gitea", "particular", "早于 Gitea 1.26", _set("/api/v1/version", version="1.21.4")),
    Spoilt("gitea", "particular", "早于 Forgejo 14", _set("/api/v1/version", version="11.0.1+gitea-1.22.0")),
    Spoilt("gitlab", "particular", "取自送来的分支", _set(L, ci_config_path=None)),
    Spoilt("gitlab", "particular", "自动取消", _set("/api/v4/version", version="16.2.0")),
    Spoilt("gitlab", "particular", "没有每天发布的定时任务", _kept(f"{L}/pipeline_schedules", 1)),
    Spoilt("github", "files", "没有 .github/workflows/due.yml", _NOTHING, _gone(".github/workflows/due.yml")),
    Spoilt("github", "files", "程序带的不同", _NOTHING, _on_branch),
    Spoilt("gitlab", "files", "没有 .gitlab-ci.yml", _NOTHING, _gone(".gitlab-ci.yml")),
    Spoilt("github", "target", "不由 pull_request_target 触发", _NOTHING, _on_branch),
    Spoilt("gitea", "target", "没有写明 contents: write", _NOTHING,
           _reading_only),
    Spoilt("github", "variables", "是否为 TAIZHANG_PUBLIC_TO", _answer(
        f"{G}/actions/variables", {"variables": [{"name": "TAIZHANG_PUBLICTO", "value": "/srv"}]})),
    Spoilt("github", "variables", "不是完整的路径", _answer(
        f"{G}/actions/variables", {"variables": [{"name": "TAIZHANG_PUBLIC_TO", "value": "srv"}]})),
    Spoilt("gitea", "variables", "是明文的变量", _answer(
        f"{T}/actions/variables", [{"name": "TAIZHANG_TOKEN", "data": "plain-secret"}])),
    Spoilt("gitlab", "variables", "没有变量 TAIZHANG_TOKEN", _answer(f"{L}/variables", [])),
    Spoilt("gitlab", "variables", "设成了受保护", _rule(f"{L}/variables", 0, protected=True)),
    Spoilt("gitlab", "variables", "环境范围", _rule(f"{L}/variables", 0, environment_scope="*")),
    Spoilt("gitlab", "variables", "没有设为隐藏", _rule(f"{L}/variables", 0, masked=False)),
    Spoilt("github", "protected", "没有受保护", _bare(f"{G}/rules/branches/main")),
    Spoilt("gitea", "protected", "没有受保护", _answer(_RULES, [])),
    Spoilt("gitlab", "protected", "没有受保护", _kept(_LABRULES, 1)),
    Spoilt("github", "history", "允许强制推送", _without("non_fast_forward")),
    Spoilt("github", "history", "允许删除", _without("deletion")),
    Spoilt("gitea", "history", "允许强制推送", _rule(_RULES, 0, enable_force_push=True)),
    Spoilt("gitlab", "history", "允许强制推送", _rule(_LABRULES, 0, allow_force_push=True)),
    Spoilt("github", "check", "没有要求检查", _without("required_status_checks")),
    Spoilt("github", "check", "没有一个是报送检查", _checks("build")),
    Spoilt("github", "check", "另外还要求：build", _checks("检查", "build")),
    Spoilt("gitea", "check", "没有要求检查", _rule(_RULES, 0, enable_status_check=False)),
    Spoilt("gitea", "check", "没有一个是报送检查", _rule(_RULES, 0, status_check_contexts=["检查"])),
    Spoilt("gitlab", "check", "没有要求检查", _set(L, only_allow_merge_if_pipeline_succeeds=False)),
    Spoilt("github", "past", "不经合并请求", _answer(f"{G}/rules/branches/main", [{"type": "deletion"}])),
    Spoilt("gitea", "past", "不经合并请求", _rule(_RULES, 0, enable_push_whitelist=False)),
    Spoilt("gitea", "past", "却不在办公室名下：nangang", _rule(_RULES, 0, push_whitelist_usernames=["ci", "nangang"])),
    Spoilt("gitlab", "past", "不经合并请求", _rule(_LABRULES, 0, push_access_levels=[{"access_level": 30}])),
    Spoilt("gitea", "recording", "写不进去", _rule(_RULES, 0, enable_push=False)),
    Spoilt("gitea", "recording", "receipts 没有受保护", _NOTHING,
           lambda spot: spot.environ.update(TAIZHANG_RECEIPTS_BRANCH="receipts")),
    Spoilt("github", "clock-forge", "快", _NOTHING, lambda spot: setattr(spot, "now", LATER)),
    Spoilt("github", "token", "无效或已过期", _answer("/api/v3/user", (401, {}))),
    Spoilt("gitea", "token", "空格或换行", _NOTHING,
           lambda spot: spot.environ.update(TAIZHANG_TOKEN="secret-token-1\n")),
    Spoilt("github", "recording", "提交要有签名",
           lambda a: a[f"{G}/rules/branches/main"].append({"type": "required_signatures"})),
    Spoilt("gitea", "recording", "有的文件不许改", _rule(_RULES, 0, protected_file_patterns="receipts/**")),
    Spoilt("gitlab", "recording", "要是平台的用户", _answer(f"{L}/push_rule", {"member_check": True})),
    Spoilt("gitlab", "particular", "不是本项目的主分支", _set(L, ci_config_path=".gitlab-ci.yml@o/h:dev")),
    Spoilt("github", "runs", "due.yml 被停用",
           _answer(f"{G}/actions/workflows/due.yml", {"state": "disabled_inactivity"})),
    Spoilt("github", "published-branch", "pages 没有受保护", _bare(f"{G}/rules/branches/pages")),
    Spoilt("gitlab", "published-branch", "pages 没有受保护", _kept(_LABRULES, 0)),
    Spoilt("github", "tags", "没有受保护", _rule(f"{G}/rulesets", 0, enforcement="disabled")),
    Spoilt("gitea", "tags", "internal/*", _kept(f"{T}/tag_protections", 0)),
    Spoilt("gitlab", "tags", "public/*", _kept(f"{L}/protected_tags", 1)),
)  # fmt: skip
"""What is planted on forges."""
