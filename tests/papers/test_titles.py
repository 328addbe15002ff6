"""Where the title of a paper goes on in the next line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.papers.titles import broken
from generator.widths import cells


@pytest.mark.parametrize(
    "lines",
    [
        ("全部任务进展情况",),
        (
            "关于2023年6月巩固拓展脱贫攻坚成果同",
            "乡村振兴有效衔接重点工作进展情况的通报",
        ),
        ("关于2023年第二季度全市", "安全生产重点任务落实情况的通报"),
        ("某市人民政府办公室关于印发《2023年", "全市河湖长制工作要点》和责任清单的通知"),
        ("关于《临港市2027年港湾清洁行动方案》", "2027年一季度落实情况的通报"),
        ("衔接推进乡村振兴补助资金支出", "进度未达序时进度有关单位的督办单"),
    ],
)
def test_words_stay_whole(lines: tuple[str, ...]) -> None:
    assert broken("".join(lines), 40) == "\n".join(lines)


@given(st.text("关于工作情况的和（）《》、，年2023月 ab国民", max_size=70), st.integers(10, 60))
def test_nothing_is_lost_and_every_line_fits(title: str, room: int) -> None:
    made = broken(title, room)
    assert made.replace("\n", "") == title
    if made != title:
        assert all(cells(line) <= room for line in made.split("\n"))
        assert not any(line[0] in "的。，、》）" for line in made.split("\n")[1:])


@pytest.mark.parametrize(
    "title", ["国" * 500, "甲" * 81 + "的", "关于" * 40, "a" * 200, "1\n2" * 30]
)
def test_no_title_takes_long(title: str) -> None:
    assert broken(title, 40).replace("\n", "") == title.replace("\n", "")
