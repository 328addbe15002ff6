"""Coverage: every phrase of the notice that is encoded, by what it is judged, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping

from ..catalogue.model import Commitment, Provision
from ..catalogue.model.terms import Basis
from ..frozen import dataclass
from ..words.states import State, gravest
from .case import Case
from .verdict import Verdict


@dataclass(frozen=True, slots=True)
class Encoded:
    """A phrase: ``kind`` is what it was taken for, ``by`` are the rule kinds that judge it.

    ``state`` is the gravest binding one, ``word`` what those that stand so call it, where they have a
    word of their own; a particular of the notice (its number, its date) informs.
    ``sentence`` says why, where one verdict speaks for all.
    """

    id: str
    clause: str
    kind: str
    quote: str
    basis: Basis
    by: tuple[str, ...]
    state: State
    sentence: str
    verdicts: int
    word: str = ""


def encoded(case: Case, by_provision: Mapping[str, tuple[Verdict, ...]]) -> tuple[Encoded, ...]:
    """Particulars of the notice first, then its clauses' provisions in order."""
    particulars = [
        Encoded(
            source.id, "", "source", source.quote, source.basis, (), State.INFORMATIONAL,
            source.note or f"通知的{source.states}。", 0,
        )
        for issued in case.catalogue.notices
        for source in issued.notice.sources
    ]  # fmt: skip
    provisions = [
        _provision(case, provision, by_provision.get(provision.id, ()))
        for provision in case.catalogue.provisions.values()
    ]
    return (*particulars, *provisions)


def _provision(case: Case, provision: Provision, verdicts: tuple[Verdict, ...]) -> Encoded:
    binding = [verdict for verdict in verdicts if verdict.binding] or list(verdicts)
    state = gravest(verdict.state for verdict in binding) or State.CANNOT_JUDGE
    gravely = [verdict for verdict in binding if verdict.state == state]
    words = {verdict.word for verdict in gravely}
    rules = case.catalogue.rules_of.get(provision.id, ())
    kinds = tuple(dict.fromkeys(rule.kind for rule in rules))
    attested = ("narrative",) if isinstance(provision, Commitment) and not kinds else ()
    return Encoded(
        provision.id,
        case.catalogue.clause_of[provision.id].id,
        provision.kind,
        provision.quote,
        provision.basis,
        kinds or attested,
        state,
        gravely[0].sentence if len(gravely) == 1 else "",
        len(verdicts),
        words.pop() if len(words) == 1 else "",
    )
