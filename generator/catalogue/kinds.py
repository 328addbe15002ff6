"""What a rule kind's schema cannot say of its rules: each rule's options are asked themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from ..problems import Problem, nearest
from .build import rule
from .columns import missing
from .declare import records
from .files import Files
from .model import Escalation, Form, Given, Indicator, Method, Provision, Register, Wrong
from .source import At, Document


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def check(files: Files) -> Iterator[Problem]:
    """The faults that the kinds find; every file that they may ask about is sound in shape."""
    declared = [(document, at, rule(each, files.kinds)) for document, at, each in every_rule(files)]
    given = Given(
        rules=_by_id(own for _, _, own in reversed(declared)),
        provisions=_by_id(files.places.every(Provision)),
        forms=_by_id(files.places.every(Form)),
        registers=_by_id(files.places.every(Register)),
        indicators=_by_id(files.places.every(Indicator)),
        methods=_by_id(files.places.every(Method)),
        kinds={records()[kind].title: kind for kind in files.kinds.values()},
    )
    for document, at, own in declared:
        for wrong in own.options.check(own, given):
            yield _told(files, document, at, wrong)


def every_rule(files: Files) -> Iterator[tuple[Document, At, Mapping[str, Any]]]:
    for document in files.documents.get("judging", []):
        for index, record in enumerate(document.data["rules"]):
            yield document, ("rules", index), record


def one_of(
    at: At,
    name: str,
    known: Sequence[str],
    message: str,
    hint: str,
    value: object = None,
    close: float = 0.4,
) -> Iterator[Wrong]:
    """A word that is none of those known, with the one that was probably meant."""
    if name not in known:
        meant = nearest(name, known, close)
        guess = f"；是否为“{meant}”？" if meant else ""
        yield Wrong(at, message + guess, hint, value)


def measure(at: At, name: str, provision: Provision | None) -> Iterator[Wrong]:
    """A measure that the provision, which names some, does not name."""
    named = provision.measures if isinstance(provision, Escalation) else ()
    hint = f"条文所列的措施：{'、'.join(named)}。"
    yield from one_of(at, name, named or (name,), f"条文没有“{name}”这项措施", hint, value=name)


def column(at: At, name: str, form: Form | None, what: str, **more: Any) -> Iterator[Wrong]:
    """A column that the form does not have."""
    headers = {column.id: column.header for column in form.columns} if form else {}
    if name not in headers:
        message, hint = missing(name, headers, what)
        yield Wrong(at, message, hint, name, "E524", **more)


def _by_id(found: Iterable[N]) -> Mapping[str, N]:
    return {each.id: each for each in found}


def _told(files: Files, document: Document, at: At, wrong: Wrong) -> Problem:
    if wrong.method:
        document, at = files.places.at(wrong.method)
    place = (*at, *wrong.at)
    return document.problem(wrong.code, place, wrong.message, wrong.hint, value=wrong.value)
