#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What must not touch a device: looking, walking, opening, truncating, and everything refused.
# shellcheck disable=SC2016 # $1 is for the shells that are run
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require find grep tar
require_mount

quietly() { # command...: succeeds without an access
	run "$@"
	expect_none
}

refused() { # status pattern command...: fails with that on stderr, without an access
	wanted=$1 message=$2
	shift 2
	try "$@"
	expect_status "$wanted"
	expect_error "$message"
	expect_none
}

looking() {
	ran="mounting"
	expect_none
	quietly ls -lR "$mnt"
	quietly ls -la "$mnt/uart"
	quietly find "$mnt" -type f -perm -400 -size +0
	quietly find "$mnt" -newer "$tmp"
	quietly du -a "$mnt"
	quietly stat -f "$mnt"
	quietly df "$mnt"
	quietly sh -c 'for f; do [ -r "$f" ] && [ -s "$f" ] && [ "$f" -nt / ]; done; :' sh "$mnt"/*/*
	for view in info b w l; do
		quietly stat "$mnt/uart/$view"
		expect_call 0 "" access "$mnt/uart/$view" r
		expect_call EOPNOTSUPP "" getxattr "$mnt/uart/$view" user.x
		expect_call EOPNOTSUPP "" getxattr "$mnt/uart/$view" security.capability
	done
	expect_call 0 "" access "$mnt/uart/b" w
	quietly cat "$mnt"/*/info "$mnt"/map.txt "$mnt"/map.svg
	expect_error ""
	quietly grep -c "^state: ok" "$mnt"/*/info
	quietly head -c 1 "$mnt/uart/info"
}

lists() { # directory "name..."
	run ls "$mnt/$1"
	expect_text "what is in $1" "$(tr '\n' ' ' <"$tmp/out")" "$2 "
}

# The tree is what the configuration says, no more and no less.
names() {
	lists "" "edu isa map.svg map.txt parport ram uart"
	lists edu "at cp decode dump field fifo info l reg wait"
	lists isa "at b cp fifo info l probe q w"
	lists parport "at b bp decode dump field fifo info reg w wait wp"
	lists ram "at b cp fifo info l q w"
	lists uart "at b bp decode dump field fifo info l lp reg w wait wp"
	quietly ls -i "$mnt/ram"
	run sh -c 'ls -id "$1" "$1"/* "$1"/*/* | sed "s/ .*//" | sort | uniq -d' sh "$mnt"
	expect_output ""
	run sh -c 'find "$1" -type d -exec stat -c "%A %F" {} + | sort -u' sh "$mnt"
	expect_output "dr-xr-xr-x directory"
	for name in .Trash .git autorun.inf b ram/x ram/b/x ram/bb RAM; do
		expect_call "$([ $name = ram/b/x ] && echo ENOTDIR || echo ENOENT)" "" open "$mnt/$name" r
	done
}

opening() {
	for flags in r w + wt +t ra wa rd wd; do
		expect_call 0 "" open "$mnt/uart/b" $flags
	done
	expect_call 0 "" open "$mnt/ram/cp" +
	expect_call 0 "" seek_data "$mnt/uart/b"
	quietly sh -c 'exec 3<"$1" 4>"$1" 5<>"$1" 6>>"$1"' sh "$mnt/uart/b"
}

truncating() {
	for length in 0 1 7 8 1000000; do
		expect_call 0 "" truncate "$mnt/uart/b" $length
	done
	quietly touch "$mnt/uart/b" "$mnt/ram/q"
	quietly touch -c -d 2001-01-01 "$mnt/uart/b"
	expect_call 0 "" utime "$mnt/uart/b"
	quietly truncate -s 0 "$mnt/ram/l"
	quietly cp /dev/null "$mnt/ram/l"
	quietly dd if=/dev/null of="$mnt/ram/l" status=none
	quietly sh -c ': >"$1"; : >>"$1"' sh "$mnt/uart/b"
	run stat -c %s "$mnt/uart/b" "$mnt/ram/l" "$mnt/ram/q"
	expect_output "8
16777216
16777216"
}

changing() {
	for name in new ram/new ram/b/new; do
		no=EPERM
		[ $name != ram/b/new ] || no=ENOTDIR
		expect_call $no "" open "$mnt/$name" wc
		expect_call $no "" mkdir "$mnt/$name"
		expect_call $no "" mknod "$mnt/$name"
		expect_call $no "" symlink x "$mnt/$name"
		expect_call $no "" link "$mnt/ram/l" "$mnt/$name"
		expect_call $no "" rename "$mnt/ram/l" "$mnt/$name"
	done
	expect_call EPERM "" rename "$mnt/ram/l" "$mnt/uart/l"
	expect_call EPERM "" rename "$mnt/ram" "$mnt/moved"
	expect_call EXDEV "" rename "$mnt/ram/l" "$tmp/moved"
	expect_call EPERM "" unlink "$mnt/ram/l"
	expect_call EPERM "" unlink "$mnt/ram/info"
	expect_call EPERM "" rmdir "$mnt/ram"
	for name in ram ram/l ram/info ""; do
		expect_call EPERM "" chmod "$mnt/$name" 777
		expect_call EPERM "" chown "$mnt/$name" "$(id -u)" "$(id -g)"
	done
	expect_call EOPNOTSUPP "" setxattr "$mnt/ram/l" user.x
	expect_call EOPNOTSUPP "" fallocate "$mnt/ram/l" 4096
	refused 1 "*Operation not permitted*" rm -rf "$mnt/ram"
	refused 1 "*Operation not permitted*" rm -f "$mnt/ram/l"
	refused 1 "*Operation not permitted*" touch "$mnt/ram/new"
	lists ram "at b cp fifo info l q w"
}

# Programs that read what they find do not find registers, unless they are told to.
walking() {
	refused 2 "*uart/b: Permission denied*" grep -r needle "$mnt"
	refused 1 "*uart/b'*Permission denied*" cp -r "$mnt" "$tmp/tree"
	refused 1 "*uart/b'*Permission denied*" cp -a "$mnt/uart" "$tmp/tree2"
	refused 2 "*uart/b*Permission denied*" tar -cf "$tmp/tree.tar" -C "$mnt" uart ram
	run tar -tf "$tmp/tree.tar" uart/info
	expect_same "$mnt/uart/info" "$tmp/tree/uart/info"
	expect_call EACCES "" open "$mnt/uart/b" rn
	expect_call EACCES "" open "$mnt/uart/b" +n
	expect_call 0 "" open "$mnt/uart/b" wn
	expect_call 0 "" open "$mnt/uart/info" rn
}

start --demo
looking
names
opening
truncating
changing
walking
stop

config <<'END'
regions = ( { name = "tiny"; sim = "rom+8"; widths = "l"; } );
END
both="tiny rl 0x0 0x55555555;tiny rl 0x4 0x55555555" # of a file of the region
start -o walk "$conf"
try grep -r needle "$mnt"
expect_status 1
expect_list "$both;$both"
run cp -r "$mnt/tiny" "$tmp/walked"
expect_list "$both;$both"
expect_text "the copy" "$(cat "$tmp/walked/l")" "UUUUUUUU"
run tar -cf "$tmp/walked.tar" -C "$mnt" tiny
expect_list "$both;$both"
expect_call 0 "" open "$mnt/tiny/l" rn
finish
