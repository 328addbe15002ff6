"""The blank forms of a unit as one workbook (.xlsx) that helps while it is filled in.

Each form is a sheet: drop-downs for what is chosen, limits for numbers and days, a frozen header with
a note for each column, and locked cells for what is known. The protection has no password: it keeps
from slips, not from anyone. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..calendar import Term
from ..catalogue import types
from ..catalogue.model import CHOICES, NOTES, Catalogue, Column, Form, Unit
from ..intake.cells import ZERO_REPORT
from ..problems import letters
from .blank import Blank
from .spreadsheet import Cell, Limit, Open, Style, Tab, Width, parts, quoted

_SPLITTING = frozenset('",')
"""What a rule cannot say of an option in its own words."""

_SHORT = 250
"""So long may the options of a rule be in its own words."""

_TITLE = 32
"""So long may the title of a message be, in characters; of a longer one spreadsheets say that the workbook
is damaged."""

_ROOM = 200
"""Rows that may be filled in: as many, or twice what is prefilled."""


def as_workbook(
    blanks: Sequence[Blank], catalogue: Catalogue, unit: Unit, period: Term
) -> Mapping[str, bytes]:
    """The parts of a workbook: a sheet of notes, a sheet for each form, and the choices, hidden."""
    lists = _Lists()
    forms = [_filled_in(blank, catalogue, unit, lists) for blank in blanks]
    tabs = [_explained(blanks, unit, period), *forms, lists.tab()]
    return parts(tabs, active=1 if blanks else 0)


class _Lists:
    """Choices too long for a rule of their own, a column each on a hidden sheet."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], str] = {}

    def formula(self, options: Sequence[str]) -> str:
        short = ",".join(options)
        if len(short) <= _SHORT and not any(set(option) & _SPLITTING for option in options):
            return f'"{short}"'
        key = tuple(options)
        if key not in self._known:
            name = letters(len(self._known) + 1)
            self._known[key] = f"{quoted(CHOICES)}!${name}$1:${name}${len(options)}"
        return self._known[key]

    def tab(self) -> Tab:
        rows: list[list[Cell]] = [[] for _ in range(max(map(len, self._known), default=0))]
        for options in self._known:
            for number, row in enumerate(rows):
                row.append((options[number], Style.PLAIN) if number < len(options) else None)
        return Tab(CHOICES, rows, listed=True)


def _filled_in(blank: Blank, catalogue: Catalogue, unit: Unit, lists: _Lists) -> Tab:
    """The sheet of a form: its columns, those beside it, and what is known, which is locked."""
    form = blank.form
    room = max(_ROOM, 2 * len(blank.rows))
    limits = []
    for position, column in enumerate(form.columns, 1):
        cells = f"{letters(position)}2:{letters(position)}{room + 1}"
        if limit := _limit(cells, column, catalogue, unit, lists, form):
            limits.append(limit)
    heads = [("*" if column.required else "") + column.header for column in form.columns]
    heads += [header for header, _ in blank.beside]
    return Tab(
        catalogue.sheets[form.id],
        [[(head, Style.HEAD) for head in heads], *_known(blank)],
        widths=(
            *map(_open, form.columns),
            *(Width(18 if n else 32) for n, _ in enumerate(blank.beside)),
        ),
        hints=tuple("\n".join(filter(None, explained(column))) for column in form.columns),
        limits=tuple(limits),
        frozen=sum(bool(column.equals) for column in form.columns),
    )


def _known(blank: Blank) -> Iterator[list[Cell]]:
    """The cells that are filled in beforehand, row by row."""
    for index, row in enumerate(blank.rows):
        given = (row.get(column.id) for column in blank.form.columns)
        cells: list[Cell] = [(text, Style.GIVEN) if text else None for text in given]
        beside = (texts[index] for _, texts in blank.beside)
        yield [*cells, *((text, Style.BESIDE) if text else None for text in beside)]


def _open(column: Column) -> Width:
    """What holds of every cell of a column that is still empty: open, and of its type."""
    type_ = types.of(column)
    return Width(type_.width(column), Open(type_.number_format, type_.wraps))


def _limit(
    cells: str, column: Column, catalogue: Catalogue, unit: Unit, lists: _Lists, form: Form
) -> Limit | None:
    """What a cell of the column may hold; the zero report is let through where it belongs."""
    options = types.of(column).choices(column, catalogue, unit)
    allowed = types.of(column).allows(column)
    zero = column.id == form.zero_report
    title = column.header[:_TITLE]
    if options:
        listed = lists.formula([*options, ZERO_REPORT] if zero else options)
        return Limit(cells, "list", listed, title, f"请从下拉列表中选，或按“{NOTES}”填写。")
    if allowed and not zero:
        kind, operator, low, high, error = allowed
        return Limit(cells, kind, low, title, error, operator, high)
    return None


def explained(column: Column) -> Iterator[str]:
    """What a clerk has to know of a column, line by line."""
    yield "必填" if column.required else "可空"
    yield column.help
    if column.unit:
        yield f"单位：{column.unit}，只填数字。"
    if column.cumulative:
        yield "年初以来累计数，不应变小。"
    if column.max_length:
        yield f"不超过 {column.max_length} 字。"
    if column.example:
        yield f"例：{column.example}"


def _on_zero(forms: Iterable[Form]) -> Iterator[str]:
    """How to say that there is nothing to tell, form by form."""
    allowed: dict[bool, list[str]] = {True: [], False: []}
    for form in forms:
        allowed[form.zero_report is not None].append(f"“{form.name}”")
    sentences = []
    if allowed[True]:
        names = "、".join(allowed[True])
        sentences.append(
            f"{names}没有新情况的，在第一个要填的列写“{ZERO_REPORT}”三个字，只留这一行"
        )
    if allowed[False]:
        sentences.append(f"{'、'.join(allowed[False])}不收零报告，没有的填 0")
    yield f"2. {'；'.join(sentences)}。"


def _explained(blanks: Sequence[Blank], unit: Unit, period: Term) -> Tab:
    """The first sheet: how to go about it, then every column of every form."""
    lines = [
        f"{unit.name} {period.label}报送模板",
        "1. 每张工作表是一张报表，灰底的格子已经填好，不用改；带 * 的列必填。",
        *_on_zero(blank.form for blank in blanks),
        "3. 0 和空是两回事：是 0 就填 0。以“参考”开头的列是上期的数，只供参考，不会读取。",
        "4. 不写个人姓名、身份证号、电话、银行卡号，只报数。",
        "5. 填好后保存，到网站“自查和填报”页选它，改到没有错误，按“下载要上传的文件”，上传下载的 CSV；不上传工作簿。",
        "6. 需要删行或改灰底的格子时：审阅 → 撤销工作表保护（没有密码）。",
    ]
    rows: list[list[Cell]] = [
        [(line, Style.TOLD if number else Style.TITLE)] for number, line in enumerate(lines)
    ]
    for blank in blanks:
        rows += [[], [(f"{blank.form.name}：{blank.form.purpose}", Style.BOLD)]]
        for column in blank.form.columns:
            help_ = "；".join(part.rstrip("。") for part in explained(column) if part)
            rows.append([(column.header, Style.WRAPPED), (help_, Style.WRAPPED)])
    return Tab(NOTES, rows, widths=(Width(28), Width(90)), heights={1: 26})
