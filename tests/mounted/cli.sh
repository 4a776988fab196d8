#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The command line: what is printed, exit statuses, and every refusal to mount with its reason.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require python3
require_mount

# The library's promise that no test reaches the hardware holds for whoever starts devmemfs there.
ran="looking for other starts of devmemfs"
expect_text "scripts that start devmemfs" \
	"$(cd "$(dirname "$0")" && grep -lE '[$]program|/[d]evmemfs\>' -- *.sh | tr '\n' ' ')" "lib.sh "

nothing_mounted() {
	expect_text "mounted" "$(mounts_below "$tmp")" ""
}

fails() { # status pattern argument...: says why in one line and mounts nothing
	wanted=$1 message=$2
	shift 2
	try devmemfs "$@"
	expect_status "$wanted"
	expect_one_line "$message"
	nothing_mounted
}

help() {
	for option in -h --help; do
		run devmemfs $option
		expect_error ""
		for word in "Usage: devmemfs" CONFIG MOUNTPOINT --config --demo --check --list -f -d -o -h -V; do
			expect_match "$word"
		done
	done
	for option in -V --version; do
		run devmemfs $option
		expect_error ""
		expect_match "^devmemfs [0-9][0-9.]*$"
	done
}

usage() {
	fails 2 "*no such option*--nonsense*" --nonsense
	fails 2 "*no such option*-x*" -x "$mnt"
	fails 2 "*no such option*--list=xml*" --list=xml
	fails 2 "*no mount point*"
	fails 2 "*no mount point*" --demo
	fails 2 "*no mount point*" -c "$conf"
	fails 2 "*one argument too many*" "$conf" "$mnt" "$tmp"
	fails 2 "*configuration*" --demo "$conf" "$mnt"
	fails 2 "*nonsense*" -o nonsense --demo "$mnt"
	fails 2 "*nonsense=1*" --demo "$mnt" -o rw,nonsense=1
	fails 2 "*-c*" --demo "$mnt" -c
	fails 2 "*-o*" --demo "$mnt" -o
}

silent() { # argument...
	run devmemfs "$@"
	expect_output ""
	expect_error ""
	nothing_mounted
}

check() {
	silent --check "$conf"
	silent --check -c "$conf"
	silent --check --config="$conf"
	silent --check --config "$conf"
	silent --check "$conf" "$mnt"
	silent --check --demo
	silent -o ro,walk --check "$conf" "$mnt"
	fails 1 "$tmp/none:*: *No such file or directory*" --check "$tmp/none"
	fails 1 "$tmp/none:*: *No such file or directory*" -c "$tmp/none" "$mnt"
	fails 1 "$tmp:*directory*" --check "$tmp"
	printf 'regions = (\n  { nam = "x"; sim = "ram"; },\n  { name = "y"; }\n);\nmore = 1;\n' >"$tmp/bad"
	for option in "--check" "--list" "$mnt"; do
		try devmemfs -c "$tmp/bad" "$option"
		expect_status 1
		expect_output ""
		expect_text "lines with mistakes" "$(cut -d : -f 1,2 "$tmp/err" | sort -u | tr '\n' ' ')" \
			"$tmp/bad:2 $tmp/bad:3 $tmp/bad:5 "
		nothing_mounted
	done
}

untrusted() {
	cp "$conf" "$tmp/loose"
	chmod 602 "$tmp/loose"
	fails 1 "$tmp/loose:*refused: others can write it; chmod o-w" --check "$tmp/loose"
	fails 1 "$tmp/loose:*refused: others can write it; chmod o-w" "$tmp/loose" "$mnt"
	chmod 644 "$tmp/loose"
	silent --check "$tmp/loose"
	[ $root = yes ] || return
	chown 65534 "$tmp/loose"
	fails 1 "$tmp/loose:*refused: *another user*" --check "$tmp/loose"
	chown "$(id -u):65534" "$tmp/loose"
	chmod 664 "$tmp/loose"
	fails 1 "$tmp/loose:*refused: its group can write it*" --check "$tmp/loose"
}

list() {
	run devmemfs --list --demo
	expect_error ""
	expect_text "the table" "$(tr -s ' ' <"$tmp/out" | sed 's/ $//')" \
		"NAME SPACE RANGE LENGTH ACCESS CLAIMED-BY STATE
parport sim 0x378-0x37a 3 rw ok
isa sim 0xa0000-0xfffff 393216 rw ok
edu sim 0xfea00000-0xfeafffff 1048576 rw ok
uart sim 0x3f8-0x3ff 8 rw ok
ram sim 0x0-0xffffff 16777216 rw ok"
	run devmemfs --list=json --demo
	cp "$tmp/out" "$tmp/list.json"
	run python3 -c 'import json, sys
for r in json.load(open(sys.argv[1]))["regions"]:
	print(r["name"], r["space"], r["range"], r["length"] + 0, r["access"], r["claimed-by"], r["state"])' \
		"$tmp/list.json"
	expect_output "parport sim 0x378-0x37a 3 rw None ok
isa sim 0xa0000-0xfffff 393216 rw None ok
edu sim 0xfea00000-0xfeafffff 1048576 rw None ok
uart sim 0x3f8-0x3ff 8 rw None ok
ram sim 0x0-0xffffff 16777216 rw None ok"
	run devmemfs --list "$conf"
	expect_text "the second line" "$(sed -n 2p "$tmp/out" | tr -s ' ')" "mem sim 0x0-0xf 16 ro ok"
	nothing_mounted
}

mountpoint() {
	fails 1 "*$tmp/none: does not exist*mkdir*" --demo "$tmp/none"
	: >"$tmp/file"
	fails 1 "*$tmp/file: is not a directory*" --demo "$tmp/file"
	mkdir "$tmp/full"
	: >"$tmp/full/.hidden"
	fails 1 "*$tmp/full: is not an empty directory*" --demo "$tmp/full"
	fails 1 "*$tmp/file/mnt: *" --demo "$tmp/file/mnt"
	start --demo
	try devmemfs --demo "$mnt"
	expect_status 1
	expect_one_line "*$mnt: is a mount already; umount it*"
	expect_call "4 ed000001" "edu rl 0xfea00000 0x010000ed" pread "$mnt/edu/l" 0 4
	stop
	nothing_mounted
}

# What is left when the program was killed and its keeper too: it must be unmounted first.
dead_mount() {
	start --demo
	kill -9 "$(pgrep -P "$daemon" devmemfs-keeper)" "$daemon"
	wait "$daemon" 2>/dev/null
	daemon=
	expect_result ENOTCONN open "$mnt/ram/l" r
	try devmemfs --demo "$mnt"
	expect_status 1
	expect_one_line "*$mnt: is a mount whose program died; umount it*"
	run fusermount3 -u "$mnt"
	nothing_mounted
}

no_fuse() {
	[ $root = yes ] || return
	# In a mount namespace of its own, where /dev is empty.
	printf '#!/bin/sh\nmount -t tmpfs none /dev && exec "$@"\n' >"$tmp/without-dev"
	chmod 755 "$tmp/without-dev"
	within="unshare -m $tmp/without-dev"
	fails 1 "*/dev/fuse: No such file or directory; *modprobe fuse" --demo "$mnt"
	within=
}

config <<'END'
regions = ( { name = "mem"; sim = "ram+16"; } );
END
help
usage
check
untrusted
list
mountpoint
dead_mount
no_fuse
finish
