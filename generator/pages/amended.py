"""What later notices amended: what was asked for before, what is asked for instead, from when, and where
it is written."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from .. import wording
from ..catalogue.model import Issued, Provision, Version, versions
from .asks import asks
from .named import BASES, provision_link
from .site import Site
from .values import Line, Link, Place

COLUMNS = ("原来", "改为", "自何日起", "依据")


def notice_link(site: Site, issued: Issued) -> Link:
    """A notice by its title and number, leading to its text."""
    first = issued is site.catalogue.notices[0]
    own = issued.notice
    words = f"{own.title}（{own.doc_no}）" if own.doc_no else own.title
    return Link(words, Place("notice") if first else Place("notices", issued.id))


def of_provision(site: Site, provision: Provision) -> list[Line]:
    """A row for each amendment of a provision that is issued by the day, in force or to come."""
    return [_row(site, was, now) for was, now in pairwise(_versions(site, provision))]


def between(site: Site, after: date | None) -> list[Line]:
    """Those of all provisions that began after a day, each under what it is of; in the notices' order."""
    provisions = (each for clause in site.clauses for each in clause.provisions)
    return [
        (provision_link(site, provision), *_row(site, was, now))
        for provision in provisions
        for was, now in pairwise(_versions(site, provision))
        if now.since
        and now.since <= site.results.case.as_of
        and (after is None or now.since > after)
    ]


def _versions(site: Site, provision: Provision) -> tuple[Version, ...]:
    """Those of which something was in force by the day, and those that are to come."""
    catalogue = site.catalogue
    known = catalogue.versions.get(provision.id, (Version(provision),))
    to_come = [
        (issued.begins(each), issued.id, each)
        for issued in catalogue.notices
        for each in issued.amends
        if each.provision == provision.id and issued.begins(each) > site.results.case.as_of
    ]
    more = versions(known[-1].provision, sorted(to_come, key=lambda each: each[0]))
    return (*known, *more[1:])


def _row(site: Site, was: Version, now: Version) -> Line:
    assert now.by is not None
    assert now.since is not None
    issued = next(each for each in site.catalogue.notices if each.id == now.notice)
    said = f"：{wording.quoted(now.by.quote)}"
    basis = "" if now.by.basis == "notice" else f"（{BASES[now.by.basis]}）"
    since = wording.day(now.since)
    if now.since > site.results.case.as_of:
        since += "（尚未到）"
    return (
        asks(site, was.provision) or "没有写",
        asks(site, now.provision),
        since,
        (notice_link(site, issued), said, basis),
    )
