#!/usr/bin/env python3
"""One way in for every chore: ``python3 make.py WORD``, of which ``help`` lists all.

It makes the environment in ``.venv`` when that is missing or out of date, then runs the chore in
it, passes further words on and ends with the chore's exit code. Standard library only. The syntax
stays readable to Python 3.7, so that an old one is told so instead of failing to parse this file.
"""

from __future__ import annotations

import collections
import errno
import hashlib
import importlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple, TextIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "taizhang-ready"
LOCK = ROOT / ".~venv.lock"  # beside .venv, which is cleared
CONSTRAINTS = ROOT / "constraints.txt"
WHEELHOUSE = ROOT / "wheelhouse"  # packages brought along; then nothing is asked of any network
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
VENV_PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
PIP = (str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input")
PIN_HEAD = (
    "# 由台账程序的 make.py pin 写出，不要手改。只从这里安装，逐个核对校验值：",
    "# python -m pip install --no-index --require-hashes --find-links wheelhouse"
    " --requirement wheelhouse/requirements.txt",
)
LINES_KEPT = 12
PIP_VERBS = {"Collecting": "查找", "Downloading": "下载", "Using": "取用", "Building": "构建"}


class Chore(NamedTuple):
    """A word after make.py; ``profile`` is the environment it needs: "site" or "dev".

    ``command`` is what follows ``python -m``, ``ends`` the last line when all went well.
    """

    says: str
    profile: str
    command: str
    ends: str = ""


class Pin(NamedTuple):
    """``name==version``, and the ``sha256:…`` of each of its files that may be installed."""

    package: str
    hashes: list[str]


CHORES = {
    "site": Chore("生成网站（放在 build/ 里）", "site", "generator site"),
    "check": Chore("检查任务清单、规则和报送的表格", "site", "generator check"),
    "prepare": Chore("只准备运行环境", "site", "generator --version"),
    "serve": Chore("在本机预览网站，改动后自动刷新", "site", "generator serve"),
    "sample": Chore("重新写出示例数据", "site", "sample.write"),
    "test": Chore(
        "运行全部测试",
        "dev",
        "pytest -n 3 --dist worksteal --junitxml=build/tests.xml",
        "③ 测试全部通过，逐项记录在 build/tests.xml；要看网站，运行 make site（或 make.py site）",
    ),
    "schemas": Chore("按声明重新写出 YAML 文件的 JSON Schema", "dev", "generator.schemas"),
    "campaign": Chore("长时间随机检验：各条规律、失误、断电、攻击", "dev", "tests.campaign"),
    "bench": Chore("测量生成速度", "dev", "tests.bench"),
}

WORKFLOWS = sorted(str(file) for file in (ROOT / ".github" / "workflows").glob("*.yml"))
SHELLS = sorted(
    str(file)
    for place in (".ci/run", "deploy/ci/*.sh", "deploy/hooks/*")
    for file in ROOT.glob(place)
)
SCHEMA = (str(SCRIPTS / "check-jsonschema"), "--quiet", "--builtin-schema")
LINT_STEPS = {
    "ruff": ("代码写法", (str(VENV_PYTHON), "-m", "ruff", "check", ".")),
    "format": ("代码排版", (str(VENV_PYTHON), "-m", "ruff", "format", "--check", ".")),
    "mypy": ("代码类型", (str(VENV_PYTHON), "-m", "mypy")),
    "imports": ("模块分层", (str(SCRIPTS / "lint-imports"),)),
    "deptry": ("依赖清单", (str(SCRIPTS / "deptry"), ".")),
    "vulture": ("没有用到的代码", (str(SCRIPTS / "vulture"),)),
    "floor": ("脚本和样式所要的浏览器", (str(VENV_PYTHON), "-m", "tests.floor")),
    "shells": ("外壳脚本", (str(SCRIPTS / "shellcheck"), *SHELLS)),
    "github": ("GitHub 流水线的写法", (*SCHEMA, "vendor.github-workflows", *WORKFLOWS)),
    "gitlab": (
        "GitLab 流水线的写法",
        (*SCHEMA, "vendor.gitlab-ci", "--data-transform", "gitlab-ci", ".gitlab-ci.yml"),
    ),
    "zizmor": (
        "流水线的权限和令牌",
        (str(SCRIPTS / "zizmor"), "--quiet", "--offline", "--pedantic", *WORKFLOWS),
    ),
}

HELP = {
    **{word: chore.says for word, chore in CHORES.items()},
    "wheelhouse": "把全部软件包备齐在 wheelhouse/，供不联网的机器安装",
    "hashes": "改了 constraints.txt 里的版本以后：重新写出其中的校验值",
    "pin": "把程序和它要的软件包备进一个城市的文件夹：pin ../某市（升级时再运行一次）",
    "lint": f"检查代码（可只做其中几项：{'、'.join(LINT_STEPS)}）",
    "clean": "删除 build/ 和 .venv",
    "help": "显示这份说明",
}

# What pip or venv said → what the reader can do about it; the first that fits is shown.
HINTS = (
    (
        r"DO NOT MATCH THE HASHES",
        "上面列出的软件包与 constraints.txt 里的校验值不符，没有安装：文件损坏，或者被人换过。"
        "请删去它（在 wheelhouse/、pip 的缓存或者软件源里），从可信的来源重新取得。",
    ),
    (
        r"Hashes are required in --require-hashes mode",
        "constraints.txt 里有的软件包没有校验值：请运行 python3 make.py hashes。",
    ),
    (r"No space left|Errno 28", "磁盘已满：请腾出约 1 GB 空间，再运行一次。"),
    (
        r"Permission denied|Access is denied|WinError 5",
        "没有写入权限：请确认本文件夹可写、"
        "没有别的程序（包括已激活的虚拟环境）正在使用 .venv，再运行一次。",
    ),
    (
        r"timed out|Connection|resolve host|name resolution|ProxyError|SSL|CERTIFICATE",
        "连不上软件源：请检查网络和代理，再运行一次；单位内网可先用 pip config set 设好软件源。",
    ),
    (
        r"No matching distribution|Could not find a version",
        "软件源里没有所需的版本：软件源可能没有同步，或者 Python 版本过新、过旧。",
    ),
)
OTHER_HINT = "再运行一次会从头准备；仍不成功时，请把上面几行发给维护人员。"


class SetUpError(Exception):
    """The environment could not be made ready; the text is for the reader."""


def main(words: list[str]) -> int:
    """Run the chore named by the first word and return the exit code of the process."""
    speak_utf8()
    try:
        return run(words)
    except SetUpError as stop:
        complain(str(stop))
    except OSError as fault:
        complain(f"读写文件时出错：{fault}")
    except KeyboardInterrupt:
        complain("已中断。没有做完的准备工作，下次运行时会重新做。")
        return 130
    return 1


def run(words: list[str]) -> int:
    """Find the chore and do it."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        raise SetUpError(too_old())
    word, rest = (words[0], words[1:]) if words else ("help", [])
    if word in CHORES:
        return do(CHORES[word], rest)
    if word == "lint":
        return lint(rest)
    if word == "pin":
        return pin(rest)
    if word == "wheelhouse" and not rest:
        return wheelhouse()
    if word == "hashes" and not rest:
        return hashes()
    if word == "clean" and not rest:
        return clean()
    if word in ("help", "-h", "--help"):
        return show_help()
    complain(f"不认识“{' '.join(words)}”。可用的有：{'、'.join(HELP)}")
    return 2


# ── The chores ───────────────────────────────────────────────────────────────────────────────


def do(chore: Chore, rest: list[str]) -> int:
    """Run a chore of one command."""
    set_up(chore.profile)
    say(f"② {chore.says}")
    code = call([str(VENV_PYTHON), "-m", *chore.command.split(), *rest])
    if code == 0 and chore.ends:
        say(chore.ends)
    return code


def lint(steps: list[str]) -> int:
    """Run the named checks, or all; one that fails does not hide the next."""
    unknown = [step for step in steps if step not in LINT_STEPS]
    if unknown:
        complain(f"lint 里没有“{'、'.join(unknown)}”。可用的有：{'、'.join(LINT_STEPS)}")
        return 2
    set_up("dev")
    failed = []
    for step in steps or LINT_STEPS:
        title, command = LINT_STEPS[step]
        say(f"② 检查{title}（{step}）")
        if call(list(command)) != 0:
            failed.append(title)
    if failed:
        complain(f"没有通过：{'、'.join(failed)}")
        return 1
    say("③ 全部通过")
    return 0


def wheelhouse() -> int:
    """Bring all that is pinned for this system, as it was published; nothing else stays there."""
    set_up("site", sources=[])
    say(f"② {HELP['wheelhouse']}")
    with tempfile.TemporaryDirectory() as scratch:
        listed = requirements(Path(scratch), "build", "site", "dev")
        progress = Progress(count_packages("dev"))
        command = [*PIP, "download", *listed, "--dest", str(WHEELHOUSE)]
        code, last_lines = listen([*command, "--progress-bar", "off"], progress)
        progress.end()
    if code != 0:
        raise SetUpError(explain("下载软件包没有成功", last_lines))
    known = {each for pin in pinned("build", "site", "dev") for each in pin.hashes}
    for file in WHEELHOUSE.iterdir():
        if hash_of(file) not in known:
            file.unlink()
    say("③ 已备齐；把本文件夹连同 wheelhouse/ 拷到不联网的机器上，照常运行")
    return 0


def pin(folders: list[str]) -> int:
    """Put this program into a city's wheelhouse: its wheel, those it needs, and their hashes."""
    if len(folders) != 1 or not Path(folders[0]).is_dir():
        complain("请写城市的文件夹，如 python3 make.py pin ../某市")
        return 2
    house = Path(folders[0]).resolve() / "wheelhouse"
    os.environ.setdefault(
        "SOURCE_DATE_EPOCH", "315532800"
    )  # what is built here is the same each time
    set_up("site")
    say("② 备好程序和它要的软件包")
    with tempfile.TemporaryDirectory() as scratch:
        listed = [*requirements(Path(scratch), "site"), *source()]
        for wanted in (listed, ["--no-index", "--no-deps", "--no-build-isolation", "."]):
            code, last_lines = listen([*PIP, "wheel", "--wheel-dir", scratch, *wanted])
            if code != 0:
                raise SetUpError(explain("构建软件包没有成功", last_lines))
        stock(house, Path(scratch))
    say(f"③ 已备在 {house}，请提交；安装的命令写在其中的 requirements.txt 里")
    return 0


def stock(house: Path, made: Path) -> None:
    """Bring the wheels of a folder into a wheelhouse, and write the requirements that pin them.

    Wheels of the same versions stay: they may be for another system. All others go.
    """
    house.mkdir(exist_ok=True)
    wanted = {name_of(wheel) for wheel in made.glob("*.whl")}
    for wheel in house.glob("*.whl"):
        if name_of(wheel) not in wanted:
            wheel.unlink()
    for wheel in made.glob("*.whl"):
        shutil.copyfile(wheel, house / wheel.name)
    found: dict[str, list[str]] = {}
    for wheel in sorted(house.glob("*.whl")):
        found.setdefault(name_of(wheel), []).append(hash_of(wheel))
    lines = [as_requirement(name, found[name]) for name in sorted(found)]
    text = "".join(f"{line}\n" for line in [*PIN_HEAD, *lines])
    (house / "requirements.txt").write_bytes(text.encode())


def name_of(wheel: Path) -> str:
    """``name==version`` of a wheel, as its file is named."""
    name, version = wheel.name.split("-")[:2]
    return f"{name.replace('_', '-').lower()}=={version}"


def hashes() -> int:
    """Pin every package of constraints.txt by the SHA-256 of each of its files that somebody may need.

    They are those that the one index tells which pip asks first, in order, so that the same index gives
    the same text. What a mirror lacks does not matter where something is installed: one of them is
    enough; what it has besides is not taken. Nothing is written before every package is known.
    """
    if not VENV_PYTHON.is_file():
        make_venv()
    index = index_of_packages()
    lines = []
    for line in read_joined(CONSTRAINTS):
        if is_pin(line):
            package = line.split()[0]
            told = listed_hashes(index, package)
            if not told:
                raise SetUpError(
                    f"软件源没有 {package}，或者没有写出它的校验值。constraints.txt 没有改。"
                )
            line = as_requirement(package, told)
        lines.append(line)
    CONSTRAINTS.write_bytes("".join(f"{line}\n" for line in lines).encode())
    say("③ 已写好 constraints.txt 里的校验值；请用 git diff 看一遍，没有改版本的不应减少")
    return 0


def index_of_packages() -> str:
    """The address of the index that pip asks first, as pip tells it."""
    asked = []
    for words in (["config", "list"], ["download", "--help"]):
        told = subprocess.run([*PIP, *words], stdout=subprocess.PIPE, encoding="utf-8", check=True)
        asked.append(told.stdout)
    chosen = re.findall(r"[.]index-url='([^']+)'", asked[0])  # the environment's first: it prevails
    usual = re.findall(r"--index-url <url>[^(]*\(default\s+([^)\s]+)\)", asked[1])
    return str([*chosen, *usual][0]).rstrip("/")


def listed_hashes(index: str, package: str) -> list[str]:
    """``sha256:…`` of the files of ``name==version`` that an index lists (PEP 503)."""
    name, _, version = package.partition("==")
    address = f"{index}/{plain(name)}/"
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            page = answer.read().decode("utf-8")
    except OSError as fault:
        raise SetUpError(
            f"向软件源询问 {name} 没有成功：{fault}。constraints.txt 没有改。"
        ) from fault
    listed = re.findall(r"""href=["'][^"'#]*?([^"'/#]+)#(sha256=[0-9a-f]{64})["']""", page)
    return sorted(
        {told.replace("=", ":") for file, told in listed if is_needed(file, plain(name), version)}
    )


def is_needed(file: str, name: str, version: str) -> bool:
    """Whether a file is of this version, and for a Python and a system that this program may meet."""
    if not file.endswith(".whl"):
        stem, of, _ = re.sub(r"\.(tar\.gz|zip)$", "\0", file).partition("\0")
        base, _, which = stem.rpartition("-")
        return of != "" and (plain(base), which) == (name, version)
    base, which, *_, python, abi, system = file[: -len(".whl")].split("-")
    fits = "abi3" in abi or re.search(r"\bpy3|\bcp3(1[1-9]|[2-9]\d)", python)
    runs = re.match(r"any|linux|manylinux|musllinux|macosx|win", system)
    return (plain(base), which) == (name, version) and bool(fits and runs)


def plain(name: str) -> str:
    """A package's name in its one spelling (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def clean() -> int:
    """Remove what was made: the site and the environment."""
    for folder in (ROOT / "build", VENV):
        if folder.exists():
            say(f"删除 {folder.name}")
            shutil.rmtree(folder)
    if LOCK.exists():
        LOCK.unlink()
    say("已清理")
    return 0


def show_help() -> int:
    """List the chores."""
    say("用法：python3 make.py <做什么> [其他参数]")
    say('      make <做什么> [ARGS="其他参数"]')
    say("")
    for word, says in HELP.items():
        say(f"  {word:<11}{says}")
    return 0


# ── The environment ──────────────────────────────────────────────────────────────────────────


def set_up(profile: str, sources: list[str] | None = None) -> None:
    """Make ``.venv`` fit for a profile; a stamp written last tells that it is whole.

    ``sources`` are options of pip that say where it may look; without them ``source`` decides.
    """
    if is_ready(profile):
        say("① 运行环境已就绪")
        return
    with LOCK.open("a") as lock:
        alone(lock)
        if is_ready(profile):  # whoever had it has made it
            say("① 运行环境已就绪")
        else:
            prepare(profile, source() if sources is None else sources)


def alone(lock: TextIO) -> None:
    """One set-up at a time: they clear what they find. The machine lets go of a lock with its process."""
    waiting = False
    while True:
        try:
            if sys.platform == "win32":
                lock.seek(0)
                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as fault:
            if fault.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                raise  # a disk without locks
            if not waiting:
                say("① 另一个准备正在进行，等待……")
            waiting = True
            time.sleep(1)


def prepare(profile: str, sources: list[str]) -> None:
    """Make ``.venv`` fit, whatever lies there."""
    say("① 准备运行环境（第一次约需一两分钟）")
    started = time.monotonic()
    keep = is_ready("site")
    forget_stamp()
    if not keep:
        make_venv()
    install(profile, sources)
    STAMP.write_text(stamp_of(profile), encoding="utf-8")
    say(f"   完成，用时 {time.monotonic() - started:.0f} 秒")


def is_ready(profile: str) -> bool:
    """Whether ``.venv`` was made whole from today's inputs; the dev environment serves both."""
    if not (STAMP.is_file() and VENV_PYTHON.is_file()):
        return False
    stamped = STAMP.read_text(encoding="utf-8")
    return stamped in (stamp_of(profile), stamp_of("dev"))


def stamp_of(profile: str) -> str:
    """The stamp's text: a digest of all that the environment is made from, and the profile."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "setup.py", CONSTRAINTS.name):
        digest.update((ROOT / name).read_bytes())
    digest.update(f"{sys.version}\n{sys.base_prefix}\n{ROOT}".encode())
    return f"{digest.hexdigest()} {profile}\n"


def forget_stamp() -> None:
    """From here until the end of the set-up, an interruption leaves no stamp."""
    if STAMP.exists():
        STAMP.unlink()


def make_venv() -> None:
    """An empty environment, whatever was there before."""
    if importlib.util.find_spec("ensurepip") is None:
        install_ensurepip()
    # Not sys.executable: inside the old .venv that would be the interpreter about to be removed.
    base_python = getattr(sys, "_base_executable", None) or sys.executable
    code, last_lines = listen([base_python, "-m", "venv", "--clear", str(VENV)])
    if code != 0:
        raise SetUpError(explain("建立 .venv 没有成功", last_lines))


def install(profile: str, sources: list[str]) -> None:
    """Install what constraints.txt pins, each file held against its hash, and then this project.

    No package brings another one along, so nothing comes in that is not pinned; that none is missing
    is asked at the end. What builds packages comes first, for pip holds no isolated build to hashes.
    """
    progress = Progress(count_packages(profile))
    pip = [*PIP, "install", "--progress-bar", "off"]
    wanted = "site dev" if profile == "dev" else "site"
    for command in (
        [*pip, *requirements(VENV, "build"), *sources],
        [*pip, *requirements(VENV, *wanted.split()), *sources],
        [*pip, "--no-index", "--no-deps", "--no-build-isolation", "-e", "."],
        [*PIP, "check"],
    ):
        code, last_lines = listen(command, progress)
        if code != 0:
            progress.end()
            raise SetUpError(explain("安装软件包没有成功", last_lines))
    progress.end()


def source() -> list[str]:
    """Where pip may look: the wheelhouse alone where there is one."""
    return ["--no-index", "--find-links", str(WHEELHOUSE)] if WHEELHOUSE.is_dir() else []


def count_packages(profile: str) -> int:
    """How many packages a profile installs."""
    return len(pinned("build", "site", *(["dev"] if profile == "dev" else [])))


def requirements(folder: Path, *sections: str) -> list[str]:
    """Options for pip that name the packages of some sections with their hashes, and nothing besides."""
    file = folder / f"pinned-{'-'.join(sections)}.txt"
    lines = [as_requirement(pin.package, pin.hashes) for pin in pinned(*sections)]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return ["--require-hashes", "--no-deps", "--no-build-isolation", "--requirement", str(file)]


def pinned(*sections: str) -> list[Pin]:
    """The packages of some sections of constraints.txt."""
    found, section = [], ""
    for line in read_joined(CONSTRAINTS):
        mark = re.match(r"# \[(\w+)\]", line)
        section = mark[1] if mark else section
        if is_pin(line) and section in sections:
            package, *told = line.split()
            found.append(Pin(package, [each.partition("=")[2] for each in told]))
    return found


def read_joined(file: Path) -> list[str]:
    """The lines of a file of requirements, those joined that a backslash continues."""
    return file.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()


def is_pin(line: str) -> bool:
    """Whether a line pins a package."""
    return "==" in line and not line.startswith("#")


def as_requirement(package: str, told: list[str]) -> str:
    """A package with its hashes as pip reads them, a line each."""
    return " \\\n    ".join([package, *(f"--hash={each}" for each in told)])


def hash_of(file: Path) -> str:
    """The SHA-256 of a file, as requirements name it."""
    return f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"


# ── Debian and Ubuntu: Python comes without ensurepip ────────────────────────────────────────


def install_ensurepip() -> None:
    """Install Debian's python3-venv where that needs no question; else say how."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if shutil.which("apt-get") is None:
        raise SetUpError("这个 Python 缺少 ensurepip，无法建立运行环境：请安装完整的 Python。")
    prefix = root_prefix()
    if prefix is None:
        raise SetUpError(
            f"本机的 Python 缺少 {package}，安装它需要管理员权限。请先运行下面这条命令，再重来一次：\n"
            f"   sudo apt-get install -y {package}"
        )
    say(f"   本机的 Python 缺少 {package}（Debian 的 python3-venv），正在用 apt-get 安装 …")
    apt_install(prefix, package)
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        raise SetUpError(f"已安装 {package}，这个 Python（{sys.executable}）却仍然缺少 ensurepip。")


def root_prefix() -> list[str] | None:
    """What to write before a command to run it as root; None when a password is needed."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and listen(["sudo", "-n", "true"])[0] == 0:
        return ["sudo", "-n"]
    return None


def apt_install(prefix: list[str], package: str) -> None:
    """Install one system package; the package lists are renewed only if it fails without."""
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    apt += ["apt-get", "-y", "-o", "DPkg::Lock::Timeout=120"]
    wanted = ["install", "--no-install-recommends", package]
    code, last_lines = listen([*apt, *wanted])
    if code != 0:
        say("   先更新软件包目录（apt-get update）…")
        listen([*apt, "update"])
        code, last_lines = listen([*apt, *wanted])
    if code != 0:
        raise SetUpError(explain(f"用 apt-get 安装 {package} 没有成功", last_lines))


# ── Running commands ─────────────────────────────────────────────────────────────────────────


def call(command: list[str]) -> int:
    """Run a command with our terminal; the exit code, 128 + n when signal n ended it."""
    with subprocess.Popen(command, cwd=str(ROOT), env=environment()) as child:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            let_finish(child)
            return 130
    return code if code >= 0 else 128 - code


def let_finish(child: subprocess.Popen[bytes]) -> None:
    """Ctrl-C reached the command too: give it time to close what it has open."""
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.terminate()


def listen(command: list[str], progress: Progress | None = None) -> tuple[int, list[str]]:
    """Run a command quietly; its exit code and last lines. ``progress`` is told every line."""
    kept: collections.deque[str] = collections.deque(maxlen=LINES_KEPT)
    with subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as child:
        for line in child.stdout or ():
            if line.strip():
                kept.append(line.rstrip())
            if progress is not None:
                progress.hear(line)
    return child.returncode, list(kept)


def environment() -> dict[str, str]:
    """Our environment for a child: UTF-8 everywhere, the tools of ``.venv`` first."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}
    return {
        **inherited,
        "PATH": os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", "")]),
        "PIP_USER": "0",  # a user's `pip config` may ask for --user, which no .venv allows
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        "VIRTUAL_ENV": str(VENV),
    }


# ── What the reader sees ─────────────────────────────────────────────────────────────────────


class Progress:
    """How far pip is: a bar on a terminal, a few plain lines elsewhere."""

    WIDTH = 24

    def __init__(self, total: int) -> None:
        self.total = total
        self.seen: set[str] = set()
        self.on_terminal = sys.stdout.isatty()

    def hear(self, line: str) -> None:
        """Take in one line of pip's output."""
        found = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line)
        if found:
            self.count(found[1])
        if line.startswith("Installing collected packages"):
            self.show(f"安装 {line.count(',') + 1} 个软件包", plain=True)
            return
        doing = re.match(r"\s*(Collecting|Downloading|Using cached|Building wheel for) (\S+)", line)
        if doing:
            name = re.sub(r"-\d.*|[<>=!~;\[(].*", "", doing[2])
            self.show(f"{PIP_VERBS[doing[1].split()[0]]} {name}")

    def count(self, name: str) -> None:
        """Note a package; without a terminal every twentieth gets a line."""
        known = len(self.seen)
        self.seen.add(re.sub(r"[-_.]+", "-", name).lower())
        if len(self.seen) > known and len(self.seen) % 20 == 0:
            self.show(f"已找到 {len(self.seen)} 个软件包", plain=True, bar=False)

    def show(self, doing: str, *, plain: bool = False, bar: bool = True) -> None:
        """Draw over the last bar, or write a line of its own for the few that are ``plain``."""
        if self.on_terminal and bar:
            sys.stdout.write(f"\r   {self.bar()} {doing:<34.34}")
            sys.stdout.flush()
        elif plain and not self.on_terminal:
            say(f"   {doing}（共约 {self.total} 个）")

    def bar(self) -> str:
        """``[######......] 12/48``, in ASCII: block characters are wide on Chinese consoles."""
        done = min(len(self.seen), self.total)
        full = self.WIDTH * done // self.total
        return f"[{'#' * full}{'.' * (self.WIDTH - full)}] {done:>3}/{self.total}"

    def end(self) -> None:
        """Leave the bar's line."""
        if self.on_terminal:
            sys.stdout.write("\n")


def explain(what: str, last_lines: list[str]) -> str:
    """A failure in the reader's words: what, the tool's last lines, a hint."""
    said = "\n".join(last_lines)
    hint = next((hint for pattern, hint in HINTS if re.search(pattern, said)), OTHER_HINT)
    quoted = "\n".join(f"   | {line}" for line in last_lines)
    return f"{what}。最后几行输出：\n{quoted}\n{hint}"


def too_old() -> str:
    """For a Python that cannot run Taizhang."""
    has = ".".join(map(str, sys.version_info[:3]))
    needs = ".".join(map(str, OLDEST_PYTHON))
    return f"Python 版本过旧：需要 {needs} 或更新的版本，现在用的是 {has}。"


def say(text: str) -> None:
    """A line on the standard output, at once, so that it stays before the child's lines."""
    print(text, flush=True)


def complain(text: str) -> None:
    """A line on the error output."""
    sys.stdout.flush()
    print(f"✗ {text}", file=sys.stderr, flush=True)


def speak_utf8() -> None:
    """Our words in UTF-8 whatever the locale; what a console cannot show becomes “?”."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
