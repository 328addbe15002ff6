"""The notices of a root one by one: their stored texts, what is declared of each apart from the others,
and whether a later one is later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..frozen import dataclass
from ..problems import Problem
from .amending import standing
from .documents import Later, Tasks
from .files import Files
from .model import Clause, Issued, Notice
from .placed import Places
from .source import Document
from .stored import Notice as Stored
from .stored import stored

KINDS = ("tasks", "notice")
"""The kinds of files that hold a notice: the first one, and those after it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice's file, its stored text, and all that is declared but for what other notices declare."""

    document: Document
    text: str
    places: Places

    @property
    def stored(self) -> Stored:
        """Its text, to look for words in."""
        return stored(self.text)


def read(root: Path, files: Files) -> tuple[list[Told], list[Problem]]:
    """Every notice of which there is a text, and what is wrong with the paths to the others."""
    every = [document for kind in KINDS for document in files.documents.get(kind, ())]
    found, problems = [], []
    for document in every:
        text = _text(root, document)
        if isinstance(text, Problem):
            problems.append(text)
        elif text is not None:
            found.append(Told(document, text, _apart(files.places, document, every)))
    return found, problems


def _apart(places: Places, document: Document, every: list[Document]) -> Places:
    """Where there is one notice only, everything."""
    others = {each.path for each in every} - {document.path}
    return places.apart(others, standing(places, document)) if others else places


def _text(root: Path, document: Document) -> str | Problem | None:
    """The stored notice, what is wrong with the path to it, or None where there is none."""
    at = ("notice", "text")
    path: str | None = document.data.get("notice", {}).get("text")
    if path is None:
        return None
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        return document.problem("E505", at, f"“{path}”不在本目录内", "请用相对路径。")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError:
        hint = "请把通知原文存为纯文本。"
        return document.problem("E505", at, f"找不到通知原文“{path}”", hint, value=path)
    except UnicodeDecodeError:
        return document.problem("E504", at, f"“{path}”不是 UTF-8 文本", "请另存为 UTF-8。")


def check(places: Places) -> Iterator[Problem]:
    """A later notice is issued after the first one and is of its plan year; each has a text and a name of
    its own."""
    first = next((tasks.notice for tasks in places.every(Tasks)), None)
    if first is None:
        return
    seen = {first.text: first, first.name: first}
    for later in places.every(Later):
        notice = later.notice
        yield from _later(places, first, notice)
        for key, what in (("text", "原文文件"), ("name", "名称")):
            if getattr(notice, key) in seen:
                message = f"{what}“{getattr(notice, key)}”与另一份通知相同"
                yield places.problem("E522", notice, (key,), message, "每份通知各写各的。")
            seen[getattr(notice, key)] = notice


def _later(places: Places, first: Notice, notice: Notice) -> Iterator[Problem]:
    if notice.issued < first.issued:
        message = f"印发日期 {notice.issued} 早于第一份通知的 {first.issued}"
        hint = "tasks.yaml 里的是最早印发的那一份；请核对日期，或把两份对调。"
        yield places.problem("E527", notice, ("issued",), message, hint)
    if notice.plan_year != first.plan_year:
        message = f"计划年度 {notice.plan_year} 与第一份通知的 {first.plan_year} 不同"
        hint = "另一年度的通知另建一个文件夹，见 taizhang new-year。"
        yield places.problem("E527", notice, ("plan_year",), message, hint)


def in_order(places: Places) -> list[tuple[Document, Tasks | Later]]:
    """The first notice, then the later ones by the day of their issue, each with its file."""

    def issued(later: Later) -> date:
        return later.notice.issued

    every: list[Tasks | Later] = [*places.every(Tasks), *sorted(places.every(Later), key=issued)]
    return [(places.at(each)[0], each) for each in every]


def told_apart(notices: Sequence[Issued]) -> tuple[Issued, ...]:
    """The notices, clauses whose numbers others have as well with the part in which each stands: that of
    its notice, or the notice where its number is another notice's."""
    numbers = Counter(clause.number for issued in notices for clause in issued.duties)

    def with_part(issued: Issued, within: str) -> Callable[[Clause], Clause]:
        own = Counter(clause.number for clause in issued.duties)
        parts = {
            task.id: section.number or section.title
            for section in issued.sections
            for task in section.tasks
        }

        def named(clause: Clause) -> Clause:
            if not clause.number or numbers[clause.number] < 2:
                return clause
            inside = parts.get(clause.id, "") if own[clause.number] > 1 else ""
            return replace(
                clause, part=within * (numbers[clause.number] > own[clause.number]) + inside
            )

        return named

    return tuple(
        issued.each(with_part(issued, issued.notice.name if at else ""))
        for at, issued in enumerate(notices)
    )
