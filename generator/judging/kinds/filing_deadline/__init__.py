"""Rule kind ``filing_deadline``: whether each unit's forms came in by the deadline of each month.

The first valid version counts; what comes later is a correction. Late is not missing: the figure is
how many forms are in, whenever they came. Where another reading of the deadline gives another answer,
the verdict hangs on the definition. The office may extend the deadline of a form, or exempt from it.
"""

from __future__ import annotations

from typing import ClassVar

from ....catalogue import model
from ....catalogue.declare import record
from ....catalogue.model import Cadence
from ....frozen import dataclass


@record(
    "按时报送",
    "单位应报的各表是否在截止时间前收到；期限见 rules/filing.yaml",
    judges={Cadence: ()},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(model.Options):
    """This kind adds no fields to a rule."""

    unit_by_unit: ClassVar[bool] = True
