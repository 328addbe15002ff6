"""What a new branch or tag may be called: by a closed list, so that it means one thing to git, to every
system and to whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from ... import portable
from ...catalogue.model import Catalogue
from ...intake.telling import covered, file_path
from ...problems import Problem
from ...words import privacy
from ...words.privacy.patterns import HAN
from ...words.sentences import Word, said

LONGEST = 120
"""Bytes of a name, without ``refs/heads/``."""

_PART = re.compile(f"[0-9A-Za-z_（）{HAN}][0-9A-Za-z_（）(){HAN}.+#-]*")
_RESERVED = re.compile(r"(?:[a-z]+_)*head|.*\.lock|.*\.", re.IGNORECASE)
"""What git itself calls so, and an ending that Windows drops."""

_FIRST = re.compile(
    r"refs|heads|tags|remotes|origin|stash|[0-9a-f]{40}|[0-9a-f]{64}", re.IGNORECASE
)
"""Names of which git would think of something else: of a kind of refs, or of an id."""


def refused(ref: str, refs: Iterable[str], catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with the name of a ref that is to stand beside others."""
    place = file_path(ref)
    name = ref.split("/", 2)[2] if ref.count("/") > 1 else ref
    parts = name.split("/")

    def problem(key: str, **words: Word) -> Problem:
        return Problem(*said(key, **words), file=place)

    if not all(_PART.fullmatch(part) for part in parts) or normalize("NFC", name) != name:
        yield problem("E436", name=file_path(name))
    elif any(map(_is_reserved, parts)) or _FIRST.fullmatch(parts[0]):
        yield problem("E436.reserved", name=file_path(name))
    if len(name.encode("utf-8", "surrogateescape")) > LONGEST:
        yield problem("E436.long", limit=LONGEST)
    other = next((each for each in refs if each != ref and _clash(ref, each)), None)
    if other:
        yield problem("E436.clash", name=file_path(name), other=file_path(other))
    for hit in privacy.find(name, known=privacy.declared(catalogue)):
        if hit.sure:
            yield problem("E436.private", text=covered(name, hit))


def _is_reserved(part: str) -> bool:
    return portable.is_device(part) or _RESERVED.fullmatch(part) is not None


def _clash(one: str, other: str) -> bool:
    """Whether two refs are the same to some system, or to git where it is given the short name."""
    if one.split("/")[1] != other.split("/")[1]:
        return _short(one) == _short(other)
    for part, beside in zip(one.split("/"), other.split("/"), strict=False):
        if part != beside:
            return _folded(part) == _folded(beside)
    return True


def _short(ref: str) -> str:
    """The name without its kind, of branches and tags only: what else there is has no short name."""
    _, kind, *rest = ref.split("/")
    return _folded("/".join(rest)) if kind in ("heads", "tags") else ref


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold()
