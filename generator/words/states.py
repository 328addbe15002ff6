"""The states in which an obligation stands: a row for each, from which every page and report is told.

A row is the state's shape, word, gravity, goodness, colours and meaning. To add a state is to add its
row; lists, legends, filters and the rules of the style sheet follow.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum


class Good(IntEnum):
    """How good a state is, from the worst to the best."""

    FAILED = 0
    AT_RISK = 1
    UNKNOWN = 2
    OPEN = 3
    ON_COURSE = 4
    REACHED = 5


class State(StrEnum):
    """How an obligation stands, in the order of a legend.

    ``gravity`` is small for what needs attention first. ``good`` is None for what is put before people
    to decide, which is neither good nor bad. ``colours`` names the pair of colours in the style sheet
    (``--<colours>-ink`` and ``--<colours>-paper``), ``phrase`` is the word within a sentence.
    """

    shape: str
    word: str
    gravity: int
    good: Good | None
    colours: str
    meaning: str
    phrase: str

    def __new__(
        cls,
        value: str,
        shape: str,
        word: str,
        gravity: int,
        good: Good | None,
        colours: str,
        meaning: str,
        phrase: str = "",
    ) -> State:
        """A row of eight, the last one empty where the word fits into a sentence as it is."""
        self = str.__new__(cls, value)
        self._value_, self.shape, self.word, self.gravity = value, shape, word, gravity
        self.good, self.colours, self.meaning = good, colours, meaning
        self.phrase = phrase or word
        return self

    # fmt: off
    MET = "met", "●", "已达到", 90, Good.REACHED, "met", "要求的数量或时间已经达到。", "达到要求"
    ON_TRACK = "on_track", "◐", "进度正常", 80, Good.ON_COURSE, "on-track", "目前达到要求，期限还没有到。"
    BEHIND = "behind", "■", "滞后", 20, Good.FAILED, "behind", "节点已过，或者按最近的数，没有达到要求。"
    OVERDUE = "overdue", "■", "逾期", 10, Good.FAILED, "overdue", "期限已过，没有完成或迟于期限完成。"
    MISSING_REPORT = "missing_report", "✕", "未报送", 30, Good.FAILED, "behind", "期限已过，没有收到所需的报送。"
    AT_RISK = "at_risk", "▲", "预警", 40, Good.AT_RISK, "at-risk", "节点临近或慢于节点之间的进度，目前还差。"
    NOT_DUE = "not_due", "○", "未到期", 110, Good.OPEN, "not-due", "节点或期限还没有到，尚未达到要求。"
    INFORMATIONAL = "informational", "·", "供参考", 120, Good.OPEN, "informational", "不作判定，只供参考。"
    ATTESTED = "attested", "□", "已陈述", 100, Good.OPEN, "attested", "没有数量要求，单位已报送文字进展。"
    CANNOT_JUDGE = "cannot_judge", "？", "不能判定", 60, Good.UNKNOWN, "cannot-judge", "缺少数据、目标值或规则，不能判定。"
    DEPENDS_ON_DEFINITION = "depends_on_definition", "◇", "口径待定", 50, Good.UNKNOWN, "depends", "不同口径结果不同，口径确定前不作结论。"
    FOR_DECISION = "for_decision", "△", "提请研究", 70, None, "for-decision", "由人决定的事项，系统只提供依据。"
    # fmt: on


GRAVITY = tuple(sorted(State, key=lambda state: state.gravity))
"""States from the one that needs attention first."""


def _of(*good: Good) -> tuple[State, ...]:
    return tuple(state for state in GRAVITY if state.good in good)


ORDER = tuple(_of(good) for good in Good)
"""States from the worst to the best, those that are as good as one another together, by gravity."""

GREEN = tuple(state for state in State if state.good in (Good.ON_COURSE, Good.REACHED))
ATTENTION = _of(Good.FAILED)
"""The failures."""

UNKNOWN = _of(Good.UNKNOWN)
"""What could not be judged."""

URGENT = _of(Good.FAILED, Good.AT_RISK)
"""What a reader is shown first: the failures, then what may become one."""

AHEAD = (State.NOT_DUE, State.AT_RISK)
"""Not reached, and still to come."""


def listed(states: Iterable[State], last: str = "、") -> str:
    """States in a sentence, ``last`` before the last of them: 逾期、滞后或未报送."""
    *others, end = [state.phrase for state in states]
    return f"{'、'.join(others)}{last}{end}" if others else end


def gravest(states: Iterable[State]) -> State | None:
    """The state that needs attention first, or None of none."""
    return min(states, key=GRAVITY.index, default=None)
