"""Regular expressions that are compiled once somebody looks for something.

Compiling takes longer than most looks: of one that knows all of Chinese a millisecond. Whoever reads one clean filing
needs few of those that are there for what may be wrong with it.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast

_PARTS = (
    "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "pattern", "search", "split", "sub",
    "subn",
)  # fmt: skip
"""All that a compiled expression is asked for."""


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` makes of it, made when it is first asked for anything: a faulty one fails then."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Made(Generic[AnyStr]):
    """Has the parts of a compiled expression for its own, and is asked for them at no cost."""


class _Late(_Made[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._how: tuple[AnyStr, int] = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _PARTS:
            raise AttributeError(name)
        if name == "pattern":  # of which others may be put together
            return self._how[0]
        made = re.compile(*self._how)
        vars(self).update({part: getattr(made, part) for part in _PARTS})
        object.__setattr__(self, "__class__", _Made)
        return getattr(self, name)
