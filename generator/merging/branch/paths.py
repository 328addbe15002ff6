"""Where the files of a branch lie, and what their paths may be: a closed pattern below the filings, and
elsewhere whatever every computer can hold."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from unicodedata import normalize

from ... import portable, store
from ...calendar import Term, term
from ...catalogue.model import Catalogue
from ...catalogue.owing import filing_terms
from ...frozen import dataclass
from ...intake.find import FOLDER, NOT_FILINGS
from ...intake.telling import file_name, file_path
from ...problems import Problem
from ...revisions import Changed
from ...words import characters
from ...words.sentences import Said, Shown, revision, said

_TERM = re.compile("[0-9]{4}-[0-9]{2}(-[0-9]{2}w)?")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_STEM = re.compile(
    f"[{_HAN}A-Za-z0-9_（(][{_HAN}A-Za-z0-9_（）()-]*(?: [{_HAN}A-Za-z0-9_（）()-]+)*"
)
"""What a file of a filing is called before its ending. A blank stands between two words: a browser names
the second download so."""

_SLUG = re.compile("[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
"""What the folder of a unit is called (``catalogue.declare.Slug``)."""

_LONGEST = 80
"""Bytes of a name below the filings: enough for each form, and short enough for every disk below a long
path."""

_LONGEST_ANYWHERE = 255
"""Bytes that a file system takes for a name."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A change below the folder of filings, by its ``path`` as findings have it.

    ``unit`` is what the folder below the month's is called, '' where there is none, and ``period`` is
    None where the month's is called otherwise. ``is_filing``: it lies where filings do.
    """

    change: Changed
    path: str
    period: Term | None
    unit: str
    is_filing: bool


def brought(changed: Iterable[Changed]) -> list[Brought]:
    """The changes below the folder of filings, whoever made them."""
    return [_placed(change) for change in changed if change.path.startswith(f"{FOLDER}/")]


def _placed(change: Changed) -> Brought:
    _, month, *below = change.path.split("/")
    try:
        period = term(month)
    except ValueError:
        period = None
    is_filing = bool(_TERM.fullmatch(month)) and len(below) == 2
    return Brought(change, file_path(change.path), period, below[0] if below else "", is_filing)


def misnamed(
    changed: Iterable[Changed], catalogue: Catalogue, *, strict: bool
) -> Iterator[Problem]:
    """The paths that no branch may bring, each once, with the first commit that does.

    ``strict``: months are those of the plan. Who may change the plan may bring what it will have.
    """
    terms = {str(each) for each in filing_terms(catalogue)} if strict else None
    example = Shown(filing_terms(catalogue)[0])
    seen = set()
    for change in changed:
        if change.blob and change.path not in seen:
            seen.add(change.path)
            words = _fault(change.path, terms, example, revision(change.commit[:8]))
            if words:
                yield Problem(*words, file=file_path(change.path))


def _fault(path: str, terms: Iterable[str] | None, example: Shown, commit: Shown) -> Said | None:
    """What is wrong with a path, the worst first."""
    parts = path.split("/")
    if tuple(normalize("NFKC", part).casefold() for part in parts[:2]) == store.FOLDER:
        return said("E427.store", commit=commit, text=file_name("/".join(parts[:2])))
    for part in parts:
        if words := _unheld(part, commit):
            return words
    if parts[0] != FOLDER or (len(parts) == 2 and parts[1] in NOT_FILINGS):
        return None
    if len(parts) != 4:
        return said("E427.place", commit=commit)
    _, month, unit, name = parts
    if not _is_term(month) or (terms is not None and month not in terms):
        return said("E427.month", commit=commit, text=file_name(month), example=example)
    if not _SLUG.fullmatch(unit):
        return said("E427.unit", commit=commit, text=file_name(unit))
    stem, dot, ending = name.rpartition(".")
    if len(os.fsencode(name)) > _LONGEST:
        return said("E427.long", commit=commit, limit=_LONGEST)
    if not dot or not _STEM.fullmatch(stem):
        return said("E427", commit=commit, text=file_name(name))
    if ending.lower() != "csv":
        return said("E427.ending", commit=commit, text=file_name(name))
    return None


def _is_term(month: str) -> bool:
    try:
        return bool(_TERM.fullmatch(month)) and str(term(month)) == month
    except ValueError:
        return False


def _unheld(part: str, commit: Shown) -> Said | None:
    """What keeps a name, wherever it is, from every computer or from people's eyes."""
    text, raw = file_name(part), os.fsencode(part)
    if len(raw) > _LONGEST_ANYWHERE:
        return said("E405.long")
    unseen = sorted({char for char in part if is_unfit(char)})
    if any("\udc80" <= char <= "\udcff" for char in unseen):
        return said("E427.bytes", commit=commit, text=text)
    if unseen:
        chars = Shown(characters.names(unseen[:3]))
        return said("E427.unseen", commit=commit, text=text, chars=chars)
    if normalize("NFC", part) != part:
        return said("E427.form", commit=commit, text=text)
    if part.endswith((".", " ")) or part.startswith(" "):
        return said("E427.end", commit=commit, text=text)
    if portable.is_device(part):
        return said("E427.device", commit=commit, text=text)
    if odd := portable.MARKS.intersection(part):
        return said("E427.marks", commit=commit, text=text, chars=Shown(" ".join(sorted(odd))))
    return None


_UNFIT = re.compile(
    characters.any_of("breaks", "control", "bidi", "unseen", "selectors", "private", more="\t\n\r")
    + "|[\ud800-\udfff\ufdd0-\ufdef]"
)


def is_unfit(char: str) -> bool:
    """Whether a character cannot be seen, or is none: nothing that git keeps may be called by it."""
    return bool(_UNFIT.match(char)) or ord(char) & 0xFFFE == 0xFFFE


def twins(
    changed: Sequence[Changed], came: Sequence[Changed], base: Collection[str]
) -> Iterator[Problem]:
    """Files and folders that a change adds and that differ from others in the case of letters alone.

    ``base`` are the paths that stand before it, ``came`` is what its commits do.
    """
    commits = {change.path: revision(change.commit[:8]) for change in reversed(came)}
    added = {change.path for change in changed if change.blob}
    gone = {change.path for change in changed if change.blob is None}
    spelt: dict[str, set[str]] = {}
    for path in sorted({*base, *added} - gone):
        for whole in _with_folders(path):
            spelt.setdefault(normalize("NFC", whole.casefold()), set()).add(whole)
    told = {whole for path in base for whole in _with_folders(path)}
    for path in sorted(added):
        for whole in _with_folders(path):
            others = sorted(spelt[normalize("NFC", whole.casefold())] - {whole})
            if others and whole not in told:
                told.add(whole)
                name, other = (each.rpartition("/")[2] for each in (whole, others[0]))
                words = said(
                    "E427.twin", commit=commits.get(path, _NOBODY), text=file_name(name),
                    other=file_name(other),
                )  # fmt: skip
                yield Problem(*words, file=file_path(path))
                break


_NOBODY = Shown("（合并）")


def _with_folders(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
