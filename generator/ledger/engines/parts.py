"""All rows of a form in parts, the filings of each term by themselves, and what was answered for them.

A part is what is written, sent and kept at once: a filing that comes in changes no other term's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import chain
from typing import Any, Protocol

from ...calendar import Term
from ...catalogue import types
from ...catalogue.fields import Value
from ...catalogue.model import Catalogue, Form
from ...frozen import dataclass
from ...intake import Filed
from ...intake.withheld import Withheld
from ...store import key
from ..columns import Column, Rows, Told
from ..filing import Filing
from ..frames import Frame, Merged, values_of
from ..predicates import Predicate
from .asked import FEW, Asked, Every
from .questions import Question, Values, is_small, none

_WHOLE = 5_000
"""Of a part with no more rows whatever is asked is answered for all of its filings at once: somebody will ask
for the others as well."""

_KEPT = 2_000_000
"""So many answers, or values in them, are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The filings of a form for a term that have any rows, by their numbers, and what each says.

    ``digests`` say in their order what was read, '' where nobody knows. ``withheld``: there may be counts that
    the public may not know.
    """

    form: Form
    term: Term
    filed: Mapping[int, Filed]
    digests: Sequence[str]
    withheld: bool

    def __len__(self) -> int:
        return sum(map(len, self.filed.values()))

    def columns(self) -> dict[str, list[Value]]:
        """All rows by column, in the order of the filings; WITHHELD is what the public may not know."""
        return {
            column.id: list(
                chain.from_iterable(self._values(each, column.id) for each in self.filed.values())
            )
            for column in self.form.columns
        }

    def digest(self) -> str:
        """A digest of all rows, as they are here."""
        own = (part for each in self.form.columns for part in (each.id, types.of(each).holds))
        told = (
            digest if digest and not self.withheld else self._digest(each)
            for digest, each in zip(self.digests, self.filed.values(), strict=True)
        )
        return key(*own, "", *told)

    def _digest(self, filed: Filed) -> str:
        names = [column.id for column in self.form.columns]
        values = [[*self._values(filed, name)] for name in names]
        hidden = [[isinstance(value, Withheld) for value in own] for own in values]
        return key(repr(values), repr(hidden) if self.withheld else "")

    def _values(self, filed: Filed, column: str) -> Sequence[Value]:
        return values_of(filed, column, withheld=self.withheld)


class Answers(Protocol):
    """What answers for the parts of a form."""

    @property
    def far(self) -> bool:
        """Whether asking takes a way, so that all parts are better asked at once."""

    def ask(
        self,
        parts: Mapping[Part, Sequence[int] | None],
        predicates: tuple[Predicate, ...],
        question: Question,
    ) -> Mapping[Part, Mapping[int, Any]]:
        """For each of some parts the answers for some of its filings, None for all of them; nothing for a
        filing is the answer of no rows."""


@dataclass(frozen=True, eq=False)
class Fetched(Merged):
    """All rows of a form, which are fetched when any of them is asked for (``fetch``, in the form's order)."""

    fetch: Callable[[], list[tuple[Any, ...]]] = field(kw_only=True)

    @cached_property
    def _told(self) -> list[tuple[Any, ...]]:
        return self.fetch()

    def _packed(self, name: str) -> Column:
        at = [column.id for column in self.form.columns].index(name)
        holds = types.of(self.form.column(name)).holds
        return Told.of(holds, [row[at] for row in self._told])


@dataclass(frozen=True, eq=False)
class Divided:
    """All rows of a form, for which an engine answers."""

    form: Form
    catalogue: Catalogue
    every: Every
    answers: Answers
    few: int = FEW
    _known: dict[tuple[Any, ...], Mapping[int, Any]] = field(default_factory=dict, init=False)

    def of(self, filings: Iterable[Filing]) -> tuple[Frame, Rows]:
        """As ``Opened.of``."""
        if self._rows <= self.few:
            return self._fetched.of(filings)
        sources = tuple(f.source for f in filings if f.source in self._part)
        frame = Asked(self.form, catalogue=self.catalogue, answering=self, sources=sources)
        return frame, frame.every

    def each(
        self, sources: Sequence[int], predicates: tuple[Predicate, ...], question: Question
    ) -> Iterator[Any]:
        """The answer for each of some filings, in their order."""
        asked: dict[Part, list[int]] = {}
        for source in sources:
            asked.setdefault(self._part[source], []).append(source)
        small = is_small(question)
        whole = [part for part in asked if small or len(part) <= _WHOLE]
        found = self._whole(whole, predicates, question)
        rest = {part: own for part, own in asked.items() if part not in found}
        if rest:
            found.update(self.answers.ask(rest, predicates, question))
        nothing = none(question)
        return (found[self._part[source]].get(source, nothing) for source in sources)

    def _whole(
        self, parts: Sequence[Part], predicates: tuple[Predicate, ...], question: Question
    ) -> dict[Part, Mapping[int, Any]]:
        """The answers for all filings of some parts, asked for once."""
        about = predicates, question
        found = {
            part: self._known[part.term, *about]
            for part in parts
            if (part.term, *about) in self._known
        }
        missing = [part for part in parts if part not in found]
        if missing:
            if len(self._known) * len(self.every.filings) > _KEPT:
                self._known.clear()
            everywhere = self.answers.far and is_small(question)
            every = dict.fromkeys(self._parts if everywhere else missing)
            for part, answer in self.answers.ask(every, predicates, question).items():
                self._known[part.term, *about] = found[part] = answer
        return found

    @cached_property
    def _rows(self) -> int:
        return sum(map(len, self._parts))

    @cached_property
    def _fetched(self) -> Fetched:
        """All rows, of which nothing is fetched before somebody asks for it."""
        read = self.every.read
        return Fetched(
            self.form,
            catalogue=self.catalogue,
            filed={n: read[n] for n in self._part},
            every_filing=self.every.filings,
            fetch=self._fetch,
        )

    def _fetch(self) -> list[tuple[Any, ...]]:
        """All rows, in the order of the filings."""
        names = tuple(column.id for column in self.form.columns)
        told = self.answers.ask(dict.fromkeys(self._parts), (), Values(names))
        return [row for number, part in self._part.items() for row in told[part][number]]

    @cached_property
    def _parts(self) -> Sequence[Part]:
        """Each once."""
        return list(dict.fromkeys(self._part.values()))

    @cached_property
    def _part(self) -> Mapping[int, Part]:
        """The part of each filing that has any rows, by its number."""
        own: dict[Term, dict[int, Filed]] = {}
        for number, each in enumerate(self.every.read):
            if each.source.form == self.form.id and len(each):
                own.setdefault(each.source.period, {})[number] = each
        parts = {
            term: Part(
                self.form,
                term,
                filed,
                [self.every.digests[n] for n in filed],
                any(self.every.filings[n].withheld for n in filed),
            )
            for term, filed in own.items()
        }
        found = {number: parts[term] for term, filed in own.items() for number in filed}
        return {number: found[number] for number in sorted(found)}
