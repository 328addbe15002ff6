"""Templates compiled once in a process for all its builds."""

from __future__ import annotations

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_MOST = 500  # in a preview each edit leaves one behind


class Compiled(BytecodeCache):
    """For environments of one kind: what a template compiles to hangs on its name and text alone.

    Where it lies is put in anew, for each build has a folder of its own, and faults are told by it.
    """

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Called by Jinja."""
        bucket = super().get_bucket(environment, name, None, source)
        if bucket.code and filename:
            bucket.code = bucket.code.replace(co_filename=filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja."""
        if code := self._known.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja."""
        if len(self._known) < _MOST:
            self._known[bucket.key + bucket.checksum] = bucket.bytecode_to_string()
