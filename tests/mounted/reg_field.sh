#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Bit fields by name: a change of one is one read and one write, and does nothing to its neighbours.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount
# shellcheck source-path=SCRIPTDIR source=text.sh
. "$(dirname "$0")/text.sh"

config <<'END'
regions = (
  { name = "dev"; sim = "ram+256"; access = "rw"; registers = (
      { name = "CTRL"; offset = "0x0"; reset = "0x12"; reset-mask = "0xff"; fields = (
          { name = "EN"; bits = "0"; },
          { name = "MODE"; bits = "3:1"; values = (
              { name = "master"; value = "1"; }, { name = "slave"; value = "0x2"; },
              { name = "multi"; value = "4-5"; }, { name = "other"; value = "*"; } ); },
          { name = "STATE"; bits = "7:4"; access = "ro"; values = ( { name = "idle"; value = "1"; } ); },
          { name = "TOP"; bits = "31:24"; } ); },
      { name = "ISR"; offset = "0x4"; fields = (
          { name = "ERR"; bits = "3:0"; write-effect = "one-to-clear"; },
          { name = "SET"; bits = "5:4"; write-effect = "one-to-set"; },
          { name = "FLIP"; bits = "7:6"; write-effect = "one-to-toggle"; },
          { name = "NERR"; bits = "11:8"; write-effect = "zero-to-clear"; },
          { name = "NSET"; bits = "13:12"; write-effect = "zero-to-set"; },
          { name = "NFLIP"; bits = "15:14"; write-effect = "zero-to-toggle"; },
          { name = "MASK"; bits = "23:16"; } ); },
      { name = "ALL"; offset = "0x8"; write-effect = "one-to-clear"; fields = (
          { name = "A"; bits = "0"; }, { name = "PLAIN"; bits = "8"; write-effect = "none"; } ); },
      { name = "PULSE"; offset = "0xc"; width = 16; fields = (
          { name = "ANY"; bits = "0"; write-effect = "clear"; }, { name = "EN"; bits = "1"; } ); },
      { name = "KEY"; offset = "0xe"; width = 16; fields = (
          { name = "LOCK"; bits = "15"; access = "rw-once"; }, { name = "EN"; bits = "1"; } ); },
      { name = "CMD"; offset = "0x10"; fields = (
          { name = "GO"; bits = "0"; access = "wo"; }, { name = "LEN"; bits = "31:1"; } ); },
      { name = "TX"; offset = "0x14"; access = "wo"; width = 8; fields = (
          { name = "BYTE"; bits = "7:0"; } ); },
      { name = "TX2"; offset = "0x15"; access = "wo"; width = 8; fields = (
          { name = "LOW"; bits = "3:0"; } ); },
      { name = "FIFO"; offset = "0x18"; fields = (
          { name = "DATA"; bits = "7:0"; read-effect = "modify"; }, { name = "EN"; bits = "8"; } ); },
      { name = "OPEN"; offset = "0x1c"; read-effect = "clear"; read = "allow"; fields = (
          { name = "F"; bits = "7:0"; } ); },
      { name = "PINS"; offset = "0x20"; width = 64; fields = (
          { name = "P%s"; bits = "1:0"; count = 8; stride = "8"; values = (
              { name = "in"; value = "0"; }, { name = "out"; value = "1"; },
              { name = "low"; value = "2"; use = "read"; }, { name = "drive"; value = "2"; use = "write"; } ); } ); },
      { name = "NONE"; offset = "0x28"; },
      { name = "G"; offset = "0x40"; registers = ( { name = "R"; offset = "4"; fields = ( { name = "F"; bits = "4"; } ); } ); }
    ); },
  { name = "ro"; sim = "ram+64"; registers = ( { name = "R"; offset = "0"; fields = (
      { name = "F"; bits = "3:0"; }, { name = "W"; bits = "4"; access = "wo"; } ); } ); },
  { name = "wo"; sim = "ram+64"; access = "wo"; registers = ( { name = "R"; offset = "0"; fields = ( { name = "F"; bits = "3:0"; } ); } ); }
);
END

f=dev/field

