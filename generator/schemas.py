"""Writes the JSON Schemas of the YAML files from the classes that declare them: ``make.py schemas``.

They are committed, so that editors find them and checking need not derive them each time; a test holds
them against the classes. With them goes the quick form of what is said of the spellings of cells.
"""

from __future__ import annotations

from pathlib import Path

from . import disk
from .catalogue.declare import records
from .catalogue.documents import DOCUMENTS, Judging
from .catalogue.model import Rule
from .catalogue.model.gather import Gather
from .catalogue.schema_files import SCHEMAS, SUFFIX
from .catalogue.schema_writer import document, rule, rules, spelt
from .catalogue.spellings import QUICK, quick
from .judging.kinds import KINDS


def derived() -> dict[Path, str]:
    """The text of each file as its classes, or the rows of spellings, have it."""
    schemas = {name: document(root) for name, root in DOCUMENTS.items() if root is not Judging}
    schemas["gather"] = document(Gather)
    schemas |= {f"kinds/{name}": rule(name, Rule, kind) for name, kind in KINDS.items()}
    schemas["judging"] = rules(
        Judging, Rule, {name: records()[kind].title for name, kind in KINDS.items()}
    )
    told = {SCHEMAS / f"{name}{SUFFIX}": spelt(schema) for name, schema in schemas.items()}
    return told | {QUICK: quick()}


def write() -> list[Path]:
    """Write those that are not as their classes have them; returns them."""
    stale = {
        path: text
        for path, text in derived().items()
        if not path.exists() or path.read_text("utf-8") != text
    }
    for path, text in stale.items():
        disk.write(path, text)
    return list(stale)


if __name__ == "__main__":
    for path in write():
        print(f"已重写 {path.name}")
