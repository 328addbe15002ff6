"""Merged rows on the workers of a Dask cluster: each holds parts of a form, and answers for them as pandas does.

A part goes with the task that holds it, so that the cluster holds it again when a worker is lost. What the
workers say of filings is put together here (``questions``): it is little, however many rows there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Protocol

from ...catalogue.fields import Value
from ...catalogue.model import Catalogue, Form
from ...frozen import dataclass
from ..columns import Rows
from ..frames import Frame
from ..predicates import Predicate
from .asked import FEW, Every
from .parts import Divided, Part
from .questions import Question, answered


class Workers(Protocol):
    """A cluster's client, as far as it is used: work goes out, what comes of it comes back."""

    def submit(self, work: Any, /, *given: Any, **_: bool) -> Any:
        """What will come of some work, which may be given to other work."""

    def gather(self, _: list[Any], /) -> Any:
        """What came of several, in their order; errors are raised."""


@dataclass(frozen=True)
class Dask:
    """The engine on some workers; ``few`` as in ``Divided``."""

    workers: Workers
    few: int = FEW

    def open(self, form: Form, catalogue: Catalogue, every: Every) -> Divided:
        """As ``Engine.open``."""
        return Divided(form, catalogue, every, _Sent(self.workers), self.few)


@dataclass(frozen=True, eq=False)
class _Sent:
    """The parts of a form where workers hold them."""

    workers: Workers
    far: bool = True
    _held: dict[Part, Any] = field(default_factory=dict, init=False)

    def ask(
        self,
        parts: Mapping[Part, Sequence[int] | None],
        predicates: tuple[Predicate, ...],
        question: Question,
    ) -> Mapping[Part, Mapping[int, Any]]:
        """As ``Answers.ask``."""
        asked = {
            part: self.workers.submit(
                _answered, self._at(part), own, predicates, question, pure=False
            )
            for part, own in parts.items()
        }
        return dict(zip(asked, self.workers.gather(list(asked.values())), strict=True))

    def _at(self, part: Part) -> Any:
        """Where a part is held, sent there when it is first asked of."""
        if part not in self._held:
            lengths = {source: len(each) for source, each in part.filed.items()}
            self._held[part] = self.workers.submit(
                _held, part.form, part.columns(), lengths, pure=False
            )
        return self._held[part]


def _held(
    form: Form, columns: Mapping[str, Sequence[Value]], lengths: Mapping[int, int]
) -> tuple[Frame, dict[int, Rows]]:
    """On a worker: the rows of a part, and which are whose."""
    frame, rows, at = Frame(form, columns), dict[int, Rows](), 0
    every = frame.every
    for source, length in lengths.items():
        rows[source] = every[at : at + length]
        at += length
    return frame, rows


def _answered(
    held: tuple[Frame, Mapping[int, Rows]],
    own: Sequence[int] | None,
    predicates: Sequence[Predicate],
    question: Question,
) -> Mapping[int, Any]:
    """On a worker: the answer for each of some filings."""
    frame, rows = held
    wanted = rows if own is None else {source: rows[source] for source in own}
    return answered(frame, wanted, predicates, question)
