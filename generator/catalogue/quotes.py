"""Never invent policy: every quote, title and number is held against the stored notice.

White space is ignored, since a notice's line breaks are an accident of its layout. Where a text
differs, the place told is the first character that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from generator.catalogue.files import Files, walk
from generator.catalogue.model import squeeze
from generator.catalogue.source import At, Document
from generator.problems import Problem


def check(files: Files, notice_text: str) -> Iterator[Problem]:
    """Everything verbatim in tasks, units, questions; ``notice_text`` is the stored notice."""
    notice = squeeze(notice_text)
    for kind in ("tasks", "units", "questions"):
        if files.sound(kind):
            yield from _quotes(files.one(kind), notice)
    if files.sound("tasks"):
        yield from _particulars(files.one("tasks"), notice)
        yield from _clauses(files.one("tasks"), notice)
        yield from _numbers(files.one("tasks"), notice)
    if files.sound("tasks", "units"):
        yield from _responsible(files.one("tasks"), files.one("units"), notice)


def _quotes(document: Document, notice: str) -> Iterator[Problem]:
    for at, record in walk(document.data):
        if "quote" in record:
            yield from _verbatim(document, (*at, "quote"), notice, "E531", "引文")


def _particulars(document: Document, notice: str) -> Iterator[Problem]:
    """The notice's own number, title, date and year."""
    stated = document.data["notice"]
    for key, name in (("doc_no", "文号"), ("title", "标题")):
        yield from _verbatim(document, ("notice", key), notice, "E531", name)
    issued = date.fromisoformat(stated["issued"])
    spelt = (f"{issued.year}年{issued.month}月{issued.day}日", f"{issued:%Y年%m月%d日}")
    if not any(words in notice for words in spelt):
        message = f"原文中没有“{spelt[0]}”这个日期"
        yield document.problem("E531", ("notice", "issued"), message, "请核对印发日期。")
    if str(stated["plan_year"]) not in notice:
        message = f"原文中没有“{stated['plan_year']}”年"
        yield document.problem("E531", ("notice", "plan_year"), message, "请核对计划年度。")


def _clauses(document: Document, notice: str) -> Iterator[Problem]:
    """Titles and texts verbatim, each number standing before its title, and no number twice."""
    seen: dict[tuple[str, str], At] = {}
    for at, record in walk(document.data):
        if at == ("notice",):
            continue  # its text is the path of the stored notice
        if "text" in record and "title" in record:
            yield from _verbatim(document, (*at, "text"), notice, "E532", "正文")
        if "number" not in record or "title" not in record:
            continue
        yield from _verbatim(document, (*at, "title"), notice, "E532", "标题")
        number, title = squeeze(record["number"]), squeeze(record["title"])
        level = "section" if "tasks" in record else "clause"
        if (level, number) in seen:
            line = document.mark(seen[level, number]).line
            message = f"序号“{number}”重复，第 {line} 行已经用过"
            yield document.problem("E522", (*at, "number"), message, "请对照原文改正。")
        seen.setdefault((level, number), (*at, "number"))
        if title in notice and not _numbered(number, title, notice):
            message = f"原文中“{title}”前面的序号不是“{number}”"
            yield document.problem("E532", (*at, "number"), message, "请对照原文改正。")


def _numbered(number: str, title: str, notice: str) -> bool:
    """Whether the last part of the number stands right before the title somewhere."""
    tail = number.rpartition("、")[2] or number
    pattern = rf"(?<![0-9]){re.escape(tail)}[.．、\s]?{re.escape(title)}"
    return re.search(pattern, notice) is not None


# --- numbers -------------------------------------------------------------------------------------

_PERIOD_WORDS = {"week": "周", "month": "月", "quarter": "季", "half_year": "半年", "year": "年"}
_AT_LEAST = ("不低于", "不少于", "至少", "不小于", "以上", "达到")
_AT_MOST = ("不高于", "不超过", "至多", "不多于", "以下", "不大于")


def _numbers(document: Document, notice: str) -> Iterator[Problem]:
    """What claims to be the notice's own (basis: notice) must be in the words quoted for it."""
    year = document.data["notice"]["plan_year"]
    for at, record in walk(document.data):
        if record.get("basis") == "notice" and "quote" in record:
            yield from _claims(document, at, record, notice)
        yield from _dates(document, at, record, year)


