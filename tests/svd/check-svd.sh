#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# svd2devmemfs: each NAME.svd of this folder is converted, and what it prints is compared with
# NAME.conf and NAME.err (one that is not there: nothing may be printed); devmemfs must accept each
# NAME.conf; then the options, and files that are made to hurt. --update writes what is expected.
# usage: check-svd.sh [--update]; $top_builddir is the build directory, this one else
set -u
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
builddir=$(cd "${top_builddir:-.}" && pwd)
program=$builddir/src/svd2devmemfs
devmemfs=$builddir/src/devmemfs
failed=0
checks=0

tmp=$(mktemp -d "${TMPDIR:-/tmp}/devmemfs-svd-XXXXXX") || exit 99
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT PIPE TERM
mkdir "$tmp/machine" "$tmp/work"

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

same() { # what file expected
	if [ -f "$3" ]; then
		cmp -s "$2" "$3" || {
			fail "$1 is not as in $3"
			diff "$3" "$2" | head -n 20
		}
	elif [ -s "$2" ]; then
		fail "$1 prints what it should not: $(head -n 3 "$2")"
	fi
}

# --- each construct of the format ---------------------------------------------------------------

update() { # name
	for part in out:conf err:err; do
		if [ -s "$tmp/${part%:*}" ]; then
			cp "$tmp/${part%:*}" "$here/$1.${part#*:}"
		else
			rm -f "$here/$1.${part#*:}"
		fi
	done
}

constructs() {
	cd "$here" || exit 99
	for file in *.svd; do
		name=${file%.svd}
		run "$file"
		[ "$updating" = no ] || update "$name"
		same "$name: stdout" "$tmp/out" "$name.conf"
		same "$name: stderr" "$tmp/err" "$name.err"
		if [ -f "$name.conf" ]; then wanted=0; else wanted=1; fi
		[ "$status" = "$wanted" ] || fail "$name: exit status $status, not $wanted"
		[ "$wanted" = 0 ] || [ "$(wc -l <"$tmp/err")" = 1 ] ||
			fail "$name: a mistake is not one line"
	done
	cd "$tmp/work" || exit 99
}

# --- what devmemfs says of the output -----------------------------------------------------------

# A configuration with a region for each list of a file.
write_regions() { # name
	echo 'regions = ('
	sed -n 's/^  { name = "\([^"]*\)"; registers = ($/\1/p' "$here/$1.conf" | {
		separator=
		while read -r list; do
			printf '%s  { name = "%s"; sim = "ram+64k"; registers = "%s.svd:%s"; }' \
				"$separator" "$list" "$1" "$list"
			separator=",
"
		done
	}
	echo '); '
}

