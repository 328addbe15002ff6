"""Text from outside in Markdown: shown as it is, doing nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from .problems import printable
from .words.expression import late

T = TypeVar("T")

_QUIETS = "\u200b"
"""A space of no width, after which a forge calls nobody; ``printable`` shows any that comes from outside."""

_SPECIAL = late(r"([\\`*_\[\]|~$^])")

_CALLS = late(
    r"""([@#]|:(?=//)|[!$%&~^](?=[\w"'{]))|(\b(?:www(?=\.)|gh(?=-)))""", re.IGNORECASE | re.VERBOSE
)
"""What a forge makes a mention of, a link, or a reference to an issue, a request, a milestone, a label."""


def literal(text: str) -> str:
    """The text on one line, with nothing left that Markdown or HTML would act on."""
    flat = printable(" ".join(text.split()))
    quiet = _CALLS.sub(f"\\g<0>{_QUIETS}", flat)
    escaped = quiet.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", escaped)


def code(text: str) -> str:
    """The text as code, which no back-tick of its own can end."""
    flat = printable(" ".join(text.split()))
    # By a comment of HTML a forge's comment is known as ours: nobody else's text may hold one.
    flat = flat.replace("<!", f"<{_QUIETS}!")
    fence = "`" * (max((len(run) for run in re.findall("`+", flat)), default=0) + 1)
    return f"{fence} {flat} {fence}" if "`" in flat else f"`{flat}`"


def loud(written: str) -> str:
    """The same in a file, which calls nobody: what is copied out of it, an id, an address, a sentence, is what it
    says and nothing that nobody sees."""
    return written.replace(_QUIETS, "")


def within(items: Sequence[T], told: Callable[[T], str], room: int) -> tuple[list[str], int]:
    """As many items as there is room for, each told whole, and how many are left over.

    ``room`` is counted as forges count, in units of UTF-16, with a line feed after each item.
    """
    shown = list[str]()
    for item in items:
        part = told(item)
        room -= len(part.encode("utf-16-le", "surrogatepass")) // 2 + 1
        if room < 0:
            break
        shown.append(part)
    return shown, len(items) - len(shown)
