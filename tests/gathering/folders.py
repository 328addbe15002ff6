"""Folders as an office keeps them: published places, builds, and what becomes of them on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.catalogue.model.gather import Gather, GatheredRoot
from generator.gathering import Wanted
from generator.gathering.gathered import Gathered, gather
from generator.pages import summary
from generator.pages.summary import Count, Figure, Filing, Indicator, Matter, Summary
from generator.releases import manifest
from generator.releases.manifest import Manifest, Tool
from generator.words.states import State

DAY = date(2023, 7, 31)


def figure(who: str, value: float | None, **more: Any) -> Figure:
    fields = {
        "whole": False, "state": State.ON_TRACK, "word": "", "threshold": 50.0, "low": None,
        "data_day": date(2023, 6, 30), "due": None, "page": "tasks/T-1.html#v-T-1-east",
    }  # fmt: skip
    return Figure(who=who, value=value, **{**fields, **more})


def indicator(id_: str, name: str, unit: str, *figures: Figure) -> Indicator:
    return Indicator(id=id_, name=name, unit=unit, decimals=1, figures=figures)


def matter(what: str = "支出进度", who: str = "东县", **more: Any) -> Matter:
    fields = {
        "state": State.BEHIND, "word": "", "value": "46%", "asked": "50%", "gap": "差4个百分点",
        "due": date(2023, 6, 30), "next": "", "page": "tasks/T-1.html#v-T-1-east",
    }  # fmt: skip
    return Matter(what=what, who=who, **{**fields, **more})


PLAIN = Summary(
    title="2023年工作要点",
    edition="public",
    year=2023,
    doc_no="测发〔2023〕1号",
    as_of=DAY,
    data_note="",
    headline="支出进度没有达到要求",
    urgent="逾期、滞后、未报送共1项。",
    duties={"behind": 1, "met": 2},
    filing=Filing(
        term="2023年7月",
        due=date(2023, 7, 20),
        stands=(
            Count(state=State.OVERDUE, word="迟报", count=1, names=("东县",)),
            Count(state=State.MET, word="按时", count=4, names=("西县",)),
        ),
    ),
    matters=(matter(),),
    indicators=(
        indicator("spent", "支出进度", "%", figure("东县", 46.0, state=State.BEHIND)),
        indicator("new", "新增", "个", figure("东县", 3.0), figure("西县", 4.0)),
    ),
)


def site(folder: Path, told: Summary | bytes = PLAIN) -> Path:
    """A build whose site has a summary with its digest, and a page."""
    (folder / "site/tasks").mkdir(parents=True)
    data = told if isinstance(told, bytes) else told.as_bytes()
    (folder / "site/index.html").write_text("首页", "utf-8")
    (folder / "site/tasks/T-1.html").write_text("任务", "utf-8")
    (folder / "site" / summary.FILE).write_bytes(data)
    digest = f"{sha256(data).hexdigest()}  {summary.FILE}\n"
    (folder / "site" / summary.SUM).write_text(digest, "utf-8")
    return folder


def version(folder: Path, name: str, told: Summary = PLAIN, **more: Any) -> Path:
    """A version as it is published."""
    site(folder / name, told)
    (folder / name / "site").rename(folder / f"{name}.new")
    (folder / name).rmdir()
    (folder / f"{name}.new").rename(folder / name)
    write_manifest(folder / name, name, **more)
    return folder / name


def write_manifest(folder: Path, name: str, **more: Any) -> None:
    fields: dict[str, Any] = {
        "version": name, "title": manifest.title(name), "reason": "", "edition": "public",
        "commit": "1" * 40, "as_of": DAY, "previous": None,
        "tool": Tool("1.0", "0" * 64, "3.11.7", {"pandas": "2.0"}), "digest": "0" * 64,
        "inputs": {}, "files": manifest.digests(folder),
    }  # fmt: skip
    (folder / manifest.FILE).write_bytes(Manifest(**{**fields, **more}).as_bytes())


def edited(change: Callable[[dict[str, Any]], object], told: Summary = PLAIN) -> bytes:
    """A summary as somebody else may have written it."""
    data: dict[str, Any] = json.loads(told.as_bytes())
    change(data)
    return json.dumps(data, ensure_ascii=False).encode()


def wanted(within: Path, folders: Mapping[str, str], **more: Any) -> Wanted:
    """Places by their ids, each with its folder."""
    roots = tuple(
        GatheredRoot(id=id_, name=f"{id_}县", folder=folder) for id_, folder in folders.items()
    )
    return Wanted(Gather(**{"title": "某市汇总", "roots": roots, **more}), within)


def of_two(within: Path, second: Summary | None = None, **more: Any) -> Gathered:
    """Two places, of which the second says something else."""
    site(within / "a")
    site(within / "b", second or replace(PLAIN, headline="另一处"))
    return gather(wanted(within, {"a": "a", "b": "b"}, **more))
