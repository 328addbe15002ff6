#!/bin/sh
# 准备环境：有 wheelhouse/requirements.txt 的，只从 wheelhouse/ 安装，逐个核对校验值，不问任何软件源；
# 没有的（程序自己的仓库），由 make.py 准备，同样逐个核对。已经备好、没有变的，不重装；没有备完的，从头来。
set -eu

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "执行机上要有 Python 3.11 或更新的版本（命令 python3）。" >&2
    exit 1
}

pin=wheelhouse/requirements.txt
[ -f "$pin" ] || exec python3 make.py prepare

ready=.venv/taizhang-ready
if cmp -s "$pin" "$ready" && .venv/bin/taizhang --version >/dev/null 2>&1; then
    exit 0
fi
python3 -m venv --clear .venv || {
    echo "建立 .venv 没有成功：多半缺少 python3-venv 软件包，或者磁盘已满。" >&2
    exit 1
}
.venv/bin/python -m pip --isolated --disable-pip-version-check install --quiet \
    --no-index --no-deps --require-hashes --find-links wheelhouse --requirement "$pin" || {
    echo "没有装成。wheelhouse/ 里的软件包要与 $pin 写的校验值一致、适合这台执行机的系统和 Python 版本；" >&2
    echo "缺少的、损坏的，请在同样的机器上用程序的 make.py pin 重新备好，不要手改。" >&2
    exit 1
}
cp "$pin" "$ready"
