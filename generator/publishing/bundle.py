"""The finished site in one archive, to be unpacked anywhere and opened without a server."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path

from .. import archives

_PACKED = (".zip", ".xlsx", ".png", ".gz", ".woff2")
"""What does not get smaller."""


def bundle(site: Path, file: Path) -> Path:
    """Write the folder of a site as an archive, whole or not at all; what it is unpacked to has the
    archive's name."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w") as archive:
            for path in sorted(each for each in site.rglob("*") if each.is_file()):
                inside = f"{file.stem}/{path.relative_to(site).as_posix()}"
                packed = path.suffix not in _PACKED
                archives.add(archive, inside, path.read_bytes(), packed=packed)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return file
