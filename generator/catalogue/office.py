"""What the office decides: resolutions that choose a reading, decisions on record, and no number
on a word that has none; and nothing public that rests on what is internal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..problems import Problem, nearest
from .build import rule as structured
from .files import Files, clauses, provisions
from .kinds import every_rule
from .model import squeeze
from .rules import provision_of
from .source import At, Document

_NUMBERS = ("value", "every", "months", "times", "checkpoints")
"""Fields of a provision that put a number or a rhythm on its words."""


def resolutions(files: Files) -> Iterator[Problem]:
    """A resolution names readings that there are, of what hangs on the question."""
    document = files.one("questions")
    hanging = _readings(files)
    for index, question in enumerate(document.data["questions"]):
        resolution, known = question.get("resolution"), hanging.get(question["id"], [])
        if resolution is None or question["status"] != "resolved":
            continue
        at: At = ("questions", index, "resolution")
        for number, name in enumerate(resolution.get("chooses", [])):
            if name not in known:
                meant = nearest(name, known)
                guess = f"；是否为“{meant}”？" if meant else ""
                message = f"与“{question['id']}”有关的读法里没有“{name}”{guess}"
                hint = f"可选：{'、'.join(known)}。" if known else "没有规则或指标按它列出读法。"
                place = (*at, "chooses", number)
                yield document.problem("E521", place, message, hint, value=name)
        if known and "chooses" not in resolution:
            message = f"“{question['id']}”已定，没有写明采用哪种读法"
            hint = f"请补上 chooses，可选：{'、'.join(known)}。"
            yield document.problem("E512", at, message, hint)


def decisions(files: Files) -> Iterator[Problem]:
    """A decision is one of the measures that the notice names, and lifted after it was made."""
    if "decisions" not in files.documents:
        return
    document = files.one("decisions")
    for index, record in enumerate(document.data["decisions"]):
        at: At = ("decisions", index)
        provision = provision_of(files, record["provision"])[1]
        if provision is None:
            continue  # told as an unknown id
        measures = list(provision.get("measures", []))
        if not measures:
            message = f"“{record['provision']}”不是督导问责，没有可以决定的措施"
            yield document.problem("E525", (*at, "provision"), message, "请核对编号。")
        elif record["measure"] not in measures:
            meant = nearest(record["measure"], measures, 0.4)
            guess = f"；是否为“{meant}”？" if meant else ""
            message = f"“{record['provision']}”没有“{record['measure']}”这项措施{guess}"
            hint = f"可选：{'、'.join(measures)}。"
            yield document.problem("E514", (*at, "measure"), message, hint)
        lifted = record.get("lifted")
        if lifted and lifted["date"] < record["date"]:
            message = f"解除日期 {lifted['date']} 早于决定日期 {record['date']}"
            yield document.problem("E516", (*at, "lifted", "date"), message, "请核对日期。")


def vague_words(files: Files) -> Iterator[Problem]:
    """A number on a word without one takes a decision of the office."""
    settled = {
        question["id"]: question["words"]
        for question in files.one("questions").data["questions"]
        if question["status"] == "open" and "words" in question
    }
    words = [word for listed in settled.values() for word in listed]
    tasks = files.one("tasks")
    for at, clause in clauses(tasks.data):
        for where, record in provisions(at, clause):
            fields = [name for name in _NUMBERS if name in record]
            if record.get("basis") == "assumed" and where[-2] != "references":
                yield from _without_paper(tasks, where, record, fields, words)
    if files.sound("judging"):
        for document, place, rule in every_rule(files):
            quote = (provision_of(files, rule["provision"])[1] or {}).get("quote", "")
            fields = [name for name in files.kinds[rule["kind"]].numbers if rule.get(name)]
            if rule["basis"] != "office":
                yield from _without_paper(document, place, {"quote": quote}, fields, words)


def audiences(files: Files) -> Iterator[Problem]:
    """A public rule or indicator rests on nothing internal."""
    internal = {
        (space, record["id"])
        for space, records in _with_audience(files).items()
        for record in records
        if record.get("audience") == "internal"
    }
    for mention in files.references:
        kind = mention.document.path.split("/")[1] if "/" in mention.document.path else ""
        if kind not in ("judging", "indicators.yaml") or mention.at[-1] == "provision":
            continue
        record = mention.document.get(mention.at[:2])
        if _is_internal(files, record):
            continue
        hidden = next((s for s in mention.spaces if (s, mention.id) in internal), None)
        if hidden:
            message = f"“{record['id']}”是公开的，却要用仅供内部的“{mention.id}”"
            hint = "请写 audience: internal，或改用公开的数据。"
            yield mention.document.problem("E525", mention.at, message, hint, value=mention.id)


def _is_internal(files: Files, record: Mapping[str, Any]) -> bool:
    provision = provision_of(files, record.get("provision"))[1] or {}
    return "internal" in (record.get("audience"), provision.get("audience"))


def _with_audience(files: Files) -> Mapping[str, list[Mapping[str, Any]]]:
    return {
        "form": [document.data for document in files.documents.get("form", [])],
        "indicator": files.one("indicators").data["indicators"],
        "rule": [
            {**rule, "audience": "internal"} if _is_internal(files, rule) else rule
            for _, _, rule in every_rule(files)
        ],
    }


def _without_paper(
    document: Document, at: At, record: Mapping[str, Any], fields: list[str], words: list[str]
) -> Iterator[Problem]:
    quote = squeeze(record.get("quote", ""))
    word = next((word for word in words if word in quote), None)
    if word and fields:
        message = f"“{word}”没有数量标准，不得给它设“{fields[0]}”"
        hint = "办公室发文明确了的，basis 写 office，decision 写明文号和日期；没有的，请删去。"
        yield document.problem("E536", (*at, fields[0]), message, hint, value=word)


def _readings(files: Files) -> Mapping[str, list[str]]:
    """The ids of the readings that hang on each question."""
    found: dict[str, list[str]] = {}
    records: list[Mapping[str, Any]] = []
    if files.sound("indicators"):
        records += files.one("indicators").data["indicators"]
    if files.sound("judging", "tasks"):
        for _, _, rule in every_rule(files):
            provision = provision_of(files, rule["provision"])[1] or {}
            asked = [*rule.get("questions", []), *provision.get("questions", [])]
            ways = [{"id": name} for name in structured(rule, files.kinds).options.alternatives]
            records.append({"questions": asked, "readings": ways})
    if files.sound("filing"):
        policy = files.one("filing").data
        if policy.get("readings"):
            records.append({**policy, "readings": [{"id": "policy"}, *policy["readings"]]})
    for record in records:
        for question in record.get("questions", []):
            ids = [reading["id"] for reading in record.get("readings", [])]
            found[question] = list(dict.fromkeys([*found.get(question, []), *ids]))
    return found
