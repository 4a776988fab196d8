#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Waiting for a register: until it is so, for a time, until a signal, many at once, and nobody else.
# shellcheck disable=SC2317 # wait_until calls them
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount
# shellcheck source-path=SCRIPTDIR source=text.sh
. "$(dirname "$0")/text.sh"

config <<'END'
regions = (
  { name = "dev"; sim = "ram+1k"; access = "rw"; registers = (
      { name = "R"; offset = "0x8"; }, { name = "B"; offset = "0xd"; width = 8; },
      { name = "Q"; offset = "0x10"; width = 64; },
      { name = "POP"; offset = "0x20"; read-effect = "modify"; read = "allow"; },
      { name = "N%s"; offset = "0x100"; count = 50; stride = "4"; } ); },
  { name = "ro"; sim = "ram+64"; registers = ( { name = "R"; offset = "0x0"; } ); },
  { name = "edu"; sim = "edu"; access = "rw"; registers = "edu.conf:edu"; }
);
END

# --- one who waits in the background ---------------------------------------------------------------

wait_for() { # file text: goes on until `over`
	"$call" attentive "$call" pwrite "$mnt/$1" 0 "$(hex_of "$2")" >"$tmp/waited" &
	waiter=$!
	ran="\"$2\" to $1"
}

over() { # result
	wait_until is_over $waiter || give_up "$ran: does not end"
	wait $waiter 2>/dev/null
	expect_text "result" "$(cat "$tmp/waited")" "$1"
}

polls() { # access
	grep -c "^bus: $1 " "$log"
}

polled() { # access times: at least so often since `count`
	[ $(($(polls "$1") - before)) -ge "$2" ]
}

count() { # access
	before=$(polls "$1")
}

is_polled() { # access
	checks=$((checks + 1))
	wait_until polled "$1" 3 || give_up "$ran: $1 is not looked at"
	! is_over $waiter || fail "$ran: is over"
}

# It is so already: one read.
at_once() {
	takes dev/reg/R 0xa5 "dev wl 0x8 0x000000a5"
	for text in 0xa5:0xff 0:0x100 0x80:0x80 0:0 165:255 0245:0377 0xa5:0xffffffff; do
		takes dev/wait/R "$text 10s" "dev rl 0x8 0x000000a5"
	done
	text 11 "dev rl 0x8 0x000000a5" dev/wait/R "5:0xf 500ms"
	takes dev/wait/R "5:0xf 0ns" "dev rl 0x8 0x000000a5"
	takes dev/wait/R "5:0xf 10us 5s" "dev rl 0x8 0x000000a5"
	takes dev/wait/B "0:0xff 2s" "dev rb 0xd 0x00"
	takes dev/wait/Q "0:0xffffffffffffffff 2s" "dev rq 0x10 0x0000000000000000"
	takes dev/wait/POP "0:1 2s" "dev rl 0x20 0x00000000"
	takes ro/wait/R "0:1 2s" "ro rl 0x0 0x00000000"
	run sh -c 'echo "0:0x100 1s" >"$1"; echo "0:0x100 1s" >>"$1"' sh "$mnt/dev/wait/R"
	expect_bus "dev rl 0x8 0x000000a5" "dev rl 0x8 0x000000a5"
}

# A busy bit that is gone after three looks: that many, and the one that finds it so.
until_it_is() {
	takes edu/reg/FACTORIAL 5 "edu wl 0xfea00008 0x00000005"
	busy="edu rl 0xfea00020 0x00000001"
	takes edu/wait/STATUS "0:1 20s" "$busy;$busy;$busy;edu rl 0xfea00020 0x00000000"
	gives edu/reg/FACTORIAL 0x00000078 "edu rl 0xfea00008 0x00000078"
}

until_another_writes() {
	count "dev rl 0x8"
	wait_for dev/wait/R "0x5a:0xff 20s"
	is_polled "dev rl 0x8"
	# Everything else goes on; what is written meanwhile is seen.
	run cat "$mnt/dev/reg/B" "$mnt/dev/reg/R" "$mnt/ro/reg/R" "$mnt/dev/info" "$mnt/dev/dump"
	expect_match "^0x000000a5$"
	run ls -lR "$mnt"
	expect_result EINVAL pwrite "$mnt/dev/wait/B" 0 00
	run dd if="$mnt/dev/l" of=/dev/null bs=64 count=2 status=none
	! is_over $waiter || fail "$ran: the waiter is over"
	run sh -c 'echo 0x15a >"$1"' sh "$mnt/dev/reg/R"
	over 13
	# The look that finds it is the last one, and none follows the answer.
	look
	ran="the end of waiting"
	expect_text "the last looks" "$(tail -n 2 "$tmp/got" | tr '\n' ';')" \
		"dev wl 0x8 0x0000015a;dev rl 0x8 0x0000015a;"
	takes dev/reg/R 0xa5 "dev wl 0x8 0x000000a5"
}

