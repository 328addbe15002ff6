"""Several entries in one: an index in JSON behind its length, then their bytes, one after the other."""

from __future__ import annotations

import json
from collections.abc import Mapping

_LENGTH = 8
"""Bytes that say how long the index is."""

Shelf = dict[str, bytes]
"""Entries by their names."""


def opened(data: bytes | None) -> Shelf:
    """The entries of a shelf; none of what is not there."""
    if data is None:
        return {}
    at = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    found: Shelf = {}
    for name, length in json.loads(data[_LENGTH:at]):
        found[name] = data[at : at + length]
        at += length
    return found


def closed(entries: Mapping[str, bytes]) -> bytes:
    """The bytes of a shelf."""
    index = json.dumps([(name, len(own)) for name, own in entries.items()]).encode()
    return b"".join((len(index).to_bytes(_LENGTH, "big"), index, *entries.values()))
