"""What no schema sees in units and registers: names, counts, and forms that nobody needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from ..problems import Problem
from .lasting import ends_after, together
from .model import Clause, Form, Group, Register, Rule, Unit
from .placed import Places
from .unwritten import Evidence


def check(places: Places) -> Iterator[Problem]:
    """Units and registers by themselves."""
    yield from _names(places)
    yield from _accounts(places)
    yield from _registers(places)


def _names(places: Places) -> Iterator[Problem]:
    """No name for two units, and none that ends before it begins."""
    owner: dict[str, str] = {}
    for unit in places.every(Unit):
        spellings: list[tuple[object, str, str]] = [(unit, "name", unit.name)]
        spellings += [(unit, "full_name", unit.full_name)] if unit.full_name else []
        for alias in unit.aliases:
            spellings.append((alias, "name", alias.name))
            yield from ends_after(places, alias, alias.from_, alias.until, "until")
        yield from ends_after(places, unit, unit.valid_from, unit.valid_until)
        yield from _listed_twice(unit, places)
        for record, key, name in spellings:
            if owner.setdefault(name, unit.id) != unit.id:
                message = f"名称“{name}”重复，“{owner[name]}”也用它"
                hint = "请改为不同的名称。"
                yield places.problem("E522", record, (key,), message, hint, value=name)


def _accounts(places: Places) -> Iterator[Problem]:
    """No account for two units, in letters of either case: it would be unclear for whom it acts."""
    owner: dict[str, Unit] = {}
    for unit in places.every(Unit):
        for index, account in enumerate(unit.accounts):
            if (first := owner.setdefault(account.lower(), unit)) is not unit:
                message = f"账号“{account}”已登记在{first.name}名下，看不出替哪个单位报"
                hint = "每个账号只登记在一个单位名下；一人替几个单位报的，每个单位各用一个账号。"
                at = ("accounts", index)
                yield places.problem("E522", unit, at, message, hint, value=account)


def _listed_twice(unit: Unit, places: Places) -> Iterator[Problem]:
    """A form that stands on the list of a unit twice for the same months."""
    for index, entry in enumerate(unit.owed):
        yield from ends_after(places, entry, entry.valid_from, entry.valid_until)
        before = [other for other in unit.owed[:index] if other.form == entry.form]
        if entry not in before and any(together(entry, other) for other in before):
            message = f"报表“{entry.form}”在 files 中重复"
            hint = "请删去其中一个，或用 valid_from、valid_until 分开月份。"
            yield places.problem("E522", entry, (), message, hint, value=entry.form)


def _registers(places: Places) -> Iterator[Problem]:
    for register in places.every(Register):
        counted = len(register.counted_items)
        if counted != register.expected:
            message = f"{register.name}计入 {counted} 个，应有 {register.expected} 个"
            hint = "请核对各项；尚未核实的可加占位项（placeholder: true）。"
            yield places.problem("E528", register, ("expected",), message, hint)
        waiting = [item for item in register.items if item.placeholder]
        if waiting:
            message = f"名录待核：{register.name}中有 {len(waiting)} 个占位项"
            hint = "核实后把占位项改为实际名称，并删去 placeholder。"
            yield places.problem("W542", waiting[0], (), message, hint)


def filings_needed(places: Places) -> Iterator[Problem]:
    """A unit files only what one of its obligations needs, and only forms open to it; and what an
    obligation needs is filed by somebody."""
    members = _members(places)
    evidence = Evidence(places, places.every(Rule))
    needs = _evidence_by_unit(places, members, evidence)
    forms = {form.id: form for form in places.every(Form)}
    yield from _filed_by_nobody(places, members, needs, forms)
    for unit in places.every(Unit):
        for entry in unit.owed:
            form = forms.get(entry.form)
            if form is None:
                continue  # told as an unknown id
            name = f"{unit.name}的“{form.name}”"
            if not any(unit.id in members.get(filer, ()) for filer in form.filers):
                hint = f"请从 files 删去，或在 rules/forms/{form.id}.yaml 的 filers 中加上该单位。"
                message = f"{name}表不由该单位填报"
                yield places.problem("E526", entry, (), message, hint, value=form.id)
            elif form.id not in needs.get(unit.id, set()):
                hint = "请删去，或在 tasks.yaml 相应事项的 evidence 中写明这张表。"
                message = f"{name}表没有哪项职责用得上"
                yield places.problem("E526", entry, (), message, hint, value=form.id)


def _filed_by_nobody(
    places: Places,
    members: Mapping[str, Sequence[str]],
    needs: Mapping[str, Set[str]],
    forms: Mapping[str, Form],
) -> Iterator[Problem]:
    """Evidence that no unit files: written on no list, and neither open to nor needed by anybody whose
    list is not written."""
    filed = {entry.form for unit in places.every(Unit) for entry in unit.owed}
    unlisted = {unit.id for unit in places.every(Unit) if not places.writes(unit, "files")}
    for form in forms.values():
        open_to = unlisted.intersection(u for f in form.filers for u in members.get(f, ()))
        if any(form.id in needs.get(unit, ()) for unit in open_to):
            filed.add(form.id)
    for provision in (each for clause in places.every(Clause) for each in clause.provisions):
        for index, name in enumerate(provision.evidence):
            if name in forms and name not in filed:
                message = f"要凭“{forms[name].name}”表判定，却没有单位报这张表"
                hint = f"请在 rules/forms/{name}.yaml 的 filers 或单位的 files 中加上，或从 evidence 删去。"
                yield places.problem(
                    "E526", provision, ("evidence", index), message, hint, value=name
                )


def _evidence_by_unit(
    places: Places, members: Mapping[str, Sequence[str]], evidence: Evidence
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for clause in places.every(Clause):
        for provision in clause.provisions:
            for name in provision.owners or clause.responsible:
                for unit in members.get(name, ()):
                    found.setdefault(unit, set()).update(evidence.of(clause, provision))
    return found


def _members(places: Places) -> Mapping[str, Sequence[str]]:
    """The units that each unit, kind and group stands for."""
    found: dict[str, list[str]] = {}
    for unit in places.every(Unit):
        found.setdefault(unit.kind, []).append(unit.id)
        found.setdefault(unit.id, []).append(unit.id)
    return {**found, **{group.id: group.members for group in places.every(Group)}}
