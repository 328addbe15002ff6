"""What things are called on a page, and where their names lead."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from ..catalogue.model import Clause, Form, Provision, Question, Rule
from ..catalogue.schema_files import schema
from ..intake.find import FOLDER
from ..judging.verdict import TOGETHER, Verdict
from ..ledger.cells import Cell, Spot, spots
from ..words.codes import AREA_OF
from .computation import anchor
from .site import Site
from .values import Cells, Line, Link, Place, joined

BASES = {"notice": "通知原文", "office": "办公室决定", "assumed": "暂定"}


def computed_at(verdict: Verdict) -> Place:
    """Where the computation of a verdict is shown."""
    return Place("clause", verdict.clause, anchor(verdict))


def cells(site: Site, found: Sequence[Cell]) -> Cells:
    """Cells, their lines leading to the page of what was filed."""
    return Cells(tuple(found), tuple(spot_link(site, spot) for spot in spots(found)))


def spot_link(site: Site, spot: Spot) -> Link | str:
    """Cells of a file in words, leading to their line on the page of what was filed.

    The page names the file in full, so the link is spared what every path begins with.
    """
    filing = site.sources.get(spot.file)
    if filing is None:
        return spot.words
    words = spot.words.removeprefix(f"{FOLDER}/" if spot.line else posixpath.dirname(spot.file))
    place = Place("source", f"{filing.period}/{filing.unit}", line_anchor(filing.form, spot.line))
    return Link(words.lstrip("/"), place)


def line_anchor(form_id: str, line: int) -> str:
    """Where a line of a filing stands on its page; line 0 is the whole of it."""
    return f"{form_id}-{line}" if line else form_id


def kind_name(kind: str) -> str:
    """What a rule kind is called, as its schema has it; telling in words is one of its own."""
    return "文字陈述" if kind == "narrative" else str(schema(f"kinds/{kind}")["title"])


def unit_link(site: Site, unit: str) -> Link:
    """A unit by name, leading to its page."""
    return Link(site.catalogue.units[unit].name, Place("unit", unit))


def subject_name(site: Site, subject: str | None) -> str:
    """Whose figures are judged: a unit, or all together."""
    return site.catalogue.units[subject].name if subject else TOGETHER


def joint_link() -> Link:
    """What is held together, leading to all of it."""
    return Link(TOGETHER, Place("verdicts", query=urlencode({"unit": TOGETHER})))


def subject_link(site: Site, subject: str | None) -> Link | str:
    """Whose figures are judged, leading to the unit's page."""
    return unit_link(site, subject) if subject else TOGETHER


def unit_links(site: Site, ids: Iterable[str]) -> Line:
    """Units and groups as the notice lists them."""

    def lead(name: str) -> Link | str:
        if name in site.catalogue.units:
            return unit_link(site, name)
        group = site.catalogue.groups.get(name)
        return Link(group.name, Place("units", anchor=name)) if group else name

    return joined(map(lead, ids))


def clause_name(clause: Clause) -> str:
    """Number and title in the notice's own words, with its part where the number alone misleads."""
    return clause.name


def provision_link(site: Site, provision: Provision, words: str = "") -> Link:
    """Where a provision stands on the page of its clause."""
    clause = site.catalogue.clause_of[provision.id]
    return Link(words or provision.name, Place("clause", clause.id, provision.id))


def rule_link(site: Site, rule: Rule) -> Link:
    """Where a rule's provision stands, in the rule's own title."""
    return provision_link(site, site.catalogue.provisions[rule.provision], rule.title)


def form_link(form: Form, words: str = "") -> Link:
    """A form by name, leading to how it is filled in."""
    return Link(words or form.name, Place("form", form.id))


def clause_link(clause: Clause) -> Link:
    """A clause by number and title."""
    return Link(clause_name(clause), Place("clause", clause.id))


def code_link(code: str) -> Link:
    """A code, leading to what it means."""
    return Link(code, Place("code", AREA_OF[code].id, code))


def question_links(questions: Iterable[Question]) -> Line:
    """Questions by id, leading to what hangs on them."""
    return joined(Link(q.id, Place("questions", anchor=q.id)) for q in questions)
