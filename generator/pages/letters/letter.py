"""What a letter to one unit has whatever it is about: its head, what the notice says, how it is filed, its end, and
which verdict each sentence rests on. Nothing here asks for anything that nobody has asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from ... import wording
from ...catalogue.model import Unit
from ...frozen import dataclass
from ...judging.verdict import Verdict
from .. import drafted
from ..beside import beside
from ..papers import OfficialPaper, Paragraph, Section, Sentence
from ..render import plain, terminal
from ..site import Site
from ..values import Lead, Line, Link, Table
from .reminder import Reminder, places, ways

_BY = {"office": "办公室的决定", "assumed": "暂定的办法"}
"""How it is judged where the notice does not say it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the office says of its letters: the day by which it wants an answer, None where it wants none, and the
    address of the site, '' where nobody named it."""

    reply_by: date | None = None
    at: str = ""
    lead: Lead | None = None


def letter(
    site: Site,
    unit: Unit,
    title: str,
    opening: Iterable[Sentence],
    sections: Iterable[Section],
    closing: Iterable[Sentence],
) -> OfficialPaper:
    """A draft to a unit: without a seal, its number and day left open; sections of which nothing is said fall out."""
    catalogue = site.catalogue
    parts = tuple(section for section in sections if section.pieces)
    first = Paragraph(tuple(opening))
    return OfficialPaper(
        title=title,
        signed=drafted.name(drafted.signer(catalogue)),
        day=drafted.UNKNOWN_DAY,
        sections=parts,
        marks=tuple(drafted.marks(site)),
        number=drafted.number(catalogue, site.results.case.as_of.year),
        to=f"{drafted.name(unit)}：",
        opening=(first,),
        closing=tuple(Paragraph((sentence,)) for sentence in closing),
        evidence=_evidence(site, first, parts),
    )


def said(words: str, *verdicts: Verdict | str) -> Sentence:
    """A sentence with one full stop."""
    ids = tuple(each if isinstance(each, str) else each.id for each in verdicts)
    return Sentence((wording.sentence(words),), tuple(dict.fromkeys(ids)))


def quoted(site: Site, verdict: Verdict) -> Iterator[Sentence]:
    """Where a notice asks for something and in which words; and where it is judged by something else, by what."""
    if verdict.quote:
        yield said(f"{_where(site, verdict)}写明：{wording.quoted(verdict.quote)}", verdict)
    if verdict.basis != "notice":
        yield said(f"是否达到，目前按{_BY[verdict.basis]}判定", verdict)


def _where(site: Site, verdict: Verdict) -> str:
    """The clause, of several notices with the number of its own; what a later one amended stands in that one."""
    catalogue = site.catalogue
    provision = catalogue.provisions[verdict.provision]
    own, asking = catalogue.issued(provision), catalogue.asking(provision, verdict.due)
    if asking != own.id:
        return next(each.notice.doc_no for each in catalogue.notices if each.id == asking)
    by = own.notice.doc_no if len(catalogue.notices) > 1 else ""
    return f"{by or '通知'}{wording.quoted(catalogue.clauses[verdict.clause].name)}"


def listed(site: Site, verdicts: Iterable[Verdict]) -> str:
    """What verdicts are about by name, all of it and each once."""
    known = site.catalogue.provisions
    return wording.join(dict.fromkeys(wording.quoted(known[v.provision].name) for v in verdicts))


def allowed(site: Site, verdict: Verdict) -> Iterator[Sentence]:
    """What the office entered about it: more time, an exemption, a statement."""
    if told := beside(site.catalogue, verdict):
        yield said(plain.words(told), verdict)


def ends(site: Site, asked: Asked) -> Iterator[Sentence]:
    """By when to answer, where the office says so, and as of when all of this is."""
    if asked.reply_by:
        yield said(f"请于{wording.day(asked.reply_by)}前书面反馈办理情况")
    day = wording.day(site.results.case.as_of)
    yield said(f"以上情况截至{day}，此后收到的报送没有计入")


def filing(site: Site, reminder: Reminder, asked: Asked) -> Section:
    """How the unit files what it has to, and where; empty where it has to file nothing."""
    how = [said(terminal.words(line)) for line in list(ways(site, reminder, asked.at))[:1]]
    pieces: list[Paragraph | Table] = [Paragraph((each,)) for each in how]
    if table := places(site, reminder, asked.at):
        rows = tuple(_named(row, asked.lead) for row in table.rows)
        pieces.append(Table(table.title, table.columns, rows))
    return Section("报送方式", tuple(pieces))


def _named(row: Line, lead: Lead | None) -> Line:
    """A place under its name; one that is called so itself by its address alone."""
    name, where = row
    if isinstance(where, Link) and where.words == name:
        return name, plain.address(where, lead)
    return name, plain.words(where, lead)


def _evidence(site: Site, opening: Paragraph, sections: Sequence[Section]) -> Table | None:
    rows = list(_rows(site, "开头", opening))
    for at, section in enumerate(sections, 1):
        place = 0
        for piece in section.pieces:
            if isinstance(piece, Paragraph):
                place += bool(piece.heading)
                here = f"（{wording.numeral(place)}）" if piece.heading else ""
                rows += _rows(site, f"{wording.numeral(at)}{here}", piece)
    return drafted.evidence(rows) if rows else None


def _rows(site: Site, where: str, paragraph: Paragraph) -> Iterator[Line]:
    """Sentences that follow each other and rest on the same stand in one row."""
    for on, same in groupby(enumerate(paragraph.sentences, 1), lambda told: told[1].verdicts):
        (first, sentence), *_, (last, _) = [*(found := list(same)), found[-1]]
        if on:
            place = f"{where}{first}" if first == last else f"{where}{first}至{last}"
            rests = drafted.ids(site.results.by_id[v] for v in on)
            yield drafted.rests(place, plain.words(sentence.says), rests)
