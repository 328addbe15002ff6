"""The declared world as frozen values: notice, clauses, provisions, units, forms, rules.

Field names are those of the YAML files, so that a reader of one can read the other. Dates are
inclusive. Everything keeps the notice's order.

A module is loaded when something of it is first asked for: who checks a filing needs neither clauses nor rules.
"""
# isort: skip_file (it would take every name apart)

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .asks import (
        Assigned as Assigned,
    )
    from .asks import (
        Assignments as Assignments,
    )
    from .asks import (
        Base as Base,
    )
    from .asks import (
        Change as Change,
    )
    from .asks import (
        Checkpoint as Checkpoint,
    )
    from .asks import (
        Milestone as Milestone,
    )
    from .bulletins import (
        Bulletin as Bulletin,
    )
    from .bulletins import (
        Bulletins as Bulletins,
    )
    from .bulletins import (
        Entered as Entered,
    )
    from .bulletins import (
        Quoting as Quoting,
    )
    from .catalogue import (
        Catalogue as Catalogue,
    )
    from .exceptions import (
        Answer as Answer,
    )
    from .exceptions import (
        Exceptions as Exceptions,
    )
    from .exceptions import (
        RegisteredException as RegisteredException,
    )
    from .filing import (
        CalendarYear as CalendarYear,
    )
    from .filing import (
        Column as Column,
    )
    from .filing import (
        DataNote as DataNote,
    )
    from .filing import (
        EnumValue as EnumValue,
    )
    from .filing import (
        Form as Form,
    )
    from .filing import (
        Holiday as Holiday,
    )
    from .filing import (
        Lasting as Lasting,
    )
    from .filing import (
        SharedColumn as SharedColumn,
    )
    from .home import (
        Home as Home,
    )
    from .home import (
        Lead as Lead,
    )
    from .home import (
        Picture as Picture,
    )
    from .issued import (
        CHANGED as CHANGED,
    )
    from .issued import (
        Amendment as Amendment,
    )
    from .issued import (
        Issued as Issued,
    )
    from .issued import (
        Version as Version,
    )
    from .issued import (
        versions as versions,
    )
    from .kinds import (
        Given as Given,
    )
    from .kinds import (
        Kinds as Kinds,
    )
    from .kinds import (
        Options as Options,
    )
    from .kinds import (
        Recorded as Recorded,
    )
    from .kinds import (
        Rule as Rule,
    )
    from .kinds import (
        Scoped as Scoped,
    )
    from .kinds import (
        Way as Way,
    )
    from .kinds import (
        Wrong as Wrong,
    )
    from .names import (
        COMPARED as COMPARED,
    )
    from .names import (
        MANY_NAMES as MANY_NAMES,
    )
    from .names import (
        Names as Names,
    )
    from .notice import (
        Cadence as Cadence,
    )
    from .notice import (
        Clause as Clause,
    )
    from .notice import (
        Commitment as Commitment,
    )
    from .notice import (
        Deliverable as Deliverable,
    )
    from .notice import (
        Escalation as Escalation,
    )
    from .notice import (
        Listing as Listing,
    )
    from .notice import (
        Provision as Provision,
    )
    from .notice import (
        Reference as Reference,
    )
    from .notice import (
        Section as Section,
    )
    from .notice import (
        Target as Target,
    )
    from .notice import (
        Task as Task,
    )
    from .particulars import (
        Notice as Notice,
    )
    from .particulars import (
        Source as Source,
    )
    from .parties import (
        Party as Party,
    )
    from .policy import (
        FilingPolicy as FilingPolicy,
    )
    from .policy import (
        FilingReading as FilingReading,
    )
    from .policy import (
        FormFiling as FormFiling,
    )
    from .policy import (
        NothingNew as NothingNew,
    )
    from .policy import (
        Schedule as Schedule,
    )
    from .quality import (
        Quality as Quality,
    )
    from .rules import (
        Component as Component,
    )
    from .rules import (
        Condition as Condition,
    )
    from .rules import (
        Indicator as Indicator,
    )
    from .rules import (
        IndicatorReading as IndicatorReading,
    )
    from .rules import (
        IndicatorTable as IndicatorTable,
    )
    from .rules import (
        Measure as Measure,
    )
    from .rules import (
        Method as Method,
    )
    from .rules import (
        Question as Question,
    )
    from .rules import (
        RegisteredDecision as RegisteredDecision,
    )
    from .rules import (
        Resolution as Resolution,
    )
    from .rules import (
        Scalar as Scalar,
    )
    from .rules import (
        TableRow as TableRow,
    )
    from .rules import (
        TableRows as TableRows,
    )
    from .rules import (
        Where as Where,
    )
    from .sheets import (
        CHOICES as CHOICES,
    )
    from .sheets import (
        NOTES as NOTES,
    )
    from .terms import (
        Decision as Decision,
    )
    from .terms import (
        FormId as FormId,
    )
    from .terms import (
        Line as Line,
    )
    from .terms import (
        Looking as Looking,
    )
    from .terms import (
        MeasureWord as MeasureWord,
    )
    from .terms import (
        Pace as Pace,
    )
    from .terms import (
        ReadAs as ReadAs,
    )
    from .terms import (
        Scope as Scope,
    )
    from .terms import (
        Subjects as Subjects,
    )
    from .units import (
        Alias as Alias,
    )
    from .units import (
        Group as Group,
    )
    from .units import (
        Owed as Owed,
    )
    from .units import (
        Register as Register,
    )
    from .units import (
        RegisterItem as RegisterItem,
    )
    from .units import (
        Unit as Unit,
    )
    from .units import (
        UnitKind as UnitKind,
    )
    from .words import (
        BORDERS as BORDERS,
    )
    from .words import (
        WIDE as WIDE,
    )
    from .words import (
        WITHHELD as WITHHELD,
    )
    from .words import (
        bare as bare,
    )
    from .words import (
        flat as flat,
    )
    from .words import (
        letters as letters,
    )
    from .words import (
        narrow as narrow,
    )
    from .words import (
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
    "kinds": "Given Kinds Options Recorded Rule Scoped Way Wrong",
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
