"""What a site looks like: templates, pages, style, theme and MkDocs' settings, file by file a root's own or ours.

Ours lie beside the program: in the checkout at its top, in the wheel in the package's ``shipped/``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

SHIPPED = "shipped"
TOPS = ("site", "mkdocs.yml")
"""What belongs to the look, below a root and below ours."""


def ours() -> Path:
    """The folder that holds our ``site/`` and ``mkdocs.yml``."""
    package = Path(__file__).resolve().parent
    shipped = package / SHIPPED
    return shipped if shipped.is_dir() else package.parent


def own(root: Path) -> dict[str, Path]:
    """A root's own files of the look, by path; none in the checkout that ours are taken from."""
    return {} if root.resolve() == ours() else files(root)


def files(folder: Path) -> dict[str, Path]:
    """The files of the look that lie in a folder, by their path below it, in order."""
    tops = [folder / name for name in TOPS]
    found = [path for top in tops for path in (top, *sorted(top.rglob("*"))) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path for path in found}


def lay(root: Path, to: Path) -> Path:
    """Write the whole look of a root into a folder: a file of its own stands in the place of ours."""
    for path, file in (files(ours()) | own(root)).items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, to / path)
    return to


def drawn_by(*besides: str) -> list[str]:
    """The packages that draw by templates, and others, each with its version: another one may draw otherwise."""
    from importlib.metadata import version  # with all that reads mail, whose form its answers have

    return [f"{name} {version(name)}" for name in (*besides, "jinja2", "markupsafe")]
