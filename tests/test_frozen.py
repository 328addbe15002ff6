"""Frozen classes: in all but when their methods are written what the standard library makes of the same words."""

from __future__ import annotations

import ast
import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from generator import frozen

PROGRAM = Path(frozen.__file__).parent
WAYS = {"ours": frozen.dataclass, "theirs": dataclass}


def _classes(made: Callable[..., Any]) -> dict[str, Any]:
    """Classes in every way that classes are written, made by one of the two."""

    @made(frozen=True, slots=True)
    class Plain:
        one: Any
        two: Any = 2
        many: list[Any] = field(default_factory=list)

    @made(frozen=True, slots=True, kw_only=True)
    class Named(Plain):
        _self: Any = 0
        _set: Any = 0
        _0: Any = 0
        other: Any = field(default="", repr=False)
        _: dataclasses.KW_ONLY

    @made(frozen=True)
    class Held:
        one: Any
        two: Any = field(default=2, compare=False)
        many: Any = field(default=None, hash=False)
        made: Any = field(default_factory=list, init=False, compare=False)
        fixed: Any = field(default=7, init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "late", (self.one, self.fixed))

    @made(frozen=True, slots=True, order=True)
    class Ordered:
        one: Any
        two: Any = 2

    @made(frozen=True, slots=True)
    class Empty:
        pass

    @made(frozen=True, eq=False, repr=False)
    class Itself:
        one: Any
        two: Any = 2

    @made(frozen=True, slots=True)
    class Own:
        one: Any
        two: Any = 2

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and bool(self.one == other.one)

        def __repr__(self) -> str:
            return f"<{self.one}>"

    class Derived(Held):
        pass

    return {k: v for k, v in locals().items() if k != "made"}


MADE = {way: _classes(made) for way, made in WAYS.items()}
NAMES = tuple(MADE["ours"])
VALUES = (1, 2, "a", None, float("nan"), (1, [2]), True)
ARGUMENTS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    *((args, {}) for length in range(4) for args in product(VALUES[:3], repeat=length)),
    *(((one,), {"two": two}) for one, two in product(VALUES, VALUES)),
    *(((), {name: 1, "one": 0}) for name in ("two", "many", "other", "_self", "made", "nobody")),
    ((), {"self": 1}),
]


def _outcome(ask: Callable[[], Any]) -> Any:
    """What comes of it, or of which class the error is; what it says may differ where Python says it."""
    try:
        return ask()
    except Exception as error:
        return type(error)


def _told(way: str, name: str) -> list[Any]:
    """All that can be seen of objects of a class, made of all arguments."""
    cls = MADE[way][name]
    made = [_outcome(lambda: cls(*args, **given)) for args, given in ARGUMENTS]  # noqa: B023
    whole = [each for each in made if isinstance(each, cls)]
    seen: list[Any] = [each if isinstance(each, type) else None for each in made]
    plain = "object at" not in repr(whole[0]) if whole else True
    seen += [repr(each) for each in whole if plain]
    seen += [[getattr(each, f.name) for f in fields(each)] for each in whole]
    seen += [getattr(each, "late", None) for each in whole]
    some = whole[:12]
    seen += [one == other for one, other in product(some, some)]
    seen += [_outcome(lambda: one < other) for one, other in product(some, some)]  # noqa: B023
    seen += [_outcome(lambda: one >= other) for one, other in product(some, some)]  # noqa: B023
    seen += [_outcome(lambda: hash(each)) for each in whole if name != "Itself"]  # noqa: B023
    seen += [each == copy.copy(each) for each in some]
    seen += [copy.deepcopy(each) == each for each in some]
    seen += [_outcome(lambda: repr(replace(each, two=5))) for each in some if plain]  # noqa: B023
    changes: list[Callable[[Any, str], None]] = [lambda each, at: setattr(each, at, 1), delattr]
    for at, change in product([*(f.name for f in fields(cls)), "more"], changes):
        found = [_outcome(lambda: change(each, at)) for each in some]  # noqa: B023
        # With slots Python has the wrong words for what is no field.
        seen += [isinstance(each, type) for each in found] if at == "more" else found
    return seen


@pytest.mark.parametrize("name", NAMES)
def test_a_class_is_what_the_standard_library_makes(name: str) -> None:
    assert repr(_told("ours", name)) == repr(_told("theirs", name))


def test_its_objects_go_to_other_processes_and_back() -> None:
    for each in (Sent(1), Sent(1, more=("a", [2])), Kept(1)):
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            back = pickle.loads(pickle.dumps(each, protocol))
            assert back == each
            with pytest.raises(FrozenInstanceError):
                back.one = 2


@frozen.dataclass(frozen=True, slots=True)
class Sent:
    one: int
    more: Any = None


@frozen.dataclass(frozen=True)
class Kept:
    one: int


def test_what_is_frozen_says_so() -> None:
    with pytest.raises(ValueError, match="frozen"):
        frozen.dataclass(frozen=False)


def test_a_method_is_written_once_and_not_before_it_is_called() -> None:
    @frozen.dataclass(frozen=True, slots=True)
    class Late:
        one: int

    waiting = Late.__init__, Late.__eq__, Late.__hash__
    made = Late(1)
    assert made == Late(1)
    written = Late.__init__, Late.__eq__, Late.__hash__
    assert [one is other for one, other in zip(waiting, written, strict=True)] == [
        False,
        False,
        True,
    ]
    assert hash(made) == hash(Late(1))
    assert (Late.__init__, Late.__eq__) == written[:2]
    assert str(inspect.signature(Late)) == "(one)"


def _by_hand(source: str) -> list[str]:
    """Frozen classes of a module that the standard library is to make."""
    tree = ast.parse(source)
    ours = any(
        isinstance(node, ast.ImportFrom) and node.level and node.module == "frozen"
        for node in tree.body
    )
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for call in node.decorator_list
        if isinstance(call, ast.Call)
        and any(word.arg == "frozen" for word in call.keywords)
        and not (ours and isinstance(call.func, ast.Name) and call.func.id == "dataclass")
    ]


def test_all_that_is_frozen_is_made_so() -> None:
    plain = "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass A: pass\n"
    assert _by_hand(plain) == ["A"]
    modules = [path for path in PROGRAM.rglob("*.py") if path.name != "frozen.py"]
    found = {path.as_posix(): _by_hand(path.read_text("utf-8")) for path in modules}
    assert {path: names for path, names in found.items() if names} == {}
