"""From the bytes of a workbook to its parts: an archive of XML that anyone may have made.

Whatever is read here costs no more than its own size, which is bounded: nothing is unpacked beyond
what the archive owns up to, no entity is expanded, and an element is only ever one step further.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from copy import copy
from io import BytesIO
from typing import Never
from xml.parsers import expat

MAX_UNPACKED = 10 * 1024 * 1024
MAX_PARTS = 5_000
"""A picture in each of a thousand rows makes a thousand parts; to look for each has its price."""
_MAX_DEPTH = 5_000
"""As deep as browsers go; drawings, the deepest parts there are, come to some thirty."""
_MAX_NAMESPACE = 256
"""A namespace is part of every name below it, so a long one would be copied again and again."""

Attributes = Mapping[str, str]

_ARCHIVE, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENTRY = b"PK\x01\x02"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What the format allows; for others the size to unpack could not be held to."""
_XML = (".xml", ".rels")
_ENCODINGS = ("utf-8", "utf-16")


class UnreadableError(Exception):
    """A workbook that cannot be opened; the text is for the clerk."""


class Archive:
    """The parts of a workbook by name; UnreadableError for what is none or must not be opened."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLD):
            raise UnreadableError("是旧版格式（.xls、.et），或设了打开密码")
        if not data.startswith(_ARCHIVE):
            raise UnreadableError("不是 Excel 工作簿（.xlsx）")
        if data.count(_ENTRY) > MAX_PARTS:  # before anything is made of each
            raise UnreadableError("包含的内容过多")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except Exception as error:  # zipfile has a dozen ways to say that bytes are wrong
            raise UnreadableError("文件已损坏或不完整") from error
        entries = self._archive.infolist()
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise UnreadableError("展开后过大")
        self._entries = {entry.filename: entry for entry in entries}
        methods = {entry.compress_type for entry in entries}
        if len(self._entries) < len(entries) or not methods <= _METHODS:
            raise UnreadableError("文件已损坏或不完整")
        self._looked_at: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def walk(
        self,
        name: str,
        namespace: str = "",
        begin: Mapping[str, Callable[[Attributes], None]] | None = None,
        end: Mapping[str, Callable[[str], None]] | None = None,
    ) -> None:
        """Go through a part in its order, calling what stands under the name of an element.

        ``begin`` is given the element's attributes, ``end`` its text.
        """
        self._looked_at.add(name)
        begin = {f"{namespace} {key}": call for key, call in (begin or {}).items()}
        end = {f"{namespace} {key}": call for key, call in (end or {}).items()}
        _walk(self._content(name), begin, end)

    def look_over(self) -> None:
        """UnreadableError when one of the parts that nobody has asked for should not be there."""
        for name in self._entries:
            if name.endswith(_XML) and name not in self._looked_at:
                self.walk(name)

    def _content(self, name: str) -> bytes:
        """The bytes of a part: as many as the archive says, or it was a lie."""
        try:
            entry = copy(self._entries[name])
            size, entry.file_size = entry.file_size, entry.file_size + 1
            with self._archive.open(entry) as stream:
                content = stream.read(size + 1)
        except Exception as error:  # so do zlib and what zipfile calls
            raise UnreadableError("文件已损坏或不完整") from error
        if len(content) != size:
            raise UnreadableError("文件已损坏或不完整")
        return content


def _walk(
    content: bytes,
    begin: Mapping[str, Callable[[Attributes], None]],
    end: Mapping[str, Callable[[str], None]],
) -> None:
    depth = 0
    texts: list[str] = []

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise UnreadableError("文件已损坏")
        if name in end:
            texts.clear()
        if call := begin.get(name):
            call(attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        if call := end.get(name):
            call("".join(texts))
            texts.clear()

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = _declared
    parser.StartDoctypeDeclHandler = _refused
    parser.StartNamespaceDeclHandler = _named
    parser.StartElementHandler, parser.EndElementHandler = started, ended
    if end:
        parser.CharacterDataHandler = texts.append
    try:
        # All at once: in pieces a long name or attribute would be read again with each of them.
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableError("文件已损坏") from error


def _declared(_version: str, encoding: str | None, _standalone: int) -> None:
    """The format knows no encoding but these two, and neither does the reader in the browser."""
    if encoding and encoding.lower() not in _ENCODINGS:
        raise UnreadableError("文件已损坏")


def _refused(*_: object) -> Never:
    """A document type may define entities, which grow when they are read; no workbook has one."""
    raise UnreadableError("含不被接受的内容")


def _named(_prefix: str | None, namespace: str | None) -> None:
    if namespace and len(namespace) > _MAX_NAMESPACE:
        raise UnreadableError("文件已损坏")
