"""Personal data in all that a branch publishes: every version of every file on the way, names of files
and folders, and what commits say. What is merged is public with its history.

The filings as they stand at the end are read by ``intake``, which knows their columns; so are their
earlier versions here. Of other files the lines are searched that were not there before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ... import revisions
from ...calendar import Term, term
from ...catalogue import types
from ...catalogue.model import Catalogue, bare
from ...frozen import dataclass
from ...intake import records
from ...intake.asked import enough, spellings
from ...intake.find import FOLDER
from ...intake.patterns import SEARCHED
from ...intake.telling import Teller, covered, file_path, short
from ...problems import Problem
from ...receipts import SUPERSEDED
from ...revisions import Changed
from ...words import privacy
from ...words.sentences import Shown, revision, said
from .contents import headers
from .paths import brought
from .readings import as_filing, readings
from .spoken import MESSAGE, Spoken
from .spread import across, as_shown, in_cells, scalars

KINDS = {
    "id": "身份证号",
    "mangled": "身份证号或卡号",
    "mobile": "手机号",
    "card": "银行卡号",
    "landline": "电话号码",
    "email": "电子邮箱",
    "name": "个人姓名",
    "account": "社交账号",
    "paper": "证件号",
    "plate": "车牌号",
    "address": "家庭住址",
}
_NUMBERS = frozenset({"id", "mangled", "mobile", "card", "paper"})
"""What is personal wherever it stands. Papers that the office keeps name those who signed them and have
the telephones of offices."""

_OBJECT = re.compile("(?<![0-9A-Za-z])[0-9a-f]{40}(?:[0-9a-f]{24})?(?![0-9A-Za-z])")
"""An id of git, or a digest: its digits are nobody's."""

_SAID = frozenset(KINDS) - {"email"}
"""What is personal where somebody says something: an address must stand in some sentences of git."""

_PROGRAM = ("generator/", "tests/")
"""Folders of the program, whose tests and examples hold numbers that were made up."""

_ENOUGH = 100
"""So many findings in one version of a file are enough to refuse it."""

_TOGETHER = 32 << 20
"""Bytes that are read at once."""


def in_commits(spoken: Iterable[Spoken], known: Set[str]) -> Iterator[Problem]:
    """What is personal in the names and addresses of commits and tags, and in what they say.

    An address is no secret where it must stand; a number in it is one.
    """
    for each in spoken:
        for what, text in each.texts.items():
            kinds = _SAID if what == MESSAGE else _NUMBERS | {"landline"}
            apart = text.replace("@", " ")
            found = {told for own in (text, apart) for told in _in_text(own, kinds, known)}
            for kind, name in sorted(found):
                words = said(
                    "E424.message", commit=revision(each.id[:8]), what=Shown(what), kind=Shown(kind), text=name
                )  # fmt: skip
                yield Problem(*words)
        lines = [(what, line) for what, text in each.texts.items() for line in _lines(text)]
        for place, _, name in across([line.replace("@", " ") for _, line in lines]):
            words = said(
                "E424.message", commit=revision(each.id[:8]), what=Shown(lines[place][0]),
                kind=Shown(KINDS["id"]), text=name,
            )  # fmt: skip
            yield Problem(*words)


def in_names(came: Iterable[Changed], known: Set[str]) -> Iterator[Problem]:
    """What is personal in the names of files and folders; a number may be spread over several."""
    seen = set()
    for change in came:
        if change.blob is None or change.path in seen:
            continue
        seen.add(change.path)
        hits = [(change.path, hit) for hit in privacy.find(change.path, known=known)]
        kinds = _NUMBERS
        if brought([change]):
            kinds = _SAID
            parts = change.path.split("/")
            hits += [(part, hit) for part in parts for hit in privacy.find(part, wary=True)]
        sure = [(text, hit) for text, hit in hits if hit.sure and hit.kind in kinds]
        if sure:
            text, hit = sure[0]
            words = said(
                "E424.path", commit=revision(change.commit[:8]), kind=Shown(KINDS[hit.kind]),
                text=covered(text, hit),
            )  # fmt: skip
            yield Problem(*words, file=file_path(change.path))


