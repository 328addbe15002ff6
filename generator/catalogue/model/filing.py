"""What is filed: forms, their columns, and the policy on when a filing is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ...calendar import Month
from .notice import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """What is filed from one month to another, both included; None is without end."""

    valid_from: Month | None = None
    valid_until: Month | None = None

    def in_force(self, month: Month) -> bool:
        begun = self.valid_from is None or self.valid_from <= month
        return begun and (self.valid_until is None or month <= self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumValue:
    value: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Lasting):
    id: str
    header: str
    type: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    unit: str = ""
    min: float | None = None
    max: float | None = None
    pattern: str | None = None
    max_length: int | None = None
    values: tuple[EnumValue, ...] = ()
    to: str | None = None
    equals: str | None = None
    at_most: str | None = None
    cumulative: bool = False
    fill_down: bool = False
    role: str | None = None
    help: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Lasting):
    """What a CSV of one kind must look like. ``every`` names the month in which it is due.

    A filing is read by the form of its month (``of``): what is added later is not asked of it.

    A zero report is written in the column ``zero_report`` and says what ``zero_states`` tells: that there
    are no new ``rows``, never that a figure is 0. A form without that column allows none.
    """

    id: str
    name: str
    purpose: str
    filers: tuple[str, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    basis: str
    every: str | None = None
    months: tuple[int, ...] = ()
    zero_report: str | None = None
    zero_states: str | None = None
    audience: str = "public"
    decision: Decision | None = None
    note: str = ""

    def of(self, month: Month) -> Form:
        """The form as it is for a month: with the columns that there are then."""
        own = tuple(column for column in self.columns if column.in_force(month))
        return self if len(own) == len(self.columns) else replace(self, columns=own)

    def column(self, column_id: str) -> Column:
        return next(column for column in self.columns if column.id == column_id)

    def with_role(self, role: str) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingReading:
    """Another way to read the deadline; what is None is as in the policy."""

    id: str
    name: str
    inclusive: bool | None = None
    roll: str | None = None
    time: str | None = None
    month_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingNew:
    """What is said when there is nothing new to tell; marks and spaces do not count."""

    phrases: tuple[str, ...]
    basis: str
    decision: Decision | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingPolicy:
    """When filings are due, and what they tell of.

    ``covers``: ``since_last`` is from the day after the last deadline to this one, ``period`` the month
    or quarter itself; by default the second where filings are due in a later month. ``node_grace`` are
    the days after a checkpoint whose figures may stand for it.
    """

    provision: str
    every: str
    first: Month
    last: Month
    day: int
    inclusive: bool
    time: str
    roll: str
    basis: str
    month_offset: int = 0
    covers: str | None = None
    node_grace: int = 0
    decision: Decision | None = None
    questions: tuple[str, ...] = ()
    note: str = ""
    readings: tuple[FilingReading, ...] = ()
    nothing_new: NothingNew | None = None
    max_file_bytes: int = 20 * 1024 * 1024
    skip_title: bool = False
    strict_columns: bool = False
    upload: str = ""

    @property
    def of_the_period(self) -> bool:
        """Whether a filing tells of its month or quarter itself."""
        return (self.covers or ("period" if self.month_offset else "since_last")) == "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    name: str
    from_: date
    to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    year: int
    source: str
    holidays: tuple[Holiday, ...]
    workdays: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataNote:
    """What every page says of the filings as a whole, such as 示例数据."""

    label: str
    note: str
