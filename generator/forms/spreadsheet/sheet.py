"""One sheet: its cells, its columns, and what may be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...problems import letters
from .tab import Limit, Open, Style, Tab, Width
from .xml import counted, tag, text


def written(tab: Tab, opened: tuple[Open, ...], *, seen: bool, **spaces: str) -> str:
    """The part of a sheet; ``opened`` are what open columns of the workbook look like, in the order of the
    styles. ``seen``: it is the one that is seen first."""
    pane = "" if tab.frozen is None else _pane(tab.frozen)
    view = tag("sheetView", pane, tabSelected=1 if seen else None, workbookViewId=0)
    inside = (
        "" if tab.listed else tag("sheetPr", tag("pageSetUpPr", fitToPage=1)),
        tag("sheetViews", view),
        tag("sheetFormatPr", defaultRowHeight=15),
        _columns(tab.widths, opened),
        tag("sheetData", "".join(_rows(tab))),
        "" if tab.listed else _READ if tab.frozen is None else _FILLED_IN,
        counted("dataValidations", map(_limit, tab.limits)),
        tag("pageMargins", left="0.75", right="0.75", top=1, bottom=1, header="0.5", footer="0.5"),
        # On paper a sheet is as wide as a page, and as long as it is.
        "" if tab.listed else tag("pageSetup", orientation="landscape", fitToHeight=0),
        tag("legacyDrawing", r__id="rId2") if tab.hints else "",
    )
    return tag("worksheet", "".join(inside), **spaces)


_READ = tag("sheetProtection", sheet=1)
_ALLOWED = ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort")
_FILLED_IN = tag("sheetProtection", sheet=1, **dict.fromkeys(_ALLOWED, 0))
"""What is not protected is 0."""


def _pane(columns: int) -> str:
    """The first row and so many columns stay in sight."""
    at, where = f"{letters(columns + 1)}2", "bottomRight" if columns else "bottomLeft"
    pane = tag(
        "pane",
        xSplit=columns or None,
        ySplit=1,
        topLeftCell=at,
        activePane=where,
        state="frozen",
    )
    others = ("topRight", "bottomLeft") if columns else ()
    beside = "".join(tag("selection", pane=other) for other in others)
    return f"{pane}{beside}{tag('selection', pane=where, activeCell=at, sqref=at)}"


@lru_cache
def _columns(widths: tuple[Width, ...], opened: tuple[Open, ...]) -> str:
    each = (
        tag(
            "col",
            min=number,
            max=number,
            width=width.characters,
            customWidth=1,
            style=len(Style) + opened.index(width.open) if width.open else None,
        )
        for number, width in enumerate(widths, 1)
    )
    inside = "".join(each)
    return tag("cols", inside) if inside else ""


def _rows(tab: Tab) -> Iterator[str]:
    names = [letters(number) for number in range(1, max(map(len, tab.rows), default=0) + 1)]
    for number, row in enumerate(tab.rows, 1):
        height = tab.heights.get(number)
        told = f' ht="{height}" customHeight="1"' if height else ""
        yield f'<row r="{number}"{told}>'
        for name, cell in zip(names, row, strict=False):
            if cell:
                words, style = cell
                kept = ' xml:space="preserve"' if words != words.strip() else ""
                yield f'<c r="{name}{number}" s="{style:d}" t="inlineStr">'
                yield f"<is><t{kept}>{text(words)}</t></is></c>"
        yield "</row>"


@lru_cache(512)
def _limit(limit: Limit) -> str:
    high = "" if limit.high is None else tag("formula2", text(limit.high))
    return tag(
        "dataValidation",
        f"{tag('formula1', text(limit.low))}{high}",
        type=limit.kind,
        operator=limit.operator,
        allowBlank=1,
        showErrorMessage=1,
        errorTitle=limit.title,
        error=limit.error,
        sqref=limit.cells,
    )
