"""Reminders as drafts of mails, one a unit, with the workbooks that it is to fill in."""

from __future__ import annotations

from dataclasses import replace

from .. import forms, wording
from ..pages.letters.reminder import Reminder, paper
from ..pages.links import FromOutside
from ..pages.render import plain
from ..pages.site import Site
from .mail import draft


def written(site: Site, reminder: Reminder, at: str = "") -> bytes:
    """The mail to a unit: what it is reminded of, who writes, and the blank workbooks of what it has to file;
    ``at`` is the address of the site, '' where nobody named it."""
    issuer = site.catalogue.units[site.catalogue.notice.issuer]
    letter = replace(paper(site, reminder, at=at, attached=True), title=f"{reminder.unit.name}：")
    lines = plain.lines(letter, FromOutside(at) if at else None)
    text = "\n".join([*lines, "", issuer.name, wording.day(reminder.as_of), ""])
    return draft(reminder.subject, text, _workbooks(site, reminder))


def _workbooks(site: Site, reminder: Reminder) -> dict[str, bytes]:
    """By name, those that the site has for its terms."""
    unit = reminder.unit
    made = (
        forms.written(site.blanks(unit, term), site.catalogue, unit, term, site.held)
        for term in reminder.terms
    )
    return {name: data for own in made for name, data in own.items() if name.endswith(".xlsx")}
