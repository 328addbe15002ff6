"""What every page is made from: the results that this edition may show, and how to speak of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from urllib.parse import urlencode

from markupsafe import Markup

from .. import wording
from ..calendar import Month
from ..catalogue.model import Catalogue, Clause, Form, Provision, Question, Rule, Unit
from ..catalogue.owing import may_file
from ..catalogue.shape import schema
from ..forms import Last
from ..intake import Filed
from ..intake.find import FOLDER
from ..judging.history import History
from ..judging.results import Results
from ..judging.turns import Turn, turns
from ..judging.verdict import Verdict
from ..ledger import Filing, LeftOut
from ..ledger.cells import Spot
from ..words.states import State
from . import links
from .beside import beside
from .computation import anchor, computation
from .links import Linker
from .release import Release
from .render import text
from .states import badge

TOGETHER = "共同承担"
"""Whose a verdict about the whole is: everyone's that the clause names, and nobody's alone."""

BASES = {"notice": "通知原文", "office": "办公室决定", "assumed": "暂定"}


@dataclass(frozen=True)
class Site:
    """One edition of the site: its results, those of earlier closings, and what they were found on.

    ``release`` is None for a site that is not published as a version.
    """

    results: Results
    history: History = ()
    release: Release | None = None

    @property
    def catalogue(self) -> Catalogue:
        return self.results.case.catalogue

    def provisions(self, clause: Clause) -> list[Provision]:
        """What a clause asks for, in the order of its text."""
        return clause.provisions

    @cached_property
    def clauses(self) -> list[Clause]:
        """Every clause that asks for anything, in the notice's order."""
        return [clause for clause in self.catalogue.clauses.values() if self.provisions(clause)]

    @cached_property
    def forms(self) -> list[Form]:
        """The forms, as the units' lists first name them."""
        listed = [name for unit in self.catalogue.filers() for name in unit.files]
        names = dict.fromkeys((*listed, *self.catalogue.forms))
        return [self.catalogue.forms[name] for name in names]

    @cached_property
    def filing_month(self) -> Month:
        """The month that is being filed: the first one still open, else the last."""
        case = self.results.case
        return next((m for m in case.months if not case.closed(m)), case.months[-1])

    def filed_before(self, unit: Unit, form: Form, month: Month) -> list[Filed]:
        """What a unit has told in a form before a month, as known on the day, oldest first."""
        case = self.results.case
        known = [
            case.ledger.current((earlier, unit.id, form.id), case.as_of)
            for earlier in case.months
            if earlier < month
        ]
        return [case.ledger.read[filing.source] for filing in known if filing]

    def last(self, unit: Unit, month: Month) -> Last:
        """The last filing of each form before a month; none before one whose turn has not come, as
        what is known now will not be the last."""
        if month > self.filing_month:
            return lambda form: None
        forms = self.catalogue.forms
        return lambda form: next(reversed(self.filed_before(unit, forms[form], month)), None)

    @cached_property
    def sources(self) -> Mapping[str, Filing]:
        """The filings that count on the day, of the forms that this edition knows, by file."""
        case = self.results.case
        taken = (
            case.current(month, unit.id, form.id)
            for month in case.months
            for unit in self.catalogue.filers()
            for form in may_file(self.catalogue, unit, month)
        )
        return {filing.path: filing for filing in taken if filing}

    @cached_property
    def left_out(self) -> list[LeftOut]:
        """The filings that lie there with errors on the day and do not count."""
        case = self.results.case
        return [each for each in case.ledger.left_out if each.known(case.as_of)]

    @cached_property
    def turns(self) -> list[Turn]:
        """What turned since what this is compared with; nothing where there is none."""
        before = self.before
        return turns(before, self.results) if before else []

    @property
    def before(self) -> Results | None:
        """What this is compared with: the version before, else the closing before the last."""
        if self.release and self.release.before:
            return self.release.before.results
        return self.history[-2].results if len(self.history) > 1 else None

    def verdicts(self, provision: Provision) -> tuple[Verdict, ...]:
        return self.results.by_provision.get(provision.id, ())

    def binding(self, provision: Provision) -> list[Verdict]:
        """What says how a provision stands now."""
        return [verdict for verdict in self.verdicts(provision) if verdict.binding]


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
    next: str
    anchor: str
    computed: Markup
    explained: str
    questions: Markup
    exceptions: Markup
    binding: bool