# The number of looks has bounds, whatever else the machine is busy with.
timeouts() {
	text "Connection timed out" "dev rl 0x8 0x000000a5" dev/wait/R "0:1 0s"
	for row in "0:1 200ms 50ms/2/5" "0:1 50ms 10s/2/2" "0:1 100ms/2/101" "0:1 100000us 20ms/2/6" \
		"0:1 60000000ns 60ms/2/2"; do
		bounds=${row#*/}
		expect_result "Connection timed out" pwrite "$mnt/dev/wait/R" 0 "$(hex_of "${row%%/*}")"
		look
		n=$(grep -cx "dev rl 0x8 0x000000a5" "$tmp/got")
		checks=$((checks + 1))
		if [ "$n" -lt "${bounds%/*}" ] || [ "$n" -gt "${bounds#*/}" ]; then
			fail "${row%%/*}: looked $n times, not ${bounds%/*} to ${bounds#*/}"
		fi
		expect_text "other accesses" "$(grep -cvx "dev rl 0x8 0x000000a5" "$tmp/got")" 0
	done
	# It is no earlier than it was told.
	run python3 -c 'import sys, time
start = time.monotonic()
try: open(sys.argv[1], "wb", buffering=0).write(b"0:1 300ms")
except TimeoutError: print(time.monotonic() - start >= 0.3)' "$mnt/dev/wait/R"
	expect_output True
	look
}

# --- how it ends otherwise ---------------------------------------------------------------------------

# None is made for somebody who is gone: another one has come and gone since.
no_more_polls() { # access
	count "$1"
	expect_result "Connection timed out" pwrite "$mnt/ro/wait/R" 0 "$(hex_of "1:1 60ms 5ms")"
	expect_text "looks for nobody" "$(polls "$1")" "$before"
	look
}

signals() {
	count "dev rl 0x8"
	python3 -c 'import os, signal, sys
def handler(number, frame):
	raise KeyboardInterrupt
signal.signal(signal.SIGUSR1, handler)
f = os.open(sys.argv[1], os.O_WRONLY)
try: os.write(f, b"0:1 20s")
except KeyboardInterrupt: print("EINTR")
print(os.write(f, b"1:1 20s"))' "$mnt/dev/wait/R" >"$tmp/waited" &
	waiter=$!
	ran="a signal"
	is_polled "dev rl 0x8"
	kill -USR1 $waiter
	over "EINTR
7"
	no_more_polls "dev rl 0x8"
	for signal in INT TERM KILL; do
		count "dev rl 0x8"
		wait_for dev/wait/R "0:1 20s"
		is_polled "dev rl 0x8"
		kill -$signal $waiter
		over ""
		no_more_polls "dev rl 0x8"
	done
	expect_call 0 "" open "$mnt/dev/wait/R" w
}

# Without a pause between two looks the others are served all the same.
impatient() {
	count "dev rl 0x8"
	wait_for dev/wait/R "0:1 20s 0ns"
	is_polled "dev rl 0x8"
	run cat "$mnt/dev/reg/B"
	expect_output 0x00
	run sh -c 'echo 0 >"$1"' sh "$mnt/dev/reg/R"
	over 11
	look
	takes dev/reg/R 0xa5 "dev wl 0x8 0x000000a5"
}

crowd() { # file-pattern text: 50 of them, each with an own thread and descriptor
	python3 -c 'import os, sys, threading
def one(i):
	result[i] = os.write(os.open(sys.argv[1].replace("%", str(i)), os.O_WRONLY), sys.argv[2].encode())
result = [0] * 50
threads = [threading.Thread(target=one, args=(i,)) for i in range(50)]
for t in threads: t.start()
for t in threads: t.join()
print(set(result))' "$mnt/$1" "$2" >"$tmp/waited" &
	waiter=$!
	ran="fifty: $2 to $1"
}

all_polled() { # how many registers
	[ "$(grep -o '^bus: dev rl 0x1[0-9a-f][0-9a-f] ' "$log" | sort -u | wc -l)" = "$1" ]
}

many() {
	crowd dev/wait/N% "1:1 20s 20ms"
	wait_until all_polled 50 || fail "$ran: not all wait"
	run cat "$mnt/ro/reg/R"
	expect_output 0x00000000
	run python3 -c 'import sys
for i in range(50):
	open(sys.argv[1] + str(i), "w").write("1")' "$mnt/dev/reg/N"
	over "{12}"
	# Of one register: looked at fifty times before anybody looks again, so all are there.
	count "dev rl 0x8"
	crowd dev/wait/R "0x5a:0xff 20s 2s"
	wait_until polled "dev rl 0x8" 50 || fail "$ran: they wait for each other"
	run sh -c 'echo 0x5a >"$1"' sh "$mnt/dev/reg/R"
	over "{16}"
	look
	takes dev/reg/R 0xa5 "dev wl 0x8 0x000000a5"
}

# --- what is no condition ------------------------------------------------------------------------------

mistakes() {
	form="write VALUE:MASK TIMEOUT, as in 0:0x80 500ms*"
	for text in '\n' 1 1:1 '1 1s' '1s' '1:1 1s 1s 1s' '1:1 1s 1s '; do
		refuses EINVAL dev/wait/R "$text" "$form"
	done
	for text in '1:1 1' '1:1  1s' '1:1 ' '1:1 1s ' '1:1 s' '1:1 -1s' '1:1 1.5s' '1:1 1m' '1:1 1S' \
		'1:1 0x1s' '1:1 1s x' '1:1 1s 1' '1:1\t1s'; do
		refuses EINVAL dev/wait/R "$text" "*"
	done
	refuses EINVAL dev/wait/R ' 1:1 1s' "not a number;*"
	refuses EINVAL dev/wait/R '2:1 1s' "it can never be so: *"
	refuses EINVAL dev/wait/R '1:1 1s\n1:1 1s' "$form"
	refuses EINVAL dev/wait/R '1:1 1s\0000' "*"
	refuses EINVAL dev/wait/R "1:1 $(printf %0300d 1)s" "*"
	refuses ERANGE dev/wait/R '0x100000000:1 1s' "the number is wider than *"
	refuses ERANGE dev/wait/B '0:0x100 1s' "the number is wider than *"
	refuses ERANGE dev/wait/R '1:1 99999999999s' "the time is too long"
	refuses ERANGE dev/wait/R '1:1 18446744073709551616ns' "*64 bits"
	expect_call EACCES "" open "$mnt/dev/wait/R" r
	expect_call EACCES "" open "$mnt/dev/wait/R" +
	run stat -c '%a %s' "$mnt/dev/wait/R" "$mnt/ro/wait/R"
	expect_output "200 4096
200 4096"
}

# --- the end of the mount --------------------------------------------------------------------------------

ends() { # signal: of the daemon, while somebody waits
	start "$conf"
	wait_for dev/wait/R "1:1 25s"
	wait_until grep -q "^bus: dev rl 0x8 " "$log"
	kill -"$1" "$daemon"
	wait_until is_over "$daemon" || give_up "SIG$1: it does not end while somebody waits"
	wait "$daemon"
	ran="SIG$1 while somebody waits"
	expect_text "exit status" "$?" 0
	daemon=
	over ENODEV
	expect_text mounted "$(mounts_below "$tmp")" ""
	rm "$log"
}

# It is busy for umount; detached, it goes on until the last one is through.
detached() {
	start "$conf"
	count "dev rl 0x8"
	wait_for dev/wait/R "1:1 25s"
	is_polled "dev rl 0x8"
	try fusermount3 -u "$mnt"
	expect_status 1
	exec 5>"$mnt/dev/reg/R"
	run fusermount3 -uz "$mnt"
	is_over "$daemon" && fail "it ends while somebody waits"
	echo 1 >&5
	over 7
	exec 5>&-
	wait_until is_over "$daemon" || give_up "it stays behind"
	wait "$daemon"
	expect_text "exit status" "$?" 0
	daemon=
	rm "$log"
}

for way in "-o trace" -d; do
	start "$conf"
	at_once
	until_it_is
	until_another_writes
	timeouts
	signals
	impatient
	mistakes
	[ "$way" = -d ] || many
	look
	stop
done
way="-o trace"
ends TERM
within="$call attentive"
ends INT
within=
detached
finish
