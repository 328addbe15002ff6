"""Papers of days that are over, kept once they were written: nothing that came later changes them.

They are kept as JSON of their values. What a paper hangs on is what its day's results hang on, how papers are
declared, what leads, and the whole program.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from ... import store
from ...catalogue.digests import Digests
from ...judging.kept import keys_of
from ...judging.results import Results
from ...store import Store
from ...words.states import State
from .. import drawings, papers, values
from ..papers import OfficialPaper
from ..site import Site
from . import paper
from .periods import Issue, closing, issues

_KNOWN: dict[str, Any] = {
    each.__name__: each
    for each in (
        papers.OfficialPaper, papers.Section, papers.Paragraph, papers.Sentence, papers.Attachment,
        values.Table, values.Badge, values.Mark, values.Quantity, values.Link, values.Place,
        values.Bars, values.Lane, values.Tiles, values.Group, drawings.Progress, drawings.Tick,
    )
}  # fmt: skip
"""What a paper is made of besides words and numbers."""

_FIELDS = {name: [each.name for each in fields(of)] for name, of in _KNOWN.items()}
_STATES = {state.value: state for state in State}


Standing: TypeAlias = tuple[Issue, str, Callable[[], OfficialPaper]]
"""What a paper is of, the key of all that it hangs on, and what gives it."""


def of_closings(site: Site) -> list[Standing]:
    """Every paper that stands by now, in the order of periods: as it was kept, else of the day itself as it is
    written now, of days before as the history draws it."""
    return site.once("bulletins", lambda: list(_of_closings(site)))


def _of_closings(site: Site) -> Iterator[Standing]:
    case = site.results.case
    days = {closing.month: closing.day for closing in site.history.closings}
    due = [(issue, days[issue.closes]) for issue in issues(case) if issue.closes in days]
    keys = dict(_keys(site, sorted({day for _, day in due})))
    own = [
        issue for issue, day in due if day == case.as_of
    ]  # some of a month that has not ended yet
    if own and keys[case.as_of]:
        keys[case.as_of] = store.key(keys[case.as_of], *(issue.id for issue in own))
    found: dict[date, dict[str, Any]] = {}
    for issue, day in due:
        if day not in found:
            today = day == case.as_of
            draw = partial(_of_today, site, own) if today else partial(site.history.drawn, day)
            found[day] = _kept(site.held, keys[day], draw)
        if issue.id in found[day]:  # not where it was known only later that it closes on that day
            yield issue, keys[day], partial(_made, found[day][issue.id])


def _kept(held: Store, key: str, draw: Callable[[], bytes]) -> dict[str, Any]:
    """Papers as they are kept, else as they are drawn up now; none of a history for which nothing was drawn up,
    which is no answer to keep."""
    kept = held.get("bulletins", key)
    if kept is not None:
        return _told(kept)
    drawn = draw()
    if drawn:
        held.put("bulletins", key, drawn)
    return _told(drawn) if drawn else {}


def _of_today(site: Site, own: Sequence[Issue]) -> bytes:
    return packed({issue.id: paper.written(site, issue) for issue in own})


def _keys(site: Site, days: Sequence[date]) -> Mapping[date, str]:
    """A key for each day, of all that its papers hang on; nothing is looked at where nothing is kept."""
    if site.held.folder is None:
        return dict.fromkeys(days, "")
    case, whole = site.results.case, store.program()
    shown = Digests().of((case.declared.bulletins, case.declared.home))
    faulty = [(each, f"{each.path} {each.unit} {each.period}") for each in case.ledger.left_out]
    return {
        day: store.key(key, whole, shown, *(told for each, told in faulty if each.known(day)))
        for day, key in keys_of(case, days).items()
    }


def of_day(results: Results) -> bytes:
    """All papers that stand as of the day of some results, each by its id."""
    site = Site(results)
    due = [
        each for each in issues(results.case) if closing(results.case, each) == results.case.as_of
    ]
    return packed({issue.id: paper.written(site, issue) for issue in due})


def packed(found: dict[str, OfficialPaper]) -> bytes:
    """Papers as bytes."""
    told = {name: _plain(each) for name, each in found.items()}
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> dict[str, OfficialPaper]:
    """The same again."""
    return {name: _made(each) for name, each in _told(data).items()}


def _told(data: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, State):
        return {"State": value.value}
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    name = type(value).__name__
    if name not in _KNOWN:
        raise TypeError(name)
    return {name: {each: _plain(getattr(value, each)) for each in _FIELDS[name]}}


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_made, value))
    if isinstance(value, dict):
        ((name, held),) = value.items()
        if name == State.__name__:
            return _STATES[held]
        return _KNOWN[name](**{key: _made(each) for key, each in held.items()})
    return value
