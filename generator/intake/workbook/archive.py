"""From the bytes of a workbook to its parts: an archive of XML that anyone may have made.

Whatever is read here costs no more than its own size, which is bounded: nothing is unpacked beyond
what the archive owns up to, no entity is expanded, and an element is only ever one step further. A
part that nobody asks for is not looked at.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from io import BytesIO
from typing import Never
from xml.parsers import expat

from . import disguised

MAX_UNPACKED = 10 * 1024 * 1024
MAX_PARTS = 5_000
"""A picture in each of a thousand rows makes a thousand parts; to look for each has its price."""
_MAX_DEPTH = 5_000
"""As deep as browsers go; drawings, the deepest parts there are, come to some thirty."""
_MAX_NAMESPACE = 256
"""A namespace is part of every name below it, so a long one would be copied again and again."""

Attributes = Mapping[str, str]

_ENTRY = b"PK\x01\x02"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What the format allows; for others the size to unpack could not be held to."""
_UTF8 = 0x800
"""The flag of an entry whose name says that it is UTF-8; without it Python takes it for CP437."""
_ENCODINGS = ("utf-8", "utf-16")
_BETWEEN = "\x01"
"""What no XML can hold, and so no namespace."""
_BLANK = b"\t\n\r "


class UnreadableError(Exception):
    """A workbook, or a sheet, that cannot be opened; the text is for the clerk."""


class Archive:
    """The parts of a workbook by name; UnreadableError for what is none or must not be opened."""

    def __init__(self, data: bytes) -> None:
        if told := disguised.opened(data):
            raise UnreadableError(told)
        if data.count(_ENTRY) > MAX_PARTS:  # before anything is made of each
            raise UnreadableError("包含的内容过多")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except Exception as error:  # zipfile has a dozen ways to say that bytes are wrong
            raise UnreadableError("文件已损坏或不完整") from error
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self._archive.infolist():
            name = _plain(_named(entry))
            if name in self._entries:
                raise UnreadableError("文件已损坏或不完整")
            self._entries[name] = entry
        self._spelt: dict[str, str] = {}
        for name in self._entries:
            self._spelt.setdefault(name.casefold(), name)
        self._unpacked = 0

    @property
    def names(self) -> Iterable[str]:
        """Of all parts, with plain slashes."""
        return self._entries.keys()

    def find(self, name: str) -> str | None:
        """The part that a name means, whatever its slashes and its case."""
        plain = _plain(name)
        return plain if plain in self._entries else self._spelt.get(plain.casefold())

    def walk(
        self,
        name: str,
        namespaces: Iterable[str],
        begin: Mapping[str, Callable[[Attributes], None]],
        end: Mapping[str, Callable[[str], None]] | None = None,
    ) -> None:
        """Go through a part in its order, calling what stands under the name of an element.

        ``begin`` is given the element's attributes, ``end`` its text; the names are of any of the
        namespaces.
        """
        begun = {qualified(n, key): call for n in namespaces for key, call in begin.items()}
        ended = {qualified(n, key): call for n in namespaces for key, call in (end or {}).items()}
        _walk(self._content(name).lstrip(_BLANK), begun, ended)

    def _content(self, name: str) -> bytes:
        """The bytes of a part: as many as the archive says, or it was a lie."""
        entry = copy(self._entries[name])
        if entry.compress_type not in _METHODS:
            raise UnreadableError("文件已损坏或不完整")
        self._unpacked += entry.file_size
        if self._unpacked > MAX_UNPACKED:
            raise UnreadableError("展开后过大")
        size, entry.file_size = entry.file_size, entry.file_size + 1
        try:
            with self._archive.open(entry) as stream:
                content = stream.read(size + 1)
        except Exception as error:  # so do zlib and what zipfile calls
            raise UnreadableError("文件已损坏或不完整") from error
        if len(content) != size:
            raise UnreadableError("文件已损坏或不完整")
        return content


def qualified(namespace: str, name: str) -> str:
    """What an element or an attribute of a namespace is called here."""
    return f"{namespace}{_BETWEEN}{name}"


def _named(entry: zipfile.ZipInfo) -> str:
    """The name of a part in UTF-8, whether or not its entry says so."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    return entry.filename.encode("cp437", "replace").decode("utf-8", "replace")


def _plain(name: str) -> str:
    """A name of a part without a slash before it, and with none the wrong way or for nothing."""
    steps: list[str] = []
    for step in name.replace("\\", "/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


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
        if texts and name in end:
            texts.clear()
        if call := begin.get(name):
            call(attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        if call := end.get(name):
            if texts:
                call("".join(texts))
                texts.clear()
            else:
                call("")

    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    parser.XmlDeclHandler = _declared
    parser.StartDoctypeDeclHandler = _refused
    parser.StartNamespaceDeclHandler = _spaced
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


def _spaced(_prefix: str | None, namespace: str | None) -> None:
    if namespace and len(namespace) > _MAX_NAMESPACE:
        raise UnreadableError("文件已损坏")
