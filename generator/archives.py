"""Archives that are the same bytes for the same content, whoever writes them and whenever."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the first that the format knows."""


def add(archive: zipfile.ZipFile, name: str, data: bytes, *, packed: bool = True) -> None:
    """Put a file into an archive; ``packed`` is False for what does not get smaller."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
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