names() {
	run ls "$mnt/$f"
	expect_text registers "$(tr '\n' ' ' <"$tmp/out")" "ALL CMD CTRL FIFO G ISR KEY NONE OPEN PINS PULSE TX TX2 "
	run find "$mnt/$f/CTRL" "$mnt/$f/G" "$mnt/$f/NONE" -printf '%y%n %P\n'
	expect_output "d2 
f1 EN
f1 MODE
f1 STATE
f1 TOP
d3 
d2 R
f1 R/F
d2 "
	run ls "$mnt/$f/PINS"
	expect_text fields "$(tr '\n' ' ' <"$tmp/out")" "P0 P1 P2 P3 P4 P5 P6 P7 "
	for name in CTRL/en CTRL/X NONE/x G/F P0 X CTRL/EN/x PINS/P8 PINS/P%s; do
		expect_result "$([ $name = CTRL/EN/x ] && echo ENOTDIR || echo ENOENT)" open "$mnt/$f/$name" r
	done
	run stat -c '%s %a %o' "$mnt/$f/CTRL/EN" "$mnt/$f/CTRL/TOP" "$mnt/$f/CTRL/STATE" "$mnt/$f/CMD/GO" \
		"$mnt/$f/CMD/LEN" "$mnt/$f/FIFO/EN" "$mnt/$f/OPEN/F" "$mnt/ro/field/R/F" "$mnt/ro/field/R/W" "$mnt/wo/field/R/F"
	expect_text "sizes, modes" "$(tr '\n' ';' <"$tmp/out")" \
		"4 600 4096;5 600 4096;4 400 4096;4 200 4096;11 600 4096;0 200 4096;0 600 4096;4 400 4096;4 0 4096;4 200 4096;"
	expect_call EACCES "" open "$mnt/$f/CTRL/STATE" w
	expect_call EACCES "" open "$mnt/$f/CMD/GO" r
	expect_call EACCES "" open "$mnt/$f/FIFO/EN" r
	expect_call EACCES "" open "$mnt/ro/field/R/F" w
	expect_call EACCES "" open "$mnt/ro/field/R/W" w
	expect_none
}

# Puts it there, by its offset.
holds() { # offset value: of 32 bits
	text 10 "dev wl $1 $2" "dev/at/$1.l" "$2"
}

reading() {
	holds 0x0 0xab123417
	gives $f/CTRL/EN 0x1 "dev rl 0x0 0xab123417"
	gives $f/CTRL/MODE 0x3 "dev rl 0x0 0xab123417"
	gives $f/CTRL/STATE 0x1 "dev rl 0x0 0xab123417"
	gives $f/CTRL/TOP 0xab "dev rl 0x0 0xab123417"
	gives $f/OPEN/F 0x0 "dev rl 0x1c 0x00000000"
	takes dev/reg/PINS 0x0300000000000001 "dev wq 0x20 0x0300000000000001"
	gives $f/PINS/P7 0x3 "dev rq 0x20 0x0300000000000001"
	gives $f/PINS/P0 0x1 "dev rq 0x20 0x0300000000000001"
}

