"""The media of files: whatever module of ``render`` has a ``MEDIUM``, and those are all there are."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from . import render
from .medium import Medium


def media() -> dict[str, Medium]:
    """Each by the ending of its files; loads them all."""
    modules = (import_module(f"{render.__name__}.{f.name}") for f in iter_modules(render.__path__))
    found = (getattr(module, "MEDIUM", None) for module in modules)
    return {medium.ending: medium for medium in found if medium}
