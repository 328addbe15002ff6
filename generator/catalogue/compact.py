"""Values of the declared world in bytes, and back: JSON, which is read faster than anything made of pieces.

Text, numbers, truth and null are themselves; anything else is a list that begins with what it is: a sign of
``_Sign``, or from ``_OBJECT`` on the number of a class, whose fields follow in their order. A class is known
by its module and name within this program and must be one of those that hold values: nothing is ever loaded
because bytes say so that is not ours, and nothing is called but what makes an empty object.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from ..words.sentences import Shown, as_masked

_TUPLE, _LIST, _DICT, _SET, _DAY, _CLASS, _SHOWN, _AGAIN, _OBJECT = range(9)
"""What a list stands for."""

_OURS = __name__.rpartition(".catalogue.")[0]
_ROOMS = ("calendar", "catalogue", "deadlines", "judging.kinds", "problems")
"""The modules and packages of whose classes values are made."""

_PLAIN = (str, int, float, bool, type(None))
_Make: TypeAlias = Callable[[Sequence[Any]], Any]


class UnpackableError(TypeError):
    """A value that nobody foresaw."""


class Writer:
    """Packs values; what they are made of is numbered in ``classes``."""

    def __init__(self) -> None:
        self.classes: list[str] = []
        self._numbers: dict[type, int] = {}
        self._fields: dict[type, tuple[str, ...]] = {}

    def packed(self, value: object) -> bytes:
        """A value in bytes; UnpackableError for what cannot be brought back as it is."""
        told = self._told(value, {})
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    def _told(self, value: Any, known: dict[int, int]) -> Any:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            return [_TUPLE, *(self._told(each, known) for each in value)]
        if kind is list:
            return [_LIST, *(self._told(each, known) for each in value)]
        if kind is dict:
            pairs = (each for pair in value.items() for each in pair)
            return [_DICT, *(self._told(each, known) for each in pairs)]
        if kind is frozenset:
            return [_SET, *(self._told(each, known) for each in sorted(value))]
        if kind is date:
            return [_DAY, value.toordinal()]
        if kind is Shown:
            return [_SHOWN, str(value)]
        if isinstance(value, type):
            return [_CLASS, self._number(value)]
        return self._object(value, known)

    def _object(self, value: Any, known: dict[int, int]) -> Any:
        """An object by its fields; one that was told already by its number, so that it stays one."""
        if id(value) in known:
            return [_AGAIN, known[id(value)]]
        number = _OBJECT + self._number(type(value))
        own = [self._told(getattr(value, name), known) for name in self._names(type(value))]
        known[id(value)] = len(known)
        return [number, *own]

    def _names(self, cls: type) -> tuple[str, ...]:
        if cls not in self._fields:
            self._fields[cls] = names_of(cls)
        return self._fields[cls]

    def _number(self, cls: type) -> int:
        if cls not in self._numbers:
            name = f"{cls.__module__.removeprefix(_OURS)}:{cls.__qualname__}"
            if class_of(name) is not cls:
                raise UnpackableError(cls)
            self._numbers[cls] = len(self.classes)
            self.classes.append(name)
        return self._numbers[cls]


class Opener:
    """Brings values back that a ``Writer`` with these classes has packed."""

    def __init__(self, classes: Sequence[str]) -> None:
        self._classes = classes
        self._makers: dict[int, _Make] = {}

    def opened(self, data: bytes) -> Any:
        """The value that was packed."""
        told = json.loads(data.decode("utf-8", "surrogatepass"))
        return self._value(told, [])

    def _value(self, told: Any, known: list[Any]) -> Any:
        if type(told) is not list:
            return told
        sign = told[0]
        if sign >= _OBJECT:
            make = self._makers.get(sign) or self._maker(sign)
            own = [self._value(each, known) if type(each) is list else each for each in told[1:]]
            made = make(own)
            known.append(made)
            return made
        if sign == _DAY:
            return date.fromordinal(told[1])
        if sign == _SHOWN:
            return as_masked(told[1])
        if sign == _CLASS:
            return class_of(self._classes[told[1]])
        if sign == _AGAIN:
            return known[told[1]]
        own = [self._value(each, known) if type(each) is list else each for each in told[1:]]
        if sign == _DICT:
            return dict(zip(own[::2], own[1::2], strict=True))
        return tuple(own) if sign == _TUPLE else own if sign == _LIST else frozenset(own)

    def _maker(self, sign: int) -> _Make:
        self._makers[sign] = _making(class_of(self._classes[sign - _OBJECT]))
        return self._makers[sign]


@cache
def class_of(name: str) -> type:
    """A class of ours that holds values, by its module and its name; UnpackableError for any other."""
    module, _, called = name.partition(":")
    within = module.removeprefix(".")
    if not any(within == room or within.startswith(f"{room}.") for room in _ROOMS):
        raise UnpackableError(name)
    try:
        found = vars(import_module(_OURS + module))[called]
    except (ImportError, KeyError) as error:
        raise UnpackableError(name) from error
    if not isinstance(found, type) or not (is_dataclass(found) or issubclass(found, tuple)):
        raise UnpackableError(name)
    return found


def names_of(cls: type) -> tuple[str, ...]:
    """The fields of a class, in their order."""
    if is_dataclass(cls):
        return tuple(field.name for field in fields(cls))
    named: tuple[str, ...] = getattr(cls, "_fields", ())
    return named


def _making(cls: type) -> _Make:
    """Makes an object of a class from its fields, as they were in one that was made and checked before."""
    if issubclass(cls, tuple):
        return cls._make  # type: ignore[attr-defined,no-any-return]
    names, new = names_of(cls), object.__new__
    if all(hasattr(getattr(cls, name, None), "__set__") for name in names):
        setters = tuple(getattr(cls, name).__set__ for name in names)

        def slotted(own: Sequence[Any]) -> Any:
            made = new(cls)
            for put, value in zip(setters, own, strict=True):
                put(made, value)
            return made

        return slotted

    def held(own: Sequence[Any]) -> Any:
        made = new(cls)
        fill: Mapping[str, Any] = dict(zip(names, own, strict=True))
        vars(made).update(fill)
        return made

    return held
