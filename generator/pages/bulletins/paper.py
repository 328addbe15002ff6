"""A bulletin put together: title, opening, four parts, attachments, and what each figure rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ... import wording
from ...catalogue.model import Catalogue
from ...judging.verdict import Verdict
from ...ledger.cells import places
from ..papers import OfficialPaper
from ..site import Site, computed_at
from ..values import Line, Link, Table, Value, joined
from . import overall, problems, progress, steps
from .attached import attachments
from .periods import Issue, declared
from .quotes import chooser
from .told import Part, Told, newest, once, paragraph, section

DRAFT = "代拟稿"
_INTERNAL = "内部"
_UNKNOWN_DAY = "×年×月×日"
_NUMBER = re.compile(r"〔[0-9]{4}〕[0-9]+号")

EVIDENCE = "所列数字的依据"
"""What the table of evidence is called."""


def written(site: Site, issue: Issue) -> OfficialPaper:
    """The draft of a paper from the results of its day."""
    catalogue, bulletin = site.catalogue, issue.bulletin
    chosen = chooser(site, issue)
    opening = list(_opening(site, issue))
    parts = once(
        [
            overall.part(site, issue),
            progress.part(site, chosen),
            problems.part(site, chosen),
            steps.part(site, issue, chosen),
        ]
    )
    closing = [Told("特此报告")] if bulletin.manner == "report" else []
    return OfficialPaper(
        title=title(issue),
        signed=_name(catalogue, signer(catalogue)),
        day=_UNKNOWN_DAY,
        sections=tuple(map(section, parts)),
        marks=tuple(_marks(site)),
        number=number(catalogue, issue),
        to=_addressees(catalogue, bulletin.to),
        opening=(paragraph(opening),),
        closing=tuple(paragraph([each]) for each in closing),
        attachments=tuple(attachments(site, issue)),
        evidence=_evidence(opening, parts),
    )


def title(issue: Issue) -> str:
    """The title of a paper, its period named in it."""
    return issue.bulletin.title.replace("{period}", issue.period.label)


def signer(catalogue: Catalogue) -> str:
    """The unit that signs."""
    return declared(catalogue).signed or catalogue.notice.issuer


def number(catalogue: Catalogue, issue: Issue) -> str:
    """The number as far as it is known; '' where nobody can know how the office numbers its papers."""
    year = str(issue.closes.year)
    own = declared(catalogue).number
    if own:
        return own.replace("{year}", year)
    return (
        _NUMBER.sub(f"〔{year}〕×号", catalogue.notice.doc_no)
        if _NUMBER.search(catalogue.notice.doc_no)
        else ""
    )


def _name(catalogue: Catalogue, unit: str) -> str:
    known = catalogue.units[unit]
    return known.full_name or known.name


def _addressees(catalogue: Catalogue, own: str) -> str:
    """To whom it goes, with a colon; '' where nobody said."""
    named = catalogue.notice.addressees
    units, groups = catalogue.units, catalogue.groups
    names = [units[each].name if each in units else groups[each].name for each in named]
    to = own or "，".join(names)
    return f"{to}：" if to else ""


def _marks(site: Site) -> Iterator[str]:
    yield DRAFT
    if site.for_office:
        yield _INTERNAL
    if note := site.catalogue.data_note:
        yield note.label


def _opening(site: Site, issue: Issue) -> Iterator[Told]:
    notice = site.catalogue.notice
    by = f"（{notice.doc_no}）" if notice.doc_no else ""
    name = notice.title if notice.title.startswith("《") else f"《{notice.title}》"
    what = "报告" if issue.bulletin.manner == "report" else "通报"
    yield Told(f"按照{name}{by}要求，现将{issue.period.label}的推进情况{what}如下")
    day = wording.day(site.results.case.as_of)
    latest = newest(site)
    if latest is None or latest.data_day is None:
        yield Told(f"所列情况截至{day}，没有可以计算的数据")
        return
    data = wording.day(latest.data_day)
    yield Told(wording.plain_years(f"所列情况截至{day}，数据截至{data}"), (latest,))


# --- what figures rest on ------------------------------------------------------------------------


def _evidence(opening: Sequence[Told], parts: Sequence[Part]) -> Table:
    rows = [*_rows("开头", opening)]
    for at, part in enumerate(parts, 1):
        place = 0
        for passage in part.passages:
            place += bool(passage.heading and passage.told)
            where = f"{wording.numeral(at)}（{wording.numeral(place)}）"
            rows += _rows(where, passage.told)
            rows += [
                (f"{where}表", name, _ids(verdicts))
                for name, verdicts in passage.rests_on
                if verdicts
            ]
    return Table(EVIDENCE, ("句", "文字", "依据"), tuple(rows))


def _rows(where: str, told: Sequence[Told]) -> Iterator[Line]:
    for at, each in enumerate(told, 1):
        rests = rests_on(each)
        if rests:
            yield f"{where}{at}", wording.short(each.sentence, 30), rests


def rests_on(told: Told) -> Line:
    """What a sentence rests on: verdicts by their ids, what was counted, or where quoted words stand."""
    parts: list[Value] = [_ids(told.verdicts), told.counted, *places(told.cells)]
    return joined(filter(None, parts), "；")


def _ids(verdicts: Iterable[Verdict]) -> Line:
    """Verdicts by id, each leading to how it was computed."""
    every = {verdict.id: verdict for verdict in verdicts}
    return joined(Link(id_, computed_at(v)) if v.rule else id_ for id_, v in every.items())
