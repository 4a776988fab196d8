#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A mount's life: into the background, signals, the ways to its end; as mount(8)'s helper; -o.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount
require python3

# The process in the background is nobody's child here; it is known by its machine, ours alone.
former=
find_daemon() { # other than the former ones
	background=
	keeper=
	for process in /proc/[0-9]*; do
		case " $former " in *" ${process#/proc/} "*) continue ;; esac
		case $(tr '\0' ' ' 2>/dev/null <"$process/cmdline") in
		*devmemfs*"root=$tree "*)
			# Its keeper goes by another name.
			case $(cat "$process/comm") in
			devmemfs-keeper) keeper=${process#/proc/} ;;
			*) background=${process#/proc/} ;;
			esac
			;;
		esac
	done
	expect_text "a process" "${background:+found}" found
}

# The directories of the mount: beside them there is the map.
regions() {
	find "$mnt" -mindepth 1 -maxdepth 1 -type d ! -name '.*' -exec basename {} \; | sort
}

works() {
	expect_result "4 ed000001" pread "$mnt/edu/l" 0 4
}

mount_demo() { # argument...: when it returns, the mount works: nothing waits here
	run devmemfs "$@" --demo "$mnt"
	works
	expect_output ""
	expect_error ""
	find_daemon
}

expect_end() { # how it was ended
	ran=$1
	wait_until is_over "$background" || fail "$ran: process $background is still there"
	expect_text "mounted" "$(mounts_below "$tmp")" ""
	expect_text "left in the mount point" "$(ls -A "$mnt")" ""
}

background() {
	for signal in TERM INT; do
		mount_demo
		kill -$signal "$background"
		expect_end "SIG$signal"
	done
	mount_demo -s
	for signal in HUP PIPE; do
		kill -$signal "$background"
		ran="SIG$signal"
		works
		works
	done
	run fusermount3 -u "$mnt"
	expect_end "fusermount3 -u"
	again=0
	while [ $again -lt 30 ]; do
		again=$((again + 1))
		run devmemfs --demo "$mnt"
		run fusermount3 -u "$mnt"
	done
	mount_demo
	(cd "$mnt/ram" && try fusermount3 -u "$mnt" && [ "$status" != 0 ]) || fail "a busy mount was unmounted"
	works
	run fusermount3 -u "$mnt"
	expect_end "fusermount3 -u"
	cd "$tmp" || exit
	run devmemfs --demo mnt
	cd / || exit
	works
	find_daemon
	kill "$background"
	expect_end "SIGTERM after a relative mount point"
}

# With files open: who says so ends the mount all the same, or lets it go on until they are closed.
busy() {
	mount_demo
	exec 5<"$mnt/ram/l"
	kill "$background"
	expect_end "SIGTERM with a file open"
	try head -c 4 <&5
	expect_error "*not connected*"
	exec 5<&-
	mount_demo
	exec 5<"$mnt/edu/l"
	run fusermount3 -u -z "$mnt"
	expect_text "mounted" "$(mounts_below "$tmp")" ""
	run od -An -tx4 -N4 <&5
	expect_output " 010000ed"
	kill -0 "$background" || fail "it ended while somebody had a file open"
	exec 5<&-
	expect_end "the last close after a lazy unmount"
}

# The keeper of what somebody has unmounted does not look at what is mounted there next, which its
# look would keep busy: here for as long as nobody answers it.
next_one() {
	mount_demo
	former="$background $keeper"
	left=$keeper
	kill -STOP "$left"
	run fusermount3 -u "$mnt"
	mount_demo
	kill -STOP "$background"
	kill -CONT "$left"
	wait_until is_over "$left" || fail "the former keeper looks at the next mount"
	kill -CONT "$background"
	run fusermount3 -u "$mnt"
	expect_end "unmounting the next mount"
	former=
}

is_dead() {
	# shellcheck disable=SC2317 # for wait_until
	LC_ALL=C stat "$mnt" 2>&1 | grep -q "not connected"
}

