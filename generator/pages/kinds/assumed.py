"""What is in use although nobody has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ... import wording
from ...catalogue.model import Amendment, Issued, Provision
from ...frozen import dataclass
from ..filings import deadlines
from ..laws import laws
from ..named import form_link, provision_link, question_links
from ..page import Page, alone
from ..site import Site
from ..values import Line, Link, Place, Value
from . import quality


@dataclass(frozen=True, slots=True)
class AssumedView:
    """What this city's files assume, and what judging does wherever a notice says nothing: each what it
    is about, what is done, what another way would change, and, for the office, where it stands."""

    columns: tuple[str, ...]
    declared: list[Line]
    law_columns: tuple[str, ...]
    laws: list[Line]


def view(site: Site) -> AssumedView:
    """All that is in use without the office's word."""
    shown = None if site.for_office else -1
    columns = "内容", "暂按", "另一种理解的影响", "待明确的口径", "所在文件"
    of_laws = "内容", "暂按", "换一种办法的影响", "在哪里设"
    return AssumedView(
        columns[:shown],
        [row[:shown] for row in _declared(site)],
        of_laws[:shown],
        [(law.name, law.says, law.otherwise, law.place)[:shown] for law in laws(site)],
    )


def _declared(site: Site) -> list[tuple[Value, ...]]:
    """All entries whose basis is ``assumed``, wherever they are declared, with their questions, and
    words of the notice that are read as the office reads them."""
    asked = site.catalogue.questions
    return [
        (what, default, _effects(site, ids), question_links(asked[id_] for id_ in ids), where)
        for what, where, default, ids in _assumed(site)
    ]


_Entry: TypeAlias = tuple[Link | str, str, str, tuple[str, ...]]
"""What is assumed, in which file, what is done meanwhile, and the questions that hang on it."""


def _assumed(site: Site) -> Iterator[_Entry]:
    yield from _of_filing(site)
    yield from _of_units(site)
    yield from _of_tasks(site)
    yield from _of_rules(site)
    yield from _of_home(site)
    yield from _of_bulletins(site)
    for form in site.forms:
        if form.basis == "assumed":
            what = form_link(form, f"{wording.quoted(form.name)}表样")
            yield what, f"rules/forms/{form.id}.yaml", form.note or form.purpose, ()


def _of_filing(site: Site) -> Iterator[_Entry]:
    policy, file = site.catalogue.filing, "rules/filing.yaml"
    if policy.basis == "assumed":
        yield "报送期限", file, policy.note or "；".join(deadlines(site)), policy.questions
    if policy.nothing_new and policy.nothing_new.basis == "assumed":
        said = f"{wording.join(policy.nothing_new.phrases)}。{policy.nothing_new.note}"
        yield "无新内容的说法", file, said, ()
    if site.for_office and (standard := quality.standard(site)).basis == "assumed":
        said = f"{'；'.join(quality.in_words(standard))}。{standard.note}"
        yield Link("数据质量的标准", Place("quality", anchor="standard")), file, said, ()


def _of_units(site: Site) -> Iterator[_Entry]:
    catalogue, file = site.catalogue, "units.yaml"
    for group in catalogue.groups.values():
        if group.basis == "assumed":
            members = wording.join(catalogue.units[m].name for m in group.members)
            yield Link(group.name, Place("units", anchor=group.id)), file, members, group.questions
    for register in catalogue.registers.values():
        if register.basis == "assumed":
            said = register.note or f"计 {register.expected} 个"
            yield register.name, file, said, register.questions


def _read_otherwise(issued: Issued, words: Provision | Amendment) -> str:
    """What is read of its words that they do not plainly say."""
    if not words.reads:
        return ""
    from ...catalogue import reads  # with all that reads a notice

    found = [each for each in reads.of_notice(issued, words) if each.opinion != "agrees"]
    return "；".join(each.told for each in found)


def _of_tasks(site: Site) -> Iterator[_Entry]:
    for issued in site.catalogue.notices:
        for provision, words in _stated(site, issued):
            what = provision_link(site, provision)
            if words.basis == "assumed":
                yield what, issued.file, words.note, words.questions
            if said := _read_otherwise(issued, words):
                yield what, issued.file, said, words.questions


def _stated(site: Site, issued: Issued) -> Iterator[tuple[Provision, Provision | Amendment]]:
    """What a notice asks for, and what it amends of others, each with the record that says so."""
    known = site.catalogue.provisions
    yield from ((each, each) for clause in issued.clauses for each in clause.provisions)
    yield from ((known[by.provision], by) for by in issued.amends if by.provision in known)


def _of_rules(site: Site) -> Iterator[_Entry]:
    for rule in site.catalogue.rules:
        if rule.basis == "assumed":
            provision = site.catalogue.provisions[rule.provision]
            words = rule.title or f"{wording.quoted(provision.name)}的判定办法"
            what = provision_link(site, provision, words)
            yield what, "rules/judging", rule.note, rule.questions


def _of_home(site: Site) -> Iterator[_Entry]:
    home = site.catalogue.home
    if home and home.basis == "assumed":
        leads = (lead for lead in home.leads if lead.provision in site.catalogue.provisions)
        names = [lead.title or site.catalogue.provisions[lead.provision].name for lead in leads]
        said = f"依次先说{wording.join(map(wording.quoted, names))}。{home.note}"
        yield Link("首页的次序", Place("home")), "rules/home.yaml", said, ()


def _of_bulletins(site: Site) -> Iterator[_Entry]:
    own = site.catalogue.bulletins
    if own and own.basis == "assumed":
        names = wording.join(wording.quoted(each.name) for each in own.bulletins)
        yield (
            Link("公文的写法", Place("bulletins")),
            "rules/bulletins.yaml",
            f"{names}。{own.note}",
            (),
        )


def _effects(site: Site, ids: tuple[str, ...]) -> str:
    return wording.in_one(site.catalogue.questions[name].effect for name in ids)


PAGE = Page("assumed", alone("暂定办法", view), section="口径与决定", rank=51)
