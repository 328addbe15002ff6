"""What every draft of a paper has around what it says: its marks, a number and a day that are left open, who signs,
how it cites the notice, and how it names what its figures rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .. import wording
from ..catalogue.model import Catalogue, Unit
from ..judging.verdict import Verdict
from .named import computed_at
from .site import Site
from .values import Line, Link, Table, Value, joined

DRAFT, INTERNAL = "代拟稿", "内部"
UNKNOWN_DAY = "×年×月×日"
_NUMBER = re.compile(r"〔[0-9]{4}〕[0-9]+号")

_READ = "“编号/甲 乙”即“编号/甲”和“编号/乙”"
"""How ids are to be read that stand together."""

SHORT = 13
"""So many characters of a sentence tell which one it is."""


def signer(catalogue: Catalogue) -> Unit:
    """The unit that signs."""
    own = catalogue.bulletins
    return catalogue.units[(own and own.signed) or catalogue.notice.issuer]


def number(catalogue: Catalogue, year: int) -> str:
    """The number as far as it is known; '' where nobody can know how the office numbers its papers."""
    own, like = catalogue.bulletins, catalogue.notice.doc_no
    if own and own.number:
        return own.number.replace("{year}", str(year))
    return _NUMBER.sub(f"〔{year}〕×号", like) if _NUMBER.search(like) else ""


def name(unit: Unit) -> str:
    """A unit as papers call it."""
    return unit.full_name or unit.name


def marks(site: Site) -> Iterator[str]:
    """What stands above everything: that it is a draft, whether it is for the office, what its data is."""
    yield DRAFT
    if site.for_office:
        yield INTERNAL
    if note := site.catalogue.data_note:
        yield note.label


def cited(catalogue: Catalogue) -> str:
    """The notice by its title and number."""
    notice = catalogue.notice
    title = wording.titled(notice.title)
    return f"{title}（{notice.doc_no}）" if notice.doc_no else title


def evidence(rows: Iterable[Line]) -> Table:
    """The table of what the figures of a draft rest on, by its ``rests``."""
    return Table(f"所列数字的依据（{_READ}）", ("句", "文字", "依据"), tuple(rows))


def rests(where: str, sentence: str, on: Line) -> Line:
    """A row of it: at which place a sentence stands, how it begins, and what it rests on."""
    return where, wording.short(sentence, SHORT), on


def ids(verdicts: Iterable[Verdict]) -> Line:
    """Verdicts by id, each leading to how it was computed; what differs in its unit alone has that behind what it
    shares."""
    every = {verdict.id: verdict for verdict in verdicts}
    shared: dict[str, list[Verdict]] = {}
    for id_, verdict in every.items():
        shared.setdefault(of_all(verdict) if verdict.subject else id_, []).append(verdict)
    return listed(_together(name, own) for name, own in shared.items())


def listed(rests: Iterable[Value]) -> Line:
    """Several things that a row rests on; a line may end between them, for ids are no Chinese words."""
    return joined(rests, "； ")


def of_all(verdict: Verdict) -> str:
    """What the ids of all units have of one thing at one time."""
    return verdict.id.removesuffix(f"/{verdict.subject}")


def _together(name: str, own: Sequence[Verdict]) -> Value:
    """Ids that begin alike, or one as it is."""
    if len(own) == 1:
        return _led(own[0].id, own[0])
    units = joined((_led(verdict.id.removeprefix(f"{name}/"), verdict) for verdict in own), " ")
    return f"{name}/", *units


def _led(words: str, verdict: Verdict) -> Value:
    return Link(words, computed_at(verdict)) if verdict.rule else words
