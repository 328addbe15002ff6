"""A bulletin in months that are not as they should be: nobody filed, everybody was late, nobody was, a quarter of
another city. Each says what is so and no more."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.judging.results import Results
from generator.pages.bulletins import paper, periods, phrases
from generator.pages.bulletins.quotes import cut
from generator.pages.bulletins.told import newest
from generator.pages.leads.topics import FINE, Group, Topic
from generator.pages.papers import OfficialPaper
from generator.pages.render import terminal
from generator.pages.site import Site
from generator.pages.values import Tiles
from generator.words.states import State
from tests.factory import harbour
from tests.seen import read
from tests.workloads import Workload, write
from tests.world import SPENT, World


def drafted(results: Results, name: str) -> OfficialPaper:
    issue = next(each for each in periods.issues(results.case) if each.id == name)
    return paper.written(Site(results), issue)


def said(one: OfficialPaper) -> list[str]:
    return [terminal.words(s.says) for paragraph in one.paragraphs for s in paragraph.sentences]


def titles(one: OfficialPaper) -> list[str]:
    return [section.title for section in one.sections]


def funds(folder: Path) -> World:
    world = World(folder, files=("funds",))
    world.indicators.append(SPENT)
    world.provision("commitments", "T-4", "及时研判")
    points = [{"date": "2023-04-30", "value": 30}, {"date": "2023-06-30", "value": 50}]
    world.target("T-1", "4月底达到30%、6月底达到50%", indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1", title="支出进度")
    world.rule("filing_deadline", provision="M-1", title="按时报送")
    return world


def filed(world: World, month: str, spent: tuple[int, int], received: str = "") -> None:
    for unit, amount in zip(("east", "west"), spent, strict=True):
        rows = [["P1", "中央", 100, 100, amount, f"{month}-01"]]
        world.file(month, unit, "funds", rows, received)


def test_of_a_month_in_which_nobody_filed_nothing_good_is_said(tmp_path: Path) -> None:
    one = drafted(funds(tmp_path).judge("2023-06-30"), "2023-06-monthly")
    told = said(one)
    assert "2023年6月的报送6月20日截止，截至6月30日，应报送的2个单位均没有报送。" in told
    assert "所列情况截至2023年6月30日，没有可以计算的数据。" in told
    assert titles(one) == ["总体情况", "存在问题", "下一步工作"]
    assert not any("达到要求" in each or "按时" in each or "数据截至" in each for each in told)
    assert any(each.startswith("因东县、西县没有报送应报的数据，") for each in told)
    assert [each.title for each in one.attachments][-1] == "迟报、未报送单位"


def test_everybody_was_late(tmp_path: Path) -> None:
    world = funds(tmp_path)
    filed(world, "2023-06", (60, 40), "2023-06-25T09:00:00+08:00")
    told = said(drafted(world.judge("2023-06-30"), "2023-06-monthly"))
    assert "2023年6月的报送6月20日截止，2个单位全部迟报。" in told
    assert "东县、西县均迟报5天。" in told


@pytest.mark.parametrize(
    ("latest", "says"),
    [
        ((), "均迟报5天，名单见附件。"),
        ((2,), "其中{}迟报时间最长，为7天，名单见附件。"),
        ((2, 4), "其中{}迟报时间最长，为7天，名单见附件。"),
    ],
)
def test_of_many_who_were_late_none_is_picked_out_among_equals(
    tmp_path: Path, latest: tuple[int, ...], says: str
) -> None:
    workload = Workload(units=12, months=1, rows=1, few=1)
    write(workload, tmp_path)
    log = tmp_path / "receipts" / "log.csv"
    text = log.read_text("utf-8").replace("-02-08T", "-02-15T")
    for number in latest:
        unit = f"u{number:04}"
        text = re.sub(rf"-02-15(T[^,]*,[^,]*,{unit},)", r"-02-17\1", text)
    log.write_text(text, "utf-8")
    world = flow.read(tmp_path)
    assert world.catalogue
    year = world.catalogue.notice.plan_year
    told = said(drafted(flow.judge(world, date(year, 2, 29)), f"{year}-01-monthly"))
    assert any(each.endswith("12个单位全部迟报。") for each in told), told[:4]
    names = "、".join(world.catalogue.units[f"u{number:04}"].name for number in latest)
    assert says.format(names) in told, told[:4]


def test_a_proposal_is_no_figure_of_which_the_day_is_told(tmp_path: Path) -> None:
    results = funds(tmp_path)
    filed(results, "2023-05", (60, 40))
    judged = results.judge("2023-05-31")
    figure = newest(judged.verdicts)
    assert figure is not None
    proposal = replace(figure, state=State.FOR_DECISION, data_day=date(2023, 5, 31))
    assert newest([proposal, figure]) is figure
    assert newest([proposal]) is None


def test_nobody_was_late_and_nothing_fails(tmp_path: Path) -> None:
    world = funds(tmp_path)
    for month in ("2023-04", "2023-05", "2023-06"):
        filed(world, month, (60, 60))
    one = drafted(world.judge("2023-06-30"), "2023-06-monthly")
    told = said(one)
    assert "2023年6月的报送6月20日截止，2个单位全部按时报齐。" in told
    assert "截至2023年6月30日，没有逾期、滞后或未报送的事项。" in told
    assert not any("迟报" in each for each in told)
    assert "迟报、未报送单位" not in [each.title for each in one.attachments]


def test_who_falls_short_is_named_with_what_is_asked(tmp_path: Path) -> None:
    world = funds(tmp_path)
    for month in ("2023-04", "2023-05", "2023-06"):
        filed(world, month, (60, 20))
    told = said(drafted(world.judge("2023-06-30"), "2023-06-monthly"))
    assert any(each.startswith("支出进度6月30日节点要求不低于50%，西县为20.0%") for each in told)


def test_a_quarter_of_another_city() -> None:
    world = read("tests/cities/harbour")
    one = drafted(flow.judge(world, date(2027, 7, 31)), "2027-Q2-quarterly")
    assert one.title == "关于《临港市2027年港湾清洁行动方案》2027年二季度落实情况的通报"
    assert (one.number, one.signed) == ("临港政办〔2027〕×号", "临港市人民政府办公室")
    told = said(one)
    assert "2027年二季度的报送7月9日截止，应报送的5个单位中，按时4个，未报送1个。" in told
    assert "西岛园区未报送。" in told
    assert "请西岛园区尽快补报所缺的3张表，补报的仍记为迟报。" in told


def test_what_is_drawn_is_of_the_period_of_the_paper() -> None:
    world = read("tests/cities/harbour")
    one = drafted(flow.judge(world, date(2027, 7, 31)), "2027-Q2-quarterly")
    pieces = [piece for section in one.sections for piece in section.pieces]
    assert [p.title[:3] for p in pieces if isinstance(p, Tiles)] == ["二季度"]


def test_a_clause_of_which_the_public_is_told_nothing_is_counted_all_the_same(
    tmp_path: Path,
) -> None:
    city = harbour(tmp_path)
    for quote in ("每季度巡查全市4座渔港", "每座渔港每年巡查不少于两次", "定期公布巡查结果"):
        city.edit(
            "tasks.yaml", f"quote: {quote}\n", f"quote: {quote}\n            audience: internal\n"
        )
    results = flow.judge(flow.read(city.root), date(2027, 7, 31), "public")
    one = drafted(results, "2027-Q2-quarterly")
    (told,) = [each for each in said(one) if "条任务和要求" in each]
    assert not results.stands("K4")
    whole, *parts = map(int, re.findall("[0-9]+", told))
    assert sum(parts) == whole
    assert "1条尚未到期或不作数量判定" in told


def test_of_many_that_made_it_nobody_is_said_to_have_failed() -> None:
    site = Site(flow.judge(read(), date(2023, 7, 31)))
    every = [v for v in site.results.by_provision["T18-1"] if v.binding]
    assert len(every) > 6
    (rule,) = site.catalogue.rules_of["T18-1"]
    group = Group(site.catalogue.provisions["T18-1"], rule, FINE, tuple(every))
    topic = Topic((group.provision,), None, "none", (group,), filing=False)
    told = phrases.of_group(site, topic, group).sentence
    assert told.endswith("要求达到100%，9个单位均已达到。")


def test_of_many_that_failed_the_last_is_named(tmp_path: Path) -> None:
    write(Workload(units=40, months=5, rows=1), tmp_path)
    world = flow.read(tmp_path)
    assert world.catalogue
    day = date(world.catalogue.notice.plan_year, 6, 30)
    results = flow.judge(world, day)
    one = drafted(results, f"{day.year}-05-monthly")
    told = said(one)
    assert any("40个县没有达到，最低的是" in each for each in told)
    assert any("40个县还没有达到，最低的是" in each for each in told)
    assert one.evidence
    assert any("个单位）" in terminal.words(row[-1]) for row in one.evidence.rows)


def test_a_longer_period_waits_for_the_filing_that_tells_of_its_last_day(tmp_path: Path) -> None:
    case = funds(tmp_path).judge("2024-01-31").case
    days = {issue.id: str(periods.closing(case, issue)) for issue in periods.issues(case)}
    assert days["2023-06-monthly"] == "2023-06-30"
    assert days["2023-Q2-quarterly"] == days["2023-H1-half-yearly"] == "2023-07-31"
    assert days["2023-yearly"] == "2024-01-31"
    assert "2024-Q1-quarterly" not in days


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("整改3处。", 20, "“整改3处”"),
        ("整改3处。复核2处。", 10, "“整改3处。复核2处”"),
        ("整改3处。复核2处。", 9, "“整改3处。……”"),
        ("称“一码通”已贴；下月再查。", 40, "“称‘一码通’已贴；下月再查”"),
        ("一句话太长而没有地方可以断开", 8, ""),
        ("第一行\n第二行。", 20, "“第一行第二行”"),
    ],
)
def test_quoted_words_are_cut_at_the_end_of_a_sentence_alone(
    text: str, most: int, shown: str
) -> None:
    assert cut(text, most) == shown
