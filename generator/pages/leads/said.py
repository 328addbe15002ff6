"""Sentences of a topic, made of what its verdicts hold: whom, value, what is asked, gap, day, days left.

A sentence says no more than its verdicts do: of an open definition it says so, and who reads alike is not
ranked.
"""

from __future__ import annotations

from collections.abc import Sequence

from ... import wording
from ...judging.verdict import Verdict
from ...words.states import State
from .. import nodes
from ..site import Site, open_questions
from ..values import Quantity
from ..verdicts import compared, gap
from . import amounts
from .topics import AT_RISK, FAILED, MISSING, UNTOLD, Group, Topic

_NAMED = 3
"""So many units are named; of more it is told how many they are."""

_PARTS = 2
"""So many things are said of a topic in its sentence."""


def title(topic: Topic) -> str:
    """What a topic is called: as declared, else as its rule or its provision is."""
    if topic.lead and topic.lead.title:
        return topic.lead.title
    return topic.groups[0].rule.title or topic.groups[0].provision.name


def headline(site: Site, topic: Topic) -> str:
    """The one thing to know of it, without a full stop."""
    group = _foremost(site, topic)
    whom, name = who(site, group.verdicts), title(topic)
    lacks = amounts.together(site, group.verdicts)
    if group.bad == MISSING:
        return f"{whom}没有报送，{name}{_when(site, group)}不能判定"
    if group.bad == UNTOLD:
        return f"{whom}{name}{_when(site, group)}{_undecided(site, group)}"
    until = _until(site, group, name)
    if lacks:
        closed = group.bad == FAILED and group.first.due  # nothing that is done now turns it
        return f"{until}，{whom}{f'差{lacks.spelt}' if closed else lacks.to_do}"
    if not numeric(group):
        return f"{whom}{group.provision.name}{group.first.called}"
    if len(group.verdicts) > 1:
        return f"{until}，{whom}{_short_of(group)}"
    value, asked = compared(group.first)
    return f"{until}，{whom}{_spelt(value)}，要求{_spelt(asked)}，{_gap(group)}"


def words(site: Site, topic: Topic, *, headlined: bool) -> str:
    """What is said of it in a sentence, the gravest first, and by which reading; what is lacking in all
    is not said again of the topic that is ``headlined``."""
    grave = [group for group in topic.groups if group.bad <= UNTOLD][:_PARTS]
    told = "；".join(_part(site, group, title(topic), headlined=headlined) for group in grave)
    return f"{told}{_by_reading(site, grave, told)}。"


def _by_reading(site: Site, groups: Sequence[Group], told: str) -> str:
    """By which reading the figures are told, while which questions are open; '' where all is clear."""
    for group in groups:
        known = [o for o in group.first.outcomes if o.value is not None]
        if group.bad in (FAILED, AT_RISK) and len({o.value for o in known}) > 1:
            names = _questions(site, group)
            by = known[0].name
            if (
                names and f"口径待定{names}" in told
            ):  # of another group: the figures are not its own
                return f"；所列数的口径：{by}"
            return f"（{by}，口径待定{names}）" if names else ""
    return ""


def who(site: Site, verdicts: Sequence[Verdict]) -> str:
    """Whom some verdicts are about: few by name, more by what they are and how many; '' for all."""
    units = [site.catalogue.units[v.subject] for v in verdicts if v.subject]
    if len(units) <= _NAMED:
        return wording.join(unit.name for unit in units)
    kinds = {unit.kind for unit in units}
    names = {kind.id: kind.name for kind in site.catalogue.kinds}
    return f"{len(units)}个{names[kinds.pop()] if len(kinds) == 1 else '单位'}"


def _foremost(site: Site, topic: Topic) -> Group:
    """The number on its way is spoken of by its newest node while that can still be missed, or was."""
    moving = [group for group in topic.groups if group.bad <= AT_RISK and group.first.due]
    own = [group for group in moving if group.bad != MISSING]
    return max(own, key=lambda group: (group.first.due, -group.bad)) if own else topic.groups[0]


