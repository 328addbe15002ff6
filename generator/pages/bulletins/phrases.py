"""Sentences of verdicts as a paper has them: what is asked, who stands how, what lies between.

Numbers, names, gaps and days are spelt as on every page; here they are put into whole sentences, for who reads a
paper does not see the tables of a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ... import wording
from ...catalogue.model import Provision, Rule, Target
from ...judging.verdict import Verdict
from ...words.states import State
from .. import nodes
from ..leads import amounts, said
from ..leads.topics import AT_RISK, FAILED, MISSING, Group, Topic
from ..site import Site
from ..verdicts import compared, gap
from .told import Told

NODE = "节点"
"""With this the day of a number on its way is called."""

_LISTED = 6
"""So many units are told one by one with their figures."""

_NAMED = 6
"""So many things are named that stand alike."""


def of_group(site: Site, topic: Topic, group: Group) -> Told:
    """What is said of units that stand alike at one stage of a provision."""
    if not said.numeric(group) or group.bad == MISSING:
        return Told(_in_words(site, topic, group), group.verdicts)
    if group.bad in (FAILED, AT_RISK):
        return Told(_short_of(site, topic, group), group.verdicts)
    return Told(_reached(site, topic, group), group.verdicts)


def of_groups(site: Site, found: Iterable[tuple[Topic, Group]]) -> Iterator[Told]:
    """What is said of several; things that the notice asks for twice and that rest on the same cells are told
    together, for nobody reads one figure twice as one."""
    alike: dict[object, list[tuple[Topic, Group]]] = {}
    for at, (topic, group) in enumerate(found):
        alike.setdefault(_figures(site, group) or at, []).append((topic, group))
    for own in alike.values():
        told = of_group(site, *own[0])
        for topic, group in own[1:]:
            first = title(site, *own[0])
            names = f"{first}、{_further(site, own[0][1], topic, group)}"
            words = told.words.replace(first, names, 1)
            told = Told(words, (*told.verdicts, *group.verdicts))
        yield told


def _figures(site: Site, group: Group) -> object:
    """By what two groups of numbers are the same: what is said of them, and the cells they are counted from."""
    if not said.numeric(group) or group.bad not in (FAILED, AT_RISK):
        return None
    told = f"{asked(site, group)}{_left(site, group)}{_each(site, group, gaps=True)}"
    return told, group.bad, frozenset(cell for v in group.verdicts for cell in v.lineage)


def _further(site: Site, first: Group, topic: Topic, group: Group) -> str:
    """What else it is about: its time only where that is another one."""
    same = period(site, first) == period(site, group) and not period(site, group).endswith(NODE)
    return name(site, topic, group) if same else title(site, topic, group)


def name(site: Site, topic: Topic, group: Group) -> str:
    """What it is about: as it leads, as its rule calls it, or, of rules that are called alike, as what it
    judges is."""
    if topic.lead:
        return said.title(topic)
    return called(site, group.rule, group.provision)


def called(site: Site, rule: Rule, provision: Provision) -> str:
    """What is judged as its rule calls it; where others are called so as well, as it is called itself, the notice's
    own words in quotation marks."""
    alike = site.once("titles of rules", lambda: Counter(r.title for r in site.catalogue.rules))
    if rule.title and alike[rule.title] == 1:
        return rule.title
    return provision.title or wording.quoted(provision.quote)


def title(site: Site, topic: Topic, group: Group) -> str:
    """The same with its time: 二季度动态调整, 资金支出6月30日节点, 周报告（7月10日至7月16日）."""
    what, when = name(site, topic, group), period(site, group)
    if not when:
        return what
    if when.endswith(NODE):
        return f"{what}{when}"
    apart = "日" in when or what[:1] == "“" or any(map(str.isdigit, what[:1]))
    return f"{what}（{when}）" if apart else f"{when}{what}"


def period(site: Site, group: Group) -> str:
    """When it is due or of which period it is, '' where its name says so."""
    due = getattr(group.provision, "due", None)
    return "" if due and due == group.first.due else site.without_year(group.first.period or "")


def asked(site: Site, group: Group) -> str:
    """What is asked for, in words: 不低于60%, 达到100%, 在15%至20%之间; '' where it differs from unit to unit."""
    told = {_asked(group, verdict) for verdict in group.verdicts}
    return told.pop() if len(told) == 1 else ""


def _asked(group: Group, verdict: Verdict) -> str:
    _, threshold = compared(verdict)
    if threshold is None:
        return ""
    if threshold.low is not None:
        return f"在{threshold.spelt}之间"
    if threshold.unit in wording.RANKS:
        return f"进入{threshold.spelt}"
    provision = group.provision
    operator = provision.operator if isinstance(provision, Target) else "at_least"
    if operator == "at_least" and threshold.unit == "%" and threshold.value == 100:
        return "达到100%"
    return f"{wording.asked_for(operator, threshold.unit)}{threshold.spelt}"


def _short_of(site: Site, topic: Topic, group: Group) -> str:
    what, wanted = title(site, topic, group), asked(site, group)
    head = f"{what}要求{wanted}" if wanted else what
    left = _left(site, group)
    lacks = amounts.together(site, group.verdicts) if group.bad == AT_RISK else None
    several = "合计" if len(group.verdicts) > 1 else ""
    tail = f"，{several}{lacks.to_do}" if lacks else ""
    return f"{head}，{left}{_each(site, group, gaps=not lacks)}{tail}{_by(site, group)}"


def _left(site: Site, group: Group) -> str:
    """By when, of what may be missed, where its name does not say so."""
    due = group.first.due
    if group.bad != AT_RISK or due is None or period(site, group).endswith(NODE):
        return ""
    return f"{nodes.short(site, due)}到期，"


def _each(site: Site, group: Group, *, gaps: bool) -> str:
    """Each of few with its figure and its gap, of many that fail the one that is farthest off."""
    told = [(v, _value(v), gap(v) if gaps else "") for v in group.verdicts]
    if len(told) == 1:
        verdict, value, lacks = told[0]
        whose = said.who(site, [verdict]) or "实际"
        return f"{whose}{'为' if verdict.subject else ''}{value}{f'，{lacks}' if lacks else ''}"
    if len({(value, lacks) for _, value, lacks in told}) == 1:
        _, value, lacks = told[0]
        return f"{said.who(site, group.verdicts)}均为{value}{f'，{lacks}' if lacks else ''}"
    if len(told) <= _LISTED:
        return wording.join(
            f"{said.who(site, [v])}{value}{f'（{lacks}）' if lacks else ''}"
            for v, value, lacks in told
        )
    whose = said.who(site, group.verdicts)
    if group.bad not in (FAILED, AT_RISK):
        return f"{whose}均已达到"
    worst = max(told, key=lambda each: abs(each[0].gap or 0))
    still = "还没有" if group.bad == AT_RISK else "没有"
    much = "最高" if (worst[0].gap or 0) < 0 else "最低"
    return f"{whose}{still}达到，{much}的是{said.who(site, [worst[0]])}，为{worst[1]}"


def _value(verdict: Verdict) -> str:
    value, _ = compared(verdict)
    return value.spelt if value else ""


def _by(site: Site, group: Group) -> str:
    """By which reading figures are told while several are open."""
    known = [o for o in group.first.outcomes if o.value is not None]
    if len({o.value for o in known}) < 2:
        return ""
    return f"（{known[0].name}计算，口径待明确）" if known[0].name.startswith("按") else ""


def _in_words(site: Site, topic: Topic, group: Group) -> str:
    """Of one its own sentence, of several who they are and what that is called."""
    what = title(site, topic, group)
    if len(group.verdicts) == 1:
        return in_its_own_words(name(site, topic, group), group.first)
    return f"{what}，{said.who(site, group.verdicts)}{group.first.called}"


def in_its_own_words(what: str, verdict: Verdict) -> str:
    """The sentence of a verdict, after what it is about where it does not say so."""
    told = verdict.sentence
    return told if verdict.subject or what in told else f"{what}方面，{told}"


def untold(site: Site, found: Iterable[tuple[Topic, Group]]) -> Iterator[Told]:
    """What could not be judged, together what waits for the same and is about the same ones."""
    alike: dict[tuple[str, str], list[tuple[Topic, Group]]] = {}
    for topic, group in found:
        alike.setdefault((said.who(site, group.verdicts), _waits(group)), []).append((topic, group))
    for (whose, waits), own in alike.items():
        verdicts = tuple(v for _, group in own for v in group.verdicts)
        if not waits and len(verdicts) == 1:
            topic, group = own[0]
            yield Told(in_its_own_words(name(site, topic, group), verdicts[0]), verdicts)
            continue
        what = wording.few([title(site, t, g) for t, g in own], _NAMED, "项")
        yield Told(f"{what}{f'，{whose}' if whose else ''}{waits or '暂不能判定'}", verdicts)


def _waits(group: Group) -> str:
    """What is waited for; '' where nobody said."""
    if group.first.state == State.DEPENDS_ON_DEFINITION:
        return "按不同口径结果不同，口径明确前不作结论"
    remedy = group.first.remedy
    return f"暂不能判定，待{remedy.does}后再作结论" if remedy else ""


def _reached(site: Site, topic: Topic, group: Group) -> str:
    what, wanted = title(site, topic, group), asked(site, group)
    head = f"{what}要求{wanted}" if wanted else what
    return f"{head}，{_each(site, group, gaps=False)}{_by(site, group)}"
