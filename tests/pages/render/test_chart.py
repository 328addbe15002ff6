"""Charts: every point lies on its day and at its value, words meet no others, and all is small."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pages.drawings import Chart, Need, Point, Scale
from generator.pages.render.charts import across, chart, up
from generator.pages.scale import scale
from tests.campaign import examples

FIRST, LAST = date(2023, 4, 1), date(2023, 12, 31)
TOLD = (
    Point(date(2023, 4, 30), 32),
    Point(date(2023, 5, 31), 41),
    Point(date(2023, 6, 30), None),
    Point(date(2023, 7, 31), 60),
)
NODES = (
    Need(date(2023, 1, 1), date(2023, 6, 30), 50, node=True, says="50%"),
    Need(date(2023, 6, 30), LAST, 100, node=True, says="100%"),
)


def made(points: Sequence[Point], needs: Sequence[Need] = (), of: Scale | None = None) -> Chart:
    """A chart of some points."""
    numbers = [p.value for p in points if p.value is not None] + [n.value for n in needs]
    held = of or scale(numbers, "%")
    return Chart("甲", "乙", FIRST, LAST, held, tuple(points), "60.0%", tuple(needs))


def test_a_chart_is_small_enough_to_be_read() -> None:
    assert chart(made(TOLD, NODES)) == (
        '<svg class="chart" role="img" width="100%" height="136"><title>甲</title><desc>乙</desc>'
        '<svg viewBox="0 0 1000 136" preserveAspectRatio="none">'
        '<path class="grid" d="M0,112H1000M0,65H1000M0,18H1000M0,112H1000"/>'
        '<path class="asked" d="M20,65H335V18H980"/>'
        '<path class="line" d="M122,81.9L230,73.5M444,55.6"/></svg>'
        '<text x="0%" y="109">0%</text><text x="0%" y="62">50%</text><text x="0%" y="15">100%</text>'
        '<text class="newest" text-anchor="middle" x="44.4%" y="47.6">60.0%</text>'
        '<text class="needs" text-anchor="end" x="100%" y="13">100%</text>'
        '<text class="needs" text-anchor="middle" x="33.5%" y="46">50%</text>'
        '<text text-anchor="end" x="100%" y="127">年底</text>'
        '<text text-anchor="middle" x="33.5%" y="127">6月末</text><text x="0%" y="127">4月</text>'
        '<rect class="node" x="33.5%" y="62" width="6" height="6"/>'
        '<rect class="node" x="98%" y="15" width="6" height="6"/>'
        '<circle cx="12.2%" cy="81.9" r="3"/><circle cx="23%" cy="73.5" r="3"/>'
        '<circle cx="44.4%" cy="55.6" r="3"/><text class="gap" x="33.5%" y="109">✕</text></svg>'
    )


def days() -> st.SearchStrategy[list[Point]]:
    """What was told on days in order, some of it missing."""
    value = st.none() | st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3))
    whole = st.lists(st.tuples(st.integers(0, 274), value), min_size=1, unique_by=lambda t: t[0])
    return whole.map(lambda told: [Point(FIRST + timedelta(d), v) for d, v in sorted(told)])


@given(days())
@settings(max_examples=examples(60), deadline=None)
def test_every_point_is_a_told_value_on_its_day(points: list[Point]) -> None:
    told = [point for point in points if point.value is not None]
    shown = made(points)
    svg = str(chart(shown))
    drawn = re.findall(r'<circle cx="([\d.]+)%" cy="([-\d.]+)"', svg)
    expected = told if len(told) <= 40 else told[-1:]
    assert len(drawn) == len(expected)
    bottom, top = shown.scale.bottom, shown.scale.top
    for (x, y), point in zip(drawn, expected, strict=True):
        day = (float(x) - 2) / 96 * (LAST - FIRST).days
        assert abs(day - (point.day - FIRST).days) < 0.2
        value = bottom + (112 - float(y)) / 94 * (top - bottom)
        assert abs(value - (point.value or 0)) <= (top - bottom) / 900
        assert 18 <= float(y) <= 112
    assert svg.count("✕") == len(points) - len(told)
    line = re.search('class="line" d="([^"]*)"', svg)
    assert line is not None
    runs = re.findall("[TN]+", "".join("N" if p.value is None else "T" for p in points))
    assert line[1].count("M") == sum(len(part) > 0 for run in runs for part in run.split("N"))


@given(
    st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=9),
    st.sampled_from(["%", "个", "万元"]),
)
@settings(max_examples=examples(60), deadline=None)
def test_a_scale_holds_all_numbers_between_few_round_marks(numbers: list[float], unit: str) -> None:
    found = scale(numbers, unit)
    # A mark is reckoned in floats: it may miss the outermost number by their last places, on
    # either side of zero.
    rounding = 1e-9 * (1 + max(map(abs, numbers)))
    assert found.bottom <= min(numbers) + rounding
    assert found.top >= max(numbers) - rounding
    assert found.bottom < found.top
    assert 2 <= len(found.marks) <= 5


@pytest.mark.parametrize(
    ("numbers", "unit", "ends"),
    [
        ((98.1, 98.8, 100), "%", (97, 100)),
        ((46, 69, 100), "%", (0, 100)),
        ((100, 100, 100), "%", (90, 100)),
        ((0, 0), "个", (0, 1)),
        ((1, 2, 6), "个", (0, 6)),
        ((-3, 4), "%", (-5, 5)),
        ((12290, 12670), "人", (12200, 12800)),
        ((2, 9), "位次", (9, 1)),
    ],
)
def test_an_axis_shows_the_difference(
    numbers: tuple[float, ...], unit: str, ends: tuple[float, float]
) -> None:
    found = scale(numbers, unit)
    assert (found.bottom, found.top) == ends


def test_places_go_down_and_columns_begin_at_0() -> None:
    places = made((Point(FIRST, 5), Point(LAST, 2)), of=scale((5, 2), "位次"))
    assert up(places, 2) < up(places, 5)
    assert scale((98, 99), "%", from_zero=True).bottom == 0


def test_a_range_is_a_band() -> None:
    need = Need(FIRST, LAST, 20, low=15, says="15%至20%")
    svg = str(chart(made((Point(LAST, 18),), (need,))))
    assert 'class="band"' in svg
    assert 'class="asked"' not in svg


def test_many_points_are_a_line_and_the_last_one() -> None:
    weeks = [Point(FIRST + timedelta(5 * n), n) for n in range(50)]
    assert str(chart(made(weeks))).count("<circle") == 1
    assert str(chart(made(weeks[:40]))).count("<circle") == 40


def test_a_chart_of_nothing_is_nothing() -> None:
    assert chart(made(())) == ""


def test_words_meet_no_others_and_stay_inside() -> None:
    steps = [
        Need(
            FIRST + timedelta(20 * n),
            FIRST + timedelta(20 * n + 20),
            10.0 * n,
            node=True,
            says=f"{n}0%",
        )
        for n in range(1, 10)
    ]
    shown = made((Point(date(2023, 11, 30), 88),), steps)
    texts = re.findall(
        r'<text( class="\w+")?( text-anchor="\w+")? x="([\d.]+)%" y="([\d.]+)">([^<]*)',
        str(chart(shown)),
    )
    boxes = []
    for _, anchor, x, y, says in texts:
        wide = sum(12 if ord(sign) > 0x2E7F else 7 for sign in says)
        shift = {"": 0.0, "middle": 0.5, "end": 1.0}[anchor[14:-1]]
        left = float(x) * 3 - wide * shift
        boxes.append((left, left + wide, float(y)))
        assert -1 <= left <= 301 - wide
    for index, (left, right, y) in enumerate(boxes):
        for start, end, other in boxes[:index]:
            assert right <= start or end <= left or abs(y - other) >= 11
    assert across(shown, LAST) == 98