def _claims(
    document: Document, at: At, record: Mapping[str, Any], notice: str
) -> Iterator[Problem]:
    claim = _Claim(document, at, squeeze(record["quote"]))
    wording = record.get("wording")
    if wording is not None:
        yield from claim.needs(("wording",), [wording])
    if isinstance(record.get("value"), int | float) and wording is None:
        yield from claim.needs(("value",), [_digits(record["value"])])
    for index, checkpoint in enumerate(record.get("checkpoints", [])):
        where = ("checkpoints", index)
        yield from claim.needs((*where, "value"), [_digits(checkpoint["value"])])
        month = date.fromisoformat(checkpoint["date"]).month
        yield from claim.needs((*where, "date"), [rf"(?<![0-9]){month}月"])
    for index, month in enumerate(record.get("months", [])):
        yield from claim.needs(("months", index), [rf"(?<![0-9]){month}月"])
    if "day" in record:
        yield from claim.needs(("day",), [rf"(?<![0-9]){record['day']}日"])
    if "unspecified" in record:
        yield from claim.needs(("unspecified",), [re.escape(record["unspecified"])])
    if record.get("times", 1) > 1:
        yield from claim.needs(("times",), [_digits(record["times"])])
    for key in ("every", "each"):
        if key in record:
            yield from claim.needs((key,), [_PERIOD_WORDS[record[key]]])
    yield from claim.direction(record.get("operator"))
    named = [("document",)] if "document" in record else []
    named += [("items", index) for index in range(len(record.get("items", [])))]
    for where in named:
        yield from _verbatim(document, (*at, *where), notice, "E531", "依据为 notice 的内容")


@dataclass(frozen=True, slots=True)
class _Claim:
    document: Document
    at: At
    quote: str

    def needs(self, where: At, patterns: list[str]) -> Iterator[Problem]:
        """One of the patterns must be found in the quote."""
        if any(re.search(pattern, self.quote) for pattern in patterns):
            return
        value = self.document.get((*self.at, *where))
        yield self.document.problem(
            "E534",
            (*self.at, *where),
            f"依据写的是 notice，引文中却没有与“{value}”对应的字样",
            "请对照原文改正；办公室另有决定的，basis 改为 office 并写明文号；暂定的写 assumed。",
            value=value,
        )

    def direction(self, operator: str | None) -> Iterator[Problem]:
        low = any(word in self.quote for word in _AT_LEAST)
        high = any(word in self.quote for word in _AT_MOST)
        wrong = (operator == "at_most" and low) or (operator == "at_least" and high)
        if wrong and low != high:
            word = next(word for word in (*_AT_LEAST, *_AT_MOST) if word in self.quote)
            message = f"引文写的是“{word}”，与 operator: {operator} 相反"
            yield self.document.problem("E534", (*self.at, "operator"), message, "请改正比较方向。")


def _digits(value: float) -> str:
    """A pattern for the number as a text would write it, not inside a longer number."""
    text = str(int(value)) if float(value).is_integer() else str(value)
    return rf"(?<![0-9.]){re.escape(text)}(?![0-9]|\.[0-9])"


def _dates(document: Document, at: At, record: Mapping[str, Any], year: int) -> Iterator[Problem]:
    """Dates of the plan lie in its year, and checkpoints go forward."""
    if "due" in record and not record["due"].startswith(str(year)):
        message = f"期限 {record['due']} 不在计划年度 {year} 年内"
        yield document.problem("E527", (*at, "due"), message, "请核对年份。", value=record["due"])
    before = ""
    for index, checkpoint in enumerate(record.get("checkpoints", [])):
        day, where = checkpoint["date"], (*at, "checkpoints", index, "date")
        if not day.startswith(str(year)):
            message = f"节点 {day} 不在计划年度 {year} 年内"
            yield document.problem("E527", where, message, "请核对年份。", value=day)
        elif day <= before:
            message = f"节点 {day} 没有晚于上一个节点 {before}"
            yield document.problem("E527", where, message, "节点须由早到晚。", value=day)
        before = day


# --- who is responsible --------------------------------------------------------------------------


