"""What every page is made from: the results that this edition may show, and how to speak of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from markupsafe import Markup

from generator import wording
from generator.catalogue.model import Catalogue, Clause, Form, Provision, Question
from generator.judging import Results
from generator.judging.verdict import State, Verdict, gravest
from generator.ledger import Cell
from generator.pages import links
from generator.pages.links import Linker
from generator.pages.render import text
from generator.pages.states import badge

BASES = {"notice": "通知原文", "office": "办公室决定", "assumed": "暂定"}
_CELLS_SHOWN = 6


@dataclass(frozen=True)
class Site:
    """One edition of the site: its results, and the catalogue without what it may not show."""

    results: Results

    @property
    def catalogue(self) -> Catalogue:
        return self.results.case.catalogue

    def provisions(self, clause: Clause) -> list[Provision]:
        """What a clause asks for, in the order of its text, as far as this edition may show it."""
        return [p for p in clause.provisions if p.audience == "public"]

    @cached_property
    def clauses(self) -> list[Clause]:
        """Every clause that asks for anything, in the notice's order."""
        return [clause for clause in self.catalogue.clauses.values() if self.provisions(clause)]

    @cached_property
    def forms(self) -> list[Form]:
        """The forms that this edition may show, as the units' lists first name them."""
        listed = [name for unit in self.catalogue.filers() for name in unit.files]
        every = [
            self.catalogue.forms[name] for name in dict.fromkeys((*listed, *self.catalogue.forms))
        ]
        return [form for form in every if form.audience == "public"]

    def verdicts(self, provision: Provision) -> tuple[Verdict, ...]:
        return self.results.by_provision.get(provision.id, ())

    def standing(self, provision: Provision) -> State | None:
        """How a provision stands for everyone together."""
        return gravest(verdict.state for verdict in self.verdicts(provision) if verdict.binding)


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict in words, numbers and links."""

    subject: Markup
    provision: Markup
    period: str
    due: str
    badge: Markup
    value: str
    threshold: str
    gap: str
    sentence: str
    evidence: str
    questions: Markup
    binding: bool


def verdict_row(site: Site, verdict: Verdict, link: Linker) -> VerdictRow:
    """A verdict as a table shows it."""
    catalogue = site.catalogue
    subject = (
        Markup("合并判定") if verdict.subject is None else unit_link(site, verdict.subject, link)
    )
    if verdict.subject is None and not verdict.rule:
        subject = Markup("全部责任单位")
    target = links.clause(verdict.clause)
    return VerdictRow(
        subject=subject,
        provision=link.to(
            target, text(catalogue.provisions[verdict.provision].name), verdict.provision
        ),
        period=verdict.period or "",
        due=wording.day(verdict.due) if verdict.due else "",
        badge=badge(verdict.state),
        value=_value(verdict),
        threshold=""
        if verdict.threshold is None
        else f"{wording.number(verdict.threshold, 6)}{verdict.unit}",
        gap=_gap(verdict),
        sentence=verdict.sentence,
        evidence=evidence(verdict.lineage),
        questions=question_links(site, open_questions(site, verdict.questions), link),
        binding=verdict.binding,
    )


def unit_link(site: Site, unit: str, link: Linker) -> Markup:
    return link.to(links.unit(unit), text(site.catalogue.units[unit].name))


def unit_links(site: Site, ids: Iterable[str], link: Linker) -> Markup:
    """Units and groups as the notice lists them."""
    found = []
    for name in ids:
        if name in site.catalogue.units:
            found.append(unit_link(site, name, link))
        else:
            group = site.catalogue.groups.get(name)
            found.append(link.to(links.UNITS, text(group.name), name) if group else text(name))
    return Markup("、").join(found)


def clause_name(clause: Clause) -> str:
    """Number and title in the notice's own words."""
    return f"{clause.number}{clause.title}"


def clause_link(clause: Clause, link: Linker) -> Markup:
    return link.to(links.clause(clause.id), text(clause_name(clause)))


def open_questions(site: Site, ids: Sequence[str]) -> list[Question]:
    return site.catalogue.is_open(tuple(ids))


def question_links(site: Site, questions: Sequence[Question], link: Linker) -> Markup:
    return Markup("、").join(link.to(links.QUESTIONS, text(q.id), q.id) for q in questions)


def evidence(cells: Sequence[Cell]) -> str:
    """Which lines of which files went into a figure."""
    parts = []
    for file, group in groupby(cells, key=lambda cell: cell.file):
        lines = sorted({cell.line for cell in group if cell.line})
        where = f" 第{_ranges(lines)}行" if lines else ""
        parts.append(f"{file}{where}")
    more = f"；另有 {len(parts) - _CELLS_SHOWN} 份文件" if len(parts) > _CELLS_SHOWN else ""
    return "；".join(parts[:_CELLS_SHOWN]) + more


def _ranges(lines: Sequence[int]) -> str:
    """2–5、9: consecutive lines run together."""
    spans: list[tuple[int, int]] = []
    for line in lines:
        if spans and line == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], line)
        else:
            spans.append((line, line))
    return "、".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)


def _value(verdict: Verdict) -> str:
    if verdict.value is None:
        return ""
    decimals = wording.telling(verdict.value, verdict.threshold)
    return wording.quantity(verdict.value, verdict.unit, decimals)


def _gap(verdict: Verdict) -> str:
    """What is missing to the threshold; nothing once it is reached."""
    reached = verdict.state in (State.MET, State.ON_TRACK, State.INFORMATIONAL)
    if verdict.gap is None or reached or round(verdict.gap, 9) == 0:
        return ""
    decimals = wording.telling(verdict.value or 0, verdict.threshold)
    return wording.difference(verdict.gap, verdict.unit, decimals)
