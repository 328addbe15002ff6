"""How the declared world says what it is: marks on frozen dataclasses, once for program and editors.

A record of the YAML files is a frozen dataclass under ``@record(title, description, …)``, its fields
are ``Annotated`` with a ``Meta``. From them ``schema_writer`` derives the JSON Schemas (which editors
read, and by which ``shape`` checks every file), ``placed`` reads files into them, and the site shows
them as the reference. Titles and descriptions are Chinese: they are shown to those who
write YAML::

    @record("读法", "一种口径", OneOf("at_least", "all"))
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Reading:
        id: Annotated[Slug, Meta("编号", "读法编号", example="strict")]
        name: Annotated[str, Meta("名称", "口径说明")]
        at_least: Annotated[str | None, Meta("不少于", "至少达到…", names=("target",))] = None
        all: Annotated[Literal[True] | None, Meta("全部", "所列各项都要符合")] = None

What a field may be: str, int, float, bool, date, Month, a ``Literal`` (a closed word, explained by
``words``), another record, a tuple or a mapping of these, or ``PerUnit``. ``X | None`` may be left out, never be
written as null; what has a default may be left out. The key in the file is the field's name, less a
``_`` at its end, or ``key``.

Conventions, so that most fields need nothing said: a text is not blank, a tuple of plain values is
neither empty nor repeats one; a default that is not blank is shown.

The options of a rule kind are such a record as well: ``@record(title, description, judges={…})``,
``judges`` naming the provisions that it can judge (their class, and fields any of which one must
have). ``schema_writer.rule(kind, Options)`` puts the fields of every rule before them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import KW_ONLY, MISSING, field, fields
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin
from typing import get_type_hints as hints

from ..frozen import dataclass
from ..words.expression import late

C = TypeVar("C", bound=type)

Space: TypeAlias = Literal[
    "builtin", "cadence", "clause", "column", "commitment", "decision", "deliverable", "escalation",
    "exception", "form", "group", "indicator", "item", "kind", "list", "method", "provision", "question", "reference",
    "register", "rows", "rule", "section", "source", "target", "unit",
]  # fmt: skip
"""What an id is an id of."""

SPACES: Mapping[str, str] = {
    "builtin": "名录", "cadence": "频次", "clause": "条款", "column": "通用的列",
    "commitment": "工作要求", "decision": "决定",
    "deliverable": "成果", "escalation": "督导问责", "exception": "延期、免报和情况说明", "form": "报表",
    "group": "单位组", "indicator": "指标", "item": "登记项", "kind": "单位类别", "list": "清单",
    "method": "评分办法", "provision": "条文事项", "question": "口径", "reference": "参考值",
    "register": "名录", "rows": "各个指标的表格", "rule": "规则", "section": "部分", "source": "出处", "target": "目标",
    "unit": "单位",
}  # fmt: skip
"""What bears an id of each space, in the words of those who write the files."""

ColumnUse: TypeAlias = Literal["any", "number", "date"]
"""What a column must hold where it is named."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a field, or a type wherever it is used, says of itself; a later one adds to an earlier.

    ``names`` are the spaces of one of which the text must be an id, ``defines`` the one in which it
    brings an id into being, ``column`` says that it is the id of a column of the form beside it, of
    that type. ``least`` and ``most`` bound a number, the letters of a text or the length of a list,
    both included, ``above`` excludes the bound; ``repeats`` lets a list hold a value twice.
    ``column_type`` says that the word is a type of column, of which ``types/`` is the list.
    ``words`` have the meaning of every word of a closed field (and may have more), ``otherwise`` what
    holds where none is written; the description goes on with both.
    ``types`` are the types of JSON that are taken where they are not those of the field's own.
    ``key`` is the key in the file, "" for what is not read from files. ``internal``: what is written there
    is told to nobody outside, whatever the edition tells of the rest.
    """

    title: str = ""
    description: str = ""
    _: KW_ONLY
    names: tuple[Space, ...] = ()
    defines: Space | None = None
    column: ColumnUse | None = None
    column_type: bool = False
    example: str = ""
    pattern: str = ""
    least: float | None = None
    most: float | None = None
    above: float | None = None
    repeats: bool | None = None
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    otherwise: str = ""
    types: tuple[str, ...] = ()
    key: str | None = None
    internal: bool = False


OURS = Meta(key="")
"""Of a field that the program fills, not the YAML."""

Slug: TypeAlias = Annotated[str, Meta(pattern="^[a-z][a-z0-9]*([-_][a-z0-9]+)*$")]
Day: TypeAlias = Annotated[date, Meta(example="2023-05-20")]
PerUnit: TypeAlias = Mapping[str, float] | str
"""A number for each unit by its id or name, or where the table of them lies."""

SHEET = late(r"^(rules/values/[^/#]+\.csv)(?:#(.+))?$")
"""Where a table lies, and the header of its column where it has several."""


@dataclass(frozen=True, slots=True)
class When:
    """Where ``field`` is ``word``, ``needs`` must be written."""

    field: str
    word: str
    needs: str


@dataclass(frozen=True, slots=True)
class Taken:
    """``key`` must be written where the type of column in ``field`` takes it, and nowhere else."""

    field: str
    key: str


@dataclass(frozen=True, slots=True)
class Without:
    """Where ``field`` is not written, ``needs`` must be."""

    field: str
    needs: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the fields must be written."""

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "names", names)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Exactly one of the fields must be written; of several that go together all, of those any of
    which will do at least one."""

    names: tuple[str | tuple[str, ...] | AnyOf, ...]

    def __init__(self, *names: str | tuple[str, ...] | AnyOf) -> None:
        object.__setattr__(self, "names", names)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many fields must be written."""

    fields: int


