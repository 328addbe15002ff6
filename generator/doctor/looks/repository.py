"""The clone: git itself, a whole and unaltered history, the branch it stands on, and its remote."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import suppress

from ... import look as site
from ... import unchanged
from ...words.characters import lines
from ..finding import Finding, UnseenError, heed, noted, sound, wrong
from ..look import Group, Look
from ..running import run
from ..scene import Scene

_OLDEST = (2, 38)
_HOUR = 3600


def _version(scene: Scene) -> Iterator[Finding]:
    try:
        told = run(("git", "--version"), scene.environ).line
    except UnseenError as error:
        yield wrong(error.why, error.to_do)
        return
    found = re.search(r"(\d+)\.(\d+)", told)
    if found and tuple(map(int, found.groups())) < _OLDEST:
        yield wrong(f"{told}，早于 2.38，看不出合并会改变什么。", "升级 git。")
    else:
        yield sound(told)


def _repository(scene: Scene) -> Iterator[Finding]:
    done = scene.git("rev-parse", "--git-dir")
    if done.code == 0:
        return
    if "dubious ownership" in done.err:
        yield wrong(
            "这个仓库属于别的系统用户，git 不肯打开。",
            f"git config --global --add safe.directory {scene.root}，或把文件夹的属主改成运行程序的用户。",
        )
    elif "not a git repository" in done.err:
        yield wrong(
            f"{scene.root} 不在 git 仓库里：没有历史，不能检查、登记和发布。",
            "用 git clone 取一份完整的仓库，在那里运行；或用 --root 写对文件夹。",
        )
    else:
        yield wrong(f"git 打不开这个仓库：{done.why}", "照 git 说的改好，或重新克隆一份。")


def _whole(scene: Scene) -> Iterator[Finding]:
    if scene.told("rev-parse", "--is-shallow-repository") == "true":
        yield wrong("这是浅克隆，没有全部历史，不能发布和核对。", "git fetch --unshallow")
    partial = scene.git(
        "config",
        "--get-regexp",
        r"^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$",
    )
    if partial.code == 0:
        yield wrong(
            "这是部分克隆，缺少一部分内容，不能从历史里取出文件。", "重新克隆，不要写 --filter。"
        )

    if scene.setting("core.sparseCheckout") == "true":
        yield heed("这是稀疏检出，有的文件没有取出来。", "git sparse-checkout disable")
    done = scene.git("rev-list", "--objects", "--quiet", "--all", seconds=50)
    if done.code:
        yield wrong(
            f"历史里缺少对象，仓库已损坏：{done.why}", "重新克隆；远程仓库也这样的，从备份恢复。"
        )


def _unaltered(scene: Scene) -> Iterator[Finding]:
    replaced = scene.told("for-each-ref", "--count=1", "--format=%(refname)", "refs/replace/")
    if replaced:
        yield wrong(
            "有替换对象（refs/replace/）：git 在这里显示的历史不是真的历史。",
            "git replace -l 列出来，问清是谁放的，再 git replace -d 删去。",
        )
    if scene.git_path("info/grafts").exists():
        yield wrong("有嫁接（info/grafts）：历史被改接过。", "删去 info/grafts 这个文件。")
    if scene.git_path("objects/info/alternates").exists():
        for line in lines(scene.git_path("objects/info/alternates").read_text("utf-8")):
            folder = scene.git_path("objects") / line
            if line and not line.startswith("#") and not folder.is_dir():
                yield wrong(
                    f"仓库借用的对象文件夹不在了：{line}",
                    "重新克隆，不要用 --shared 或 --reference。",
                )


def _main(scene: Scene) -> Iterator[Finding]:
    default = scene.refs.get("-> HEAD")
    if default is None:
        yield wrong(
            "远程仓库没有缺省分支。",
            f"在平台上，或在裸仓库里用 git symbolic-ref HEAD refs/heads/{scene.main} 设好。",
        )
    elif default != scene.main:
        yield wrong(
            f"远程仓库的缺省分支是 {default}，检查和发布认的主分支是 {scene.main}。",
            f"把缺省分支改成 {scene.main}；或在钩子的环境里写 TAIZHANG_BRANCH，并改工作流里的分支。",
        )
    if f"refs/heads/{scene.main}" not in scene.refs:
        yield wrong(f"远程仓库没有 {scene.main} 分支。", f"由办公室先推送 {scene.main}。")


def _named(scene: Scene) -> Iterator[Finding]:
    """Workflows that name branches must name the main one."""
    for path in (".github/workflows/filing.yml", ".github/workflows/publish.yml"):
        if scene.file_at(path) is None:
            continue
        events = scene.workflow(path).get("on")
        for event, said in events.items() if isinstance(events, dict) else ():
            branches = said.get("branches") if isinstance(said, dict) else None
            if branches and scene.main not in branches:
                yield wrong(
                    f"{path} 的 {event} 只认 {'、'.join(map(str, branches))}，主分支是 {scene.main}。",
                    "改成主分支的名称。",
                )


def _reachable(scene: Scene) -> Iterator[Finding]:
    try:
        remote = scene.remote
    except UnseenError as error:
        yield wrong(error.why, error.to_do)
        return
    if remote.secret:
        yield heed(
            "远程仓库的地址里写着口令，谁读得到 .git/config 就拿得到。",
            "换成不带口令的地址，口令交给凭据管理。",
        )
    if remote.kind == "http":
        yield heed("远程仓库用 http 明文连接，口令和令牌路上看得见。", "换成 https 或 ssh 地址。")
    if remote.folder is not None and not remote.folder.exists():
        yield wrong(f"远程仓库的文件夹不在：{remote.folder}", "看看地址是否写对、共享盘是否连上。")
        return
    done = scene.listed
    if done.code:
        yield wrong(*_unreached(done.err, done.why))


_CAUSES = (
    ("Host key verification failed", "不认识这台服务器的主机密钥。", "先用 ssh 连一次，核对指纹后接受。"),
    ("Permission denied (", "服务器不接受这里的密钥。", "把本机的公钥加到平台的账号，或用 GIT_SSH_COMMAND 指定密钥。"),
    ("Could not resolve host", "找不到这台服务器的名称。", "看看地址和域名解析。"),
    ("could not read Username", "要账号和口令，这里没有。", "设好凭据（git credential），或改用 ssh。"),
    ("terminal prompts disabled", "要账号和口令，这里没有。", "设好凭据（git credential），或改用 ssh。"),
    ("Authentication failed", "账号或口令不对。", "更新凭据或令牌。"),
    ("certificate", "服务器的证书通不过。", "本机时间是否准确；自签的证书用 http.sslCAInfo 指定。"),
    ("dubious ownership", "它属于别的系统用户，git 不肯打开。", "git config --global --add safe.directory <仓库>"),
    ("does not appear to be a git repository", "那里不是 git 仓库。", "看看地址是否写对。"),
    ("not found", "服务器上没有这个仓库，或没有权限看到。", "看看地址和账号的权限。"),
)  # fmt: skip


def _unreached(err: str, why: str) -> tuple[str, str]:
    for mark, said, to_do in _CAUSES:
        if mark in err:
            return f"连不上远程仓库：{said}", to_do
    return f"连不上远程仓库：{why}", "看看网络、地址和权限。"


def _level(scene: Scene) -> Iterator[Finding]:
    theirs = scene.refs.get(f"refs/heads/{scene.main}")
    done = scene.git("rev-parse", "-q", "--verify", f"refs/heads/{scene.main}^{{commit}}")
    if theirs is None or done.code:
        yield noted(f"本机没有 {scene.main} 分支，以远程仓库的为准。")
        return
    if theirs == done.line:
        return
    fetch = f"git pull --ff-only {scene.asked.remote} {scene.main}"
    if scene.git("merge-base", "--is-ancestor", theirs, done.line).code == 0:
        count = scene.told("rev-list", "--count", f"{theirs}..{done.line}")
        yield heed(f"本机的主分支比远程多 {count} 个提交，还没有推送。", "推送，或撤回这些提交。")
    elif scene.git("merge-base", "--is-ancestor", done.line, theirs).code == 0:
        yield heed("本机的主分支落后于远程。", fetch)
    elif scene.git("cat-file", "-e", theirs).code:
        yield heed("远程的主分支有本机没有的提交。", f"git fetch {scene.asked.remote}；再 {fetch}")
    else:
        yield wrong(
            "本机和远程的主分支各走各的：有一边改写过历史。", "弄清是谁改写的，再以一边为准。"
        )


def _standing(scene: Scene) -> Iterator[Finding]:
    if scene.told("rev-parse", "--is-bare-repository") == "true":
        return
    done = scene.git("symbolic-ref", "-q", "--short", "HEAD")
    if done.code:
        head = scene.git("rev-parse", "-q", "--verify", "HEAD").line
        if head != scene.tip:
            yield heed(
                "现在没有停在分支上，取出的也不是主分支最新的提交。", f"git switch {scene.main}"
            )
    elif done.line not in (scene.main, scene.receipts_branch):
        yield heed(
            f"现在停在 {done.line} 分支，手工发布用的是它，不是 {scene.main}。",
            f"git switch {scene.main}，或发布时写 --commit {scene.main}。",
        )
    for name in ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD"):
        if scene.git_path(name).exists():
            yield wrong("有一次合并或变基没有做完。", "git status 看看，做完或用 --abort 放弃。")
            return


def _uncommitted(scene: Scene) -> Iterator[Finding]:
    if scene.told("rev-parse", "--is-bare-repository") == "true":
        return
    told = scene.git(
        "-c",
        "core.fsmonitor=false",
        "status",
        "-z",
        "--porcelain",
        "--no-renames",
        "--",
        *unchanged.DECLARED,
        *site.TOPS,
    )
    edited = [entry[3:] for entry in told.fields]
    if edited:
        some = "、".join(edited[:3]) + (f" 等 {len(edited)} 个文件" if len(edited) > 3 else "")
        yield heed(f"改了没有提交：{some}。发布用的是提交，看不到这些改动。", "提交，或撤回。")


def _locked(scene: Scene) -> Iterator[Finding]:
    for name in ("index.lock", "HEAD.lock", "config.lock", "packed-refs.lock", "shallow.lock"):
        file = scene.git_path(name)
        with suppress(FileNotFoundError):
            if time.time() - file.stat().st_mtime > _HOUR:
                yield wrong(
                    f"git 的锁 {name} 留了一个多小时：多半是上次被强行中断。",
                    f"确认没有 git 在运行，删去 {file}。",
                )


GROUP = Group(
    10,
    "仓库",
    (
        Look("git", "git 的版本", _version),
        Look("repository", "能打开仓库", _repository),
        Look("whole", "历史完整", _whole),
        Look("unaltered", "历史没有改接过", _unaltered),
        Look("remote", "连得上远程仓库", _reachable),
        Look("main", "主分支的名称", _main),
        Look("named", "工作流认的分支", _named),
        Look("level", "本机与远程一致", _level),
        Look("standing", "停在主分支上", _standing),
        Look("uncommitted", "没有未提交的改动", _uncommitted),
        Look("locked", "没有遗留的锁", _locked),
    ),
)
