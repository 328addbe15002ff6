"""The wall chart says of each month what was known at its end, and counts what is there."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from generator import flow
from generator.flow import World
from generator.judging.history import closings
from generator.judging.turns import turns
from generator.pages import charting, deeds, measures, turned
from generator.pages.kinds import changes, figure, registers, verdicts, wall, wall_filing
from generator.pages.links import Lead
from generator.pages.render.markdown import markdown
from generator.pages.render.terminal import words
from generator.pages.site import Site
from generator.words.states import AHEAD
from tests.seen import read

DAY = date(2023, 10, 31)


@pytest.fixture(scope="module")
def world() -> World:
    return read()


@pytest.fixture(scope="module")
def site(world: World) -> Site:
    results = flow.judge(world, DAY)
    return Site(results, closings(results, lambda day: flow.judge(world, day)))


def test_each_closed_month_has_its_closing_and_none_is_later_than_the_day(site: Site) -> None:
    told = site.history.closings
    assert [str(c.month) for c in told] == [f"2023-{m:02}" for m in range(5, 11)]
    assert [c.day.day for c in told] == [31, 30, 31, 31, 30, 31]
    assert told[-1].day == DAY


def test_a_cell_says_what_was_known_at_the_end_of_its_month(world: World, site: Site) -> None:
    june = flow.judge(world, date(2023, 6, 30))
    view = wall.view(site)
    column = view.months.index("6月")
    for clause, row in zip(site.catalogue.duties, view.rows, strict=True):
        state = june.standing(clause.id)
        shape = f"state-{state} " if state else ""
        cells = [markdown(cell, Lead("wall/index")) for cell in row.cells]
        assert shape in cells[column]
        assert not cells[view.months.index("11月")].count('class="state')


def test_what_falls_due_is_flagged_in_its_month(site: Site) -> None:
    rows = dict(zip((c.id for c in site.catalogue.duties), wall.view(site).rows, strict=True))
    months = wall.view(site).months
    flagged = [
        months[n]
        for n, cell in enumerate(rows["T17"].cells)
        if "◆" in markdown(cell, Lead("wall/index"))
    ]
    assert flagged == ["6月", "9月", "12月"]


def test_corrections_are_counted_on_the_filing_calendar(site: Site) -> None:
    rows = wall_filing.view(site).rows
    told = "".join(markdown(cell, Lead("wall/filing")) for row in rows for cell in row.cells)
    case = site.results.case
    corrected = sum(max(0, len(case.ledger.versions(key, DAY)) - 1) for key in case.ledger.by_key)
    assert sum(int(part[0]) for part in told.split("<sup>")[1:]) == corrected > 0


def test_what_turned_is_told_for_everyone_and_for_a_unit(site: Site) -> None:
    assert site.history.before is not None
    assert site.history.before.day == date(2023, 9, 30)
    found = turns(site.history.before.stood, site.results)
    told = changes.view(site).changes
    assert told.since == "上月末（2023年9月30日）"
    assert len(told.rows) == sum(turn.kind in ("worse", "better", "other") for turn in found) > 0
    assert len(told.figures) == sum(turn.kind == "figure" for turn in found) > 0
    own = turned.of_unit(site, "jianan")
    assert 0 < len(own.rows) < len(told.rows)
    few = turned.of_everyone(site, shown=2)
    assert (len(few.rows), few.more) == (2, len(told.rows) - 2)
    assert changes.view(Site(site.results)).changes.rows == []


def test_every_point_is_what_verdicts_say_of_its_day(site: Site) -> None:
    told = {
        (v.rule, v.subject, v.data_day): v.value
        for closing in site.history.closings
        for v in (*closing.stood.verdicts, *site.results.verdicts)
        if v.value is not None
    }
    held = 0
    for measure in measures.measures(site):
        for one in measures.followed(site, measure):
            for entry in () if one.columns else one.entries:
                for rule in measure.rules:
                    key = rule.id, one.subject, entry.day
                    if entry.value is not None and key in told:
                        assert entry.value == told[key], key
                        held += 1
    assert held > 100


def test_funds_are_followed_from_node_to_node(site: Site) -> None:
    assert measures.page_of(site, "T17-4") == measures.page_of(site, "T17-3")  # one number
    measure = next(each for each in measures.measures(site) if each.provision.id == "T17-3")
    jianan = next(one for one in measures.followed(site, measure) if one.subject == "jianan")
    assert [need.says for need in jianan.needs] == ["30%", "50%", "75%", "100%"]
    assert {(e.called, e.day) for e in jianan.entries} >= {("9月", date(2023, 8, 31))}
    of = charting.frame([jianan])
    assert of is not None
    shown = markdown(charting.chart(site, jianan, of), Lead("figures/T17-3"))
    assert "<title>" in shown
    assert "style=" not in shown
    assert "#" not in shown  # every colour is the style sheet's


def test_funds_are_taken_apart_by_level_in_the_order_of_the_form(site: Site) -> None:
    (sheet,) = (sheet for sheet in figure.sheets(site) if sheet.of == "T17-3")
    assert isinstance(sheet.shown, list)
    funds = sheet.shown[0]
    assert funds.breakdown is not None
    assert funds.breakdown.parts == ["中央", "省级", "市级", "县级"]
    verdict = max(
        (v for v in site.results.verdicts if v.subject == "yanling" and v.binding and v.data_day
         and v.rule in ("fund-checkpoints", "fund-year-end")),
        key=lambda v: v.data_day or DAY,
    )  # fmt: skip
    each = next(outcome for outcome in verdict.outcomes if outcome.id == "arrived-each")
    (values,) = [
        [words(cell[1]) for cell in cells if cell]
        for unit, cells in funds.breakdown.rows
        if "鄢陵县" in words(unit)
    ]
    assert min(float(value.rstrip("%")) for value in values) == round(each.value or 0, 1)


def test_tiles_are_the_items_that_count(site: Site) -> None:
    (first, *_) = registers.view(site).coverage
    items = site.catalogue.registers["townships"].counted_items
    for turn in first.turns:
        assert sum(group.total for group in turn.groups) == len(items)
        assert sum(group.done for group in turn.groups) == sum(
            done for group in turn.groups for _, done in group.tiles
        )
    verdict = next(
        v for v in site.results.verdicts if v.rule == first.id and v.binding and v.value is not None
    )
    current = next(turn for turn in first.turns if turn.current)
    assert sum(group.done for group in current.groups) == verdict.value


def test_open_problems_are_what_is_missing_to_the_whole(site: Site) -> None:
    (problems,) = registers.view(site).problems
    gaps = [v.gap for v in site.results.verdicts if v.rule == problems.id and v.binding]
    assert len(problems.records) == sum(gap or 0 for gap in gaps)
    assert sum(sum(ages) for _, _, _, ages, _ in problems.rows) == len(problems.records)


def test_the_table_of_all_has_every_verdict_by_a_rule(site: Site) -> None:
    assert len(verdicts.rows(site)) == sum(v.rule is not None for v in site.results.verdicts)


def test_a_unit_sees_what_is_due_in_sixty_days_in_order(site: Site) -> None:
    every = deeds.of_unit(site, site.catalogue.units["jianan"])
    dated = [deed.when for deed in every if "年" in deed.when and not deed.joint]
    told = [date(*map(int, re.findall(r"\d+", words)[:3])) for words in dated]
    assert told == sorted(told)
    ahead = [v for v in site.results.own_of("jianan") if v.state in AHEAD and v.due]
    due = [(v.provision, v.due) for v in ahead if v.due and v.due >= DAY]
    near = [(name, day) for name, day in due if day <= DAY + timedelta(days=60)]
    nearest = {min(day for other, day in near if other == name) for name, _ in near}
    assert nearest
    assert nearest <= set(told) <= {day for _, day in due}, "a form may have its turn later"
