"""What turns between two results: of two days, two revisions, two readings of a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, Literal, TypeAlias, TypeVar

from ..frozen import dataclass
from .results import Results
from .stood import Stood
from .verdict import Settled, Verdict

Kind: TypeAlias = Literal["better", "worse", "other", "figure", "new", "gone"]
"""``other`` is another state as good as it was, or outside the order of states; ``figure``: only the number
moved."""


V = TypeVar("V", bound=Settled)


@dataclass(frozen=True, slots=True)
class Turn(Generic[V]):
    """What binds on a subject before and after; None where nothing did, or does any more. Of what was before
    there may be known how it stood, and not a word of what was said of it."""

    before: V | None
    after: Verdict | None

    @property
    def newest(self) -> V | Verdict:
        """The newer verdict there is."""
        verdict = self.after or self.before
        assert verdict is not None
        return verdict

    @property
    def id(self) -> str:
        """That of the newer verdict there is."""
        return self.newest.id

    @property
    def kind(self) -> Kind:
        """How it turned."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        was, now = self.before.state, self.after.state
        if was == now:
            return "figure"
        if was.good is None or now.good is None or was.good == now.good:
            return "other"
        return "better" if now.good > was.good else "worse"


def turns(before: Stood[V], after: Results) -> list[Turn[V]]:
    """Every subject of every rule on which what binds is not as it was: state, value or threshold.

    A binding verdict may be on another stage than before. Words alone make no turn; a figure that moves
    does, by however little.
    """
    old, new = _binding(before), _binding(after)
    every = (
        turn
        for key in dict.fromkeys((*new, *old))
        for turn in _of_subject(before, after, old.get(key, []), new.get(key, []))
    )
    return [turn for turn in every if _differs(turn)]


_Key: TypeAlias = tuple[str, str | None, str | None, str | None]


def _binding(stood: Stood[V]) -> dict[_Key, list[V]]:
    """What binds on each subject, in order of time."""
    found: dict[_Key, list[V]] = {}
    for verdict in stood.verdicts:
        if verdict.binding:
            key = (verdict.provision, verdict.rule, verdict.subject, verdict.item)
            found.setdefault(key, []).append(verdict)
    return found


def _of_subject(
    before: Stood[V], after: Results, old: Sequence[V], new: Sequence[Verdict]
) -> Iterator[Turn[V]]:
    """What bound held against what binds; where several do, such as months that are missing, each
    against itself."""
    if len(old) <= 1 and len(new) <= 1:
        yield Turn(next(iter(old), None), next(iter(new), None))
        return
    for id_ in dict.fromkeys([*(verdict.id for verdict in new), *(verdict.id for verdict in old)]):
        yield Turn(before.by_id.get(id_), after.by_id.get(id_))


def _differs(turn: Turn[V]) -> bool:
    if turn.before is None or turn.after is None:
        return True
    was, now = turn.before, turn.after
    return (was.state, was.value, was.threshold) != (now.state, now.value, now.threshold)
