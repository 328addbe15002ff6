"""Versions beside each other: whether each is what its folder says, and whether one is missing.

Each manifest names the digest of the one before. So an old version cannot be changed without the newer
ones telling, nor taken away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ...catalogue.model.terms import EDITIONS
from ...problems import Problem
from ...words.sentences import Shown, said
from .. import manifest
from ..manifest import CURRENT, Manifest, Name, is_version
from ..tombstone import Tombstone


def claims(name: str, own: Manifest) -> Iterator[Problem]:
    """E631: a version in a folder of another one's name, or with a title that is another one's."""
    file = f"{name}/{manifest.FILE}"
    if is_version(name) and own.version != name:
        yield Problem(*said("E631", name=Shown(name), other=Shown(own.version)), file)
    if own.title != manifest.title(own.version):
        yield Problem(
            *said("E631.title", name=Shown(name), title=Shown(manifest.title(own.version))), file
        )


def editions(told: Mapping[str, Manifest]) -> Iterator[Problem]:
    """E631: versions of another edition than most beside them."""
    counted = Counter(own.edition for own in told.values())
    if len(counted) < 2:
        return
    common = counted.most_common(1)[0][0]
    for name, own in told.items():
        if own.edition != common:
            there, here = Shown(EDITIONS[own.edition]), Shown(EDITIONS[common])
            words = said("E631.edition", name=Shown(name), there=there, here=here)
            yield Problem(*words, f"{name}/{manifest.FILE}")


def broken(
    raw: Mapping[str, bytes],
    told: Mapping[str, Manifest],
    graves: Mapping[str, Tombstone],
    *,
    whole: bool,
) -> Iterator[tuple[str, Problem]]:
    """Each version that is not as a later one saw it, with what is wrong; ``raw`` are manifests.

    ``whole``: all that stands is here, so that what is not here is missing.
    """
    for name, own in told.items():
        before = own.previous
        if before is None:
            continue
        other, seen = before.version, before.manifest
        if other in graves:
            now: str | None = graves[other].manifest
        else:
            now = manifest.digest(raw[other]) if other in raw else None
        if now is None and whole:
            words = said("E632", before=Shown(other), name=Shown(name))
            yield other, Problem(*words, f"{other}/{manifest.FILE}")
        elif now is not None and now != seen:
            words = said("E611.before", before=Shown(other), name=Shown(name))
            yield other, Problem(*words, f"{other}/{manifest.FILE}")


def skipped(standing: Mapping[str, object], tagged: Mapping[str, str]) -> Iterator[Problem]:
    """W629: versions of which a tag tells and that do not stand here; ``tagged`` are tags by version."""
    for name, tag in sorted(tagged.items(), key=lambda each: Name.parse(each[0])):
        if name not in standing and name != CURRENT:
            yield Problem(*said("W629", name=Shown(name), tag=Shown(tag)), name)
