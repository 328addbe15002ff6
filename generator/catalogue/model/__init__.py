"""The declared world as frozen values: notice, clauses, provisions, units, forms, rules.

Field names are those of the YAML files, so that a reader of one can read the other. Dates are
inclusive. Everything keeps the notice's order.

A module is loaded when something of it is first asked for: who checks a filing needs neither clauses nor rules.
"""
# The sorter would give every name a statement of its own.
# isort: skip_file

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .asks import (
        Assigned as Assigned,
        Assignments as Assignments,
        Base as Base,
        Change as Change,
        Checkpoint as Checkpoint,
        Milestone as Milestone,
    )
    from .bulletins import (
        Bulletin as Bulletin,
        Bulletins as Bulletins,
        Entered as Entered,
        Quoting as Quoting,
    )
    from .catalogue import (
        Catalogue as Catalogue,
    )
    from .exceptions import (
        Answer as Answer,
        Exceptions as Exceptions,
        RegisteredException as RegisteredException,
    )
    from .filing import (
        CalendarYear as CalendarYear,
        Column as Column,
        DataNote as DataNote,
        EnumValue as EnumValue,
        Form as Form,
        Holiday as Holiday,
        Lasting as Lasting,
        SharedColumn as SharedColumn,
    )
    from .home import (
        Home as Home,
        Lead as Lead,
        Picture as Picture,
    )
    from .issued import (
        CHANGED as CHANGED,
        Amendment as Amendment,
        Issued as Issued,
        Version as Version,
        versions as versions,
    )
    from .kinds import (
        DatedRows as DatedRows,
        Given as Given,
        Kinds as Kinds,
        Options as Options,
        Recorded as Recorded,
        Rule as Rule,
        Scoped as Scoped,
        Way as Way,
        Wrong as Wrong,
    )
    from .names import (
        COMPARED as COMPARED,
        MANY_NAMES as MANY_NAMES,
        Names as Names,
    )
    from .notice import (
        Cadence as Cadence,
        Clause as Clause,
        Commitment as Commitment,
        Deliverable as Deliverable,
        Escalation as Escalation,
        Listing as Listing,
        Provision as Provision,
        Reference as Reference,
        Section as Section,
        Target as Target,
        Task as Task,
    )
    from .particulars import (
        Notice as Notice,
        Source as Source,
    )
    from .parties import (
        Party as Party,
    )
    from .policy import (
        FilingPolicy as FilingPolicy,
        FilingReading as FilingReading,
        FormFiling as FormFiling,
        NothingNew as NothingNew,
        Schedule as Schedule,
    )
    from .quality import (
        Quality as Quality,
    )
    from .rules import (
        Component as Component,
        Condition as Condition,
        Indicator as Indicator,
        IndicatorReading as IndicatorReading,
        IndicatorTable as IndicatorTable,
        Measure as Measure,
        Method as Method,
        Question as Question,
        RegisteredDecision as RegisteredDecision,
        Resolution as Resolution,
        Scalar as Scalar,
        TableRow as TableRow,
        TableRows as TableRows,
        Where as Where,
    )
    from .sheets import (
        CHOICES as CHOICES,
        NOTES as NOTES,
    )
    from .terms import (
        Decision as Decision,
        FormId as FormId,
        Line as Line,
        Looking as Looking,
        MeasureWord as MeasureWord,
        Pace as Pace,
        ReadAs as ReadAs,
        Scope as Scope,
        Subjects as Subjects,
    )
    from .units import (
        Alias as Alias,
        Group as Group,
        Owed as Owed,
        Register as Register,
        RegisterItem as RegisterItem,
        Unit as Unit,
        UnitKind as UnitKind,
    )
    from .words import (
        BORDERS as BORDERS,
        WIDE as WIDE,
        WITHHELD as WITHHELD,
        bare as bare,
        flat as flat,
        letters as letters,
        narrow as narrow,
        squeeze as squeeze,
    )

_MODULES = {
    "asks": "Assigned Assignments Base Change Checkpoint Milestone",
    "bulletins": "Bulletin Bulletins Entered Quoting",
    "catalogue": "Catalogue",
    "exceptions": "Answer Exceptions RegisteredException",
    "filing": "CalendarYear Column DataNote EnumValue Form Holiday Lasting SharedColumn",
    "home": "Home Lead Picture",
    "issued": "CHANGED Amendment Issued Version versions",
    "kinds": "DatedRows Given Kinds Options Recorded Rule Scoped Way Wrong",
    "names": "COMPARED MANY_NAMES Names",
    "notice": "Cadence Clause Commitment Deliverable Escalation Listing Provision Reference Section Target Task",
    "particulars": "Notice Source",
    "parties": "Party",
    "policy": "FilingPolicy FilingReading FormFiling NothingNew Schedule",
    "quality": "Quality",
    "rules": "Component Condition Indicator IndicatorReading IndicatorTable Measure Method"
    " Question RegisteredDecision Resolution Scalar TableRow TableRows Where",
    "sheets": "CHOICES NOTES",
    "terms": "Decision FormId Line Looking MeasureWord Pace ReadAs Scope Subjects",
    "units": "Alias Group Owed Register RegisterItem Unit UnitKind",
    "words": "BORDERS WIDE WITHHELD bare flat letters narrow squeeze",
}
"""What there is, by the module in which it is declared."""

_OF = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _OF:
        raise AttributeError(name)
    found = getattr(import_module(f".{_OF[name]}", __name__), name)
    globals()[name] = found
    return found
