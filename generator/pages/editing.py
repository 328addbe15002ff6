"""From reading to editing: where the forge edits a line of what is declared, or shows one of what was filed.

Only the office reads these, on the internal edition, and only where the policy of filing declares the addresses.
"""

from __future__ import annotations

from typing import Protocol
from urllib.parse import quote

from ..catalogue.model import Line as Declared
from ..catalogue.where import kind_of
from .site import Site
from .values import Line, Link, Place, Web

EDIT = "修改"


class Named(Protocol):
    """What is declared under an id."""

    @property
    def id(self) -> str:
        """By which others refer to it."""


def beside(site: Site, record: Named) -> Line:
    """Two ways on from what is declared: its line in the editor, and the reference of its fields; () where
    nobody is to edit from here, or it is written nowhere."""
    return at(site, site.catalogue.lines.get((type(record), record.id)))


def at(site: Site, declared: Declared | None) -> Line:
    """The same for a place that is known."""
    if declared is None or not declared.line or not _is_open(site):
        return ()
    words = f"{declared.file} 第{declared.line}行"
    kind = kind_of(declared.file)
    reference: Line = ("，", Link("字段说明", Place("schema", kind))) if kind else ()
    return (Link((EDIT, " ", words), _web(site.catalogue.filing.editor, declared)), *reference)


def shown(site: Site, file: str, line: int | None) -> Web | None:
    """Where the forge shows a line of a file, or the file; None where nobody is to go there from here."""
    viewer = site.catalogue.filing.viewer
    if site.results.audience != "internal" or not viewer:
        return None
    return _web(viewer, Declared(file, line or 1))


def _is_open(site: Site) -> bool:
    return site.results.audience == "internal" and bool(site.catalogue.filing.editor)


def _web(address: str, to: Declared) -> Web:
    return Web(address.replace("{path}", quote(to.file)).replace("{line}", str(to.line)))
