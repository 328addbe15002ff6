"""What is followed is drawn as it was told: on the days of the data, against what is asked from day to day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.judging.history import closings
from generator.pages import charting, measures
from generator.pages.kinds import clause, figure, figures
from generator.pages.links import Lead
from generator.pages.page import Sheet
from generator.pages.render.markdown import markdown
from generator.pages.render.terminal import words
from generator.pages.site import Site
from generator.pages.values import Place
from tests.world import SPENT, World

LAST = date(2023, 12, 31)


def villages(folder: Path, told: dict[str, int]) -> World:
    """Villages that an east county built, month by month."""
    world = World(folder, files=("villages",))
    world.target("T-1", "建成5个示范村", value=5, due=str(LAST), basis="assumed")
    world.rule("count", provision="T-1", form="villages", distinct="village")
    for month, number in told.items():
        world.file(month, "east", "villages", [[f"V{n}", 10, f"{month}-10"] for n in range(number)])
    return world


def east(site: Site) -> measures.Followed:
    """How the only measure of the county is followed."""
    (measure,) = measures.measures(site)
    return next(one for one in measures.followed(site, measure) if one.subject == "east")


def only(sheet: Sheet) -> figure.MeasureView:
    """What the page of one measure shows."""
    assert isinstance(sheet.shown, list)
    (shown,) = sheet.shown
    assert isinstance(shown, figure.MeasureView)
    return shown


def test_a_month_without_a_filing_is_a_gap_and_shows_no_other_months_figure(tmp_path: Path) -> None:
    world = villages(tmp_path, {"2023-04": 1, "2023-05": 2, "2023-07": 3})
    site = Site(world.judge("2023-07-31"))
    one = east(site)
    assert [(entry.called, entry.value) for entry in one.entries] == [
        ("4月", 1), ("5月", 2), ("6月", None), ("7月", 3)
    ]  # fmt: skip
    assert one.ahead is not None  # the newest that was due is in
    (sheet,) = figure.sheets(site)
    shown = only(sheet)
    row = next(cells for unit, cells in shown.rows if "东县" in words(unit))
    assert [words(cell.value) for cell in row][::2] == ["3个", "2个"]
    june = markdown(row[1].value, Lead("figures/T-1"))
    assert "✕" in june
    assert "没有报送2023年6月的“示范村”表" in june
    of = charting.frame([one])
    assert of
    drawn = markdown(charting.chart(site, one, of), Lead("figures/T-1"))
    assert drawn.count("✕") == 1
    assert drawn.count("<circle") == 3
    assert "6月未报送" in drawn


def test_nothing_is_projected_where_the_newest_is_missing_or_all_is_reached(tmp_path: Path) -> None:
    missing = Site(villages(tmp_path / "a", {"2023-04": 1, "2023-05": 2}).judge("2023-07-31"))
    assert east(missing).ahead is None
    one = Site(villages(tmp_path / "b", {"2023-04": 1}).judge("2023-04-30"))
    assert east(one).ahead is None
    reached = {"2023-04": 4, "2023-05": 5}
    assert east(Site(villages(tmp_path / "c", reached).judge("2023-05-31"))).ahead is None


def test_where_the_pace_leads_is_what_the_verdict_says(tmp_path: Path) -> None:
    site = Site(villages(tmp_path, {"2023-10": 2, "2023-11": 3}).judge("2023-12-12"))
    one = east(site)
    assert one.ahead is not None
    (verdict,) = one.verdicts
    assert f"约为{charting.projected(one)}" in verdict.sentence
    assert one.ahead.day == LAST


def test_each_unit_has_its_own_number(tmp_path: Path) -> None:
    world = World(tmp_path, files=("villages",))
    own = {"east": 3, "west": 5}
    world.target("T-1", "建成5个示范村", values=own, due="2023-12-31", basis="assumed")
    world.rule("count", provision="T-1", form="villages", distinct="village")
    for month, number in (("2023-05", 1), ("2023-06", 2), ("2023-07", 3)):
        for unit in ("east", "west"):
            rows = [[f"V{n}", 10, f"{month}-10"] for n in range(number)]
            world.file(month, unit, "villages", rows)
    results = world.judge("2023-07-31")
    site = Site(results, closings(results, lambda day: world.judge(day.isoformat())))
    (sheet,) = figure.sheets(site)
    shown = only(sheet)
    assert [row.asked for row in shown.standing] == ["12月31日前须达到3个", "12月31日前须达到5个"]
    assert [[need.value for need in each.chart.needs] for each in shown.charts] == [[3], [5]]
    assert len({each.chart.scale for each in shown.charts}) == 1  # to be compared
    assert [row.bar.ticks[0].at for row in shown.standing if row.bar] == [3, 5]
    (card,) = figures.view(site).asked
    assert words(card.others) == "2个单位：已达到1，未到期1"
    assert "西县" in words(card.whose)  # that which is farthest back
    task = next(each for each in site.clauses if each.id == "T")
    (target,) = (each for each in clause.view(site, task).provisions if each.id == "T-1")
    told = [[words(value) for value in row] for row in target.shares]
    assert [row[:4] for row in told] == [
        ["东县", "3个", "3个", ""],
        ["西县", "5个", "3个", "差2个"],
        ["合计", "8个", "6个", ""],
    ]


def test_periods_are_columns_that_begin_at_0(tmp_path: Path) -> None:
    world = World(tmp_path, files=("events",))
    world.cadence("T-5", "每月开展一次调研", every="month")
    world.rule("count", provision="T-5", form="events", distinct="event", dated_by="date")
    for month, number in (("2023-05", 2), ("2023-06", 1), ("2023-07", 3)):
        rows = [[f"E{month}{n}", "调研", f"{month}-10", "甲", "乙"] for n in range(number)]
        world.file(month, "east", "events", rows)
    site = Site(world.judge("2023-07-31"))
    one = east(site)
    assert one.columns
    assert one.ahead is None
    assert {(need.start.month, need.end.month, need.node) for need in one.needs} >= {(6, 6, False)}
    of = charting.frame([one])
    assert of is not None
    assert of.scale.bottom == 0
    drawn = markdown(charting.chart(site, one, of), Lead("figures/T-5"))
    assert drawn.count('class="column"') == sum(e.value is not None for e in one.entries) > 0
    assert "<circle" not in drawn


def test_a_unit_has_its_figures_and_nothing_is_drawn_of_nothing(tmp_path: Path) -> None:
    site = Site(villages(tmp_path, {"2023-05": 1}).judge("2023-05-31"))
    (shown,) = figures.of_unit(site, "east")
    assert (shown.value, shown.day, shown.asked) == ("1个", "截至5月10日", "12月31日前须达到5个")
    assert figures.of_unit(site, "west") == []
    empty = Site(villages(tmp_path / "b", {}).judge("2023-06-30"))
    assert figures.view(empty).asked == []
    assert list(figure.sheets(empty)) == []
    assert measures.page_of(empty, "T-1") is None


def test_two_rules_on_one_indicator_are_one_measure(tmp_path: Path) -> None:
    world = World(tmp_path, files=("funds",), indicators=[SPENT])
    points = [{"date": "2023-04-30", "value": 30}, {"date": "2023-06-30", "value": 50}]
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    world.target("T-1", quote, indicator="spent", checkpoints=points)
    world.target("T-2", "年底", indicator="spent", value=100, due=str(LAST), basis="assumed")
    world.rule("threshold", id="nodes", provision="T-1")
    world.rule("threshold", id="end", provision="T-2")
    for month, spent in (("2023-05", 33), ("2023-06", 45)):
        world.file(month, "east", "funds", [["P1", "中央", 100, 100, spent, f"{month}-20"]])
    site = Site(world.judge("2023-06-25"))
    (measure,) = measures.measures(site)
    one = measures.followed(site, measure)[0]
    assert [(need.start, need.end, need.value) for need in one.needs] == [
        (date(2023, 1, 1), date(2023, 4, 30), 30),
        (date(2023, 4, 30), date(2023, 6, 30), 50),
        (date(2023, 6, 30), LAST, 100),
    ]
    assert measures.page_of(site, "T-2") == measure.place == Place("figure", "T-1", "nodes")
    assert measure.name == "支出进度"
