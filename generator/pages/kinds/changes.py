"""Everything that changed, and what was edited in the rules, with the commits that did it."""

from __future__ import annotations

from ... import wording
from ...frozen import dataclass
from ..amended import COLUMNS, between
from ..page import Page, alone
from ..release import MANIFEST, Before
from ..site import Site
from ..turned import CAME, SHORT, ChangeRow, Changes, by, of_all, row, short, since, when
from ..values import Fact, File, Line, Link

_COMMITS = 100
"""So many commits are shown."""


@dataclass(frozen=True, slots=True)
class ChangesView:
    """``amended`` is what later notices amended since; ``edits`` are each file, place, what was there, what
    is, and who did it; ``commits`` each id, time, author and words."""

    facts: list[Fact]
    changes: Changes
    came: list[ChangeRow]
    amended: list[Line]
    edits: list[Line]
    commits: list[Line]
    more: int
    released: bool
    columns: tuple[str, ...] = ("事项", *COLUMNS)


def view(site: Site) -> ChangesView:
    """Everything that changed."""
    before = site.release.before if site.release else None
    told = [commit for commit in before.commits if commit.subject] if before else []
    came = sorted((t for t in site.turns if t.kind in CAME), key=lambda t: t.kind, reverse=True)
    return ChangesView(
        facts=_facts(site),
        changes=of_all(site),
        came=[row(site, turn) for turn in came],
        amended=between(site, site.before.day if site.before else None),
        edits=_edits(before) if before else [],
        commits=[(short(c), when(c), c.author, c.subject) for c in told[:_COMMITS]],
        more=max(0, len(told) - _COMMITS),
        released=before is not None,
    )


def _facts(site: Site) -> list[Fact]:
    release, as_of = site.release, wording.day(site.results.case.as_of)
    if release is None:
        return [("本页", f"判定日期{as_of}"), ("相比", since(site))]
    facts: list[Fact] = [
        ("本版", f"{release.title}，判定日期{as_of}，提交 {release.commit[:SHORT]}")
    ]
    before = release.before
    if before:
        said = f"，判定日期{wording.day(before.as_of)}，提交 {before.commit[:SHORT]}"
        facts.append(("上一版", (Link(before.title, File(before.first_page)), said)))
    else:
        facts.append(("相比", since(site)))
    if release.reason:
        facts.append(("再次发布的理由", release.reason))
    listed = Link(MANIFEST, File(MANIFEST))
    again = "；重新生成并逐字节比较：taizhang verify 本版的地址"
    facts.append(("核对", ("每个文件的摘要、来源和程序版本见", listed, again)))
    return facts


def _edits(before: Before) -> list[Line]:
    return [
        (
            edit.file,
            " › ".join((*edit.entry, *filter(None, [".".join(edit.field)]))),
            edit.was,
            edit.now,
            by(before.commits, edit.file),
        )
        for edit in before.edits
    ]


PAGE = Page("changes", alone("有哪些变化", view), section="进展", rank=5)
