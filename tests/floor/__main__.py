"""Hold scripts and styles to the oldest browsers that the offices have, by eslint-plugin-compat and stylelint.

``python -m tests.floor``, which ``make lint`` calls. It needs Node.js with npm; where there is none it says so, and
with TAIZHANG_REQUIRE_BROWSER=1 (continuous integration) fails. What it installs lies in ``node_modules`` beside
it, by the versions and sums of ``package-lock.json``. ``tests/publishing/test_floor.py`` holds most of the same
without Node.js.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
MODULES = HERE / "node_modules"
CHECKS = (
    ("eslint/bin/eslint.js", "--config", f"{HERE}/eslint.config.js", "site/assets"),
    (
        "stylelint/bin/stylelint.mjs", "--config", f"{HERE}/stylelint.json", "--config-basedir", str(HERE),
        "--report-needless-disables", "site/assets/**/*.css", "generator/releases/withdrawn/*.css",
    ),
)  # fmt: skip


def main() -> int:
    """Run every check; 1 if one of them finds anything."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        print("本机没有 Node.js 和 npm，没有核对脚本和样式所要的浏览器。")
        return int(os.environ.get("TAIZHANG_REQUIRE_BROWSER") == "1")
    if code := _installed(npm):
        return code
    return max(
        subprocess.run([node, str(MODULES / script), *words], cwd=PROJECT, check=False).returncode
        for script, *words in CHECKS
    )


def _installed(npm: str) -> int:
    """Install what the lock file names, unless it is there; the code with which that ended."""
    stamp = MODULES / ".taizhang"
    wanted = sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return 0
    code = subprocess.run([npm, "ci", "--silent"], cwd=HERE, check=False).returncode
    if code == 0:
        stamp.write_text(wanted, "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
