"""What can be seen from here: the clone, its remote, what is declared, the forge, the machine's settings."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml

from .. import catalogue, revisions
from ..catalogue import Catalogue
from ..drafting import around
from ..frozen import dataclass
from ..judging.kinds import KINDS
from ..merging.push import settings
from ..merging.push.settings import Settings
from ..problems import Problem
from ..revisions import GitError
from ..words.characters import lines
from .finding import State, UnseenError
from .forges import Forge, found
from .machine import Machine
from .remote import Remote
from .running import SSH, Done, run

_SECRET = re.compile("TOKEN|SECRET|PASS|CREDENTIAL|_KEY|APIKEY", re.IGNORECASE)
_SHORTEST_SECRET = 6
_T = TypeVar("_T")

FOLDERS = ("TAIZHANG_PUBLIC_TO", "TAIZHANG_INTERNAL_TO")
"""The variables that name folders of published versions."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What ``taizhang doctor`` was asked; ``now`` is the machine's clock, ``folders`` what was named as such."""

    root: Path
    remote: str
    folders: tuple[Path, ...]
    pages: str | None
    environ: Mapping[str, str]
    now: datetime
    machine: Machine


class Scene:
    """Everything is asked for once, when the first look wants it, failures too."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._known: dict[str, Any] = {}
        self._begun = time.monotonic()

    def once(self, name: str, see: Callable[[], _T]) -> _T:
        """What ``see`` gave the first time; it raises again what it raised then."""
        if name not in self._known:
            try:
                self._known[name] = see()
            except Exception as error:
                self._known[name] = error
        known = self._known[name]
        if isinstance(known, Exception):
            raise known
        return known  # type: ignore[no-any-return]

    def now(self) -> datetime:
        """The machine's clock by now."""
        return self.asked.now + timedelta(seconds=time.monotonic() - self._begun)

    @property
    def root(self) -> Path:
        """The folder of the data, or a bare repository."""
        return self.asked.root

    @property
    def environ(self) -> Mapping[str, str]:
        """The variables that are set."""
        return self.asked.environ

    @property
    def set_up(self) -> Settings:
        """Which branches mean something: as the server says where it can be seen, else as is usual."""

        def see() -> Settings:
            folder = self.remote.folder
            if folder is None or not folder.is_dir():
                raise UnseenError("看不到")
            return settings.read(folder, environment=self.environ)

        try:
            return self.once("settings", see)
        except (UnseenError, GitError):
            named = self.environ.get
            main, receipts = named("TAIZHANG_BRANCH"), named("TAIZHANG_RECEIPTS_BRANCH")
            return Settings(
                main or "main", named("TAIZHANG_PUBLIC_BRANCH") or "pages", receipts or "", ""
            )

    @property
    def main(self) -> str:
        """The name of the main branch."""
        return self.set_up.main

    @property
    def receipts_branch(self) -> str:
        """The branch that holds the log; the main one unless a setting names another."""
        return self.set_up.receipts or self.main

    @property
    def pages(self) -> str | None:
        """The branch to which versions are published; None where they go to folders."""
        if self.asked.pages:
            return self.asked.pages
        if "TAIZHANG_PUBLIC_BRANCH" in self.environ or not self.places:
            return self.set_up.pages
        return None

    @cached_property
    def places(self) -> tuple[Path, ...]:
        """The folders of published versions."""
        named = (Path(self.environ[name]) for name in FOLDERS if self.environ.get(name))
        return tuple(dict.fromkeys((*self.asked.folders, *named)))

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """Values that must not be told, the longest first."""
        named = {v for name, v in self.environ.items() if _SECRET.search(name) and v}
        values = {*named, *(v.strip() for v in named)}
        return tuple(
            sorted((v for v in values if len(v) >= _SHORTEST_SECRET), key=len, reverse=True)
        )

    @cached_property
    def bare(self) -> bool:
        """Whether the root is itself a repository that is pushed to."""
        done = self.git("rev-parse", "--is-bare-repository")
        return done.code == 0 and done.line == "true"

    def git(self, *words: str, seconds: float | None = None, stdin: str = "") -> Done:
        """A git command in the root's repository; ``stdin`` is what it reads."""
        kept = {n: v for n, v in self.environ.items() if not _of_a_repository(n)}
        command = ("git", "-C", str(self.root), "-c", "core.quotePath=false", *words)
        return run(command, kept, seconds, stdin)

    def told(self, *words: str) -> str:
        """The one line of a git command; UnseenError with what git says where it fails."""
        self.in_git()
        done = self.git(*words)
        if done.code:
            raise UnseenError(f"git {words[0]} 没有成功：{done.why}")
        return done.line

    def in_git(self) -> None:
        """UnseenError where the root lies in no repository that git opens."""

        def see() -> None:
            if self.git("rev-parse", "--git-dir").code:
                raise UnseenError("不在能打开的 git 仓库里，看不到。", "先照“仓库”一组的提示改好。")

        self.once("in git", see)

    def git_path(self, name: str) -> Path:
        """Where git keeps something of this repository, such as ``info/grafts``."""
        return self.root / self.told("rev-parse", "--git-path", name)

    def setting(self, name: str) -> str | None:
        """A setting of git as it counts here; None where it is not set."""
        done = self.git("config", "--get", name)
        return done.line if done.code == 0 else None

    def remote_git(self, *words: str, seconds: float = 30) -> Done:
        """A git command that asks the remote; nobody is asked for a password."""
        own = self.environ.get("GIT_SSH_COMMAND") or self.setting("core.sshCommand") or "ssh"
        silent = (f"core.sshCommand={own} {SSH}", "core.askPass=", "credential.interactive=never")
        settled = (word for each in silent for word in ("-c", each))
        kept = {n: v for n, v in self.environ.items() if not _of_a_repository(n)}
        kept.pop("GIT_SSH_COMMAND", None)
        command = ("git", "-C", str(self.root), *settled, "-c", "http.lowSpeedLimit=1")
        return run((*command, "-c", "http.lowSpeedTime=15", *words), kept, seconds)

    @cached_property
    def remote(self) -> Remote:
        """The address of the remote; UnseenError where there is none of that name."""
        if self.bare:
            return Remote("folder", self.root)
        if self.git("remote", "get-url", self.asked.remote).code:
            raise UnseenError(
                f"没有名为“{self.asked.remote}”的远程仓库。",
                f"git remote add {self.asked.remote} <仓库的地址>；或用 --remote 写别的名称。",
            )
        return Remote.of(self.told("remote", "get-url", self.asked.remote), self.root)

    @property
    def refs(self) -> dict[str, str]:
        """What the remote has: id by name; ``HEAD`` is there too, and the branch it names as ``-> HEAD``."""
        return self.once("refs", self._refs)

    @property
    def listed(self) -> Done:
        """What the remote answered when it was asked for its refs."""
        self.remote  # noqa: B018 what is missing is told first
        name = "." if self.bare else self.asked.remote
        return self.once("ls-remote", lambda: self.remote_git("ls-remote", "--symref", name))

    def _refs(self) -> dict[str, str]:
        done = self.listed
        if done.code:
            raise UnseenError(f"连不上远程仓库：{done.why}", "先照“仓库”一组的提示改好。")
        refs: dict[str, str] = {}
        for line in lines(done.out):
            value, _, name = line.partition("\t")
            if value.startswith("ref: "):
                refs[f"-> {name}"] = value.removeprefix("ref: ").removeprefix("refs/heads/")
            else:
                refs[name] = value
        return refs

    @property
    def tip(self) -> str:
        """A commit here that stands for the main branch: the remote's as last fetched, ours, or HEAD."""
        names = (f"refs/remotes/{self.asked.remote}/{self.main}", f"refs/heads/{self.main}", "HEAD")
        for name in names:
            done = self.git("rev-parse", "-q", "--verify", f"{name}^{{commit}}")
            if done.code == 0:
                return done.line
        raise UnseenError(f"这里没有主分支 {self.main} 的提交。", f"git fetch {self.asked.remote}")

    def file_at(self, path: str) -> bytes | None:
        """A file of the main branch by its path from the top of the repository; None where it is not there."""
        done = self.git("cat-file", "blob", f"{self.tip}:{path}")
        return None if done.code else done.out.encode("utf-8", "surrogateescape")

    @property
    def declared(self) -> Catalogue:
        """What is declared, where that is sound."""
        known, _ = self.read
        if known is None:
            raise UnseenError("任务清单或规则有误，看不到。", "先运行 taizhang check 改好。")
        return known

    @property
    def read(self) -> tuple[Catalogue | None, list[Problem]]:
        """What is declared, and what is wrong with it: as it lies there, in a bare repository as on main."""
        return self.once("catalogue", self._read)

    def _read(self) -> tuple[Catalogue | None, list[Problem]]:
        if not self.bare:
            if not (self.root / "tasks.yaml").exists():
                raise UnseenError(
                    f"{self.root} 里没有 tasks.yaml，不是台账的文件夹。",
                    "请进入数据所在的文件夹，或用 --root 指定。",
                    State.WRONG,
                )
            return catalogue.read(self.root, KINDS)
        with revisions.checked_out(self.root, self.tip) as folder:
            return catalogue.read(folder, KINDS)

    @property
    def forge(self) -> Forge:
        """The forge's interface; UnseenError where there is none or which it is cannot be told."""
        return self.once("forge", lambda: found(self.remote, self.environ))

    @cached_property
    def shipped(self) -> dict[str, bytes]:
        """The files for git and for forges as this program ships them, by path."""
        return {path: file.read_bytes() for path, file in around.files().items()}

    def workflow(self, path: str) -> dict[str, Any]:
        """A YAML file of the main branch as data."""
        data = self.file_at(path)
        if data is None:
            raise UnseenError(f"主分支上没有 {path}。")
        try:
            found = yaml.load(data, yaml.BaseLoader)  # "on" is a key and no truth
        except yaml.YAMLError as error:
            raise UnseenError(f"{path} 读不出来：{lines(str(error))[0]}") from error
        return found if isinstance(found, dict) else {}


def _of_a_repository(name: str) -> bool:
    """Whether a variable of git names another repository, as those do that hooks are given."""
    return name.startswith("GIT_") and not name.startswith(("GIT_CONFIG", "GIT_SSH", "GIT_SSL"))
