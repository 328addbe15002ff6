#!/bin/sh
# 登记收到时间：record.sh <送来的提交> <主分支> <收到时间>。由检查通过后的流水线调用。
# 取回、写行、提交、推送、被别人抢先时再试，都由 taizhang register 做；没有登记成功，以 1 结束。
# 登记在主分支上；设了 TAIZHANG_RECEIPTS_BRANCH 的，登记在那个分支上（见 deploy/README.md“登记写到哪里”）。
set -eu

head=$1 branch=$2 at=$3

# 时间属于那一次推送的提交。分支、refs/… 之后还会移动，重跑时会把早的时间记给晚到的文件，所以不收。
case $head in *[!0-9a-f]*) length=0 ;; *) length=${#head} ;; esac
case $length in
    40 | 64) ;;
    *)
        echo "登记收到时间要写提交的完整编号（40 或 64 位十六进制），不能写“${head}”。没有登记。" >&2
        exit 2
        ;;
esac

exec "${TAIZHANG:-.venv/bin/taizhang}" register --branch="$branch" --head="$head" --at="$at"
