"""Text from outside in Markdown: shown as it is, doing nothing."""

from __future__ import annotations

import re

from .problems import printable

_SPECIAL = re.compile(r"([\\`*_\[\]|~])")


def literal(text: str) -> str:
    """The text on one line, with nothing left that Markdown or HTML would act on."""
    flat = printable(" ".join(text.split()))
    escaped = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A forge would make a mention of @ and a link of # and of an address.
    quiet = re.sub("([@#]|:(?=//))", "\\1\u200b", escaped)
    return _SPECIAL.sub(r"\\\1", quiet)


def code(text: str) -> str:
    """The text as code, which no back-tick of its own can end."""
    flat = printable(" ".join(text.split()))
    fence = "`" * (max((len(run) for run in re.findall("`+", flat)), default=0) + 1)
    return f"{fence} {flat} {fence}" if "`" in flat else f"`{flat}`"