# As at the end of the machine's day: everybody is told to end, who is still there is killed.
reboot() {
	mount_demo
	exec 5<"$mnt/ram/l"
	# shellcheck disable=SC2086 # process numbers
	kill $background $keeper
	expect_end "SIGTERM to all"
	exec 5<&-
	mount_demo
	# The keeper first, which else might have unmounted it by then.
	kill -KILL "$keeper" "$background"
	wait_until is_over "$keeper"
	wait_until is_dead || fail "SIGKILL to all: the mount is not dead"
	try devmemfs --demo "$mnt"
	expect_status 1
	expect_error "*is a mount whose program died; umount it first"
	run fusermount3 -u "$mnt"
	mount_demo
	run fusermount3 -u "$mnt"
	expect_end "unmounting what was mounted again"
}

# In the foreground the exit status tells how it ended; a signal is the ordinary way.
foreground() {
	for signal in TERM INT; do
		within="$call attentive"
		exec_devmemfs -f --demo "$mnt" 2>"$tmp/err" &
		daemon=$!
		within=
		wait_until is_up_or_over
		works
		kill -HUP "$daemon"
		works
		kill -$signal "$daemon"
		wait_until is_over "$daemon" || give_up "SIG$signal does not end it"
		wait "$daemon"
		expect_text "exit status after SIG$signal" $? 0
		daemon=
		expect_error ""
		expect_text "mounted" "$(mounts_below "$tmp")" ""
	done
	for way in "-o trace" -d; do
		start --demo
		expect_call "4 ed000001" "edu rl 0xfea00000 0x010000ed" pread "$mnt/edu/l" 0 4
		stop
	done
}

looks_at_mounts() {
	# shellcheck disable=SC2317 # for wait_until
	find "/proc/$daemon/fd" -lname '*/mountinfo' | grep -q .
}

# Where the list of mounts is short, as in a container: that the mount has gone is seen at once.
few_mounts() {
	[ $root = yes ] || return
	cat >"$tmp/few" <<'END'
keep=$1
shift
awk '{ print $5 }' /proc/self/mountinfo | sort -r | while read -r mounted; do
	case $keep in "${mounted%/}"/*) continue ;; esac
	case $mounted in /proc | /dev | /dev/shm) ;; *) umount -l "$mounted" 2>/dev/null ;; esac
done
exec "$@"
END
	within="unshare -m sh $tmp/few $mnt"
	exec_devmemfs -f --demo "$mnt" 2>"$tmp/err" &
	daemon=$!
	within=
	ran="a mount among few"
	wait_until grep -qs " $mnt fuse" "/proc/$daemon/mounts" || give_up "it does not mount"
	find_daemon
	kill -STOP "$keeper"
	kill "$daemon"
	wait_until looks_at_mounts || fail "it does not wait for its keeper"
	kill -CONT "$keeper"
	wait "$daemon" || fail "exit status $?"
	daemon=
	expect_error ""
}

mount_options() {
	grep " $mnt " /proc/self/mountinfo
}

options() {
	for option in defaults auto noauto nofail _netdev user nouser users comment=x x-systemd.automount \
		x-systemd.requires=a.service,x-gvfs-hide X-mount.mkdir "rw,defaults,nosuid,nodev,noatime"; do
		run devmemfs -o "$option" --demo "$mnt"
		works
		run fusermount3 -u "$mnt"
	done
	run devmemfs --demo "$mnt" -o ro
	works
	expect_result EROFS open "$mnt/ram/l" w
	expect_result EROFS truncate "$mnt/ram/l" 0
	run fusermount3 -u "$mnt"
}

# The names by which it is configured.
configurations() {
	for arguments in "$conf $mnt" "-c $conf $mnt" "$mnt -c $conf" "--config=$conf $mnt" \
		"$mnt --config=$conf" "-o ro $conf $mnt" "$conf $mnt -o ro"; do
		# shellcheck disable=SC2086
		run devmemfs $arguments
		expect_text "regions" "$(regions)" mine
		case $(mount_options) in
		*" - fuse.devmemfs $conf "*) ;;
		*) fail "$ran: type or source in $(mount_options)" ;;
		esac
		run fusermount3 -u "$mnt"
	done
	# Without any configuration there are the trees; the machine may have one, though.
	default=$(exec_devmemfs -h | sed -n 's/.*(default \(.*\)).*/\1/p')
	[ -n "$default" ] || fail "--help does not say where the configuration is"
	[ ! -e "$default" ] || return
	run devmemfs "$mnt"
	expect_text "regions" "$(regions | tr '\n' ' ')" "iomem ioports pci "
	run fusermount3 -u "$mnt"
}

