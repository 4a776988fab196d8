#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Several programs at once: nothing is read twice or lost, and requests do not interleave.
# shellcheck disable=SC2317 # functions are called by name
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount

config <<'END'
regions = (
  { name = "uart"; sim = "uart"; access = "rw"; },
  { name = "one"; sim = "ram+256k"; access = "rw"; },
  { name = "two"; sim = "ram+256k"; access = "rw"; },
  { name = "alone"; sim = "ram+64"; access = "rw"; exclusive = true; }
);
END
start "$conf"

# Runs the command four times at once; $worker is 1 to 4, and output goes to $tmp/out.$worker.
at_once() { # command...
	ran="four times at once: $*"
	workers=
	for worker in 1 2 3 4; do
		"$@" >"$tmp/out.$worker" &
		workers="$workers $!"
	done
	for process in $workers; do
		wait "$process" || give_up "$ran: status $?"
	done
}

# 16 different bytes go in; four readers take four each, and every byte comes out exactly once.
fifo() { # first byte
	bytes=$(pattern_bytes 16 "$1")
	run "$call" push "$mnt/uart/b" "$bytes"
	expect_output 16
	echo "$bytes" | sed 's/../uart wb 0x3f8 0x&\n/g' | sed '/^$/d' >"$tmp/want"
	look
	compare_accesses
	at_once "$call" pop "$mnt/uart/b" 4
	look
	echo "$bytes" | sed 's/../uart rb 0x3f8 0x&\n/g' | sed '/^$/d' >"$tmp/want"
	compare_accesses
	expect_text "what came out" "$(cat "$tmp"/out.[1-4] | sort | tr -d '\n')" \
		"$(echo "$bytes" | sed 's/../&\n/g' | sort | tr -d '\n')"
	for worker in 1 2 3 4; do
		expect_text "bytes of reader $worker" "$(wc -l <"$tmp/out.$worker")" 4
		expect_text "order of reader $worker" "$(sort -c "$tmp/out.$worker" 2>&1)" ""
	done
	expect_call "1 60" "uart rb 0x3fd 0x60" pread "$mnt/uart/b" 5 1
}

# Every access must belong to a run of `units` at ascending addresses from a multiple of their
# length: a request that another one breaks into shows as a run that ends early.
expect_whole_requests() { # requests bytes
	look
	checks=$((checks + 1))
	awk -v "requests=$1" -v "bytes=$2" "$awk_access"'
		{
			at = number($3)
			if (left == 0) {
				if (at % bytes)
					bad = 1
				what = $1 $2; left = bytes; n++
			} else if ($1 $2 != what || at != next_) {
				bad = 1
			}
			if (bad) {
				print "access " NR " breaks into a request: " $0
				exit 1
			}
			next_ = at + width[substr($2, 2)]; left -= width[substr($2, 2)]
		}
		END {
			if (!bad && (n != requests || left != 0)) {
				print n " requests, not " requests
				exit 1
			}
		}' "$tmp/got" >"$tmp/why" || fail "$ran: $(cat "$tmp/why")"
}

blocks() { # operand...: 32 requests of dd
	find_tool dd
	"$tool" bs=8k count=32 status=none "$@"
}

# Across files, regions and directions.
everywhere() {
	case $worker in
	1) blocks if="$mnt/one/l" of=/dev/null ;;
	2) blocks if="$mnt/one/q" of=/dev/null ;;
	3) blocks if="$mnt/two/cp" of=/dev/null ;;
	4) blocks if=/dev/zero of="$mnt/two/w" conv=notrunc ;;
	esac
}

# True if the last four overlapped: else they have shown nothing.
overlapped() {
	[ "$(awk '$1 $2 != last { n++ } { last = $1 $2 } END { print n }' "$tmp/got")" -gt 8 ]
}

requests() {
	at_once blocks if="$mnt/one/l" of=/dev/null
	expect_whole_requests 128 8192
	at_once blocks if=/dev/zero of="$mnt/one/l" conv=notrunc
	expect_whole_requests 128 8192
	for attempt in 1 2 3 4 5 6 7 8 9 10; do
		at_once everywhere
		expect_whole_requests 128 8192
		overlapped && return
	done
	fail "$attempt times four programs ran one after the other"
}

# Only one of four may have it open.
exclusive() {
	exec 8<"$mnt/alone/l"
	expect_call EBUSY "" open "$mnt/alone/l" r
	expect_call EBUSY "" open "$mnt/alone/b" w
	expect_call EBUSY "" open "$mnt/alone/cp" +
	expect_call 0 "" open "$mnt/alone/info" r
	at_once "$call" open "$mnt/alone/l" r
	expect_text "four more" "$(sort -u "$tmp"/out.[1-4])" EBUSY
	exec 8<&-
	wait_until can_open "$mnt/alone/l" || fail "it stays busy after the close"
}

can_open() { # file
	[ "$("$call" open "$1" r)" = 0 ]
}
for round in 0 1 2 3 4 5 6 7 8 9 10 11; do
	fifo $((round * 16))
done
requests
exclusive
finish
