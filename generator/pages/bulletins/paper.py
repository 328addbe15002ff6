"""A bulletin put together: title, opening, four parts, attachments, and what each figure rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import wording
from ...catalogue.model import Catalogue
from ...judging.verdict import Verdict
from .. import drafted
from ..papers import OfficialPaper
from ..site import Site
from ..values import Line, Table, Value
from . import overall, problems, progress, steps
from .attached import attachments, figures_rest_on, late_rest_on
from .periods import Issue
from .quotes import chooser
from .told import Part, Told, newest, once, paragraph, section

_MANY, _SHEET = 30, 60
"""So many units are told apart in what a figure rests on, and so many verdicts all in all; of more the provision,
and how many units they are of."""


def written(site: Site, issue: Issue) -> OfficialPaper:
    """The draft of a paper from the results of its day."""
    catalogue, bulletin = site.catalogue, issue.bulletin
    chosen = chooser(site, issue)
    opening = list(_opening(site, issue))
    parts = once(
        [
            overall.part(site, issue),
            progress.part(site, chosen),
            problems.part(site, issue, chosen),
            steps.part(site, issue, chosen),
        ]
    )
    closing = [Told("特此报告")] if bulletin.manner == "report" else []
    return OfficialPaper(
        title=title(issue),
        signed=drafted.name(drafted.signer(catalogue)),
        day=drafted.UNKNOWN_DAY,
        sections=tuple(map(section, parts)),
        marks=tuple(drafted.marks(site)),
        number=drafted.number(catalogue, issue.closes.year),
        to=_addressees(catalogue, bulletin.to),
        opening=(paragraph(opening),),
        closing=tuple(paragraph([each]) for each in closing),
        attachments=tuple(attachments(site, issue)),
        evidence=_evidence(site, issue, opening, parts),
    )


def title(issue: Issue) -> str:
    """The title of a paper, its period named in it."""
    return issue.bulletin.title.replace("{period}", issue.period.label)


def _addressees(catalogue: Catalogue, own: str) -> str:
    """To whom it goes, with a colon; '' where nobody said."""
    named = catalogue.notice.addressees
    units, groups = catalogue.units, catalogue.groups
    names = [units[each].name if each in units else groups[each].name for each in named]
    to = own or "，".join(names)
    return f"{to}：" if to else ""


def _opening(site: Site, issue: Issue) -> Iterator[Told]:
    notice = drafted.cited(site.catalogue)
    what = "报告" if issue.bulletin.manner == "report" else "通报"
    yield Told(f"按照{notice}要求，现将{issue.period.label}的推进情况{what}如下")
    day = wording.day(site.results.case.as_of)
    latest = newest(site.results.verdicts)
    if latest is None or latest.data_day is None:
        yield Told(f"所列情况截至{day}，没有可以计算的数据")
        return
    data = wording.day(latest.data_day)
    yield Told(wording.plain_years(f"所列情况截至{day}，数据截至{data}"), (latest,))


# --- what figures rest on ------------------------------------------------------------------------


def _evidence(site: Site, issue: Issue, opening: Sequence[Told], parts: Sequence[Part]) -> Table:
    rows = [*_rows("开头", opening)]
    for at, part in enumerate(parts, 1):
        place = 0
        for passage in part.passages:
            place += bool(passage.heading and passage.told)
            where = f"{wording.numeral(at)}（{wording.numeral(place)}）"
            rows += _rows(where, passage.told)
            if verdicts := [v for _, own in passage.rests_on for v in own]:
                titles = (each.title for each in passage.shown if isinstance(each, Table))
                rows.append((f"{where}表", next(titles, ""), _ids(verdicts)))
    attached = (*figures_rest_on(site), late_rest_on(site, issue))
    rows += [("附件", name, _ids(verdicts)) for name, verdicts in attached if verdicts]
    return drafted.evidence(rows)


def _rows(where: str, told: Sequence[Told]) -> Iterator[Line]:
    for at, each in enumerate(told, 1):
        rests = rests_on(each)
        if rests:
            yield drafted.rests(f"{where}{at}", each.sentence, rests)


def rests_on(told: Told) -> Line:
    """What a sentence rests on: verdicts by their ids, what was counted, or where quoted words stand."""
    return drafted.listed(filter(None, (_ids(told.verdicts), told.counted)))


def _ids(verdicts: Sequence[Verdict]) -> Line:
    """Each by its id; those of one provision and time together where there are many of them."""
    apart: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        name = drafted.of_all(verdict) if verdict.subject else verdict.id
        apart.setdefault(name, []).append(verdict)
    told: list[Value] = []
    for name, own in apart.items():
        many = len(own) > _MANY or (len(own) > 1 and len(verdicts) > _SHEET)
        told.append(f"{name}（{len(own)}个单位）" if many else drafted.ids(own))
    return drafted.listed(told)
