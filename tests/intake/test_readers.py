"""Two readers, one reading: whatever happened to a filing, the self-check says of it what the intake says.

``seeds/`` keeps what once told them apart, each file called by its city, term, unit and form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.calendar import term
from generator.intake import Source
from tests.campaign import seeds
from tests.intake.mutated import Mutated, of_book, of_csv
from tests.intake.mutated.origins import CITIES
from tests.intake.mutated.readers import here, there
from tests.intake.test_browser import opened_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_BATCH = 120
"""So many filings go to the browser at once."""

BATCHES = [
    pytest.param(make, range(batch * _BATCH, (batch + 1) * _BATCH), id=f"{kind}-{batch}")
    for kind, make in (("csv", of_csv), ("xlsx", of_book))
    for batch in seeds(1)
]
KEPT = sorted((Path(__file__).parent / "seeds").iterdir())


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[Mapping[str, Page]]:
    opened = {city: opened_for(browser, declared()) for city, declared in CITIES.items()}
    yield opened
    for page in opened.values():
        page.close()


def held(pages: Mapping[str, Page], filings: Sequence[Mutated]) -> None:
    """Both say the same of each, in the same order."""
    different = []
    for city, page in pages.items():
        own = [each for each in filings if each.city == city]
        for mutated, told in zip(own, there(page, own), strict=True):
            if told != here(mutated).told():
                different.append(mutated.name)
    assert different == []


@pytest.mark.parametrize(("make", "batch"), BATCHES)
def test_both_say_the_same(
    pages: Mapping[str, Page], make: Callable[[int], Mutated], batch: range
) -> None:
    held(pages, [make(seed) for seed in batch])


def test_what_once_told_them_apart_does_so_no_more(pages: Mapping[str, Page]) -> None:
    assert KEPT
    held(pages, [_kept(file) for file in KEPT])


def _kept(file: Path) -> Mutated:
    city, when, unit, form, *_ = file.stem.split("_")
    path = f"submissions/{when}/{unit}/{form}{file.suffix}"
    source = Source(path, term(when), unit, form, file.read_bytes())
    return Mutated(file.name, city, source, frozenset(), {})
