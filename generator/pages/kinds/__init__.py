"""The kinds of pages: a module each with its ``PAGE``, and what lies here is all there are.

A page is the module and its template of the same name. ``Place`` finds it by that name too.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ..page import Page

KINDS: dict[str, Page] = {
    found.name: import_module(f".{found.name}", __name__).PAGE for found in iter_modules(__path__)
}
