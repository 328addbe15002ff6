"""Whether a text deserves a closer look for what is personal is asked of many at once, and answered as of each."""

from __future__ import annotations

import re
from unicodedata import combining, decomposition, normalize

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.words import privacy
from generator.words.privacy import finding, narrow, runs
from generator.words.privacy.patterns import PERSONAL, spelling
from tests.campaign import examples
from tests.place import PROJECT

TOLD = yaml.safe_load((PROJECT / "tests/data/personal.yaml").read_text("utf-8"))
KNOWN = [text for tables in TOLD.values() for texts in tables.values() for text in texts]
PARTS = st.sampled_from([
    *"0123456789", "13812345678", "410101199003070039",
    "联系人", "张三", "一三八", "户主", "户 ", "：", "，", "（", "）",
    "\u200b", "\u0301", "\u0338", "\x00", "\ue000", "①", "㎡", "＜", "…", "é", "ｶ", "ﾞ", "가", "\u1100", "\u1161",
    "@", "#", " at ", ";", ",", "-", ".", "\n", "\u21ff", "E17", "QQ", "微信", "豫", "A", "车", "元", "长" * 3999, "😀",
])  # fmt: skip
TEXTS = st.lists(PARTS, max_size=9).map("".join) | st.sampled_from(KNOWN) | st.text(max_size=9)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(TEXTS, max_size=7))
def test_every_text_in_which_something_is_found_is_suspected(texts: list[str]) -> None:
    suspects = privacy.suspects(texts)
    assert suspects <= set(texts)
    for text in texts:
        if text not in suspects:
            assert privacy.find(text, wary=True) == privacy.find(text) == []
            assert not privacy.suspicious(text)


def test_all_that_is_known_is_suspected_among_others() -> None:
    suspects = privacy.suspects([*KNOWN, "修路 2.5 公里", "12,500.00", "2023-06-30"])
    assert {text for text in KNOWN if privacy.find(text)} <= suspects
    assert not suspects & {"修路 2.5 公里", "12,500.00", "2023-06-30"}


def unhinted(text: str) -> list[privacy.Hit]:
    """What is found without a first look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "suspicious", lambda text: True)
        return privacy.find(text)


@settings(max_examples=examples(150), deadline=None)
@given(TEXTS)
def test_the_first_look_lets_nothing_by(text: str) -> None:
    assert privacy.find(text) == unhinted(text)


@settings(max_examples=examples(200), deadline=None)
@given(TEXTS | st.text("0123456789- ,.Ee+一二联系人:QXt@", max_size=24))
def test_a_text_without_long_numbers_is_looked_at_by_its_words_alone(text: str) -> None:
    narrowed, _ = narrow.folded(text)
    if spelling("calm").fullmatch(narrowed):
        by_words, whole = (spelling(name).search(narrowed) for name in ("worded", "hint"))
        assert (by_words is None) == (whole is None)


@settings(max_examples=examples(200), deadline=None)
@given(TEXTS)
def test_a_text_is_folded_as_unicode_folds_it(text: str) -> None:
    folded, odd = narrow.folded(text)
    assert folded == normalize("NFKC", text)
    assert odd == set(re.findall(f"[^{narrow.STABLE}]", folded))


def test_what_is_stable_is_seen_and_stays_as_it_is() -> None:
    stable = re.compile(f"[{narrow.STABLE}]")
    seconds = {
        chr(int(parts[1], 16)) for parts in map(_canonical, range(0x2_0000)) if len(parts) == 2
    }
    for char in map(chr, range(0x2_0000)):
        if stable.match(char):
            assert normalize("NFKC", char) == char
            assert not combining(char)
            assert char not in seconds
            assert not narrow.is_unseen(char)
            assert not spelling("unseen").match(char)
        elif char in seconds:
            assert not narrow._is_apart(char)


def _canonical(code: int) -> list[str]:
    parts = decomposition(chr(code)).split()
    return [] if not parts or parts[0].startswith("<") else parts


def test_nothing_personal_holds_what_parts_texts() -> None:
    assert not any(finding._APART in pattern for pattern in PERSONAL.values())
    others = (chr(code) for code in range(0x2_0000) if chr(code) != finding._APART)
    assert not any(finding._APART in normalize("NFKC", char) for char in others)


# --- digits that are too many --------------------------------------------------------------------

DIGITS = st.text("0123456789０９一〇①⑩㈠½②٣-、 ，年月长a\u200b\ue000❶", max_size=24)


@settings(max_examples=examples(200), deadline=None)
@given(DIGITS | TEXTS, st.booleans())
def test_few_digits_are_no_run(text: str, listed: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_few", lambda: re.compile("(?!)"))
        closely = list(runs.long_runs(text, listed))
    assert list(runs.long_runs(text, listed)) == closely


def test_whatever_holds_a_digit_is_one_of_those_that_are_counted() -> None:
    digit, few = re.compile(f"[{runs._DIGIT}]"), runs._few()
    for char in map(chr, range(0x2_0000)):
        count = runs._digits(runs._narrowed(char))
        assert not count or digit.match(char), char
        assert count == 1 or not digit.match(char) or not few.fullmatch(char)
