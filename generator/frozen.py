"""Frozen classes of values that are quick to make: their methods are written once somebody calls them.

For every class the standard library writes seven methods and compiles each of them, which takes eight times as long
as all the rest of making it. There are hundreds of classes, and a command that answers at once calls the methods of
few. What ``dataclass`` here makes is in all else a dataclass as the standard library makes it: ``fields``,
``replace``, slots, patterns, copies, pickles, equality by class and values.

A class is made by the same one of the two as those that it is derived from.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, FrozenInstanceError, fields
from functools import cache
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, TypeVar

_T = TypeVar("_T")
_Method = Callable[..., Any]

_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


def _frozen(
    *,
    frozen: bool,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
    repr: bool = True,
) -> Callable[[type[_T]], type[_T]]:
    """The standard library's decorator with those of its words that frozen classes need; ``frozen`` is said for
    whoever reads, and True."""
    if not frozen:
        raise ValueError("frozen")

    def made(given: type[_T]) -> type[_T]:
        own = dict(vars(given))
        laid = dataclasses.dataclass(
            init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
        )(given)
        methods = _methods(laid, slots=slots, eq=eq, order=order, repr=repr)
        for name, method in methods.items():
            # of a class that says how it compares, Python says that it has no hash
            if own.get(name) is None:
                setattr(laid, name, method)
        return laid

    return made


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _frozen


def _methods(
    cls: type,
    *,
    slots: bool,
    eq: bool,
    order: bool,
    repr: bool,
) -> Mapping[str, _Method]:
    found = {"__init__": _later(cls, "__init__", _init), **_refusing(cls)}
    if repr:
        found["__repr__"] = _repr
    if eq:
        found["__eq__"] = _later(cls, "__eq__", _comparing("__eq__", "=="))
        found["__hash__"] = _later(cls, "__hash__", _hash)
    if order:
        found |= {name: _later(cls, name, _comparing(name, sign)) for name, sign in _ORDER.items()}
    if slots:
        found["__getstate__"], found["__setstate__"] = _state, _set_state
    return found


def _later(cls: type, name: str, write: Callable[[Any], _Method]) -> _Method:
    """Stands for a method until it is called first."""

    def method(*args: Any, **kwargs: Any) -> Any:
        written = write(cls)
        written.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, written)
        return written(*args, **kwargs)

    return method


def _init(cls: Any) -> _Method:
    every = fields(cls)
    mark = "_" * (1 + max((_underscores(each.name) for each in every), default=0))  # no field's
    own, missing = f"{mark}self", f"{mark}missing"
    known: dict[str, Any] = {f"{mark}set": object.__setattr__, missing: MISSING}
    taken: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for number, each in enumerate(every):
        value, default, given = each.name, "", f"{mark}{number}"
        if each.default_factory is not MISSING:
            known[given], default = each.default_factory, f" = {missing}"
            value = f"{given}() if {value} is {missing} else {value}" if each.init else f"{given}()"
        elif each.default is not MISSING:
            known[given], default = each.default, f" = {given}"
            value = value if each.init else given
        if each.init:
            (named if each.kw_only else taken).append(each.name + default)
        if each.init or default:
            body.append(f"{mark}set({own}, {each.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(f"{own}.__post_init__()")
    words = ", ".join([own, *taken, *(["*", *named] if named else ())])
    return _compiled(f"__init__({words})", body or ["pass"], known)


def _underscores(name: str) -> int:
    return len(name) - len(name.lstrip("_"))


def _comparing(name: str, sign: str) -> Callable[[Any], _Method]:
    def write(cls: Any) -> _Method:
        names = [each.name for each in fields(cls) if each.compare]
        body = [
            "if other.__class__ is not self.__class__: return NotImplemented",
            f"return {_values('self', names)} {sign} {_values('other', names)}",
        ]
        return _compiled(f"{name}(self, other)", body)

    return write


def _hash(cls: Any) -> _Method:
    names = [e.name for e in fields(cls) if (e.compare if e.hash is None else e.hash)]
    return _compiled("__hash__(self)", [f"return hash({_values('self', names)})"])


def _values(of: str, names: Sequence[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _compiled(head: str, body: Sequence[str], known: Mapping[str, Any] | None = None) -> _Method:
    told = dict(known or {})
    exec(f"def {head}:\n " + "\n ".join(body), told)
    method: _Method = told[head.partition("(")[0]]
    return method


def _refusing(cls: Any) -> dict[str, _Method]:
    """What keeps the fields of a class as they are; what is derived from it may have more beside them."""
    names = frozenset(each.name for each in fields(cls))

    def put(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def drop(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return {"__setattr__": put, "__delattr__": drop}


@recursive_repr("...")
def _repr(self: Any) -> str:
    cls: Any = type(self)
    words, values = _shown(cls)
    return words % values(self)


@cache
def _shown(cls: Any) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
    """How a class is shown, and what gives the fields that are: whoever goes by what values say shows thousands of few
    classes."""
    names = [each.name for each in fields(cls) if each.repr]
    words = f"{cls.__qualname__}({', '.join(f'{name}=%r' for name in names)})"
    if len(names) > 1:
        return words, attrgetter(*names)
    return words, lambda value: tuple(getattr(value, name) for name in names)


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in fields(self)]


def _set_state(self: Any, state: Sequence[Any]) -> None:
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)
