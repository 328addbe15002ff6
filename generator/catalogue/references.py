"""Ids: none defined twice, none mentioned that nobody defines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from ..problems import Problem, nearest
from .declare import SPACES, fields_of, parts
from .documents import DOCUMENTS
from .files import Files
from .shape import Mention
from .source import At, Document

BUILTIN = {"units": "单位", "clauses": "条款", "indicators": "指标"}
"""What a reference column may point to besides the registers."""

_ALIKE = {"source": "provision", "group": "unit"}
"""Ids that no two things may share although they are of different kinds."""


def check(files: Files) -> Iterator[Problem]:
    """Duplicates and dangling references over all files together."""
    known: dict[str, dict[str, Mention]] = {}
    used: dict[tuple[str, str], Mention] = {}
    for mention in sorted(files.definitions, key=_position):
        widest = mention.spaces[-1]
        first = used.setdefault((_ALIKE.get(widest, widest), mention.id), mention)
        if first is not mention:
            yield _duplicate(mention, first)
            yield _duplicate(first, mention)  # either may be the slip
        for space in mention.spaces:
            known.setdefault(space, {}).setdefault(mention.id, mention)
    unknown = [
        mention
        for mention in files.references
        if not any(mention.id in _ids(known, space) for space in mention.spaces)
        and not _out_of_sight(files, mention)
    ]
    lost = _lost(files.lost, unknown)
    asked: set[str] = set()
    for mention in unknown:
        if mention.id in lost:
            continue
        yield _dangling(mention, known)
        if mention.id not in asked:
            yield from _perhaps_misnamed(mention, known, files.references)
        asked.add(mention.id)


def _lost(lost: Iterable[Mention], unknown: Iterable[Mention]) -> set[str]:
    """The unknown ids that a fault, told already, leaves undefined: for each such fault the one that is
    mentioned most."""
    found: set[str] = set()
    for each in lost:
        ids = [m.id for m in unknown if m.id not in found and {*m.spaces} & {*each.spaces}]
        found.update(id_ for id_, _ in Counter(ids).most_common(1))
    return found


def _out_of_sight(files: Files, mention: Mention) -> bool:
    """Whether the id may well be defined where a fault, told already, hides it.

    That is a file that cannot be read, or one that does not fit its schema and has the id in it.
    """
    for kind in files.unsound:
        if _defined_in(kind).isdisjoint(mention.spaces):
            continue
        documents = files.documents.get(kind, [])
        if kind in files.unread or not all(document.data for document in documents):
            return True
        if any(mention.id in line for document in documents for line in document.lines):
            return True
    return False


@cache
def _defined_in(kind: str) -> frozenset[str]:
    """Of what a kind of file brings ids into being."""
    fields = (each for part in parts(DOCUMENTS[kind]) for each in fields_of(part))
    return frozenset(meta.defines for each in fields for meta in each.meta if meta.defines)


def _position(mention: Mention) -> tuple[str, int, int]:
    mark = mention.document.mark(mention.at)
    return mention.document.path, mark.line, mark.column


def _ids(known: Mapping[str, Mapping[str, Mention]], space: str) -> Iterable[str]:
    return BUILTIN if space == "builtin" else known.get(space, {})


def _duplicate(mention: Mention, other: Mention) -> Problem:
    where = "" if other.document.path == mention.document.path else f" {other.document.path}"
    line = other.document.mark(other.at).line
    return mention.document.problem(
        "E522",
        mention.at,
        f"编号“{mention.id}”重复，{where}第 {line} 行也用了",
        "请为其中一个另取编号。",
        value=mention.id,
    )


def _dangling(mention: Mention, known: Mapping[str, Mapping[str, Mention]]) -> Problem:
    what = "或".join(dict.fromkeys(SPACES[space] for space in mention.spaces))
    candidates = {
        id_: _label(known[space][id_]) if space != "builtin" else BUILTIN[id_]
        for space in mention.spaces
        for id_ in _ids(known, space)
    }
    other = _of_another_kind(mention, known)
    if other:
        return mention.document.problem(
            "E525",
            mention.at,
            f"“{mention.id}”是{other}，不是{what}，不能用在这里",
            "请改用正确的编号。",
            value=mention.id,
        )
    meant = nearest(mention.id, candidates) or _by_label(mention.id, candidates)
    named = f"（{candidates[meant]}）" if meant and candidates[meant] else ""
    guess = f"；是否为“{meant}”{named}？" if meant else ""
    some = "、".join(list(candidates)[:12]) + ("……" if len(candidates) > 12 else "")
    hint = f"改为“{meant}”。" if meant else (f"可用的有：{some}。" if some else f"请先声明{what}。")
    return mention.document.problem(
        "E521", mention.at, f"没有编号为“{mention.id}”的{what}{guess}", hint, value=mention.id
    )


def _perhaps_misnamed(
    mention: Mention, known: Mapping[str, Mapping[str, Mention]], references: Iterable[Mention]
) -> Iterator[Problem]:
    """The definition that was probably meant, when nothing else mentions it: either is the slip."""
    defined = {id_: known[s][id_] for s in mention.spaces if s in known for id_ in known[s]}
    meant = nearest(mention.id, defined)
    if meant is None or any(reference.id == meant for reference in references):
        return
    where = f"{mention.document.path} 第 {mention.document.mark(mention.at).line} 行"
    yield defined[meant].document.problem(
        "E521",
        defined[meant].at,
        f"编号“{meant}”没有别处用到；{where}用的是“{mention.id}”",
        "两处应当一致，请核对是哪一处写错。",
        value=meant,
    )


def _of_another_kind(mention: Mention, known: Mapping[str, Mapping[str, Mention]]) -> str:
    """What the id does name, when it names a provision where a target is wanted, and the like."""
    others = (ids for space, ids in known.items() if space not in mention.spaces)
    return next((SPACES[ids[mention.id].spaces[0]] for ids in others if mention.id in ids), "")


def _by_label(word: str, candidates: Mapping[str, str]) -> str | None:
    """An id meant by its Chinese name."""
    labels = {label: id_ for id_, label in candidates.items() if label}
    found = nearest(word, labels)
    return labels[found] if found else None


def _label(mention: Mention) -> str:
    return label(mention.document, mention.at[:-1])


def label(document: Document, at: At) -> str:
    """The name or title of the record at a place."""
    record = document.get(at)
    if not isinstance(record, dict):
        return ""
    return str(record.get("name") or record.get("title") or "")
