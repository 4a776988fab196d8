#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Long requests: cut by the kernel, but never inside a unit, and everything once and in order.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require md5sum
require_mount

longest=524288 # bytes that one request may carry
length=$((2 << 20))
given=$tmp/given
taken=$tmp/taken
head -c $length /dev/urandom >"$given"

# What libfuse's own lines say of each request, the headers of fuse.h taken off.
expect_short_requests() {
	checks=$((checks + 1))
	most=$(awk '/opcode: WRITE/ { sub(/.*insize: /, ""); n = $0 - 80 }
		/success, outsize: / { sub(/.*: /, ""); n = $0 - 16 }
		n > most { most = n }
		END { print most }' "$log")
	[ "$most" -le $longest ] || fail "$ran: a request of $most bytes"
	[ "$most" -gt 65536 ] || fail "$ran: no request of more than $most bytes: nothing was tried"
}

# Each count that a call returned is whole units, and together they are everything.
expect_counts() { # unit total
	checks=$((checks + 1))
	awk -v "unit=$1" -v "total=$2" '$1 <= 0 || $1 % unit { bad = 1 }
		{ sum += $1 }
		END { exit bad || sum != total }' "$tmp/out" && return
	fail "$ran: counts that are not $2 in units of $1: $(tr '\n' ' ' <"$tmp/out")"
}

# Every byte once and ascending, whatever the widths, each unit aligned.
expect_cover() { # region direction length
	look
	checks=$((checks + 1))
	awk -v "what=$1 $2" -v "length_=$3" "$awk_access"'
		{
			at = number($3)
			w = width[substr($2, 2)]
			if ($1 " " substr($2, 1, 1) != what || at != next_ || at % w) {
				print "line " NR " is not at " next_ ": " $0
				exit 1
			}
			next_ += w
		}
		END { if (next_ != length_) { print "ends at " next_; exit 1 } }' \
		"$tmp/got" >"$tmp/why" || fail "$ran: $(cat "$tmp/why")"
}

expect_copy() { # length
	checks=$((checks + 1))
	[ "$(head -c "$1" "$given" | md5sum)" = "$(md5sum <"$taken")" ] ||
		fail "$ran: what was read is not what was written"
}

# A new log for each, for they are long.
mount_big() { # way to log
	stop
	way=$1
	start "$conf"
}

# Page-aligned buffers, as dd has them: the only cut is the one at the longest request.
aligned() { # view width length
	mount_big -d
	run dd if="$given" of="$mnt/big/$1" bs="$3" count=1 conv=notrunc status=none
	expect_run big "w$1" 0 $(($3 / $2))
	run dd if="$mnt/big/$1" of="$taken" bs="$3" count=1 iflag=fullblock status=none
	expect_run big "r$1" 0 $(($3 / $2))
	expect_copy "$3"
	expect_short_requests
}

# Buffers at odd addresses: the kernel cuts by pages of the buffer, so between any two bytes.
odd() { # view width length shift
	mount_big "-o trace"
	head -c "$3" "$given" >"$tmp/part"
	run "$call" store "$mnt/big/$1" "$4" "$tmp/part"
	expect_counts "$2" "$3"
	expect_run big "w$1" 0 $(($3 / $2))
	run "$call" load "$mnt/big/$1" "$3" "$4" "$taken"
	expect_counts "$2" "$3"
	expect_run big "r$1" 0 $(($3 / $2))
	expect_copy "$3"
}

copy_view() { # shift
	mount_big "-o trace"
	run "$call" store "$mnt/big/cp" "$1" "$given"
	expect_counts 1 $length
	expect_cover big w $length
	run "$call" load "$mnt/big/cp" $length "$1" "$taken"
	expect_counts 1 $length
	expect_cover big r $length
	expect_copy $length
}

whole() {
	mount_big "-o trace"
	run cp "$given" "$mnt/big/q"
	expect_run big wq 0 $((length / 8))
	run md5sum "$mnt/big/q"
	expect_run big rq 0 $((length / 8))
	expect_text md5 "$(cut -c 1-32 "$tmp/out")" "$(md5sum <"$given" | cut -c 1-32)"
	# A buffer longer than the region: one call, what there is.
	run "$call" load "$mnt/big/q" $((length + 4096)) 0 "$taken"
	expect_output $length
	expect_run big rq 0 $((length / 8))
	expect_copy $length
}

config <<END
regions = ( { name = "big"; sim = "ram+$length"; access = "rw"; } );
END
aligned q 8 $length
aligned l 4 1048576
aligned w 2 786432
aligned b 1 655360
odd q 8 $length 1
odd l 4 1048576 3
odd w 2 1048576 1
odd b 1 655360 5
copy_view 0
copy_view 7
whole
finish
