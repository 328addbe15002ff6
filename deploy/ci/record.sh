#!/bin/sh
# 登记收到时间：record.sh <送来的提交> <主分支> <收到时间>。由检查通过后的流水线调用。
# taizhang receive 写行，这里只提交和推送；同时有别的报送在登记时，取回最新版本再试。
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

scratch=$(mktemp -d)
trap 'git worktree remove --force "$scratch/main" 2>/dev/null; rm -rf "$scratch"' EXIT

for attempt in 1 2 3 4 5; do
    git fetch -q origin "+refs/heads/$branch:refs/remotes/origin/$branch"
    git worktree remove --force "$scratch/main" 2>/dev/null || true
    git worktree add -q --detach "$scratch/main" "origin/$branch"
    .venv/bin/taizhang receive --root "$scratch/main" --repository . \
        --base "origin/$branch" --head "$head" --at "$at"
    git -C "$scratch/main" add receipts
    git -C "$scratch/main" diff --cached --quiet && exit 0
    git -C "$scratch/main" -c user.name=台账 -c user.email=taizhang@localhost commit -q -m "登记收到时间"
    git -C "$scratch/main" push -q origin "HEAD:refs/heads/$branch" && exit 0
    sleep $((attempt * 3))
done
echo "收到时间没有登记成功，请重新运行这一步。" >&2
exit 1