@dataclass(frozen=True, slots=True)
class _Found:
    """Something personal in a version of a file; ``said_of`` are its words but for the commit."""

    line: int
    key: str
    kind: str
    text: Shown


def in_files(
    root: Path,
    came: Sequence[Changed],
    standing: Set[tuple[str, str | None]],
    base: Mapping[str, tuple[str, str]],
    catalogue: Catalogue,
) -> Iterator[Problem]:
    """What is personal in the versions of files; ``standing`` are those at the end, ``base`` is what was
    there before any of them."""
    limit, known = catalogue.filing.max_file_bytes, privacy.declared(catalogue)
    filings = {change: own for change in came if (own := _filed(change.path))}
    published = {blob for _, blob in base.values()}
    searched = [
        change
        for change in _versions(came)
        if change.blob not in published
        and not (change.path.startswith(_PROGRAM) and "generator/__init__.py" in base)
    ]
    for change, data in _read(root, searched, base, limit):
        now = data.pop(change.blob or "", b"")
        if change in filings:
            read = _is_read(filings[change], change, standing, catalogue)
            found = _in_filing(now, filings[change], catalogue, known, read=read)
        else:
            found = _in_lines(now, data.values())
        for each in islice(found, _ENOUGH):
            words = said(
                each.key, commit=revision(change.commit[:8]), line=each.line, kind=Shown(each.kind),
                text=each.text,
            )  # fmt: skip
            yield Problem(*words, file=file_path(change.path))


def _read(
    root: Path, searched: Sequence[Changed], base: Mapping[str, tuple[str, str]], limit: int
) -> Iterator[tuple[Changed, dict[str, bytes]]]:
    """Versions no larger than a limit, each with the bytes of it and of what stood there before."""
    blobs = {c: {c.blob or "", c.was or "", base.get(c.path, ("", ""))[1]} - {""} for c in searched}
    sizes = revisions.sizes(root, {blob for own in blobs.values() for blob in own})
    together: list[Changed] = []
    weight = 0
    for change in (*searched, None):
        size = sum(sizes.get(blob, 0) for blob in blobs[change]) if change else 0
        if change is None or weight + size > _TOGETHER:
            wanted = {blob for each in together for blob in blobs[each]}
            data = revisions.contents(root, wanted)
            for each in together:
                yield each, {blob: data[blob] for blob in blobs[each] if blob in data}
            together, weight = [], 0
        if change and sizes.get(change.blob or "", limit + 1) <= limit:
            together.append(change)
            weight += size


def _versions(came: Iterable[Changed]) -> Iterator[Changed]:
    seen = set()
    for change in came:
        key = change.path, change.blob
        if change.blob and change.is_file and key not in seen:
            seen.add(key)
            yield change


def _is_read(
    filing: _Version,
    change: Changed,
    standing: Set[tuple[str, str | None]],
    catalogue: Catalogue,
) -> bool:
    """Whether intake reads a version: it stands at the end under the name of a form."""
    if (change.path, change.blob) not in standing:
        return False
    return filing.form in catalogue.forms and change.path.startswith(f"{FOLDER}/")


class _Version(NamedTuple):
    """Whose columns are those of a file: the form's by which it is called, in a term."""

    period: Term
    form: str


def _filed(path: str) -> _Version | None:
    """What is filed under a path, or was and is kept in the log's folder (``form.1.csv``)."""
    own = path.removeprefix(f"{FOLDER}/").removeprefix(f"{SUPERSEDED}/").split("/")
    if own[0] == path.split("/")[0] or len(own) != 3:
        return None
    stem, _, ending = own[2].rpartition(".")
    try:
        return _Version(term(own[0]), stem.partition(".")[0] if ending == "csv" else "")
    except ValueError:
        return None


