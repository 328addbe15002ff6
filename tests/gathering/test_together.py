"""What several places come to together: only what may be added, and never without those that are missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import flow
from generator.catalogue.model.gather import GatheredIndicator
from generator.catalogue.model.terms import Audience
from generator.gathering import own, reading, said
from generator.gathering.compared import compared
from generator.gathering.gathered import gather
from generator.pages import summary
from generator.pages.site import Site
from generator.pages.summary import Summary
from generator.words.sentences import Said
from generator.words.states import State
from tests.factory import City, harbour
from tests.gathering.folders import PLAIN, figure, indicator, of_two, site, wanted

NEW = GatheredIndicator(
    id="all-new", name="新增", unit="个", of={"a": "new", "b": "other"}, total=True
)
OTHER = replace(
    PLAIN,
    headline="另一处",
    indicators=(
        indicator("spent", "支出进度", "%", figure("甲县", 80.0)),
        indicator("other", "新增数", "个", figure("甲县", 5.0)),
        indicator("new", "新增", "户", figure("甲县", 9.0)),
    ),
)


def test_counts_are_added_and_the_gravest_comes_first(tmp_path: Path) -> None:
    worse = replace(PLAIN, duties={"overdue": 1, "met": 1}, headline="另一处")
    found = of_two(tmp_path, worse)
    assert found.duties == {State.OVERDUE: 1, State.BEHIND: 1, State.MET: 3}
    assert list(found.duties) == [State.OVERDUE, State.BEHIND, State.MET]
    assert found.filing is not None
    assert [(each.word, each.count) for each in found.filing.stands] == [("迟报", 2), ("按时", 8)]


def test_what_counts_elsewhere_is_not_missing(tmp_path: Path) -> None:
    site(tmp_path / "a")
    site(tmp_path / "b", OTHER)
    plan = wanted(tmp_path, {"a": "a", "b": "b", "c": "a"}, indicators=(NEW,))
    found = gather(plan)
    assert [entry.use for entry in found.entries] == ["used", "used", "twice"]
    assert found.lacking == 0
    assert said.headline(found).startswith("3处中1处已在别处计入；计入的2处都有")
    assert compared(found)[0][0].total == 12.0


def test_filings_of_different_terms_are_not_added(tmp_path: Path) -> None:
    assert PLAIN.filing is not None
    other = replace(PLAIN, filing=replace(PLAIN.filing, term="2023年6月"))
    assert of_two(tmp_path, other).filing is None


def test_only_the_same_number_in_the_same_unit_stands_beside_another(tmp_path: Path) -> None:
    rows, problems = compared(of_two(tmp_path, OTHER))
    assert [(row.id, row.unit) for row in rows] == [("spent", "%")]
    assert problems == []
    assert all(row.total is None for row in rows)


def test_a_declared_total_is_that_of_all(tmp_path: Path) -> None:
    rows, problems = compared(of_two(tmp_path, OTHER, indicators=(NEW,)))
    assert (rows[0].name, rows[0].total) == ("新增", 12.0)
    assert problems == []


def test_with_anybody_missing_there_is_no_total(tmp_path: Path) -> None:
    site(tmp_path / "a")
    site(tmp_path / "b", OTHER)
    plan = wanted(tmp_path, {"a": "a", "b": "b", "c": "c"}, indicators=(NEW,))
    (row, *_), _ = compared(gather(plan))
    assert row.total is None
    assert [(entry.root.id, figures is None) for entry, figures in row.rows] == [
        ("a", False), ("b", False), ("c", True),
    ]  # fmt: skip


def test_with_a_figure_missing_there_is_no_total(tmp_path: Path) -> None:
    blank = indicator("other", "新增数", "个", figure("甲县", 5.0), figure("乙县", None))
    other = replace(OTHER, indicators=(blank,))
    (row, *_), _ = compared(of_two(tmp_path, other, indicators=(NEW,)))
    assert row.total is None


@pytest.mark.parametrize(
    ("declared", "says"),
    [
        (replace(NEW, of={"a": "new", "b": "new"}), "单位是“户”"),
        (replace(NEW, of={"a": "new", "b": "nothing"}), "没有编号为“nothing”的指标"),
        (replace(NEW, of={"a": "new", "z": "new"}), "写了“z”"),
        (replace(NEW, unit="%", of={"a": "spent", "b": "spent"}), "比率不能相加"),
    ],
)
def test_what_does_not_compare_is_said(
    declared: GatheredIndicator, says: str, tmp_path: Path
) -> None:
    rows, problems = compared(of_two(tmp_path, OTHER, indicators=(declared,)))
    assert [problem.code for problem in problems] == ["W659"]
    assert says in problems[0].message
    assert rows[0].total is None or "z" in declared.of


def test_what_was_gathered_is_gathered_again(tmp_path: Path) -> None:
    site(tmp_path / "a")
    site(tmp_path / "b", OTHER)
    city = own.summary(gather(wanted(tmp_path, {"a": "a", "b": "b", "c": "c"})))
    assert reading.parse(city.as_bytes(), "市") == city
    site(tmp_path / "city", city)
    site(tmp_path / "other", replace(PLAIN, headline="又一处"))
    found = gather(wanted(tmp_path, {"city": "city", "other": "other"}))
    assert [problem.code for problem in found.told] == ["W658"]
    assert sum(found.duties.values()) == 9
    assert found.lacking == 1
    assert "用不上的1处不在其中" in said.urgent(found)
    province = own.summary(found)
    assert reading.parse(province.as_bytes(), "省") == province
    assert [part.lacking for part in province.parts] == [1, 0]
    assert {m.who for m in province.matters} == {"a县：东县", "b县：东县", "东县"}
    assert len(province.digests) == 4


def test_of_one_root_the_newest_copy_counts(tmp_path: Path) -> None:
    days = [date(2023, 6, 30), date(2023, 8, 31), date(2023, 7, 31), date(2023, 8, 31)]
    for name, day in zip("abcd", days, strict=True):
        site(tmp_path / name, replace(PLAIN, as_of=day, root="1" * 64, headline=name))
    site(tmp_path / "other", replace(PLAIN, root="2" * 64))
    site(tmp_path / "unknown", OTHER)
    site(tmp_path / "unknown too", replace(OTHER, headline="又一处"))
    names = ("a", "b", "c", "d", "other", "unknown", "unknown too")
    found = gather(wanted(tmp_path, {name: name for name in names}))
    used = ["twice", "used", "twice", "twice", "used", "used", "used"]
    assert [entry.use for entry in found.entries] == used
    assert [problem.code for problem in found.told] == ["W661", "W661", "W661"]
    assert "a县：与“b县”是同一处，这一份是2023年6月30日的，那一份是2023年8月31日的" in (
        found.told[0].message
    )
    assert sum(found.duties.values()) == 12
    assert found.lacking == 0


def test_what_was_gathered_of_another_day_counts_there_alone(tmp_path: Path) -> None:
    for name, day in (("a", date(2023, 7, 31)), ("newer", date(2023, 8, 31))):
        site(tmp_path / name, replace(PLAIN, root="1" * 64, as_of=day))
    plan = wanted(tmp_path, {"a": "a"})
    city = own.summary(gather(plan))
    assert city.roots == ("1" * 64,)
    site(tmp_path / "city", city)
    found = gather(wanted(tmp_path, {"newer": "newer", "city": "city"}))
    assert [entry.use for entry in found.entries] == ["twice", "used"]
    assert [problem.code for problem in found.told] == ["E655"]
    (again,) = plan.gather.roots
    renewed = replace(plan.gather, roots=(replace(again, folder="newer"),))
    site(tmp_path / "later", own.summary(gather(replace(plan, gather=renewed))))
    found = gather(wanted(tmp_path, {"city": "city", "later": "later"}))
    assert [entry.use for entry in found.entries] == ["twice", "used"]
    assert [problem.code for problem in found.told] == ["W661"]


def test_a_root_is_the_same_on_every_day_and_in_no_other_repository(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    days = {told(city, day, "public").root for day in ("2027-04-01", "2027-07-15")}
    assert days == {told(city, "2027-07-15", "internal").root}
    city.edit("rules/filing.yaml", "lingang/taizhang", "other/taizhang")
    assert told(city, "2027-07-15", "public").root not in days


def told(city: City, day: str, audience: Audience) -> Summary:
    read = flow.read(city.root)
    return summary.of(Site(flow.judge(read, date.fromisoformat(day), audience), held=read.held))


def test_a_digest_of_many_digits_is_compared_as_it_is() -> None:
    told = replace(PLAIN, digests=("13912345678" * 5 + "123456789",))
    assert len(told.digests[0]) == 64
    assert reading.parse(told.as_bytes(), "市") == told


_SUMMARIES = st.lists(
    st.dictionaries(st.sampled_from([s.value for s in State]), st.integers(1, 30), max_size=4),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25)
@given(_SUMMARIES, st.integers(0, 3))
def test_what_is_missing_is_never_silent(every: list[dict[str, int]], missing: int) -> None:
    """Totals are those of what counts, each once, and every place that does not is told of."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        told: list[Summary] = []
        for number, duties in enumerate(every):
            told.append(replace(PLAIN, duties=duties, headline=str(number)))
            site(folder / f"r{number}", told[-1])
        names = [f"r{number}" for number in range(len(every) + missing)]
        found = gather(wanted(folder, dict(zip(names, names, strict=True))))
    assert sum(found.duties.values()) == sum(sum(each.duties.values()) for each in told)
    assert found.lacking == len(found.told) == missing
    assert ("用不上" in said.headline(found)) == ("用不上" in said.urgent(found)) == bool(missing)


@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
), st.data())  # fmt: skip
def test_no_summary_breaks_the_reader(junk: object, data: st.DataObject) -> None:
    import json

    told = json.loads(PLAIN.as_bytes())
    place, steps = told, 0
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        steps += 1
        if steps > 3 or not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = junk
            break
        place = place[key]
    found = reading.parse(json.dumps(told).encode(), "甲县")
    assert isinstance(found, Summary | Said)
