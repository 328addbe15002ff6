"""What holds for every bulletin of every period, of both cities and both editions: each number traces to a verdict or
to a count, nothing is said twice, nothing is left open, and the words are whole."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from generator import flow, wording
from generator.catalogue.model.terms import Audience
from generator.judging import bench
from generator.judging.results import Results, as_json
from generator.judging.verdict import Verdict
from generator.pages import arrivals
from generator.pages import drafted as drafts
from generator.pages.bulletins import kept, paper, periods
from generator.pages.leads import amounts
from generator.pages.papers import OfficialPaper, Paragraph, Sentence
from generator.pages.render import terminal
from generator.pages.site import Site
from generator.pages.values import Table
from generator.words.states import ATTENTION, State
from tests.canal import canal
from tests.laws.whole import opened, whole
from tests.pages.evidence import listed
from tests.seen import read

CITIES = (".", "tests/cities/harbour")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|〔[^〕]*〕")
OPEN = (
    "（）",
    "“”",
    "，，",
    "。。",
    "、、",
    "，。",
    "：。",
    "；。",
    "None",
    "{",
    "}",
    "总体良好",
    "nan",
)


@dataclass(frozen=True)
class Drafted:
    """A paper with the results of its day, and what results.json says of each verdict."""

    issue: periods.Issue
    paper: OfficialPaper
    site: Site

    def of(self, ids: Iterable[str]) -> list[Verdict]:
        """The verdicts of a sentence; KeyError for one that the day's results do not have."""
        return [self.site.results.by_id[id_] for id_ in ids]


@cache
def drafted(city: str, audience: Audience) -> list[Drafted]:
    world = read(city)
    assert world.catalogue
    last = flow.judge(world, world.catalogue.day_shown(date(2100, 1, 1)), audience)
    by_day: dict[date, Results] = {last.case.as_of: last}
    found = []
    for issue in periods.issues(last.case):
        day = periods.closing(last.case, issue)
        if day not in by_day:
            by_day[day] = flow.judge(world, day, audience)
        site = Site(by_day[day])
        found.append(Drafted(issue, paper.written(site, issue), site))
    return found


EVERY = [(city, audience) for city in CITIES for audience in ("public", "internal")]
every = pytest.mark.parametrize(("city", "audience"), EVERY)


def sentences(one: OfficialPaper) -> Iterator[Sentence]:
    for paragraph in one.paragraphs:
        yield from paragraph.sentences


def text(sentence: Sentence) -> str:
    return terminal.words(sentence.says)


@every
def test_words_are_whole_and_no_sentence_is_told_twice(city: str, audience: Audience) -> None:
    for each in drafted(city, audience):
        hold(each.paper)


def hold(one: OfficialPaper) -> None:
    """Every sentence ends, has nothing open in it, and is told once; no part of the paper is empty."""
    said = [text(sentence) for sentence in sentences(one)]
    assert len(said) == len(set(said)), one.title
    for words in said:
        assert words.endswith("。"), words
        assert not any(sign in words for sign in OPEN), words
    for section in one.sections:
        assert section.pieces
        for piece in section.pieces:
            assert not isinstance(piece, Paragraph) or piece.sentences


@pytest.mark.parametrize("seed", range(3))
def test_they_are_so_whatever_is_judged_and_filed(seed: int, tmp_path: Path) -> None:
    declared, filed = opened(whole(tmp_path, Random(seed)))
    for day in (date(2023, 5, 31), date(2023, 7, 31), date(2024, 1, 31)):
        results = bench.judge(declared, filed, day)
        found = [i for i in periods.issues(results.case) if periods.closing(results.case, i) == day]
        assert found
        for issue in found:
            hold(paper.written(Site(results), issue))


def test_they_are_so_in_a_city_of_weeks(tmp_path: Path) -> None:
    world = flow.read(canal(tmp_path, Random(1)).root)
    partly = set[str]()
    for day in (date(2026, 7, 31), date(2027, 1, 31)):
        results = flow.judge(world, day)
        for issue in periods.issues(results.case):
            if periods.closing(results.case, issue) == day:
                site = Site(results)
                one = paper.written(site, issue)
                hold(one)
                partly |= claimed(Drafted(issue, one, site))
    assert partly, "somebody patrols, and somebody does not"


def claimed(each: Drafted) -> set[str]:
    """What is said to be reached by some alone; it says by whom."""
    partly = set[str]()
    results = each.site.results
    for sentence in sentences(each.paper):
        if not (said := text(sentence)).endswith("达到要求。"):
            continue
        for verdict in (v for v in each.of(sentence.verdicts) if v.subject):
            judged = [v for v in results.by_provision[verdict.provision] if v.rule == verdict.rule]
            judged = [v for v in judged if v.binding and v.state != State.INFORMATIONAL]
            if {v.subject for v in judged} - {v.subject for v in each.of(sentence.verdicts)}:
                partly.add(said)
                name = each.site.catalogue.units[str(verdict.subject)].name
                assert name in said or re.search(r"[0-9]+个[^，]*的", said), said
    return partly


