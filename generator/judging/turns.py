"""What turns between two results: of two days, two revisions, two readings of a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.judging.results import Results
from generator.judging.verdict import GREEN, Verdict


@dataclass(frozen=True, slots=True)
class Turn:
    """What binds on a subject before and after; None where nothing did, or does any more."""

    before: Verdict | None
    after: Verdict | None

    @property
    def id(self) -> str:
        verdict = self.after or self.before
        assert verdict is not None
        return verdict.id

    @property
    def kind(self) -> str:
        """better, worse, other (the state turned), figure (only the number moved), new, gone."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        was, now = self.before.state, self.after.state
        if was == now:
            return "figure"
        if (was in GREEN) != (now in GREEN):
            return "better" if now in GREEN else "worse"
        return "other"


def turns(before: Results, after: Results) -> list[Turn]:
    """Every subject of every rule on which what binds is not as it was: state, value or threshold.

    A binding verdict may be on another stage than before. Words alone make no turn; a figure that moves
    does, by however little.
    """
    old, new = _binding(before), _binding(after)
    every = [Turn(old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old))]
    return [turn for turn in every if _differs(turn)]


_Key: TypeAlias = tuple[str, str | None, str | None, str | None]


def _binding(results: Results) -> dict[_Key, Verdict]:
    return {
        (verdict.provision, verdict.rule, verdict.subject, verdict.item): verdict
        for verdict in results.verdicts
        if verdict.binding
    }


def _differs(turn: Turn) -> bool:
    if turn.before is None or turn.after is None:
        return True
    was, now = turn.before, turn.after
    return (was.state, was.value, was.threshold) != (now.state, now.value, now.threshold)
