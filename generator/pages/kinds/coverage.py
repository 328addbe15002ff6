"""Coverage: every phrase of the notice that is encoded, by what it is judged, and how it stands."""

from __future__ import annotations

from ...frozen import dataclass
from ...judging.coverage import Encoded
from ...words.states import State
from ..named import BASES, clause_name, kind_name
from ..page import Page, alone
from ..site import Site
from ..states import counted
from ..values import Badge, Link, Place


@dataclass(frozen=True, slots=True)
class Row:
    """A phrase of the notice; ``by`` says by which kinds of rules it is judged, ``why`` why it stands so."""

    id: Link
    quote: str
    kind: str
    by: str
    basis: str
    badge: Badge
    why: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """``parts`` are the phrases of each clause, under its name."""

    total: int
    judged: int
    states: list[tuple[Badge, int, str]]
    parts: list[tuple[str, list[Row]]]


def view(site: Site) -> CoverageView:
    """Every phrase, clause by clause, and how many there are of each state."""
    every = site.results.coverage
    parts: dict[str, list[Row]] = {}
    for encoded in every:
        parts.setdefault(encoded.clause, []).append(_row(site, encoded))
    return CoverageView(
        total=len(every),
        judged=sum(bool(encoded.by) and encoded.by != ("narrative",) for encoded in every),
        states=counted(e.state for e in every),
        parts=[
            (clause_name(site.catalogue.clauses[clause]) if clause else "通知本身", rows)
            for clause, rows in parts.items()
        ],
    )


def _row(site: Site, encoded: Encoded) -> Row:
    home = Place("clause", encoded.clause, encoded.id) if encoded.clause else _notice(site, encoded)
    provision = site.catalogue.provisions.get(encoded.id)
    return Row(
        id=Link(encoded.id, home),
        quote=encoded.quote,
        kind=provision.kind_name if provision else "通知信息",
        by="、".join(map(kind_name, encoded.by)) or _otherwise(encoded),
        basis=BASES[encoded.basis],
        badge=Badge(encoded.state, encoded.word),
        why=encoded.sentence or f"{encoded.verdicts} 个判定中最需要注意的",
    )


def _notice(site: Site, encoded: Encoded) -> Place:
    """The notice of which it is a particular."""
    later = site.catalogue.notices[1:]
    of = (each for each in later if encoded.id in {source.id for source in each.notice.sources})
    return next((Place("notices", each.id) for each in of), Place("notice"))


def _otherwise(encoded: Encoded) -> str:
    """What a phrase without a rule is."""
    if encoded.state == State.FOR_DECISION:
        return "由人决定"
    return "只供参考" if encoded.state == State.INFORMATIONAL else "没有规则"


PAGE = Page("coverage", alone("条文落实", view), section="通知原文", rank=11)
