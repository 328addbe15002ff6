"""What lies around the data of a city: files for git and for the forges, schemas for editors, a README.

Most of it is ours as it stands; it lies beside the program, in the checkout at its top, in the wheel in
the package's ``shipped/``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from .. import look
from ..catalogue.schema_files import SCHEMAS, SUFFIX
from ..words.characters import whole_lines

CITY = (".gitattributes", ".gitignore", ".gitlab-ci.yml", ".github", "deploy")
"""Files and folders of ours that a city has as well."""

_EXAMPLES = ("example", "tests/cities/harbour")
"""Where the worked example lies: in the wheel, in the checkout."""

EXAMPLE_DAY = date(2027, 7, 20)
"""The day on which the worked example is best looked at: its last filings are in."""

_OURS_ALONE = ("/wheelhouse/", "*.egg-info/")
"""Lines of .gitignore that do not hold for a city: it keeps the wheels that it is pinned to."""

README = """# {name}

通知变成数据，报送变成依据，判定逐项说明理由。本文件夹是一个台账的全部数据；程序另装，不在这里。

| 在哪里 | 是什么 |
|---|---|
| `tasks.yaml`、`units.yaml` | 通知的条款和责任单位 |
| `rules/` | 通知原文、报送期限、报表、待明确的口径、放假安排 |
| `submissions/`、`receipts/` | 各单位的报送，收到的时间 |
| `schemas/` | 数据文件的写法，供编辑器提示用，不用改 |
| `.github/`、`.gitlab-ci.yml`、`deploy/` | 接到代码托管平台上，见 `deploy/README.md` |

```sh
taizhang check      # 检查全部数据
taizhang serve      # 在浏览器里看网站，改动后自动刷新
taizhang template --unit 单位 --period 月份   # 给单位的空表
```
"""


def lay(folder: Path, name: str) -> None:
    """Write it into a folder that has the data; what is there already stays."""
    for path, text in _schemas():
        _write(folder / path, text)
    for path, file in files().items():
        text = file.read_text("utf-8")
        if path == ".gitignore":
            text = "".join(line for line in whole_lines(text) if line.strip() not in _OURS_ALONE)
        _write(folder / path, text)
    _write(folder / "README.md", README.format(name=name))


def files() -> dict[str, Path]:
    """Ours that a city has as well, by their path, in order."""
    home = look.ours()
    found = [path for name in CITY for path in (home / name, *sorted((home / name).rglob("*")))]
    return {
        path.relative_to(home).as_posix(): path
        for path in found
        if path.is_file() and path.parent.name != "__pycache__"
    }


def example() -> Path:
    """The folder of the worked example."""
    return next(folder for name in _EXAMPLES if (folder := look.ours() / name).is_dir())


def copy_example(to: Path) -> None:
    """Write the worked example into a folder that is not there yet, with all that lies around it."""
    shutil.copytree(example(), to, ignore=shutil.ignore_patterns("build", ".*"))
    lay(to, "示例：临港市（虚构）2027年港湾清洁行动台账")


def _schemas() -> Iterator[tuple[str, str]]:
    for file in sorted(SCHEMAS.rglob(f"*{SUFFIX}")):
        yield f"schemas/{file.relative_to(SCHEMAS).as_posix()}", file.read_text("utf-8")


def _write(path: Path, text: str) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        path.chmod(0o755 if text.startswith("#!") else 0o644)
