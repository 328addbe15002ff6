"""What is told of a push to a server: its refs, who pushes, and the branch of the site."""

from __future__ import annotations

from ..code import Area, Code

AREA = Area(
    "pushes",
    "推送到服务器",
    (
        Code("E435", "不收这样的推送", "服务器上只放分支和办公室的标签：替换（refs/replace）能让检查看到的和实际的不一样，注释（refs/notes）等没有人检查。",
             "git push --mirror，把自己电脑里的全部引用都推上来", "只推送本单位的一个分支：git push origin HEAD:jiaxian/2023-06",
             {"": ("“{ref}”既不是分支也不是标签，不收", "只推送自己的分支：git push origin HEAD:{own}<名称>；不要用 --mirror。"),
              "tag": ("{unit}不能推送标签", "只推送分支，不要用 --tags、--follow-tags、--mirror；标签由办公室加。"),
              "content": ("分支指着的不是一个提交", "分支只能指着提交；推送文件、文件夹、标签的不收：git push origin HEAD:<分支名称>。"),
              "kind": ("标签指着的不是一个提交", "标签加在提交上：git tag -a <名称> <提交>；指着别的标签、文件、文件夹的不收。"),
              "commit": ("分支指着的不是一个提交", "推送提交本身：git push origin HEAD:refs/heads/<名称>；文件、文件夹、标签不能当分支。"),
              "many": ("一次推送了 {count} 个分支和标签，最多 {limit} 个", "分几次推送；多半是用了 --all 或 --mirror，各单位只推送自己的一个分支。")}),
        Code("E436", "分支或标签的名称不合要求", "名称要在每一种系统上都读得通、分得开，而且人人看得到。",
             "Main、张三13800000000", "jiaxian/2023-06",
             {"": ("名称“{name}”里有不收的字符", "名称用字母、数字、汉字和 _ - . + #（），用 / 分段，每段以字母、数字或汉字开头；改名：git push origin HEAD:<新名称>。"),
              "reserved": ("名称“{name}”另有用处，不能用作分支或标签", "换一个名称：git push origin HEAD:<新名称>。"),
              "long": ("名称超过 {limit} 字节（汉字每个 3 字节）", "换一个短的名称：git push origin HEAD:<新名称>。"),
              "clash": ("名称“{name}”和已有的“{other}”分不开", "大小写、全角半角不同也算同名；“甲”和“甲/乙”、同名的分支和标签也不能并存。换一个名称：git push origin HEAD:<新名称>。"),
              "private": ("名称里有个人信息（{text}）", "换一个名称：git push origin HEAD:<新名称>；自己电脑里的旧名称用 git branch -m 改掉。")}),
        Code("E437", "不能改动这个分支", "每个单位只改自己的分支；主分支、网站的分支、收件登记和已发布版本的标签只往前走。",
             "强制推送到别的单位的分支", "推送到自己的分支：git push origin HEAD:jiaxian/2023-06",
             {"": ("这个分支不是{unit}的", "分支的名称以本单位的编号或账号开头：git push origin HEAD:{own}<名称>。"),
              "deleted": ("{what}不能删除", "误推的，去掉命令里的 --delete 或分支名前的冒号；内容有误的，推送改正的提交。"),
              "back": ("{what}不能倒退或改写", "先取回最新的版本，在它上面提交：git pull --rebase，再推送，不用 --force。"),
              "office": ("{what}由办公室改动", "报送推送到自己的分支：git push origin HEAD:{own}<名称>。"),
              "lost": ("分支上有别的单位的提交，{unit}不能覆盖或删除", "另用一个自己的分支；这个分支请办公室处理。"),
              "version": ("已发布版本的标签不能改动或删除", "版本有误的，写明理由再次发布，是新的一版、新的标签。")}),
        Code("E438", "不是发布的版本", "网站的分支上只放 taizhang publish 生成的版本，人人看得到，也一直留着。",
             "在 pages 分支上手工加一个文件", "用 taizhang publish --branch pages 发布，再推送",
             {"": ("版本列表和分支上的版本不一致", "用 taizhang publish --branch 发布，不要手工改动。"),
              "stranger": ("这个文件不属于发布的版本", "用 taizhang publish --branch 发布，不要手工加文件。"),
              "manifest": ("版本没有读得懂的清单", "用 taizhang publish --branch 重新发布；程序较旧的，请先升级服务器上的程序。"),
              "file": ("版本里的这个文件和清单不一致", "用 taizhang publish --branch 重新发布，不要手工改动。"),
              "changed": ("已发布的版本不能改动", "写明理由再次发布，是新的一版；先取回服务器上的分支：git fetch origin。"),
              "dropped": ("已发布的版本不能删除", "先取回服务器上的分支：git fetch origin，再在它上面发布。"),
              "many": ("一次推送了 {count} 个提交，最多 {limit} 个", "分几次推送。")}),
        Code("E439", "认不出是谁推送的", "谁推送的由服务器说了算，说不清的就不收。",
             "几个人共用一个 git 账号，服务器没有说是谁", "由服务器管理员设好账号的来源，见 deploy/README.md",
             {"": ("服务器没有说是谁推送的（{variable}）", "请服务器管理员设好账号的来源：taizhang install-hooks --account，见 deploy/README.md。"),
              "several": ("推送者说法不一：{told}", "不要自己设置这些变量；没有设置的，请服务器管理员用 taizhang install-hooks --account 指定以哪个为准。"),
              "main": ("服务器上没有“{branch}”这个主分支，不能检查", "请服务器管理员核对主分支的设置（TAIZHANG_BRANCH 或 git config taizhang.branch）。")}),
    ),
)  # fmt: skip
