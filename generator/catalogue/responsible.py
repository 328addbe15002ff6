"""Who is responsible: the notice's list word for word, and the units that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..frozen import dataclass
from ..problems import Problem
from .model import BORDERS, Clause, Group, Party, Section, Unit, flat, squeeze
from .named import people, read
from .placed import Places
from .quotes import verbatim
from .roles import Roles
from .source import At
from .stored import Notice, cells
from .unwritten import one_by_one

_PAUSES = f"、，,；;。：:{BORDERS}"
_BRACKETS = "（）()〔〕[]【】*"


def check(places: Places, notice: Notice) -> Iterator[Problem]:
    """Every list stands whole where its clause has it; the ids are its units, in its order, none
    missing."""
    names = _names_by_id(places)
    every = places.every(Clause)
    titles = [flat(clause.title) for clause in every if clause.title]
    beside = {
        clause.id: (section, section.tasks[at + 1 :])
        for section in places.every(Section)
        for at, clause in enumerate(section.tasks)
    }
    for clause in every:
        yield from _owners(places, clause)
        if not clause.responsible_quote:
            continue
        if people(clause.responsible_quote):
            message, hint = (
                "责任单位原文中留有人名",
                "把人名换成“（不转载）”，通知原文的文件里也一样。",
            )
            yield places.problem("E540", clause, ("responsible_quote",), message, hint)
        faults = list(_in_place(places, clause, notice, titles))
        if faults and clause.id in beside and _is_shared(clause, *beside[clause.id], notice):
            faults = []
        yield from faults
        if not faults and clause.responsible:
            strange = list(_roles(places, clause, notice))
            yield from strange or _same_units(places, clause, names)


def _owners(places: Places, clause: Clause) -> Iterator[Problem]:
    """Who answers for a part of a clause is one of those who answer for the clause."""
    groups: dict[str, Sequence[str]] = {g.id: g.members for g in places.every(Group)}
    known = {unit.id: unit.name for unit in places.every(Unit)}
    named = clause.responsible
    may = {unit for name in named for unit in groups.get(name, [name])}
    if not named or not all(name in known or name in groups for name in named):
        return
    for provision in clause.provisions:
        for index, owner in enumerate(provision.owners):
            strange = [unit for unit in groups.get(owner, [owner]) if unit not in may]
            if strange and owner in known.keys() | groups.keys():
                names = "、".join(known.get(unit, unit) for unit in strange[:3])
                names += f"等 {len(strange)} 个单位" if len(strange) > 3 else ""
                message = f"{names}不是本条的责任单位"
                hint = "请改为本条责任单位中的单位。"
                at = ("owners", index)
                yield places.problem("E533", provision, at, message, hint, value=owner)


def _in_place(
    places: Places, clause: Clause, notice: Notice, titles: list[str]
) -> Iterator[Problem]:
    """The list is verbatim, right after the clause's text or in its row, and not cut short."""
    at = ("responsible_quote",)
    faults = list(verbatim(places, clause, *at, notice, "E533", "责任单位原文"))
    text, quote = flat(clause.text), flat(clause.responsible_quote)
    in_row = _in_row(notice, clause.text, clause.responsible_quote)
    if faults or not text or text not in notice.text or in_row:
        yield from faults
        return
    gaps = list(_gaps(notice, text, quote))
    gap = min(gaps, key=len, default=None)
    if gap is None or any(title in gap for title in titles):
        message = "责任单位原文不在本条正文之后"
        yield places.problem("E533", clause, at, message, "请抄录本条的责任单位一段。")
    elif gap.strip(_PAUSES + _BRACKETS):
        message = f"正文没有抄完，后面还有“{gap.strip(_BRACKETS)[:12]}”"
        hint = "请抄到责任单位之前，一字不漏；责任单位原文也从头抄起。"
        yield places.problem("E532", clause, ("text",), message, hint)
    elif not notice.stands_alone(quote):
        message = "责任单位原文没有抄全"
        yield places.problem("E533", clause, at, message, "请对照原文补全首尾。")


def _in_row(notice: Notice, text: str, quote: str) -> bool:
    """Whether the list is a cell, or several side by side, of the row in which the text stands."""
    row, own = notice.row(text, quote), cells(quote)
    starts = range(len(row) - len(own) + 1) if len(row) > 1 else ()
    return any(row[start : start + len(own)] == own for start in starts)


def _is_shared(clause: Clause, section: Section, after: Sequence[Clause], notice: Notice) -> bool:
    """Whether the list is the one of the whole part: after its title, or after its last clauses."""
    quote, marks = flat(clause.responsible_quote), re.escape(_PAUSES + _BRACKETS)
    if re.search(f"{re.escape(flat(section.title))}[{marks}]*{re.escape(quote)}", notice.text):
        return True
    followers = [each for each in after if flat(each.responsible_quote) == quote]
    if not followers or followers != list(after[: len(followers)]):
        return False
    for gap in _gaps(notice, flat(clause.text), quote):
        for each in followers:
            for words in (each.title, each.text):
                gap = gap.replace(flat(words), "", 1)
        if not re.sub(rf"[{marks}.．]|第?[0-9一二三四五六七八九十百]+条?", "", gap):
            return True
    return False


