#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Bash completes the command lines of devmemfs and svd2devmemfs: what it proposes is what --help
# says, files where there are files, and what is in an SVD file. Run as make check does, with
# top_srcdir and top_builddir set; nothing else but bash is needed, not its completion package.
set -u
shopt -s extglob # as an interactive shell with completion has it
completions=$(cd "${top_srcdir:-.}/conf/bash-completion" && pwd)
program=$(cd "${top_builddir:-.}/src" && pwd)/devmemfs
converter=${program%/*}/svd2devmemfs
checks=0
failures=0

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/here"
cd "$work/here" || exit 1
mkdir directory "a directory"
touch board.conf chip.svd other.xml "a b.svd"

# It goes by the names, so that programs in the build tree are completed too.
# shellcheck source=/dev/null
. "$completions/devmemfs"
# shellcheck source=/dev/null
. "$completions/svd2devmemfs"

fail() {
	failures=$((failures + 1))
	echo "FAIL: $*"
}

# Completes as bash does: the words are cut at = as COMP_WORDBREAKS has it, the last is completed.
complete_words() { # function program word...
	local run=$1
	shift
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	"$run" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
}

expect_replies() { # what is proposed, sorted, with | between: for a program, its words ...
	local wanted=$1 got
	checks=$((checks + 1))
	got=$(printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort -u | paste -sd'|')
	[ "$got" = "$wanted" ] || fail "${COMP_WORDS[*]}: proposed $got, not $wanted"
}

devmemfs() { # replies word...
	local wanted=$1
	shift
	complete_words _devmemfs "$program" "$@"
	expect_replies "$wanted"
}

svd2devmemfs() { # replies word...
	local wanted=$1
	shift
	complete_words _svd2devmemfs "$converter" "$@"
	expect_replies "$wanted"
}

everything="a b.svd|a directory|board.conf|chip.svd|directory|other.xml"
directories="a directory|directory"

options_of_devmemfs() {
	local option
	devmemfs "--demo" --de
	devmemfs "--list|--list=json" --l
	devmemfs "--check|--config=" --c
	devmemfs "-o" -o
	# Each option of --help, in each of its forms, is proposed, and nothing else.
	complete_words _devmemfs "$program" -
	printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort >"$work/proposed"
	"$program" --help | grep -o -e '^  *--*[a-zA-Z][a-z]*' -e ', --[a-z]*' | sed 's/^[ ,]*//' |
		LC_ALL=C sort -u >"$work/options"
	checks=$((checks + 1))
	[ "$(wc -l <"$work/options")" -ge 13 ] || fail "--help has few options"
	while read -r option; do
		checks=$((checks + 1))
		grep -qxe "$option" -e "$option=.*" "$work/proposed" || fail "$option is not proposed"
	done <"$work/options"
	while read -r option; do
		checks=$((checks + 1))
		grep -qxe "${option%%=*}" "$work/options" || fail "$option is proposed"
	done <"$work/proposed"
}

values_of_devmemfs() {
	devmemfs "json" --list =
	devmemfs "svg" --map = s
	devmemfs "board.conf" --config = bo
	devmemfs "--config=board.conf" --config=bo
	devmemfs "board.conf" -c bo
	devmemfs "allow_other|audit|ro|root=|trace|walk" -o ""
	devmemfs "trace,walk" -o trace,w
	devmemfs "trace,root=" -o trace,roo
	devmemfs "directory" -o root = d
	devmemfs "directory" -o trace,root = d
	devmemfs "root=directory" -o root=d
}

operands_of_devmemfs() {
	devmemfs "$everything" ""
	devmemfs "$directories" board.conf ""
	devmemfs "$directories" --demo ""
	devmemfs "$directories" -c board.conf ""
	devmemfs "$directories" --config = board.conf ""
	devmemfs "$everything" -f -o root = directory ""
	devmemfs "$everything" -o trace --list = json ""
	devmemfs "" --demo b
}

# The converter as it is called here: what it prints is two peripherals.
make_converter() {
	converter=$work/bin/svd2devmemfs
	cat >"$converter" <<-'END'
		#!/bin/sh
		case $1 in
		--help)
			echo "Usage: svd2devmemfs [OPTIONS] FILE.svd [PERIPHERAL...]"
			echo "  -l, --list            what is inside"
			echo "  -b, --base=ADDRESS    offsets count from ADDRESS"
			echo "  -o, --output=FILE     write to FILE"
			echo "  -h, --help            this text"
			echo "  -V, --version         the version"
			;;
		--list)
			[ -e "$2" ] || exit 1
			echo "PERIPHERAL ADDRESS    SIZE REGISTERS FIELDS DESCRIPTION"
			echo "UART0      0x40001000 4096         3      9 A 0x2 of them"
			echo "UART1      0x40002000 4096         3      9"
			;;
		esac
	END
	chmod +x "$converter"
}

lines_of_svd2devmemfs() {
	svd2devmemfs "--base=" --b
	svd2devmemfs "-V" -V
	svd2devmemfs "a b.svd|a directory|chip.svd|directory|other.xml" ""
	svd2devmemfs "board.conf" -o bo
	svd2devmemfs "board.conf" --output = bo
	svd2devmemfs "--output=board.conf" --output=bo
	svd2devmemfs "" --base = ""
	svd2devmemfs "chip.svd" --base = 0x10 ch
	svd2devmemfs "UART0|UART1" chip.svd ""
	svd2devmemfs "UART1" -o out.conf chip.svd UART0 UART1
	svd2devmemfs "UART0|UART1" "a\\ b.svd" U
	svd2devmemfs "UART0|UART1" "'a b.svd'" U
	svd2devmemfs "" missing.svd ""
}

# The same with the program itself, where it is built.
real_converter() {
	local file
	[ -x "$1" ] || return 0
	converter=$1
	svd2devmemfs "--base=" --b
	svd2devmemfs "--list" --l
	svd2devmemfs "--output=" --o
	for file in "$2"/tests/svd/*.svd; do
		"$converter" --list "$file" >"$work/list" 2>/dev/null || continue
		complete_words _svd2devmemfs "$converter" "$file" ""
		checks=$((checks + 1))
		[ "${#COMPREPLY[@]}" != 0 ] || fail "$file: no peripheral is proposed"
		return
	done
}

sources=$(cd "$OLDPWD" && cd "${top_srcdir:-.}" && pwd)
options_of_devmemfs
values_of_devmemfs
operands_of_devmemfs
real=$converter
make_converter
lines_of_svd2devmemfs
real_converter "$real" "$sources"
echo "check-completion.sh: $checks checks, $failures failed"
[ "$failures" = 0 ]
