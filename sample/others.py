"""Every other form: villages, visits, documents, events, problems and counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sample.story import RESTS, Row, Story, cut_off, day_in, first_day, middle, window

_FRIDAY = 4


def courtyard(story: Story, unit: str, month: str) -> list[Row]:
    told = story.facts["courtyard"]
    by_name = {item.name: item.id for item in story.city.registers["townships"].items}
    numbers = told["households"][story.months.index(month)]
    return [
        {
            "village": f"V{number:02}",
            "name": f"示范村{'甲乙丙丁戊己'[number - 1]}",
            "township": name if name in by_name else "",
            "households": households,
            "evidence": f"庭院〔2023〕{number}号" if households >= 10 else "",
            "as_of": cut_off(month).isoformat(),
        }
        for number, (name, households) in enumerate(
            zip(told["townships"], numbers, strict=False), start=1
        )
    ]


def visits(story: Story, unit: str, month: str) -> list[Row]:
    begin, end = window(month)
    every = enumerate(_all_visits(story), start=1)
    return [
        {"visit": f"Z{number:04}", "township": place, "date": day.isoformat()}
        for number, (day, place, _) in every
        if begin <= day <= end
    ]


def scores(story: Story, unit: str, month: str) -> list[Row]:
    """What was scored on the visits of the month, one visit of the year left out."""
    begin, end = window(month)
    return [
        {"township": place, "date": day.isoformat(), "score": score}
        for day, place, score in _all_visits(story)
        if score and begin <= day <= end
    ]


def documents(story: Story, unit: str, month: str) -> list[Row]:
    begin, end = window(month)
    return [
        {**document, "issued": document["issued"].isoformat()}
        for document in story.facts["documents"]
        if begin <= document["issued"] <= end
    ]


def events(story: Story, unit: str, month: str) -> list[Row]:
    """The calendar of the unit, or of its kind, with numbers that run on over the year."""
    calendar = story.facts["events"]
    kind = story.city.units[unit].kind
    series = calendar.get(unit) or calendar[kind]
    held = [
        (day, entry, when)
        for when in story.months
        for day, entry in sorted(_held(story, unit, when, series), key=lambda pair: pair[0])
    ]
    return [
        _event(story, unit, number, day, entry)
        for number, (day, entry, when) in enumerate(held, start=1)
        if when == month
    ]


def screening(story: Story, unit: str, month: str) -> list[Row]:
    """Comparisons with the five departments in the quarter that a filing closes."""
    partners = ["医保", "住建", "民政", "残联", "教育"]
    gap = story.facts["not_compared"]
    quarter = int(month[5:]) // 3
    found: list[Row] = []
    for index, partner in enumerate(partners):
        dice = story.dice("screening", unit, month, index)
        day = max(date(2023, 5, 11), first_day(month).replace(day=14) - timedelta(days=9 * index))
        compared = dice.randint(600, 1800)
        suspected = dice.randint(20, 90)
        here = (unit, month, partner)
        if here == (gap["unit"], gap["month"], gap["partner"]):
            continue
        fed_back = day + timedelta(days=5)
        late = here == tuple(story.facts["not_fed_back"])
        found.append(
            {
                "screening": f"S{quarter}{sum(map(ord, unit)) % 10}{index + 1:02}",
                "date": day.isoformat(),
                "partner": partner,
                "compared": compared,
                "suspected": suspected,
                "handled": suspected - dice.randint(0, 6),
                "fed_back": "" if late else fed_back.isoformat(),
            }
        )
    return found


def cadres(story: Story, unit: str, month: str) -> list[Row]:
    """An open and an unannounced inspection each month."""
    step = story.months.index(month)
    found: list[Row] = []
    for index, mode in enumerate(("明查", "暗访")):
        dice = story.dice("cadres", unit, month, mode)
        checked = dice.randint(40, 90)
        absent = 0 if unit in story.facts["all_present"] else dice.randint(0, 2)
        found.append(
            {
                "inspection": f"J{2 * step + index + 1:04}",
                "date": day_in(month, 11 + index).isoformat(),
                "mode": mode,
                "checked": checked,
                "present": checked - absent,
                "five_four": checked - absent,
            }
        )
    return found


def rectification(story: Story, unit: str, month: str) -> list[Row]:
    """Every problem handed out so far, told again as it stands."""
    today = middle(month)
    again = story.facts["problems"]["again"].get(month, {})
    return [
        row | again if row["problem"] == story.facts["problems"]["reopened"] else row
        for row in _problems(story, unit, today)
        if str(row["assigned"]) <= today.isoformat()
    ]


def _problems(story: Story, unit: str, today: date) -> Iterator[Row]:
    told = story.facts["problems"]
    group = list(told["count"]).index(unit) + 1
    for number in range(1, told["count"][unit] + 1):
        code = f"W{group:02}{number:02}"
        dice = story.dice("problem", code)
        assigned = date(2023, 5, 11) + timedelta(days=14 * (number - 1) + dice.randint(0, 3))
        mended = assigned + timedelta(days=dice.randint(30, 55))
        verified = mended + timedelta(days=dice.randint(4, 10))
        rechecked = verified + timedelta(days=dice.randint(20, 30))
        status = "整改中"
        if today >= rechecked and number % 3 == 1:
            status = "复核通过"
        elif today >= verified:
            status = "县级已核实"
        elif today >= mended:
            status = "已整改"
        if code == told["reopened"] and rechecked <= today:
            status = "复核退回"
        again = status.startswith("复核")
        yield {
            "problem": code,
            "source": "反馈" if number % 3 == 0 else "排查",
            "summary": told["kinds"][(number + group) % len(told["kinds"])],
            "department": story.city.units[told["departments"][number % 8]].name,
            "county": story.city.units[unit].name,
            "assigned": assigned.isoformat(),
            "status": status,
            "verified": verified.isoformat()
            if status in ("县级已核实", "复核通过", "复核退回")
            else "",
            "rechecked": rechecked.isoformat() if again else "",
        }


def _all_visits(story: Story) -> Iterator[tuple[date, str, str]]:
    """Day, township and score of every visit of the year, in order of time."""
    townships = [item.name for item in story.city.registers["townships"].counted_items]
    for number, quarter in enumerate(story.facts["visits"]):
        dice = story.dice("visits", number)
        chosen = dice.sample(townships, quarter["townships"])
        places = chosen + dice.sample(chosen, quarter["again"])
        every = (quarter["from"] + timedelta(days=n) for n in range(92))
        days = [day for day in every if day <= quarter["to"] and day.day not in RESTS]
        for index, place in enumerate(places):
            day = days[index * len(days) // len(places)]
            score = f"{dice.randint(156, 192) / 2:g}"
            if index in (3, 9):
                score = "76"  # the lowest, twice
            yield day, place, "" if index == 20 and number == 1 else score


def _held(
    story: Story, unit: str, month: str, series: list[dict[str, object]]
) -> Iterator[tuple[date, dict[str, object]]]:
    begin, end = window(month)
    begin = max(begin, story.city.notice.issued)
    for entry in series:
        day = day_in(month, int(str(entry["day"])))
        of_month = day.isoformat()[:7]
        chosen = of_month in entry.get("only", [of_month])  # type: ignore[operator]
        skipped = of_month in entry.get("skip", [])  # type: ignore[operator]
        gap = story.facts["not_adjusted"]
        absent = entry["kind"] == "动态调整" and (unit, of_month) == (gap["unit"], gap["month"])
        if chosen and not skipped and not absent and begin <= day <= end:
            yield day, entry
    if series is story.facts["events"].get("xiangcunzhenxing"):
        for offset in range((end - begin).days + 1):
            day = begin + timedelta(days=offset)
            if day.weekday() == _FRIDAY and day not in story.facts["weekly_report_gaps"]:
                yield day - timedelta(days=day.day in RESTS), {"kind": "周报告"}


def _event(story: Story, unit: str, number: int, day: date, entry: dict[str, object]) -> Row:
    month = day.isoformat()[:7]
    survey = entry["kind"] == "专项调研"
    start = {"xiangcunzhenxing": 0, "caizheng": 2000, "zuzhibu": 3000}.get(unit, 4000)
    return {
        "event": f"H{start + number:04}",
        "kind": entry["kind"],
        "date": day.isoformat(),
        "counts_for": story.facts["counts_for"].get(month, "") if survey else "",
        "people": entry.get("people", ""),
        "reference": f"{entry['reference']}{day.month}号" if "reference" in entry else "",
    }
