"""The declared world as frozen values: notice, clauses, provisions, units, forms, rules.

Field names are those of the YAML files, so that a reader of one can read the other. Dates are
inclusive. Everything keeps the notice's order.
"""

from .catalogue import (
    Catalogue,
)
from .exceptions import (
    Answer,
    Exceptions,
    RegisteredException,
)
from .filing import (
    CalendarYear,
    Column,
    DataNote,
    EnumValue,
    FilingPolicy,
    FilingReading,
    Form,
    Holiday,
    Lasting,
    NothingNew,
)
from .names import (
    COMPARED,
    MANY_NAMES,
    Names,
)
from .notice import (
    Cadence,
    Checkpoint,
    Clause,
    Commitment,
    Deliverable,
    Escalation,
    Listing,
    Notice,
    Provision,
    Reference,
    Section,
    Source,
    Target,
    Task,
)
from .rules import (
    Component,
    Condition,
    Indicator,
    IndicatorReading,
    Measure,
    Method,
    Question,
    RegisteredDecision,
    Resolution,
    Rule,
    Scalar,
    Scoped,
)
from .terms import (
    Decision,
)
from .units import (
    Alias,
    Group,
    Owed,
    Register,
    RegisterItem,
    Unit,
    UnitKind,
)
from .words import (
    WIDE,
    bare,
    letters,
    narrow,
    squeeze,
)

__all__ = [
    "COMPARED",
    "MANY_NAMES",
    "WIDE",
    "Alias",
    "Answer",
    "Cadence",
    "CalendarYear",
    "Catalogue",
    "Checkpoint",
    "Clause",
    "Column",
    "Commitment",
    "Component",
    "Condition",
    "DataNote",
    "Decision",
    "Deliverable",
    "EnumValue",
    "Escalation",
    "Exceptions",
    "FilingPolicy",
    "FilingReading",
    "Form",
    "Group",
    "Holiday",
    "Indicator",
    "IndicatorReading",
    "Lasting",
    "Listing",
    "Measure",
    "Method",
    "Names",
    "NothingNew",
    "Notice",
    "Owed",
    "Provision",
    "Question",
    "Reference",
    "Register",
    "RegisterItem",
    "RegisteredDecision",
    "RegisteredException",
    "Resolution",
    "Rule",
    "Scalar",
    "Scoped",
    "Section",
    "Source",
    "Target",
    "Task",
    "Unit",
    "UnitKind",
    "bare",
    "letters",
    "narrow",
    "squeeze",
]
