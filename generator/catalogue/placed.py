"""From the data of documents to the records that they declare, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, get_args, get_origin

from ..problems import Problem
from .build import structure
from .declare import bare, records, told
from .source import At, Document

T = TypeVar("T")

_LACKING: Final = object()
"""Of a record that cannot be made, for want of something that it needs."""


@dataclass(frozen=True, slots=True)
class Places:
    """Every record of the files, and where it stands; by identity, for two may be equal."""

    _of: dict[int, tuple[object, Document, At]] = field(default_factory=dict)

    def read(self, cls: type, document: Document) -> None:
        """Take in what a document declares, as far as it can be made of what fits its schema.

        A text or a list that is missing is blank. A record that lacks anything else is left out, and
        so is what cannot be without it; what it holds is not.
        """
        self._record(cls, document, document.data, ())

    def every(self, cls: type[T]) -> list[T]:
        """The records of a class, in the order of the files."""
        return [record for record, _, _ in self._of.values() if isinstance(record, cls)]

    def at(self, record: object) -> tuple[Document, At]:
        _, document, at = self._of[id(record)]
        return document, at

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

    def _record(self, cls: type, document: Document, data: Any, at: At) -> Any:
        short = records()[cls].short
        written = data if isinstance(data, Mapping) else {short: data}
        given: dict[str, Any] = {}
        for each in told(cls):
            value: Any = _LACKING
            if each.key in written:
                value = self._value(each.type, document, written[each.key], (*at, each.key))
            if value is _LACKING and each.needed:
                value = _BLANK.get(get_origin(each.type) or each.type, _LACKING)
                if value is _LACKING:
                    return _LACKING
            if value is not _LACKING:
                given[each.name] = value
        found = cls(**given)
        self._of[id(found)] = (found, document, at)
        return found

    def _value(self, type_: Any, document: Document, data: Any, at: At) -> Any:
        if type_ in records():
            return self._record(type_, document, data, at)
        if get_origin(type_) is not tuple:
            return structure(type_, data)
        inner, _ = bare(get_args(type_)[0])
        every = (self._value(inner, document, x, (*at, i)) for i, x in enumerate(data))
        return tuple(each for each in every if each is not _LACKING)


_BLANK: Mapping[Any, Any] = {str: "", tuple: ()}
