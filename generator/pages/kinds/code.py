"""A page for each code that a finding may carry: what it means, why, and an example put right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...words.code import Area, Code
from ...words.codes import AREAS
from ..page import Named, Page, Sheet
from ..site import Site

_BLANK = re.compile(r"\{[a-z]+\}")


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code in words; ``said`` has what to do, and the sentences that it follows."""

    code: Code
    area: Area
    said: list[tuple[str, list[str]]]


def sheets(_: Site) -> Iterator[Sheet]:
    """A page for each code, in the order of the table."""
    for area in AREAS:
        for code in area.codes:
            yield Sheet(
                f"{code.id} {code.title}",
                CodeView(code, area, _said(code)),
                code.id,
                named=(Named((code.id, code.title)),),
            )


def _said(code: Code) -> list[tuple[str, list[str]]]:
    """The sentences in which a code comes, by what they advise."""
    told: dict[str, list[str]] = {}
    for message, hint in code.sentences.values():
        told.setdefault(_BLANK.sub("…", hint), []).append(_BLANK.sub("…", message))
    return list(told.items())


PAGE = Page("codes/{}", sheets)
