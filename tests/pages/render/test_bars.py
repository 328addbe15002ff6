"""Bars and tiles: each part at its place, nothing outside, and words for who does not see it."""

from __future__ import annotations

import re

from generator.pages.drawings import Progress, Tick
from generator.pages.links import Lead
from generator.pages.render.bars import axis, progress
from generator.pages.render.markdown import markdown
from generator.pages.values import Bars, Group, Lane, Link, Place, Quantity, Tiles

NODES = (
    Tick(30, "30%", "4月末"),
    Tick(50, "50%", "6月末"),
    Tick(75, "75%", "9月末"),
    Tick(100, "100%", "年底", binds=True),
)


def test_a_bar_is_small_and_has_each_part_at_its_place() -> None:
    drawn = progress(Progress("甲支出46.0%", 46, 100, NODES[:2], 52.25, alarm=True))
    assert drawn == (
        '<svg class="bar alarm" role="img" width="100%" height="20"><title>甲支出46.0%</title>'
        '<rect class="whole" y="3" width="100%" height="14"/>'
        '<rect class="ahead" y="3" width="52.2%" height="14"/>'
        '<rect class="done" y="3" width="46%" height="14"/>'
        '<line class="tick" x1="30%" x2="30%" y2="20"/>'
        '<line class="tick" x1="50%" x2="50%" y2="20"/></svg>'
    )


def test_no_bar_goes_outside_of_its_scale() -> None:
    for value, whole, shown in ((-3.0, 10.0, "0"), (12.0, 10.0, "100"), (0.0, 0.0, "0")):
        assert f'class="done" y="3" width="{shown}%"' in progress(Progress("", value, whole))
    untold = progress(Progress("甲未报送", None, 10, projected=5))
    assert 'class="bar untold"' in untold
    assert "done" not in untold
    assert "ahead" not in untold
    assert "ahead" not in progress(Progress("", 9, 10, projected=9))


def test_of_numbers_that_would_meet_the_one_that_binds_is_named() -> None:
    assert len(re.findall("<text", axis(NODES, 100))) == 8
    near = (Tick(96, "96%", "11月末", binds=True), Tick(100, "100%", "年底"))
    assert re.findall(">([^<]+)</text>", axis(near, 100)) == ["96%", "11月末"]


def test_beneath_bars_stands_what_is_asked_of_all_of_them() -> None:
    lanes = tuple(
        Lane(name, Progress(name, 40, 100, (NODES[0], Tick(own, f"{own}%", "年底"))), "40%")
        for name, own in (("甲", 80), ("乙", 90))
    )
    assert Bars("", lanes).axis == (NODES[0],)
    assert Bars("", lanes[:1]).axis == lanes[0].bar.ticks
    assert Bars("", ()).axis == ()
    assert "tfoot" not in markdown(Bars("", (Lane("甲", Progress("", 1, 2), 1),)), Lead("index"))


def test_bars_are_a_table_with_words_that_lead_somewhere() -> None:
    lane = Lane(
        Link("甲县", Place("unit", "a")),
        Progress("", 46, 100),
        Quantity(46, "%"),
        ("还有 ", Quantity(5, "万元")),
    )
    shown = markdown(Bars("支出", (lane,)), Lead("index"))
    assert '">甲县</a></th>' in shown
    assert "46&#46;0&#37;" in shown
    assert "还有 5万元" in shown
    assert 'class="bars"' in shown
    longer = Bars("支出", (Lane("市乡村振兴局专班", Progress("", 1, 2), 1),))
    assert 'class="bars long"' in markdown(longer, Lead("index"))


def test_tiles_name_what_is_not_done_and_every_square() -> None:
    group = Group("甲县", (("乙镇", True), ("丙<镇>", False)))
    shown = markdown(Tiles("走访", (group,), "已走访", "尚未走访", alarm=True), Lead("index"))
    assert 'class="mosaics alarm"' in shown
    assert "已走访1个，共2个；尚未走访：丙&lt;镇&gt;" in shown
    assert shown.count("<i ") == 2
    assert shown.count('class="done"') == 1
    assert "<镇>" not in shown