def _until(site: Site, group: Group, name: str) -> str:
    verdict, when = group.first, _when(site, group)
    if verdict.due is None:
        return f"{name}{'没有达到要求' if group.bad == FAILED else '有预警'}"
    what = _stage(site, group)
    what = what if what == group.provision.name else f"{name}{when}"
    days = nodes.left(verdict.due, site.results.case.as_of)
    if group.bad == FAILED:
        return f"{what}期限已过"
    return f"{what}{days}"


def _part(site: Site, group: Group, name: str, *, headlined: bool) -> str:
    whom, when = who(site, group.verdicts), _stage(site, group)
    when = "" if when == name else when
    if group.bad == MISSING:
        return f"{when}{whom}没有报送，不能判定"
    if group.bad == UNTOLD:
        return f"{when}{whom}{_undecided(site, group)}"
    if not numeric(group):
        return f"{whom}{group.provision.name}{when and f'（{when}）'}{group.first.called}"
    left = _left(site, group)
    aims = group.bad == AT_RISK and not headlined
    lacks = amounts.together(site, group.verdicts) if aims else None
    if len(group.verdicts) == 1:
        value, asked = compared(group.first)
        over = f"（{group.first.called}）" if group.bad == FAILED else ""
        tail = lacks.to_do if lacks else f"{_gap(group)}{over}"
        return f"{when}{left}{whom}{_spelt(value)}，要求{_spelt(asked)}，{tail}"
    tail = f"，{lacks.to_do}" if lacks else ""
    return f"{when}{left}{whom}{_short_of(group)}{tail}；{_extremes(site, group)}"


def numeric(group: Group) -> bool:
    """Whether its verdicts hold a number against a number that is asked for."""
    known = all(v.value is not None and v.threshold is not None for v in group.verdicts)
    return known and (group.rule.options.charted or bool(group.rule.options.covers))


def _short_of(group: Group) -> str:
    asked = {_spelt(compared(verdict)[1]) for verdict in group.verdicts}
    still = "还没有" if group.bad == AT_RISK else "没有"
    return f"{still}达到{asked.pop() if len(asked) == 1 else '各自的要求'}"


def _extremes(site: Site, group: Group) -> str:
    """All of few, else the one that is farthest off; those that read alike are not ranked."""
    told = [(v, _spelt(compared(v)[0])) for v in group.verdicts]
    if len({words for _, words in told}) == 1:
        return f"均为{told[0][1]}"
    if len(told) <= _NAMED:
        return wording.join(f"{who(site, [v])}{words}" for v, words in told)
    verdict, words = max(told, key=lambda pair: abs(pair[0].gap or 0))
    alike = [v for v, other in told if other == words]
    much = "最高" if (verdict.gap or 0) < 0 else "最低"
    return f"{much}的是{who(site, alike)}，{words}"


def _gap(group: Group) -> str:
    return gap(group.first) or group.first.called


def _left(site: Site, group: Group) -> str:
    if group.bad != AT_RISK or group.first.due is None:
        return ""
    return f"{nodes.left(group.first.due, site.results.case.as_of)}，"


def _undecided(site: Site, group: Group) -> str:
    if group.first.state == State.DEPENDS_ON_DEFINITION:
        return f"按不同口径结果不同，口径待定{_questions(site, group)}"
    return "不能判定"


def _questions(site: Site, group: Group) -> str:
    """The open questions whose readings part: those of the measure, else of the rule."""
    measured = amounts.indicator(site, group.first)
    of_measure = measured.questions if measured and measured.readings else ()
    ids = of_measure or group.rule.questions or group.first.questions
    return wording.join(question.id for question in open_questions(site, ids))


def _stage(site: Site, group: Group) -> str:
    """What is due, by its name where it is due once, else the node or the period."""
    if group.first.due and getattr(group.provision, "due", None) == group.first.due:
        return group.provision.name
    return _when(site, group)


def _when(site: Site, group: Group) -> str:
    """The node or the period, without the year of the plan."""
    return site.without_year(group.first.period or "")


def _spelt(quantity: Quantity | None) -> str:
    return quantity.spelt if quantity else ""
