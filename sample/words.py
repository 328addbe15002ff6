"""What units tell in words: the phrases where they fit, else a sentence of the task."""

from __future__ import annotations

from sample.story import Row, Story

_CONTINUING = "常态化推进"
_ENDING = {"T05", "T09", "T10", "T11", "T16", "T17", "T22"}
_DONE = {"T05", "T11", "T16"}
_DONE_FROM = "2023-12"


def rows(story: Story, unit: str, month: str) -> list[Row]:
    """One row for each clause that the unit answers for, in the notice's order."""
    city = story.city
    mine = [c.id for c in city.duties if unit in city.members(c.responsible)]
    return [_row(story, unit, month, clause) for clause in mine]


def _row(story: Story, unit: str, month: str, clause: str) -> Row:
    phrase = _phrase(story, unit, month, clause)
    dice = story.dice("words", unit, month, clause)
    problems, steps = story.phrases["common_problems"], story.phrases["common_next_steps"]
    if month == story.months[-1]:
        steps = story.facts["last_steps"]
    row: Row = {
        "clause": clause,
        "status": _status(story, month, clause),
        "progress": _sentence(story, unit, month, clause),
        "problem": dice.choice(problems) if dice.random() < 0.4 else "无。",
        "next": _next(dice.choice(steps), month),
    }
    if phrase:
        row |= {"status": phrase["status"], "progress": phrase["text"]}
        row |= {"problem": phrase["problem"], "next": phrase["next"]}
    for said in story.facts["said"]:
        if (unit, clause) == (said["unit"], said["clause"]) and month in said["months"]:
            row |= {name: said[name] for name in ("progress", "status") if name in said}
    return row


def _phrase(story: Story, unit: str, month: str, clause: str) -> dict[str, str] | None:
    """The phrase written for this unit, month and clause, if there is one."""
    name = story.city.units[unit].name
    for entry in story.phrases["entries"]:
        task = entry["task"]
        wanted = f"T{task:02}" if isinstance(task, int) else task
        if (entry["unit"], str(entry["month"]), wanted) == (name, month, clause):
            return dict(entry)
    return None


def _sentence(story: Story, unit: str, month: str, clause: str) -> str:
    """A sentence of the clause with numbers that grow over the year."""
    kind = story.city.units[unit].kind
    choices = story.sentences[clause]["county" if kind == "county" else "department"]
    step = story.months.index(month)
    text = choices[(step + sum(map(ord, unit))) % len(choices)]
    dice = story.dice("numbers", unit, clause)
    base = dice.randint(6, 30)
    numbers = {"n": base * (step + 2), "m": base + 2 * step, "k": step + 2, "month": int(month[5:])}
    return str(text.format(**numbers))


def _status(story: Story, month: str, clause: str) -> str:
    if clause not in _ENDING:
        return _CONTINUING
    return "已完成" if month >= _DONE_FROM and clause in _DONE else "正在推进"


def _next(step: str, month: str) -> str:
    """The common next steps name September; later they speak of the year's end."""
    return step.replace("9月底75%", "年底100%") if month > "2023-09" else step
