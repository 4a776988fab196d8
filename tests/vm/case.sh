# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The words of a case: mount a configuration, say which accesses a command must cause, run it.

if ! grep -qw devmemfs-vm /proc/cmdline || [ ! -e /devmemfs-vm ]; then
	echo "the cases touch hardware: they run only inside the test's virtual machine" >&2
	exit 1
fi
# shellcheck disable=SC1091 # it is only there in the VM
. /vm/machine.sh

M=/mnt # the mount point
steps=0 wants=
newline='
'

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
	printf 'step %d %s\n%s' $((CASE * 1000 + steps)) "$(one_line "$1")" "$wants" >>"$REPORT"
	wants=
	vmtool mark $((CASE * 1000 + steps))
}

# The next step must cause: read or write of W bytes at ADDR, with that VALUE if one is given.
# "rejected" as VALUE: the CPU does it, but no device answers.
expect() # rW|wW ADDR [VALUE]
{
	wants="${wants}want $*$newline"
}

# The same COUNT times, each STRIDE further on.
expect_run() # rW|wW ADDR COUNT STRIDE [VALUE]
{
	wants="${wants}wants $*$newline"
}

# An access for each unit in FILE, with its value as a little-endian machine has it; each STRIDE on.
expect_data() # rW|wW ADDR STRIDE FILE
{
	width=${1#?}
	wants=$wants$(hexdump -v -e "1/$width \"%u\\n\"" "$4" | (
		i=0
		while read -r value; do
			echo "want $1 $(($2 + i * $3)) $value"
			i=$((i + 1))
		done
	))$newline
}

# A program must execute a store fence here. Without this word nobody looks at fences.
expect_fence() { wants="${wants}fence$newline"; }

# The step's reads (ins) or writes (outs) of ports must all be string instructions; without this
# word none may be.
expect_string() # ins|outs
{
	wants="${wants}string $1$newline"
}

# The step must send FILE's bytes to isa-debugcon: the host looks at what arrived.
expect_sent() # FILE
{
	wants="${wants}sent $(od -An -v -tx1 "$1" | tr -d ' \n')$newline"
}

# Several programs at once: what is expected from here to the next stream is one program's, each
# expectation one request; requests may come in any order across streams, but each in one piece.
expect_stream() { wants="${wants}stream$newline"; }

# The next step may do what it likes: there is no other way to wait for a device.
expect_anything() { wants="${wants}any$newline"; }

# The next step must not match what is expected: the check of the check.
expect_difference() { wants="${wants}differ$newline"; }

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
	(eval "$1") >/tmp/out 2>/tmp/err || bad "status $?: $(cat /tmp/err)"
}

prints() # TEXT COMMAND: must succeed and print that, white space aside
{
	try "$2"
	printed=$(one_line "$(cat /tmp/out)")
	[ "$printed" = "$(one_line "$1")" ] || bad "printed '$printed', not '$1'"
}

fails() # ERROR COMMAND: must fail, and say so
{
	step "$2"
	if (eval "$2") >/tmp/out 2>/tmp/err; then
		bad "succeeded, where '$1' was due"
	fi
	case $(cat /tmp/err) in
	*"$1"*) ;;
	*) bad "said '$(cat /tmp/err)', not '$1'" ;;
	esac
}

holds() # COMMAND: a condition; no step of its own
{
	eval "$1" || bad "not so: $1"
}

mount_config() # [OPTION...] <CONFIGURATION; it returns when the mount works
{
	cat >/tmp/conf
	step "devmemfs -c /tmp/conf $* $M"
	devmemfs -c /tmp/conf "$@" $M >/tmp/out 2>/tmp/err || bad "mounting: status $?: $(cat /tmp/err)"
	grep -q " $M fuse" /proc/mounts || { bad "nothing is mounted"; exit 0; }
}

unmount()
{
	step "umount $M"
	umount $M || bad "umount failed"
	daemon_ends
}

wait_for() # COMMAND: until it succeeds, ten seconds at most
{
	tenths=100
	until eval "$1"; do
		tenths=$((tenths - 1))
		[ $tenths -gt 0 ] || { bad "waited in vain for: $1"; return; }
		sleep 0.1
	done
}

daemon_ends() { wait_for '! busybox pidof devmemfs >/dev/null'; }

# Takes a function away from the kernel's own driver. It is here, behind the lock above, and not in
# a case, so that a case does no harm to a machine that is not ours.
unbind() # DRIVER FUNCTION
{
	echo "$2" >"/sys/bus/pci/drivers/$1/unbind"
}
