"""What a rule kind's schema cannot say of its rules: each rule's options are asked themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..problems import Problem, nearest
from .declare import records
from .model import Escalation, Form, Given, Indicator, Method, Provision, Register, Rule, Wrong

if TYPE_CHECKING:
    from .placed import Places
    from .source import At


def check(places: Places) -> Iterator[Problem]:
    """The faults that the kinds find; every file that they may ask about is sound in shape."""
    from .build import by_id  # with all that reads YAML: a rule is told of its kind without

    rules = places.every(Rule)
    given = Given(
        rules=by_id(reversed(rules)),
        provisions=by_id(places.every(Provision)),
        forms=by_id(places.every(Form)),
        registers=by_id(places.every(Register)),
        indicators=by_id(places.every(Indicator)),
        methods=by_id(places.every(Method)),
        kinds={records()[kind].title: kind for kind in places.kinds.values()},
    )
    for rule in rules:
        for it in rule.options.check(rule, given):
            place, record = it.at, it.method or rule
            yield places.problem(it.code, record, place, it.message, it.hint, value=it.value)


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
        from .columns import missing  # said of a rule that is wrong

        message, hint = missing(name, headers, what)
        yield Wrong(at, message, hint, name, "E524", **more)
