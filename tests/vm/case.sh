# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The words of a case: mount a configuration, say which accesses a command must cause, run it.
# What they need for themselves is busybox, which starts ten times as fast as the linked tools.

if ! busybox grep -qw devmemfs-vm /proc/cmdline || [ ! -e /devmemfs-vm ]; then
	echo "the cases touch hardware: they run only inside the test's virtual machine" >&2
	exit 1
fi
# shellcheck disable=SC1091 # they are only there in the VM
. /vm/machine.sh
# shellcheck disable=SC1091
. /vm/config.sh

M=/mnt # the mount point
steps=0 with=

one_line() # TEXT: with single blanks instead of all white space
{
	set -f
	# shellcheck disable=SC2086
	set -- $1
	printf '%s\n' "$*"
}

# A case is cut into steps by marks in the trace. What happens before its first step is set-up and
# not compared; from there on every access must be one that the step expects.
step() # LABEL
{
	steps=$((steps + 1))
	printf 'step %d %s\n' $((CASE * 1000 + steps)) "$(one_line "$1")" >>"$REPORT"
	mark $((CASE * 1000 + steps))
}

# A line of the report about the next step.
due() # WORD...
{
	echo "next $*" >>"$REPORT"
}

# The next step must cause: read or write of W bytes at ADDR, with that VALUE if one is given.
# "rejected" as VALUE: the CPU does it, but no device answers.
expect() { due want "$@"; } # rW|wW ADDR [VALUE]

# The same COUNT times, each STRIDE further on.
expect_run() { due wants "$@"; } # rW|wW ADDR COUNT STRIDE [VALUE]

# An access for each unit in FILE, with its value as a little-endian machine has it; each STRIDE on.
expect_data() # rW|wW ADDR STRIDE FILE
{
	due data "$1 $2 $3" "$(od -An -v -tu"${1#?}" "$4" | busybox tr '\n' ' ')"
}

# A program must execute a store fence here; or none in this step. Without one of these words nobody
# looks at fences.
expect_fence() { due fence; }
expect_no_fence() { due no-fence; }

# The step's reads (ins) or writes (outs) of ports must all be string instructions; without this
# word none may be.
expect_string() { due string "$1"; } # ins|outs

# The step must send FILE's bytes to isa-debugcon: the host looks at what arrived.
expect_sent() # FILE
{
	due sent "$(od -An -v -tx1 "$1" | busybox tr -d ' \n')"
}

# Several programs at once: what is expected from here to the next stream is one program's, each
# expectation one request; requests may come in any order across streams, but each in one piece.
expect_stream() { due stream; }

# The next step may do what it likes: there is no other way to wait for a device.
expect_anything() { due any; }

# The next step may make any number of such accesses there, or so many at most, and no others.
expect_within() { due within "$@"; } # rW|wW START END [MOST [VALUE]]

# The next step must not match what is expected: the check of the check.
expect_difference() { due differ; }

# Compares the accesses of one more range, in this case alone. KIND: see machine.sh.
also_compare() # KIND START END NAME
{
	echo "watch $*" >>"$REPORT"
}

bad() # TEXT
{
	printf 'bad %s\n' "$(one_line "$*")" >>"$REPORT"
}

try() # COMMAND: must succeed
{
	step "$1"
	(eval "$1") >/tmp/out 2>/tmp/err || bad "status $?: $(busybox cat /tmp/err)"
}

prints() # TEXT COMMAND: must succeed and print that, white space aside
{
	try "$2"
	printed=$(one_line "$(busybox cat /tmp/out)")
	[ "$printed" = "$(one_line "$1")" ] || bad "printed '$printed', not '$1'"
}

fails() # ERROR COMMAND: must fail, and say so
{
	step "$2"
	if (eval "$2") >/tmp/out 2>/tmp/err; then
		bad "succeeded, where '$1' was due"
	fi
	case $(busybox cat /tmp/err) in
	*"$1"*) ;;
	*) bad "said '$(busybox cat /tmp/err)', not '$1'" ;;
	esac
}

