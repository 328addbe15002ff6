"""When filings came in: is there a log, can it be written, and did anything come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ... import disk, receipts
from ...calendar import Term
from ...catalogue import Catalogue, owing
from ...problems import as_text, has_errors
from ...receipts import LOG, Receipt
from ...wording import day
from ...words.characters import lines
from ..finding import Finding, UnseenError, heed, noted, sound, wrong
from ..look import Group, Look
from ..scene import Scene

_AHEAD = timedelta(minutes=5)


def _bytes(scene: Scene) -> bytes | None:
    """The log on the branch that holds it; None where it has none."""
    branch = scene.receipts_branch
    for name in (f"refs/remotes/{scene.asked.remote}/{branch}", f"refs/heads/{branch}"):
        prefix = "" if scene.bare else scene.told("rev-parse", "--show-prefix")
        done = scene.git("cat-file", "blob", f"{name}:{prefix}{LOG}")
        if done.code == 0:
            return done.out.encode("utf-8", "surrogateescape")
    return None


def _read(scene: Scene) -> list[Receipt]:
    data = _bytes(scene)
    if data is None:
        raise UnseenError("还没有收件登记。")
    with disk.scratch() as scratch:
        file = scratch / LOG
        file.parent.mkdir()
        file.write_bytes(data)
        found, problems = receipts.read(scratch, scene.declared)
    if has_errors(problems):
        raise UnseenError(f"收件登记读不出来：{lines(as_text(problems[0]))[0]}", "见上一项。")
    return found


def _log(scene: Scene) -> Iterator[Finding]:
    if _bytes(scene) is None:
        yield heed(
            f"{scene.receipts_branch} 分支上没有 {LOG}：按提交时间算是否按时，而提交时间可以自己写。",
            "第一份报送登记以后就有；一直没有，是登记没有做成。",
        )
        return
    try:
        _read(scene)
    except UnseenError as error:
        if not error.why.startswith("收件登记读不出来"):
            raise
        yield wrong(error.why, "从历史里找回上一版，再运行 taizhang check。")


def _branch(scene: Scene) -> Iterator[Finding]:
    branch = scene.receipts_branch
    if branch == scene.main:
        yield noted(f"登记在主分支 {scene.main} 上。")
        return
    ours, theirs = (
        scene.refs.get(f"refs/heads/{branch}"),
        scene.refs.get(f"refs/heads/{scene.main}"),
    )
    if ours is None:
        yield wrong(
            f"TAIZHANG_RECEIPTS_BRANCH 写的是 {branch}，远程仓库没有这个分支。",
            f"由办公室先建立：git push {scene.asked.remote} {scene.main}:{branch}",
        )
    elif theirs and scene.git("merge-base", "--is-ancestor", theirs, ours).code == 1:
        yield heed(
            f"{branch} 还没有并入主分支最新的提交。", "下一次登记时会并入；一直这样，看流水线。"
        )


def _writable(scene: Scene) -> Iterator[Finding]:
    """A push that is only tried: the remote says whether this account may push at all."""
    if scene.bare:
        yield noted("就在远程仓库里，由钩子直接写。")
        return
    branch = f"refs/heads/{scene.receipts_branch}"
    tip = scene.refs.get(branch) or scene.refs.get(f"refs/heads/{scene.main}")
    if tip is None or scene.git("cat-file", "-e", tip).code:
        raise UnseenError("本机没有远程分支的最新提交。", f"git fetch {scene.asked.remote}")
    done = scene.remote_git(
        "push", "--dry-run", "--no-verify", scene.asked.remote, f"{tip}:{branch}"
    )
    if done.code:
        yield wrong(
            f"从这里推送不了：{done.why}",
            "给登记收件的账号写权限；在登记收件的机器上看的是它的账号。",
        )


def _came(scene: Scene) -> Iterator[Finding]:
    """After a deadline somebody must have filed."""
    found = _read(scene) if _bytes(scene) is not None else []
    today = scene.asked.now.date()
    ahead = [each for each in found if each.received_at > scene.asked.now + _AHEAD]
    if ahead:
        yield wrong(
            f"有 {len(ahead)} 条收件登记的时间在将来，最早的在第 {ahead[0].line} 行。",
            "登记的机器时钟快了，或手工写错；用 taizhang receive --at 更正。",
        )
    last = _closed(scene.declared, today)
    if last is None:
        yield noted("还没有到第一个报送期限。")
        return
    term, due = last
    if any(term in (each.period, each.period.month) for each in found):
        yield sound(f"最近一条是 {found[-1].received_at:%Y-%m-%d %H:%M}")
        return
    newest = f"最近一条是 {found[-1].received_at:%Y-%m-%d}" if found else "一条也没有"
    yield wrong(
        f"{term.label}的报送期限 {day(due)}已过，这一期一条收件登记也没有（{newest}）。",
        "看流水线或钩子是否在运行、有没有失败；补登记用 taizhang receive --at。",
    )


def _closed(declared: Catalogue, today: date) -> tuple[Term, date] | None:
    """The last term that is closed, and the last day of it."""
    ends = [(owing.closing(declared, term).last_day, term) for term in owing.filing_terms(declared)]
    over = [(last, term) for last, term in ends if last < today]
    return (max(over)[1], max(over)[0]) if over else None


GROUP = Group(
    70,
    "收件登记",
    (
        Look("log", "收件登记读得出来", _log),
        Look("receipts-branch", "登记在哪个分支", _branch),
        Look("writable", "能推送", _writable),
        Look("came", "期限过后有登记", _came),
    ),
)
