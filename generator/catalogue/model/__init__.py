"""The declared world as frozen values: notice, clauses, provisions, units, forms, rules.

Field names are those of the YAML files, so that a reader of one can read the other. Dates are
inclusive. Everything keeps the notice's order.
"""

from generator.catalogue.model.catalogue import (
    Catalogue,
)
from generator.catalogue.model.filing import (
    CalendarYear,
    Column,
    DataNote,
    EnumValue,
    FilingPolicy,
    FilingReading,
    Form,
    Holiday,
)
from generator.catalogue.model.names import (
    COMPARED,
    MANY_NAMES,
    Names,
)
from generator.catalogue.model.notice import (
    Cadence,
    Checkpoint,
    Clause,
    Commitment,
    Decision,
    Deliverable,
    Escalation,
    Listing,
    Notice,
    Provision,
    Reference,
    Section,
    Source,
    Target,
)
from generator.catalogue.model.rules import (
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
)
from generator.catalogue.model.units import (
    Alias,
    Group,
    Register,
    RegisterItem,
    Unit,
    UnitKind,
)
from generator.catalogue.model.words import (
    WIDE,
    bare,
    narrow,
    squeeze,
)

__all__ = [
    "COMPARED",
    "MANY_NAMES",
    "WIDE",
    "Alias",
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
    "FilingPolicy",
    "FilingReading",
    "Form",
    "Group",
    "Holiday",
    "Indicator",
    "IndicatorReading",
    "Listing",
    "Measure",
    "Method",
    "Names",
    "Notice",
    "Provision",
    "Question",
    "Reference",
    "Register",
    "RegisterItem",
    "RegisteredDecision",
    "Resolution",
    "Rule",
    "Scalar",
    "Section",
    "Source",
    "Target",
    "Unit",
    "UnitKind",
    "bare",
    "narrow",
    "squeeze",
]
