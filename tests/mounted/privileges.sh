#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the daemon may do once it serves: nothing; what its keeper may; and what is left when one or
# the other is killed.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount
# shellcheck source-path=SCRIPTDIR source=made_up.sh
. "$(dirname "$0")/made_up.sh"
# shellcheck source-path=SCRIPTDIR source=changes.sh
. "$(dirname "$0")/changes.sh"

status_of() { # process key: its value
	sed -n "s/^$2:[[:blank:]]*//p" "/proc/$1/status" | tr '\t' ' '
}

keeper() {
	pgrep -P "$daemon" devmemfs-keeper
}

expect_status_of() { # process key value
	ran="$2 of $(status_of "$1" Name)"
	expect_text "$2" "$(status_of "$1" "$2")" "$3"
}

none=0000000000000000

filter() {
	if sanitized; then echo 0; else echo 2; fi
}

file_config() { # top-level keys
	config <<-END
		$1
		regions = ( { name = "f"; file = "$tmp/board"; access = "rw"; } );
	END
}

given_up() {
	file_config ""
	start "$conf"
	for set in CapInh CapPrm CapEff CapAmb; do
		expect_status_of "$daemon" $set $none
	done
	expect_status_of "$daemon" NoNewPrivs 1
	# The filter comes when all threads are there, just before the first request.
	expect_call "4 00010203" "f rl 0x0 0x03020100" pread "$mnt/f/l" 0 4
	for thread in "/proc/$daemon/task"/*; do
		expect_status_of "$daemon/task/${thread##*/}" Seccomp "$(filter)"
		expect_status_of "$daemon/task/${thread##*/}" CapEff $none
	done
	expect_call 4 "f wl 0x0 0x03020100" pwrite "$mnt/f/l" 0 00010203
	[ $root = no ] || only_opening
	stop
}

# CAP_SYS_RAWIO and CAP_SYS_ADMIN, as far as we have them here.
only_opening() {
	for set in CapPrm CapEff; do
		checks=$((checks + 1))
		more=$((0x$(status_of "$(keeper)" $set) & ~0x220000))
		[ $more = 0 ] || fail "the keeper has $(status_of "$(keeper)" $set)"
	done
	expect_status_of "$(keeper)" CapAmb $none
	expect_status_of "$(keeper)" NoNewPrivs 1
}

# nobody may not even look into our directories; what is open stays open.
another_user() {
	[ $root = yes ] || return
	file_config 'user = "nobody";'
	chmod 600 "$tmp/board"
	start "$conf"
	id=$(id -u nobody)
	expect_status_of "$daemon" Uid "$id $id $id $id"
	expect_status_of "$daemon" CapPrm $none
	expect_text groups "$(status_of "$daemon" Groups)" "$(id -G nobody) "
	expect_call "4 00010203" "f rl 0x0 0x03020100" pread "$mnt/f/l" 0 4
	expect_text owner "$(stat -c %U "$mnt" "$mnt/f" "$mnt/f/l" | sort -u)" root
	stop
	file_config 'user = "no such user";'
	try devmemfs --check "$conf"
	expect_status 1
	expect_one_line "$conf:1: there is no user \"no such user\"; *"
}

# Whoever cannot become another user says so and serves nothing.
not_allowed() {
	[ $root = yes ] || return
	file_config 'user = "nobody";'
	within="setpriv --bounding-set=-setuid,-setgid --"
	try devmemfs -f "$conf" "$mnt"
	within=
	expect_status 1
	expect_error "*user = \"nobody\": the daemon cannot become that user: *"
	expect_text mounted "$(mounts_below "$tmp")" ""
}

plugged_nic() {
	new_function 0000:00:05.0 8086 100e "0x00000000fe001000 0x00000000fe001fff 0x0000000000040200"
	bar_file 0000:00:05.0 0 4096
	chmod 600 "$spare/0000:00:05.0"/*
	chmod 644 "$spare/0000:00:05.0"/[!c]*[!0]
	plug 0000:00:05.0
	look_again
}

# What comes later is opened by the keeper, which still is who may; or, without one, by nobody.
later() { # top-level keys
	config <<-END
		$1
		regions = ( { name = "nic"; pci = "8086:100e bar0"; },
			{ name = "f"; file = "$tmp/board"; access = "rw"; } );
	END
	printf 'fe000000-febfffff : PCI Bus 0000:00\n' | kernel_map iomem
	: | kernel_map ioports
	start "$conf"
	plugged_nic
}

opened_later() {
	[ $root = yes ] || return
	# The machine can be looked at by anybody, but its devices cannot.
	chmod 755 "$tmp"
	later 'user = "nobody";'
	comes nic/l
	expect_call "4 04050607" "nic rl 0xfe001004 0x07060504" pread "$mnt/nic/l" 4 4
	unplug 0000:00:05.0
	look_again
	becomes nic state "unusable: *"
	stop
	rm -r "$spare/0000:00:05.0"
	later 'user = "nobody"; reopen = false;'
	becomes nic state "unusable: pci-resource: Permission denied"
	says nic remedy "what it needs was given up once devmemfs served: *"
	expect_call "4 00010203" "f rl 0x0 0x03020100" pread "$mnt/f/l" 0 4
	stop
	rm -r "$devices/0000:00:05.0"
	chmod 700 "$tmp"
}

says() { # region key pattern
	checks=$((checks + 1))
	info_is "$@" || fail "$1/info: $2 is not like \"$3\": $(sed -n "s/^$2: //p" "$mnt/$1/info")"
}

borrowed() {
	[ $root = yes ] || return
	as_copy 4755
	chmod 755 "$tmp"
	within="setpriv --reuid=nobody --regid=nogroup --clear-groups"
	for argument in --version --demo; do
		try devmemfs "$argument" "$mnt"
		expect_status 1
		expect_one_line "*must not be set-user-id or set-group-id: chmod ug-s; *"
	done
	as=
	within=
	chmod 700 "$tmp"
}

# Whatever was looked at before, which the kernel remembers.
killed() { # times
	file_config ""
	for i in $(seq "$1"); do
		start "$conf"
		[ $((i % 2)) = 0 ] || run ls -R "$mnt"
		expect_call "4 00010203" "f rl 0x0 0x03020100" pread "$mnt/f/l" 0 4
		kill -9 "$daemon"
		wait "$daemon" 2>/dev/null
		daemon=
		ran="kill -9, time $i"
		wait_until not_mounted || give_up "it is mounted still"
		expect_text "left in the mount point" "$(ls -A "$mnt")" ""
	done
}

# shellcheck disable=SC2317
not_mounted() {
	! is_mounted "$mnt"
}

# It serves on; what needs the keeper is not done any more, and said.
without_keeper() {
	file_config ""
	start "$conf"
	kill -9 "$(keeper)"
	expect_call "4 00010203" "f rl 0x0 0x03020100" pread "$mnt/f/l" 0 4
	stop
}

pattern_file "$tmp/board" 4096
given_up
another_user
not_allowed
opened_later
borrowed
killed "${DEVMEMFS_KILLS:-100}"
without_keeper
finish
