"""What git does to bytes on their way in and out, and names that not every machine can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...portable import unfit
from ..finding import Finding, heed, noted, wrong
from ..look import Group, Look
from ..scene import Scene

_PROBES = ("submissions/2000-01/x/x.csv", "receipts/log.csv")
_DECLARED = ("tasks.yaml", "units.yaml", "rules/filing.yaml")
_LOOKED_AT = 5000
_ASKED = ("text", "eol", "filter", "ident", "working-tree-encoding")
_PLAIN = ("unset", "unspecified")
_TOLD = 5
_MOST = 259
_WORK = 60
"""Characters of the folders in which versions are made."""


def _bytes(scene: Scene) -> Iterator[Finding]:
    """Filings and receipts must come out as they went in."""
    scene.in_git()
    if scene.bare:
        yield noted("裸仓库不取出文件。")
        return
    own = scene.git("ls-files", "-z", "--", *sorted({p.partition("/")[0] for p in _PROBES})).fields
    asked = "".join(f"{path}\0" for path in (*_PROBES, *own[:_LOOKED_AT]))
    told = scene.git("check-attr", "-z", "--stdin", *_ASKED, stdin=asked).fields
    every: dict[str, dict[str, str]] = {}
    for path, name, value in zip(told[::3], told[1::3], told[2::3], strict=True):
        every.setdefault(path, {})[name] = value
    seen = dict.fromkeys((_folder(path), tuple(found.items())) for path, found in every.items())
    for folder, found_ in seen:
        yield from _altered(scene, folder, dict(found_))


def _folder(path: str) -> str:
    return path.partition("/")[0]


def _altered(scene: Scene, folder: str, found: dict[str, str]) -> Iterator[Finding]:
    if found.get("filter") not in _PLAIN:
        yield wrong(
            f"{folder}/ 里设了过滤器 {found['filter']}（如 LFS）：仓库里存的不是报来的原样。",
            "在 .gitattributes 里去掉 filter；已经转成指针的，重新放进原文件。",
        )
    for name in ("ident", "working-tree-encoding"):
        if found.get(name) not in _PLAIN:
            yield wrong(f"{folder}/ 里设了 {name}，git 会改动内容。", "在 .gitattributes 里去掉。")
    if found.get("text") != "unset":
        yield from _line_ends(scene, folder, found.get("text", ""))


def _ignored(scene: Scene) -> Iterator[Finding]:
    """What git passes over never gets into a commit."""
    scene.in_git()
    if scene.bare:
        return
    for path in (*_PROBES, *_DECLARED):
        if scene.git("check-ignore", "-q", "--no-index", "--", path).code == 0:
            yield wrong(
                f"git 忽略 {path} 这样的文件，不会提交。",
                "在 .gitignore（或 info/exclude）里去掉。",
            )


def _line_ends(scene: Scene, folder: str, text: str) -> Iterator[Finding]:
    line = f"在 .gitattributes 里写上“{folder}/** -text”。"
    convert = scene.setting("core.autocrlf")
    if text != "unspecified" or (convert or "false").lower() not in ("false", "no", "off", "0"):
        yield wrong(f"git 会改动 {folder}/ 里的行尾，字节与报来的不同，收件登记对不上。", line)
    else:
        yield heed(f"没有写明 {folder}/ 不改行尾：别人的 Windows 上会改。", line)


def _attributes(scene: Scene) -> Iterator[Finding]:
    if scene.file_at(".gitattributes") is None:
        yield heed("主分支上没有 .gitattributes。", "把程序带的 .gitattributes 放到仓库最上层。")
    for name in ("core.attributesFile", "core.fsmonitor"):
        value = scene.setting(name)
        if value and value not in ("false", "true"):
            yield heed(
                f"这台机器的 git 设了 {name}（{value}），可能改动内容。",
                f"git config --unset {name}",
            )


def _names(scene: Scene) -> Iterator[Finding]:
    """What Windows cannot hold keeps everybody there from cloning."""
    done = scene.git("ls-tree", "-r", "-z", "--name-only", "--full-tree", scene.tip)
    faults = [(path, why) for path in done.fields if (why := unfit(path))]
    for path, why in faults[:_TOLD]:
        yield heed(
            f"Windows 上放不下这个文件名：{path}（{why}）", "改名；否则在 Windows 上克隆不了。"
        )
    if len(faults) > _TOLD:
        yield heed(f"这样的文件名共 {len(faults)} 个。", "改名。")
    folded = Counter(path.casefold() for path in done.fields)
    twins = [path for path in done.fields if folded[path.casefold()] > 1]
    if twins:
        yield heed(
            f"只差大小写的文件名：{'、'.join(twins[:_TOLD])}",
            "改名；Windows 和 macOS 上只留得下一个。",
        )


def _long(scene: Scene) -> Iterator[Finding]:
    """Windows stops at 260 characters unless it is told otherwise; work folders need some of them."""
    if scene.asked.machine.long_paths is not False:
        return
    done = scene.git("ls-tree", "-r", "-z", "--name-only", scene.tip)
    longest = max((len(path) for path in done.fields), default=0)
    root = len(str(scene.root.resolve()))
    if root + longest + _WORK > _MOST:
        yield wrong(
            f"数据文件夹的路径有 {root} 个字符，里面最长的还有 {longest} 个：超出 Windows 的 260 个。",
            "换到浅的文件夹，如 D:\\taizhang；或在系统里打开长路径（LongPathsEnabled）。",
        )


def _encodings(scene: Scene) -> Iterator[Finding]:
    scene.in_git()
    for name in ("i18n.commitEncoding", "i18n.logOutputEncoding"):
        value = scene.setting(name)
        if value and value.lower().replace("-", "") != "utf8":
            yield wrong(
                f"git 的 {name} 是 {value}，提交说明和作者会成乱码。", f"git config --unset {name}"
            )


GROUP = Group(
    20,
    "内容原样",
    (
        Look("bytes", "报送进出不变样", _bytes),
        Look("ignored", "报送和规则会提交", _ignored),
        Look("attributes", "写明了不改行尾", _attributes),
        Look("names", "文件名各处都放得下", _names),
        Look("long-paths", "路径不太长", _long),
        Look("encodings", "提交说明的编码", _encodings),
    ),
)
