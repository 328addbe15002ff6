"""What a unit has to do now: by when, with which file, where to put it, the most pressing first.

Only what it can still do is here: a node that is over is history, and what is filed by others is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .. import wording
from ..calendar import Term
from ..catalogue.model import Form, Unit
from ..intake.find import FOLDER
from ..judging.filers import filers
from ..judging.verdict import TOGETHER, Verdict
from ..ledger import LeftOut
from ..words.states import AHEAD, URGENT, State
from . import arrivals, downloads, left_out, nodes
from .site import Site, compared, computed_at, gap, provision_link
from .todo import next_step
from .values import Badge, File, Line, Link, Place, Value, joined

SHOWN = 3
"""So many deeds are told before anything is opened; the next filing is always one of them."""

_DAYS = 60
"""What falls due later than that is no deed of now."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do. ``when`` is by when, in words; ``folder`` is where its files belong, and ``upload``
    the address at which they are put there, '' where the office declared none."""

    when: str
    what: Value
    note: Line
    badge: Badge | None = None
    workbook: File | None = None
    fill: Link | None = None
    folder: str = ""
    upload: str = ""
    more: Link | None = None
    joint: str = ""


def of_unit(site: Site, unit: Unit) -> list[Deed]:
    """All of them: what is overdue, then by their days, then what any filing may still mend, and last what
    it files for others with it."""
    there = unit.exists_on(site.results.case.as_of)
    filings = list(_next_filings(site, unit))
    overdue = [*_spoilt(site, unit), *_missing(site, unit)]
    dated = [*filings, *(_coming(site, unit) if there else ())]
    dated.sort(key=lambda pair: pair[0])
    found = [
        *overdue,
        *(deed for _, deed in dated),
        *(_lasting(site, unit) if there and filings else ()),
    ]
    first = next((deed for _, deed in filings), None)
    if first and first in found[SHOWN:]:
        found.remove(first)
        found.insert(SHOWN - 1, first)
    return found


# --- filings -------------------------------------------------------------------------------------


def _spoilt(site: Site, unit: Unit) -> Iterator[Deed]:
    """Files that lie there with errors and do not count."""
    for each, row in zip(_left_out(site, unit), left_out.rows(site, unit.id), strict=True):
        first = row.findings[0] if row.findings else None
        told: Line = (f"{first.place}{first.message}；{row.instead}",) if first else (row.instead,)
        deed = Deed(
            when="现在就改",
            what=f"改正{row.filing or row.file}，重新报送",
            note=told,
            badge=Badge(State.MISSING_REPORT, "有误未计入"),
            more=Link("哪里有误", Place("unit", unit.id, "left-out")),
        )
        yield _with_place(site, unit, each.period, deed) if each.period else deed


def _left_out(site: Site, unit: Unit) -> list[LeftOut]:
    return [each for each in site.left_out if each.unit == unit.id]


def _missing(site: Site, unit: Unit) -> Iterator[Deed]:
    """What should have come in before, and has not."""
    spoilt = {(each.period, each.form) for each in _left_out(site, unit)}
    for arrival in arrivals.record(site, unit):
        forms = [form for form in arrival.missing if (arrival.term, form.id) not in spoilt]
        if forms:
            deed = Deed(
                when="期限已过",
                what=f"补报{arrival.term.label}的{_counted(forms)}",
                note=(f"{_named(forms)}；补报的仍记为迟报",),
                badge=Badge(State.MISSING_REPORT),
            )
            yield _with_file(site, unit, arrival.term, deed)


def _next_filings(site: Site, unit: Unit) -> Iterator[tuple[date, Deed]]:
    """The next filing of every form that it owes: a week's may be due before that of the month."""
    today, seen = site.results.case.as_of, set[str]()
    ahead = [
        arrival for term in site.results.case.terms if (arrival := arrivals.of(site, unit, term))
    ]
    for arrival in sorted((each for each in ahead if each.coming), key=lambda each: each.due):
        forms = [form for form in arrival.coming if form.id not in seen]
        seen |= {form.id for form in arrival.coming}
        if not forms:
            continue
        told = [_named(forms)]
        told += [f"已收到{arrival.came}张"] if arrival.came else []
        deed = Deed(
            when=when(arrival.due, today),
            what=f"报{arrival.term.label}的{_counted(forms)}",
            note=("；".join(told),),
            badge=Badge(State.NOT_DUE),
        )
        yield arrival.due, _with_file(site, unit, arrival.term, deed)


def _with_file(site: Site, unit: Unit, term: Term, deed: Deed) -> Deed:
    row = downloads.row(site, unit, term)
    made = _with_place(site, unit, term, deed)
    return replace(made, workbook=row.workbook, fill=row.fill) if row else made


