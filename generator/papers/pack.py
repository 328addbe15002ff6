"""What is laid out for a meeting, in one archive: the sheet, the bulletins, the wall chart, what was filed of money.

What there is none of is named with the reason, so that nobody looks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import archives, wording
from ..frozen import dataclass
from ..pages import drafted, ledgers
from ..pages.binding import bound, palette
from ..pages.kinds import wall, wall_units
from ..pages.ledgers.books import dated, noted
from ..pages.papers import OfficialPaper
from ..pages.render import wall_sheet
from ..pages.site import Site
from . import docx, meeting

CONTENTS = "目录.txt"


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin for the meeting, ``name`` as the list of them has it; ``as_of`` is the day as of which it stands."""

    name: str
    paper: OfficialPaper
    as_of: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of the pack; of one that there is not ``lacks`` says why."""

    name: str
    data: bytes = b""
    says: str = ""
    lacks: str = ""


def packed(site: Site, template: bytes, bulletins: Sequence[Bulletin], lacks: str = "") -> bytes:
    """The archive: the same bytes for the same results, in any time zone. ``lacks`` is why there is no bulletin.

    UnusableError for a template by which nothing is written.
    """
    parts = list(_parts(site, template, bulletins, lacks))
    files = {part.name: part.data for part in parts if not part.lacks}
    return archives.of({CONTENTS: _contents(site, parts).encode("utf-8-sig"), **files})


def _parts(
    site: Site, template: bytes, bulletins: Sequence[Bulletin], lacks: str
) -> Iterator[_Part]:
    sheet = docx.written(meeting.paper(site), meeting.tight(template))
    yield _Part(f"1-{meeting.TITLE}.docx", sheet, "A4 一页，总体、差距、报送、要定的事和期限")
    for each in bulletins:
        name = f"2-{ledgers.fitting(each.name)}（{drafted.DRAFT}）.docx"
        yield _Part(name, docx.written(each.paper, template), f"截至{each.as_of}")
    if not bulletins:
        yield _Part("2-通报", lacks=lacks)
    yield from _walls(site)
    book = ledgers.amounts(site)
    if book is None:
        yield _Part("4-资金情况", lacks=ledgers.WITHOUT_AMOUNTS)
    else:
        says = "、".join(sheet.name for sheet in book.sheets)
        yield _Part("4-资金情况.xlsx", bound(site, book), f"各单位最近一期报送的数：{says}")


def _walls(site: Site) -> Iterator[_Part]:
    """The charts of tasks and of units, a file for each sheet."""
    about = " · ".join([dated(site), *noted(site)])
    for title, view in (("任务挂图", wall.view(site)), ("单位挂图", wall_units.view(site))):
        name = f"{site.catalogue.notice.name}：{title}"
        drawn = wall_sheet.drawn(view, name, about, palette(site))
        for number, data in enumerate(drawn, 1):
            more = f"-{number}" if len(drawn) > 1 else ""
            yield _Part(f"3-{title}{more}.svg", data.encode(), "A3 横排，用浏览器打开后打印")


def _contents(site: Site, parts: Sequence[_Part]) -> str:
    """What is in it and what is not, to be read in any editor."""
    told = [f"{site.catalogue.notice.name}会议材料", dated(site), *noted(site), ""]
    told += [f"{part.name}　{part.says}" for part in parts if not part.lacks]
    lacking = [f"{part.name}：{part.lacks}" for part in parts if part.lacks]
    told += ["", "没有的：", *lacking] if lacking else []
    told += ["", f"各文件都是{wording.day(site.results.case.as_of)}的情况，注明截至另一天的除外。"]
    return "\r\n".join(told) + "\r\n"
