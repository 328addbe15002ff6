#!/bin/sh
# 取送来的提交：fetch.sh <请求的引用> <提交>。只取对象，不检出；取不到的以 1 结束，不以别的提交代替。
#
# 先按请求取；强制推送以后请求里不再有它，再按编号取：GitHub 允许，GitLab 13.2 起、Gitea、Forgejo 缺省允许
# （uploadpack.allowAnySHA1InWant，设了 DISABLE_PARTIAL_CLONE 的除外）。
set -eu

request=$1 commit=$2

case $commit in
    '' | *[!0-9a-f]*)
        echo "送来的提交要写完整编号，不能是“$commit”。没有检查，也没有登记。" >&2
        exit 2
        ;;
esac

there() {
    git cat-file -e "$commit^{commit}" 2>/dev/null
}

git fetch -q origin "+$request:refs/taizhang/request" || true
there || git fetch -q origin "$commit" || true
there || {
    echo "取不到送来的提交 ${commit}：多半已被强制推送换掉。没有检查，也没有登记；以新的提交为准。" >&2
    exit 1
}