@every
def test_what_some_alone_have_reached_is_said_of_them(city: str, audience: Audience) -> None:
    for each in drafted(city, audience):
        claimed(each)


def _numbers(told: str) -> set[str]:
    return set(NUMBER.findall(QUOTED.sub("", told)))


def _of_verdict(each: Drafted, verdict: Verdict) -> Iterator[str]:
    """Every way in which a paper may spell what is judged, and what it is called."""
    value, asked, unit, low = verdict.value, verdict.threshold, verdict.unit, verdict.low
    yield from wording.compared(value, asked, unit, low=low)
    if value is not None and asked is not None:
        yield wording.gap(value, asked, unit, low=low)
    yield from (
        verdict.sentence,
        verdict.period or "",
        verdict.remedy.does if verdict.remedy else "",
    )
    yield from (wording.day(day) for day in (verdict.due, verdict.data_day) if day)
    catalogue = each.site.catalogue
    provision = catalogue.provisions[verdict.provision]
    yield from (provision.name, provision.quote)
    yield from (rule.title for rule in catalogue.rules_of.get(provision.id, ()))


def _counts(each: Drafted, verdicts: list[Verdict]) -> Iterator[str]:
    """How many there are of what is told of together, and what they lack."""
    units = {unit for v in verdicts for unit in ([v.subject] if v.subject else v.owners)}
    yield from (str(len(verdicts)), str(len(units)))
    yield str(len({(v.provision, v.rule, v.period) for v in verdicts}))
    yield str(len({(v.provision, v.rule) for v in verdicts}))
    yield from map(str, Counter((v.provision, v.rule, v.period) for v in verdicts).values())
    lacks = amounts.together(each.site, verdicts)
    yield lacks.spelt if lacks else ""


@every
def test_every_number_traces_to_a_verdict_or_a_count(city: str, audience: Audience) -> None:
    for each in drafted(city, audience):
        case, notice = each.site.results.case, each.site.catalogue.notice
        always = [each.issue.period.label, wording.day(case.as_of), notice.doc_no]
        always += [kind.name for kind in each.site.catalogue.kinds]
        counted = _counted(each.paper)
        for sentence in sentences(each.paper):
            said = text(sentence)
            if said in counted:
                continue  # held against the counts below
            verdicts = each.of(sentence.verdicts)
            known = [*_counts(each, verdicts), *(s for v in verdicts for s in _of_verdict(each, v))]
            numbers = {n for one in (*always, *known) for n in NUMBER.findall(one)}
            assert _numbers(said) <= numbers, said


def _counted(one: OfficialPaper) -> set[str]:
    """The sentences whose numbers are counts or the days of filings, as the evidence has it."""
    assert one.evidence
    told = {row[1] for row in one.evidence.rows if re.search("计数|期限", terminal.words(row[-1]))}
    return {said for s in sentences(one) if wording.short(said := text(s), drafts.SHORT) in told}


@every
def test_the_counts_are_those_of_the_results(city: str, audience: Audience) -> None:
    for each in drafted(city, audience):
        results = each.site.results
        overall = each.paper.sections[0]
        said = [text(s) for p in overall.pieces if isinstance(p, Paragraph) for s in p.sentences]
        tasks = next(one for one in said if "条任务和要求" in one)
        whole, *parts = map(int, NUMBER.findall(tasks))
        assert whole == len(each.site.catalogue.duties)
        assert not parts or sum(parts) == whole
        failed = [v for v in results.verdicts if v.binding and v.rule and v.state in ATTENTION]
        counted = next((one for one in said if one.startswith("连同报送逐项看")), "")
        assert (f"共{len(failed)}项" in counted) == bool(failed)
        joint = [v for v in failed if v.subject is None]
        assert (
            f"共同承担的{len(joint)}项，{'各' if len(joint) > 1 else ''}只计一次" in counted
        ) == bool(joint)
        filings = next(one for one in said if "报送" in one)
        arrived = [a for t in each.issue.terms for a in arrivals.line(each.site, t)]
        owing = [a for a in arrived if a.standing != "exempt"]
        on_time = sum(a.standing == "on_time" for a in owing)
        assert f"按时{on_time}" in filings or on_time in (0, len(owing))


