"""Persons and the ways to reach them, taken out of a notice before it is stored.

What stood there is replaced by （不转载）; the label stays, so that a reader sees that something did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..catalogue.model import WITHHELD
from ..catalogue.named import LABEL, PEOPLE
from ..words import privacy
from ..words.surnames import DOUBLE, DOUBTFUL, SURNAMES
from .documents import Line

_REACH = (
    "联系人及(?:联系)?(?:电话|方式)|联系人|联系方式|联系电话|咨询电话|监督电话|举报电话|办公电话|固定电话|移动电话|手机号?码?|电话|传真|"
    "电子邮箱|邮箱地址|电子邮件|邮箱|(?i:e-?mail)|微信号?|QQ|签发人|审签人|拟稿人|核稿人|联络员"
)
_LABEL = re.compile(rf"(?:{_REACH}|{PEOPLE})\s*(?:[（(][^（）()]{{1,10}}[）)])?\s*[：:]\s*")
"""What goes before a person, or before a way to reach one."""

_END = re.compile(r"[；;。）)】〕|\n]")
_SURNAME = f"(?:{'|'.join(DOUBLE)}|[{SURNAMES}{DOUBTFUL}])"
_POSTS = (
    "书记|市长|县长|区长|镇长|乡长|局长|主任|部长|院长|校长|行长|秘书长|检察长|主席|常委|总经理|董事长|处长|科长|会长|总队长|支队长|"
    "调研员|巡视员|组长|专员|站长|所长|经理"
)
_NAME = rf"({_SURNAME}[\u4e00-\u9fff]?[ \u3000]?[\u4e00-\u9fff])"
_LISTED = re.compile(
    rf"(?:^|(?<=[、，,：: \u3000])){_NAME}"
    rf"(?=[ \u3000，,]+[^，。；、 ]{{0,30}}(?:{_POSTS})|[（(](?:[^（）()]*(?:{_POSTS})|电话|手机))"
)
"""A name and the post that its bearer holds, as the members of a group are listed."""

_CLOSE = re.compile(
    rf"(?:^|(?<=：))([{SURNAMES}][\u4e00-\u9fff]{{2}})(?=[市县区省][^，。；、：]{{1,20}}(?:{_POSTS})$)"
)
"""The same where no blank is left between them."""

_SAID = re.compile(f"。|责任(?:单位|部门)|{WITHHELD}[^，,；;、。 \u3000（）()]{{6,}}")
"""What a line says besides."""

_COLUMN = re.compile(f"{_REACH}|{PEOPLE}|姓名|领导")
_NEXT = re.compile("[，,、；; ]?\\s*[\u4e00-\u9fff]{2,8}[：:]")


def withheld(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines with persons, telephones and addresses replaced, and in how many lines that was."""
    kept = list(_lines(lines))
    return kept, sum(old != new for old, new in zip(lines, kept, strict=True))


def reaches(line: str) -> bool:
    """Whether a line, as it is stored, tells nothing but whom to reach and how."""
    bare = line.strip("（）() 　。")
    tells = _SAID.search(bare) or LABEL.search(bare)
    return bool(_LABEL.match(bare)) and WITHHELD in line and not tells


def _lines(lines: Sequence[Line]) -> Iterator[Line]:
    table, columns = 0, set[int]()
    for line in lines:
        if not line.cells:
            yield replace(line, text=_without(line.text))
            continue
        if line.table != table:
            table, columns = line.table, set()
        heads = {at for at, cell in enumerate(line.cells) if _is_head(cell)}
        if heads:
            columns |= heads
            yield line
            continue
        cells = tuple(
            WITHHELD if at in columns and cell else _without(cell)
            for at, cell in enumerate(line.cells)
        )
        yield Line.row(cells, line.table)


def _is_head(cell: str) -> bool:
    return len(cell) <= 12 and _COLUMN.search("".join(cell.split())) is not None


def _without(text: str) -> str:
    text = _labelled(text)
    for hit in reversed(privacy.find(text)):
        text = text[: hit.start] + WITHHELD + text[hit.end :]
    text = _CLOSE.sub(WITHHELD, _LISTED.sub(WITHHELD, text))
    return re.sub(rf"(?:{WITHHELD}[、，, ]?){{2,}}", WITHHELD, text)


def _labelled(text: str) -> str:
    """What follows the name of a person's part, up to a mark that ends it or the next label."""
    parts: list[str] = []
    at = 0
    while found := _LABEL.search(text, at):
        end = _ends(text, found.end() + len(WITHHELD) * text.startswith(WITHHELD, found.end()))
        value = text[found.end() : end].strip()
        parts.append(text[at : found.end()] + (WITHHELD if value else ""))
        at = end
    return "".join(parts) + text[at:]


def _ends(text: str, start: int) -> int:
    """Where a value ends: at a mark, before another label, with the paragraph."""
    ends = [len(text)]
    for found in (_END.search(text, start), _NEXT.search(text, start)):
        if found:
            ends.append(found.start())
    return min(ends)
