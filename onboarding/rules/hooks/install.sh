#!/bin/sh
# Puts Waymark's git hooks into the repository that you are in. Run it inside your clone, with the address of the hooks:
#
#     sh install.sh ADDRESS          shows what it will do, and asks
#     sh install.sh ADDRESS --yes    shows what it will do, and does it
#
# It writes up to three files into the folder that git takes hooks from, and nothing else. A hook of yours that is there
# already stays as it is. To take the hooks out again, delete the files.
set -eu

names='commit-msg pre-commit pre-push'

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    zh*) chinese=yes ;;
    *) chinese= ;;
esac

# In English or in Chinese, as LANG says.
say() {
    if [ -n "$chinese" ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi
}

stop() {
    say "$@" >&2
    exit 1
}

fetch() {
    if command -v curl > /dev/null 2>&1; then
        curl -fsS -o "$2" "$1"
    elif command -v wget > /dev/null 2>&1; then
        wget -q -O "$2" "$1"
    else
        stop "Neither curl nor wget is here. Install one of them." "没有找到 curl 或 wget，请先安装其中之一。"
    fi
}

is_ours() {
    grep -q "^# waymark-hook: $1\$" "$2"
}

download() {
    for name in $names; do
        fetch "$address/$name" "$scratch/$name" ||
            stop "$address/$name cannot be read. Nothing was changed." "无法读取 $address/$name。没有改动任何东西。"
        is_ours "$name" "$scratch/$name" ||
            stop "$address/$name is not a hook. Nothing was changed." "$address/$name 不是钩子。没有改动任何东西。"
    done
}

# Which of them will be written, in $chosen; says so for each.
plan() {
    say "Folder: $folder" "文件夹：$folder"
    if [ -n "$(git config core.hooksPath || true)" ]; then
        say "  (core.hooksPath says so; other repositories may use it, too)" \
            "  （由 core.hooksPath 指定，其他仓库可能也在使用）"
    fi
    chosen=
    for name in $names; do
        if [ ! -e "$folder/$name" ] && [ ! -L "$folder/$name" ]; then
            say "  $name: will be added" "  $name：将添加"
        elif ! is_ours "$name" "$folder/$name" 2> /dev/null; then
            say "  $name: you have one already; it stays, and ours is left out" "  $name：你已经有一个了，保持不变，不装我们的"
            continue
        elif cmp -s "$folder/$name" "$scratch/$name" && [ -x "$folder/$name" ]; then
            say "  $name: is there already" "  $name：已经装好"
            continue
        else
            say "  $name: will be brought up to date" "  $name：将更新"
        fi
        chosen="$chosen $name"
    done
}

agreed() {
    [ "$answer" != --yes ] || return 0
    say "Go on? [y/N]" "继续吗？[y/N]"
    answer=
    # The standard input may be this very script, piped into sh.
    { read -r answer < /dev/tty; } 2> /dev/null || true
    case $answer in y | Y | yes | Yes) return 0 ;; *) return 1 ;; esac
}

write() {
    mkdir -p "$folder"
    for name in $chosen; do
        chmod 755 "$scratch/$name"
        # A new file first: a hook that is only half there would stop every commit.
        cp -p "$scratch/$name" "$folder/$name.new"
        mv -f "$folder/$name.new" "$folder/$name"
    done
}

# All of it is read before any of it runs: a download that breaks off does nothing.
main() {
    address=${1:-}
    address=${address%/}
    answer=${2:-}
    case $address in
        http://* | https://*) ;;
        *) stop "Usage: sh install.sh ADDRESS [--yes]" "用法：sh install.sh 地址 [--yes]" ;;
    esac
    top=$(git rev-parse --show-toplevel 2> /dev/null) ||
        stop "This is not inside a git repository. Go to your clone first: cd FOLDER" "这里不是 git 仓库。请先进入你的克隆目录：cd 目录"
    cd "$top"
    folder=$(git rev-parse --git-path hooks)
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    download
    plan
    if [ -z "$chosen" ]; then
        say "There is nothing to do." "没有要做的事。"
    elif agreed; then
        write
        say "Done. To take them out again, delete these files." "完成。想去掉时，删除这些文件即可。"
    else
        say "Nothing was changed. Run it again and answer y, or add --yes." "没有改动任何东西。请重新运行并回答 y，或者加上 --yes。"
        exit 1
    fi
}

main "$@"
