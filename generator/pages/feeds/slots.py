"""Names for the stages of a provision that stay when its days move.

A verdict names a stage by its day. Whoever keeps a calendar needs a name that outlives a change of that day:
the number asked for tells the checkpoints of a target apart, and a period is called by itself. What a later
notice moves goes on under the name that it had.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...catalogue.model import Catalogue, Deliverable, Provision, Target

_LAST = "due"
"""The day by which the whole is to be there."""

Slots = Mapping[str, str]
"""The name of each stage that has a day, by how verdicts name it; periods are not among them."""


def of(catalogue: Catalogue, provision: Provision) -> Slots:
    """Those of a provision, as it was asked for at each of its stages."""
    return {
        day: slot for version in of_versions(catalogue, provision) for day, slot in version.items()
    }


def of_versions(catalogue: Catalogue, provision: Provision) -> list[Slots]:
    """The same version by version, the first one first."""
    amended = catalogue.versions.get(provision.id, ())
    every = [version.provision for version in amended] or [provision]
    found: list[Slots] = []
    for version in every:
        own = _own(version)
        found.append(_going_on(found[-1], own) if found else own)
    return found


def _own(provision: Provision) -> Slots:
    """Of a provision by itself: checkpoints by their numbers, milestones by their places."""
    found: dict[str, str] = {}
    if isinstance(provision, Target | Deliverable) and provision.due:
        found[provision.due.isoformat()] = _LAST
    if isinstance(provision, Target):
        numbers = [None if p.value is None else f"{p.value:.12g}" for p in provision.checkpoints]
        named = _apart(number.replace(".", "_") if number else "node" for number in numbers)
        found |= dict(zip((p.date.isoformat() for p in provision.checkpoints), named, strict=True))
        places = _apart("step" for _ in provision.milestones)
        found |= dict(zip((p.date.isoformat() for p in provision.milestones), places, strict=True))
    return found


def _apart(names: Iterable[str]) -> Iterator[str]:
    """Each name once: the second of its like is its second."""
    times: dict[str, int] = {}
    for name in names:
        times[name] = times.get(name, 0) + 1
        yield name if times[name] == 1 else f"{name}-{times[name]}"


def _going_on(before: Slots, own: Slots) -> Slots:
    """The stages of a version under the names of the one before: by the same day, else by the same name,
    else in the order in which they took the place of others; what is left is new."""
    found = {day: before[day] for day in own if day in before}
    left = [before[day] for day in sorted(before.keys() - own.keys())]
    for day in sorted(own.keys() - found.keys()):
        if own[day] in left:
            left.remove(own[day])
            found[day] = own[day]
    for day, slot in zip(sorted(own.keys() - found.keys()), tuple(left), strict=False):
        found[day] = slot
    taken = {*before.values(), *found.values()}
    for day in sorted(own.keys() - found.keys()):
        found[day] = _free(own[day], taken)
        taken.add(found[day])
    return found


def _free(name: str, taken: Sequence[str] | set[str]) -> str:
    number = 1
    while (free := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return free
