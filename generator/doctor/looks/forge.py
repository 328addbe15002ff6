"""The forge: which it is, whose token this is, what is switched on, the workflow files, the variables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ...problems import nearest
from ..finding import Finding, UnseenError, heed, noted, sound, unseen, wrong
from ..forges import Variable
from ..look import Group, Look
from ..scene import Scene
from ..variables import PIPELINES, VARIABLES

_SOON = timedelta(days=30)
_GITHUB = ".github/workflows/"
_SCOPE = "taizhang"
"""The environment of the jobs that may have the token."""


def _known(scene: Scene) -> Iterator[Finding]:
    forge = scene.forge
    if forge.api.base.startswith("http://") and forge.api.token:
        yield heed("令牌经 http 明文送到平台。", "把平台和远程仓库的地址换成 https。")
    yield sound(f"{forge.title}，{forge.api.base}")


def _token(scene: Scene) -> Iterator[Finding]:
    spaced = [n for n, v in scene.environ.items() if n.endswith("TOKEN") and v != v.strip()]
    if spaced:
        yield wrong(
            f"{'、'.join(spaced)} 的值前后有空格或换行，别处用不了。", "重新设，不要带换行。"
        )
    account = scene.forge.account()
    if account.writes is False:
        yield wrong(
            "令牌的账号不能推送：不能登记收件、发布到分支。",
            "换成登记收件的账号的令牌，或给它写权限。",
        )
    if account.lacks:
        yield wrong(f"令牌缺少权限：{'、'.join(account.lacks)}。", "重新生成，勾上这些权限。")
    if account.expires is not None:
        left = account.expires - scene.asked.now
        if left <= timedelta(0):
            yield wrong(
                f"令牌已于 {account.expires:%Y-%m-%d} 到期。", "重新生成，换到平台的变量里。"
            )
        elif left < _SOON:
            yield heed(
                f"令牌 {account.expires:%Y-%m-%d} 到期，只剩 {left.days} 天。", "到期以前换好。"
            )
        else:
            yield sound(f"{account.login}，{account.expires:%Y-%m-%d} 到期")


def _project(scene: Scene) -> Iterator[Finding]:
    told = scene.forge.project()
    if told.archived:
        yield wrong("仓库已归档，只能读。", "在平台上取消归档。")
    if told.requests is False:
        yield wrong("合并请求没有启用。", "在仓库设置里启用。")
    if told.issues is False:
        yield wrong(
            "议题没有启用，每周的提醒写不进去。", "在仓库设置里启用；不用提醒的，停用提醒的工作流。"
        )
    if told.default and told.default != scene.main:
        yield wrong(
            f"平台上的缺省分支是 {told.default}，不是 {scene.main}：工作流取自缺省分支。",
            f"在仓库设置里改成 {scene.main}。",
        )


def _runs(scene: Scene) -> Iterator[Finding]:
    yield from scene.forge.runs()


def _particular(scene: Scene) -> Iterator[Finding]:
    yield from scene.forge.particular()


def _files(scene: Scene) -> Iterator[Finding]:
    """The main branch has what this program ships; what is otherwise is told, for a city may mean it."""
    paths = _wanted(scene)
    for path in paths:
        own, ours = scene.file_at(path), scene.shipped.get(path)
        if own is None:
            yield wrong(
                f"主分支上没有 {path}。", "从程序里拷来（taizhang init 也会写），提交到主分支。"
            )
        elif ours is not None and own.replace(b"\r\n", b"\n") != ours.replace(b"\r\n", b"\n"):
            yield heed(
                f"{path} 与这一版程序带的不同：改过，或是旧的。",
                "用程序带的换上；有意改的，对照着看一遍。",
            )
    if not paths:
        yield noted("没有认出平台，不知道要哪些文件。")


def _wanted(scene: Scene) -> list[str]:
    shells = [path for path in scene.shipped if path.startswith("deploy/ci/")]
    try:
        gitlab = scene.forge.title == "GitLab"
    except UnseenError:
        if scene.remote.folder is not None:
            return []
        return [path for path in shells if scene.file_at(path) is not None]
    if gitlab:
        return [".gitlab-ci.yml", *shells]
    return [*(path for path in scene.shipped if path.startswith(_GITHUB)), *shells]


def _target(scene: Scene) -> Iterator[Finding]:
    """The check must run on the base's file, and may write what it has to."""
    path = f"{_GITHUB}filing.yml"
    if path not in _wanted(scene):
        yield noted("这个平台不用这个文件。")
        return
    told = scene.workflow(path)
    events = told.get("on")
    if "pull_request_target" not in (events if isinstance(events, dict | list) else [events]):
        yield wrong(
            f"{path} 不由 pull_request_target 触发：检查会按送来的分支运行，或没有权限登记。",
            "用程序带的文件换上。",
        )
    granted = [
        told.get("permissions"),
        *(j.get("permissions") for j in told.get("jobs", {}).values()),
    ]
    if not any(
        g == "write-all" or (isinstance(g, dict) and g.get("contents") == "write") for g in granted
    ):
        yield wrong(f"{path} 没有写明 contents: write，收件登记不进去。", "用程序带的文件换上。")


