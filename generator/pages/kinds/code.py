"""A page for the codes of each area: what each means, why, and an example put right.

One page for each code were two hundred of them: half of a small city's site, and half of the time to build it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ...frozen import dataclass
from ...words.code import Area, Code
from ...words.codes import AREAS
from .. import keeping
from ..page import Later, Named, Page, Sheet
from ..site import Site

_BLANK = re.compile(r"\{[a-z]+\}")


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code in words; ``said`` has what to do, and the sentences that it follows."""

    code: Code
    said: list[tuple[str, list[str]]]


def view(area: Area) -> list[CodeView]:
    """The codes of an area, in the order of the table."""
    return [CodeView(code, _said(code)) for code in area.codes]


def _said(code: Code) -> list[tuple[str, list[str]]]:
    """The sentences in which a code comes, by what they advise."""
    told: dict[str, list[str]] = {}
    for message, hint in code.sentences.values():
        told.setdefault(_BLANK.sub("…", hint), []).append(_BLANK.sub("…", message))
    return list(told.items())


def sheets(site: Site) -> Iterator[Sheet]:
    """A page for each area, in the order of the table."""
    for area in AREAS:
        named = tuple(Named((f"{c.id} {c.title}", c.id, c.title), c.id) for c in area.codes)
        later, made_of = Later(partial(view, area)), keeping.key(site, (), "code", area.id)
        yield Sheet(f"提示代码：{area.name}", later, area.id, named=named, made_of=made_of)


PAGE = Page("codes/{}", sheets)
