"""What stands in the tags of a template: names of slots where they are filled, loops over what there are several of.

All of it is looked at before anything is filled in, for what stands where a paper happens not to come would else be
found by the paper that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import Template, TemplateAssertionError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

_OF_A_LOOP = dict.fromkeys(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"), ""
)
_ALLOWED = (nodes.Template, nodes.Output, nodes.If, nodes.For)
_OPEN = object()
"""What a filter makes: nobody knows what of it may be named."""


class UnknownError(Exception):
    """A name that nothing has, and the names that might stand there."""

    def __init__(self, name: str, known: Iterable[str] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.known = sorted(known)


class ForeignTagError(Exception):
    """A tag that is no slot, no loop and no condition."""


class Tags(ImmutableSandboxedEnvironment):
    """Reads templates in which nothing is named but what ``slots`` has, samples of all that may fill one."""

    def __init__(self, slots: Mapping[str, Any], **options: Any) -> None:
        super().__init__(**options)
        self._slots = slots

    def from_string(self, source: Any, *of: Any, **options: Any) -> Template:
        """UnknownError and ForeignTagError as above, TemplateSyntaxError for what cannot be read."""
        tree = source if isinstance(source, nodes.Template) else self.parse(source)
        try:
            self._look(tree, self._slots)
        except TemplateSyntaxError as error:
            error.source = source if isinstance(source, str) else None
            raise
        return super().from_string(source, *of, **options)

    def _look(self, node: nodes.Node, known: Mapping[str, Any]) -> None:
        if isinstance(node, nodes.Stmt | nodes.Template) and not isinstance(node, _ALLOWED):
            raise ForeignTagError(type(node).__name__)
        if isinstance(node, nodes.For):
            self._look(node.iter, known)
            inner = {**known, **_bound(node.target, self._found(node.iter, known))}
            for each in (*node.body, *filter(None, [node.test])):
                self._look(each, {**inner, "loop": _OF_A_LOOP})
            for each in node.else_:
                self._look(each, known)
            return
        if isinstance(node, nodes.Expr):
            self._found(node, known)
        for each in node.iter_child_nodes():
            self._look(each, known)

    def _found(self, node: nodes.Node, known: Mapping[str, Any]) -> Any:
        """A sample of what an expression comes to."""
        match node:
            case nodes.Name():
                return _of(known, node.name)
            case nodes.Getattr():
                return _of(self._found(node.node, known), node.attr)
            case nodes.Getitem(arg=nodes.Const(value=str() as name)):
                return _of(self._found(node.node, known), name)
            case nodes.Filter() if node.name not in self.filters:
                raise TemplateAssertionError(node.name, node.lineno)
            case nodes.Test() if node.name not in self.tests:
                raise TemplateAssertionError(node.name, node.lineno)
            case nodes.Call():
                raise ForeignTagError(type(node).__name__)
            case nodes.Const() | nodes.TemplateData():
                return ""
            case _:
                return _OPEN


def _of(sample: Any, name: str) -> Any:
    if sample is _OPEN:
        return _OPEN
    if not isinstance(sample, Mapping):
        raise UnknownError(name)
    if name not in sample:
        raise UnknownError(name, sample)
    return sample[name]


def _bound(target: nodes.Node, over: Any) -> dict[str, Any]:
    """The names that a loop gives, each with a sample of what it stands for."""
    each = over[0] if isinstance(over, list) and over else _OPEN if over is _OPEN else ""
    if isinstance(target, nodes.Name):
        return {target.name: each}
    return {name.name: _OPEN for name in target.find_all(nodes.Name)}


def together(samples: Iterable[Any]) -> Any:
    """One sample for several: of what has parts the parts of all, of what there are several of one."""
    told = [each for each in samples if each not in ("", None)]
    if any(isinstance(each, Mapping) for each in told):
        own = [each for each in told if isinstance(each, Mapping)]
        names = dict.fromkeys(name for each in own for name in each)
        return {n: together(each[n] for each in own if n in each) for n in names}
    if any(isinstance(each, list) for each in told):
        return [together(item for each in told if isinstance(each, list) for item in each)]
    return ""