Condition: TypeAlias = When | Taken | Without | AnyOf | OneOf | AtLeast

DECIDED = When("basis", "office", "decision")
"""What the office decided has the paper and the day."""


class SpellsOut(ABC):
    """A short form: a record that stands for others."""

    __slots__ = ()

    @abstractmethod
    def spelt_out(self) -> Iterator[tuple[object, object]]:
        """Every record that it stands for, in order, each after the record that says it."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is said of a record as a whole; ``short`` is the field that may stand for it alone, ``called``
    the space of ids by which one that is declared elsewhere may be called instead.

    ``space`` is what its id is an id of more narrowly than the field of the id says: a target of all
    provisions.
    """

    title: str
    description: str
    conditions: tuple[Condition, ...]
    judges: Mapping[type, tuple[str, ...]]
    short: str | None
    space: Space | None
    called: Space | None


_RECORDS: dict[type, Record] = {}


def record(
    title: str,
    description: str,
    *conditions: Condition,
    judges: Mapping[type, tuple[str, ...]] | None = None,
    short: str | None = None,
    space: Space | None = None,
    called: Space | None = None,
) -> Callable[[C], C]:
    """Declare a dataclass as a record of the YAML files."""

    def declare(cls: C) -> C:
        said = Record(title, description, conditions, judges or {}, short, space, called)
        _RECORDS[cls] = said
        return cls

    return declare


def records() -> Mapping[type, Record]:
    """Every record, in the order in which they are declared."""
    return _RECORDS


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: its key in the file, its type without marks, and what it says.

    ``needed``: it has no default, so that the file must have it.
    """

    name: str
    key: str
    type: Any
    meta: tuple[Meta, ...]
    default: Any
    needed: bool

    @property
    def holds(self) -> Any:
        """The type of what it holds: of each of its entries where it is a list."""
        listed = get_origin(self.type) is tuple
        return bare(get_args(self.type)[0])[0] if listed else self.type


def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields of a record that are read from files, in their order."""
    if cls not in _FIELDS:
        _FIELDS[cls] = tuple(_fields_of(cls))
    return _FIELDS[cls]


_FIELDS: dict[type, tuple[Field, ...]] = {}


def _fields_of(cls: type) -> Iterator[Field]:
    types = hints(cls, include_extras=True)
    narrower = _RECORDS[cls].space if cls in _RECORDS else None
    for each in fields(cls):
        type_, meta = bare(types[each.name])
        if narrower and any(mark.defines for mark in meta):
            meta = (*meta, Meta(defines=narrower))
        keys = [mark.key for mark in meta if mark.key is not None]
        key = keys[-1] if keys else each.name.rstrip("_")
        if key:
            default = None if each.default is MISSING else each.default
            needed = each.default is each.default_factory is MISSING
            yield Field(each.name, key, type_, meta, default, needed)


def parts(cls: type) -> Iterator[type]:
    """A record, and every record that it may hold."""
    yield cls
    for each in fields_of(cls):
        if each.holds in records():
            yield from parts(each.holds)


def mentions(record: object) -> Iterator[tuple[Space, str]]:
    """Every id that a record names, however deep, with the spaces of which it may be."""
    for each in fields_of(type(record)):
        value = getattr(record, each.name)
        for one in value if isinstance(value, tuple) else (value,):
            if type(one) in records():
                yield from mentions(one)
            elif one:
                yield from ((space, one) for meta in each.meta for space in meta.names)


def bare(type_: Any) -> tuple[Any, tuple[Meta, ...]]:
    """A type without marks and None, and its marks, those of the inner type first."""
    if get_origin(type_) is Annotated:
        inner, *extras = get_args(type_)
        found, meta = bare(inner)
        return found, (*meta, *(each for each in extras if isinstance(each, Meta)))
    if get_origin(type_) in (Union, UnionType):
        rest = [each for each in get_args(type_) if each is not NoneType]
        return bare(rest[0]) if len(rest) == 1 else (Union[tuple(rest)], ())  # noqa: UP007
    return type_, ()
