"""What is to be done next about a verdict, in the words of whoever reads it.

Files and fields are the office's; a unit is told what it can file, or that nothing is asked of it.
"""

from __future__ import annotations

from .. import wording
from ..judging.filers import filers
from ..judging.verdict import Verdict
from ..words.states import State
from .site import Site, open_questions

_NOT_YOURS = "本单位无需操作"


def next_step(site: Site, verdict: Verdict, reader: str | None = None) -> str:
    """The next step for a unit that reads its own page, or for everyone; '' when there is none."""
    if not verdict.next:
        return ""
    if verdict.state == State.DEPENDS_ON_DEFINITION:
        names = wording.join(q.id for q in open_questions(site, verdict.questions))
        return _said(f"口径待办公室明确（{names}）", reader)
    if verdict.state == State.FOR_DECISION:
        return _said(verdict.state.word, reader)
    if verdict.remedy:
        return _said(f"由办公室{verdict.remedy.does}", reader)
    if reader and verdict.subject is None:
        return _shared(site, verdict, reader)
    return verdict.next


def _said(words: str, reader: str | None) -> str:
    return f"{words}，{_NOT_YOURS}。" if reader else f"{words}。"


def _shared(site: Site, verdict: Verdict, reader: str) -> str:
    """What is held together is filed by those who owe the form; the others read who they are."""
    able = filers(site.results.case, verdict)
    if not able or reader in able:
        return verdict.next
    names = wording.join(site.catalogue.units[unit].name for unit in able)
    return f"由{names}报送，{_NOT_YOURS}。"
