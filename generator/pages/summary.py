"""``summary.json``: what a site says of itself to whoever gathers several of them (docs/results.md).

It holds nothing that its pages do not say, in the same sentences; a site made of gathered ones writes the same, so
that what was gathered can be gathered again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Literal, TypeAlias

from ..catalogue.model import Indicator as Declared
from ..catalogue.model.terms import Audience
from ..frozen import dataclass
from ..judging.verdict import Verdict, common
from ..words.states import State
from . import arrivals, nodes, short
from .kinds import home
from .links import Lead
from .measures import indicator_of
from .named import computed_at, subject_name
from .site import Site
from .todo import next_step
from .verdicts import compared, gap

FILE = "summary.json"
SUM = f"{FILE}.sha256"
"""Beside it, as sha256sum writes and checks it."""

FORMAT = 2
"""Another one as soon as a field comes, goes or means something else."""

Use: TypeAlias = Literal["used", "apart", "twice", "unfit"]
"""Whether what was gathered of a place counts, is only shown (another year), counts elsewhere already, or could not be
used at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many stand in one way, and the names of those that do."""

    state: State
    word: str
    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What came of the filings of the last term that closed."""

    term: str
    due: date
    stands: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that is short, in words; ``page`` is where it is explained, as seen from the top of its site.
    ``part`` is the id of the part that it is of, '' for the site itself."""

    what: str
    who: str
    state: State
    word: str
    value: str
    asked: str
    gap: str
    due: date | None
    next: str
    page: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What an indicator came to for a unit or for all (``whole``), and how that stands."""

    who: str
    whole: bool
    state: State
    word: str
    value: float | None
    threshold: float | None
    low: float | None
    data_day: date | None
    due: date | None
    page: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A number and what it came to wherever it binds."""

    id: str
    name: str
    unit: str
    decimals: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A place that was gathered. ``why`` says what is wrong with it, ``lacking`` counts those below it that could
    not be used; ``digest`` is that of its own summary."""

    id: str
    name: str
    level: str
    use: Use
    why: str
    digest: str
    version: str
    as_of: date | None
    year: int | None
    headline: str
    duties: Mapping[str, int]
    lacking: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How a site stands. ``duties`` counts tasks and requirements by their state, each once; ``urgent`` says how
    much is short, ``matters`` what. ``root`` is the same on every day of one plan of one place, and of no
    other; '' where nobody knows. ``digests`` are those of all summaries that it was gathered from, ``roots`` what those
    are of, however deep.
    """

    format: int = FORMAT
    title: str
    edition: Audience
    year: int
    doc_no: str
    as_of: date
    data_note: str
    headline: str
    urgent: str
    duties: Mapping[str, int]
    filing: Filing | None
    matters: tuple[Matter, ...]
    indicators: tuple[Indicator, ...]
    parts: tuple[Part, ...] = ()
    digests: tuple[str, ...] = ()
    root: str = ""
    roots: tuple[str, ...] = ()

    def as_bytes(self) -> bytes:
        """The file: UTF-8 JSON in the order of the fields, dates as ``yyyy-mm-dd``, a line end last."""
        told = json.dumps(asdict(self), ensure_ascii=False, indent=1, default=str)
        return f"{told}\n".encode()


def files(summary: Summary) -> Iterator[tuple[str, bytes]]:
    """The summary, and its digest beside it."""
    data = summary.as_bytes()
    yield FILE, data
    yield SUM, f"{sha256(data).hexdigest()}  {FILE}\n".encode()


def of(site: Site) -> Summary:
    """What a site says of itself, under what its first page leads with."""
    known = site.catalogue
    every = short.every(site)
    duties = Counter(common(site.results.stands(clause.id))[0] for clause in known.duties)
    note = known.data_note
    return Summary(
        title=known.notice.name,
        edition=site.results.audience,
        year=known.notice.plan_year,
        doc_no=known.notice.doc_no or "",
        as_of=site.results.case.as_of,
        data_note=note.label if note else "",
        headline=home.view(site).headline,
        urgent=short.counted(every, len(short.untold(site))),
        duties={state: number for state in State if (number := duties[state])},
        filing=_filing(site),
        matters=tuple(_matter(site, verdict) for verdict in every),
        indicators=tuple(_indicators(site)),
        root=_root(site),
    )


def _root(site: Site) -> str:
    """The plan, and whose ledger of it this is: several counties work by one notice, each in a repository of its own;
    where nobody declares that, each with units of its own."""
    known = site.catalogue
    notice, upload = known.notice, known.filing.upload
    units = [] if upload else [[unit.id, unit.name] for unit in known.units.values()]
    issuer = known.units[notice.issuer].name
    return identity([issuer, notice.doc_no or notice.name, notice.plan_year, upload, units])


def identity(told: Sequence[object]) -> str:
    """What a root is known by: a digest of what stays the same of it from day to day."""
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _filing(site: Site) -> Filing | None:
    term = site.results.case.last_closed
    if term is None:
        return None
    found = arrivals.by_standing(arrivals.line(site, term))
    stands = tuple(
        Count(
            state=badge.state,
            word=badge.word,
            count=len(own),
            names=tuple(each.unit.name for each in own),
        )
        for badge, own in found
        if badge.state
    )
    return Filing(term=term.label, due=site.results.case.closing(term), stands=stands)


def _matter(site: Site, verdict: Verdict) -> Matter:
    provision = site.catalogue.provisions[verdict.provision]
    value, asked = compared(verdict)
    return Matter(
        what=nodes.titles(site).get(verdict.id, provision.name),
        who=subject_name(site, verdict.subject),
        state=verdict.state,
        word=verdict.word,
        value=value.spelt if value else "",
        asked=asked.spelt if asked else "",
        gap=gap(verdict),
        due=verdict.due,
        next=next_step(site, verdict),
        page=_page(verdict),
    )


def _indicators(site: Site) -> Iterator[Indicator]:
    """Those that rules judge and that this edition knows, in their order, less those of which nothing binds."""
    judged = {rule.id: indicator_of(site, rule) for rule in site.catalogue.rules}
    found: dict[str, list[Verdict]] = {}
    for verdict in site.results.verdicts:
        of = judged.get(verdict.rule or "")
        if of and verdict.binding and verdict.item is None:
            found.setdefault(of, []).append(verdict)
    for declared in site.catalogue.indicators.values():
        if declared.id in found:
            yield _indicator(site, declared, found[declared.id])


def _indicator(site: Site, declared: Declared, own: list[Verdict]) -> Indicator:
    figures = (
        Figure(
            who=subject_name(site, verdict.subject),
            whole=verdict.subject is None,
            state=verdict.state,
            word=verdict.word,
            value=verdict.value,
            threshold=verdict.threshold,
            low=verdict.low,
            data_day=verdict.data_day,
            due=verdict.due,
            page=_page(verdict),
        )
        for verdict in own
        if verdict.unit == declared.unit
    )
    return Indicator(
        id=declared.id,
        name=declared.name,
        unit=declared.unit,
        decimals=declared.decimals,
        figures=tuple(figures),
    )


def _page(verdict: Verdict) -> str:
    """Where its computation is shown, as seen from the top of the site."""
    return Lead("index")(computed_at(verdict))