writing() {
	for pair in "0 6" "1 7" "0x0 6" "01 7"; do
		takes $f/CTRL/EN "${pair% *}" "dev rl 0x0 0xab12341${last:-7};dev wl 0x0 0xab12341${pair#* }"
		last=${pair#* }
	done
	takes $f/CTRL/TOP 0xff "dev rl 0x0 0xab123417;dev wl 0x0 0xff123417"
	takes $f/CTRL/MODE master "dev rl 0x0 0xff123417;dev wl 0x0 0xff123413"
	takes $f/CTRL/MODE slave "dev rl 0x0 0xff123413;dev wl 0x0 0xff123415"
	text 6 "dev rl 0x0 0xff123415;dev wl 0x0 0xff123413" $f/CTRL/MODE master
	takes $f/CTRL/MODE 4 "dev rl 0x0 0xff123413;dev wl 0x0 0xff123419"
	takes $f/PINS/P7 out "dev rq 0x20 0x0300000000000001;dev wq 0x20 0x0100000000000001"
	takes $f/PINS/P1 drive "dev rq 0x20 0x0100000000000001;dev wq 0x20 0x0100000000000201"
	takes $f/G/R/F 1 "dev rl 0x44 0x00000000;dev wl 0x44 0x00000010"
	# Nothing can be read, and nothing has to be.
	takes $f/TX/BYTE 0x41 "dev wb 0x14 0x41"
	last=
}

mistakes() {
	for name in multi other; do
		refuses EINVAL $f/CTRL/MODE $name "the name stands for more than one value; write a number"
	done
	for name in Master mastering none x 'master ' ' master'; do
		refuses EINVAL $f/CTRL/MODE "$name" "the field has no value of that name; decode shows it*"
	done
	refuses EINVAL $f/PINS/P0 low "the field has no value of that name*"
	refuses EINVAL $f/CTRL/MODE 'master\nslave' "one value is written at once, in one line"
	refuses EINVAL $f/CTRL/MODE '\n' "not a number; write *"
	refuses EINVAL $f/CTRL/EN master "not a number; write *"
	refuses EINVAL $f/CTRL/EN 08 "a character that is no digit follows the number"
	refuses EINVAL $f/CTRL/MODE 1:1 "a field takes no mask"
	refuses EINVAL $f/CTRL/MODE master:1 "*"
	refuses ERANGE $f/CTRL/MODE 8 "the number is wider than *"
	refuses ERANGE $f/CTRL/EN 2 "the number is wider than *"
	refuses ERANGE $f/CTRL/TOP 0x100 "the number is wider than *"
	refuses ERANGE $f/CTRL/TOP 0x10000000000000000 "the number does not fit into 64 bits"
}

# What is written to neighbours is what does nothing to them; reserved bits stay as they are.
neighbours() {
	holds 0x4 0xffffffff
	takes $f/ISR/MASK 0x55 "dev rl 0x4 0xffffffff;dev wl 0x4 0xff55ff00"
	holds 0x4 0x00000000
	takes $f/ISR/MASK 0xaa "dev rl 0x4 0x00000000;dev wl 0x4 0x00aaff00"
	takes $f/ISR/ERR 0x5 "dev rl 0x4 0x00aaff00;dev wl 0x4 0x00aaff05"
	holds 0x4 0xffffffff
	takes $f/ISR/NERR 0xe "dev rl 0x4 0xffffffff;dev wl 0x4 0xfffffe00"
	holds 0x4 0xffffffff
	takes $f/ISR/SET 1 "dev rl 0x4 0xffffffff;dev wl 0x4 0xffffff10"
	# Of a mask that covers a part of a field, the rest of the field is a neighbour.
	holds 0x4 0xffffffff
	takes dev/reg/ISR 0x2:0x3 "dev rl 0x4 0xffffffff;dev wl 0x4 0xffffff02"
	holds 0x4 0xffffffff
	takes dev/reg/ISR 0:0x100 "dev rl 0x4 0xffffffff;dev wl 0x4 0xfffffe00"
	takes dev/reg/ISR 0xffffffff "dev wl 0x4 0xffffffff"
	# What is in no field is as the register itself.
	holds 0x8 0xffffffff
	takes $f/ALL/PLAIN 0 "dev rl 0x8 0xffffffff;dev wl 0x8 0x00000000"
	holds 0x8 0xffffffff
	takes $f/ALL/A 1 "dev rl 0x8 0xffffffff;dev wl 0x8 0x00000101"
	# An offset alone knows nothing of effects: all the others are kept.
	holds 0x4 0xffffffff
	text 3 "dev rl 0x4 0xffffffff;dev wl 0x4 0xfffffffe" dev/at/4.l 0:1
}

unsafe() {
	whole="so writing some of the bits is not safe; write the whole register"
	refuses EPERM $f/PULSE/EN 1 "ANY is changed by any write, $whole"
	refuses EPERM dev/reg/PULSE 2:2 "ANY is changed by any write, $whole"
	refuses EPERM $f/KEY/EN 1 "LOCK can be written only once, $whole"
	refuses EPERM $f/CMD/LEN 1 "GO cannot be read back, $whole"
	refuses EPERM $f/TX2/LOW 1 "the register cannot be read back, $whole"
	refuses EPERM $f/FIFO/EN 1 "reading the register has an effect, *; write the whole register"
	refuses EPERM $f/FIFO/DATA 1 "reading the register has an effect, *"
	refuses EPERM $f/OPEN/F 1 "reading the register has an effect, *"
	# The one that is written is nobody's neighbour.
	takes $f/PULSE/ANY 1 "dev rw 0xc 0x0000;dev ww 0xc 0x0001"
	takes $f/KEY/LOCK 1 "dev rw 0xe 0x0000;dev ww 0xe 0x8000"
	takes $f/CMD/GO 1 "dev rl 0x10 0x00000000;dev wl 0x10 0x00000001"
	takes dev/reg/FIFO 0x100 "dev wl 0x18 0x00000100"
	takes dev/reg/KEY 2 "dev ww 0xe 0x0002"
	text EACCES "" wo/field/R/F 1
}

decode() {
	holds 0x0 0xff000013
	gives dev/decode/CTRL "CTRL 0xff000013 reset 0x00000012:0x000000ff
EN [0] 0x1 reset 0x0
MODE [3:1] 0x1 master reset 0x1
STATE [7:4] 0x1 idle reset 0x1
TOP [31:24] 0xff" "dev rl 0x0 0xff000013"
	holds 0x0 0x0000001a
	run cat "$mnt/dev/decode/CTRL"
	expect_match "^MODE \[3:1\] 0x5 multi reset 0x1$"
	look
	holds 0x0 0x0000001e
	run cat "$mnt/dev/decode/CTRL"
	expect_match "^MODE \[3:1\] 0x7 other reset 0x1$"
	look
	takes dev/reg/PINS 0x0200000000000001 "dev wq 0x20 0x0200000000000001"
	run cat "$mnt/dev/decode/PINS"
	expect_match "^PINS 0x0200000000000001$"
	expect_match "^P0 \[1:0\] 0x1 out$"
	expect_match "^P7 \[57:56\] 0x2 low$"
	expect_bus "dev rq 0x20 0x0200000000000001"
	gives dev/decode/NONE "NONE 0x00000000" "dev rl 0x28 0x00000000"
	gives dev/decode/G/R "G/R 0x00000010
F [4] 0x1" "dev rl 0x44 0x00000010"
	run cat "$mnt/dev/decode/CMD"
	expect_match "^GO \[0\] write-only$"
	look
	for name in TX FIFO; do
		expect_call EACCES "" open "$mnt/dev/decode/$name" r
	done
	gives dev/decode/OPEN "OPEN 0x00000000
F [7:0] 0x0" "dev rl 0x1c 0x00000000"
	expect_call EACCES "" open "$mnt/dev/decode/CTRL" w
}

# The quick way that requests usually go, and libfuse's own.
for way in "-o trace" -d; do
	start "$conf"
	names
	reading
	writing
	mistakes
	neighbours
	unsafe
	decode
	stop
done
finish