def verdict_row(
    site: Site, verdict: Verdict, link: Linker, next_step: str, *, whole: bool = False
) -> VerdictRow:
    """A verdict as a table shows it: with the whole computation, or the address at which it is."""
    target = links.clause(verdict.clause)
    value, threshold = compared(verdict)
    return VerdictRow(
        subject=subject_link(site, verdict.subject, link),
        provision=provision_name(site, verdict, link),
        period=verdict.period or "",
        due=wording.day(verdict.due) if verdict.due else "",
        badge=badge(verdict.state, verdict.word),
        value=value,
        threshold=threshold,
        gap=gap(verdict),
        sentence=verdict.sentence,
        next=next_step,
        anchor=anchor(verdict) if whole else "",
        computed=computation(verdict, partial(spot_link, site, link)) if whole else Markup(""),
        explained=link.href(target, anchor(verdict)) if verdict.rule and not whole else "",
        questions=question_links(site, open_questions(site, verdict.questions), link),
        exceptions=beside(site.catalogue, verdict, link),
        binding=verdict.binding,
    )


def spot_link(site: Site, link: Linker, spot: Spot) -> Markup:
    """Cells in words, leading to their line on the page of what was filed.

    The page names the file in full, so the link is spared what every path begins with.
    """
    filing = site.sources.get(spot.file)
    if filing is None:
        return text(spot.words)
    page = links.source(filing.period, filing.unit)
    words = spot.words.removeprefix(f"{FOLDER}/" if spot.line else posixpath.dirname(spot.file))
    return link.to(page, text(words.lstrip("/")), links.row(filing.form, spot.line))


def kind_name(kind: str) -> str:
    """What a rule kind is called, as its schema has it; telling in words is one of its own."""
    return "文字陈述" if kind == "narrative" else str(schema(f"kinds/{kind}")["title"])


def unit_link(site: Site, unit: str, link: Linker) -> Markup:
    return link.to(links.unit(unit), text(site.catalogue.units[unit].name))


def subject_name(site: Site, subject: str | None) -> str:
    """Whose figures are judged: a unit, or all together."""
    return site.catalogue.units[subject].name if subject else TOGETHER


def joint_link(link: Linker) -> Markup:
    """What is held together, leading to all of it."""
    return link.to(links.VERDICTS, Markup(TOGETHER), query=urlencode({"unit": TOGETHER}))


def subject_link(site: Site, subject: str | None, link: Linker) -> Markup:
    return unit_link(site, subject, link) if subject else Markup(TOGETHER)


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


def provision_name(site: Site, verdict: Verdict, link: Linker) -> Markup:
    """What a verdict is about, leading to where it stands."""
    name = text(site.catalogue.provisions[verdict.provision].name)
    return link.to(links.clause(verdict.clause), name, verdict.provision)


def provision_link(site: Site, rule: Rule, link: Linker) -> Markup:
    """Where a rule's provision stands, in the rule's own title."""
    provision = site.catalogue.provisions[rule.provision]
    page = links.clause(site.catalogue.clause_of[provision.id].id)
    return link.to(page, text(rule.title or provision.name), provision.id)


def clause_link(clause: Clause, link: Linker) -> Markup:
    return link.to(links.clause(clause.id), text(clause_name(clause)))


def open_questions(site: Site, ids: Sequence[str]) -> list[Question]:
    return site.catalogue.is_open(tuple(ids))


def question_links(site: Site, questions: Sequence[Question], link: Linker) -> Markup:
    return Markup("、").join(link.to(links.QUESTIONS, text(q.id), q.id) for q in questions)


def compared(verdict: Verdict) -> tuple[str, str]:
    """What was found and what is asked for, with their unit, as exactly as the comparison needs."""
    return wording.compared(verdict.value, verdict.threshold, verdict.unit)


def measured(verdict: Verdict) -> str:
    return compared(verdict)[0]


def required(verdict: Verdict) -> str:
    return compared(verdict)[1]


def gap(verdict: Verdict) -> str:
    """What lies between value and threshold, in words; nothing once it is reached."""
    reached = verdict.state in (State.MET, State.ON_TRACK, State.INFORMATIONAL)
    if verdict.gap is None or reached:
        return ""
    if verdict.value is None or verdict.threshold is None:
        return wording.gap(-verdict.gap, 0, verdict.unit)
    return wording.gap(verdict.value, verdict.threshold, verdict.unit)
