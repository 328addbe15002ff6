"""What tests of versions ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.releases import making
from tests.releases.remembered import remember

_TRULY = making.make


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Versions that any test of the run has made are not made again in this module."""
    with pytest.MonkeyPatch.context() as patch:
        remember(patch, tmp_path_factory)
        yield


@pytest.fixture
def truly(monkeypatch: pytest.MonkeyPatch) -> None:
    """But in this test they are."""
    monkeypatch.setattr(making, "make", _TRULY)
