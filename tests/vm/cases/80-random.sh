# SPDX-License-Identifier: GPL-2.0-or-later
# Random reads and writes over all kinds of regions: each access as asked, in order, the data right.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

vmtool w1:$((PARPORT + 2))=0x0c # its data lines are outputs

mount_config <<'E'
regions = (
	{ name = "ports"; ports = "0xe0+4"; access = "rw"; },
	{ name = "parport"; ports = "0x378+1"; access = "rw"; },
	{ name = "memory"; memory = "0xff000000+8k"; access = "rw"; widths = "bwl"; },
	{ name = "odd"; memory = "0xff002804-0xff0028ff"; access = "rw"; },
	{ name = "edu"; pci = "1234:11e8 bar0"; access = "rw"; },
	{ name = "shm"; pci = "1af4:1110 bar2"; access = "rw"; }
);
E

where="$M/ports:$TESTPORT:0:4:bwl $M/parport:$PARPORT:0:1:b"
where="$where $M/memory:$TESTMEM:0:0x2000:bwlc $M/odd:$((TESTMEM + 0x2804)):0:0xfc:bwlc"
where="$where $M/edu:$EDU:0x80:0x98:q $M/shm:$SHM:0xfc000:0x100000:bwlqc"

# VM_OPS sets the number.
for seed in 1 2 3; do
	try "randops $seed ${ops:-8000} $REPORT $where"
done
unmount
