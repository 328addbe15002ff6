"""View models into Markdown, by the templates of the site folder.

Whatever is not markup made by us is text: neither HTML nor Markdown in it may act. So every value is
escaped for both, by character references, which both leave alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from ..words import states

_ACTIVE = re.compile(r"[!-/:-@\[-`{-~]")
_BREAK = Markup("<br>")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def text(value: str) -> Markup:
    """Words from outside as text: every ASCII sign a reference, line breaks kept.

    Control and direction marks, which could make a line read as another, are dropped.
    """
    tidy = _UNSEEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n").strip())
    lines = (_ACTIVE.sub(lambda sign: f"&#{ord(sign[0])};", line) for line in tidy.split("\n"))
    return _BREAK.join(Markup(line) for line in lines)


def environment(templates: Path) -> jinja2.Environment:
    """Templates that write Markdown; what a view model holds is text unless it is Markup."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        finalize=_shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.globals["states"] = states
    return found


def _shown(value: Any) -> Any:
    if value is None:
        return ""
    return value if isinstance(value, Markup) else text(str(value))
