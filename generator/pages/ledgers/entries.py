"""What a ledger lists: every verdict that binds, once. Those in words that read alike share a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ... import wording
from ...catalogue.model import Provision
from ...frozen import dataclass
from ...judging.verdict import TOGETHER, Verdict
from ...words.states import GRAVITY
from ..beside import beside
from ..named import BASES, subject_name
from ..site import Site
from ..todo import next_step
from ..values import Line

_NAMED = 6
"""So many units are named where a row is about all of them, or about all others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: what stands alike of a provision. ``who`` is about whom, ``told`` how it stands and why, ``next``
    what is to be done."""

    provision: Provision
    verdicts: tuple[Verdict, ...]
    who: str
    told: Line
    next: str

    @property
    def first(self) -> Verdict:
        """The one that all others of the row read like."""
        return self.verdicts[0]


def of(site: Site, provision: Provision) -> list[Entry]:
    """All that binds of a provision: what rules judge one by one in the notice's order, then what is told in
    words, the gravest first."""
    binding = site.binding(provision)
    judged = [_entry(site, [verdict]) for verdict in binding if verdict.rule]
    in_words = list(_alike(site, [verdict for verdict in binding if not verdict.rule]))
    return [*judged, *(_entry(site, alike, in_words) for alike in in_words)]


def of_unit(site: Site, unit: str, verdicts: Iterable[Verdict]) -> list[Entry]:
    """Some verdicts as a unit reads them, each by itself."""
    return [_entry(site, [verdict], reader=unit) for verdict in verdicts]


def said(site: Site, verdict: Verdict) -> str:
    """How a verdict stands and why, without the name of whom it is about, which is beside it."""
    return verdict.sentence.removeprefix(f"{subject_name(site, verdict.subject)}：")


def basis(site: Site, verdict: Verdict) -> str:
    """What asks for it, and by whose rule it is judged where that is somebody else."""
    asked, rules = BASES[verdict.basis], site.catalogue.rules_of.get(verdict.provision, ())
    rule = next((rule for rule in rules if rule.id == verdict.rule), None)
    return f"{asked}，规则{BASES[rule.basis]}" if rule and rule.basis != verdict.basis else asked


def _alike(site: Site, verdicts: Sequence[Verdict]) -> Iterator[list[Verdict]]:
    """Those that say the same of their units."""
    found: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda verdict: GRAVITY.index(verdict.state)):
        key = verdict.state, verdict.word, said(site, verdict), next_step(site, verdict)
        found.setdefault((*key, str(verdict.subject is None)), []).append(verdict)
    yield from found.values()


def _entry(
    site: Site,
    alike: Sequence[Verdict],
    among: Sequence[Sequence[Verdict]] = (),
    reader: str | None = None,
) -> Entry:
    first = alike[0]
    return Entry(
        provision=site.catalogue.provisions[first.provision],
        verdicts=tuple(alike),
        who=_who(site, alike, among),
        told=(said(site, first), *beside(site.catalogue, first)),
        next=next_step(site, first, reader),
    )


def _who(site: Site, alike: Sequence[Verdict], among: Sequence[Sequence[Verdict]]) -> str:
    """The units by name; of many that are those of the whole clause their number, and of many that all others
    differ from, as the others are named. Who answers for a clause is listed beside it."""
    first = alike[0]
    of_clause = not site.catalogue.provisions[first.provision].owners
    if first.subject is None:
        names = [site.catalogue.units[owner].name for owner in first.owners]
        if len(names) > _NAMED and of_clause:
            return f"{TOGETHER}：各责任单位（{len(names)}个）"
        return f"{TOGETHER}：{wording.join(names)}" if names else TOGETHER
    names = [subject_name(site, verdict.subject) for verdict in alike]
    if len(names) > _NAMED and alike is max(among, key=len, default=None):
        if len(among) > 1:
            return f"其余{len(names)}个单位"
        return f"各责任单位（{len(names)}个）" if of_clause else wording.join(names)
    return wording.join(names)