def _in_filing(
    data: bytes, filing: _Version, catalogue: Catalogue, known: Set[str], *, read: bool
) -> Iterator[_Found]:
    """Cell by cell as intake does it, or line by line in whatever the bytes may be, and across cells.

    ``read``: intake looks at each cell.
    """
    decoded = as_filing(data)
    words, most = headers(catalogue), catalogue.filing.max_file_cells
    tell = Teller("")
    apart = records.delimiter_of(decoded, words, most, tell) if decoded is not None else None
    every = records.records_of(decoded, apart, tell) if decoded is not None and apart else None
    if not read and (every is None or tell.broken):
        # What stands behind a quote that never closes is in no cell.
        yield from _in_lines(data, (), every=True)
    if every is None:
        return
    numeric = _numeric(every, filing, catalogue)
    for place, text in sorted(in_cells([record.cells for record in every], numeric)):
        yield _Found(every[place].line, "E424", KINDS["id"], text)
    for record in () if read else every:
        for index, cell in enumerate(record.cells):
            if record.number <= SEARCHED and _is_asked(cell, words):
                yield _Found(record.line, "E424.column", "", short(cell.strip()))
            for hit in privacy.find(cell, numeric=index in numeric, known=known):
                if hit.sure:
                    yield _Found(record.line, "E424", KINDS[hit.kind], covered(cell, hit))


def _is_asked(cell: str, words: Set[str]) -> bool:
    header = bare(cell)
    return header not in words and privacy.is_column(header)


def _numeric(
    every: Sequence[records.Record], filing: _Version, catalogue: Catalogue
) -> frozenset[int]:
    """The places of columns in which a long number is an amount."""
    form = catalogue.forms.get(filing.form)
    if form is None:
        return frozenset()
    own = form.of(filing.period)
    spelt = spellings(own)
    for record in every[:SEARCHED]:
        columns = {at: spelt[bare(c)] for at, c in enumerate(record.cells) if bare(c) in spelt}
        if len(columns) >= enough(own):
            return frozenset(at for at, column in columns.items() if types.of(column).numeric)
    return frozenset()


def _in_lines(data: bytes, before: Iterable[bytes], *, every: bool = False) -> Iterator[_Found]:
    """Line by line in every reading; lines that stood there before are passed. ``every``: all kinds
    count, in a filing none of which can be."""
    kinds = KINDS.keys() if every else _NUMBERS
    past = [reading for each in before for reading in readings(each)]
    old = {line for reading in past for line in _lines(reading)}
    told = set()
    for reading in readings(data):
        if not (privacy.suspicious(reading) or _DISGUISES.intersection(reading)):
            continue
        lines = _lines(reading)
        fresh = [(number, line) for number, line in enumerate(lines, 1) if line not in old]
        texts = [
            *fresh,
            *((number, shown) for number, line in fresh if (shown := as_shown(line)) != line),
        ]
        values = {value for each in past for _, value in scalars(each)}
        texts += [(number, value) for number, value in scalars(reading) if value not in values]
        for number, text in texts:
            told |= {(number, kind, own) for kind, own in islice(_in_text(text, kinds), _ENOUGH)}
            if len(told) >= _ENOUGH:
                break
        # An old line parts what is new above it from what is new below.
        together = ["x" if line in old else line for line in lines]
        told |= {(place + 1, KINDS["id"], hidden) for place, _, hidden in across(together)}
    for number, kind, text in sorted(told):
        yield _Found(number, "E424", kind, text)


_DISGUISES = frozenset("\\&<#>")
"""Without these a text shows its digits as they stand."""


def _in_text(
    text: str, kinds: Set[str], known: Set[str] = frozenset()
) -> Iterator[tuple[str, Shown]]:
    """What is personal in a text, by its kind. Ids of git have digits like a telephone's number; a
    resident's number is told by more than that."""
    plain = _OBJECT.sub(" ", text)
    looked_at = [(plain, kinds), (text, kinds & {"id"})]
    for own, wanted in looked_at[: 1 + (plain != text)]:
        for hit in privacy.find(own, known=known):
            if hit.sure and hit.kind in wanted:
                yield KINDS[hit.kind], covered(own, hit)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
