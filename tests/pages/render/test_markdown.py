"""Text from outside is text: neither HTML nor Markdown nor a template in it may act."""

from __future__ import annotations

import string
from html import unescape

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.render.markdown import text
from generator.pages.render.seen import seen

HOSTILE = [
    "<script>alert(1)</script>",
    "[点我](javascript:alert(1))",
    "![x](http://example.invalid/x.png)",
    "**粗** _斜_ `码` # 题",
    "{{ 7 * 7 }} {% raw %}",
    "&lt;b&gt; &amp;",
    "| a | b |",
    "<!-- 注 -->",
    "http://example.invalid/",
    "<img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_as_they_are(words: str) -> None:
    html = markdown.markdown(
        f"<p>{text(words)}</p>", extensions=["tables", "attr_list", "md_in_html"]
    )
    assert html == f"<p>{text(words)}</p>"
    assert unescape(str(text(words))) == words


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Z"])))
def test_words_come_back_unchanged_and_hold_no_markup(words: str) -> None:
    shown = str(text(words))
    assert unescape(shown) == words
    assert not set(shown) & set("<>\"'`*_[](){}|\\")


def test_direction_and_control_marks_are_dropped_and_lines_kept() -> None:
    assert str(text("甲\u202e乙\r\n丙\x07")) == "甲乙<br>丙"


@given(
    st.text(
        st.characters(max_codepoint=0x2100) | st.sampled_from("\r\n\u202e\ufeff<&%中"), max_size=40
    )
)
def test_words_are_shown_sign_by_sign(words: str) -> None:
    """Whatever is spared on the way, every sign comes out as it does by itself."""
    signs = (
        f"&#{ord(sign)};" if sign in string.punctuation else {"\n": "<br>"}.get(sign, sign)
        for sign in seen(words.strip())
    )
    assert str(text(words)) == "".join(signs)
