"""A kind of page, declared once: where it lies, what it is called, where it stands in the sidebar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from ..frozen import dataclass
from .site import Site
from .workbooks import Workbook


@dataclass(frozen=True, slots=True)
class Named:
    """Something that people look for by name.

    ``names`` are what it is called, the usual one first. It stands at ``anchor`` of its page, '' for the
    page itself; ``of`` is what it belongs to, where its name says little alone.
    """

    names: tuple[str, ...]
    anchor: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """A view that is made when its page is drawn: of a page that is kept nobody looks at it."""

    make: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a kind.

    ``view`` is what its template shows, or gives that ``Later``. ``of`` says whose it is, '' where the kind has only
    one; ``under`` is the heading in the sidebar under which it stands with others. By its title and by what is
    ``named`` on it the search finds it before any text. ``made_of`` is the key of all that the view hangs on
    (``keeping``), '' where that is not known; None for a page that is drawn of its view alone, which says all of
    itself. What is drawn of a page is kept by it.
    """

    title: str
    view: object
    of: str = ""
    under: str = ""
    named: tuple[Named, ...] = ()
    made_of: str | None = None

    @property
    def shown(self) -> object:
        """What its template shows."""
        return self.view.make() if isinstance(self.view, Later) else self.view


Data: TypeAlias = bytes | Iterable[bytes] | Workbook
"""What a file beside the pages holds."""


@dataclass(frozen=True, slots=True)
class Page:
    """A kind of page.

    ``place`` is its path below the docs without suffix, ``{}`` whose it is. ``section`` is the part of
    the sidebar in which it stands, '' for none; a section stands where the least ``rank`` of its pages
    puts it, and that page leads to it. ``template`` is named as the kind unless it says otherwise.
    ``files`` are written beside the pages and before them, so that these can tell their ``sizes``: each its path
    below the docs and its bytes, or pieces of them, taken whole before the next is asked for; or a workbook, which
    is drawn. The search knows nothing of a kind that is not ``sought``.
    """

    place: str
    sheets: Callable[[Site], Iterable[Sheet]]
    section: str = ""
    rank: int = 0
    template: str = ""
    files: Callable[[Site], Iterator[tuple[str, Data]]] | None = None
    sought: bool = True


def alone(
    title: str,
    view: Callable[[Site], object],
    named: Callable[[Site], Iterable[Named]] = lambda _: (),
) -> Callable[[Site], Iterable[Sheet]]:
    """The sheets of a kind of which there is one page."""
    return lambda site: [Sheet(title, view(site), named=tuple(named(site)))]
