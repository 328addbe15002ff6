"""What a misspelt name is compared with is found by its pairs of characters, whatever the length of the list."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogue.model import names
from generator.catalogue.model.names import COMPARED, Names
from tests.campaign import examples

NAMES = st.lists(
    st.text("张王李庄沟寨村一二", min_size=1, max_size=5), min_size=1, max_size=80, unique=True
)


def compared(every: list[str], word: str) -> list[str]:
    """By a comparison with every name."""

    def pairs(text: str) -> set[str]:
        return {text[at : at + 2] for at in range(len(text) - 1)}

    bearers = Counter(pair for name in every for pair in pairs(name))
    asked = {pair for pair in pairs(word) if bearers[pair] <= len(every) / 4}
    shared = {name: len(asked & pairs(name)) for name in every}
    found = [name for name in every if shared[name]]
    return sorted(found, key=lambda name: (-shared[name], abs(len(name) - len(word)), name))[
        :COMPARED
    ]


@settings(max_examples=examples(80), deadline=None)
@given(NAMES, st.text("张王李庄沟寨村一二", max_size=6))
def test_as_by_a_comparison_with_every_name(every: list[str], word: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "MANY_NAMES", 0)
        assert Names({name: name for name in every}).resembling(word) == compared(every, word)


def test_forty_thousand_names_are_not_gone_through_for_each_word() -> None:
    chars = "张王李赵刘陈杨黄周吴徐孙马朱胡郭何高林郑"
    every = [f"{a}{b}{c}{d}村" for a in chars for b in chars for c in chars for d in chars[:5]]
    known = Names({name: name for name in every})
    known.resembling("张王村")
    begun = time.process_time()
    for _ in range(20):
        known.resembling("张赵黄某村")
    assert time.process_time() - begun < 2
