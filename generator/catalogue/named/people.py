"""Names of persons that a list of those responsible still holds; leaders are told by their part alone."""

from __future__ import annotations

import re

from ...words.expression import late
from ...words.surnames import DOUBLE, DOUBTFUL, SURNAMES
from .words import ELSE, LABEL, PERSONS

_ENDS = late(r"[；;。）)】〕|\n]")
_POST = (
    "(?:(?:中共)?[市县区镇乡]委|[市县区镇乡]?(?:人民)?政府|[市县区]人大|[市县区]政协)?(?:党组成员|(?:常务)?副?(?:书记|市长|县长|区长|镇长|乡长|局长|"
    "主任|部长|秘书长|常委|主席|组长|处长|科长|行长|院长|校长|总经理|董事长)|同志|调研员)"
)
_POSTS = late(rf"^(?:{_POST})+|(?:{_POST})+$|[（(].*$")
_APART = late(
    "(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))"
)
_NAME = late(
    rf"(?:(?:{'|'.join(DOUBLE)})[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}{DOUBTFUL}][\u4e00-\u9fff]{{1,2}})"
)
_PLACE = late("[县市区镇乡局委办厅部]$")


def people(quote: str) -> list[str]:
    """The names behind 责任领导： and the like, less posts, in their order."""
    found: list[str] = []
    for label in PERSONS.finditer(quote):
        told = _APART.sub(r"\1", quote[label.end() : _end(quote, label.end())])
        pieces = (_POSTS.sub("", piece) for piece in re.split(r"[、，,/\s]+", told))
        found += [p for p in pieces if _NAME.fullmatch(p) and not _PLACE.search(p)]
    return found


def _end(quote: str, start: int) -> int:
    """Where what a label says ends: at a mark, or before the next label."""
    ends = [m.start() for each in (_ENDS, LABEL, PERSONS, ELSE) if (m := each.search(quote, start))]
    return min(ends, default=len(quote))