holds() # COMMAND: a condition; no step of its own
{
	eval "$1" || bad "not so: $1"
}

# $with: a command that runs devmemfs, if it is not empty.
mount_config() # [OPTION...] <CONFIGURATION; it returns when the mount works
{
	busybox cat >/tmp/conf
	step "$with devmemfs -c /tmp/conf $* $M"
	# shellcheck disable=SC2086
	$with devmemfs -c /tmp/conf "$@" $M >/tmp/out 2>/tmp/err ||
		bad "mounting: status $?: $(busybox cat /tmp/err)"
	busybox grep -q " $M fuse" /proc/mounts || { bad "nothing is mounted"; exit 0; }
}

unmount()
{
	step "umount $M"
	umount $M || bad "umount failed"
	daemon_ends
}

key() # REGION KEY: what its info says
{
	busybox sed -n "s/^$2: //p" "$M/$1/info"
}

wait_for() # COMMAND: until it succeeds, ten seconds at most
{
	tenths=100
	until eval "$1"; do
		tenths=$((tenths - 1))
		[ $tenths -gt 0 ] || { bad "waited in vain for: $1"; return; }
		busybox sleep 0.1
	done
}

daemon_ends() { wait_for '! busybox pidof devmemfs >/dev/null'; }

# What changes the machine is here, behind the lock above, and not in a case, so that a case does no
# harm to a machine that is not ours.

# Takes a function away from the kernel's own driver.
unbind() # DRIVER FUNCTION
{
	echo "$2" >"/sys/bus/pci/drivers/$1/unbind"
}

# Has QEMU's monitor obey a command; $answer is "ok" or what is wrong. See plug.py.
ask_host() # COMMAND
{
	echo "$1" >&9
	read -r answer <&9
} 9<>/dev/vport0p2

# What a case that fails has left plugged in would be in the way of the next one.
plugged=' '
take_out_the_rest()
{
	for id in $plugged; do
		unplug "$id"
	done
}
trap take_out_the_rest EXIT
trap 'exit 124' TERM

# Plugs a device in behind the bridge, returns when the kernel has found it. The files of its BARs
# come last, when these have got addresses.
plug() # MODEL[,PROPERTY=VALUE]... ID SLOT: the function is 0000:$HOT:SLOT.0
{
	ask_host "device_add $1,id=$2,bus=bridge,addr=$3"
	[ "$answer" = ok ] || { bad "plugging $2 in: $answer"; return; }
	plugged="$plugged$2 "
	wait_for "ls /sys/bus/pci/devices/0000:$HOT:$3.0/resource[0-9] >/dev/null 2>&1"
}

# Returns when the kernel has let go of the device, and QEMU has taken it off the bus.
unplug() # ID
{
	ask_host "device_del $1"
	plugged="${plugged%" $1 "*} ${plugged#*" $1 "}"
	[ "$answer" = ok ] || bad "unplugging $1: $answer"
}

# Without a driver, a function that was plugged in does not decode its BARs: this makes it.
switch_on() # FUNCTION
{
	echo 1 >"/sys/bus/pci/devices/$1/enable" || bad "$1 cannot be enabled"
}

# The kernel forgets a function, which is still on the bus; and looks for those it does not know.
remove_function() # FUNCTION
{
	echo 1 >"/sys/bus/pci/devices/$1/remove" || bad "$1 cannot be removed"
}

rescan()
{
	echo 1 >/sys/bus/pci/rescan
}

# Whether a function answers at its BARs: bits of the command register.
switch_decode() # FUNCTION ports|memory 1|0
{
	case $2 in
	ports) bit=1 ;;
	memory) bit=2 ;;
	esac
	config=/sys/bus/pci/devices/$1/config
	command=$(od -An -v -tu1 -j4 -N1 "$config")
	printf '%b' "\\0$(printf %o $((command & ~bit | bit * $3)))" |
		dd of="$config" bs=1 seek=4 conv=notrunc 2>/dev/null
}
