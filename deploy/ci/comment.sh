#!/bin/sh
# 把说明写到合并请求：comment.sh <请求的引用> <提交> <文件>。
# 说明只有一条，留给最新的提交：旧的检查排队、重跑时不盖掉它。
set -eu

request=$1 commit=$2 file=$3

# 取，不用 ls-remote：那个也列出名字以此结尾的分支。
git fetch -q origin "+$request:refs/taizhang/newest" || {
    echo "问不到合并请求的最新提交，说明没有写到代码平台。" >&2
    exit 1
}
if [ "$(git rev-parse refs/taizhang/newest)" != "$commit" ]; then
    echo "合并请求里已有更新的提交，说明不改。"
    exit 0
fi
exec python3 deploy/ci/forge.py comment "$file"
