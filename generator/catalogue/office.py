"""What the office decides: resolutions that choose a reading, decisions on record, and no number
on a word that has none; and nothing public that rests on what is internal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..problems import Problem, nearest
from .build import by_id
from .files import Files
from .model import (
    Escalation,
    FilingPolicy,
    Form,
    Indicator,
    Provision,
    Question,
    Reference,
    RegisteredDecision,
    Rule,
    squeeze,
)
from .placed import Places

_NUMBERS = (
    "value",
    "values",
    "periods",
    "between",
    "change",
    "share_of",
    "every",
    "months",
    "times",
    "checkpoints",
)
"""Fields of a provision that put a number or a rhythm on its words."""


def resolutions(files: Files) -> Iterator[Problem]:
    """A resolution names readings that there are, of what hangs on the question."""
    places, hanging = files.places, _readings(files)
    for question in places.every(Question):
        resolution, known = question.resolution, hanging.get(question.id, [])
        if resolution is None or question.status != "resolved":
            continue
        for number, name in enumerate(resolution.chooses):
            if name not in known:
                meant = nearest(name, known)
                guess = f"；是否为“{meant}”？" if meant else ""
                message = f"与“{question.id}”有关的读法里没有“{name}”{guess}"
                hint = f"可选：{'、'.join(known)}。" if known else "没有规则或指标按它列出读法。"
                at = ("chooses", number)
                yield places.problem("E521", resolution, at, message, hint, value=name)
        if known and not resolution.chooses:
            message = f"“{question.id}”已定，没有写明采用哪种读法"
            hint = f"请补上 chooses，可选：{'、'.join(known)}。"
            yield places.problem("E512", resolution, (), message, hint)


def decisions(places: Places) -> Iterator[Problem]:
    """A decision is one of the measures that the notice names, and lifted after it was made."""
    provisions = by_id(places.every(Provision))
    for record in places.every(RegisteredDecision):
        provision = provisions.get(record.provision)
        if provision is None:
            continue  # told as an unknown id
        measures = provision.measures if isinstance(provision, Escalation) else ()
        if not measures:
            message = f"“{record.provision}”不是督导问责，没有可以决定的措施"
            yield places.problem("E525", record, ("provision",), message, "请核对编号。")
        elif record.measure not in measures:
            meant = nearest(record.measure, measures, 0.4)
            guess = f"；是否为“{meant}”？" if meant else ""
            message = f"“{record.provision}”没有“{record.measure}”这项措施{guess}"
            hint = f"可选：{'、'.join(measures)}。"
            yield places.problem("E514", record, ("measure",), message, hint)
        if record.lifted and record.lifted.date < record.date:
            message = f"解除日期 {record.lifted.date} 早于决定日期 {record.date}"
            yield places.problem("E516", record.lifted, ("date",), message, "请核对日期。")


def vague_words(files: Files) -> Iterator[Problem]:
    """A number on a word without one takes a decision of the office."""
    places = files.places
    words = [
        word
        for question in places.every(Question)
        if question.status == "open"
        for word in question.words
    ]
    provisions = by_id(places.every(Provision))
    for provision in provisions.values():
        if provision.basis == "assumed" and not isinstance(provision, Reference):
            fields = [name for name in _NUMBERS if places.writes(provision, name)]
            yield from _without_paper(places, provision, provision.quote, fields, words)
        if provision.basis != "office":
            for phrase in provision.reads:
                yield from _without_paper(places, provision, phrase, ["reads"], words)
    for rule in places.every(Rule) if files.sound("judging") else ():
        judged = provisions.get(rule.provision)
        if judged and rule.basis != "office":
            fields = [name for name in rule.options.numbers if getattr(rule.options, name)]
            yield from _without_paper(places, rule, judged.quote, fields, words)


def _without_paper(
    places: Places, record: object, quote: str, fields: list[str], words: list[str]
) -> Iterator[Problem]:
    word = next((word for word in words if word in squeeze(quote)), None)
    if word and fields:
        message = f"“{word}”没有数量标准，不得给它设“{fields[0]}”"
        hint = "办公室发文明确了的，basis 写 office，decision 写明文号和日期；没有的，请删去。"
        yield places.problem("E536", record, (fields[0],), message, hint, value=word)


def audiences(files: Files) -> Iterator[Problem]:
    """A public rule or indicator rests on nothing internal."""
    places = files.places
    provisions = by_id(places.every(Provision))

    def is_internal(record: Form | Indicator | Rule) -> bool:
        judged = provisions.get(record.provision) if isinstance(record, Rule) else None
        return "internal" in (record.audience, judged.audience if judged else "")

    spaces: Mapping[str, Iterable[Form | Indicator | Rule]] = {
        "form": places.every(Form),
        "indicator": places.every(Indicator),
        "rule": places.every(Rule),
    }
    internal = {(s, each.id) for s, every in spaces.items() for each in every if is_internal(each)}
    for mention in files.references:
        around = places.around(mention.document, mention.at)
        record = next((each for each in around if isinstance(each, Rule | Indicator)), None)
        if record is None or is_internal(record):
            continue
        if any((space, mention.id) in internal for space in mention.spaces):
            message = f"“{record.id}”是公开的，却要用仅供内部的“{mention.id}”"
            hint = "请写 audience: internal，或改用公开的数据。"
            yield mention.document.problem("E525", mention.at, message, hint, value=mention.id)


def _readings(files: Files) -> Mapping[str, list[str]]:
    """The ids of the readings that hang on each question."""
    places = files.places
    hanging: list[tuple[Iterable[str], Iterable[str]]] = []
    if files.sound("indicators"):
        every = places.every(Indicator)
        hanging += [(each.questions, [way.id for way in each.readings]) for each in every]
    if files.sound("judging", "tasks"):
        asked = {provision.id: provision.questions for provision in places.every(Provision)}
        for rule in places.every(Rule):
            own = (*rule.questions, *asked.get(rule.provision, ()))
            hanging.append((own, rule.options.alternatives))
    for policy in places.every(FilingPolicy) if files.sound("filing") else ():
        if policy.readings:
            hanging.append((policy.questions, ["policy", *(way.id for way in policy.readings)]))
    found: dict[str, list[str]] = {}
    for questions, ways in hanging:
        for question in questions:
            found[question] = list(dict.fromkeys([*found.get(question, []), *ways]))
    return found
