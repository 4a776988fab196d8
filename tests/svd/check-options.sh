#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# svd2devmemfs: its options, what it prints where, exit statuses, and files that cannot be read.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

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
	# The name of the file is in a string of the example.
	cp "$here/minimal.svd" 'a"b\c.svd'
	try 'a"b\c.svd'
	expect 0 'registers = "a_b_c.svd:UART0"; }$'
	mkdir directory
	try -o directory "$here/minimal.svd"
	expect 1 '' 'directory: '
	[ ! -e directory.new ] || fail "$what: leaves directory.new"
	what="-o with a limit on files"
	awk 'BEGIN {
		print "<device><name>D</name><peripherals><peripheral><name>P</name><baseAddress>0</baseAddress>"
		for (i = 0; i < 1000; i++)
			printf "<register><name>R%d</name><addressOffset>%d</addressOffset></register>\n", i, 4 * i
		print "</peripheral></peripherals></device>"
	}' >large.svd
	echo old >file
	(
		trap '' XFSZ
		ulimit -f 10
		"$program" -o file large.svd >"$tmp/out" 2>"$tmp/err"
	)
	status=$?
	expect 1 '' 'file: File too large'
	[ "$(cat file)" = old ] || fail "$what: touches the file"
	[ ! -e file.new ] || fail "$what: leaves file.new"
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

# How many entries an array of so many registers becomes: devmemfs counts to 65536.
arrays() {
	for count in 65536:1 65537:65537; do
		echo "<device><name>D</name><peripherals><peripheral><name>P</name><baseAddress>0</baseAddress>
			<register><dim>${count%:*}</dim><dimIncrement>4</dimIncrement><name>R%s</name>
			<addressOffset>0</addressOffset></register></peripheral></peripherals></device>" >array.svd
		try array.svd
		expect 0 '"R'
		[ "$(grep -c '"R' "$tmp/out")" = "${count#*:}" ] || fail "an array of ${count%:*}"
	done
}

usage
arrays
table
chosen
base
output
unreadable
finish
