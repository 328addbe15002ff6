"""A template as an office left it: opened, and tried before anything is written by it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Template(DocxTemplate):  # type: ignore[misc]
    """A document with slots, which takes words as words: nothing in them is a tag or a slot."""

    def render(self, context: dict[str, Any]) -> None:
        """Fill the slots."""
        rules = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        super().render(context, rules, autoescape=True)


def opened(data: bytes) -> Template:
    """A template to be filled in once."""
    return Template(BytesIO(data))
