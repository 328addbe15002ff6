"""What the forge lets happen to branches and tags."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from typing import Any

from ..finding import Finding, UnseenError, heed, noted, sound, wrong
from ..forges import Guarded
from ..look import Group, Look
from ..scene import Scene

_EDITIONS = ("public/2000-01", "internal/2000-01")


def _guarded(scene: Scene, branch: str) -> Guarded:
    """The protection of a branch; UnseenError where it has none, which is told elsewhere."""
    found = scene.once(f"guarded {branch}", lambda: scene.forge.guarded(branch))
    if found is None:
        raise UnseenError(f"{branch} 没有受保护，无从看起。")
    return found


def _main(scene: Scene) -> Iterator[Finding]:
    if scene.once(f"guarded {scene.main}", lambda: scene.forge.guarded(scene.main)) is None:
        yield wrong(
            f"主分支 {scene.main} 没有受保护：谁都能绕过检查直接推送、改写历史。",
            "在平台上设为受保护：不许强制推送、不许删除、合并须经检查通过。",
        )


def _history(scene: Scene) -> Iterator[Finding]:
    found = _guarded(scene, scene.main)
    if found.force:
        yield wrong("主分支允许强制推送，收件登记和历史可以被抹去。", "在分支保护里关掉强制推送。")
    if found.deletion:
        yield wrong("主分支允许删除。", "在分支保护里关掉删除。")


def _check(scene: Scene) -> Iterator[Finding]:
    found = _guarded(scene, scene.main)
    if found.checks is None:
        raise UnseenError("平台没有说合并前要哪些检查通过。")
    name, jobs = "报送检查", ["检查"]
    with suppress(UnseenError):
        flow = scene.workflow(".github/workflows/filing.yml")
        name = str(flow.get("name", name))
        jobs = _reviewing(flow) or jobs
    ours = [c for c in found.checks if scene.forge.is_ours(c, name, jobs)]
    if not found.checks:
        yield wrong(
            "没有要求检查通过才能合并：不合格的报送也能合并。",
            f"在分支保护里要求“{'、'.join(jobs)}”通过（GitLab：流水线必须成功）。",
        )
    elif not ours:
        yield wrong(
            f"合并前要求的检查是“{'、'.join(found.checks)}”，没有一个是报送检查的作业"
            f"“{'、'.join(jobs)}”：永远等不到，或不查也能合并。",
            "在分支保护里换成报送检查的作业。",
        )
    elif len(ours) < len(found.checks):
        others = [c for c in found.checks if c not in ours]
        yield heed(f"合并前另外还要求：{'、'.join(others)}。", "确认它们在合并请求上会运行。")


def _reviewing(flow: dict[str, Any]) -> list[str]:
    """The jobs of a workflow that run the check, as they are called."""
    return [
        str(job.get("name", id_))
        for id_, job in flow.get("jobs", {}).items()
        if any("taizhang review" in str(step.get("run")) for step in job.get("steps", []))
    ]


def _past(scene: Scene) -> Iterator[Finding]:
    """Nobody but the office and its account for receipts goes past a request."""
    found = _guarded(scene, scene.main)
    if found.anyone:
        yield wrong(
            "有写权限的人都能不经合并请求直接推送主分支。",
            "在分支保护里只允许登记收件的账号直接推送，其余一律经合并请求。",
        )
    office = {
        account.casefold()
        for unit in scene.declared.units.values()
        if unit.maintains
        for account in unit.accounts
    }
    strangers = [name for name in found.own or () if name.casefold() not in office]
    if strangers:
        yield wrong(
            f"这些账号可以直接推送主分支，却不在办公室名下：{'、'.join(strangers)}。",
            "在分支保护里去掉；是办公室的，写进 units.yaml。",
        )


def _recording(scene: Scene) -> Iterator[Finding]:
    """Receipts need a way in: on the main branch, or on one of their own."""
    held = scene.once(
        f"guarded {scene.receipts_branch}", lambda: scene.forge.guarded(scene.receipts_branch)
    )
    for rule in held.strict if held else ():
        yield wrong(
            f"{scene.receipts_branch} 分支另外要求{rule}：登记收件的提交通不过。",
            "在平台上对这个分支去掉这一条。",
        )
    if scene.receipts_branch != scene.main:
        if held is None or held.force or held.deletion:
            yield wrong(
                f"登记收件的分支 {scene.receipts_branch} 没有受保护，或允许强制推送、删除。",
                "同主分支一样设为受保护，只允许登记收件的账号推送。",
            )
        return
    guarded = _guarded(scene, scene.main)
    if guarded.own == () and not guarded.anyone:
        yield wrong(
            "主分支不许任何账号直接推送，收件登记写不进去。",
            "允许登记收件的账号推送；或设 TAIZHANG_RECEIPTS_BRANCH，登记到单独的分支。",
        )
    elif guarded.own is None:
        yield noted("登记收件的账号能否推送主分支，平台没有说；第一次登记时看结果。")


def _published(scene: Scene) -> Iterator[Finding]:
    if scene.pages is None:
        yield noted("发布到文件夹，没有用分支。")
        return
    branch = scene.pages
    found = scene.once(f"guarded {branch}", lambda: scene.forge.guarded(branch))
    if found is None or found.force or found.deletion:
        yield wrong(
            f"放版本的分支 {branch} 没有受保护，或允许强制推送、删除：发布的内容可以被换掉。",
            "设为受保护，只允许发布用的账号推送。",
        )


def _tags(scene: Scene) -> Iterator[Finding]:
    patterns = scene.forge.tags()
    open_ = [tag for tag in _EDITIONS if not any(_fits(tag, each) for each in patterns)]
    if open_:
        named = "、".join(f"{tag.partition('/')[0]}/*" for tag in open_)
        said = f"版本的标签 {named} 没有受保护，谁都能改指别的提交。"
        to_do = "在平台上保护这些标签，只允许发布用的账号建立。"
        yield wrong(said, to_do) if scene.environ.get("TAIZHANG_SIGN") else heed(said, to_do)
    else:
        yield sound("、".join(patterns))


def _fits(tag: str, pattern: str) -> bool:
    return fnmatchcase(tag, pattern.replace("**", "*"))


GROUP = Group(
    50,
    "分支和标签的保护",
    (
        Look("protected", "主分支受保护", _main),
        Look("history", "主分支的历史抹不掉", _history),
        Look("check", "检查通过才能合并", _check),
        Look("past", "谁能绕过合并请求", _past),
        Look("recording", "收件登记写得进去", _recording),
        Look("published-branch", "放版本的分支受保护", _published),
        Look("tags", "版本的标签受保护", _tags),
    ),
)
