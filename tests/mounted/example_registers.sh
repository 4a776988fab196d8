#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The examples that use registers by name do on the demo machine what they say, by exactly the
# accesses they need.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require bash busybox dash
require_mount
examples=$(cd "${top_srcdir:-.}/examples" && pwd)

refuses() { # example argument...: one line, status 2, and nothing is accessed
	example=$1
	shift
	try "$examples/$example" "$@"
	expect_status 2
	expect_one_line "*"
	expect_none
}

by_shell() { # example argument...
	example=$1
	shift
	# shellcheck disable=SC2086 # busybox sh is two words
	run $shell "$examples/$example" "$@"
}

# Reads that have an effect are of offsets 5 and 0, once each: nothing else looks there.
loopback() { # byte as it is written, in hex
	by_shell uart-loopback.sh "$mnt/uart" "$1"
	expect_match "^LOOP \[4\] 0x1 reset 0x0$"
	expect_match "^sent $1, received $2, line status 0x61$"
	expect_list "uart rb 0x3fb 0x00;uart rb 0x3fc 0x00
		uart rb 0x3fb 0x00;uart wb 0x3fb 0x00
		uart rb 0x3fc 0x00;uart wb 0x3fc 0x10
		uart wb 0x3fa 0x07;uart rb 0x3fc 0x10
		uart wb 0x3f8 $2;uart rb 0x3fd 0x61;uart rb 0x3f8 $2
		uart wb 0x3fc 0x00;uart wb 0x3fb 0x00"
}

uart_loopback() {
	loopback 0x41 0x41
	loopback 200 0xc8
	refuses uart-loopback.sh
	refuses uart-loopback.sh "$mnt/edu"
	refuses uart-loopback.sh "$mnt/uart" 256
	refuses uart-loopback.sh "$mnt/uart" 0x
	refuses uart-loopback.sh "$mnt/uart" 0x100
	refuses uart-loopback.sh "$mnt/uart" 08
}

# The unit is seen busy, until it is not: as often as the simulated one takes.
reset_and_wait() {
	by_shell reset-and-wait.sh "$mnt/edu" 12
	expect_match "^12! = 479001600$"
	expect_match "^FACTORIAL \[0\] 0x1$"
	expect_list "edu rl 0xfea00020 0x00000000
		edu wl 0xfea00064 0xffffffff
		edu rl 0xfea00020 0x00000000;edu wl 0xfea00020 0x00000080
		edu wl 0xfea00008 0x0000000c
		edu rl 0xfea00020 0x00000081;edu rl 0xfea00020 0x00000081
		edu rl 0xfea00020 0x00000081;edu rl 0xfea00020 0x00000080
		edu rl 0xfea00008 0x1c8cfc00
		edu rl 0xfea00024 0x00000001;edu rl 0xfea00024 0x00000001
		edu rl 0xfea00020 0x00000080;edu wl 0xfea00020 0x00000000
		edu wl 0xfea00064 0xffffffff"
	by_shell reset-and-wait.sh "$mnt/edu"
	expect_match "^5! = 120$"
	look
	refuses reset-and-wait.sh
	refuses reset-and-wait.sh "$mnt/edu" 13
	refuses reset-and-wait.sh "$mnt/edu" five
	refuses reset-and-wait.sh "$mnt/uart"
}

dump_diff() { # value before, and after
	by_shell dump-diff.sh "$mnt/parport" sh -c "echo $2 >$mnt/parport/reg/DATA"
	expect_output "-0x00 DATA $1
+0x00 DATA $2"
	expect_bus "parport rb 0x378 $1" "parport rb 0x379 0x9f" "parport rb 0x37a 0xc0" \
		"parport wb 0x378 $2" \
		"parport rb 0x378 $2" "parport rb 0x379 0x9f" "parport rb 0x37a 0xc0"
}

dump_diff_status() {
	try "$examples/dump-diff.sh" "$mnt/parport" sh -c "exit 7"
	expect_status 7
	expect_output ""
	look
	refuses dump-diff.sh "$mnt/parport"
	refuses dump-diff.sh "$mnt/ram" true
}

start --demo
for shell in dash bash "busybox sh"; do
	uart_loopback
	reset_and_wait
	dump_diff 0x00 0x5a
	dump_diff 0x5a 0x00
done
dump_diff_status
finish
