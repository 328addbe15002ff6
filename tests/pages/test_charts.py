"""A chart draws what was filed for a month, and says where nothing was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.judging.history import Closing, closings
from generator.judging.stood import Stood
from generator.pages.kinds import clause, figures
from generator.pages.links import Lead
from generator.pages.render.charts import drawn
from generator.pages.render.markdown import markdown
from generator.pages.render.terminal import words
from generator.pages.site import Site
from generator.pages.values import MISSING, Chart, Series, Spark
from generator.words.states import State
from tests.world import World

MONTHS = ("5月", "6月", "7月", "8月")


def test_a_line_breaks_where_a_month_is_missing() -> None:
    whole = Series("东县", [1.0, 2.0, 3.0, 4.0], [False] * 4)
    gap = Series("东县", [1.0, None, 3.0, 4.0], [False, True, False, False])
    charts = [drawn(Chart("数", "", MONTHS, [line], [5.0] * 4, "个")) for line in (whole, gap)]
    assert [MISSING in svg for svg in charts] == [False, True]
    sparks = [drawn(Spark("数", line, [5.0] * 4)) for line in (whole, gap)]
    assert [spark.count("<rect") for spark in sparks] == [4, 3]


def test_a_month_without_a_filing_does_not_show_what_was_last_known(tmp_path: Path) -> None:
    world = World(tmp_path, files=("villages",))
    world.target("T-1", "建成5个示范村", value=5, due="2023-12-31")
    world.rule("count", provision="T-1", form="villages", distinct="village")
    for month, number in (("2023-05", 2), ("2023-06", 2), ("2023-07", 3)):
        rows = [[f"V{n}", 10, f"{month}-10"] for n in range(number)]
        world.file(month, "east", "villages", rows)
    results = world.judge("2023-07-31")
    history = closings(results, lambda day: world.judge(day.isoformat()))
    site = Site(results, replace(history, closings=tuple(map(without_june, history.closings))))
    (figure,) = figures.view(site).figures
    east = next(row for row in figure.rows if "东县" in words(row.unit))
    _, may, june, july = east.values
    assert (words(may), words(july)) == ("2个", "3个")
    shown = markdown(june, Lead("wall/figures"))
    assert "✕" in shown
    assert "未报送" in shown
    assert figure.caption.endswith("✕ 为未报送")


def without_june(closing: Closing) -> Closing:
    """The closing as it stands when June is not filed, and May is what is known."""
    if str(closing.month) != "2023-06":
        return closing
    verdicts = tuple(
        replace(v, state=State.MISSING_REPORT, value=2.0) if v.rule == "r1" else v
        for v in closing.stood.verdicts
    )
    return replace(closing, stood=Stood(verdicts=verdicts))


def test_each_unit_has_its_own_mark_and_number(tmp_path: Path) -> None:
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
    (figure,) = figures.view(site).figures
    assert [words(row.asked) for row in figure.rows] == ["3个", "5个"]
    assert figure.apart
    assert "短横为各单位的要求" in figure.caption
    assert figure.chart is not None
    assert [line.aim for line in figure.chart.series] == [3, 5]
    with_marks, without = (
        str(drawn(chart))
        for chart in (figure.chart, replace(figure.chart, series=bare(figure.chart.series)))
    )
    assert with_marks.count("<rect") + with_marks.count("<path") > (
        without.count("<rect") + without.count("<path")
    )
    task = next(each for each in site.clauses if each.id == "T")
    (target,) = (each for each in clause.view(site, task).provisions if each.id == "T-1")
    told = [[words(value) for value in row] for row in target.shares]
    assert [row[:4] for row in told] == [
        ["东县", "3个", "3个", ""],
        ["西县", "5个", "3个", "差2个"],
        ["合计", "8个", "6个", ""],
    ]


def bare(lines: Sequence[Series]) -> list[Series]:
    return [replace(line, aim=None) for line in lines]


def test_a_range_is_a_band_and_places_go_down(tmp_path: Path) -> None:
    line = Series("东县", [5.0, 4.0, 3.0, 2.0], [False] * 4)
    whole = [5.0] * 4
    band = str(drawn(Chart("数", "", MONTHS, [line], whole, "%", [1.0] * 4)))
    assert 'fill="var(--chart-target)"' in band
    up, down = (
        axis(str(drawn(Chart("数", "", MONTHS, [line], whole, unit)))) for unit in ("个", "位次")
    )
    assert up == sorted(up, reverse=True)
    assert down == sorted(down)


def axis(svg: str) -> list[float]:
    """The numbers at the axis of figures, from the top."""
    marks = re.findall(r'translate\([-0-9.]+,([0-9.]+)\)"[^>]*>([0-9]+)</text>', svg)
    return [float(number) for _, number in sorted(marks, key=lambda mark: float(mark[0]))]