def _responsible(document: Document, units: Document, notice: str) -> Iterator[Problem]:
    """The list is verbatim, and the ids are its units, in its order, none missing."""
    names = _names_by_id(units)
    for at, record in walk(document.data):
        if "responsible_quote" not in record:
            continue
        yield from _verbatim(document, (*at, "responsible_quote"), notice, "E533", "责任单位原文")
        quote = squeeze(record["responsible_quote"])
        if quote not in notice:
            continue
        text = squeeze(record.get("text", ""))
        if text and text in notice and not _follows(notice, text, quote):
            message = "责任单位原文不在本条正文之后"
            yield document.problem(
                "E533", (*at, "responsible_quote"), message, "请抄录本条的责任单位一段。"
            )
            continue
        yield from _same_units(document, (*at, "responsible"), quote, names)


def _follows(notice: str, text: str, quote: str) -> bool:
    """Whether the list stands within a few characters after some occurrence of the text."""
    start = notice.find(text)
    while start >= 0:
        end = start + len(text)
        if notice.find(quote, end, end + len(quote) + 4) >= 0:
            return True
        start = notice.find(text, start + 1)
    return False


def _same_units(
    document: Document, at: At, quote: str, names: Mapping[str, list[str]]
) -> Iterator[Problem]:
    rest = quote.partition("：")[2] or quote
    position = 0
    for index, unit in enumerate(document.get(at)):
        if unit not in names:
            continue  # told as an unknown id
        spans = [(rest.find(name), len(name)) for name in names[unit] if name in rest]
        if not spans:
            message = f"责任单位原文中没有“{names[unit][0]}”"
            hint = "请对照原文删去，或在 units.yaml 为该单位补充别名。"
            yield document.problem("E533", (*at, index), message, hint, value=unit)
            continue
        start, length = max(spans, key=lambda span: (-span[0], span[1]))
        if start < position:
            message = f"“{names[unit][0]}”的顺序与原文不同"
            yield document.problem("E533", (*at, index), message, "请按原文顺序排列。", value=unit)
        position = max(position, start)
        rest = rest[:start] + "□" * length + rest[start + length :]
    left = [part for part in re.split(r"[、，,；;。]|□+", rest) if len(part) > 1]
    known = {name: unit for unit, every in names.items() for name in every}
    for part in left:
        unit = next((id_ for name, id_ in known.items() if name == part), "")
        if unit:
            message = f"原文的责任单位中有“{part}”，这里没有写"
            yield document.problem("E533", at, message, f"请按原文顺序补上“{unit}”。")
        else:
            message = f"原文的责任单位“{part}”不在 units.yaml 中，或写法不同"
            yield document.problem("E533", at, message, "请补充单位，或为已有单位补充别名。")


def _names_by_id(units: Document) -> dict[str, list[str]]:
    found = {}
    for record in [*units.data["units"], *units.data.get("groups", [])]:
        names = [record["name"], record.get("full_name", "")]
        names += [alias["name"] for alias in record.get("aliases", [])]
        found[record["id"]] = [squeeze(name) for name in names if name]
    return found


# --- comparison ----------------------------------------------------------------------------------


def _verbatim(document: Document, at: At, notice: str, code: str, what: str) -> Iterator[Problem]:
    text = document.get(at)
    wanted = squeeze(text)
    if wanted in notice:
        return
    offset, found = _difference(wanted, notice)
    near = wanted[max(0, offset - 6) : offset + 6]
    message = f"{what}与原文不一致：“……{near}……”处"
    hint = f"原文此处是“……{found}……”。" if found else "原文中找不到相近的文字，请核对。"
    yield document.problem(code, at, message, hint, value=near, offset=_unsqueezed(text, offset))


def _difference(wanted: str, notice: str) -> tuple[int, str]:
    """Offset of the first character that differs, and the notice's words around that place."""
    start, length = _longest_prefix(wanted, notice)
    if length < min(4, len(wanted)):
        match = SequenceMatcher(None, notice, wanted, autojunk=False).find_longest_match()
        if match.size < min(4, len(wanted)):
            return 0, ""
        begin = max(0, match.a - match.b)
        return 0, notice[begin : begin + 12]
    return length, notice[max(0, start + length - 6) : start + length + 6]


def _longest_prefix(wanted: str, notice: str) -> tuple[int, int]:
    """Where the longest prefix of wanted that the notice holds begins, and its length."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[:middle] in notice:
            low = middle
        else:
            high = middle - 1
    return notice.find(wanted[:low]), low


def _unsqueezed(text: str, offset: int) -> int:
    """The position in the text of the character that has the offset once white space is gone."""
    seen = 0
    for index, char in enumerate(text):
        if char.isspace():
            continue
        if seen == offset:
            return index
        seen += 1
    return max(0, len(text.rstrip()) - 1)
