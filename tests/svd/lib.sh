# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# The library of the tests of svd2devmemfs: runs it and looks at what it printed.
# $top_builddir is the build directory, the current one else.
set -u
export LC_ALL=C
# shellcheck disable=SC2034 # for those that include this
here=$(cd "$(dirname "$0")" && pwd)
builddir=$(cd "${top_builddir:-.}" && pwd)
program=$builddir/src/svd2devmemfs
failed=0
checks=0

tmp=$(mktemp -d "${TMPDIR:-/tmp}/devmemfs-svd-XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT PIPE TERM
mkdir "$tmp/work"
cd "$tmp/work" || exit 99

fail() { # what
	printf 'FAIL: %.600s\n' "$*"
	failed=$((failed + 1))
}

# Converts; $status, $tmp/out, $tmp/err.
run() { # argument...
	checks=$((checks + 1))
	"$program" "$@" >"$tmp/out" 2>"$tmp/err"
	status=$?
}

expect() { # status [pattern of stdout] [pattern of stderr]
	[ "$status" = "$1" ] || fail "$what: exit status $status, not $1: $(head -n 1 "$tmp/err")"
	if [ -z "${2:-}" ]; then
		[ ! -s "$tmp/out" ] || fail "$what prints: $(head -n 1 "$tmp/out")"
	else
		grep -Eq -e "$2" "$tmp/out" || fail "$what does not print $2"
	fi
	if [ -z "${3:-}" ]; then
		[ ! -s "$tmp/err" ] || fail "$what says: $(head -n 1 "$tmp/err")"
	else
		grep -Eq -e "$3" "$tmp/err" || fail "$what does not say $3: $(head -n 1 "$tmp/err")"
		[ "$(wc -l <"$tmp/err")" = 1 ] || fail "$what: more than one line"
	fi
}

try() { # argument...
	what="svd2devmemfs $*"
	run "$@"
}

finish() {
	echo "${0##*/}: $checks checks, $failed failed"
	[ "$failed" = 0 ]
	exit
}
