"""What stands in the place of a version that was withdrawn: who took it back, when, and why.

It is plain files as a version is, so that addresses that people kept lead to an explanation, and it names
the manifest that stood there, so that later versions still fit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import cattrs

from ..catalogue.model.terms import EDITIONS, Audience
from ..frozen import dataclass
from ..intake.telling import file_name
from ..wording import day as spelt
from ..words.sentences import Shown
from . import manifest
from .manifest import Name

FILE = "withdrawn.json"
FORMAT = 1
"""Of the file and of the page made of it: a page that reads otherwise is another format."""

_PAGES = ("index.html", "404.html")
"""The page, also in the stead of every page that was there."""

_STYLE = "withdrawn.css"
_SHIPPED = Path(__file__).parent / "withdrawn"
_HEX = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"|[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """``manifest`` is the SHA-256 of the one that stood there, ``commit`` what that version was made from
    ('' where it could not be read), ``decided`` what the repository stood at; ``by`` is an office."""

    version: str
    edition: Audience
    withdrawn_on: date
    by: str
    reason: str
    manifest: str
    commit: str
    decided: str
    format: int = FORMAT

    @property
    def title(self) -> str:
        """As the list of versions has it."""
        return f"{Name.parse(self.version).title}（已撤下）"

    @property
    def shown(self) -> Shown:
        """The reason as it may stand in a sentence: it comes from wherever the place lies."""
        return file_name(self.reason)

    def as_bytes(self) -> bytes:
        """The file: UTF-8 JSON in the order of the fields, one space of indent, a line end last."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, default=str)
        return f"{text}\n".encode()

    def files(self) -> dict[str, bytes]:
        """All that stands in the folder, by name."""
        words = {
            "title": Name.parse(self.version).title,
            "edition": EDITIONS[self.edition],
            "day": spelt(self.withdrawn_on),
            "by": self.by,
            "reason": self.reason,
            "manifest": self.manifest,
            "commit": self.commit or "清单读不出来，不详",
            "decided": self.decided,
        }
        shown = {name: escape(word) for name, word in words.items()}
        page = Template((_SHIPPED / "index.html").read_text("utf-8")).substitute(shown).encode()
        style = (_SHIPPED / _STYLE).read_bytes()
        return {**dict.fromkeys(_PAGES, page), _STYLE: style, FILE: self.as_bytes()}


def read(data: bytes) -> Tombstone | None:
    """What a file says; None for one that is no tombstone, or not as it is written here."""
    try:
        told: Any = json.loads(data)
        found = _CONVERTER.structure(told, Tombstone)
        Name.parse(found.version)
    except (ValueError, KeyError, TypeError, RecursionError, cattrs.BaseValidationError):
        return None
    digests = _HEX.fullmatch(found.manifest) and all(
        map(_COMMIT.fullmatch, (found.commit, found.decided))
    )
    known = found.edition in EDITIONS and found.format == FORMAT
    return found if digests and known and found.as_bytes() == data else None


def standing(heads: Mapping[str, bytes]) -> dict[str, Tombstone]:
    """Those among the files that stand for versions, by folder."""
    found = {name: read(data) for name, data in heads.items()}
    return {name: stone for name, stone in found.items() if stone}


def head(folder: Path) -> bytes:
    """The file by which a folder is known: a version's manifest, else what stands in its place."""
    own = folder / manifest.FILE
    return (own if own.is_file() else folder / FILE).read_bytes()


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    return converter


_CONVERTER = _converter()
