#!/bin/sh
# 发布：publish.sh [月份 理由]。由主分支的流水线调用；做事的是 taizhang publish，这里只取回和推送分支。
#
# TAIZHANG_PUBLIC_TO    公开版放到哪个文件夹；没有设，就放到分支 TAIZHANG_PUBLIC_BRANCH（缺省 pages）。
# TAIZHANG_INTERNAL_TO  内部版放到哪个文件夹；没有设，就不发布内部版。
# TAIZHANG_RECEIPTS_BRANCH  收件登记所在的分支；设了，先并入主分支（BRANCH，缺省 main），再由它发布。
# TAIZHANG_SIGN         设为 1，给每个版本所用的提交加签名的标签并推送（git 要先设好签名）。
# TOKEN                 推送用的令牌，只交给 git；生成网站的命令得不到。
#
# 一处没有发布成的，不耽误别处，最后以它的退出码结束；都发布了、只是有报送有误未计入的，以 3 结束。
set -eu

taizhang=${TAIZHANG:-.venv/bin/taizhang}
month=${1:-} reason=${2:-}
token=${TOKEN:-}
unset TOKEN TAIZHANG_TOKEN CI_JOB_TOKEN CI_REPOSITORY_URL
case ${TAIZHANG_SIGN:-} in '' | 0) signed='' ;; *) signed=yes ;; esac
worst=0

online() {
    TOKEN=$token git "$@"
}

failed() { # failed <退出码> <原因>
    worst=$1
    echo "$2" >&2
    return 1
}

made() {
    code=0
    "$taizhang" publish "$@" || code=$?
    case $code in
        0) ;;
        3) [ "$worst" != 0 ] || worst=3 ;; # 版本已经生成，只是有报送有误、未计入
        *) failed "$code" "没有发布成，见上面的输出。" ;;
    esac
}

publish() { # publish <版本> <放到哪里>
    # 不写月份：已截止而未发布的都发布。写了月份：只发布这一个月，理由写在版本里。
    made --edition="$1" "$2" ${reason:+"--reason=$reason"} ${signed:+"--sign"} -- ${month:+"$month"}
}

vouch() { # 推送一种版本的标签
    [ -z "$signed" ] || online push -q origin "refs/tags/$1/*:refs/tags/$1/*" ||
        failed 1 "标签 $1/… 没有推送成，下次发布时再推送。"
}

to_folder() { # to_folder <版本> <文件夹>：每天都变的“当前版”也放
    publish "$1" "--to=$2" && vouch "$1" && made --edition="$1" "--to=$2" -- current
}

tip_of() { # 平台上的 $ref 现在指着哪个提交；还没有这个分支的，空着
    listed=$(online ls-remote origin "$ref") || return 1
    tip=
    while read -r id name; do
        [ "$name" != "$ref" ] || tip=$id
    done <<END
$listed
END
}

push() { # 把本地的 $ref 推送到平台的同名分支；不直接写名字：另有分支名字以此结尾的，git 会分不清而不推
    git for-each-ref --format='delete %(refname)' refs/taizhang/push | git update-ref --stdin
    git update-ref "refs/taizhang/push/${ref#refs/heads/}" "$ref"
    online push -q origin 'refs/taizhang/push/*:refs/heads/*'
}

to_branch() { # to_branch <版本> <分支>：“当前版”不放，分支会把每一天的都留下来
    ref=refs/heads/$2
    # 别处同时也在发布时，推送被拒绝：取回那一边发布的，再来一次。
    for attempt in 1 2 3 4 5; do
        tip_of || failed 1 "连不上代码平台，没有发布到分支 $2。" || return
        before=$tip
        [ -z "$tip" ] || online fetch -q origin "+$ref:$ref" ||
            failed 1 "取不到分支 $2（正被检出的，请先换到别的分支），没有发布。" || return
        [ -z "$signed" ] || online fetch -q origin "+refs/tags/$1/*:refs/tags/$1/*" ||
            failed 1 "取不到已有的标签，没有发布到分支 $2。" || return
        publish "$1" "--branch=$2" || return
        git show-ref -q --verify -- "$ref" || return 0 # 还没有已截止的月份
        if push; then
            vouch "$1"
            return
        fi
        tip_of || true
        [ "$tip" != "$before" ] ||
            failed 1 "分支 $2 推送不成：平台没有接受（原因见上），多半是令牌没有推送的权限，或者分支受保护。" || return
        sleep $((attempt * 3))
    done
    failed 1 "分支 $2 推送不成：别处一直在发布，请重新运行。"
}

if [ -n "${TAIZHANG_RECEIPTS_BRANCH:-}" ]; then
    TOKEN=$token "$taizhang" register --branch="${BRANCH:-main}"
    online fetch -q origin "+refs/heads/$TAIZHANG_RECEIPTS_BRANCH:refs/remotes/origin/$TAIZHANG_RECEIPTS_BRANCH"
    git checkout -q --detach "refs/remotes/origin/$TAIZHANG_RECEIPTS_BRANCH"
fi

if [ -n "${TAIZHANG_INTERNAL_TO:-}" ]; then
    to_folder internal "$TAIZHANG_INTERNAL_TO" || true
fi
if [ -n "${TAIZHANG_PUBLIC_TO:-}" ]; then
    to_folder public "$TAIZHANG_PUBLIC_TO" || true
else
    to_branch public "${TAIZHANG_PUBLIC_BRANCH:-pages}" || true
fi
exit "$worst"