# mount(8) runs PROGRAM SOURCE DIRECTORY [-sfnv] [-N NAMESPACE] [-o OPTIONS] [-t TYPE].
helper() {
	as_helper
	for arguments in "-o rw" "-o rw,defaults,nodev,nosuid,x-systemd.automount" "-s -n -v" "" \
		"-s -o rw -t fuse.devmemfs" "-n -o ro,noexec -t fuse.devmemfs"; do
		# shellcheck disable=SC2086
		run devmemfs "$conf" "$mnt" $arguments
		expect_text "regions" "$(regions)" mine
		run fusermount3 -u "$mnt"
	done
	# -f is a rehearsal, not the foreground; a wrong configuration shows there too.
	run devmemfs "$conf" "$mnt" -f -o rw
	expect_text "mounted" "$(mounts_below "$tmp")" ""
	try devmemfs "$tmp/none" "$mnt" -f
	expect_status 1
	unset as
}

as_other() { # command...
	try setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

# Nothing watches here, as in daily use; but a FIFO and a counter of looks know of each access.
unwatched() {
	run devmemfs --demo "$mnt"
	run "$call" push "$mnt/uart/b" 1122334455
	for byte in 11 22; do
		expect_result "8 ${byte}00c1000061b000" pread "$mnt/uart/b" 0 8
	done
	run "$call" pop "$mnt/uart/b" 2
	expect_output "33
44"
	expect_result "2 5500" pread "$mnt/uart/w" 0 2
	expect_result "4 0060b000" pread "$mnt/uart/l" 4 4
	run "$call" pwrite "$mnt/edu/l" 8 05000000
	for busy in 1 1 1 0; do
		expect_result "8 0${busy}00000000000000" pread "$mnt/edu/l" 32 8
	done
	head -c 65536 /dev/urandom >"$tmp/given"
	for pair in b:q w:l l:cp q:b cp:w; do
		run dd if="$tmp/given" of="$mnt/ram/${pair%:*}" bs=64k conv=notrunc status=none
		run dd if="$mnt/ram/${pair#*:}" bs=64k count=1 status=none
		expect_same "$tmp/out" "$tmp/given"
	done
	run fusermount3 -u "$mnt"
}

# A program that gets one signal after the other: what it reads and writes is accessed once, whole.
interrupted() {
	run devmemfs --demo "$mnt"
	cat >"$tmp/interrupted.py" <<'END'
import os, signal, sys

hits = []
signal.signal(signal.SIGALRM, lambda *_: hits.append(1))
signal.setitimer(signal.ITIMER_REAL, 0.0003, 0.0003)
file = os.open(sys.argv[1], os.O_RDWR)
data = os.urandom(65536)
n = 0
while len(hits) < 100:
    assert os.pwrite(file, data, 0) == 65536
    assert os.pread(file, 65536, 0) == data
    n += 1
signal.setitimer(signal.ITIMER_REAL, 0)
print(n)
END
	run python3 "$tmp/interrupted.py" "$mnt/ram/l"
	n=$(cat "$tmp/out")
	run sed -n 's/^ram  *4  *//p' "$mnt/.devmemfs/stats"
	expect_output "$((n * 16384)) $((n * 16384)) $((n * 65536)) $((n * 65536)) 0"
	run fusermount3 -u "$mnt"
}

# Nobody else comes in, unless allow_other says so, and then the modes of the files hold.
others() {
	[ $root = yes ] || return
	chmod 755 "$tmp"
	run devmemfs --demo "$mnt"
	as_other ls "$mnt"
	expect_status 2
	expect_error "*Permission denied*"
	run fusermount3 -u "$mnt"
	run devmemfs -o allow_other --demo "$mnt"
	case $(mount_options) in
	*default_permissions*allow_other*) ;;
	*) fail "$ran: options $(mount_options)" ;;
	esac
	as_other cat "$mnt/ram/info"
	expect_status 0
	as_other cat "$mnt/ram/b"
	expect_status 1
	expect_error "*Permission denied*"
	as_other dd if=/dev/zero of="$mnt/ram/l" bs=4 count=1 conv=notrunc
	expect_status 1
	expect_error "*Permission denied*"
	works
	run fusermount3 -u "$mnt"
}

config <<'END'
regions = ( { name = "mine"; sim = "ram+16"; access = "rw"; } );
END
background
busy
next_one
reboot
foreground
few_mounts
options
configurations
helper
unwatched
interrupted
others
finish
