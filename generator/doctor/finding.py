"""What a look finds."""

from __future__ import annotations

from enum import StrEnum

from ..frozen import dataclass


class State(StrEnum):
    """How a thing was found; ``gravity`` is small for what is to be put right first."""

    shape: str
    word: str
    gravity: int

    def __new__(cls, value: str, shape: str, word: str, gravity: int) -> State:
        """A row: its shape and its word as a reader sees them, and its gravity."""
        self = str.__new__(cls, value)
        self._value_, self.shape, self.word, self.gravity = value, shape, word, gravity
        return self

    WRONG = "wrong", "■", "不行", 10
    HEED = "heed", "▲", "留意", 20
    UNSEEN = "unseen", "？", "没能看到", 30
    SOUND = "sound", "●", "正常", 40
    NOTED = "noted", "·", "供参考", 50


@dataclass(frozen=True, slots=True)
class Finding:
    """``said`` is what was seen, ``to_do`` what to do about it or how to let it be seen, '' for nothing."""

    state: State
    said: str
    to_do: str = ""


class UnseenError(Exception):
    """What keeps a look from seeing; the two texts are for the reader.

    ``state`` is NOTED where there is nothing to be seen, and nothing is the worse for it.
    """

    def __init__(self, why: str, to_do: str = "", state: State = State.UNSEEN) -> None:
        super().__init__(why)
        self.why, self.to_do, self.state = why, to_do, state


def wrong(said: str, to_do: str) -> Finding:
    """Something that will not work."""
    return Finding(State.WRONG, said, to_do)


def heed(said: str, to_do: str = "") -> Finding:
    """Something that works, and is better otherwise."""
    return Finding(State.HEED, said, to_do)


def unseen(why: str, to_do: str = "") -> Finding:
    """Something that could not be seen, and how to let it be seen."""
    return Finding(State.UNSEEN, why, to_do)


def noted(said: str) -> Finding:
    """Something to know."""
    return Finding(State.NOTED, said)


def sound(said: str) -> Finding:
    """All is well, in words that say what was seen."""
    return Finding(State.SOUND, said)
