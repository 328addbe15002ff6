"""The forms in a workbook: which sheet is which, and what is told of those that are none.

A sheet is a form by its name. What is hidden is not read, and two sheets of one form are none; where a
sheet looks like a form and is called otherwise, that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from ..catalogue.model import NOTES, Catalogue, Form, bare
from ..frozen import dataclass
from ..problems import Problem
from ..words.sentences import Said, Shown, said
from .asked import resembled
from .source import Source
from .telling import short
from .workbook import Tab, UnreadableError, Workbook


@dataclass(frozen=True, slots=True)
class Unread:
    """What is told of a sheet, or of the whole workbook, and of which form if it is of one."""

    problem: Problem
    form: str | None = None


def sheets_in(
    book: Source,
    owed: Mapping[str, Form],
    catalogue: Catalogue,
    beside: Set[str] = frozenset(),
) -> Iterator[Source | Unread]:
    """The filings in a workbook: one for each sheet that is a form, in the order of the sheets.

    ``beside`` are the forms that lie beside it as files of their own; of them none is missed that is
    hidden here.
    """
    try:
        opened = Workbook(book.data)
    except UnreadableError as error:
        yield _unread(book, _unopened(error))
        return
    yield from _Sorted(book, opened, owed, catalogue, beside).filings()


def named_forms(opened: Workbook, file: str, catalogue: Catalogue) -> Mapping[str, str | None]:
    """The id of the form that each sheet is by its name, None where it is no form.

    Where the file is called by a form (``file``) and no visible sheet is, it is the one that looks like
    it, or else the first that is no other.
    """
    spelt = catalogue.form_of_sheet
    named = {name: spelt.get(bare(name)) for name in opened.sheets if name != NOTES}
    visible = [name for name in named if not opened.sheets[name].hidden]
    if file in catalogue.forms and file not in (named[name] for name in visible):
        free = [name for name in visible if named[name] is None]
        alike = (name for name in free if resembled_by(opened, name, catalogue, {}) == file)
        meant = next(alike, free[0] if free else None)
        if meant is not None:
            named[meant] = file
    return named


def form_tabs(opened: Workbook, file: str, catalogue: Catalogue) -> Iterator[tuple[Form, Tab]]:
    """The visible sheets that can be read and are a form, by their name or by their header."""
    for name, named in named_forms(opened, file, catalogue).items():
        form = named or resembled_by(opened, name, catalogue, {})
        tab = _read(opened, name)
        if form and tab and tab.records and not tab.hidden:
            yield catalogue.forms[form], tab


def resembled_by(
    opened: Workbook, name: str, catalogue: Catalogue, owed: Mapping[str, Form]
) -> str | None:
    """The form that a sheet has the header of; of several alike one that is owed."""
    tab = _read(opened, name)
    if tab is None:
        return None
    return resembled(tab.records, sorted(catalogue.forms.values(), key=lambda f: f.id not in owed))


class _Sorted:
    """The sheets of a workbook by what they are for a unit that owes some forms."""

    def __init__(
        self,
        book: Source,
        opened: Workbook,
        owed: Mapping[str, Form],
        catalogue: Catalogue,
        beside: Set[str],
    ) -> None:
        self._book, self._opened, self._owed, self._catalogue = book, opened, owed, catalogue
        self._beside = beside
        self._forms = named_forms(opened, book.form, catalogue)
        self._hidden = {name for name in self._forms if opened.sheets[name].hidden}
        self._visible = [name for name in self._forms if name not in self._hidden]
        self._taken: dict[str, str] = {}
        for name in sorted(self._visible, key=lambda name: not self._holds(name)):
            if (form := self._forms[name]) and form in owed:
                self._taken.setdefault(form, name)

    def filings(self) -> Iterator[Source | Unread]:
        told = [self._of_sheet(name) for name in self._forms]
        if not any(each and (isinstance(each, Source) or each.form) for each in told):
            yield self._nothing()
            return
        yield from (each for each in told if each)

    def _of_sheet(self, name: str) -> Source | Unread | None:
        form = self._forms[name]
        if name in self._hidden:
            return self._of_hidden(name, form)
        if form is None or form not in self._owed:
            return self._surplus(name) if self._holds(name) else None
        if self._taken[form] == name:
            return self._source(name, form)
        if not self._holds(name):
            return None
        called = Shown(self._catalogue.sheets[form])
        words = said("E253.sheets", name=called, sheet=short(name), other=short(self._taken[form]))
        return _unread(self._book, words, name, form)

    def _source(self, name: str, form: str) -> Source | Unread:
        try:
            return replace(self._book, form=form, tab=self._opened.tab(name))
        except UnreadableError as error:
            return _unread(self._book, _unopened(error), name, form)

    def _surplus(self, name: str) -> Unread:
        """A visible sheet that is not used; it may look like a form."""
        form = resembled_by(self._opened, name, self._catalogue, self._owed)
        if form is None or form not in self._owed:
            return _unread(self._book, said("W115", sheet=short(name)), name)
        called = Shown(self._catalogue.sheets[form])
        if form in self._taken:
            other = short(self._taken[form])
            words = said("W115.again", sheet=short(name), name=called, other=other)
        else:
            words = said("W115.meant", sheet=short(name), name=called)
        return _unread(self._book, words, name)

    def _of_hidden(self, name: str, form: str | None) -> Unread | None:
        """A form that is hidden is never used; what is no form may be hidden, as our own choices are."""
        if not self._holds(name):
            return None
        if form is None:
            meant = resembled_by(self._opened, name, self._catalogue, self._owed)
            form = meant if meant in self._owed and meant not in self._taken else None
        if form is None:
            return None
        called = Shown(self._catalogue.sheets[form])
        if form not in self._owed or form in self._taken or form in self._beside:
            words = said("W116", sheet=short(name), name=called)
            return _unread(self._book, words, name)
        very = self._opened.sheets[name].very_hidden
        key = "E116.very" if very else "E116"
        return _unread(self._book, said(key, sheet=short(name), name=called), name, form)

    def _nothing(self) -> Unread:
        """What is said of a workbook in which no form is found that is owed."""
        for name in self._visible:
            try:
                self._opened.tab(name)
            except UnreadableError as error:
                return _unread(self._book, _unopened(error))
        tabs = [self._opened.tab(name) for name in self._visible]
        for tab in tabs:
            form = resembled_by(self._opened, tab.name, self._catalogue, self._owed)
            if form and form in self._owed:
                called = Shown(self._catalogue.sheets[form])
                words = said("E114.meant", sheet=short(tab.name), name=called)
                return _unread(self._book, words, tab.name)
        if any(tab.drawn for tab in tabs) and not any(tab.records for tab in tabs):
            return _unread(self._book, said("E114.drawn"))
        names = "、".join(self._catalogue.sheets[form] for form in self._owed) or "无"
        return _unread(self._book, said("E114", names=Shown(names)))

    def _holds(self, name: str) -> bool:
        """Whether anything stands in a sheet; of one that cannot be read that is to be feared."""
        tab = _read(self._opened, name)
        return tab is None or bool(tab.records)


def _read(opened: Workbook, name: str) -> Tab | None:
    try:
        return opened.tab(name)
    except UnreadableError:
        return None


def _unopened(error: UnreadableError) -> Said:
    return said("E113", why=short(str(error), 200))


def _unread(book: Source, words: Said, sheet: str = "", form: str | None = None) -> Unread:
    return Unread(Problem(*words, file=book.path, sheet=short(sheet)), form)
