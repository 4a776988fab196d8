# SPDX-License-Identifier: GPL-2.0-or-later
# Where in and out are not to be had: /dev/port for bytes, sysfs for I/O BARs. Nothing is made
# of narrower accesses, nothing is cut short.
# shellcheck shell=sh disable=SC1091,SC2086,SC2034
. /vm/case.sh || exit

vmtool w1:$((PARPORT + 2))=0x0c # its data lines are outputs
unbind serial 0000:00:07.0

E1000PORTS=$(base 06.0 1)
also_compare kernel $PARPORT $((PARPORT + 7)) parport
also_compare kernel $TESTPORT $((TESTPORT + 7)) testdev ports
also_compare kernel $PAUSE $PAUSE pause
also_compare kernel $UART $((UART + 7)) pci-serial
also_compare kernel $E1000PORTS $((E1000PORTS + 63)) e1000 ports

with='vmtool without-ioperm'
mount_config <<'E'
regions = (
	{ name = "parport0"; ports = "0x378+3"; access = "rw"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "wide"; ports = "0xe4+4"; access = "rw"; widths = "wl"; },
	{ name = "uart"; pci = "1b36:0002 bar0"; access = "rw"; },
	{ name = "nic"; pci = "8086:100e bar1"; access = "rw"; },
	{ name = "memory"; memory = "0xff000000+4k"; access = "rw"; }
);
E
instead() # REGION BACKEND TEXT: what is logged
{
	grep "region \"$1\": port-io: .*; $2 is used instead$3" /tmp/err >/tmp/line ||
		bad "no word of $1's backend: $(cat /tmp/err)"
}
instead t dev-port ' (8-bit accesses only)'
instead parport0 dev-port ' (8-bit accesses only)'
instead uart pci-io '$'
instead nic pci-io '$'
prints 'dev-port dev-port pci-io pci-io devmem' \
	"for name in t parport0 uart nic memory; do key \$name backend; done"

# Bytes through /dev/port, which can pause too.
prints 'at b bp fifo info' "ls $M/t"
prints '0.b 0.bp 1.b 1.bp 2.b 2.bp 3.b 3.bp' "ls $M/t/fifo"
prints 'at b bp fifo info' "ls $M/parport0"
for name in w l wp fifo/0.w fifo/0.bs; do
	fails 'No such file or directory' "cat $M/t/$name"
done
prints info "ls $M/wide"
try "key wide state | grep -q '^unusable: port-io: '"

for i in 0 1 2 3; do
	expect w1 $((TESTPORT + i)) $((0x31 + i))
done
try "printf 1234 >$M/t/b"
for i in 0 1 2 3; do
	expect r1 $((TESTPORT + i)) $((0x31 + i))
done
prints 1234 "cat $M/t/b"
expect r1 $((TESTPORT + 2)) 0x33
prints 3 "dd if=$M/t/b bs=1 skip=2 count=1"
expect_data w1 $PARPORT 0 /vm/contents/bytes
try "cp /vm/contents/bytes $M/parport0/fifo/0.b"
expect_run r1 $PARPORT 300 0
prints 300 "dd if=$M/parport0/fifo/0.b bs=300 count=1 | wc -c"
for i in 0 1 2; do
	expect r1 $((PARPORT + i))
	expect w1 $PAUSE
done
try "cat $M/parport0/bp"
expect w1 $PARPORT 0x41
expect w1 $PAUSE
expect w1 $PARPORT 0x42
expect w1 $PAUSE
try "printf AB >$M/parport0/fifo/0.bp"
fails 'No space left on device' "printf x | dd of=$M/t/b bs=1 seek=4 conv=notrunc"
prints '' "dd if=$M/t/b bs=1 skip=4 count=1"

# An I/O BAR through sysfs: three widths, no string instruction, a pause that no port sees.
prints 'at b bp fifo info l lp w wp' "ls $M/nic"
prints '0.b 0.bp 0.l 0.lp 0.w 0.wp' "ls $M/nic/fifo | grep '^0'"
fails 'No such file or directory' "cat $M/nic/fifo/0.bs"
for view in b:1 bp:1 w:2 wp:2 l:4 lp:4; do
	width=${view#*:}
	expect_run w$width $E1000PORTS $((8 / width)) $width 0
	try "printf '\\0\\0\\0\\0\\0\\0\\0\\0' | dd of=$M/nic/${view%:*} bs=8 conv=notrunc"
	expect_run r$width $((E1000PORTS + 8)) $((8 / width)) $width
	try "dd if=$M/nic/${view%:*} bs=8 skip=1 count=1"
done
expect_run r4 $((E1000PORTS + 4)) 5 0
prints 20 "dd if=$M/nic/fifo/4.l bs=20 count=1 | wc -c"

# The end, where the kernel would shorten what is asked for.
expect r4 $((E1000PORTS + 60))
prints 4 "dd if=$M/nic/l bs=4 skip=15 count=1 | wc -c"
fails 'Invalid argument' "dd if=$M/nic/l bs=4 skip=62 iflag=skip_bytes count=1"
fails 'Invalid argument' "dd if=$M/nic/w bs=2 skip=63 iflag=skip_bytes count=1"
prints '' "dd if=$M/nic/l bs=4 skip=16 count=1"
expect r4 $((E1000PORTS + 60))
prints 4 "dd if=$M/nic/l bs=60 skip=1 count=1 | wc -c"
fails 'No space left on device' "printf 1234 | dd of=$M/nic/l bs=4 seek=16 conv=notrunc"

# A real FIFO: every unit once. Its registers are bytes, which the device makes of wider accesses.
expect w1 $((UART + 2)) 0x07
expect w1 $((UART + 4)) 0x10
try "printf '\\007' >$M/uart/fifo/2.b; printf '\\020' >$M/uart/fifo/4.b"
printf 0123456789abcdef >/tmp/stream
expect_data w1 $UART 0 /tmp/stream
try "cp /tmp/stream $M/uart/fifo/0.b"
expect_data r1 $UART 0 /tmp/stream
prints 0123456789abcdef "head -c 16 $M/uart/fifo/0.b"
expect_run r1 $((UART + 4)) 4 1
prints 4 "dd if=$M/uart/l bs=4 skip=1 count=1 | wc -c"
fails 'Invalid argument' "dd if=$M/uart/l bs=4 skip=6 iflag=skip_bytes count=1"

# Memory is as ever.
expect w4 $TESTMEM 0x34333231
try "printf 1234 >$M/memory/l"
unmount

# Without the capability for it there are no ports at all, except those of BARs.
with='vmtool without-rawio'
mount_config <<'E'
regions = (
	{ name = "t"; ports = "0xe0+4"; access = "rw"; },
	{ name = "nic"; pci = "8086:100e bar1"; access = "rw"; }
);
E
prints info "ls $M/t"
try "key t state | grep -q '^unusable: port-io: Operation not permitted'"
try "key t remedy | grep -q CAP_SYS_RAWIO"
prints pci-io 'key nic backend'
expect r4 $((E1000PORTS + 4)) 0
expect r2 $((E1000PORTS + 2)) 0
try "dd if=$M/nic/l bs=4 skip=1 count=1; dd if=$M/nic/w bs=2 skip=1 count=1"
with=
unmount

# With it all of them are the program's own accesses again.
mount_config <<'E'
regions = ( { name = "t"; ports = "0xe0+4"; access = "rw"; } );
E
prints port-io 'key t backend'
prints 'at b bp fifo info l lp w wp' "ls $M/t"
unmount
