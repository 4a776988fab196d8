# SPDX-License-Identifier: GPL-2.0-or-later
# Who waits for a register reads it, once a turn, and nothing else; everybody else goes on working.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

alike=
for n in 0 1 2 3 4 5 6 7 8 9; do
	alike="$alike { name = \"L$n\"; offset = \"4\"; },"
done
mount_config <<E
regions = (
	{ name = "edu"; pci = "1234:11e8 bar0"; access = "rw"; registers = (
		{ name = "ID"; offset = "0x00"; access = "ro"; },
		{ name = "LIVENESS"; offset = "0x04"; },
		$alike
		{ name = "FACTORIAL"; offset = "0x08"; },
		{ name = "STATUS"; offset = "0x20"; fields = (
			{ name = "BUSY"; bits = "0"; access = "ro"; }, { name = "IRQ"; bits = "7"; } ); },
		{ name = "SRC"; offset = "0x80"; width = 64; } ); },
	{ name = "parport"; ports = "0x378+3"; access = "rw"; registers = (
		{ name = "DATA"; offset = "0"; width = 8; } ); }
);
E
e=$M/edu

# What fails says why on its standard error; dash's own echo does not.
put() { busybox echo "$1" >"$2"; }

# Reset and wait, as in every driver: the unit works, the wait ends, the result is there.
for n in 5 12 1; do
	result=1 i=$n
	while [ $i -gt 1 ]; do
		result=$((result * i)) i=$((i - 1))
	done
	expect w4 $((EDU + 8)) $n
	try "echo $n >$e/reg/FACTORIAL"
	expect_within r4 $((EDU + 0x20)) $((EDU + 0x20))
	try "echo 0:1 2s >$e/wait/STATUS"
	expect r4 $((EDU + 0x20)) 0
	prints 0x0 "cat $e/field/STATUS/BUSY"
	expect r4 $((EDU + 8)) $result
	prints "$(printf '0x%08x' $result)" "cat $e/reg/FACTORIAL"
done

# What is so already takes one look; time that is up at once, too.
expect r4 $((EDU + 0x20)) 0
try "echo 0:1 2s >$e/wait/STATUS"
expect r4 $((EDU + 0x20)) 0
try "echo 0:0x81 0s >$e/wait/STATUS"
expect r4 $((EDU + 0x20)) 0
fails 'Connection timed out' "put '1:1 0ms' $e/wait/STATUS"
expect w8 $((EDU + 0x80)) 0
try "echo 0 >$e/reg/SRC"
expect r8 $((EDU + 0x80)) 0
try "echo 0:0xffffffffffffffff 1s >$e/wait/SRC"

# The first look, and the last one at the end of the time.
expect_run r4 $((EDU + 0x20)) 2 0 0
fails 'Connection timed out' "put '1:1 30ms 1s' $e/wait/STATUS"
# Never more often than was said.
expect_within r4 $((EDU + 0x20)) $((EDU + 0x20)) 11 0
fails 'Connection timed out' "put '0x80:0x80 200ms 20ms' $e/wait/STATUS"

# The others go on: they read and write the same device, and end the wait so.
expect_within r4 $((EDU + 4)) $((EDU + 4))
expect r4 $EDU 0x010000ed
expect w1 $PARPORT 0x55
expect r1 $PARPORT 0x55
expect w4 $((EDU + 4)) 0x0000ffff
try "put '0xffff0000:0xffffffff 20s' $e/wait/LIVENESS & waiter=\$!
	cat $e/reg/ID
	echo 0x55 >$M/parport/reg/DATA
	cat $M/parport/at/0.b
	echo 0xffff >$e/reg/LIVENESS
	wait \$waiter"

# Many at once, who come to their ends one by one, whatever the order in which they began.
expect_within r4 $((EDU + 4)) $((EDU + 4))
for n in 0 1 2 3 4 5 6 7 8 9; do
	expect w4 $((EDU + 4)) $((0xfffffff0 | n))
done
try "for n in 7 3 9 1 5 8 2 6 4 0; do
		{ put \"\$((15 - n)):0xf 20s 5ms\" $e/wait/L\$n && echo \$n >>/tmp/order; } &
	done
	for n in 0 1 2 3 4 5 6 7 8 9; do
		echo \$((0xfffffff0 | n)) >$e/reg/LIVENESS
		until busybox grep -qx \$n /tmp/order; do busybox sleep 0.01; done
	done
	wait"
prints '0 1 2 3 4 5 6 7 8 9' 'cat /tmp/order'

# Also at one file: the kernel lets only one write to an inode at a time, so each opens its own.
expect_within r4 $((EDU + 4)) $((EDU + 4))
expect w4 $((EDU + 4)) 0xfffffff0
expect w4 $((EDU + 4)) 0xfffffff1
try "put '14:0xf 20s 5ms' $e/wait/LIVENESS & late=\$!
	put '15:0xf 20s 5ms' $e/wait/LIVENESS & early=\$!
	busybox sleep 0.3
	echo 0xfffffff0 >$e/reg/LIVENESS
	wait \$early
	echo 0xfffffff1 >$e/reg/LIVENESS
	wait \$late"

# A signal ends it, long before its time, and nobody looks any more.
uptime() { busybox sed 's/\..*//' /proc/uptime; }
began=$(uptime)
expect_within r4 $((EDU + 0x20)) $((EDU + 0x20))
fails '' "timeout -s INT 0.3 busybox sh -c 'echo 1:1 60s 10ms >$e/wait/STATUS'"
expect_within r4 $((EDU + 0x20)) $((EDU + 0x20))
fails '' "timeout -s KILL 0.3 busybox sh -c 'echo 1:1 60s 10ms >$e/wait/STATUS'"
holds "[ $(($(uptime) - began)) -lt 20 ]"
try 'busybox sleep 0.3'

# What cannot be waited for is not looked at.
fails 'Invalid argument' "put 0:1 $e/wait/STATUS"
fails 'Invalid argument' "put '0 1s' $e/wait/STATUS"
fails 'Invalid argument' "put '0:1 1' $e/wait/STATUS"
fails 'Invalid argument' "put '0:1 1s 1ms 1' $e/wait/STATUS"
fails 'Invalid argument' "put '2:1 1s' $e/wait/STATUS"
fails 'Numerical result out of range' "put '0:0x100000000 1s' $e/wait/STATUS"
fails 'Numerical result out of range' "put '0:0x100 1s' $M/parport/wait/DATA"

# The mount can end while somebody waits: he is told, and the daemon is gone.
expect_within r4 $((EDU + 0x20)) $((EDU + 0x20))
step 'the end, while somebody waits'
put '1:1 60s' $e/wait/STATUS 2>/tmp/err & waiter=$!
busybox sleep 0.3
busybox kill "$(busybox pidof devmemfs)"
! wait $waiter || bad 'the wait succeeded'
grep -q . /tmp/err || bad 'nothing was said'
daemon_ends
