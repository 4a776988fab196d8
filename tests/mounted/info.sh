#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a region says of itself, and the policy of its files: owner, group, mode, widths.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount

info() { # region line...: all of its info, and its size is that of the text
	region=$1
	shift
	run cat "$mnt/$region/info"
	expect_output "$(printf '%s\n' "$@")"
	run stat -c %s "$mnt/$region/info"
	expect_text size "$(cat "$tmp/out")" "$(wc -c <"$mnt/$region/info")"
	expect_none
}

mode() { # region file "owner group mode"
	run stat -c "%U %G %a" "$mnt/$1/$2"
	expect_output "$3"
}

infos() {
	info edu "name: edu" "space: sim" "device: edu" "range: 0xfea00000-0xfeafffff" \
		"length: 1048576" "access: rw" "views: l cp fifo at" "backend: sim" "endian: little" "state: ok"
	info parport "name: parport" "space: sim" "device: parport" "range: 0x378-0x37a" "length: 3" \
		"access: ro" "views: b w bp wp fifo at" "backend: sim" "endian: little" "state: ok"
	info none "name: none" "space: sim" "device: ram" "range: 0x0-0xf" "length: 16" \
		"access: none" "state: ok"
	info memory "name: memory" "space: memory" "range: 0xa0000-0xa000f" "length: 16" "access: ro" \
		"views: b w l q cp fifo probe at" "backend: devmem" "mapping: uc" "endian: little" \
		"claimed-by: made-up driver" "state: ok"
	info file "name: file" "space: file" "device: $tmp/file" "range: 0x4-0xb" "length: 8" \
		"access: wo" "views: b w l cp fifo at" "backend: file" "endian: little" "state: ok"
	info gone "name: gone" "space: file" "device: $tmp/gone" "access: ro" \
		"state: unusable: $tmp/gone: No such file or directory" "remedy: name a file that exists"
	info port "name: port" "space: ports" "range: 0x378-0x378" "length: 1" "access: ro" \
		"$(sed -n '/^claimed-by/p' "$mnt/port/info")" "$(sed -n '/^state/p' "$mnt/port/info")" \
		"$(sed -n '/^remedy/p' "$mnt/port/info")"
	says port claimed-by parport0
	says port state "unusable: *"
}

# A text is what it was when it was opened, however it is read.
text() {
	expect_call "4 6e616d65" "" pread "$mnt/edu/info" 0 4
	expect_call "4 3a206564" "" pread "$mnt/edu/info" 4 4
	expect_call 0 "" pread "$mnt/edu/info" 4096 4
	run dd if="$mnt/edu/info" bs=1 status=none
	expect_same "$tmp/out" "$mnt/edu/info"
	run tail -n 1 "$mnt/edu/info"
	expect_output "state: ok"
	expect_none
}

modes() {
	me=$(id -un)
	mine=$(id -gn)
	mode parport b "$me $mine 400"
	mode edu l "$me $mine 600"
	mode file b "$me $mine 200"
	mode given l "$someone $somegroup 640"
	mode given cp "$someone $somegroup 640"
	mode nobody l "$me $mine 0"
	for region in parport edu file given none; do
		run stat -c %a "$mnt/$region/info"
		expect_output 444
		run stat -c %a "$mnt/$region"
		expect_output 555
	done
}

widths() {
	usable few "at b cp fifo info l"
	usable bytes "at b cp fifo info"
	usable wide "at cp fifo info q"
	usable tiny "at b cp fifo info w"
	usable odd "at b cp fifo info probe w"
	unusable never "*widths*" "*"
	expect_call "3 000000" "bytes rb 0x0 0x00;bytes rb 0x1 0x00;bytes rb 0x2 0x00" \
		pread "$mnt/bytes/cp" 0 3
	usable none info
}

# Other people's files, where there is somebody else and root may give them away.
someone=$(id -un)
somegroup=$(id -gn)
if [ $root = yes ] && id daemon >/dev/null 2>&1; then
	someone=daemon
	somegroup=$(id -gn daemon)
fi
mkdir -p "$tree/proc" "$tree/dev"
printf '000a0000-000bffff : made-up driver\n' >"$tree/proc/iomem"
printf '0378-037a : parport0\n' >"$tree/proc/ioports"
truncate -s 1M "$tree/dev/mem"
truncate -s 64 "$tmp/file"
config <<END
regions = (
  { name = "edu"; sim = "edu"; access = "rw"; widths = "l"; },
  { name = "parport"; sim = "parport"; },
  { name = "none"; sim = "ram+16"; access = "none"; },
  { name = "memory"; memory = "0xa0000+16"; },
  { name = "file"; file = "$tmp/file@4+8"; access = "wo"; },
  { name = "gone"; file = "$tmp/gone"; },
  { name = "port"; ports = "0x378+1"; },
  { name = "given"; sim = "ram+16"; owner = "$someone"; group = "$somegroup"; mode = "0640"; },
  { name = "nobody"; sim = "ram+16"; mode = "0"; },
  { name = "few"; sim = "ram+16"; widths = "lb"; },
  { name = "bytes"; sim = "ram+16"; widths = "b"; },
  { name = "wide"; sim = "ram+16"; widths = "q"; },
  { name = "tiny"; sim = "ram+3"; },
  { name = "odd"; memory = "0xa0002+6"; },
  { name = "never"; sim = "ram+3"; widths = "lq"; }
);
END
start "$conf"
infos
text
modes
widths
finish