@every
def test_units_are_told_of_by_kind_in_the_notice_s_order_with_all_that_they_filed(
    city: str, audience: Audience
) -> None:
    for each in drafted(city, audience):
        found = [a for a in each.paper.attachments if a.title == "各单位情况"]
        assert bool(found) == (len(each.issue.terms) > 1)
        order = [unit.name for unit in each.site.catalogue.units.values()]
        for table in (t for a in found for t in a.pieces):
            assert isinstance(table, Table)
            names = [str(row[0]) for row in table.rows]
            assert names == sorted(names, key=order.index)
            units = [u for u in each.site.catalogue.units.values() if u.name in names]
            assert len({unit.kind for unit in units}) == 1
            for unit, row in zip(units, table.rows, strict=True):
                owed, *parts = (int(str(cell).rstrip("次")) for cell in row[1:6])
                assert owed == sum(parts)
                stands = [v for v in each.site.results.stands_of(unit.id) if v.rule]
                failed = sum(v.state in ATTENTION for v in stands)
                assert row[table.columns.index("没有达到")] == f"{failed}项"


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_what_verdicts_say_is_what_results_json_says(audience: Audience) -> None:
    for each in drafted("tests/cities/harbour", audience):
        told = {v["id"]: v for v in json.loads(as_json(each.site.results))["verdicts"]}
        for sentence in sentences(each.paper):
            for verdict in each.of(sentence.verdicts):
                said = told[verdict.id]
                assert (verdict.value, verdict.threshold) == (said["value"], said["threshold"])
                assert verdict.state.value == said["state"]


@every
def test_what_rests_on_the_same_cells_is_told_once_in_a_part(city: str, audience: Audience) -> None:
    """A notice may ask twice for one thing, in a task and in a requirement: nobody reads two figures of it."""
    for each in drafted(city, audience):
        for section in each.paper.sections:
            if not str(section.title).endswith("存在问题"):
                continue
            told = [
                (
                    text(s).partition("要求")[2],
                    frozenset(c for v in each.of(s.verdicts) for c in v.lineage),
                )
                for piece in section.pieces
                if isinstance(piece, Paragraph)
                for s in piece.sentences
                if "要求" in text(s) and "实际" in text(s)
            ]
            assert len(told) == len(set(told)), each.issue.id


@every
def test_every_figure_has_its_verdict_in_the_evidence(city: str, audience: Audience) -> None:
    for each in drafted(city, audience):
        assert each.paper.evidence
        rests = [terminal.words(row[-1]) for row in each.paper.evidence.rows]
        known = {name for rest in rests for name in listed(rest)}
        for sentence in sentences(each.paper):
            # Of very many the provision and its time stand there, and how many units that are.
            assert all(
                id_ in known or any(f"{id_.rpartition('/')[0]}（" in rest for rest in rests)
                for id_ in sentence.verdicts
            ), text(sentence)
            if _numbers(text(sentence)) and not sentence.verdicts:
                rows = [row[1] for row in each.paper.evidence.rows]
                said = text(sentence)
                assert wording.short(said, drafts.SHORT) in rows or said.startswith(
                    ("按照", "所列情况")
                ), said


@every
def test_quoted_words_stand_so_in_a_filing(city: str, audience: Audience) -> None:
    for each in drafted(city, audience):
        filed = [n for told in each.site.results.narratives.values() for n in told]
        texts = {_bare(t) for n in filed for t in (n.text, n.problem, n.next)}
        for sentence in sentences(each.paper):
            said = text(sentence)
            for how in ("报送：", "反映：", "下一步打算："):
                whose, found, words = said.partition(how)
                if found and whose in {u.name for u in each.site.catalogue.units.values()}:
                    quoted = _bare(words.rstrip("。"))[1:-1]
                    whole = quoted.removesuffix("……")
                    assert any(t.startswith(whole) for t in texts), said


def _bare(words: str) -> str:
    """Without spaces, the marks of quotes alike, which change inside quotes, and no full stop at the end."""
    return re.sub(r"\s", "", words).translate(str.maketrans("‘’", "“”")).rstrip("。；")


@every
def test_what_is_kept_is_the_paper_again(city: str, audience: Audience) -> None:
    told = {each.issue.id: each.paper for each in drafted(city, audience)}
    assert kept.unpacked(kept.packed(told)) == told


def test_the_public_edition_knows_nothing_that_is_internal() -> None:
    public = drafted(".", "public")
    declared = public[-1].site.results.case.declared.provisions.values()
    internal = {provision.id for provision in declared if provision.audience == "internal"}
    assert internal
    for each in public:
        told = [v for s in sentences(each.paper) for v in each.of(s.verdicts)]
        assert not {verdict.provision for verdict in told} & internal
        assert "内部" not in each.paper.marks
    assert any("内部" in each.paper.marks for each in drafted(".", "internal"))
