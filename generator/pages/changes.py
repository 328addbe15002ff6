"""What has turned since the month before: the states that changed, the worst first."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator import wording
from generator.judging.results import concerned
from generator.judging.turns import Turn
from generator.judging.verdict import GRAVITY
from generator.pages import links
from generator.pages.links import Linker
from generator.pages.render import text
from generator.pages.site import Site, subject_link
from generator.pages.states import badge

_KINDS = {"worse": "变差", "better": "变好", "other": "状态改变"}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    kind: str
    provision: Markup
    subject: Markup
    was: Markup
    now: Markup
    sentence: str


@dataclass(frozen=True, slots=True)
class Changes:
    """``since`` is the day that is compared with; '' when there is none yet."""

    since: str
    summary: str
    rows: list[ChangeRow]
    more: int


def view(site: Site, link: Linker, unit: str | None = None, shown: int = 12) -> Changes:
    """The turns of everyone, or of what one unit answers for."""
    if site.before is None:
        return Changes("", "", [], 0)
    found = [turn for turn in site.turns if turn.kind in _KINDS]
    own = [turn for turn in found if unit is None or _concerns(turn, unit)]
    own.sort(key=_order)
    counts = {kind: sum(turn.kind == kind for turn in own) for kind in _KINDS}
    told = [f"{word} {counts[kind]} 项" for kind, word in _KINDS.items() if counts[kind]]
    return Changes(
        since=wording.day(site.before.case.as_of),
        summary="，".join(told) or "没有状态改变",
        rows=[_row(site, turn, link) for turn in own[:shown]],
        more=max(0, len(own) - shown),
    )


def _concerns(turn: Turn, unit: str) -> bool:
    verdict = turn.after or turn.before
    return verdict is not None and unit in concerned(verdict)


def _order(turn: Turn) -> tuple[int, int]:
    now = turn.after or turn.before
    assert now is not None
    return list(_KINDS).index(turn.kind), GRAVITY.index(now.state)


def _row(site: Site, turn: Turn, link: Linker) -> ChangeRow:
    was, now = turn.before, turn.after
    assert was is not None
    assert now is not None
    provision = site.catalogue.provisions[now.provision]
    return ChangeRow(
        kind=_KINDS[turn.kind],
        provision=link.to(links.clause(now.clause), text(provision.name), provision.id),
        subject=subject_link(site, now.subject, link),
        was=badge(was.state),
        now=badge(now.state),
        sentence=now.sentence,
    )
