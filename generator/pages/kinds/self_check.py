"""The self-check page: the intake in the clerk's own browser, and the scripts that it goes by."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from ...calendar import Term
from ...catalogue.fields import Value
from ...catalogue.model import Form, Unit
from ...catalogue.owing import filing_terms, owes
from ...catalogue.types import TYPES
from ...frozen import dataclass
from ...intake.compare import Figures, figures
from .. import keeping
from ..page import Page, alone
from ..site import Site
from ..values import File

FOLDER = "assets/self-check"
_PAGE = (
    "csv",
    "mends",
    "dom",
    "upload",
    "findings",
    "fields",
    "pasting",
    "keys",
    "summary",
    "editor",
    "reports",
    "filling",
)
"""The scripts of the page itself, behind those of the intake."""

SCRIPTS = (
    "rules",
    "supplied",
    "words",
    *(f"privacy/{name}" for name in ("patterns", "runs", "digits", "numbers", "names")),
    "privacy",
    "persons",
    "telling",
    "text",
    "records",
    "reads",
    "registers",
    "meanings",
    "fitting",
    *(f"types/{name}" for name, type_ in TYPES.items() if not type_.rows),
    "cells",
    "asked",
    "rowlike",
    "causes",
    "header",
    "swallowed",
    "sheet",
    "column",
    "rows",
    "hidden",
    "filing",
    *(f"workbook/{name}" for name in ("fflate", "archive", "parts")),
    *(f"workbook/shown/{name}" for name in ("formats", "digits", "moments", "cell")),
    "workbook/grid",
    "workbook",
    "sheets",
    "names",
    "files",
    *(f"page/{name}" for name in _PAGE),
    "page",
)
"""The scripts of the page, in the order in which one hangs on the other; rules is written here."""


@dataclass(frozen=True, slots=True)
class SelfCheckView:
    """``assets`` is the folder of the scripts, ``codes`` that of the pages of codes; units and months are
    each an id and a name, ``month`` the one that is being filed."""

    assets: File
    codes: File
    units: list[tuple[str, str]]
    months: list[tuple[str, str]]
    month: str
    scripts: tuple[str, ...]


def view(site: Site) -> SelfCheckView:
    """What the page has to know before its scripts run."""
    return SelfCheckView(
        assets=File(FOLDER),
        codes=File("codes"),
        units=[(unit.id, unit.name) for unit in site.catalogue.filers()],
        months=[(str(m), m.label) for m in filing_terms(site.catalogue)],
        month=str(site.filing_term),
        scripts=SCRIPTS,
    )


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Files below the docs and what is in them: the declared forms, and what is known of each unit."""
    from ...intake import export  # with what reads workbooks

    rules = export.rules(site.catalogue)
    yield f"{FOLDER}/rules.js", f"window.TAIZHANG_RULES = {_spelt(rules)}\n".encode()
    for unit in site.catalogue.filers():
        key = keeping.key(site, _hangs_on(site, unit), "self-check", unit.id)
        yield from keeping.files(site, key, partial(_of_unit, site, unit))


def _hangs_on(site: Site, unit: Unit) -> Iterator[str]:
    for month in filing_terms(site.catalogue):
        yield from keeping.last(site, unit, month)
        yield from keeping.before(site, unit, month)


def _of_unit(site: Site, unit: Unit) -> Iterator[tuple[str, bytes]]:
    known = _spelt({str(month): told for month, told in _months(site, unit)})
    name = json.dumps(unit.id)
    yield (
        f"{FOLDER}/units/{unit.id}.js",
        f"window.TAIZHANG_UNITS = {{ ...window.TAIZHANG_UNITS, {name}: {known} }}\n".encode(),
    )


def _months(site: Site, unit: Unit) -> Iterator[tuple[Term, Mapping[str, Any]]]:
    for month in filing_terms(site.catalogue):
        if not owes(site.catalogue, unit, month):
            continue
        filled = site.blanks(unit, month)
        yield (
            month,
            {
                "blanks": {b.form.id: {"rows": b.rows, "beside": b.beside} for b in filled},
                "last": {
                    blank.form.id: _by_key(told)
                    for blank in filled
                    if (told := _figures(site, unit, blank.form, month))
                },
            },
        )


def _figures(site: Site, unit: Unit, form: Form, month: Term) -> Figures:
    """The cumulative figures that stand before a month."""
    return figures(site.filed_before(unit, form, month), form)


def _by_key(told: Figures) -> list[tuple[list[Value | str], Mapping[str, float]]]:
    """Keys with their figures: the browser finds the values of a key, not a spelling of them."""
    return [([_plain(value) for value in key], known) for key, known in told.items()]


def _plain(value: Value) -> Value | str:
    """A value as the browser has it: days as text, whole numbers without a point."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _spelt(value: Any) -> str:
    """A value as a script may hold it, whatever is in its texts."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return told.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


PAGE = Page(
    "filing/self-check",
    alone("自查和填报", view),
    section="报送",
    rank=61,
    files=files,
)
