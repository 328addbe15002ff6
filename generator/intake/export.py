"""What intake goes by, as data for the self-check page: forms, names, expressions and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..catalogue.fields import FieldType
from ..catalogue.model import COMPARED, MANY_NAMES, NOTES, WIDE, Catalogue, Column, Form, Unit
from ..catalogue.owing import data_days, filing_terms, may_file
from ..catalogue.spellings import SPELLINGS
from ..catalogue.types import TYPES
from ..words import characters, marked, privacy
from ..words.codes import AREA_OF
from ..words.digits import FOREIGN, SPOKEN
from ..words.offices import PHRASES
from ..words.privacy import runs
from ..words.privacy.patterns import HAN, PERSONAL
from ..words.sentences import SENTENCES
from . import patterns
from .find import FOLDER
from .workbook import archive, disguised
from .workbook.shown import cell, formats, moments


def rules(catalogue: Catalogue) -> Mapping[str, Any]:
    """One object of plain values; the same catalogue gives the same one."""
    return {
        "messages": {
            key: {**said._asdict(), "severity": said.severity} for key, said in SENTENCES.items()
        },
        "areas": {said.code: AREA_OF[said.code].id for said in SENTENCES.values()},
        "patterns": {
            **patterns.PATTERNS,
            "acts": marked.ACTS,
            "plain_number": marked.NUMBER,
            **SPELLINGS.pieces,
            **_spellings(),
        },
        "rows": {kind: [asdict(row) for row in rows] for kind, rows in SPELLINGS.rows.items()},
        "unit_words": SPELLINGS.units,
        "alike": SPELLINGS.alike,
        "types": {name: _type(type_) for name, type_ in TYPES.items()},
        "personal": dict(PERSONAL),
        "phrases": sorted(set(PHRASES.split())),
        "han": HAN,
        "runs": {
            "most": runs.MOST,
            "beside": runs.BESIDE_DATES,
            "cents": runs.CENTS,
            "shapes": dict(runs.RUNS),
        },
        "digits": {"foreign": FOREIGN, "spoken": SPOKEN},
        "known": sorted(privacy.declared(catalogue)),
        "again": patterns.AGAIN,
        "endings": dict(patterns.ENDINGS),
        "wide": WIDE,
        "characters": [kind._asdict() for kind in characters.KINDS],
        "space": characters.SPACE,
        "unseen": characters.UNSEEN,
        "lookalike": characters.any_of("digits"),
        "delimiters": dict(patterns.DELIMITERS),
        "unfit": dict(patterns.UNFIT),
        "limits": {
            "columns": patterns.MAX_COLUMNS,
            "alike": patterns.MAX_ALIKE,
            "names": MANY_NAMES,
            "compared": COMPARED,
            "bytes": catalogue.filing.max_file_bytes,
            "unpacked": archive.MAX_UNPACKED,
            "parts": archive.MAX_PARTS,
            "searched": patterns.SEARCHED,
            "cells": catalogue.filing.max_file_cells,
            "grid": patterns.MAX_CELLS,
            "together": patterns.MAX_TOGETHER,
            "format": patterns.MAX_FORMAT,
        },
        "disguises": {
            "openings": dict(disguised.OPENINGS),
            "streams": dict(disguised.STREAMS),
            "inside": dict(disguised.INSIDE),
            "looked_at": disguised.LOOKED_AT,
            "biff": disguised.BIFF.decode("latin-1"),
            "blank": list(disguised.BLANK),
            "none": disguised.NONE,
            "empty": disguised.EMPTY,
            "old": disguised.OLD,
            "locked": disguised.LOCKED,
        },
        "shown": {
            "builtin": dict(formats.BUILTIN),
            "tokens": [list(token) for token in formats.TOKENS],
            "patterns": {**cell.PATTERNS, **formats.PATTERNS, "iso": moments.ISO},
        },
        "notes": NOTES,
        "sheets": dict(catalogue.form_of_sheet),
        "folder": FOLDER,
        "upload": catalogue.filing.upload,
        "policy": {
            "skip_title": catalogue.filing.skip_title,
            "strict_columns": catalogue.filing.strict_columns,
        },
        "plan_year": catalogue.notice.plan_year,
        "rhythms": sorted(catalogue.rhythms),
        "months": [str(month) for month in filing_terms(catalogue)],
        "units": [_unit(catalogue, unit) for unit in catalogue.filers()],
        "forms": {form.id: _form(catalogue, form) for form in catalogue.forms.values()},
        "registers": {where: _register(catalogue, where) for where in _referred(catalogue)},
    }


def _spellings() -> Mapping[str, str]:
    return {name: each for type_ in TYPES.values() for name, each in type_.spellings.items()}


def _type(type_: FieldType) -> Mapping[str, Any]:
    """What the halves of the types in the browser go by."""
    traits = ("numeric", "dated", "counts", "stray", "rows", "nothing", "longest")
    return {**{name: getattr(type_, name) for name in traits}, **type_.data}


def _unit(catalogue: Catalogue, unit: Unit) -> Mapping[str, Any]:
    months = {month: may_file(catalogue, unit, month) for month in filing_terms(catalogue)}
    owed = {str(month): [form.id for form in forms] for month, forms in months.items() if forms}
    return {"id": unit.id, "name": unit.name, "names": unit.names, "owes": owed}


def _form(catalogue: Catalogue, form: Form) -> Mapping[str, Any]:
    """A form, with the days on which the figures of each filing may have been so."""
    spans = data_days(catalogue, form).items()
    days = {str(month): [str(span.start), str(span.end)] for month, span in spans}
    return {
        "tells": days,
        "id": form.id,
        "name": form.name,
        "sheet": catalogue.sheets[form.id],
        "purpose": form.purpose,
        "key": form.key,
        "zero_report": form.zero_report,
        "columns": [_column(column) for column in form.columns],
    }


def _column(column: Column) -> Mapping[str, Any]:
    """A column with the months from which and until which there is one, None where they are open."""
    first, last = column.valid_from, column.valid_until
    months = {"valid_from": first and str(first), "valid_until": last and str(last)}
    return {**asdict(column), **months}


def _referred(catalogue: Catalogue) -> list[str]:
    """What the columns of the forms refer to, each once."""
    referred = [column.to for form in catalogue.forms.values() for column in form.columns]
    return list(dict.fromkeys(where for where in referred if where))


def _register(catalogue: Catalogue, where: str) -> Mapping[str, Any]:
    names = catalogue.names[where]
    return {
        "names": dict(names.ids),
        "usual": {id_: names.usual.get(id_, id_) for id_ in names.ids.values()},
        "shared": dict(names.shared),
        "numbered": dict(names.numbered),
        "unpadded": dict(names.unpadded),
    }
