#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Mistakes in configurations: each is told with its file and line, and nothing is mounted.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount

# A region, in line 2 of a configuration, and the one line that is said about it.
wrong() { # pattern region
	printf 'regions = (\n  { %s },\n  { name = "good"; sim = "ram"; }\n);\n' "$2" >"$conf"
	try devmemfs --check "$conf"
	ran="{ $2 }"
	expect_status 1
	expect_one_line "$conf:2: $1"
}

right() { # region
	printf 'regions = (\n  { %s },\n  { name = "good"; sim = "ram"; }\n);\n' "$1" >"$conf"
	try devmemfs --check "$conf"
	ran="{ $1 }"
	expect_status 0
	expect_error ""
}

names() {
	wrong '*without a name*' 'sim = "ram";'
	wrong '*name is a string*' 'name = 5; sim = "ram";'
	long=$(printf '%0256d' 0)
	for name in "" .x a/b "a b" "a:b" ä '*' iomem ioports pci "$long"; do
		wrong "region \"$name\": the name *" "name = \"$name\"; sim = \"ram\";"
	done
	for name in a A.b _x -x 0 x..y pci0 "${long#?}"; do
		right "name = \"$name\"; sim = \"ram\";"
	done
	wrong '*no address*memory*' 'name = "x";'
	wrong '*address already*' 'name = "x"; sim = "ram"; memory = "0xa0000+1";'
	wrong '*unknown key "colour"*' 'name = "x"; sim = "ram"; colour = "red";'
	wrong '*unknown key "Access"*' 'name = "x"; sim = "ram"; Access = "ro";'
}

# An address is a string, because the configuration language would cut the number silently.
integers() {
	for key in memory ports pci iomem file sim; do
		for value in 0xfee00000 655360 0x1fee00000 0xfee00000L 1.5 true; do
			wrong "region \"x\": $key is written as a string, *" "name = \"x\"; $key = $value;"
		done
	done
	wrong '*"START-END"*' 'name = "x"; memory = 0xa0000;'
}

address() { # key value...: none of these is one
	key=$1
	shift
	for value; do
		wrong "region \"x\": $key = \"$value\": *" "name = \"x\"; $key = \"$value\";"
	done
}

ranges() {
	for key in memory ports; do
		address $key "" 0x10 x 0x+1 0x10- 0x10+ +1 -5 "0x10 + 1" " 0x10+1" "0x10+1 " 0xg+1 08+1 \
			0x10+-1 0x10+1-2 0x10-0x20-0x30 1.5+1 0x10-0xf 5-4 0x10+0 0+0 0x10+0k 0x10+1kk \
			0x10+1T 0x10+1K1 0x10-0x1fk 0x10000000000000000+1 0-0x10000000000000000 \
			0xffffffffffffffff+1 0xffffffffffffffff+2 1+0xffffffffffffffff \
			0+0x10000000000000000 0+17179869184G 0+18446744073709551616
	done
	address ports 0x10000+1 0xffff+2 0-0x10000 0x378+64k
	for range in 0x378+3 0x378-0x37a 888+3 01570+3 0xffff+1 0+64k 0x0-0xFFFF 0x378+1k; do
		right "name = \"x\"; ports = \"$range\";"
		right "name = \"x\"; memory = \"$range\";"
	done
	for range in 0xfee00000+4k 0x1fee00000+1M 0xa0000-0xfffff 0xfffffffffffff000+0xfff 4G+1; do
		case $range in
		4G*) address memory "$range" ;;
		*) right "name = \"x\"; memory = \"$range\";" ;;
		esac
	done
}

addresses() {
	address pci "" x bar0 "00:04.0 bar0" "0000:00:04.0" "0000:00:04.0 bar6" "0000:00:04.0 BAR0" \
		"0000:00:04.0 bar00" "0000:00:20.0 bar0" "0000:00:04.8 bar0" "0000:00:04.0  bar0" \
		"0000:00:04.0 bar0 " "1234:11e8" "1234:11e8@0 bar0" "1234:11e8@x bar0" "123:11e8 bar0" \
		"1234:11e8@1" "g234:11e8 bar0"
	for function in "0000:00:04.0" "10000:e1:1f.7" "1234:11e8" "1234:11E8@2"; do
		for part in bar0 bar5 config rom; do
			right "name = \"x\"; pci = \"$function $part\";"
		done
	done
	address file "" relative ./x "/x@5-3" "/x@1+0"
	address iomem "" "HPET 0@0" "@1"
	right 'name = "x"; iomem = "HPET 0";'
	right 'name = "x"; iomem = "serial@7e201000";'
	right 'name = "x"; file = "/dev/shm/board@0x1000+4k";'
	right 'name = "x"; file = "/odd@name";'
	address sim "" nothing RAM ram+ ram+0 ram+2G ram+1x parport+4 uart+0x10 " ram" "ram 64"
	for model in parport uart isa edu ram rom ram+1 ram+64k ram+1G rom+512 parport+3; do
		right "name = \"x\"; sim = \"$model\";"
	done
}

