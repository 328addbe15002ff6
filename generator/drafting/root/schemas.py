"""The schemas of all YAML files, beside the data: with them editors complete and check without a network."""

from __future__ import annotations

from ...catalogue.shape import SCHEMAS, SUFFIX


def schemas() -> dict[str, str]:
    """Their texts by the path below the root."""
    return {
        f"schemas/{file.relative_to(SCHEMAS).as_posix()}": file.read_text("utf-8")
        for file in sorted(SCHEMAS.rglob(f"*{SUFFIX}"))
    }
