"""Whatever its layout: every line of a notice is placed or listed, and nothing placed is wrong."""

from __future__ import annotations

import itertools
import random

import pytest

from generator.catalogue.model import squeeze
from generator.catalogue.named import read as named
from generator.drafting.documents import Line
from generator.drafting.documents.txt import read
from generator.drafting.outline import Outline, outline
from generator.drafting.private import withheld
from tests.campaign import seeds
from tests.drafting.made import LEVELS, LISTS, Made, notice


def outlined(text: str) -> Outline:
    lines, _ = withheld(read(text.encode()).lines)
    return outline(lines)


def compared(made: Made, found: Outline) -> list[tuple[object, ...]]:
    """Each clause of ours with what a reader has under the same title and number."""
    wanted = {
        (part, clause.number, clause.title): clause for part, _, own in made.parts for clause in own
    }
    pairs: list[tuple[object, ...]] = []
    for part in found.parts:
        for clause in part.clauses:
            number = clause.number.removeprefix(part.number)
            own = wanted[part.number, number, clause.title]
            pairs.append((squeeze(clause.text), squeeze(own.text)))
            pairs.append((squeeze(clause.quote), squeeze(own.quote)))
            units = tuple(n.text for p in named(clause.quote) for n in p.names)
            pairs.append((units, own.units))
    return pairs


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize("levels", LEVELS, ids="".join)
def test_clauses_are_as_a_reader_has_them(levels: tuple[str, str], listed: str) -> None:
    for restart, letter in itertools.product((False, True), repeat=2):
        made = notice(levels, listed, restart=restart, sizes=(2, 3, 1), letter=letter)
        found = outlined(made.text)
        assert [line.text for i, line in enumerate(found.lines) if i in found.unplaced] == []
        assert [(p.number, p.title, len(p.clauses)) for p in found.parts] == [
            (number, title, len(own)) for number, title, own in made.parts
        ]
        for ours, theirs in compared(made, found):
            assert ours == theirs


NOISE = (
    "本方案自印发之日起施行。",
    "3.5万户居民受益。",
    "（三）",
    "2024年是关键一年。",
    "注：以上任务按进度安排。",
    "12.",
    "各部门要高度重视，狠抓落实。",
    "7.",
    "（九）其他事项",
    "联系人：王小明，电话：0371-1234567",
    "第三部分",
    "责任单位：",
)


@pytest.mark.parametrize("seed", seeds(40))
def test_lines_that_fit_nowhere_make_nothing_wrong(seed: int) -> None:
    chance = random.Random(seed)
    made = notice(
        chance.choice(LEVELS),
        chance.choice(list(LISTS)),
        restart=chance.random() < 0.5,
        sizes=[chance.randint(1, 3) for _ in range(chance.randint(1, 3))],
        letter=chance.random() < 0.5,
    )
    lines = made.text.strip().split("\n")
    for _ in range(chance.randint(1, 4)):
        lines.insert(chance.randint(1, len(lines)), chance.choice(NOISE))
    found = outlined("\n".join(lines))
    assert sorted([*found.placed, *found.unplaced]) == list(range(len(found.lines)))
    text = squeeze("\n".join(line.text for line in found.lines))
    for clause in found.clauses.values():
        assert squeeze(clause.quote) in text
        assert squeeze(clause.text) in text
        units = {name.text for part in named(clause.quote) for name in part.names}
        assert not clause.quote or any(
            units <= set(own.units) for _, _, every in made.parts for own in every
        )


def test_nothing_at_all_is_no_fault() -> None:
    for text in ("通知", "一、", "关于开展检查的通知\n请各单位认真落实。", "|a|b|c|\n|1|2|3|"):
        found = outlined(text)
        assert len(found.clauses) >= 1
        assert all(isinstance(line, Line) for line in found.lines)
