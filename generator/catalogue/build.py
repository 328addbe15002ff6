"""From checked YAML data to the frozen model; by now every file fits its schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

import cattrs
from cattrs.gen import make_dict_structure_fn, override

from ..calendar import Month, WorkCalendar
from . import model, owing
from .declare import records, told
from .model import Catalogue, Kinds, Rule

T = TypeVar("T")


def build(files: Mapping[str, Any], notice_text: str, kinds: Kinds) -> Catalogue:
    """Put the catalogue together.

    ``files`` maps tasks, units, filing, indicators, questions to their data, and form, calendar,
    judging, method to lists of it; decisions, exceptions and about are optional.
    """
    tasks, units = files["tasks"], files["units"]
    indicators = _each(model.Indicator, files["indicators"]["indicators"])
    questions = _each(model.Question, files["questions"]["questions"])
    rules = [each for file in files["judging"] for each in file["rules"]]
    about = files.get("about")
    declared = Catalogue(
        notice=_one(model.Notice, tasks["notice"]),
        notice_text=notice_text,
        preamble=_each(model.Clause, tasks.get("preamble", [])),
        sections=_each(model.Section, tasks["sections"]),
        requirements=_each(model.Clause, tasks.get("requirements", [])),
        kinds=_each(model.UnitKind, units["kinds"]),
        units={unit.id: unit for unit in _each(model.Unit, units["units"])},
        groups={group.id: group for group in _each(model.Group, units.get("groups", []))},
        registers={
            register.id: register for register in _each(model.Register, units.get("registers", []))
        },
        forms={form.id: form for form in _each(model.Form, files["form"])},
        indicators={indicator.id: indicator for indicator in indicators},
        questions={question.id: question for question in questions},
        rules=tuple(rule(each, kinds) for each in rules),
        rule_kinds=kinds,
        filing=_one(model.FilingPolicy, files["filing"]),
        workdays=_workdays(_each(model.CalendarYear, files["calendar"])),
        methods={method.id: method for method in _each(model.Method, files["method"])},
        decisions=_each(model.RegisteredDecision, files.get("decisions", {}).get("decisions", [])),
        data_note=_one(model.DataNote, about) if about else None,
    )
    unlisted = {unit["id"] for unit in units["units"] if "files" not in unit}
    declared = replace(declared, units=owing.listed(declared, unlisted))
    entries = _each(model.RegisteredException, files.get("exceptions", {}).get("exceptions", []))
    spelt_out = tuple(replace(each, units=declared.members(each.units)) for each in entries)
    return replace(declared, exceptions=model.Exceptions(spelt_out))


def structure(cls: type[T], data: Any) -> T:
    """Any dataclass of the model from its YAML form."""
    return _one(cls, data)


def rule(data: Mapping[str, Any], kinds: Kinds) -> Rule:
    """A rule from its YAML form, with the options of its kind."""
    own = {*(each.key for each in told(Rule)), "declared", "written"}
    common = {key: value for key, value in data.items() if key in own}
    options = {key: value for key, value in data.items() if key not in own}
    return replace(_one(Rule, common), options=_one(kinds[data["kind"]], options))


def _workdays(years: tuple[model.CalendarYear, ...]) -> WorkCalendar:
    holidays = {
        holiday.from_ + timedelta(days=step)
        for year in years
        for holiday in year.holidays
        for step in range((holiday.to - holiday.from_).days + 1)
    }
    return WorkCalendar(
        frozenset(holidays),
        frozenset(day for year in years for day in year.workdays),
        frozenset(year.year for year in years),
    )


def _one(cls: type[T], data: Any) -> T:
    return _CONVERTER.structure(data, cls)


def _each(cls: type[T], data: Any) -> tuple[T, ...]:
    return tuple(_one(cls, entry) for entry in data)


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False, forbid_extra_keys=True)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(Month, lambda text, _: Month.parse(text))
    converter.register_structure_hook(model.Line, lambda line, _: line)
    converter.register_structure_hook(model.Scalar, lambda value, _: value)
    converter.register_structure_hook(model.Scalar | None, lambda value, _: value)
    converter.register_structure_hook_factory(lambda cls: cls in records(), _from_mapping)
    return converter


def _from_mapping(cls: type[T], converter: cattrs.Converter) -> Callable[[Any, Any], T]:
    """The way from a mapping to a record, by the keys that it declares."""
    keys = {each.name: override(rename=each.key) for each in told(cls)}
    whole = make_dict_structure_fn(cls, converter, **keys)  # type: ignore[arg-type]
    short = records()[cls].short
    if short is None:
        return whole
    return lambda entry, _: whole({short: entry} if isinstance(entry, str) else entry, cls)


_CONVERTER = _converter()
