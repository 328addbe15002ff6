"""The annotated notice: the original text, each phrase carrying its state and what encodes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import partial

from ... import wording
from ...catalogue.model import Clause, Commitment, Issued, Provision
from ...frozen import dataclass
from ...judging.verdict import Verdict, common
from ...words.states import GRAVITY, UNKNOWN, URGENT, State
from .. import keeping
from ..amended import COLUMNS, of_provision
from ..annotate import Paragraph, Phrase, annotate
from ..asks import asks
from ..laid import Role
from ..named import clause_name, computed_at, provision_link, subject_name
from ..page import Later, Named, Page, Sheet
from ..site import Site
from ..values import Badge, Line, Link, Mark, Passage, Place, Unquoted
from ..verdicts import compared

_FIRST = (*URGENT, *UNKNOWN)
"""Whose figures stand open beside the text."""

_MANY = 60
"""Of more bodies beside one phrase it is told how many stand how: nobody reads hundreds in a margin, and the
page of what it asks for has them all."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a phrase opens to: what it asks for, how it stands, the figures of those who are short or of whom
    nothing can be told, and ``folded`` those of the others, who are so many as ``folds`` says."""

    anchor: str
    mark: Mark | None
    link: Link
    asks: str
    figures: list[Link]
    folded: list[Link]
    folds: int


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A line as it is set: what it is called, its text, who answers, each with its marks.

    ``notes`` are of what is short or cannot be told, ``folded`` of the rest.
    ``standing`` of a heading has a mark for each clause under it and under no lower one, ``told`` says in
    words how all under it stand. ``fine``
    is what has nothing that is short in it or, of a heading, under it.
    """

    role: Role
    level: int
    anchor: str
    head: Line
    words: Line
    tail: Line
    notes: list[Note]
    folded: list[Note]
    standing: list[Link]
    told: str
    fine: bool


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
    nobody quotes, each with its line in the stored text, ``amended`` what it changes of earlier ones.
    ``contents`` are its headings, ``short`` counts the clauses in which something is."""

    facts: str
    coverage: Coverage
    left: list[tuple[str, Unquoted]]
    amended: list[Line]
    legend: list[Badge]
    paragraphs: list[ParagraphView]
    contents: list[ParagraphView]
    short: int
    columns: tuple[str, ...] = ("事项", *COLUMNS)


def view(site: Site, issued: Issued) -> NoticeView:
    """The stored text of a notice, set as a paper is and marked by how what encodes it stands."""
    catalogue, notice, known = site.catalogue, issued.notice, site.catalogue.provisions
    own = [(c, c.provisions) for c in site.clauses if catalogue.issued_in[c.id] is issued]
    amended = [(by, known[by.provision]) for by in issued.amends if by.provision in known]
    lines = annotate(issued, own, amended)
    issuer = catalogue.units[notice.issuer].name
    paragraphs = [_paragraph(site, lines, at) for at in range(len(lines))]
    return NoticeView(
        facts=" · ".join(
            [
                *([notice.doc_no] if notice.doc_no else []),
                issuer,
                f"{wording.day(notice.issued)}印发",
            ]
        ),
        coverage=_coverage(site, issued, [each for _, every in own for each in every]),
        left=[(f"第{each.line}行", Unquoted(each.text)) for each in issued.unquoted],
        amended=[
            (provision_link(site, provision), *row)
            for provision in {each.id: each for _, each in amended}.values()
            for row in of_provision(site, provision)
        ],
        legend=[Badge(state) for state in State],
        paragraphs=paragraphs,
        contents=[paragraph for paragraph in paragraphs if paragraph.role == "heading"],
        short=sum(_stands(site, clause.provisions, URGENT) for clause, _ in own),
    )


def sheet(site: Site, issued: Issued, title: str, of: str = "") -> Sheet:
    """The page of a notice: it shows how everything stands that binds, and not why."""
    stands = site.once(
        "what binds", lambda: repr([_how(v) for v in site.results.verdicts if v.binding])
    )
    made_of = keeping.key(site, (), "notice", issued.id, stands)
    return Sheet(
        title, Later(partial(view, site, issued)), of, named=named(issued), made_of=made_of
    )


def _how(verdict: Verdict) -> tuple[object, ...]:
    """All of a verdict that is shown here."""
    compared_by = verdict.value, verdict.threshold, verdict.low, verdict.unit
    return verdict.id, verdict.state, verdict.word, verdict.rule, verdict.subject, *compared_by


def _coverage(site: Site, issued: Issued, provisions: Sequence[Provision]) -> Coverage:
    judged = [p for p in provisions if p.id in site.catalogue.rules_of]
    attested = [p for p in provisions if isinstance(p, Commitment) and p not in judged]
    from ...catalogue.phrases import phrases  # with all that reads a notice

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


def _paragraph(site: Site, lines: Sequence[Paragraph], at: int) -> ParagraphView:
    line = lines[at]
    under = _under(lines, at) if line.laid.role == "heading" else []
    lower = line.laid.role == "heading" and _has_lower(lines, at)
    states = [(clause, *common(site.results.stands(clause.id))) for clause in under]
    asked = [each for clause in under for each in clause.provisions] or line.begins
    first = [each for each in line.begins if _stands(site, [each], (*URGENT, *UNKNOWN))]
    return ParagraphView(
        role=line.laid.role,
        level=line.laid.level,
        anchor=_anchor(line, at),
        head=tuple(_phrase(site, phrase) for phrase in line.head),
        words=tuple(_phrase(site, phrase) for phrase in line.phrases),
        tail=tuple(_phrase(site, phrase) for phrase in line.tail),
        notes=[_note(site, provision) for provision in first],
        folded=[_note(site, provision) for provision in line.begins if provision not in first],
        standing=[
            Link(Mark(state, clause_name(clause), word), _place(site, clause))
            for clause, state, word in states
            if state and not lower
        ],
        told=_told([(state, word) for _, state, word in states if state]),
        fine=not _stands(site, asked, URGENT),
    )


def _under(lines: Sequence[Paragraph], at: int) -> list[Clause]:
    """The clauses that begin at a heading or below it, before the next one that is as high."""
    level = lines[at].laid.level
    after = lines[at + 1 :]
    ends = (
        n
        for n, line in enumerate(after)
        if line.laid.role == "heading" and line.laid.level <= level
    )
    below = [lines[at], *after[: next(ends, len(after))]]
    return [line.laid.clause for line in below if line.laid.clause]


def _has_lower(lines: Sequence[Paragraph], at: int) -> bool:
    """Whether the next heading stands under this one."""
    later = [line.laid.level for line in lines[at + 1 :] if line.laid.role == "heading"]
    return bool(later) and later[0] > lines[at].laid.level


def _anchor(line: Paragraph, at: int) -> str:
    if line.laid.clause:
        return line.laid.clause.id
    return f"part-{at}" if line.laid.role == "heading" else ""


def _place(site: Site, clause: Clause) -> Place:
    """Where a clause stands in the text of its notice."""
    issued = site.catalogue.issued_in[clause.id]
    first = issued is site.catalogue.notices[0]
    return Place("notice", anchor=clause.id) if first else Place("notices", issued.id, clause.id)


def _told(states: Sequence[tuple[State, str]]) -> str:
    """How many stand how, in words."""
    counts = Counter(states)
    known = sorted(counts, key=lambda how: GRAVITY.index(how[0]))
    told = "，".join(f"{word or state.word} {counts[state, word]}" for state, word in known)
    return f"{len(states)} 条：{told}" if states else ""


def _stands(site: Site, provisions: Iterable[Provision], states: Collection[State]) -> bool:
    """Whether any of them stands so."""
    return any(v.state in states for each in provisions for v in site.binding(each))


def _phrase(site: Site, phrase: Phrase) -> Passage | Unquoted | str:
    if not phrase.provisions:
        return Unquoted(phrase.text) if phrase.left else phrase.text.strip()
    state, word = common(v for each in phrase.provisions for v in site.binding(each))
    first = phrase.provisions[0]
    return Passage(phrase.text, state or State.INFORMATIONAL, word, first.id)


def _note(site: Site, provision: Provision) -> Note:
    verdicts = site.binding(provision)
    state, word = common(verdicts)
    ruled = [verdict for verdict in verdicts if verdict.rule]
    first = [verdict for verdict in ruled if verdict.state in _FIRST]
    rest = [verdict for verdict in ruled if verdict.state not in _FIRST]
    return Note(
        anchor=provision.id,
        mark=Mark(state, provision.name, word) if state else None,
        link=provision_link(site, provision),
        asks=asks(site, provision),
        figures=_figures(site, provision, first),
        folded=_figures(site, provision, rest),
        folds=len(rest),
    )


def _figures(site: Site, provision: Provision, verdicts: Sequence[Verdict]) -> list[Link]:
    """Who stands how; of many only how many, leading to all of them."""
    if len(verdicts) <= _MANY:
        return [_figure(site, verdict) for verdict in verdicts]
    counts = Counter((verdict.state, verdict.called) for verdict in verdicts)
    to = provision_link(site, provision).to
    known = sorted(counts, key=lambda how: GRAVITY.index(how[0]))
    return [
        Link((Mark(state, provision.name, word), f" {word} {counts[state, word]}"), to)
        for state, word in known
    ]


def _figure(site: Site, verdict: Verdict) -> Link:
    """Who stands how, with the figure; it leads to the computation."""
    name, (value, _) = subject_name(site, verdict.subject), compared(verdict)
    shape = Mark(verdict.state, name, verdict.word)
    figure: Line = (" ", value) if value else ()
    return Link((shape, " ", name, *figure), computed_at(verdict))


def named(issued: Issued) -> tuple[Named, ...]:
    """A notice by its number and its title."""
    notice = issued.notice
    return (Named(tuple(filter(None, (notice.title, notice.doc_no)))),)


PAGE = Page(
    "notice",
    lambda site: [sheet(site, site.catalogue.notices[0], "通知原文")],
    section="通知原文",
    rank=10,
)