accepted() {
	for file in "$here"/*.conf; do
		name=${file##*/}
		name=${name%.conf}
		grep -q '; registers = ($' "$file" || continue
		checks=$((checks + 1))
		cp "$here/$name.svd" "$tmp/work/"
		cp "$file" "$tmp/work/$name.svd.conf"
		write_regions "$name" >"$tmp/work/devmemfs.conf"
		chmod 600 "$tmp/work"/*
		"$devmemfs" -o root="$tmp/machine" --check "$tmp/work/devmemfs.conf" >"$tmp/out" 2>&1 ||
			fail "devmemfs does not accept $name.conf: $(head -n 3 "$tmp/out")"
	done
}

# --- the command line ---------------------------------------------------------------------------

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

usage() {
	for option in -h --help; do
		try $option
		expect 0 '^Usage: svd2devmemfs'
	done
	for option in -V --version; do
		try $option
		expect 0 '^svd2devmemfs [0-9.]*$'
	done
	try
	expect 2 '' 'no FILE.svd'
	try --nonsense
	expect 2 '' 'nonsense'
	try -b
	expect 2 '' "'b'"
	try -b 12q "$here/minimal.svd"
	expect 2 '' 'no address: 12q'
	what="--help to a full disk"
	"$program" --help >/dev/full 2>"$tmp/err"
	status=$?
	: >"$tmp/out"
	expect 1 '' 'No space left'
}

table() {
	for option in -l --list; do
		try $option "$here/minimal.svd"
		expect 0 '^PERIPHERAL +BASE +SIZE +REGISTERS +FIELDS +DESCRIPTION$'
		grep -q '^UART0  *0x40001000  *0x400  *2  *3 A serial port$' "$tmp/out" || fail "$what"
	done
	try -l "$here/dim-peripheral.svd" PORTB SPI0
	expect 0 '^SPI0  *0x40000000  *0x1000  *1  *0$'
	grep -q '^PORTB  *0x50000100 ' "$tmp/out" || fail "$what: no PORTB"
	[ "$(wc -l <"$tmp/out")" = 3 ] || fail "$what: not two peripherals"
	# What is wrong in a register is not looked at.
	try -l "$here/number-not.svd"
	expect 0 '^P '
}

chosen() {
	try "$here/derive-peripheral.svd" UART2
	expect 0 'name = "UART2"; registers = '
	! grep -q '"UART[01]' "$tmp/out" || fail "$what: others are there too"
	try "$here/dim-peripheral.svd" 'SPI[%s]'
	expect 0 'name = "SPI1"'
	! grep -q PORT "$tmp/out" || fail "$what: others are there too"
	try "$here/derive-peripheral.svd" UART9
	expect 1 '' 'no peripheral "UART9"; there are ones like it: UART0 UART1 UART2$'
	try "$here/derive-peripheral.svd" uart
	expect 1 '' 'like it: UART0 UART1 UART2$'
	try "$here/minimal.svd" ZZZ
	expect 1 '' 'no peripheral "ZZZ"; there are: UART0$'
	try "$here/no-peripherals.svd" ZZZ
	expect 1 '' 'no peripheral "ZZZ"; there is none$'
}

base() {
	for option in "-b 0x40000000" "--base=0x40000000"; do
		# shellcheck disable=SC2086 # two words
		try $option "$here/minimal.svd"
		expect 0 'name = "CTRL"; offset = "0x1008"'
		grep -q '^#   { name = "UART0"; memory = "0x40000000+0x1400";' "$tmp/out" ||
			fail "$what: the example is another region"
	done
	try -b 0x40001000 "$here/minimal.svd"
	expect 0 'name = "ID"; offset = "0x00"'
	try -b 0x40001008 "$here/minimal.svd"
	expect 1 '' 'minimal.svd:[0-9]+: register "ID" is at 0x40001000, below the address 0x40001008'
	try -b 0x40000002 "$here/minimal.svd"
	status=$((status + $(grep -c 'left out: its offset' "$tmp/err") - 2))
	[ "$status" = 0 ] || fail "$what: registers that no single access reaches"
}

output() {
	echo old >file
	try -o file "$here/minimal.svd"
	expect 0
	cmp -s file "$here/minimal.conf" || fail "$what: not the same as to stdout"
	[ ! -e file.new ] || fail "$what: leaves file.new"
	for broken in number-not empty truncated; do
		echo old >file
		try --output=file "$here/$broken.svd"
		expect 1 '' "$broken.svd:"
		[ "$(cat file)" = old ] || fail "$what: touches the file"
		[ ! -e file.new ] || fail "$what: leaves file.new"
	done
	try -o missing/file "$here/minimal.svd"
	expect 1 '' 'missing/file.new: No such file'
	ln -s victim file.new
	try -o file "$here/minimal.svd"
	expect 1 '' 'file.new: '
	[ ! -e victim ] || fail "$what: follows a link"
	rm file.new
	mkdir directory
	try -o directory "$here/minimal.svd"
	expect 1 '' 'directory: '
	[ ! -e directory.new ] || fail "$what: leaves directory.new"
	what="output to a full disk"
	"$program" "$here/minimal.svd" >/dev/full 2>"$tmp/err"
	status=$?
	: >"$tmp/out"
	expect 1 '' 'No space left'
}

unreadable() {
	try missing.svd
	expect 1 '' 'missing.svd: No such file'
	try /
	expect 1 '' '^/: Is a directory'
	cp "$here/minimal.svd" secret.svd
	chmod 0 secret.svd
	if ! [ -r secret.svd ]; then
		try secret.svd
		expect 1 '' 'secret.svd: Permission denied'
	fi
}

# --- files made to hurt -------------------------------------------------------------------------

# What a command prints is converted, through a pipe, so that what nobody reads is not made: within
# 64 MiB of address space (the sanitizers need terabytes) and 5 seconds.
hurt() { # pattern command argument...
	what="something with $1"
	pattern=$1
	shift
	checks=$((checks + 1))
	"$@" >hurt.svd 2>"$tmp/broken-pipe" &
	(
		if ! grep -q __asan_init "$program"; then ulimit -v 65536; fi
		ulimit -t 5
		exec "$program" hurt.svd
	) >"$tmp/out" 2>"$tmp/err"
	status=$?
	wait
	expect 1 '' "^hurt.svd:([0-9]+:)? $pattern\$"
}

endless() { # beginning repeated
	echo "$1"
	yes "$2" | head -c 100000000
}

tag_without_end() { # beginning
	printf '%s' "$1"
	tr '\0' x </dev/zero | head -c 100000000
}

many() { # count format: printf with 1 .. count, and one less
	echo '<device><peripherals>'
	awk -v n="$1" -v format="$2" 'BEGIN { for (i = 1; i <= n; i++) printf format, i, i - 1 }'
	echo '<peripheral><name>P2000</name></peripheral></peripherals></device>'
}

hurting() {
	mkfifo hurt.svd
	hurt 'elements are nested deeper than 32' endless '<device>' '<vendorExtensions>'
	hurt 'elements are nested deeper than 32' endless '<device>' '<peripherals>'
	hurt 'the text of an element is longer than 64 KiB' endless '<device><name>' xxx
	hurt 'the text of an element is longer than 64 KiB' endless '<device><vendorExtensions><a>' xxx
	hurt 'a tag or a comment is longer than 1 MiB' tag_without_end '<device a="'
	hurt 'a tag or a comment is longer than 1 MiB' tag_without_end '<device><!--'
	hurt 'a tag or a comment is longer than 1 MiB' tag_without_end '<'
	hurt 'out of memory: it is too large' endless '<device>' \
		'<peripheral><register><field></field></register></peripheral>'
	# A chain of 2000, from the end.
	hurt 'peripheral "P1000" is derived from too long a chain of others' \
		many 2000 '<peripheral derivedFrom="P%d"><name>P%d</name></peripheral>\n'
	# Names that are all the same, each derived from one of the others.
	hurt 'too many names are the same for derivedFrom' \
		many 20000 '<peripheral derivedFrom="P"><name>P</name></peripheral>\n'
}

updating=no
[ "${1:-}" != --update ] || updating=yes
constructs
accepted
usage
table
chosen
base
output
unreadable
hurting
echo "check-svd.sh: $checks checks, $failed failed"
[ "$failed" = 0 ]
