"""What the notice asks for and no provision quotes yet: a reminder for whoever encodes it, never a fault.

Quoted is what a provision, a particular of the notice, a register or a list of those responsible quotes.
A deadline is as good as quoted where something that its clause asks for is due on that day, and a number
in the row of a unit where a target asks it of that unit. What is attested by words alone (工作要求) may
quote a whole paragraph and takes up no number of it, unless it says by ``reads`` what it is read as.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import last_day
from ..problems import Problem
from ..wording import join, quoted, short
from .model import (
    Amendment,
    Catalogue,
    Clause,
    Commitment,
    Deliverable,
    Issued,
    Provision,
    Target,
    flat,
)
from .phrases import Mark, Phrase, left, phrases
from .spelt import read_days, saying
from .stored import Notice, Span, stored

_SHOWN = 8
_WIDTH = 24


def unquoted(catalogue: Catalogue, issued: Issued) -> tuple[Phrase, ...]:
    """The phrases of a notice that have a number, a period, a deadline or a title left over."""
    found = phrases(issued.text, issued.notice.plan_year)
    notice = stored(issued.text)
    spans = [notice.raw_places(span) for span in _quoted(catalogue, issued, notice)]
    spans += _due(issued, notice, found)
    spans += _of_units(catalogue, issued, found)
    return tuple(left(found, spans))


def remind(catalogue: Catalogue) -> Iterator[Problem]:
    """One problem with the first of them in each notice."""
    for issued in catalogue.notices:
        left_over = issued.unquoted
        if not left_over:
            continue
        told = [
            f"第 {each.line} 行{quoted(short(each.text, _WIDTH))}" for each in left_over[:_SHOWN]
        ]
        more = f"等 {len(left_over)} 处" if len(left_over) > _SHOWN else ""
        message = f"通知中这些数字、期限、周期或文件名还没有事项引用：{join(told)}{more}"
        hint = (
            "写成目标、频次、成果等；只以文字说明落实的，写成工作要求，用 reads 写明读作什么。"
            "全部列在网站“通知原文”页。"
        )
        file, line = issued.notice.text, left_over[0].line
        yield Problem("W543", message, hint, file, line)


def _quoted(catalogue: Catalogue, issued: Issued, notice: Notice) -> Iterator[Span]:
    for words in (
        *(source.quote for source in issued.notice.sources),
        *(register.quote for register in catalogue.registers.values()),
        *(clause.responsible_quote for clause in issued.clauses),
        issued.notice.title,
        issued.notice.doc_no,
    ):
        yield from notice.find(words) if words else ()
    for amendment in issued.amends:
        yield from notice.find(amendment.quote, _part(notice, amendment))
    for clause in issued.clauses:
        near = next(notice.places(clause.text), 0)
        for provision in clause.provisions:
            if not isinstance(provision, Commitment) or provision.reads:
                yield from notice.find(provision.quote, _part(notice, provision), near)


def _part(notice: Notice, quoting: Provision | Amendment) -> Span | None:
    return notice.part(quoting.from_) if quoting.from_ else None


def _due(issued: Issued, notice: Notice, found: tuple[Phrase, ...]) -> Iterator[tuple[int, int]]:
    """Deadlines of a clause, or of an annex, on which something that it asks for is due."""
    for clause in issued.clauses:
        for scope, provisions in _scopes(notice, clause):
            start, end = notice.raw_places(scope)
            days = {day for provision in provisions for day in _days(provision)}
            for mark in _marks(found, "deadline"):
                if start <= mark.start < end and days:
                    words = notice.raw[mark.start : mark.end]
                    read = read_days(words, issued.notice.plan_year)
                    if any(each.says(day) for each in read for day in days):
                        yield mark.start, mark.end


def _scopes(notice: Notice, clause: Clause) -> Iterator[tuple[Span, list[Provision]]]:
    """Where what a clause asks for is told: in its own text, and in the annexes that it quotes."""
    every = clause.provisions
    at = next(notice.places(clause.text), None)
    if at is not None and flat(clause.text):
        yield Span(at, at + len(flat(clause.text))), every
    for provision in every:
        part = _part(notice, provision)
        if part:
            yield part, [provision]


def _days(provision: Provision) -> list[date]:
    match provision:
        case Target(due=due, on_the_way=days, periods=periods):
            return [*days, *map(last_day, periods), *([due] if due else [])]
        case Deliverable(due=date() as due):
            return [due]
        case _:
            return []


def _marks(found: tuple[Phrase, ...], sort: str) -> Iterator[Mark]:
    return (mark for phrase in found for mark in phrase.marks if mark.sort == sort)


def _of_units(
    catalogue: Catalogue, issued: Issued, found: tuple[Phrase, ...]
) -> Iterator[tuple[int, int]]:
    """Numbers in a phrase that names a unit, which a target asks of that unit."""
    for own in catalogue.assigned.values():
        for unit, assigned in own.items():
            names = catalogue.units[unit].names
            for phrase in found:
                if not any(flat(name) in flat(phrase.text) for name in names):
                    continue
                for mark in phrase.marks:
                    words = issued.text[mark.start : mark.end]
                    if mark.sort == "number" and saying(words, assigned.value):
                        yield mark.start, mark.end
