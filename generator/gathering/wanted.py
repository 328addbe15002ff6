"""What is to be gathered: as ``gather.yaml`` has it, or the folders that were named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..catalogue import shape, source
from ..catalogue.model.gather import Gather, GatheredRoot
from ..catalogue.model.terms import Audience
from ..catalogue.placed import Places
from ..frozen import dataclass
from ..intake.telling import file_name
from ..problems import Problem, in_order
from ..releases.manifest import is_version
from ..words.sentences import Shown, said

FILE = "gather.yaml"
_TITLE = "汇总"
_MOST = 40
"""Characters of a folder's name that names its place."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is gathered, and the folder from which its folders are reckoned."""

    gather: Gather
    within: Path


def declared(file: Path) -> Wanted | list[Problem]:
    """As a file has it: or what is wrong with it, as of any declared file."""
    document = source.read(file.parent, file.name)
    if not isinstance(document, source.Document):
        return document
    held = shape.hold(document, "gather")
    if held.problems:
        return in_order(held.problems)
    places = Places({})
    places.read(Gather, document, fits=True)
    (found,) = places.every(Gather)
    return Wanted(found, file.parent)


def named(folders: Sequence[Path], title: str, edition: Audience) -> Wanted:
    """Folders by their names, in the order in which they were given."""
    called = [_called(folder) for folder in folders]
    roots = tuple(
        GatheredRoot(
            id=name if _SLUG.fullmatch(name) and called.count(name) == 1 else f"root-{number}",
            name=re.sub(r"""[<>&"]""", "_", file_name(name)[:_MOST]),
            folder=str(folder),
        )
        for number, (name, folder) in enumerate(zip(called, folders, strict=True), 1)
    )
    return Wanted(Gather(title=title or _TITLE, edition=edition, roots=roots), Path())


def told_apart(roots: Sequence[GatheredRoot]) -> tuple[list[GatheredRoot], list[Problem]]:
    """The places, each with an id of its own: of two with one id the later one gets another (W660)."""
    known: dict[str, GatheredRoot] = {}
    problems: list[Problem] = []
    taken = {root.id for root in roots}
    for root in roots:
        own = root
        if root.id in known:
            own = replace(root, id=_free(root.id, taken | known.keys()))
            words = said(
                "W660",
                name=Shown(root.name),
                id=Shown(root.id),
                other=Shown(known[root.id].name),
                new=Shown(own.id),
            )
            problems.append(Problem(*words, value=root.id))
        known[own.id] = own
    return list(known.values()), problems


def _free(id_: str, taken: set[str]) -> str:
    number = 2
    while f"{id_}-{number}" in taken:
        number += 1
    return f"{id_}-{number}"


def _called(folder: Path) -> str:
    """A place by the name of its folder; what every folder of the kind is called names none."""
    names = [name for name in folder.resolve().parts[1:] if not _is_common(name)]
    return names[-1] if names else str(folder)


def _is_common(name: str) -> bool:
    return name in _COMMON or is_version(name)


_COMMON = ("build", "site", "published", "published-internal")
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
