#!/bin/sh
# 准备环境：有 wheelhouse/requirements.txt 的，只从 wheelhouse/ 安装，逐个核对校验值，不问任何软件源；
# 没有的（程序自己的仓库），由 make.py 准备。已经备好、没有变的，不重装。
set -eu

pin=wheelhouse/requirements.txt
[ -f "$pin" ] || exec python3 make.py prepare

ready=.venv/taizhang-ready
if cmp -s "$pin" "$ready" && .venv/bin/taizhang --version >/dev/null 2>&1; then
    exit 0
fi
python3 -m venv --clear .venv
.venv/bin/python -m pip --isolated --disable-pip-version-check install --quiet \
    --no-index --require-hashes --find-links wheelhouse --requirement "$pin"
cp "$pin" "$ready"
