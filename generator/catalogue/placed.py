"""From the data of documents to the records that they declare, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any, Final, TypeVar, get_args, get_origin

import cattrs

from ..calendar import Month
from ..frozen import dataclass
from ..problems import Problem
from .declare import PerUnit, Space, SpellsOut, bare, fields_of, records
from .model import Kinds, Line, Rule, Scalar
from .source import At, Document

T = TypeVar("T")


class UndeclaredError(TypeError):
    """What a document that fits its schema can never hold: a key too many, or one too few."""


@dataclass(frozen=True, slots=True)
class Places:
    """Every record of the files, and where it stands; by identity, for two may be equal.

    ``kinds`` are the rule kinds that there are: a rule's options are what its kind declares.
    """

    kinds: Kinds
    _of: dict[int, tuple[object, Document, At]] = field(default_factory=dict)
    _at: dict[tuple[str, At], list[object]] = field(default_factory=dict)
    _called: dict[tuple[Space, str], object] = field(default_factory=dict)
    _standing: tuple[object, ...] = ()
    _by_class: dict[type, list[Any]] = field(default_factory=dict)
    """Those of each class, once somebody has asked for them."""

    def read(self, cls: type, document: Document, *, fits: bool) -> None:
        """Take in what a document declares.

        Where it does not fit its schema, as far as can be: a text or a list that is missing is blank, a
        record that lacks anything else is left out, and so is what cannot be without it; what it
        holds is not. Where it ``fits``, UndeclaredError for whatever would be left out.
        """
        if self._record(cls, document, document.data, (), fits=fits) is _LACKING and fits:
            raise UndeclaredError(document.path)

    def every(self, cls: type[T]) -> list[T]:
        """The records of a class, in the order of the files."""
        if cls not in self._by_class:
            every = (record for record, _, _ in self._of.values())
            self._by_class[cls] = [record for record in every if isinstance(record, cls)]
        return list(self._by_class[cls])

    def at(self, record: object) -> tuple[Document, At]:
        """The document and the path in it; KeyError for a record that was read nowhere."""
        _, document, at = self._of[id(record)]
        return document, at

    def lines(self) -> Iterator[tuple[tuple[type, str], Line]]:
        """Where each record that has an id is declared, by its class and its id."""
        for record, document, at in self._of.values():
            if isinstance(id_ := getattr(record, "id", None), str):
                yield (type(record), id_), Line(document.path, document.mark(at).line)

    def around(self, document: Document, at: At) -> Iterator[object]:
        """The records in which a place lies, innermost first."""
        for end in range(len(at), -1, -1):
            yield from self._at.get((document.path, at[:end]), ())

    def apart(
        self, others: Container[str], standing: Iterable[tuple[object, object]] = ()
    ) -> Places:
        """The same without what some documents declare, by their paths; and with more records, each
        standing where another one stands."""
        of = {key: own for key, own in self._of.items() if own[1].path not in others}
        pairs = list(standing)
        of |= {id(record): (record, *self.at(other)) for record, other in pairs}
        return Places(self.kinds, of, self._at, self._called, tuple(each for each, _ in pairs))

    def stands_in(self, record: object) -> bool:
        """Whether a record stands where another one is written."""
        return any(each is record for each in self._standing)

    def problem(
        self,
        code: str,
        record: object,
        steps: At,
        message: str,
        hint: str = "",
        *,
        on_key: bool = False,
        value: object = None,
        offset: int = 0,
    ) -> Problem:
        """A problem with what stands some steps below a record: keys of the file, and indices."""
        document, at = self.at(record)
        place = (*at, *steps)
        return document.problem(
            code, place, message, hint, on_key=on_key, value=value, offset=offset
        )

    def writes(self, record: object, key: str) -> bool:
        """Whether a field of a record is written in the file, and not left to its default."""
        document, at = self.at(record)
        written = document.get(at)
        return isinstance(written, Mapping) and key in written

    def _record(self, cls: type, document: Document, data: Any, at: At, *, fits: bool) -> Any:
        if (space := records()[cls].called) and isinstance(data, str):
            return self._called.get((space, data), _LACKING)  # of nobody: told as an unknown id
        written: Any = data if isinstance(data, Mapping) else _in_full(cls, data)
        kind = self.kinds.get(written.get("kind", "")) if cls is Rule else None
        known = {each.key for part in (cls, kind) if part for each in fields_of(part)}
        if fits and written.keys() - known:
            raise UndeclaredError(document.path, at, written.keys() - known)
        ours: dict[str, Any] = {
            name: fill(document, at) for name, fill in _OURS.items() if hasattr(cls, name)
        }
        if cls is Rule:
            made = kind and self._made(kind, document, written, at, {}, fits=fits)
            ours["options"] = made or _LACKING
        return self._made(cls, document, written, at, ours, fits=fits)

    def _made(
        self,
        cls: type,
        document: Document,
        written: Mapping[str, Any],
        at: At,
        given: dict[str, Any],
        *,
        fits: bool,
    ) -> Any:
        """A record of what is written, as far as it declares that, and of what is given."""
        for each in fields_of(cls):
            value: Any = _LACKING
            if each.key in written:
                place = (*at, each.key)
                value = self._value(each.type, document, written[each.key], place, fits=fits)
            elif each.needed and not fits:
                value = _BLANK.get(get_origin(each.type) or each.type, _LACKING)
            if each.needed or value is not _LACKING:
                given[each.name] = value
        if any(value is _LACKING for value in given.values()):
            return _LACKING
        found = cls(**given)
        self._place(found, document, at)
        return found

    def _place(self, found: object, document: Document, at: At) -> None:
        """Note where a record stands, those that it spells out, and by which ids it may be called."""
        self._of[id(found)] = (found, document, at)
        self._by_class.clear()
        self._at.setdefault((document.path, at), []).append(found)
        for each in fields_of(type(found)):
            if space := next((meta.defines for meta in each.meta if meta.defines), None):
                self._called.setdefault((space, getattr(found, each.name)), found)
        if isinstance(found, SpellsOut):
            for short, spelt_out in found.spelt_out():
                self._place(spelt_out, *self.at(short))

    def _value(self, type_: Any, document: Document, data: Any, at: At, *, fits: bool) -> Any:
        if type_ in records():
            return self._record(type_, document, data, at, fits=fits)
        if get_origin(type_) is not tuple:
            return _CONVERTER.structure(data, type_)
        inner, _ = bare(get_args(type_)[0])
        every = (
            self._value(inner, document, each, (*at, index), fits=fits)
            for index, each in enumerate(data)
        )
        return tuple(each for each in every if each is not _LACKING)


def _in_full(cls: type, data: Any) -> Mapping[str, Any]:
    """What stands for a record in short, as the record: its one field, or the only entry of a list;
    nothing for what can stand for none."""
    own = {each.key: each.type for each in fields_of(cls) if each.key == records()[cls].short}
    return {key: [data] if get_origin(type_) is tuple else data for key, type_ in own.items()}


_LACKING: Final = object()
"""In the place of what cannot be made, for want of something that it needs."""

_BLANK: Mapping[Any, Any] = {str: "", tuple: ()}

_OURS: Mapping[str, Callable[[Document, At], str | Line]] = {
    "declared": lambda document, at: Line(document.path, document.mark(at).line),
    "written": lambda document, at: document.text(at),
}
"""Fields that are not in the file but of it."""


def _converter() -> cattrs.Converter:
    """From a value of YAML to one of ours; every word, number and day by its type."""
    converter = cattrs.Converter(detailed_validation=False)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(Month, lambda text, _: Month.parse(text))
    converter.register_structure_hook(Scalar, lambda value, _: value)
    converter.register_structure_hook(PerUnit, lambda value, _: value)
    converter.register_structure_hook(str | float, lambda value, _: value)
    return converter


_CONVERTER = _converter()
