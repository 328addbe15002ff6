"""Everyone whom the notice names: units, groups of units, and of what kind each seems to be.

Names are the notice's own, in the order in which it names them. Ids are numbers and not spelt in
letters: most names hold a character of several readings (长、行、乐), and an id that is spelt wrongly
would stay in every address; the office may rename them until the first filing is in.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from ..catalogue.named import Name, read
from ..frozen import dataclass

OFFICE = "office"

_PLACES = "(?:党委和?政府|党委、政府|人民政府|政府|党委|党工委|管委会|管理委员会)?"
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("zone", "园区", rf"(?:园区|开发区|高新区|示范区|保税区|度假区|新区|功能区|景区){_PLACES}$|(?:管委会|管理委员会)$"),
    ("town", "乡镇（街道）", rf"(?:镇|乡|街道)(?:办事处)?[）)〕]?{_PLACES}$"),
    ("village", "村（社区）", r"(?:村|社区)(?:委会|居委会)?$"),
    ("county", "县（市、区）", rf"(?:县|区|旗|市)[）)〕]?{_PLACES}$"),
    ("company", "企业", r"(?:公司|集团|银行|企业|厂)$"),
    ("institution", "事业单位", r"(?:学校|大学|学院|医院|中学|小学|中心|研究院|报社|电视台|站|馆)$"),
)  # fmt: skip
_LEVELS = (
    ("省", "province", "省直单位"),
    ("市", "department", "市直单位"),
    ("县", "department", "县直单位"),
    ("区", "department", "区直单位"),
)
_OTHER = ("other", "有关单位")
_BARE = re.compile(
    r"^(?:中共)?(.+?)(?:党委和?政府|党委、政府|人民政府|政府|管理委员会|管委会|党委|办事处)$"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; ``also`` are other ways in which the notice calls it. ``sure``: its name ends as units' do."""

    id: str
    kind: str
    name: str
    also: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Several units under one name of the notice; who they are is for the office to say."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclasses.dataclass(slots=True)
class Cast:
    """All of them. ``kinds`` are the names of the kinds by id, in order of appearance."""

    units: list[Unit] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def named(self, quote: str) -> list[tuple[str, list[str], bool]]:
        """The roles of a list with the ids of those it names, and whether others are meant besides."""
        return [
            (
                part.role,
                list(dict.fromkeys(self.ids[name.written] for name in part.names)),
                part.open,
            )
            for part in read(quote)
        ]

    @property
    def doubtful(self) -> list[str]:
        """Names that do not end as units' names do."""
        return [unit.name for unit in self.units if not unit.sure]


def cast(quotes: Iterable[str], issuer: str) -> Cast:
    """Everyone in some lists, and who issued the notice."""
    names = [name for quote in quotes for part in read(quote) for name in part.names]
    made = Cast()
    home = {name.text: _home(name.text, {n.text for n in names}) for name in names}
    office = next((n.text for n in names if not n.many and _same(n.text, issuer)), issuer)
    _add(made, office, issuer, OFFICE, sure=True)
    for name in names:
        if not name.many:
            called = home[name.text]
            _add(made, called, name.text, "", name.sure)
            _add(made, called, name.written, "", name.sure)
    for name in names:
        if name.many:
            _group(made, name)
    return made


def _add(made: Cast, called: str, other: str, id_: str, sure: bool) -> None:
    """Have a unit of a name, which is also called otherwise."""
    known = made.ids.get(called)
    if known is None:
        known = id_ or f"unit-{len(made.units):02d}"
        kind, title = (OFFICE, "办公室") if id_ == OFFICE else kind_of(called)
        made.kinds.setdefault(kind, title)
        made.units.append(Unit(known, kind, called, sure=sure))
        made.ids[called] = known
    if other not in made.ids:
        made.ids[other] = known
        at = next(i for i, unit in enumerate(made.units) if unit.id == known)
        made.units[at] = replace(made.units[at], also=(*made.units[at].also, other))


def _group(made: Cast, name: Name) -> None:
    if name.written in made.ids:
        return
    kind, _ = kind_of(name.text)
    alike = [unit.id for unit in made.units if unit.kind == kind]
    every = [unit.id for unit in made.units if unit.id != OFFICE]
    members = alike or (every if re.search("责任单位|成员单位", name.text) else []) or [OFFICE]
    id_ = f"group-{len(made.groups) + 1:02d}"
    made.groups.append(Group(id_, name.text, tuple(members)))
    made.ids[name.text] = made.ids[name.written] = id_


def kind_of(name: str) -> tuple[str, str]:
    """The id and the name of the kind that a unit's name speaks for."""
    bare = re.sub(r"[（(〔][^（）()〔〕]*[）)〕](?=.)", "", name)
    for id_, title, pattern in _KINDS:
        if re.search(pattern, bare):
            return id_, title
    for mark, id_, title in _LEVELS:
        if re.match(rf"(?:各|全)?{mark}", bare) or re.match(rf".{{2,3}}{mark}(?=.{{2,}})", bare):
            return id_, title
    return _OTHER


def _home(name: str, names: Iterable[str]) -> str:
    """What a unit is called elsewhere in the notice: with its city before, or without its government."""
    every = set(names)
    for fuller in (f"市{name}", f"市委{name}", f"县{name}", f"县委{name}", f"区{name}"):
        if fuller in every:
            return fuller
    bare = _BARE.match(name)
    return bare[1] if bare and bare[1] in every else name


_SHORT: Mapping[str, str] = {"人民政府": "政府", "管理委员会": "管委会"}


def _same(name: str, issuer: str) -> bool:
    """Whether a name is the issuer's, less the city before it: 市政府办公室, 甲市人民政府办公室."""
    for long, short in _SHORT.items():
        name, issuer = name.replace(long, short), issuer.replace(long, short)
    return len(name) >= 4 and issuer.endswith(name)