def _gaps(notice: Notice, text: str, quote: str) -> Iterator[str]:
    """What stands between each occurrence of the text and the list that follows it."""
    for start in notice.places(text):
        end = start + len(text)
        found = notice.text.find(quote, end)
        if found >= 0:
            yield notice.text[end:found]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An id where it is written: the steps to it from its party."""

    party: Party
    steps: At
    id: str


def _entries(places: Places, clause: Clause) -> list[_Entry]:
    """The ids of a clause in their order; of who is named without a role the party is the id itself."""
    return [
        _Entry(party, ("units", at) if places.writes(party, "units") else (), id_)
        for party in clause.parties
        for at, id_ in enumerate(party.units)
    ]


def _same_units(
    places: Places, clause: Clause, names: Mapping[str, list[str]]
) -> Iterator[Problem]:
    entries = _entries(places, clause)

    def wrong(index: int, message: str, hint: str, unit: str | None = None) -> Problem:
        each = entries[index]
        return places.problem("E533", each.party, each.steps, message, hint, value=unit)

    roles = Roles(clause)
    rest = _names_only(clause.responsible_quote, names)
    starts: list[int] = []
    groups = {group.id: group for group in places.every(Group)}
    meant = enumerate(one_by_one(clause, clause.responsible, groups))
    for index, unit in ((index, unit) for index, units in meant for unit in units):
        starts += [max(starts, default=0)] * (index + 1 - len(starts))
        if unit not in names:
            continue  # told as an unknown id
        party = entries[index].party
        span = _span(roles.within(party, rest), names[unit]) or _span(rest, names[unit])
        if span is None:
            message = f"责任单位原文中没有“{names[unit][0]}”"
            hint = "请对照原文删去，或在 units.yaml 为该单位补充别名。"
            yield wrong(index, message, hint, unit)
            continue
        start, end = span
        other = roles.other(party, start)
        if other:
            message = f"“{names[unit][0]}”在原文中是“{other}”"
            yield wrong(index, message, f"请写在 role: {other} 一项里。", unit)
        if start < starts[-1]:
            message = f"“{names[unit][0]}”的顺序与原文不同"
            yield wrong(index, message, "请按原文顺序排列。", unit)
        starts[-1] = max(starts[-1], start)
        rest = rest[:start] + "□" * (end - start) + rest[end:]
    if not names.keys() >= set(clause.responsible):
        return  # what is missing may be what an unknown id means
    known = {name: unit for unit, every in names.items() for name in every}
    for found in re.finditer(rf"[^□{_PAUSES}]{{2,}}", rest):
        part, its = found[0], known.get(found[0])
        after = next(
            (i for i, start in enumerate(starts) if start > found.start()), len(starts) - 1
        )
        if its in clause.responsible:
            continue  # named twice
        if its:
            message = f"原文的责任单位中有“{part}”，这里没有写"
            hint = f"请按原文顺序补上“{its}”。"
        else:
            message = f"原文的责任单位“{part}”不在 units.yaml 中，或写法不同"
            hint = "请补充单位，或为已有单位补充别名。"
        yield wrong(after, message, hint)


def _roles(places: Places, clause: Clause, notice: Notice) -> Iterator[Problem]:
    """Every role is the notice's word for it: in the list, or over the column of its cell."""
    said = Roles(clause)
    in_row = _in_row(notice, clause.text, clause.responsible_quote)
    for party in clause.parties:
        if in_row and notice.rows(party.role, ""):
            continue
        if party.role and squeeze(party.role) not in squeeze(clause.responsible_quote):
            known = "、".join(f"“{role}”" for role in said.known)
            hint = f"原文的说法有：{known}。" if known else "原文没有分角色，只写单位编号。"
            message = f"责任单位原文中没有“{party.role}”"
            yield places.problem("E533", party, ("role",), message, hint, value=party.role)


def _names_only(quote: str, names: Mapping[str, list[str]]) -> str:
    """The list without white space, with pauses for all that is no name: roles, verbs, 等, persons."""
    text = squeeze(quote)
    kept = [
        (name.start, name.start + len(name.written)) for part in read(quote) for name in part.names
    ]
    kept += [
        found.span() for every in names.values() for name in every
        for found in re.finditer(re.escape(name), text)
    ]  # fmt: skip
    places = {place for start, end in kept for place in range(start, end)}
    return "".join(char if at in places else "、" for at, char in enumerate(text))


def _span(rest: str, names: list[str]) -> tuple[int, int] | None:
    """Where a unit stands in the list: between pauses if it can be, and by its longest name."""
    for pattern in (rf"(?<![^□{_PAUSES}]){{}}(?![^□{_PAUSES}])", "{}"):
        found = [m for name in names if (m := re.search(pattern.format(re.escape(name)), rest))]
        if found:
            best = min(found, key=lambda m: (m.start(), -m.end()))
            return best.span()
    return None


def _names_by_id(places: Places) -> dict[str, list[str]]:
    units = {unit.id: unit.names for unit in places.every(Unit)}
    every = units | {group.id: [group.name] for group in places.every(Group)}
    return {id_: [squeeze(name) for name in names] for id_, names in every.items()}
