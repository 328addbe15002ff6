"""A page for each code that a finding may carry: what it means, why, and an example put right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..words.code import Area, Code
from ..words.codes import AREAS
from .values import Link, Place

_BLANK = re.compile(r"\{[a-z]+\}")


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code in words; ``said`` has what to do, and the sentences that it follows."""

    code: Code
    area: Area
    said: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class CodeRow:
    link: Link
    code: Code


def rows() -> list[tuple[str, list[CodeRow]]]:
    """Every code by where it is found, with a link to its page."""
    return [
        (area.name, [CodeRow(Link(code.id, Place("code", code.id)), code) for code in area.codes])
        for area in AREAS
    ]


def views() -> Iterator[CodeView]:
    for area in AREAS:
        for code in area.codes:
            yield CodeView(code, area, _said(code))


def _said(code: Code) -> list[tuple[str, list[str]]]:
    """The sentences in which a code comes, by what they advise."""
    told: dict[str, list[str]] = {}
    for message, hint in code.sentences.values():
        told.setdefault(_BLANK.sub("…", hint), []).append(_BLANK.sub("…", message))
    return list(told.items())