def _with_place(site: Site, unit: Unit, term: Term, deed: Deed) -> Deed:
    folder = folder_of(unit, term)
    return replace(deed, folder=f"{folder}/", upload=upload_to(site, folder))


def folder_of(unit: Unit, term: Term) -> str:
    """Where the files of a unit for a term belong."""
    return f"{FOLDER}/{term}/{unit.id}"


def upload_to(site: Site, folder: str) -> str:
    """The page on which files are put into a folder; '' where none is declared."""
    return site.catalogue.filing.upload.replace("{folder}", folder)


def _counted(forms: Iterable[Form]) -> str:
    return f"{len(list(forms))}张表"


def _named(forms: Iterable[Form]) -> str:
    return "、".join(form.name for form in forms)


# --- what is asked for ---------------------------------------------------------------------------


def _coming(site: Site, unit: Unit) -> Iterator[tuple[date, Deed]]:
    """What falls due of it in the next days and is not reached, the nearest day of each."""
    today = site.results.case.as_of
    for verdict in _first_of_each(_ahead(site, site.results.own_of(unit.id))):
        assert verdict.due
        yield verdict.due, replace(_asked(site, unit, verdict), when=when(verdict.due, today))


def _lasting(site: Site, unit: Unit) -> Iterator[Deed]:
    """What is short and can still be mended by any filing, and what the unit files for others with it."""
    results, dated = site.results, _ahead(site, site.results.own_of(unit.id))
    short = [v for v in results.stands_of(unit.id) if _mendable(site, v)]
    known = {verdict.provision for verdict in dated}
    for verdict in _first_of_each(v for v in short if v.rule and v.provision not in known):
        yield _asked(site, unit, verdict)
    untold = [verdict for verdict in short if verdict.rule is None]
    if untold:
        yield _telling(site, unit, untold)
    joint = [v for v in results.joint_of(unit.id) if unit.id in filers(results.case, v)]
    again = [v for v in joint if v.binding and _mendable(site, v)]
    for verdict in _first_of_each([*_ahead(site, joint), *again]):
        day = when(verdict.due, results.case.as_of) if verdict.due else ""
        yield replace(_asked(site, unit, verdict), when=day, joint=TOGETHER)


def _ahead(site: Site, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Those of which a day is near and not reached, filings left to themselves."""
    today = site.results.case.as_of
    found = [
        verdict
        for verdict in verdicts
        if verdict.due and verdict.state in AHEAD and not _is_filing(site, verdict)
        if today <= verdict.due <= today + timedelta(days=_DAYS)
    ]
    return sorted(found, key=lambda verdict: verdict.due or today)


def _mendable(site: Site, verdict: Verdict) -> bool:
    """Whether it is short of something that can still be filed: not what waits for a filing that is told
    already, and not what is over."""
    over = verdict.due is not None and verdict.due < site.results.case.as_of
    waits = verdict.rule and verdict.state == State.MISSING_REPORT
    urgent = verdict.state in URGENT and not over and not waits
    return bool(urgent and verdict.next) and not _is_filing(site, verdict)


def _is_filing(site: Site, verdict: Verdict) -> bool:
    return verdict.provision in site.catalogue.filing_provisions


def _first_of_each(verdicts: Iterable[Verdict]) -> list[Verdict]:
    found: dict[str, Verdict] = {}
    for verdict in verdicts:
        found.setdefault(verdict.provision, verdict)
    return list(found.values())


def _asked(site: Site, unit: Unit, verdict: Verdict) -> Deed:
    value, asked = compared(verdict)
    told: list[Value] = [("目前", value), gap(verdict)] if value else []
    told += [("要求", asked)] if asked else []
    step = next_step(site, verdict, unit.id)
    return Deed(
        when="随下一次报送",
        what=provision_link(site, site.catalogue.provisions[verdict.provision]),
        note=joined([joined(filter(None, told), "，"), step], "。") if told else (step,),
        badge=Badge(verdict.state, verdict.word),
        more=Link("看明细", nodes.place(site, verdict) or computed_at(verdict))
        if verdict.rule
        else None,
    )


def _telling(site: Site, unit: Unit, untold: list[Verdict]) -> Deed:
    """What it has not told of in words, all in one: there may be dozens."""
    return Deed(
        when="随下一次报送",
        what=f"写明{len(untold)}项的进展",
        note=(next_step(site, untold[0], unit.id),),
        badge=Badge(State.MISSING_REPORT, "没有文字进展"),
        more=Link("是哪些", Place("unit", unit.id, "duties")),
    )


def when(day: date, today: date) -> str:
    """By when, and how long that is: 5月20日前（还有3天）, with its year."""
    left = (day - today).days
    return f"{wording.day(day)}前（{'今天到期' if left == 0 else f'还有{left}天'}）"
