"""What is odd about lines that can be read: the office and the system disagree, or a time cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time

from ..calendar import SHANGHAI, Term
from ..intake.telling import covered
from ..problems import Problem
from ..words import privacy
from ..words.sentences import Said, Shown, revision, said
from .force import in_force
from .line import LOG, OFFICE, SYSTEM, Receipt


def doubts(lines: Sequence[Receipt]) -> list[Problem]:
    """What the office should look at; every line counts as it stands."""
    found = [*_twice(lines), *_disputed(lines), *_other_versions(lines)]
    for line in lines:
        if line.by == OFFICE and line.received_at < _beginning(line.period):
            found.append(_at(line, _early(line.received_at, line.period, "W414.early")))
        if hit := _private(line.note):
            found.append(_at(line, said("W414.private", text=covered(line.note, hit))))
    return sorted(found, key=lambda problem: problem.line or 0)


def by_hand(lines: Iterable[Receipt], now: datetime) -> list[Problem]:
    """What cannot be about lines that the office wrote, by the clock and the calendar."""
    return [
        _at(line, wrong)
        for line in lines
        if line.by == OFFICE and (wrong := impossible(line.received_at, line.period, now))
    ]


def impossible(at: datetime, period: Term, now: datetime) -> Said | None:
    """Why nothing can have come in for a period at a moment."""
    if at > now:
        return said("E411.future", when=_told(at), now=_told(now))
    return _early(at, period, "E411.early") if at < _beginning(period) else None


def unfit(words: str) -> Said | None:
    """Why a reason or the number of a paper may not be written down: it is public from then on."""
    hit = _private(words)
    return said("E412", text=covered(words, hit)) if hit else None


def _private(text: str) -> privacy.Hit | None:
    return next((hit for hit in privacy.find(text) if hit.sure), None)


def _beginning(period: Term) -> datetime:
    return datetime.combine(period.first, time(), SHANGHAI)


def _early(at: datetime, period: Term, key: str) -> Said:
    first = _told(_beginning(period))
    return said(key, when=_told(at), period=Shown(period), first=first)


def _twice(lines: Sequence[Receipt]) -> Iterator[Problem]:
    seen: dict[object, int] = {}
    for line in lines:
        content = (line.received_at, line.key, line.blob, line.commit, line.by, line.note)
        if content in seen:
            yield _at(line, said("W414.twice", line=seen[content]))
        seen.setdefault(content, line.line)


def _disputed(lines: Sequence[Receipt]) -> Iterator[Problem]:
    """The system told of a version after the office had, and of another time."""
    standing = {line.line for line in in_force(lines)}
    spoken = {(line.key, line.blob): line for line in lines if line.by == OFFICE}
    for line in lines:
        last = spoken.get((line.key, line.blob))
        if last is None or line.by == OFFICE or line.line in standing or line.line < last.line:
            continue
        if line.received_at != last.received_at:
            words = said(
                "W413", what=_what(line), blob=revision(line.blob[:8]),
                system=_told(line.received_at), office=_told(last.received_at),
            )  # fmt: skip
            yield _at(line, words)


def _other_versions(lines: Sequence[Receipt]) -> Iterator[Problem]:
    """The office filed for a unit, and the system had another version by then, as is seen later."""
    for spoken in lines:
        if spoken.by != OFFICE:
            continue
        own = [line for line in lines if line.by == SYSTEM and line.key == spoken.key]
        if any(line.blob == spoken.blob and line.line < spoken.line for line in own):
            continue
        for line in own:
            late = line.line > spoken.line and line.received_at <= spoken.received_at
            if late and line.blob != spoken.blob:
                office = revision(spoken.blob[:8])
                words = said(
                    "W413.version", what=_what(line), blob=revision(line.blob[:8]), office=office,
                    system=_told(line.received_at), line=spoken.line,
                )  # fmt: skip
                yield _at(line, words)


def _at(line: Receipt, words: Said) -> Problem:
    return Problem(*words, LOG, line.line, value=line.blob)


def _what(line: Receipt) -> Shown:
    return Shown(f"{line.period}/{line.unit}/{line.form}")


def _told(at: datetime) -> Shown:
    return Shown(f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
