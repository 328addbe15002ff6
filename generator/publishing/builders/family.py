"""One run of MkDocs or of a fork of it inside this process: silent and strict.

They share their configuration, their functions and what they log, so both are one code here.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from click import ClickException
from jinja2 import Environment, FileSystemLoader

from ...frozen import dataclass
from ...pages.render.compiled import Compiled
from ...problems import Problem
from ...words.sentences import Shown, said
from .brief import JUDGED, Brief, Progress
from .kept import keeping
from .raw import RawBlocks

_STRICT = {
    "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
    "links": {
        "not_found": "warn",
        "anchors": "warn",
        "absolute_links": "warn",  # they break in a sub-path and in a folder
        "unrecognized_links": "warn",
    },
}

_KEPT = "taizhang/kept"
"""What pages that were made before are called among the plugins."""

_SAID = (
    ("E602", r"Doc file '(?P<file>.+?)' contains .*?link '(?P<link>.+?)'"),
    ("E603", r"(?:A reference|An? \w+ path) to '(?P<link>.+?)' is included in the 'nav'"),
    ("E601", r"Config value '(?P<link>.+?)': (?P<why>.+)"),
)
"""Our code ← what MkDocs says; anything else is E605 with MkDocs' own words.

Its words are all that there is to go by: they are put together before they are logged, so that a record
has a level and a logger, but neither the page nor the link that is wrong, and its plugins log as they
like. What no expression fits is told all the same, so that another wording costs a sentence and hides
nothing.
"""


@dataclass(frozen=True, slots=True)
class Family:
    """What a run takes from MkDocs or a fork: the name of its package, and three things out of it."""

    name: str
    load_config: Callable[..., Any]
    build: Callable[[Any], None]
    failure: type[ClickException]


def run(family: Family, brief: Brief, progress: Progress | None) -> list[Problem]:
    """Write the pages, or say why not; whatever is warned of counts."""
    with (
        _surroundings(brief.as_of),
        _listening({family.name, "mkdocs"}) as heard,  # plugins go on speaking as mkdocs
        _counting(family.name, brief.docs, progress),
    ):
        otherwise = "E605"
        try:
            settings = _settings(family, brief)
            if kept := keeping(family.name, brief, settings, heard):
                settings.plugins[_KEPT] = kept
                if _lies_beside(settings.theme.custom_dir, brief.config):
                    brief.alone()
            family.build(settings)
        except family.failure as stop:
            if not heard:
                otherwise = "E605" if brief.site.exists() else "E601"
                heard.append(stop.message)
    return [_problem(line, brief.config, otherwise) for line in heard]


def _settings(family: Family, brief: Brief) -> Any:
    """The configuration file, with what is not its business laid over it."""
    settings = family.load_config(
        str(brief.config.resolve()),
        docs_dir=str(brief.docs.resolve()),
        site_dir=str(brief.site),
        site_name=brief.site_name,
        nav=brief.nav or None,
        use_directory_urls=False,
        strict=True,
        validation=_STRICT,
    )
    settings.markdown_extensions.append(RawBlocks())
    settings.theme.get_env = partial(_remembering, settings.theme.get_env)
    settings.copyright = " · ".join(filter(None, (settings.copyright, JUDGED)))
    folders = sorted(path.name for path in brief.docs.iterdir() if path.is_dir())
    settings.extra["folders"] = list(dict.fromkeys(("assets", "search", *folders)))
    if brief.versioned:
        settings.extra["version"] = {"provider": "mike", "default": "latest"}
    return settings


def _lies_beside(folder: str | None, config: Path) -> bool:
    """Whether there are no templates over those of the theme, or they belong to the configuration."""
    return not folder or Path(folder).resolve().is_relative_to(config.resolve().parent)


@contextmanager
def _surroundings(as_of: date) -> Iterator[None]:
    """Environment variables for the run: the date that MkDocs takes for today, and no advertising."""
    midnight = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    wanted = {
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "NO_MKDOCS_2_WARNING": "true",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _listening(names: Iterable[str]) -> Iterator[list[str]]:
    """Every warning and error that the loggers of these names get, kept from the terminal."""
    heard: list[str] = []
    ear = _Ear(logging.WARNING, lambda record: heard.append(record.getMessage()))
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(ear)
        logger.propagate = False
    try:
        yield heard
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(ear)
            logger.propagate = propagate


@contextmanager
def _counting(name: str, docs: Path, progress: Progress | None) -> Iterator[None]:
    """Tell of each page read and of each page built, which is what is logged of a build in detail.

    The rest must not be logged so: MkDocs follows no anchors of pages whose logger is in detail. Which
    step it is stands in its words alone, and only the bar on the terminal hangs on them.
    """
    total, done = 2 * sum(1 for _ in docs.rglob("*.md")), count(1)

    def step(record: logging.LogRecord) -> None:
        if progress and re.match(r"Reading: |Building page ", record.msg):
            progress(min(next(done), total), total)

    logger, ear = logging.getLogger(f"{name}.commands.build"), _Ear(logging.DEBUG, step)
    before = logger.level
    logger.addHandler(ear)
    logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logger.removeHandler(ear)
        logger.setLevel(before)


class _Ear(logging.Handler):
    """Hands on what is logged."""

    def __init__(self, level: int, hear: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(level)
        self.hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        self.hear(record)


_COMPILED = Compiled()
"""The theme's templates."""


def _remembering(made: Callable[[], Environment]) -> Environment:
    environment = made()
    environment.bytecode_cache = _COMPILED
    environment.loader = _Loader(environment.loader.searchpath)  # type: ignore[union-attr]
    return environment


class _Loader(FileSystemLoader):
    """Lists nothing that is hidden: Material hides twelve thousand icons, which the builder passes over anyway,
    after it has looked at each."""

    def list_templates(self) -> list[str]:
        found = set()
        for top in self.searchpath:
            for folder, below, files in os.walk(top):
                below[:] = [name for name in below if not name.startswith(".")]
                within = Path(folder).relative_to(top)
                found |= {(within / name).as_posix() for name in files}
        return sorted(found)


def _problem(heard: str, config: Path, otherwise: str) -> Problem:
    """What MkDocs said, in our words."""
    for code, pattern in _SAID:
        found = re.match(pattern, heard, re.DOTALL)
        if found:
            return _worded(code, found.groupdict(), config)
    page = re.search(r"page '(.+?)'", heard)
    file = page[1] if page else config.name if otherwise == "E601" else ""
    return Problem(*said(f"{otherwise}.heard", why=Shown(heard.strip())), file=file)


def _worded(code: str, parts: dict[str, str], config: Path) -> Problem:
    link = parts["link"]
    match code:
        case "E602":
            return Problem(*said("E602.page", link=Shown(link)), parts["file"], value=link)
        case "E603":
            return Problem(*said("E603", link=Shown(link)), file=config.name, value=link)
        case _:
            words = said("E601", option=Shown(link), why=Shown(parts["why"]))
            return Problem(*words, file=config.name, field=link)
