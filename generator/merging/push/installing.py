"""Our hooks put where a server runs them: whole or not at all, once or many times, over nobody else's."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from ... import disk, look
from ...frozen import dataclass
from ...words.characters import whole_lines
from .servers import HOOKS, Place

_OURS = ("# 服务器端检查：", "# 收到登记：", "# 串接：")
"""How the second line of a hook of ours begins, also of one that an earlier version shipped."""

_CALL = "taizhang() {"
"""The line of a hook that says which program it runs; an installed one is told by us."""


@dataclass(frozen=True, slots=True)
class Installed:
    """``written`` are the files that are new or other than they were; ``moved`` went into the chain."""

    written: Sequence[Path] = ()
    moved: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Foreign:
    """Somebody else's hooks stand where ours would go; nothing was written."""

    files: Sequence[Path]


def install(place: Place, program: str, account: str, *, chain: bool) -> Installed | Foreign:
    """Write our hooks, which run a program and take the account from one variable ('' for whichever).

    Where somebody else's hook stands, nothing is written, unless ``chain`` asks to have it run before
    ours: then it moves into the folder of a hook that runs both. OSError where nothing can be written.
    """
    foreign = [place.file(hook) for hook in HOOKS if not _is_free(place.file(hook))]
    if foreign and not chain:
        return Foreign(foreign)
    moved = [_moved(file) for file in foreign]
    if foreign:
        place = Place(place.server, place.folder, place.account, chained=True)
    return Installed([*_written(place, program, account, chain=bool(foreign))], moved)


def runs(program: str) -> bool:
    """Whether a shell can run the program of a hook."""
    words = ["sh", "-c", f"{program} --version"]
    return subprocess.run(words, capture_output=True, check=False, cwd="/").returncode == 0


def _written(place: Place, program: str, account: str, *, chain: bool) -> Iterator[Path]:
    for hook in HOOKS:
        if chain and _write(place.folder / hook, _shipped("chain")):
            yield place.folder / hook
        file = place.file(hook)
        if _write(file, _told(_shipped(hook), program, account)):
            yield file


def _told(text: str, program: str, account: str) -> str:
    """A shipped hook that runs one program and asks nothing of the environment."""
    more = f" --account {shlex.quote(account)}" if account else ""
    own = f'{_CALL} {program} "$@"{more}; }}'
    return "".join(f"{own}\n" if line.startswith(_CALL) else line for line in whole_lines(text))


def _write(file: Path, text: str) -> bool:
    """Have a text stand in a file that may be run; whether it did not before."""
    if file.is_file() and file.read_text("utf-8") == text and file.stat().st_mode & 0o111:
        return False
    with disk.renewed(file) as new:
        new.write_bytes(text.encode())
        new.chmod(0o755)  # before it stands: git passes over a hook that cannot be run
    file.chmod(0o755)
    return True


def _moved(file: Path) -> Path:
    """Somebody else's hook in the folder whose hooks are run in the order of their names."""
    folder = file.with_name(f"{file.name}.d")
    folder.mkdir(exist_ok=True)
    new = folder / f"00-{file.name}"
    while new.exists():
        new = new.with_name(f"0{new.name}")
    file.rename(new)
    return new


def _is_free(file: Path) -> bool:
    if not file.exists() and not file.is_symlink():
        return True
    try:
        lines = file.read_text("utf-8").split("\n", 2)
    except (OSError, UnicodeDecodeError):
        return False
    return len(lines) > 1 and lines[1].startswith(_OURS)


def _shipped(name: str) -> str:
    return (look.ours() / "deploy" / "hooks" / name).read_text("utf-8")
