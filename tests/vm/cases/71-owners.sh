# SPDX-License-Identifier: GPL-2.0-or-later
# What a driver has claimed is not written without being asked twice; what is RAM is never touched.
# Once the driver lets go, the region works, while it is mounted.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

com=0000:00:07.0 rng=0000:$HOT:05.0
bind_again() # the serial driver, if it has been taken away from the UART
{
	[ -e /sys/bus/pci/devices/$com/driver ] || echo $com >/sys/bus/pci/drivers/serial/bind
}

# The kernel's driver looks at its UART when it comes and when it goes.
expect_anything
step 'drivers have their devices'
bind_again
plug virtio-rng-pci rng 05
wait_for "[ -e /sys/bus/pci/devices/$rng/driver ]"
R=$(base $HOT:05.0 4)
also_compare mmio $R $((R + 0x3fff)) the generator

mount_config <<E
regions = (
	{ name = "uart"; pci = "$com bar0"; access = "rw"; },
	{ name = "look"; pci = "$com bar0"; },
	{ name = "rng"; pci = "$rng bar4"; access = "rw"; },
	{ name = "rng-look"; iomem = "virtio-pci-modern@2"; },
	{ name = "keyboard"; ports = "0x64+1"; access = "wo"; },
	{ name = "ram"; memory = "0x1000000+4k"; access = "rw"; force = true; },
	{ name = "across"; memory = "0x9f000+8k"; },
	{ name = "low"; memory = "0+4k"; force = true; },
	{ name = "edu"; pci = "0000:00:04.0 bar0"; access = "rw"; }
);
browse = ( { tree = "iomem"; access = "rw"; only = [ "*RAM*", "Kernel *", "virtio*", "$rng" ]; },
	{ tree = "ioports"; access = "rw"; only = [ "serial", "keyboard", "$com" ]; } );
E

cp /tmp/err /tmp/mounting

# The path of names is /proc's own; the remedy names the driver's own file.
ports='PCI Bus 0000:00 > 0000:00:07.0 > serial'
holds "sed -n 's/^ *\\(.*\\) : \\(PCI Bus 0000:00\\|$com\\|serial\\)/\\2/p' /proc/ioports | grep -q $com"
prints "claimed by $ports $ports" "key uart state | sed 's/^unusable: //'; key uart claimed-by"
prints "unbind the driver (echo $com >/sys/bus/pci/devices/$com/driver/unbind), or say access = \"ro\", or
	force = true to write all the same" "key uart remedy"
prints info "ls $M/uart"
prints "ok $ports at b bp fifo info l lp w wp" "key look state; key look claimed-by; ls $M/look"
expect r1 $((UART + 1))
try "dd if=$M/look/b bs=1 skip=1 count=1"
memory="PCI Bus 0000:00 > PCI Bus 0000:$HOT > $rng > virtio-pci-modern"
prints "$memory" "key rng claimed-by"
prints info "ls $M/rng"
try "key rng remedy | grep -qF 'echo $rng >/sys/bus/pci/devices/$rng/driver/unbind'"
prints info "ls $M/rng-look"
prints info "ls $M/keyboard"
try "key keyboard state | grep -q 'claimed by .*keyboard'"
for name in uart rng keyboard ram across low; do
	holds "grep -q 'region \"$name\" is unusable: .' /tmp/mounting"
	fails 'No such file or directory' "cat $M/$name/b"
done

# RAM, whatever is said, by whatever name.
prints 'the range overlaps System RAM' "key ram state | sed 's/^unusable: //'"
for name in across low; do
	try "key $name state | grep '^unusable: physical memory below 0xa0000'"
done
step 'entries of RAM and of what is in it'
count=0
find $M/iomem -type d -name '*:System_RAM*' >/tmp/rams
find $M/iomem -type d -name '*:Kernel_*' >>/tmp/rams
while read -r directory; do
	count=$((count + 1))
	busybox grep -q '^state: unusable: .*RAM' "$directory/info" || bad "$directory is usable"
	[ ! -e "$directory/b" ] || bad "$directory has data files"
done </tmp/rams
holds "[ $count -ge 6 ]"

# The entries follow the same rule.
at() { find "$M/$1" -type d -name "*:$2"; } # TREE LABEL
for entry in "$(at ioports $com)" "$(at ioports keyboard | head -n 1)" "$(at iomem $rng | head -n 1)"; do
	prints info "ls -p '$entry' | grep -v /"
	try "grep '^state: unusable: claimed by' '$entry/info'"
done

# As the remedies say.
expect_anything
step 'the drivers are unbound'
eval "$(key uart remedy | sed 's/.*(\(echo.*\)).*/\1/')" || bad 'the remedy does not work'
eval "$(key rng remedy | sed 's/.*(\(echo.*\)).*/\1/')" || bad 'the remedy does not work'
wait_for "[ -e $M/uart/b ] && [ -e $M/rng/b ]"
prints 'ok' "key uart state; key uart claimed-by; key uart remedy"
prints 'at b bp fifo info l lp w wp' "ls $M/uart"
expect w1 $((UART + 7)) 0x5a
try "printf Z | dd of=$M/uart/b bs=1 seek=7 conv=notrunc"
expect r1 $((UART + 7)) 0x5a
prints Z "dd if=$M/uart/b bs=1 skip=7 count=1"
expect r1 $((UART + 7)) 0x5a
prints Z "dd if=$M/look/b bs=1 skip=7 count=1"
prints 'ok' "key rng state; key rng claimed-by"
prints '' "find $M -name '$(printf %04x $((UART)))-*:serial'"
prints 'at/ b bp fifo/ info l lp w wp' "ls -p '$(at ioports $com)'"
step 'memory decode on'
switch_on $rng
expect r1 $((R + 0x14))
try "dd if=$M/rng/b bs=1 skip=20 count=1"

# Open files go when a driver comes again: it owns the device now.
step 'a file is opened'
exec 3<>$M/uart/b
expect_anything
step 'the driver is bound'
bind_again
wait_for "key uart state | grep -q '^unusable: claimed by'"
fails 'No such device' 'printf x | dd bs=1 count=1 >&3'
fails 'No such device' 'dd bs=1 count=1 <&3'
exec 3<&-
prints info "ls $M/uart"
prints "$ports" "key look claimed-by"
unmount

# Owned up to: the driver stays.
mount_config <<E
regions = ( { name = "uart"; pci = "$com bar0"; access = "rw"; force = true; } );
E
prints "ok $ports" "key uart state; key uart claimed-by"
expect w1 $((UART + 7)) 0xa5
try "printf '\\245' | dd of=$M/uart/b bs=1 seek=7 conv=notrunc"
expect r1 $((UART + 7)) 0xa5
prints a5 "od -An -v -tx1 -j7 -N1 $M/uart/b"
unmount
expect_anything
step 'out'
unbind serial $com
unplug rng
