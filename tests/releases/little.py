"""A published place of a few little files, for whatever looks at nothing but what lies there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.releases import Branch, Folder, Place, manifest
from generator.releases.manifest import Manifest, Previous, Tool
from tests.merging.repository import git

PAGES = {"index.html": "首页", "notice.html": "通知", "units/a.html": "甲", "assets/a.js": "1"}


def version(folder: Path, name: str, before: Path | None = None) -> Path:
    """A version with its manifest, after one that lies elsewhere."""
    for path, text in PAGES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"{name} {text}", "utf-8")
    previous = None
    if before:
        data = (before / manifest.FILE).read_bytes()
        own = manifest.parse(data)
        previous = Previous(own.version, own.commit, own.as_of, manifest.digest(data))
    tool = Tool("1.0", "0" * 64, "3.11.7", {"pandas": "2.0"})
    month = manifest.Name.parse(name).month
    told = Manifest(
        name, manifest.title(name), "", "public", "1" * 40, month.last, previous, tool, "0" * 64, {},
        manifest.digests(folder),
    )  # fmt: skip
    (folder / manifest.FILE).write_bytes(told.as_bytes())
    return folder


def published(folder: Path) -> tuple[Path, Path]:
    """A repository, and the folder beside it in which two versions stand that stand on its branch too."""
    root = folder / "root"
    root.mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    first = version(folder / "made" / "2027-03", "2027-03")
    second = version(folder / "made" / "2027-06", "2027-06", first)
    places: list[Place] = [Folder(folder / "published"), Branch(root, "pages")]
    for place in places:
        for each in (first, second):
            with place.alone(lambda: None) as work:
                new = work / "new"
                new.mkdir()
                for path in [p for p in each.rglob("*") if p.is_file()]:
                    (new / path.relative_to(each)).parent.mkdir(exist_ok=True)
                    (new / path.relative_to(each)).write_bytes(path.read_bytes())
                place.put(each.name, new)
    return root, folder / "published"


DAY = date(2027, 9, 1)
