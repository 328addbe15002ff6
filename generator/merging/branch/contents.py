"""What a branch brings is plain files of an allowed size, and below the filings text of a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path

from ... import revisions
from ...catalogue.model import Catalogue, bare
from ...intake.asked import spellings
from ...intake.find import Name, megabytes
from ...intake.patterns import DELIMITERS, SEARCHED
from ...intake.telling import file_path
from ...intake.text import no_csv
from ...problems import Problem
from ...revisions import Changed
from ...words.sentences import revision, said
from .paths import Brought, brought
from .readings import as_filing, is_text, readings

_HEADERS = 2
"""So many headers of a form on one line make a table of one."""


def unfit(
    root: Path, came: Sequence[Changed], catalogue: Catalogue, *, strict: bool
) -> Iterator[Problem]:
    """What is no plain file, is too large, or lies among the filings and is no CSV of a form.

    ``strict``: forms are those that are declared. Who may declare others may bring them along.
    """
    limit = catalogue.filing.max_file_bytes
    known = revisions.sizes(root, [c.blob for c in came if c.blob and c.is_file])
    for change in _once(came):
        commit, path = revision(change.commit[:8]), file_path(change.path)
        if not change.is_file:
            yield Problem(*said("E403.commit", commit=commit), file=path)
        elif (size := known.get(change.blob or "", 0)) > limit:
            words = said("E401.commit", commit=commit, size=megabytes(size), limit=megabytes(limit))
            yield Problem(*words, file=path)
    filings = [b for b in brought(came) if b.is_filing and b.change.is_file]
    wanted = {b.change.blob for b in filings if b.change.blob}
    read = [blob for blob in wanted if known.get(blob, 0) <= limit]
    for blob, data in revisions.contents(root, read).items():
        for each in _once_each(b for b in filings if b.change.blob == blob):
            variant = _variant(each, data, catalogue, strict=strict)
            if variant is not None:
                words = said(f"E429{variant}", commit=revision(each.change.commit[:8]))
                yield Problem(*words, file=each.path)


def _variant(each: Brought, data: bytes, catalogue: Catalogue, *, strict: bool) -> str | None:
    """How a version of a file is no CSV of a form; None where it is one, maybe a faulty one."""
    if no_csv(data.lstrip(b"\xef\xbb\xbf")) or not is_text(data):
        return ""
    name = Name.of(each.change.path.rpartition("/")[2])
    if strict and name.stem not in catalogue.forms and not _is_table(data, headers(catalogue)):
        return ".form"
    return None


def headers(catalogue: Catalogue) -> Set[str]:
    """What the columns of all forms may be called, bare."""
    return {word for form in catalogue.forms.values() for word in spellings(form)}


def _is_table(data: bytes, known: Set[str]) -> bool:
    """Whether a line near the beginning names columns of forms."""
    told = as_filing(data)
    text = told if told is not None else readings(data)[0]
    for line in text.split("\n", SEARCHED)[:SEARCHED]:
        for mark in DELIMITERS:
            cells = {bare(cell.strip('"')) for cell in line.split(mark)}
            if len(cells & known) >= _HEADERS:
                return True
    return False


def _once(came: Iterable[Changed]) -> Iterator[Changed]:
    """Each version of each file once, with the first commit that brings it."""
    seen = set()
    for change in came:
        key = change.path, change.blob, change.mode
        if change.blob and key not in seen:
            seen.add(key)
            yield change


def _once_each(filings: Iterable[Brought]) -> Iterator[Brought]:
    seen = set()
    for each in filings:
        if each.change.path not in seen:
            seen.add(each.change.path)
            yield each
