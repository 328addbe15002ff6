#!/bin/sh
# 发布：publish.sh [月份 理由]。由主分支的流水线调用；做事的是 taizhang publish，这里只取回和推送分支。
#
# TAIZHANG_PUBLIC_TO    公开版放到哪个文件夹；没有设，就放到分支 TAIZHANG_PUBLIC_BRANCH（缺省 pages）。
# TAIZHANG_INTERNAL_TO  内部版放到哪个文件夹；没有设，就不发布内部版。
# TAIZHANG_SIGN         设为 1，给每个版本所用的提交加签名的标签并推送（git 要先设好签名）。
set -eu

taizhang=${TAIZHANG:-.venv/bin/taizhang}
month=${1:-} reason=${2:-}
signed=${TAIZHANG_SIGN:+--sign}
left_out=0

made() { # 以 3 结束的，版本已经生成，只是有报送有误、未计入：其余照做，最后也以 3 结束
    "$taizhang" "$@" && return
    code=$?
    [ "$code" = 3 ] || exit "$code"
    left_out=3
}

publish() { # publish <版本> <选项……>
    edition=$1
    shift
    # 不写月份：已截止而未发布的都发布。写了月份：只发布这一个月，理由写在版本里。
    made publish ${month:+"$month"} --edition "$edition" ${reason:+--reason "$reason"} $signed "$@"
}

current() { # 每天都变的“当前版”只放到文件夹：分支会把每一天的都留下来
    edition=$1
    shift
    made publish current --edition "$edition" "$@"
}

if [ -n "${TAIZHANG_INTERNAL_TO:-}" ]; then
    publish internal --to "$TAIZHANG_INTERNAL_TO"
    current internal --to "$TAIZHANG_INTERNAL_TO"
fi

if [ -n "${TAIZHANG_PUBLIC_TO:-}" ]; then
    publish public --to "$TAIZHANG_PUBLIC_TO"
    current public --to "$TAIZHANG_PUBLIC_TO"
else
    branch=${TAIZHANG_PUBLIC_BRANCH:-pages}
    # 别处同时也在发布时，推送被拒绝：取回那一边发布的，再来一次。
    for attempt in 1 2 3 4 5; do
        git fetch -q origin "+refs/heads/$branch:refs/heads/$branch" 2>/dev/null || true
        publish public --branch "$branch"
        git push -q origin "refs/heads/$branch:refs/heads/$branch" && break
        [ "$attempt" = 5 ] && { echo "分支 $branch 推送不成功，请重新运行。" >&2; exit 1; }
        sleep $((attempt * 3))
    done
fi

[ -z "$signed" ] || git push -q origin 'refs/tags/public/*:refs/tags/public/*' \
    'refs/tags/internal/*:refs/tags/internal/*'
exit "$left_out"
