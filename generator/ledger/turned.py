"""What is said of an edit of the YAML that turned valid filings faulty: where, which filings, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..calendar import Term
from ..catalogue.model import Catalogue, Form, bare
from ..catalogue.owing import filing_terms
from ..problems import Problem
from ..words.codes import CODES
from .faulty import LeftOut

if TYPE_CHECKING:
    from ..catalogue.source import At

TURNED = "E537"
_NAMED = 3
"""So many filings are named."""

_BACK = "改错了的，改回去。"


def problems(root: Path, declared: Catalogue, faulty: Sequence[LeftOut]) -> Iterator[Problem]:
    """A problem of the YAML for each column, or other thing declared, with which filings do not fit."""
    read_ones = [each for each in faulty if each.blob and each.form]
    for (form, header, code), own in _by_column(read_ones).items():
        yield _of_column(root, declared, declared.forms[form], header, code, own)
    for each in faulty:
        if each not in read_ones:
            yield _of_place(root, declared, each)


def _by_column(faulty: Iterable[LeftOut]) -> Mapping[tuple[str, str, str], list[LeftOut]]:
    """The filings by form, header of a column, and code of what is wrong there."""
    found: dict[tuple[str, str, str], list[LeftOut]] = {}
    for each in faulty:
        spots = {(each.form or "", problem.field or "", problem.code) for problem in each.problems}
        for spot in sorted(spots):
            found.setdefault(spot, []).append(each)
    return found


def _of_column(
    root: Path,
    declared: Catalogue,
    form: Form,
    header: str,
    code: str,
    own: Sequence[LeftOut],
) -> Problem:
    at = _column(form, header)
    where = f"的“{header}”列" if header else ""
    message = (
        f"按现在的“{form.name}”表{where}，原来合格的 {len(own)} 份报送不合格：{CODES[code].title}"
        f"（{_named(declared, own)}）"
    )
    if code == "E126":
        from_ = _after(declared, own)
        example = f"，如 valid_from: {from_}" if from_ else ""
        hint = f"后来加的列，请写上从哪个月的报送起{example}；{_BACK}"
    elif at is None:
        hint = f"去掉的列请保留，写上 valid_until，到哪个月的报送为止；{_BACK}"
    else:
        hint = f"改了要求的列，旧的写 valid_until，另加一列写 valid_from，表头可以相同；{_BACK}"
    path = f"rules/forms/{form.id}.yaml"
    return _at(root, path, ("columns",) if at is None else ("columns", at), message, hint)


def _column(form: Form, header: str) -> int | None:
    """The place of a column in its form, by any of its headers."""
    for index, column in enumerate(form.columns):
        if bare(header) in map(bare, (column.header, *column.synonyms)):
            return index
    return None


def _of_place(root: Path, declared: Catalogue, each: LeftOut) -> Problem:
    """A filing of which the form, the unit or the month is no longer known, or no longer due."""
    message = f"规则改动以前，“{each.path}”是合格的报送；现在{each.problems[0].message}"
    unit = declared.units.get(each.unit or "")
    if unit:
        hint = f"不再报的表请留着，写上 valid_until，到哪个月的报送为止；{_BACK}"
        if each.form in unit.files:
            return _at(root, f"rules/forms/{each.form}.yaml", (), message, hint)
        at: At = ("units", list(declared.units).index(unit.id), "files")
        return _at(root, "units.yaml", at, message, hint)
    if each.period is None or each.period in filing_terms(declared):
        hint = f"单位的编号是报送文件夹的名称，不能改；撤并的单位请留着，写上 valid_until；{_BACK}"
        return _at(root, "units.yaml", ("units",), message, hint)
    return _at(root, "rules/filing.yaml", ("first",), message, f"请核对首期、末期；{_BACK}")


def _at(root: Path, path: str, at: At, message: str, hint: str) -> Problem:
    from ..catalogue.source import Document, read  # with the reader of YAML, which few runs need

    document = read(root, path)
    if isinstance(document, Document):
        return document.problem(TURNED, at, message, hint)
    return Problem(TURNED, message, hint, path)


def _named(declared: Catalogue, own: Sequence[LeftOut]) -> str:
    order = list(declared.units)
    first = sorted(own, key=lambda each: (str(each.period), order.index(str(each.unit))))[:_NAMED]
    names = [f"{declared.units[str(each.unit)].name} {each.period}" for each in first]
    return "、".join(names) + ("等" if len(own) > _NAMED else "")


def _after(declared: Catalogue, own: Sequence[LeftOut]) -> Term | None:
    """The month after the last one that has such a filing."""
    last = max((each.period for each in own if each.period), default=None)
    later = (month for month in filing_terms(declared) if last is None or month > last)
    return next(later, None)
