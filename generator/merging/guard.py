"""Who may change what: a unit its own folder, the office everything, nobody the past of the log.

Everything is judged by the base: its list of units says who somebody is, so that nobody can write
himself into it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .. import revisions
from ..catalogue.model import Catalogue, Unit
from ..intake import privacy, text, workbook
from ..intake.find import FOLDER, too_large
from ..intake.telling import Teller, covered, file_path, short
from ..problems import Problem
from ..receipts import LOG
from ..revisions import Changed

_FILING = re.compile(rf"{FOLDER}/(?P<period>[0-9]{{4}}-[0-9]{{2}})/(?P<unit>[^/]+)/[^/]+")
_CLEAN = (
    "历史也会公开：关闭这个合并请求，删除原分支，从主分支重新开一个分支上传；"
    "已经进入主分支的，立即报办公室清除历史。"
)
_LONGEST_NAME = 255
"""Bytes that a file system takes for a name."""

_TOLD = 20
"""So many commits with personal data are named."""


def guard(
    root: Path, base: str, head: str, actors: Sequence[str], catalogue: Catalogue
) -> list[Problem]:
    """What the actors may not do of what is between two commits; the catalogue is the base's."""
    changed = revisions.changes(root, base, head)
    problems = [problem for actor in actors for problem in _allowed(changed, actor, catalogue)]
    problems += _regular(root, changed, catalogue)
    problems += _append_only(root, changed)
    if not any(problem.code == "E401" for problem in problems):
        problems += _private(root, base, head, catalogue)
    return problems


def unit_of(actor: str, catalogue: Catalogue) -> Unit | None:
    """The unit for which an account acts; letters of either case are the same."""
    folded = actor.casefold()
    for unit in catalogue.units.values():
        if folded in (account.casefold() for account in unit.accounts):
            return unit
    return None


def _allowed(changed: Sequence[Changed], actor: str, catalogue: Catalogue) -> Iterator[Problem]:
    unit = unit_of(actor, catalogue)
    if unit is None:
        hint = "请办公室在 units.yaml 本单位的 accounts 中登记这个账号。"
        yield Problem(
            "E423", f"账号“{short(actor)}”没有登记在任何单位名下", hint, value=short(actor)
        )
        return
    if unit.maintains:
        return
    own = f"{FOLDER}/<月份>/{unit.id}/"
    for change in changed:
        found = _FILING.fullmatch(change.path)
        if not found or found["unit"] != unit.id:
            message = f"{unit.name}不能改动这个文件"
            hint = f"只能新增或替换 {own} 下的报表；规则和任务清单由办公室修改。"
            yield Problem("E421", message, hint, file=file_path(change.path))
        elif change.blob is None:
            message = "已经报过的文件不能删除"
            hint = "更正请上传改好的文件替换；确需撤回请联系办公室。"
            yield Problem("E421", message, hint, file=file_path(change.path))


def _regular(root: Path, changed: Sequence[Changed], catalogue: Catalogue) -> Iterator[Problem]:
    """Links, other repositories and files that are too large, before anything is opened."""
    limit = catalogue.filing.max_file_bytes
    within = [c for c in changed if c.path.startswith(f"{FOLDER}/") and c.blob]
    known = revisions.sizes(root, [c.blob for c in within if c.blob and c.is_file])
    for change in within:
        path = file_path(change.path)
        if any(len(os.fsencode(part)) > _LONGEST_NAME for part in change.path.split("/")):
            hint = "请改用报表的名称。"
            yield Problem("E405", "文件名过长，存不到磁盘上", hint, file=short(path))
        elif not change.is_file:
            yield Problem("E403", "不接受链接或特殊文件", "请直接上传文件本身。", file=path)
        elif known.get(change.blob or "", 0) > limit:
            words = too_large(known[change.blob or ""], limit)
            yield Problem(*words, file=path)


def _append_only(root: Path, changed: Sequence[Changed]) -> Iterator[Problem]:
    for change in changed:
        if change.path != LOG or not change.was:
            continue
        told = revisions.contents(root, [blob for blob in (change.was, change.blob) if blob])
        before, after = told.get(change.was, b""), told.get(change.blob or "", b"")
        if not after.startswith(before.rstrip(b"\r\n")):
            hint = "收到时间有误的，用 taizhang receive 追加一行并写明理由。"
            yield Problem("E422", "收件登记中已有的行被改动或删除", hint, file=LOG)


def _private(root: Path, base: str, head: str, catalogue: Catalogue) -> Iterator[Problem]:
    """Personal data that a commit on the way brought, even if the last one took it out again."""
    brought = {
        change.blob: change
        for change in revisions.introduced(root, base, head)
        if change.blob and change.is_file and change.path.startswith(f"{FOLDER}/")
    }
    standing = {change.blob for change in revisions.changes(root, base, head)}
    passing = [blob for blob in brought if blob not in standing]
    small = [
        b for b, n in revisions.sizes(root, passing).items() if n <= catalogue.filing.max_file_bytes
    ]
    told = 0
    for blob, data in revisions.contents(root, small).items():
        change = brought[blob]
        for line, hit, cell in _hits(data):
            if told < _TOLD:
                where = f"提交 {change.commit[:8]} 的第 {line} 行"
                message = f"{where}有{_KINDS[hit.kind]}（{covered(cell, hit)}）"
                yield Problem("E424", message, _CLEAN, file_path(change.path))
            told += 1
    for commit, message in revisions.messages(root, base, head).items():
        for hit in privacy.find(message):
            if hit.sure and hit.kind not in ("email", "name"):
                what = f"{_KINDS[hit.kind]}（{covered(message, hit)}）"
                yield Problem("E424", f"提交 {commit[:8]} 的说明有{what}", _CLEAN)


_KINDS = {
    "id": "身份证号",
    "mangled": "身份证号或卡号",
    "mobile": "手机号",
    "card": "银行卡号",
    "landline": "电话号码",
    "email": "电子邮箱",
    "name": "个人姓名",
}


def _hits(data: bytes) -> Iterator[tuple[int, privacy.Hit, str]]:
    """Personal data in a version of a file: line, hit, and the text in which it stands."""
    for line, cell in _texts(data):
        for hit in privacy.find(cell):
            if hit.sure:
                yield line, hit, cell


def _texts(data: bytes) -> Iterator[tuple[int, str]]:
    if data.startswith(text.WORKBOOK):
        try:
            tabs = workbook.read(data)
        except workbook.UnreadableError:
            return
        for tab in tabs.values():
            for record in tab.records:
                yield from ((record.line, cell) for cell in record.cells)
        return
    decoded = text.decode(data, Teller(""))
    lossy = decoded if decoded is not None else data.decode("utf-8", "replace")
    for number, line in enumerate(lossy.split("\n"), 1):
        yield from ((number, cell) for cell in re.split("[,;\t]", line))


def filings_in(changed: Iterable[Changed]) -> list[Changed]:
    """The changes to filings, whoever made them."""
    return [change for change in changed if _FILING.fullmatch(change.path)]
