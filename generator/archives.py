"""Archives that are the same bytes for the same content, whoever writes them and whenever."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the first that the format knows."""


_PACKED = (".zip", ".xlsx", ".docx", ".png", ".gz", ".woff2")
"""What does not get smaller, by the ends of its name."""


def of(files: Mapping[str, bytes]) -> bytes:
    """An archive of files by name, in their order."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            add(archive, name, data)
    return stream.getvalue()


def add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Put a file into an archive."""
    info = zipfile.ZipInfo(name, _EPOCH)
    packed = name.endswith(_PACKED)
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


def settled(data: bytes, content: Callable[[str, bytes], bytes]) -> bytes:
    """An archive of others again, its files in their order and at the time that we give them.

    ``content`` takes the name of a file and what it holds, and gives what it is to hold.
    """
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for file in old.infolist():
            add(new, file.filename, content(file.filename, old.read(file)))
    return stream.getvalue()
