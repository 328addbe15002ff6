"""The archive of a workbook: which parts there are, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from . import hints, sheet, styles
from .tab import Tab
from .xml import tag, text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_USUAL = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
}
"""What a part is, by the end of its name, where nothing else is said."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parts(tabs: Sequence[Tab], active: int) -> dict[str, bytes]:
    """The files of the archive by name, in their order; ``active`` is the sheet that is seen first."""
    opened = tuple(dict.fromkeys(each.open for tab in tabs for each in tab.widths if each.open))
    sheets = [("worksheet", f"worksheets/sheet{number}.xml") for number, _ in enumerate(tabs, 1)]
    made = {
        "[Content_Types].xml": _types(tabs),
        "_rels/.rels": _related([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(tabs, active),
        "xl/_rels/workbook.xml.rels": _related([*sheets, ("styles", "styles.xml")]),
        "xl/styles.xml": styles.written(opened, xmlns=MAIN),
    }
    for number, tab in enumerate(tabs, 1):
        place = f"xl/worksheets/sheet{number}.xml"
        spaces = {"xmlns": MAIN, "xmlns__r": OFFICE}
        made[place] = sheet.written(tab, opened, seen=number == active + 1, **spaces)
        if tab.hints:
            comments, drawing = f"comments{number}.xml", f"drawings/hints{number}.vml"
            related = _related([("comments", f"../{comments}"), ("vmlDrawing", f"../{drawing}")])
            made[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = related
            made[f"xl/{comments}"] = hints.told(tab.hints, xmlns=MAIN)
            made[f"xl/{drawing}"] = hints.drawn(len(tab.hints))
    return {name: _whole(name, whole) for name, whole in made.items()}


def quoted(name: str) -> str:
    """The name of a sheet as formulas have it."""
    return "'" + name.replace("'", "''") + "'"


def _whole(name: str, inside: str) -> bytes:
    return (inside if name.endswith(".vml") else f"{_HEAD}{inside}").encode()


def _types(tabs: Sequence[Tab]) -> str:
    """Which part is what."""
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    for number, tab in enumerate(tabs, 1):
        kinds[f"/xl/worksheets/sheet{number}.xml"] = "worksheet"
        if tab.hints:
            kinds[f"/xl/comments{number}.xml"] = "comments"
    usual = [tag("Default", Extension=end, ContentType=kind) for end, kind in _USUAL.items()]
    own = [
        tag("Override", PartName=name, ContentType=f"{_KIND}.{kind}+xml")
        for name, kind in kinds.items()
    ]
    return tag("Types", "".join([*usual, *own]), xmlns=f"{_PACKAGE}/content-types")


def _related(targets: Sequence[tuple[str, str]]) -> str:
    """What a part is related to, by the ids rId1, rId2, … in this order."""
    each = (
        tag("Relationship", Id=f"rId{number}", Type=f"{OFFICE}/{kind}", Target=target)
        for number, (kind, target) in enumerate(targets, 1)
    )
    return tag("Relationships", "".join(each), xmlns=f"{_PACKAGE}/relationships")


def _workbook(tabs: Sequence[Tab], active: int) -> str:
    views = tag("bookViews", tag("workbookView", activeTab=active))
    sheets = (
        tag(
            "sheet",
            name=tab.name,
            sheetId=number,
            state="hidden" if tab.listed else None,
            r__id=f"rId{number}",
        )
        for number, tab in enumerate(tabs, 1)
    )
    titles = "".join(_on_every_page(index, tab) for index, tab in enumerate(tabs))
    inside = (
        tag("workbookPr"),
        views,
        tag("sheets", "".join(sheets)),
        tag("definedNames", titles) if titles else "",
    )
    spaces: Mapping[str, str] = {"xmlns": MAIN, "xmlns__r": OFFICE}
    return tag("workbook", "".join(inside), **spaces)


def _on_every_page(index: int, tab: Tab) -> str:
    """The first row of a sheet to fill in is printed on every page."""
    if tab.frozen is None:
        return ""
    rows = text(f"{quoted(tab.name)}!$1:$1")
    return tag("definedName", rows, name="_xlnm.Print_Titles", localSheetId=index)
