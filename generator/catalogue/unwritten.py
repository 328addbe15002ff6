"""What need not be written, since it follows from what is: the forms that are evidence of a provision,
and the rule of a target that says itself what is measured and what is to be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from .declare import mentions, records
from .documents import Tasks
from .model import Clause, Group, Indicator, Line, Party, Provision, Rule, squeeze
from .placed import Places

C = TypeVar("C", bound=Clause)


def rules(places: Places) -> tuple[Rule, ...]:
    """Every rule that is written, then those of provisions that need none, in the notice's order.

    Such a rule bears the id of its provision, and is ours as any rule of which nobody says otherwise.
    """
    written = tuple(places.every(Rule))
    judged = {rule.provision for rule in written}
    return written + tuple(
        rule
        for provision in places.every(Provision)
        if provision.id not in judged
        for rule in _of_itself(provision, places)
    )


def _of_itself(provision: Provision, places: Places) -> Iterator[Rule]:
    """The rule of a kind that needs to be told nothing but what the provision says of itself."""
    document, at = places.at(provision)
    for name, kind in places.kinds.items():
        able = type(provision) in records()[kind].judges
        if able and kind.by_itself and all(places.writes(provision, f) for f in kind.by_itself):
            yield Rule(
                id=provision.id,
                kind=name,
                provision=provision.id,
                audience=provision.audience,
                declared=Line(document.path, document.mark(at).line),
                written=document.text(at),
                options=kind(),
            )


def one_by_one(
    clause: Clause, names: Iterable[str], groups: Mapping[str, Group]
) -> list[list[str]]:
    """The ids that each name of a clause's list stands for: of a group whose members the notice spells out
    there, these; of anything else, itself."""
    quote = squeeze(clause.responsible_quote)

    def meant(name: str) -> list[str]:
        group = groups.get(name)
        spelt_out = group and quote and squeeze(group.name) not in quote
        return list(group.members) if group and spelt_out else [name]

    return [meant(name) for name in names]


class Evidence:
    """The forms that are evidence of each provision.

    Where a root says which are so of all (``Tasks.evidence``), those of a provision that writes none are
    these, and the forms of the indicators and rules that tell of it; elsewhere they are those written.
    """

    def __init__(self, places: Places, judged: Iterable[Rule]) -> None:
        self._places = places
        self._groups = {group.id: group for group in places.every(Group)}
        self._usual = tuple(form for tasks in places.every(Tasks) for form in tasks.evidence)
        self._form_of: Mapping[str, str] = {i.id: i.form for i in places.every(Indicator)}
        self._named: dict[str, list[str]] = {}
        for rule in judged:
            self._named.setdefault(rule.provision, []).extend(self._forms_of(rule.options))

    def of(self, clause: Clause, provision: Provision) -> tuple[str, ...]:
        """Ids of forms, those of all provisions first."""
        answered = provision.owners or clause.responsible
        if not (self._usual and answered) or self._places.writes(provision, "evidence"):
            return provision.evidence
        usual = self._usual if provision.told_in_words else ()
        own = [*self._forms_of(provision), *self._named.get(provision.id, ())]
        return tuple(dict.fromkeys((*usual, *own)))

    def _forms_of(self, record: object) -> Iterator[str]:
        for space, name in mentions(record):
            if space == "indicator" and name in self._form_of:
                yield self._form_of[name]
            elif space == "form":
                yield name

    def written_out(self, clause: C) -> C:
        """A clause whose provisions have their evidence, and whose list stands as the notice has it."""

        def as_spelt(party: Party) -> Party:
            found = one_by_one(clause, party.units, self._groups)
            return replace(party, units=tuple(unit for units in found for unit in units))

        clause = replace(clause, parties=tuple(map(as_spelt, clause.parties)))
        return clause.changing(lambda each: replace(each, evidence=self.of(clause, each)))
