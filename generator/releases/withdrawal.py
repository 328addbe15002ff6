"""Taking a version back: what stood there is gone, and in its place it is said who took it, and why.

A version is taken back whole. What is in one of its files is in others too: in pages, downloads, and
what the search knows.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import field
from datetime import date
from pathlib import Path

from .. import catalogue, revisions, store
from ..catalogue.model.terms import Audience
from ..frozen import dataclass
from ..intake.telling import short
from ..judging.kinds import KINDS
from ..problems import Problem, has_errors
from ..revisions import GitError
from ..words.sentences import Shown, said
from . import manifest, tags, tombstone
from .branch import Branch
from .manifest import CURRENT, Name, UnreadableManifestError
from .place import Place
from .standing import unwritable
from .tombstone import Tombstone

LONGEST = 500
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Wish:
    """``forget``: of a branch no history stays, as it still holds what is withdrawn."""

    name: Name
    reason: str
    today: date
    edition: Audience
    forget: bool = False


@dataclasses.dataclass(slots=True)
class Withdrawn:
    """What came of it: problems, the places in which the version is gone now, and what is still to do."""

    problems: list[Problem] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether it is gone from every place."""
        return not has_errors(self.problems)


def withdraw(root: Path, wish: Wish, places: Sequence[Place]) -> Withdrawn:
    """Put a tombstone in the place of a version, everywhere or nowhere; UnknownRevisionError without git."""
    done = Withdrawn()
    decided, place = revisions.commit_of(root, "HEAD"), places[0]
    declared, problems = catalogue.read(root, KINDS, store.of(root))
    if declared is None:
        done.problems += problems
        return done
    by = next((unit.name for unit in declared.units.values() if unit.maintains), "办公室")
    with ExitStack() as held:
        try:
            done.problems += _all_refused(places, wish)
            if not done.sound:
                return done
            works = [held.enter_context(place.alone(lambda: None)) for place in places]
            done.problems += _all_refused(places, wish)  # now that nobody else is at work there
            if not done.sound:
                return done
            for place, work in zip(places, works, strict=True):
                _replace(place, work / "new", _stone(place, wish, by, decided))
                if wish.forget and isinstance(place, Branch):
                    place.forget()
                done.places.append(place.called)
                done.left += _left(place, wish)
        except (OSError, GitError) as fault:
            done.problems.append(unwritable(place, fault))
    done.left += _everywhere(root, wish)
    return done


def _all_refused(places: Sequence[Place], wish: Wish) -> list[Problem]:
    found = (place.foreign() or _refused(place, wish) for place in places)
    return [refused for refused in found if refused]


def _refused(place: Place, wish: Wish) -> Problem | None:
    """E634: no reason, no such version there, or one that is withdrawn already."""
    name = str(wish.name)
    heads = place.heads()
    if not wish.reason or len(wish.reason) > LONGEST:
        return Problem(*said("E634.reason", limit=LONGEST))
    if name not in heads:
        standing = "、".join(sorted(each for each in heads if each != CURRENT)) or "没有"
        return Problem(
            *said("E634", place=Shown(place.called), name=Shown(name), standing=Shown(standing)),
            value=name,
        )
    stone = tombstone.read(heads[name])
    if stone and not (wish.forget and isinstance(place, Branch)):
        words = said("E634.gone", name=Shown(name), day=Shown(stone.withdrawn_on))
        return Problem(*words, value=name)
    return None


def _stone(place: Place, wish: Wish, by: str, decided: str) -> Tombstone:
    """What is to stand there; what stands already where it was withdrawn before."""
    head = place.heads()[str(wish.name)]
    known = tombstone.read(head)
    if known:
        return known
    try:
        told = manifest.parse(head)
        edition, commit = told.edition, told.commit
    except UnreadableManifestError:
        edition, commit = wish.edition, ""
    return Tombstone(
        str(wish.name), edition, wish.today, by, short(wish.reason, LONGEST),
        _known_later(place, str(wish.name)) or manifest.digest(head), commit, decided,
    )  # fmt: skip


def _known_later(place: Place, name: str) -> str | None:
    """The digest by which a later version knows this one, whatever became of its manifest since."""
    for data in place.heads().values():
        try:
            before = manifest.parse(data).previous
        except UnreadableManifestError:
            continue
        if before and before.version == name:
            return before.manifest
    return None


def _replace(place: Place, new: Path, stone: Tombstone) -> None:
    if place.heads()[stone.version] == stone.as_bytes():
        return
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    for name, data in stone.files().items():
        (new / name).write_bytes(data)
    place.put(stone.version, new)


def _left(place: Place, wish: Wish) -> list[str]:
    """What a place still holds of it."""
    found = []
    graves = tombstone.standing(place.heads())
    later = [
        name
        for name in place.heads()
        if name not in graves and (name == CURRENT or Name.parse(name) > wish.name)
    ]
    if later:
        found.append(
            f"{place.called} 中以后的版本（{'、'.join(later)}）也载有以前各月的报送，同样的内容可能还在其中："
            "请逐一查看，需要的一并撤下；当前版在改正以后重新发布。"
        )
    if isinstance(place, Branch):
        push = f"git push --force origin {place.ref}:{place.ref}"
        if wish.forget:
            found.append(f"{place.called} 已不留历史；推送到平台：{push}。平台的缓存请管理员清理。")
        else:
            found.append(
                f"{place.called} 的历史里还有撤下的内容。要一并去掉，加 --forget 再运行一次，"
                f"然后强制推送：{push}。"
            )
    return found


def _everywhere(root: Path, wish: Wish) -> list[str]:
    """What is out of reach of any place."""
    own = tags.name(str(wish.name), wish.edition)
    found = []
    if str(wish.name) in tags.known(root, wish.edition):
        found.append(
            f"标签 {own} 仍指着当时的提交，数据还在仓库的历史里；要清除历史的，见 deploy/README.md。"
        )
    found.append(
        "已经发出去的离线包、下载的文件和网站的备份不会跟着改变：请通知拿到的人删去，备份另行清理。"
    )
    return found
