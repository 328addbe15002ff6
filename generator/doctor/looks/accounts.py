"""Who acts for whom: by units.yaml, as the guard reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...problems import as_text, has_errors
from ...words.characters import lines
from ..finding import Finding, UnseenError, heed, wrong
from ..look import Group, Look
from ..scene import Scene

_TOLD = 8
_ACCOUNT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?(?:\[bot\])?")


def _declared(scene: Scene) -> Iterator[Finding]:
    declared, problems = scene.read
    if declared is None or has_errors(problems):
        first = next(problem for problem in problems if problem.is_error)
        yield wrong(
            f"任务清单或规则有误，什么都不能检查和发布：{lines(as_text(first))[0]}",
            "运行 taizhang check，照提示改好。",
        )


def _everybody(scene: Scene) -> Iterator[Finding]:
    without = [unit.name for unit in scene.declared.filers() if not unit.accounts]
    if without:
        some = "、".join(without[:_TOLD]) + (
            f"等 {len(without)} 个" if len(without) > _TOLD else ""
        )
        yield wrong(
            f"没有写账号的单位：{some}。它们送来的合并请求会被退回。",
            "在 units.yaml 各单位的 accounts 里写上平台的账号。",
        )


def _spelt(scene: Scene) -> Iterator[Finding]:
    for unit in scene.declared.units.values():
        for account in unit.accounts:
            if not _ACCOUNT.fullmatch(account):
                yield wrong(
                    f"{unit.name}的账号“{account}”不像平台的账号。",
                    "写登录名：不写邮箱、姓名、网址，前面不加 @，没有空格和全角字符。",
                )


def _office(scene: Scene) -> Iterator[Finding]:
    office = [unit for unit in scene.declared.units.values() if unit.maintains]
    if not office:
        yield wrong(
            "没有一个单位写了 maintains: true：谁也改不了规则、登记不了收件。",
            "在 units.yaml 的办公室名下写 maintains: true。",
        )
    elif not any(unit.accounts for unit in office):
        yield wrong("办公室没有写账号。", "在 units.yaml 办公室的 accounts 里写上账号。")
    elif sum(len(unit.accounts) for unit in office) == 1:
        yield heed(
            "办公室只有一个账号，这个人不在时没有人能处理。", "再写一个，另加登记收件用的账号。"
        )


def _bot(scene: Scene) -> Iterator[Finding]:
    """Whoever logs what came in pushes to the main branch, which takes the office's right."""
    office = [
        account
        for unit in scene.declared.units.values()
        if unit.maintains
        for account in unit.accounts
    ]
    login = scene.forge.account().login
    if not login:
        raise UnseenError("令牌没有说它是谁的。", "用登记收件的账号的令牌再运行一次。")
    if login.casefold() not in (account.casefold() for account in office):
        yield wrong(
            f"令牌的账号 {login} 不在办公室名下，它登记的收件会被钩子退回。",
            f"在 units.yaml 办公室的 accounts 里加上 {login}；或换成办公室的令牌。",
        )


GROUP = Group(
    30,
    "规则和账号",
    (
        Look("declared", "任务清单和规则没有错误", _declared),
        Look("accounts", "每个报送单位都有账号", _everybody),
        Look("accounts-spelt", "账号的写法", _spelt),
        Look("office", "有办公室", _office),
        Look("bot", "登记收件的账号在办公室名下", _bot),
    ),
)
