# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# The mounted tests' library: mounts devmemfs on a made-up machine and runs tools on it.

set -u
export LC_ALL=C PYTHONDONTWRITEBYTECODE=1
exec </dev/null
: "${top_builddir:?is set by make check: the build directory}"

script=${0##*/}
failures=0
checks=0
daemon=
finished=no
if [ "$(id -u)" = 0 ]; then root=yes; else root=no; fi

tmp=$(mktemp -d "${TMPDIR:-/tmp}/devmemfs-test-XXXXXX") || exit 99
tmp=$(cd "$tmp" && pwd -P)
tree=$tmp/machine # where proc, sys and dev of the made-up machine are
mnt=$tmp/mnt
conf=$tmp/conf
log=$tmp/log
mkdir "$tree" "$mnt"
call=$(cd "$top_builddir/tests/mounted" && pwd)/call
program=$(cd "$top_builddir/src" && pwd)/devmemfs

# What libfuse keeps of a mount until it is unmounted by itself, which a daemon without privileges
# leaves to its keeper.
echo leak:fuse_session_mount >"$tmp/lsan"
export LSAN_OPTIONS="suppressions=$tmp/lsan:print_suppressions=0"

# --- results -------------------------------------------------------------------------------------

fail() { # what was wrong
	failures=$((failures + 1))
	printf 'FAIL: %.400s\n' "$*"
}

give_up() { # why
	fail "$*"
	exit 1
}

skip() { # reason: the whole script, unless whoever runs it has said that it must not happen
	if [ "${CI:-}" = true ] || [ "${DEVMEMFS_REQUIRE_MOUNT:-}" = 1 ]; then
		give_up "cannot be run, and may not be skipped: $*"
	fi
	echo "SKIP: $*"
	finished=skip
	exit 77
}

finish() {
	stop
	finished=yes
	echo "$script: $checks checks, $failures failed"
	[ "$failures" = 0 ]
	exit
}

mounts_below() { # directory
	awk -v below="$1/" 'index($5, below) == 1 { print $5 }' /proc/self/mountinfo
}

clean_up() {
	status=$?
	trap '' HUP INT TERM
	for mounted in $(mounts_below "$tmp"); do
		fusermount3 -uz "$mounted" 2>/dev/null || umount -l "$mounted"
	done
	[ -z "$daemon" ] || kill -9 "$daemon" 2>/dev/null
	chmod -R u+rwX "$tmp" 2>/dev/null
	rm -rf "$tmp"
	[ "$finished" != no ] || [ "$status" != 0 ] || status=1
	exit "$status"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

# --- tools ---------------------------------------------------------------------------------------

# Sets $tool to a program of the PATH. Busybox's shell would take its own od or dd for the real one.
find_tool() { # name
	tool=$1
	case $1 in */*) return 0 ;; esac
	# shellcheck disable=SC2086
	for directory in $(IFS=:; echo $PATH); do
		tool=$directory/$1
		[ ! -x "$tool" ] || return 0
	done
	return 1
}

require() { # name...
	for name; do
		find_tool "$name" || skip "there is no $name"
	done
}

require_mount() {
	(exec 9<>/dev/fuse) 2>/dev/null || skip "/dev/fuse cannot be opened"
	if [ $root = yes ]; then
		unshare -m true 2>/dev/null || skip "root may not mount here"
	else
		require fusermount3
		[ -u "$tool" ] || skip "fusermount3 is not set-user-id"
	fi
}

wait_until() { # command...
	tries=0
	until "$@"; do
		tries=$((tries + 1))
		[ $tries -lt 1500 ] || return 1
		sleep 0.01
	done
}

# Busybox's own would leave a process behind that keeps a mount busy.
patience=
find_tool timeout && patience="$tool -s KILL 30"

# --- devmemfs ------------------------------------------------------------------------------------

# Every devmemfs of these tests is started here. With root= it sees the made-up machine alone: it
# opens nothing outside of it and refuses ports, so no test can reach the hardware it runs on.
exec_devmemfs() { # argument...
	case "$*" in
	*root=*)
		fail "a test must not choose the machine: $*"
		exit 99
		;;
	esac
	# shellcheck disable=SC2086
	exec ${limit:-} ${within:-} ${DEVMEMFS_UNDER:-} "${as:-$program}" -o "root=$tree" "$@"
}

is_mounted() { # directory
	grep -q " $1 " /proc/self/mountinfo
}

is_over() { # process; one that nobody has waited for yet is over too
	case $(cat "/proc/$1/stat" 2>/dev/null) in
	"" | *") Z "*) return 0 ;;
	esac
	return 1
}

is_up_or_over() {
	is_mounted "$mnt" || is_over "$daemon"
}

as_helper() { # from now on devmemfs runs under the name by which mount(8) calls it
	as=$tmp/mount.fuse.devmemfs
	ln -s "$program" "$as"
}

# A build with sanitizers maps all that there is, and makes system calls of its own.
sanitized() {
	nm "$program" 2>/dev/null | grep -q __asan
}

as_copy() { # mode: from now on devmemfs is a copy of that mode
	as=$tmp/copy
	cp "$program" "$as"
	chmod "$1" "$as"
}

# Makes $tmp/bin/devmemfs, for sessions as people type them, on made-up machines alone: each mounts
# at $mnt, where nothing else then is.
as_command() {
	mkdir "$tmp/bin"
	cat >"$tmp/bin/devmemfs" <<END
#!/bin/sh
case " \$* " in
*" --demo "* | *" root="[!/]*) ;;
*) set -- -o "root=$tree" "\$@" ;;
esac
! mountpoint -q "$mnt" || fusermount3 -u "$mnt"
exec "$program" "\$@"
END
	chmod +x "$tmp/bin/devmemfs"
}

config() { # the configuration is standard input
	cat >"$conf"
	chmod 600 "$conf"
}

# -o trace logs what is served in the usual way; -d also prints requests, so libfuse serves them all.
way="-o trace"

start() { # argument...: mounts at $mnt with the log on
	ran="devmemfs $*"
	# shellcheck disable=SC2086
	exec_devmemfs $way "$@" "$mnt" 2>"$log" &
	daemon=$!
	wait_until [ -e "$log" ]
	exec 7<"$log"
	wait_until is_up_or_over
	is_mounted "$mnt" && return
	give_up "devmemfs $* did not mount: $(tail -n 5 "$log")"
}

stop() { # what was accessed and not expected is found here at the latest
	[ -n "$daemon" ] || return 0
	try fusermount3 -u "$mnt"
	expect_status 0
	wait_until is_over "$daemon" || give_up "the daemon outlives its mount"
	wait "$daemon" || fail "devmemfs ended with status $?: $(tail -n 3 "$log")"
	daemon=
	ran="the end of $script"
	expect_none
	rm "$log"
}

# --- running and expecting -----------------------------------------------------------------------

try() { # command...: sets $status; output and errors are kept
	ran=$*
	limit=$patience
	if [ "$1" = devmemfs ]; then
		shift
		(exec_devmemfs "$@") >"$tmp/out" 2>"$tmp/err"
	else
		find_tool "$1" || fail "there is no $1"
		shift
		$limit "$tool" "$@" >"$tmp/out" 2>"$tmp/err"
	fi
	status=$?
	limit=
	[ $status != 137 ] || give_up "$ran: did not end"
}

run() { # command...: must succeed
	try "$@"
	expect_status 0
}

expect_status() { # number
	checks=$((checks + 1))
	[ "$status" = "$1" ] || fail "$ran: exit status $status, not $1: $(head -n 5 "$tmp/err")"
}

expect_text() { # what actual expected
	checks=$((checks + 1))
	[ "$2" = "$3" ] && return
	fail "$ran: $1 differs"
	printf '  expected: %.200s\n  got:      %.200s\n' "$3" "$2"
}

expect_match() { # regular expression: a line of the output is like this
	checks=$((checks + 1))
	grep -qe "$1" "$tmp/out" || fail "$ran: no line of the output is like: $1"
}

expect_one_line() { # pattern of the shell: stderr is one line like this, and nothing is on stdout
	expect_text "number of lines on stderr" "$(wc -l <"$tmp/err")" 1
	expect_error "$1"
	expect_output ""
}

expect_output() { # text: all of it, but for newlines at the end
	expect_text output "$(cat "$tmp/out")" "$1"
}

expect_error() { # pattern of the shell, for what is on stderr
	checks=$((checks + 1))
	# shellcheck disable=SC2254
	case $(cat "$tmp/err") in
	$1) ;;
	*) fail "$ran: stderr is not like: $1"; sed 's/^/  got: /' "$tmp/err" ;;
	esac
}

expect_same() { # file file
	checks=$((checks + 1))
	cmp -s "$1" "$2" || fail "$ran: $(cmp "$1" "$2" 2>&1)"
}

# shellcheck source-path=SCRIPTDIR source=witness.sh
. "$(dirname "$0")/witness.sh"
