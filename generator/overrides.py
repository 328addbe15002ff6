"""A root's own files of the look, held against ours: which replace one of ours, and whether ours has changed.

``site/overrides.sha256`` of a root says, as sha256sum writes it, which files of ours its own were made
from. Paths are as in ``look``: ``site/templates/home.md.j2``, ``mkdocs.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from . import disk, look
from .problems import Problem, nearest
from .words.characters import lines
from .words.sentences import Shown, said

RECORD = "site/overrides.sha256"

_TEXTLESS = b"\0"

_ENTRY = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_PUBLISHED = PurePosixPath("site/pages")
"""Whatever lies there as Markdown becomes a page, whatever its name."""


def check(root: Path) -> list[Problem]:
    """W609 for each own file that was not held against ours as it is now, W610 for what looks misspelt."""
    own, known, made = _own(root), look.files(look.ours()), _recorded(root)
    problems = []
    for path, file in own.items():
        if path in known:
            if not _is_seen(file, known[path], made.get(path)):
                problems.append(_unseen(path, path in made))
        elif not _is_used(path, own):
            if path in made:
                problems.append(_gone(path))
            elif meant := _meant(path, known):
                problems.append(_misspelt(path, meant))
    return problems


def standing(root: Path) -> Iterator[tuple[str, str]]:
    """Each of our files with what the root has in its place, in words."""
    own, made = _own(root), _recorded(root)
    for path, shipped in look.files(look.ours()).items():
        if path not in own:
            yield path, "程序自带"
        else:
            seen = _is_seen(own[path], shipped, made.get(path))
            yield path, "自己的" if seen else "自己的，没有与程序现在的对照过"


def named(word: str) -> tuple[str | None, str | None]:
    """The path of ours that a word on the command line means, or else the nearest one."""
    known = look.files(look.ours())
    path = PurePosixPath(word.replace("\\", "/")).as_posix()
    found = next((each for each in (path, f"site/{path}") if each in known), None)
    return found, None if found else nearest(path, known)


def note(root: Path, path: str) -> bool:
    """Note that the root's own file was held against ours; whether it had none and got a copy of ours."""
    ours, file = look.files(look.ours())[path], root / path
    new = not file.exists()
    if new:
        disk.write(file, ours.read_bytes())
    made = _recorded(root) | {path: _digest(ours)}
    kept = {each: digest for each, digest in made.items() if (root / each).is_file()}
    text = "".join(f"{kept[each]}  {each}\n" for each in sorted(kept))
    disk.write(root / RECORD, text)
    return new


def difference(root: Path, path: str) -> Iterator[str]:
    """What the root's own file has otherwise than ours, in the form of diff -u; nothing where it has none.

    Of what is no text, such as a Word document, where the two lie.
    """
    own, ours = _own(root).get(path), look.files(look.ours())[path]
    if own and _TEXTLESS in own.read_bytes() + ours.read_bytes():
        if own.read_bytes() != ours.read_bytes():
            yield f"两份不同，不是文字，请用 WPS 或 Word 打开对照：程序自带的 {ours}，自己的 {own}"
    elif own:
        from difflib import unified_diff  # for who asks, not for every check

        before, after = _lines(ours), _lines(own)
        yield from unified_diff(before, after, f"程序自带/{path}", f"自己的/{path}", lineterm="")


def _own(root: Path) -> dict[str, Path]:
    """What desktops and editors leave behind is nobody's."""
    return {
        path: file
        for path, file in look.own(root).items()
        if path != RECORD and not file.name.startswith((".", "~")) and not file.name.endswith("~")
    }


def _recorded(root: Path) -> dict[str, str]:
    """The digest of what each own file was made from; a line that says nothing of the kind is passed over."""
    file = root / RECORD
    text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    return {entry[2]: entry[1] for line in lines(text) if (entry := _ENTRY.fullmatch(line))}


def _is_seen(own: Path, ours: Path, made: str | None) -> bool:
    """Whether an own file is ours, or was made from ours as it is now."""
    return _digest(ours) in (made, _digest(own))


def _meant(path: str, known: Iterable[str]) -> str | None:
    """The path of ours that this one probably misspells: the name in a folder of ours, else the folder."""
    own, ours = PurePosixPath(path), [PurePosixPath(each) for each in known]
    beside = {_stem(each): each for each in ours if each.parent == own.parent}
    if beside:
        near = nearest(_stem(own), beside, 0.75)
        return str(beside[near]) if near else None
    near = nearest(str(own.parent), {str(each.parent) for each in ours}, 0.9)
    return f"{near}/{own.name}" if near else None


def _stem(path: PurePosixPath) -> str:
    return path.name.partition(".")[0].lower()


def _is_used(path: str, own: Mapping[str, Path]) -> bool:
    """Whether an own file is a page of its own, or another own file names it."""
    place = PurePosixPath(path)
    if place.parent == _PUBLISHED and place.suffix == ".md":
        return True
    others = (file for each, file in own.items() if each != path)
    return any(place.name.encode() in file.read_bytes() for file in others)


def _lines(file: Path) -> list[str]:
    return lines(file.read_text("utf-8", errors="replace"))


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _unseen(path: str, recorded: bool) -> Problem:
    why = "程序自带的这个文件改了" if recorded else "没有记下照程序的哪一份改的"
    return Problem(*said("W609", why=Shown(why), path=Shown(path)), path)


def _gone(path: str) -> Problem:
    return Problem(*said("W609.gone"), path)


def _misspelt(path: str, meant: str) -> Problem:
    return Problem(*said("W610", meant=Shown(meant)), path)
