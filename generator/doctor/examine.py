"""Taking the looks one by one: none waits for ever, none takes another with it, none tells a secret."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from threading import Thread

from ..problems import printable
from ..progress import counted
from ..words import privacy
from . import looks
from .finding import Finding, State, UnseenError, sound, unseen
from .look import Group, Look, Outcome
from .scene import Asked, Scene

_PATIENCE = 60.0
"""Seconds for one look; a disk that does not answer keeps nobody."""


def groups() -> list[Group]:
    """Every module of ``looks`` has one, in their order."""
    found = (
        import_module(f".{each.name}", looks.__name__) for each in iter_modules(looks.__path__)
    )
    return sorted((module.GROUP for module in found), key=lambda group: group.order)


def examine(asked: Asked, begun: Callable[[str], None] = lambda _: None) -> Iterator[Outcome]:
    """What came of every look, in order; ``begun`` is told of each group."""
    scene = Scene(asked)
    for group in groups():
        begun(group.title)
        for look in counted(group.looks):
            yield Outcome(group.title, look, looked(look, scene))


def looked(look: Look, scene: Scene) -> tuple[Finding, ...]:
    """What one look finds, as it may be told."""
    return tuple(_masked(each, scene) for each in _seen(look, scene))


def _seen(look: Look, scene: Scene) -> list[Finding]:
    """What a look finds, in a thread that is left behind when it does not come to an end."""
    found: list[Finding] = []
    failed: list[Exception] = []

    def see() -> None:
        try:
            found.extend(look.see(scene))
        except Exception as error:
            failed.append(error)

    thread = Thread(target=see, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    if thread.is_alive():
        return [unseen(f"{_PATIENCE:.0f} 秒没有回答。", "看看磁盘和网络是否停住，再运行一次。")]
    if failed:
        return [*found, _unseen(failed[0])]
    return found or [sound("")]


def _unseen(error: Exception) -> Finding:
    if isinstance(error, UnseenError):
        return Finding(error.state, error.why, error.to_do)
    return unseen(
        f"没有看成：{type(error).__name__}：{error}", "其余各项不受影响；请告诉维护人员。"
    )


_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


def _masked(finding: Finding, scene: Scene) -> Finding:
    """Without secrets, personal data, and what could drive a terminal."""
    return Finding(finding.state, _clean(finding.said, scene), _clean(finding.to_do, scene))


def _clean(text: str, scene: Scene) -> str:
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    for secret in scene.secrets:
        text = text.replace(secret, "＊＊＊")
    return printable(privacy.masked(_CREDENTIALS.sub("＊＊＊@", text)))


def failed(outcomes: Iterable[Outcome]) -> bool:
    """Whether anything will not work."""
    return any(each.state is State.WRONG for each in outcomes)
