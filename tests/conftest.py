"""What every room of the tests may ask for: a real browser, or a clear word that there is none."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from generator.store import VARIABLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Hundreds of tests start the program anew: it is loaded from what was compiled before, whatever the shell says.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Workers are told the width of the terminal before them; what we say where nobody watches hangs on none.
for _size in ("COLUMNS", "LINES"):
    os.environ.pop(_size, None)

# What is made of the same bytes is made once for the whole run, by whichever worker comes first.
_OURS = None if "PYTEST_XDIST_WORKER" in os.environ else tempfile.mkdtemp(prefix="taizhang-store-")
if _OURS:
    os.environ[VARIABLE] = _OURS

# How long a case takes is no promise of the product: machines are noisy, and there is a bench.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

COMMANDS = ("chromium", "chromium-browser", "google-chrome")

# Quiet and offline: the browser only ever opens pages that the test itself built.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, one for each worker; without one the test is skipped.

    With TAIZHANG_REQUIRE_BROWSER=1 (continuous integration) a missing browser is a failure.
    """
    executable = find_browser()
    if executable is None:
        go_without(f"本机没有浏览器（找过 {'、'.join(COMMANDS)}），需要浏览器的测试未运行")
    from playwright.sync_api import sync_playwright  # slow to import, and rarely needed

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


def pytest_unconfigure() -> None:
    """Throw away what was kept for this run."""
    if _OURS:
        shutil.rmtree(_OURS, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the browser, so that ``-m "not browser"`` needs no care from authors."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def find_browser() -> str | None:
    """The full path of the first browser on PATH, or None."""
    return next(filter(None, map(shutil.which, COMMANDS)), None)


def go_without(reason: str) -> NoReturn:
    """Skip, or fail where a browser is required."""
    if os.environ.get("TAIZHANG_REQUIRE_BROWSER") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
