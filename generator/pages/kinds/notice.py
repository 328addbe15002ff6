"""The annotated notice: the original text, each phrase carrying its state and what encodes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ... import wording
from ...catalogue.model import Commitment, Issued, Provision
from ...catalogue.phrases import phrases
from ...judging.verdict import Verdict, common
from ...words.states import State
from ..amended import COLUMNS, of_provision
from ..annotate import Paragraph, Phrase, annotate
from ..asks import asks
from ..page import Page, alone
from ..site import BASES, Site, compared, computed_at, provision_link, subject_name, unit_links
from ..values import Badge, Line, Link, Mark, Passage, Unquoted


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """What a phrase opens to: what it asks for, of whom, and how each of them stands."""

    provision: Provision
    link: Link
    basis: str
    asks: str
    owners: Line
    badge: Badge
    figures: list[Link]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """``words`` is the marked text; ``summary`` counts what is encoded in it."""

    words: Line
    summary: str
    rows: list[ProvisionRow]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many clauses and provisions there are, by what they are judged; of the phrases of the notice
    with a number, a period, a deadline or a title, how many are ``quoted`` and how many are ``left``."""

    clauses: int
    provisions: int
    judged: int
    attested: int
    rest: int
    quoted: int
    left: int


@dataclass(frozen=True, slots=True)
class NoticeView:
    """The notice with its facts, and its text paragraph by paragraph; ``left`` are the phrases that
    nobody quotes, each with its line in the stored text, ``amended`` what it changes of earlier ones."""

    title: str
    facts: list[tuple[str, str]]
    coverage: Coverage
    left: list[tuple[str, Unquoted]]
    amended: list[Line]
    legend: list[Badge]
    paragraphs: list[ParagraphView]
    columns: tuple[str, ...] = ("事项", *COLUMNS)


def view(site: Site, issued: Issued) -> NoticeView:
    """The stored text of a notice, marked by how what encodes it stands."""
    catalogue, notice, known = site.catalogue, issued.notice, site.catalogue.provisions
    own = [(c, c.provisions) for c in site.clauses if catalogue.issued_in[c.id] is issued]
    amended = [(by, known[by.provision]) for by in issued.amends if by.provision in known]
    paragraphs = annotate(issued, own, amended)
    return NoticeView(
        title=notice.title,
        facts=[
            *([("文号", notice.doc_no)] if notice.doc_no else []),
            ("发文单位", catalogue.units[notice.issuer].name),
            ("印发日期", wording.day(notice.issued)),
            ("计划年度", f"{notice.plan_year}年"),
        ],
        coverage=_coverage(site, issued, [each for _, every in own for each in every]),
        left=[(f"第{each.line}行", Unquoted(each.text)) for each in issued.unquoted],
        amended=[
            (provision_link(site, provision), *row)
            for provision in {each.id: each for _, each in amended}.values()
            for row in of_provision(site, provision)
        ],
        legend=[Badge(state) for state in State],
        paragraphs=[_paragraph(site, paragraph) for paragraph in paragraphs],
    )


def _first(site: Site) -> NoticeView:
    return view(site, site.catalogue.notices[0])


def _coverage(site: Site, issued: Issued, provisions: Sequence[Provision]) -> Coverage:
    judged = [p for p in provisions if p.id in site.catalogue.rules_of]
    attested = [p for p in provisions if isinstance(p, Commitment) and p not in judged]
    asked = phrases(issued.text, issued.notice.plan_year)
    return Coverage(
        clauses=len(issued.duties),
        provisions=len(provisions),
        judged=len(judged),
        attested=len(attested),
        rest=len(provisions) - len(judged) - len(attested),
        quoted=len(asked) - len(issued.unquoted),
        left=len(issued.unquoted),
    )


def _paragraph(site: Site, paragraph: Paragraph) -> ParagraphView:
    states = Counter(common(site.binding(provision)) for provision in paragraph.begins)
    known = sorted(((s, w) for s, w in states if s), key=lambda how: list(State).index(how[0]))
    told = [f"{s.shape}{w or s.word} {states[s, w]}" for s, w in known]
    return ParagraphView(
        words=tuple(_phrase(site, phrase) for phrase in paragraph.phrases),
        summary=f"{len(paragraph.begins)} 个事项：{'，'.join(told)}" if paragraph.begins else "",
        rows=[_row(site, provision) for provision in paragraph.begins],
    )


def _phrase(site: Site, phrase: Phrase) -> Passage | Unquoted | str:
    if not phrase.provisions:
        return Unquoted(phrase.text) if phrase.left else phrase.text.strip()
    state, word = common(v for each in phrase.provisions for v in site.binding(each))
    first = phrase.provisions[0]
    return Passage(phrase.text, state or State.INFORMATIONAL, word, first.id)


def _row(site: Site, provision: Provision) -> ProvisionRow:
    clause = site.catalogue.clause_of[provision.id]
    return ProvisionRow(
        provision=provision,
        link=provision_link(site, provision),
        basis=BASES[provision.basis],
        owners=unit_links(site, provision.owners or clause.answering),
        badge=Badge(*common(site.binding(provision))),
        asks=asks(site, provision),
        figures=[_figure(site, verdict) for verdict in site.binding(provision) if verdict.rule],
    )


def _figure(site: Site, verdict: Verdict) -> Link:
    """Who stands how, with the figure; it leads to the computation."""
    name, (value, _) = subject_name(site, verdict.subject), compared(verdict)
    shape = Mark(verdict.state, name, verdict.word)
    figure: Line = (" ", value) if value else ()
    return Link((shape, " ", name, *figure), computed_at(verdict))


PAGE = Page("notice", alone("通知原文", _first), section="通知原文", rank=10)
