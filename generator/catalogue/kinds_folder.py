"""The rule kinds of a folder, by its listing; one is loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Options


class KindsFolder(Mapping[str, "type[Options]"]):
    """Each package of a package with the ``Options`` that it declares, by its name."""

    def __init__(self, package: str, folder: str) -> None:
        self.package, self._folder = package, folder

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return Path(self._folder)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        from pkgutil import iter_modules

        return tuple(found.name for found in iter_modules([self._folder]))

    @cached_property
    def _loaded(self) -> dict[str, type[Options]]:
        return {}

    def __getitem__(self, name: str) -> type[Options]:
        """The options of a kind; KeyError where there is none of that name."""
        if name not in self._loaded:
            if name not in self._names:
                raise KeyError(name)
            self._loaded[name] = import_module(f"{self.package}.{name}").Options
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return f"KindsFolder({self.package!r})"