def _variables(scene: Scene) -> Iterator[Finding]:
    found = scene.forge.variables()
    for each in found:
        if each.name.startswith("TAIZHANG") and each.name not in VARIABLES:
            meant = nearest(each.name, VARIABLES)
            yield wrong(
                f"平台上的变量 {each.name} 没有用处：没有这个名称。",
                f"是否为 {meant}？" if meant else "删去。",
            )
        elif each.name in PIPELINES and each.value is not None:
            for one in VARIABLES[each.name](each.value):
                yield Finding(one.state, f"{each.name}：{one.said}", one.to_do)
    if scene.forge.title == "GitLab":
        yield from _token_there(found)
    for each in found:
        if each.value and each.name.startswith("TAIZHANG") and "TOKEN" in each.name:
            yield wrong(
                f"{each.name} 是明文的变量，有读权限的人都看得到。", "改成密钥（Secrets）。"
            )
    if not any(each.name.startswith("TAIZHANG") for each in found):
        yield unseen(
            "平台上没有台账的变量：公开版放到分支 pages，不发布内部版。", "是这样就不用改。"
        )


def _token_there(found: list[Variable]) -> Iterator[Finding]:
    """GitLab gives a variable to jobs; ours say in which environment they run."""
    token = next((each for each in found if each.name == "TAIZHANG_TOKEN"), None)
    if token is None:
        yield wrong(
            "没有变量 TAIZHANG_TOKEN：不能登记收件、推送版本。",
            "设置 → CI/CD → 变量里加上，见 .gitlab-ci.yml 开头。",
        )
        return
    if token.protected:
        yield wrong("TAIZHANG_TOKEN 设成了受保护：合并请求的流水线得不到它。", "去掉“保护变量”。")
    if not token.masked:
        yield wrong("TAIZHANG_TOKEN 没有设为隐藏，会印在日志里。", "勾上“隐藏变量”。")
    if token.scope != _SCOPE:
        yield wrong(
            f"TAIZHANG_TOKEN 的环境范围是 {token.scope}：装软件包、检查的任务也拿得到，或登记的任务拿不到。",
            f"环境范围写 {_SCOPE}。",
        )


GROUP = Group(
    40,
    "代码平台",
    (
        Look("forge", "平台的接口", _known),
        Look("token", "令牌", _token),
        Look("project", "仓库的开关", _project),
        Look("runs", "流水线能运行", _runs),
        Look("particular", "平台自己的设置", _particular),
        Look("files", "流水线的文件是这一版的", _files),
        Look("target", "检查取自主分支", _target),
        Look("variables", "平台上的变量", _variables),
    ),
)
