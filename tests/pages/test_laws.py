"""The laws of judging stand on the page of what nobody has confirmed, as the city has set them."""

from __future__ import annotations

from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.judging import pace, titles
from generator.pages import laws
from generator.pages.laws import Law
from generator.pages.site import Site
from generator.pages.writing import write
from tests.place import PROJECT
from tests.world import World


def told(folder: Path, **policy: Any) -> dict[str, Law]:
    world = World(folder, files=("funds",))
    world.policy = policy
    return {law.name: law for law in laws.laws(Site(world.judge("2023-06-30")))}


def test_every_law_stands_on_the_page_with_what_another_one_would_change(tmp_path: Path) -> None:
    results = World(tmp_path / "world", files=("funds",)).judge("2023-06-30")
    write(results, PROJECT / "site", tmp_path / "docs")
    page = unescape((tmp_path / "docs" / "assumed.md").read_text("utf-8"))
    every = laws.laws(Site(results))
    assert len({law.name for law in every}) == len(every)
    for law in every:
        row = page[page.index(f'<th scope="row">{law.name}</th>') :].split("</tr>")[0]
        assert law.says in row
        assert law.otherwise in row
        assert law.place in row


def test_figures_of_judging_are_those_it_goes_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "NEAR", 45)
    monkeypatch.setattr(pace, "SHARE", 3)
    monkeypatch.setattr(titles, "TRIAL", ("草案",))
    said = told(tmp_path)
    assert "不超过全程的 1/3（最多 45 天）" in said["预警"].says
    assert "后面只有“（草案）”的" in said["文件标题"].says


def test_what_the_city_has_set_is_said_as_it_is_set(tmp_path: Path) -> None:
    usual = told(tmp_path / "usual")
    assert "上次截止日次日至本次截止日" in usual["一次报送反映的时段"].says
    assert "node_grace 为 0" in usual["节点的数"].says
    own = told(tmp_path / "own", day=5, month_offset=1, covers="period", node_grace=3, roll="none")
    assert "反映报送月份（季度）本身的情况" in own["一次报送反映的时段"].says
    assert "晚于这一段的不收" in own["一次报送反映的时段"].says
    assert "节点后3天内的数可以代表" in own["节点的数"].says
    assert "次月 5 日前收到" in own["何时截止"].says
    assert "遇休息日不顺延" in own["何时截止"].says
    for name in ("一次报送反映的时段", "节点的数"):
        assert own[name].otherwise != usual[name].otherwise


def test_the_default_day_is_that_of_the_command_line(tmp_path: Path) -> None:
    world = World(tmp_path, files=("funds",))
    results = world.judge("2023-06-30")
    last = results.case.catalogue.day_shown(date.max)
    said = {law.name: law.says for law in laws.laws(Site(results))}["何时截止"]
    assert f"{last.year}年{last.month}月{last.day}日" in said
