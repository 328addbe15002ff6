"""What a type of column is: how a cell of it is read and written back, asked for and kept.

Each type is a module in ``types``. Whatever handles cells asks the type and never compares its name. A
reader is made once per column and called once per distinct text; nothing is scaled, rounded or guessed:
what cannot be read in one way only is a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVarTuple

from ..calendar import Term
from ..frozen import dataclass
from ..words.sentences import SENTENCES
from .model import Catalogue, Column, Unit

_Of = TypeVarTuple("_Of")

Value: TypeAlias = str | float | bool | date | None
"""What a cell is used as. A blank is None, and so is a cell of a column that a file has not: never an
empty text or NaN, and never the same as 0."""

Holds: TypeAlias = Literal["text", "number", "day", "truth"]
"""What the values of a type are in a program: ``str``, ``float``, ``date`` or ``bool``."""

MAX_WORD = 200
"""What is no free text is never longer."""

PLACEHOLDERS = ("—", "——", "－", "-", "--", "–", "/", "／", "\\", "无", "暂无", "空")
"""What clerks write for “nothing”."""


_FAULTS = {name for name, each in SENTENCES.items() if each.severity.is_error}
_FAULTS |= {each.code for each in SENTENCES.values() if each.severity.is_error}
"""The keys and the codes of errors."""


class Remark(NamedTuple):
    """A key of the table of codes with what fills the gaps of its sentence: ``Shown`` and whole numbers
    are ours; any other text is from the file, and is masked where it is told."""

    key: str
    words: Mapping[str, str | int]

    @property
    def code(self) -> str:
        """The code that its key belongs to."""
        return SENTENCES[self.key].code

    @property
    def is_error(self) -> bool:
        """By its code (see ``words.codes``): whether the value is lost."""
        return self.key in _FAULTS


class Later:
    """A remark of which nothing but the code is known until somebody asks what it says: of a million that are
    alike few are told, and to find what was probably meant takes a thousand times as long as the rest."""

    __slots__ = ("_make", "_of", "_remark", "code")

    def __init__(self, code: str, make: Callable[..., Remark], of: tuple[object, ...]) -> None:
        self.code, self._make, self._of = code, make, of
        self._remark: Remark | None = None

    @property
    def key(self) -> str:
        """As of a remark."""
        return self._made.key

    @property
    def words(self) -> Mapping[str, str | int]:
        """As of a remark."""
        return self._made.words

    @property
    def is_error(self) -> bool:
        """As of a remark."""
        return self.code in _FAULTS

    @property
    def _made(self) -> Remark:
        if self._remark is None:
            self._remark = self._make(*self._of)
        return self._remark

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Later | Remark) and self._made == (other.key, other.words)

    def __hash__(self) -> int:
        return hash(self.code)


class Read(NamedTuple):
    """What a text was read as.

    ``used`` is the canonical spelling when it differs from what was written, ``mark`` what was written
    for “nothing”; of the ``remarks`` an error means that there is no value.
    """

    value: Value = None
    used: str | None = None
    remarks: tuple[Remark | Later, ...] = ()
    mark: str = ""

    @property
    def faulty(self) -> bool:
        """Whether there is an error, and so no value."""
        for remark in self.remarks:  # noqa: SIM110 - takes half the time of any()
            if remark.is_error:
                return True
        return False

    @property
    def noteworthy(self) -> bool:
        """Whether anything is to be told of it: a remark, or another spelling that is used."""
        return bool(self.remarks) or self.used is not None


Reader: TypeAlias = Callable[[str, str], Read]
"""From the text of a cell, and what is seen of it, to what it says; neither is blank."""

Quick: TypeAlias = Callable[[str], Read | None]
"""The same for what is plainly plain, without a remark; None of whatever is not (``plain``)."""

Together: TypeAlias = Callable[[Sequence[str]], Sequence[Value] | None]
"""The values of texts, none of them empty, all of which are plainly plain; None where one is not."""


class Many(NamedTuple):
    """What some of many texts are read as: their ``values``, and in full those of which anything is to be told
    (``noted``)."""

    values: Mapping[str, Value] = {}
    noted: Mapping[str, Read] = {}


Among: TypeAlias = Callable[[Sequence[str]], Many]
"""What those of distinct texts, none of them empty, are read as that are spelt in a usual way; the others are read one
by one."""


class Allowed(NamedTuple):
    """What a spreadsheet lets into a cell, as it calls it, and what it says of anything else."""

    kind: Literal["whole", "decimal", "date", "textLength"]
    operator: Literal["between", "lessThanOrEqual"]
    low: str
    high: str | None
    error: str


def wide(least: int) -> Callable[[Column], int]:
    """At least so many characters, and room for the header."""
    return lambda column: max(least, 2 * len(column.header) + 3)


_WIDTH = wide(18)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """A type of column.

    ``title`` tells a clerk what is filled in, ``meaning`` whoever declares a form; ``takes`` are the keys
    of a column that it has a use for. ``dated``: its values are days on which something was so; ``counts``:
    whole numbers of things; ``stray`` is told where something that only looks like a digit spoils a cell.
    ``nothing`` are the words for a blank, ``longest`` is the number of characters beyond which nothing is
    looked at. ``rows`` names the kind of ``spellings.yaml`` by whose rows its cells are read: a type that
    has none has a half in the browser, ``types/<type>.js`` of the self-check.

    ``plain`` makes for a column what reads at one look what needs no closer one. It says what the reader would,
    or nothing, and None stands for a type of which nothing is plain. ``together`` makes what reads
    many texts at one look, and ``among`` what reads those of them that are spelt in a usual way, for those types of
    which a column may hold another one in every row.

    ``spelling`` writes a value back as its readers know it. ``width`` (characters), ``number_format``,
    ``wraps``, ``choices`` and ``allows`` are for the workbook. ``spellings`` are expressions and ``data``
    numbers and words that the browser goes by as well.
    """

    title: str
    meaning: str
    reader: Callable[[Column, Catalogue, Term], Reader]
    plain: Callable[[Column, Catalogue, Term], Quick | None] = lambda column, catalogue, term: None
    together: Callable[[Column, Catalogue, Term], Together | None] = (
        lambda column, catalogue, term: None
    )
    among: Callable[[Column, Catalogue, Term], Among | None] = lambda column, catalogue, term: None
    holds: Holds = "text"
    takes: frozenset[str] = frozenset()
    dated: bool = False
    counts: bool = False
    stray: str = ""
    rows: str = ""
    nothing: Sequence[str] = PLACEHOLDERS
    longest: int = MAX_WORD
    spelling: Callable[[Catalogue, Column, str], str] = lambda catalogue, column, text: text
    width: Callable[[Column], int] = _WIDTH
    number_format: str = "@"
    wraps: bool = False
    choices: Callable[[Column, Catalogue, Unit], list[str]] = lambda column, catalogue, unit: []
    allows: Callable[[Column], Allowed | None] = lambda column: None
    spellings: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers, to be summed and compared."""
        return self.holds == "number"


def fault(key: str, **words: str | int) -> Read:
    """No value, and why."""
    return Read(remarks=(Remark(key, words),))


def fault_of(code: str, make: Callable[[*_Of], Remark], *of: *_Of) -> Read:
    """The same of a code, said when it is asked for."""
    return Read(None, None, (Later(code, make, of),))


def taken(value: Value, text: str, used: str, *remarks: Remark) -> Read:
    """A value; its canonical spelling is kept when that is not what was written."""
    return Read(value, None if used == text else used, remarks)
