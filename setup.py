"""The wheel: ``generator/`` as the package ``taizhang``, with the look, what a new city gets and the example.

The same checkout gives the same bytes. Everything else is declared in pyproject.toml.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from setuptools import find_namespace_packages, setup
from setuptools.command.build_py import build_py

PACKAGES = find_namespace_packages("generator", exclude=["*__pycache__*"])
LOOK = ("site", "mkdocs.yml")
CITY = (".gitattributes", ".gitignore", ".gitlab-ci.yml", ".github", "deploy")
EXAMPLE = ("tests/cities/harbour", "example")
MADE = {"build", "__pycache__"}
"""Folders that runs leave in a checkout."""

os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")  # 1980, where the time of a zip begins


class Build(build_py):  # type: ignore[misc]
    """The package anew, whatever an earlier build left, and what is shipped put in."""

    def run(self) -> None:
        if self.editable_mode:  # the look is found at the top of the checkout
            super().run()
            return
        package = Path(self.build_lib, "taizhang")
        shutil.rmtree(package, ignore_errors=True)
        super().run()
        for name, to in (*zip(LOOK + CITY, LOOK + CITY, strict=True), EXAMPLE):
            for path in (Path(name), *Path(name).rglob("*")):
                if path.is_file() and not MADE & set(path.relative_to(name).parts):
                    target = package / "shipped" / to / path.relative_to(name)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
        for path in package.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


setup(
    packages=["taizhang", *(f"taizhang.{name}" for name in PACKAGES)],
    package_dir={"taizhang": "generator"},
    package_data={"": ["*"]},
    cmdclass={"build_py": Build},
    options={"build": {"build_base": "build/wheel"}},
)
