"""Calendars: nothing that is due is missing or there twice, and an entry stays itself when its day moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import flow, revisions
from generator.catalogue.owing import filing_terms, owes
from generator.judging import bench
from generator.judging.results import Results
from generator.pages import nodes
from generator.pages.feeds import ics, slots
from generator.pages.feeds.events import Event, feeds
from generator.pages.kinds import calendar as page
from generator.pages.links import FromOutside
from generator.pages.release import Before, Release
from generator.pages.site import Site
from tests.factory import harbour
from tests.laws import third
from tests.laws.whole import whole
from tests.merging.repository import git
from tests.seen import read
from tests.supplement import AMENDS, FILE, supplemented
from tests.world import SPENT, World

PROGRESS = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"


def world(folder: Path, *days: tuple[str, float], **more: object) -> World:
    """A city whose target has checkpoints on some days, and a paper to issue."""
    folder.mkdir(exist_ok=True)
    made = World(folder, indicators=[dict(SPENT)], readings=[
        {"id": "strict", "name": "从严", "inclusive": False, "roll": "none"},
    ])  # fmt: skip
    points = [{"date": day, "value": value} for day, value in days or (("2023-06-30", 50),)]
    made.target("T-1", PROGRESS, indicator="spent", checkpoints=points, basis="assumed", **more)
    made.rule("threshold", provision="T-1", title="支出规则")
    made.provision(
        "deliverables",
        "T-2",
        "出台《管理办法》",
        document="《管理办法》",
        due="2023-12-31",
        basis="assumed",
    )
    made.cadence("T-3", "每月开展一次调研", every="month")
    return made


@dataclass(frozen=True)
class Entry:
    """What a program for calendars reads of an entry."""

    first: date
    next: date
    stamp: datetime
    title: str
    told: str
    status: str
    sequence: int
    address: str
    alarms: list[timedelta]


def entries(site: Site, unit: str = "") -> dict[str, Entry]:
    """By what they are called by, without what tells the plan."""
    file = dict(ics.files(site))[ics.place(unit) if unit else ics.EVERYBODY]
    every: list[Any] = icalendar.Calendar.from_ical(file).walk("VEVENT")
    found = {str(each["UID"]).partition("@")[0]: _entry(each) for each in every}
    assert len(found) == len(every)
    return found


def _entry(event: Any) -> Entry:
    return Entry(
        event["DTSTART"].dt, event["DTEND"].dt, event["DTSTAMP"].dt, str(event["SUMMARY"]),
        str(event["DESCRIPTION"]), str(event["STATUS"]), int(event["SEQUENCE"]),
        str(event.get("URL", "")), [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")],
    )  # fmt: skip


def held(site: Site) -> Mapping[str, Counter[tuple[str, date]]]:
    """Of each unit the provisions and the days of what stands in its calendar."""
    return {
        unit: Counter((e.uid.split(".")[1], e.day) for e in events if not e.cancelled)
        for unit, events in feeds(site).units.items()
    }


def asked(results: Results, site: Site) -> Mapping[str, set[tuple[str, date]]]:
    """The same told by the verdicts with a day, and by who owes which form for which term."""
    catalogue = results.case.catalogue
    found: dict[str, set[tuple[str, date]]] = {}
    for node in nodes.every(site):
        for verdict in node.verdicts if node.term is None else ():
            assert verdict.due
            names = [verdict.subject] if verdict.subject else verdict.owners
            issued = catalogue.issued(catalogue.provisions[verdict.provision]).notice.issued
            for name in names if verdict.due >= issued else ():
                if catalogue.units[name].exists_on(verdict.due):
                    found.setdefault(name, set()).add((verdict.provision, verdict.due))
    for term in filing_terms(catalogue):
        for unit in catalogue.filers():
            for form in owes(catalogue, unit, term):
                day = catalogue.due_of(unit.id, form.id, term).last_day
                by = catalogue.schedules[form.id].provision
                found.setdefault(unit.id, set()).add((by, day))
    return found


def nothing_is_missing_or_twice(results: Results) -> None:
    site = Site(results)
    there, wanted = held(site), asked(results, site)
    for unit, own in wanted.items():
        assert own <= set(there[unit])
        twice = {key: times for key, times in there[unit].items() if times > 1}
        dated = {(n.provision.id, n.day) for n in nodes.every(site) if n.term is None}
        assert not any(key in dated for key in twice)
    judged = {node.provision.id for node in nodes.every(site)}
    for unit, found in there.items():
        more = {provision for provision, _ in set(found) - wanted.get(unit, set())}
        assert more.isdisjoint(judged)
    everybody = [e for e in feeds(site).everybody if not e.cancelled]
    days = {(e.uid.split(".")[1], e.day) for e in everybody}
    assert days == {key for own in there.values() for key in own} | {
        (e.uid.split(".")[1], e.day) for e in everybody if e.uid.split(".")[-3].startswith("joint")
    }


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_all_that_is_due_in_the_shipped_city_is_there_once(audience: str) -> None:
    shipped = read()
    nothing_is_missing_or_twice(flow.judge(shipped, date(2023, 7, 5), audience))  # type: ignore[arg-type]


def test_all_that_is_due_in_another_city_is_there_once(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    nothing_is_missing_or_twice(flow.judge(flow.read(city.root), date(2027, 7, 20), "public"))


@settings(max_examples=8)
@given(st.integers(0, 2**32), st.sampled_from(["2023-04-11", "2023-06-21", "2024-02-01"]))
def test_whatever_was_filed_and_on_whatever_day(
    tmp_path_factory: pytest.TempPathFactory, seed: int, day: str
) -> None:
    made = whole(tmp_path_factory.mktemp("whole"), Random(seed))
    nothing_is_missing_or_twice(made.judge(day))


@pytest.mark.parametrize("day", ["2025-01-20", "2025-07-03", "2026-03-01"])
def test_weeks_and_quarters_longer_days_and_units_that_end(tmp_path: Path, day: str) -> None:
    declared, filed = third.third(tmp_path, Random(7)).opened()
    results = bench.judge(declared, filed, date.fromisoformat(day))
    nothing_is_missing_or_twice(results)
    for unit in feeds(Site(results)).units:
        assert entries(Site(results), unit)


def test_what_no_rule_judges_by_a_day_is_there_all_the_same(tmp_path: Path) -> None:
    made = world(tmp_path)
    steps = [
        {"date": f"2023-{month}-30", "text": text}
        for month, text in (("06", "定方案"), ("11", "验收"))
    ]
    made.target("T-4", "年底前建成5个示范村", milestones=steps, basis="assumed", operator=None)
    del made.provisions["targets"][-1]["operator"]
    found = entries(Site(made.judge("2023-05-10")), "east")
    assert found["2023.T-2.due.joint"].first == date(2023, 12, 31)
    assert sum(uid.startswith("2023.T-3.") for uid in found) == 9  # from April on
    assert found["2023.T-4.step.east"].title.endswith("（定方案）")
    assert found["2023.T-4.step-2.east"].first == date(2023, 11, 30)
    assert "共同承担：东县、西县" in found["2023.T-2.due.joint"].told


# --- what a program for calendars reads ----------------------------------------------------------


def test_a_day_of_rest_moves_the_deadline_and_the_strict_reading_is_told(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.question("A01")
    made.policy["questions"] = ["A01"]
    site = Site(made.judge("2023-05-10"))
    may = entries(site, "east")["2023.M-1.2023-05.east"]
    assert may.first == date(2023, 5, 22)  # 20 May 2023 is a Saturday
    assert may.next == date(2023, 5, 23)
    told = may.told
    assert "5月20日遇休息日，顺延到5月22日" in told
    assert "按“从严”，期限为2023年5月19日" in told
    assert may.alarms == [timedelta(days=-3, hours=9)]


def test_lines_are_folded_at_octets_and_end_in_both_signs(tmp_path: Path) -> None:
    site = Site(world(tmp_path).judge("2023-05-10"))
    for data in dict(ics.files(site)).values():
        lines = data.split(b"\r\n")
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert b"\r" not in data.replace(b"\r\n", b"")
        assert max(map(len, lines)) <= 75
        for line in lines:
            line.decode()  # no character is cut
    assert "：东县\n" in entries(site, "east")["2023.T-1.50.east"].told


@settings(max_examples=60, deadline=None)
@given(
    told=st.lists(
        st.text(alphabet='-县：；,;\\"\n\r:=UIDESCRPTON 一二三', max_size=60), max_size=4
    ),
    title=st.sampled_from(("-", "报送", "DESCRIPTION:-", "，" * 60)),
    address=st.sampled_from(("", "-", "https://例子/页;a,b#c", f"https://example.org/{'p' * 90}")),
    cancelled=st.booleans(),
)
def test_an_entry_made_of_what_several_have_alike_is_as_the_library_writes_it(
    told: list[str], title: str, address: str, cancelled: bool
) -> None:
    event = Event(f"2016.{'u' * 70}@x", date(2016, 1, 31), title, "甲县", tuple(told), ("报送", "内部"), 3,
                  address=address, internal=True, cancelled=cancelled)  # fmt: skip
    stamp = datetime(2016, 1, 1, tzinfo=UTC)
    made = ics._own(event, ics._entry(ics._shared(event), stamp))
    assert made == ics._entry(event, stamp)


def test_a_name_written_as_a_block_of_lines_is_one_line(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    city.edit(
        "tasks.yaml", 'name: "2027年港湾清洁行动台账"', "name: >\n    2027年港湾\n    清洁行动台账"
    )
    site = Site(flow.judge(flow.read(city.root), date(2027, 7, 15)))
    every = dict(ics.files(site))[ics.EVERYBODY]
    read = icalendar.Calendar.from_ical(every.decode())
    assert read["X-WR-CALNAME"] == read["NAME"] == "2027年港湾 清洁行动台账"


def test_the_stamp_hangs_on_the_day_and_the_bytes_on_nothing_else(tmp_path: Path) -> None:
    made = world(tmp_path)
    first = dict(ics.files(Site(made.judge("2023-05-10"))))
    assert first == dict(ics.files(Site(made.judge("2023-05-10"))))
    stamps = {each.stamp for each in entries(Site(made.judge("2023-05-10"))).values()}
    assert stamps == {datetime(2023, 5, 9, 16, tzinfo=UTC)}


def test_entries_lead_to_the_site_where_its_address_is_declared(tmp_path: Path) -> None:
    made = world(tmp_path)
    site = Site(made.judge("2023-05-10"), outside=FromOutside)
    assert not entries(site, "east")["2023.T-1.50.east"].address
    made.policy["self_check"] = "http://tz.intranet/current/filing/self-check.html"
    found = entries(Site(made.judge("2023-05-10"), outside=FromOutside), "east")
    page_of_it = "http://tz.intranet/current/nodes/T-1-2023-06-30.html"
    assert found["2023.T-1.50.east"].address == page_of_it


# --- what stays, what moves and what goes --------------------------------------------------------


def moved(before: Site, after: Site, unit: str) -> dict[str, tuple[date, date]]:
    """What has another day, by what it is called by; nothing came or went."""
    was, now = entries(before, unit), entries(after, unit)
    assert was.keys() == now.keys()
    return {
        uid: (was[uid].first, now[uid].first) for uid in was if was[uid].first != now[uid].first
    }


def test_a_day_that_is_moved_keeps_the_name_of_its_entry(tmp_path: Path) -> None:
    before = Site(world(tmp_path / "a", ("2023-04-30", 30), ("2023-06-30", 50)).judge("2023-05-10"))
    after = Site(
        world(tmp_path / "b", ("2023-04-30", 30), ("2023-07-31", 50)).judge("2023-05-10"), edits=1
    )
    days = date(2023, 6, 30), date(2023, 7, 31)
    assert moved(before, after, "east") == {"2023.T-1.50.east": days}
    was, now = (entries(site, "east")["2023.T-1.50.east"] for site in (before, after))
    assert now.sequence > was.sequence


def test_another_checkpoint_and_another_title_leave_the_others_their_names(tmp_path: Path) -> None:
    before = Site(world(tmp_path / "a", ("2023-06-30", 50)).judge("2023-04-10"))
    changed = world(tmp_path / "b", ("2023-04-30", 30), ("2023-06-30", 50), title="支出")
    after = entries(Site(changed.judge("2023-04-10")), "east")
    new = after.keys() - entries(before, "east").keys()
    assert new == {"2023.T-1.30.east"}
    assert "支出" in after["2023.T-1.50.east"].title


def test_who_is_given_longer_has_an_entry_of_his_own_for_everybody(tmp_path: Path) -> None:
    made = world(tmp_path)
    before = Site(made.judge("2023-06-10"))
    made.allow("extension", "2023-06-12", period="2023-06", until="2023-06-28")
    made.allow("extension", "2023-06-12", provision="T-1", period="2023-06-30", until="2023-07-10")
    after = Site(made.judge("2023-06-13"))
    assert moved(before, after, "east") == {
        "2023.M-1.2023-06.east": (date(2023, 6, 20), date(2023, 6, 28)),
        "2023.T-1.50.east": (date(2023, 6, 30), date(2023, 7, 10)),
    }
    assert moved(before, after, "west") == {}
    whole = entries(after)
    assert whole["2023.M-1.2023-06.all"].first == date(2023, 6, 20)
    assert whole["2023.M-1.2023-06.all.east"].first == date(2023, 6, 28)
    assert "已延期" in whole["2023.T-1.50.all.east"].told
    was, now = (entries(site, "east")["2023.M-1.2023-06.east"] for site in (before, after))
    assert now.sequence == was.sequence + 1


def test_what_a_unit_need_not_file_is_cancelled_in_every_later_version(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.allow("exemption", "2023-06-12", period="2023-06")
    for day in ("2023-06-13", "2023-12-01"):
        site = Site(made.judge(day))
        east = entries(site, "east")["2023.M-1.2023-06.east"]
        assert east.status == "CANCELLED"
        assert not east.alarms
        assert entries(site)["2023.M-1.2023-06.all"].status == "CONFIRMED"
        assert "东县" not in entries(site)["2023.M-1.2023-06.all"].told
    earlier = entries(Site(made.judge("2023-06-11")), "east")["2023.M-1.2023-06.east"]
    assert earlier.status == "CONFIRMED"
    assert east.sequence > earlier.sequence


def test_who_need_not_tell_of_a_time_has_still_to_do_what_is_asked_in_it(tmp_path: Path) -> None:
    made = World(tmp_path, files=("events",))
    made.cadence("T-3", "每月开展一次调研", every="month", evidence=["events"])
    made.rule("cadence", provision="T-3", form="events", distinct="event", dated_by="date")
    for month in ("2023-06", "2023-07"):
        made.allow("exemption", "2023-06-12", period=month)
    for day, state in (("2023-06-11", "not_due"), ("2023-06-13", "informational")):
        site = Site(made.judge(day))
        assert site.results.by_id["T-3@2023-06/east"].state == state
        assert entries(site, "east")["2023.T-3.2023-06.east"].status == "CONFIRMED"


def test_what_a_unit_that_ended_was_asked_is_cancelled(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.existing["east"] = {"valid_until": "2023-08-31"}
    east = entries(Site(made.judge("2023-06-13")), "east")
    states = {uid: each.status for uid, each in east.items()}
    assert states["2023.M-1.2023-08.east"] == "CONFIRMED"
    assert states["2023.M-1.2023-10.east"] == "CANCELLED"


def test_what_an_edit_took_away_is_cancelled_against_the_version_before(tmp_path: Path) -> None:
    before = world(tmp_path / "a", ("2023-06-30", 50), ("2023-09-30", 75)).judge("2023-06-10")
    after = world(tmp_path / "b", ("2023-06-30", 50)).judge("2023-06-20")
    told = Before("2023-05", "2023年5月", "0" * 40, date(2023, 6, 10), before, (), (), ())
    site = Site(after, release=Release("2023-06", "2023年6月", "1" * 40, before=told), edits=3)
    for unit in ("", "east"):
        found = {uid: each.status for uid, each in entries(site, unit).items()}
        gone = "2023.T-1.75." + (unit or "all")
        assert found.pop(gone) == "CANCELLED"
        assert set(found.values()) == {"CONFIRMED"}
    assert len(page.view(site).cancelled) == 1
    alone = replace(site, release=None)
    assert "2023.T-1.75.east" not in entries(alone, "east")


def test_a_later_notice_cancels_what_it_replaces_and_moves_nothing_else(tmp_path: Path) -> None:
    monthly = "  - {provision: K1-3, since: 2027-09-01, quote: 排口抽测由每季度改为每月开展一次, every: month}\n"
    declared = supplemented(tmp_path).edit(FILE, AMENDS, AMENDS + monthly)
    city = flow.read(declared.root)
    before = entries(Site(flow.judge(city, date(2027, 8, 1))), "shengtai")
    after = entries(Site(flow.judge(city, date(2027, 9, 2))), "shengtai")
    assert before["2027.K1-3.2027-Q4.shengtai"].status == "CONFIRMED"
    gone = {uid for uid, each in after.items() if each.status == "CANCELLED"}
    assert gone == {"2027.K1-3.2027-Q3.shengtai", "2027.K1-3.2027-Q4.shengtai"}
    new = after.keys() - before.keys()
    assert {uid for uid in new if ".K1-3." in uid} == {
        f"2027.K1-3.2027-{month}.shengtai" for month in ("09", "10", "11", "12")
    }
    assert all(after[uid].sequence > before[uid].sequence for uid in gone)
    assert before.keys() <= after.keys()


def test_names_are_told_apart_by_numbers_and_go_on_from_version_to_version() -> None:
    first = {"2023-04-30": "30", "2023-06-30": "50", "2023-09-30": "75"}
    later = {"2023-04-30": "30", "2023-06-30": "45", "2023-10-31": "75", "2023-11-30": "80"}
    assert slots._going_on(first, later) == {
        "2023-04-30": "30", "2023-06-30": "50", "2023-10-31": "75", "2023-11-30": "80",
    }  # fmt: skip


def test_no_merge_lowers_the_count_of_edits(tmp_path: Path) -> None:
    plan = tmp_path / "tasks.yaml"

    def edit(text: str) -> None:
        plan.write_text(text, "utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", "edit")

    assert revisions.counted(tmp_path, "tasks.yaml") == 0
    git(tmp_path, "init", "-q", "-b", "main")
    edit("a")
    git(tmp_path, "checkout", "-q", "-b", "side")
    edit("b")
    edit("c")
    git(tmp_path, "checkout", "-q", "main")
    (tmp_path / "other").touch()
    edit("a")
    assert revisions.counted(tmp_path, "tasks.yaml") == 1
    git(tmp_path, "merge", "-q", "-s", "ours", "-m", "merge", "side")
    assert revisions.counted(tmp_path, "tasks.yaml") >= 3


def test_entries_of_one_day_stand_in_the_notice_s_order(tmp_path: Path) -> None:
    site = Site(flow.judge(flow.read(harbour(tmp_path).root), date(2027, 2, 1)))
    order = {name: at for at, name in enumerate(site.catalogue.provisions)}
    for events in (feeds(site).everybody, *feeds(site).units.values()):
        places = [(event.day, order[event.uid.split(".")[1]]) for event in events]
        assert places == sorted(places)


# --- the page ------------------------------------------------------------------------------------


def test_the_page_lists_every_calendar_and_what_is_due_next(tmp_path: Path) -> None:
    site = Site(world(tmp_path).judge("2023-06-10"))
    view = page.view(site)
    files = dict(ics.files(site))
    assert {row[1].to.path for row in view.feeds} | {ics.EVERYBODY} == files.keys()  # type: ignore[union-attr]
    assert "6月报送" in [row[1].words for row in view.ahead]  # type: ignore[union-attr]
    until = date(2023, 6, 10) + timedelta(days=view.days)
    assert len(view.ahead) == sum(
        date(2023, 6, 10) <= event.day <= until for event in feeds(site).everybody
    )
