"""The summary of what was gathered, in the form in which each place gives its own: it can be gathered again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..pages.summary import Figure, Indicator, Matter, Part, Summary, identity
from . import said
from .compared import one_each
from .gathered import Entry, Gathered, every_digest, every_root


def page_of(entry: Entry) -> str:
    """Where a place is shown, below the top of the gathered site."""
    return f"roots/{entry.root.id}.html"


def summary(gathered: Gathered) -> Summary:
    """What the first page says; every matter and figure bears the id of the place that it is of."""
    documents = list(dict.fromkeys(each.doc_no for _, each in gathered.used if each.doc_no))
    notes = list(dict.fromkeys(each.data_note for _, each in gathered.shown if each.data_note))
    return Summary(
        title=gathered.gather.title,
        edition=gathered.gather.edition,
        year=gathered.year,
        doc_no=documents[0] if len(documents) == 1 else "",
        as_of=gathered.day,
        data_note="、".join(notes),
        headline=said.headline(gathered),
        urgent=said.urgent(gathered),
        duties={state.value: number for state, number in gathered.duties.items()},
        filing=gathered.filing,
        matters=tuple(_matter(entry, own) for entry, own in gathered.matters),
        indicators=tuple(_indicators(gathered)),
        parts=parts(gathered),
        digests=tuple(dict.fromkeys(every_digest(gathered))),
        root=identity(
            [gathered.gather.title, gathered.year, [r.id for r in gathered.gather.roots]]
        ),
        roots=tuple(dict.fromkeys(every_root(gathered))),
    )


def parts(gathered: Gathered) -> tuple[Part, ...]:
    """Every place, those that could not be used among them."""
    return tuple(map(_part, gathered.entries))


def _matter(entry: Entry, matter: Matter) -> Matter:
    return replace(matter, part=entry.root.id, page=page_of(entry), who=who(entry, matter))


def who(entry: Entry, told: Matter | Figure) -> str:
    """Whom it is about, with the place below this one to which they belong."""
    parts = entry.summary.parts if entry.summary else ()
    own = next((part.name for part in parts if part.id == told.part), "")
    return f"{own}：{told.who}" if own else told.who


def _indicators(gathered: Gathered) -> Iterator[Indicator]:
    """Those of all places; of one id, name and unit they are one."""
    found: dict[tuple[str, str, str], list[tuple[Entry, Indicator]]] = {}
    for entry, each in gathered.used:
        for own in each.indicators:
            found.setdefault((own.id, own.name, own.unit), []).append((entry, own))
    for (id_, name, unit), every in found.items():
        decimals = max(own.decimals for _, own in every)
        figures = tuple(figure for entry, own in every for figure in _figures(entry, own.figures))
        yield Indicator(id=id_, name=name, unit=unit, decimals=decimals, figures=figures)


def _figures(entry: Entry, figures: Sequence[Figure]) -> Iterator[Figure]:
    for each in one_each(tuple(figures)):
        yield replace(each, part=entry.root.id, page=page_of(entry), who=who(entry, each))


def _part(entry: Entry) -> Part:
    told, copy = entry.summary, entry.copy
    return Part(
        id=entry.root.id,
        name=entry.root.name,
        level=entry.root.level,
        use=entry.use,
        why="；".join(problem.message for problem in entry.told),
        digest=copy.digest if copy else "",
        version=copy.version if copy else "",
        as_of=told.as_of if told else None,
        year=told.year if told else None,
        headline=told.headline if told else "",
        duties=told.duties if told else {},
        lacking=entry.lacking,
    )
