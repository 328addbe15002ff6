"""The rule kinds: a folder each, and what lies here is all there are.

A kind's package says what it adds to a rule (its ``Options``) and imports nothing heavy; its module
``judge`` has ``judge(case, rule, options, body)``, which yields the verdicts of one rule on units that it
judges one by one or together; where its figures are ``charted``, ``course`` beside it tells what was
filed of them. It knows nothing of any city.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from ...catalogue.kinds_folder import KindsFolder

if TYPE_CHECKING:
    from ...catalogue.model import Kinds, Rule
    from ..case import Body, Case
    from ..course import Course
    from ..verdict import Verdict

Judge: TypeAlias = Callable[["Case", "Rule", Any, "Body"], Iterator["Verdict"]]

Told: TypeAlias = Callable[["Case", "Rule", Any, "Body"], "Course"]

KINDS: Kinds = KindsFolder(__name__, *__path__)
"""By the name that rules/ gives them, which is the folder's."""


def judge(kind: str) -> Judge:
    """How a kind judges some units by a rule and its options."""
    judges: Judge = import_module(f".{kind}.judge", __name__).judge
    return judges


def course(kind: str) -> Told:
    """How a kind whose figures are ``charted`` tells their course."""
    told: Told = import_module(f".{kind}.judge", __name__).course
    return told
