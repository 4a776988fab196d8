# SPDX-License-Identifier: GPL-2.0-or-later
# An expansion ROM answers while one of its files is open, and only then.
# shellcheck shell=sh disable=SC1091,SC2086
. /vm/case.sh || exit

mount_config <<'E'
regions = (
	{ name = "rom"; pci = "1234:11e8@2 rom"; },
	{ name = "shadow"; pci = "0000:00:02.0 rom"; },
	{ name = "none"; pci = "1234:11e8@1 rom"; },
	{ name = "t"; ports = "0xe0+4"; access = "rw"; }
);
E
rom=$M/rom contents=/vm/contents/rom

prints 'at b cp fifo info l q w' "ls $rom"
prints info "ls $M/none"
try "key none state | grep -q '^unusable: .*ROM'"
prints 'ok pci-rom memory ro 2048' \
	"for key in state backend space access length; do key rom \$key; done"
prints "$(printf '0x%x-0x%x' $EDU2ROM $((EDU2ROM + 2047)))" "key rom range"

enabled() { od -An -v -tu4 -j48 -N4 $EDU2CONFIG; }
off=$((EDU2ROM)) on=$((EDU2ROM + 1))
prints $off enabled
try "stat $rom/b; cat $rom/info; [ -r $rom/l ]"
prints $off enabled
prints "$on" "exec 3<$rom/b; enabled"
prints $off enabled
prints "$on $on $on $off" "exec 3<$rom/b; enabled; exec 4<$rom/fifo/0.l; enabled; exec 3<&-; enabled
	exec 4<&-; enabled"

for view in b:1 w:2 l:4 q:8 cp:8; do
	expect_run r${view#*:} $EDU2ROM $((2048 / ${view#*:})) ${view#*:}
	try "dd if=$rom/${view%:*} bs=4k count=1 of=/tmp/got"
	holds "cmp $contents /tmp/got"
	prints $off enabled
done
expect r2 $((EDU2ROM + 2046))
try "dd if=$rom/w bs=2 skip=1023 count=1 of=/tmp/got"
holds "tail -c 2 $contents | cmp - /tmp/got"
expect_run r1 $((EDU2ROM + 1)) 3 0
prints 'aa aa aa' "head -c 3 $rom/fifo/1.b | od -An -v -tx1"
expect_run r4 $((EDU2ROM + 8)) 2 4
try "exec 3<$rom/l; dd bs=4 skip=2 count=1 of=/tmp/got <&3; dd bs=4 count=1 <&3"

# Reading is all there is.
fails 'Permission denied' "true >$rom/b"
fails 'Permission denied' "true 3<>$rom/l"
fails 'Permission denied' "dd if=/dev/zero of=$rom/fifo/0.b bs=1 count=1 conv=notrunc"
prints $off enabled

# A reader that is killed leaves it switched off.
step 'a reader is killed'
(exec 3<$rom/b; exec sleep 60) &
wait_for "[ \$(enabled) -eq $on ]"
kill $!
wait_for "[ \$(enabled) -eq $off ]"

# Nor does it answer where the function does not answer at all: that is an error, not garbage.
step 'memory decode off'
command=$(od -An -v -to1 -j4 -N1 $EDU2CONFIG)
printf '\0' | dd of=$EDU2CONFIG bs=1 seek=4 conv=notrunc
fails 'Input/output error' "cat $rom/b"
wait_for "grep -q 'region \"rom\" is unusable: .*decoding of memory is off' /tmp/log"
prints $off enabled
step 'memory decode on'
printf '%b' "\\0${command# }" | dd of=$EDU2CONFIG bs=1 seek=4 conv=notrunc
expect r1 $EDU2ROM 0x55
prints U "head -c 1 $rom/b"

# The firmware's copy of the graphics card's in RAM needs no switch.
prints ok "key shadow state"
expect r1 $ROM 0x55
expect r1 $((ROM + 1)) 0xaa
prints '55 aa' "od -An -v -tx1 -N2 $M/shadow/b"
expect_run r4 $ROM 256 4
try "dd if=$M/shadow/l bs=1k count=1"

# The daemon ends while a file is open.
prints $on "exec 3<$rom/b; umount -l $M; enabled"
wait_for "[ \$(enabled) -eq $off ]"
daemon_ends

wrong() # REGION
{
	echo "regions = ( { name = \"x\"; $1 } );" >/tmp/wrong
	fails "/tmp/wrong:1: " "devmemfs --check /tmp/wrong"
}
wrong 'pci = "1234:11e8@2 rom"; access = "rw";'
wrong 'pci = "1234:11e8@2 rom"; access = "wo";'
