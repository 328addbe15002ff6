"""Views into Markdown, by the templates of the site folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import jinja2
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup

from ...words.states import ATTENTION, URGENT, State, listed
from ..kinds import KINDS
from ..values import File, Link, Place, Value, Web
from .compiled import Compiled
from .markdown import shown

_CALLED = {
    "urgent": listed(URGENT, "和"),
    "attention": listed(ATTENTION, "和"),
    "at_risk": State.AT_RISK.word,
}


_COMPILED = Compiled()


def environment(templates: Path) -> jinja2.Environment:
    """Templates that write Markdown, of pages that are rendered with ``lead``: how places are reached.

    What a view holds is shown by ``markdown``. ``place(kind, of, anchor)`` is a page of a kind,
    ``link(words, kind, of, anchor)`` leads to it, the filter ``address`` gives where it is, and
    ``called`` is what states are called that stand in a heading.
    """
    made = _Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        finalize=_shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_COMPILED,
    )
    made.globals |= {"place": _place, "link": _link, "called": _CALLED}
    made.filters["address"] = _address
    return made


class _Written(CodeGenerator):
    """Writes what is shown as ``_shown`` gives it, who has escaped it: Jinja would look at it once more."""

    def _output_child_pre(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write(finalize.src or "str(")

    def _output_child_post(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        self.write(")")


class _Environment(jinja2.Environment):
    code_generator_class = _Written


@jinja2.pass_context
def _shown(context: Context, value: Any) -> str:
    if isinstance(value, Markup):
        return value
    if isinstance(value, _SHOWN):
        return shown(value, context["lead"])
    if isinstance(value, jinja2.Undefined):
        str(value)  # says what is missing
    raise jinja2.TemplateRuntimeError(f"{type(value).__name__} is nothing that a page can show")


_SHOWN: tuple[Any, ...] = (tuple, *(kind for kind in get_args(Value) if isinstance(kind, type)))


@jinja2.pass_context
def _address(context: Context, place: Place | File | Web) -> str:
    found: str = context["lead"](place)
    return found


def _place(kind: str, of: str = "", anchor: str = "") -> Place:
    if kind not in KINDS:
        raise jinja2.TemplateRuntimeError(f"there is no kind of page called {kind!r}")
    return Place(kind, of, anchor)


def _link(words: Value, kind: str, of: str = "", anchor: str = "") -> Link:
    return Link(words, _place(kind, of, anchor))
