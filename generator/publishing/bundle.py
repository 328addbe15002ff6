"""The finished site in one archive, to be unpacked anywhere and opened without a server."""

from __future__ import annotations

import zipfile
from pathlib import Path

from .. import archives, disk
from ..progress import counted


def bundle(site: Path, file: Path) -> Path:
    """Write the folder of a site as an archive, whole or not at all; what it is unpacked to has the
    archive's name."""
    with disk.renewed(file) as new, zipfile.ZipFile(new, "w") as archive:
        for path in counted(sorted(each for each in site.rglob("*") if each.is_file())):
            inside = f"{file.stem}/{path.relative_to(site).as_posix()}"
            archives.add(archive, inside, path.read_bytes())
    return file
