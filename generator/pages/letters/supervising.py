"""督办单: what a unit has not reached, has overrun or has not filed, with the notice's words, the figures and what can
still be done.

What it answers for alone is what it is asked about; what it holds with others is told apart and never the reason
for a letter to one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ... import wording
from ...catalogue.model import Unit
from ...judging.verdict import TOGETHER, Verdict
from ...words.states import ATTENTION, State
from .. import short
from ..drafted import cited
from ..papers import OfficialPaper, Paragraph, Section, Sentence
from ..site import Site
from ..todo import next_step
from .letter import Asked, allowed, ends, filing, letter, listed, quoted, said
from .reminder import Reminder

TITLE = "督办单"


def own(site: Site, unit: Unit) -> list[Verdict]:
    """What is short of what the unit answers for alone: as all pages count it (``short``), but for what may still
    turn out well."""
    found = (v for v in short.every(site) if v.subject == unit.id)
    return [verdict for verdict in found if verdict.state in ATTENTION]


def untold(site: Site, unit: Unit) -> list[Verdict]:
    """What it had to tell of in words and did not."""
    return [verdict for verdict in short.untold(site) if verdict.subject == unit.id]


def written(site: Site, reminder: Reminder, asked: Asked) -> OfficialPaper | None:
    """The draft to a unit; None where nothing is short that is its own. ``reminder`` is what it has to do now."""
    unit = reminder.unit
    found, silent = own(site, unit), untold(site, unit)
    if not found and not silent:
        return None
    late = [v for v in found if v.provision in site.catalogue.filing_provisions]
    others = [v for v in found if v not in late]
    joint = [v for v in short.every(site) if v.subject is None and unit.id in v.owners]
    joint = [v for v in joint if v.state in ATTENTION]
    unfiled = (*_paragraphs(site, unit, late), *_lacking(site, others))
    told = [
        Section("没有达到要求的事项", tuple(_paragraphs(site, unit, _with_figures(others)))),
        Section("没有按期报送的", unfiled),
        Section("没有写明进展的", tuple(_silent(site, unit, silent))),
        Section(
            f"{TOGETHER}、没有达到要求的",
            (*_paragraphs(site, unit, _with_figures(joint)), *_lacking(site, joint)),
        ),
        filing(site, reminder, asked),
    ]
    return letter(site, unit, TITLE, _opening(site, found, silent, joint), told, ends(site, asked))


def _opening(
    site: Site, found: Sequence[Verdict], silent: Sequence[Verdict], joint: Sequence[Verdict]
) -> Iterator[Sentence]:
    day = wording.day(site.results.case.as_of)
    counted = short.counted(found, len(silent)).rstrip("。")
    yield said(f"按照{cited(site.catalogue)}要求，截至{day}，你单位{counted}", *found, *silent)
    if joint:
        others = f"{len(joint)}项与其他单位{TOGETHER}的没有达到要求"
        yield said(f"另有{others}，只计一次，不单独记在你单位名下", *joint)
    yield said("现予督办")


def _paragraphs(site: Site, unit: Unit, verdicts: Iterable[Verdict]) -> Iterator[Paragraph]:
    """What stands under one provision together."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.provision, []).append(verdict)
    for provision, group in groups.items():
        lacking = _unfiled(site, group)
        several = lacking if len(lacking) > 1 else ()
        told = {s.says: s for each in group for s in _told(site, unit, each, each in several)}
        sentences = [*told.values()]
        if several:
            asked = f"请尽快补报以上{len(several)}期所缺的报表；补报的仍记为迟报"
            sentences.append(said(asked, *several))
        yield Paragraph(tuple(sentences), site.catalogue.provisions[provision].name)


def _unfiled(site: Site, verdicts: Iterable[Verdict]) -> Sequence[Verdict]:
    """Of what has to be filed that of which something is still missing."""
    filing = site.catalogue.filing_provisions
    return [v for v in verdicts if v.provision in filing and v.state == State.MISSING_REPORT]


def _told(site: Site, unit: Unit, verdict: Verdict, asked_together: bool) -> Iterator[Sentence]:
    """What is asked for, how it stands and why, what can still be done unless that is asked of several together, what
    the office allowed."""
    yield from quoted(site, verdict)
    words = verdict.sentence.removeprefix(f"{unit.name}：").removeprefix(f"{TOGETHER}：")
    yield said(words, verdict)
    if not asked_together and (step := next_step(site, verdict, unit.id)):
        yield said(step, verdict)
    yield from allowed(site, verdict)


def _with_figures(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Those of which more can be said than that their data is missing."""
    return [verdict for verdict in verdicts if verdict.state != State.MISSING_REPORT]


def _lacking(site: Site, verdicts: Iterable[Verdict]) -> Iterator[Paragraph]:
    """What cannot stand as it should because its data was not filed, in one sentence: with one form missing it may
    be dozens."""
    lacking = [verdict for verdict in verdicts if verdict.state == State.MISSING_REPORT]
    if lacking:
        told = f"因为没有报送，{len(lacking)}项缺少数据：{listed(site, lacking)}"
        yield Paragraph((said(told, *lacking),))


def _silent(site: Site, unit: Unit, silent: Sequence[Verdict]) -> Iterator[Paragraph]:
    if silent:
        told = [said(f"{len(silent)}项没有报送文字进展：{listed(site, silent)}", *silent)]
        steps = dict.fromkeys(next_step(site, each, unit.id) for each in silent)
        told += [said(step) for step in steps if step]
        yield Paragraph(tuple(told))