policy() { # key value...: each refused, by name
	key=$1
	shift
	for value; do
		wrong "region \"x\": $key: *; write *" "name = \"x\"; sim = \"ram\"; $key = $value;"
	done
}

policies() {
	policy access '"readonly"' '""' '"RW"' '"r"' 1 true
	policy owner '"no such user"' '""' 0
	policy group '"no such group"' '""' 0
	policy mode '"0999"' '""' '"rw"' '"01000"' '"07777"' '"0700"' '"0601"' '"-1"' '"0x80"' 600 0600
	policy widths '"x"' '"bB"' '""' '"8"' 8
	policy endian '"middle"' '""' 1
	policy quad '"double"' 8
	policy order '"weak"' false
	policy map '"wt"' '"np"' '"cache"' '"nothing"' 1
	policy flush '"always"' true
	policy force '"true"' 1
	policy exclusive '"yes"' 0
	wrong '*kernel*' 'name = "x"; sim = "ram"; map = "cache";'
	wrong '*widths: q *' 'name = "x"; ports = "0x378+8"; widths = "q";'
	wrong '*widths: q *' 'name = "x"; widths = "bq"; pci = "1234:11e8 config";'
	for key in 'access = "ro"' 'access = "rw"' 'access = "wo"' 'access = "none"' 'mode = "0640"' \
		'mode = "0"' 'widths = "bwlq"' 'widths = "l"' 'endian = "little"' 'quad = "single"' \
		'order = "strict"' 'map = "uc"' 'flush = "none"' 'force = true' 'exclusive = false'; do
		right "name = \"x\"; sim = \"ram\"; $key;"
	done
}

mistakes() { # "LINE LINE...": where they are in $conf, all of them told
	for way in --check "$mnt"; do
		try devmemfs "$way" -c "$conf"
		expect_status 1
		expect_output ""
		expect_text lines "$(sed -n "s|^$conf:\([0-9]*\): .*|\1|p" "$tmp/err" |
			sort -n | tr '\n' ' ')" "$1"
		expect_text "other lines" "$(grep -v "^$conf:" "$tmp/err")" ""
		expect_text mounted "$(mounts_below "$tmp")" ""
	done
}

several() {
	# In one space, both writable: 3 meets 2, and 6 meets 5; each other pair is kept apart.
	config <<-'END'
		regions = (
		  { name = "a"; memory = "0xa0000+16"; access = "rw"; },
		  { name = "b"; memory = "0xa000f+1"; access = "wo"; },
		  { name = "c"; memory = "0xa0010+16"; access = "rw"; },
		  { name = "d"; ports = "0x300+8"; access = "rw"; },
		  { name = "e"; ports = "0x2ff-0x300"; access = "rw"; },
		  { name = "f"; memory = "0xa0000+16"; },
		  { name = "g"; memory = "0x300+8"; access = "rw"; },
		  { name = "h"; file = "/one@0+16"; access = "rw"; },
		  { name = "i"; file = "/two@0+16"; access = "rw"; },
		  { name = "j"; sim = "ram"; access = "rw"; },
		  { name = "k"; sim = "ram"; access = "rw"; }
		);
	END
	mistakes "3 6 "
	config <<-'END'
		regions = (
		  { name = "a"; sim = "ram"; },
		  { name = "b"; sim = "nothing"; access = "sometimes"; },
		  { name = "a"; sim = "rom"; },
		  5
		);
		more = "x";
	END
	mistakes "3 3 4 5 7 "
	config <<-'END'
		regions = {
		};
	END
	mistakes "1 "
	config <<-'END'
		regions = (
		  { name = "a"; sim = ; }
		);
	END
	mistakes "2 "
}

# Looked for beside the configuration, not in the current directory; mistakes name the file itself.
includes() {
	mkdir -p "$tmp/etc/part"
	conf=$tmp/etc/conf
	inner=$tmp/etc/part/inner
	config <<-'END'
		regions = (
		@include "part/inner"
		  { name = "b"; sim = "ram"; }
		);
	END
	printf '  { name = "a"; sim = "ram"; },\n' >"$inner"
	cd / || exit
	run devmemfs --check "$conf"
	run devmemfs --list "$conf"
	expect_match "^a "
	expect_match "^b "
	printf '\n\n  { name = "b"; sim = "nothing"; },\n' >"$inner"
	try devmemfs --check "$conf"
	expect_status 1
	expect_text lines "$(sed 's|^[^:]*/etc/||' "$tmp/err" | cut -d : -f 1,2 | tr '\n' ' ')" \
		"part/inner:3 conf:3 "
	printf '\n  { name = ; },\n' >"$inner"
	try devmemfs --check "$conf"
	expect_one_line "*part/inner:2: syntax error"
	printf '  { name = "a"; sim = "ram"; },\n' >"$inner"
	chmod 666 "$inner"
	try devmemfs --check "$conf"
	expect_status 1
	expect_one_line "*part/inner:1: *others can write it*"
	rm "$inner"
	try devmemfs --check "$conf"
	expect_status 1
	expect_one_line "$conf:2: *"
}

names
integers
ranges
addresses
policies
several
includes
finish
