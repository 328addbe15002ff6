"""A chart draws what was filed for a month, and says where nothing was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.judging.history import Closing, closings
from generator.judging.stood import Stood
from generator.pages.kinds import figures
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
