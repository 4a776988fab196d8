#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Registers as text, by offset and by name: what is read, what is written, and what is refused.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require_mount
# shellcheck source-path=SCRIPTDIR source=text.sh
. "$(dirname "$0")/text.sh"

config <<'END'
regions = (
  { name = "dev"; sim = "ram+256"; access = "rw"; registers = (
      { name = "B"; offset = "0x1"; width = 8; },
      { name = "W"; offset = "0x2"; width = 16; },
      { name = "L"; offset = "010"; },
      { name = "Q"; offset = "16"; width = 64; },
      { name = "RO"; offset = "0x20"; access = "ro"; },
      { name = "WO"; offset = "0x24"; access = "wo"; },
      { name = "CLEAR"; offset = "0x28"; read-effect = "clear"; },
      { name = "BESIDE"; offset = "0x29"; width = 8; },
      { name = "POP"; offset = "0x2c"; read-effect = "modify"; read = "allow"; },
      { name = "RING%s"; offset = "0x40"; count = 3; stride = "0x8"; },
      { name = "CH%s"; offset = "0x80"; count = 2; stride = "0x20"; registers = (
          { name = "SRC"; offset = "0x0"; },
          { name = "DMA"; offset = "0x10"; registers = ( { name = "n.%s-x"; offset = "0x4"; width = 8; count = 2; } ); } ); }
    ); },
  { name = "ro"; sim = "ram+64"; mode = "0644"; registers = (
      { name = "R"; offset = "0"; }, { name = "RO"; offset = "4"; access = "ro"; },
      { name = "WO"; offset = "8"; access = "wo"; } ); },
  { name = "wo"; sim = "ram+64"; access = "wo"; registers = ( { name = "R"; offset = "0"; },
      { name = "WO"; offset = "8"; access = "wo"; } ); },
  { name = "big"; sim = "ram+64"; access = "rw"; endian = "big"; registers = ( { name = "R"; offset = "4"; } ); },
  { name = "halves"; sim = "ram+64"; access = "rw"; quad = "hi-lo"; registers = ( { name = "R"; offset = "8"; width = 64; } ); },
  { name = "plain"; sim = "ram+22"; access = "rw"; },
  { name = "none"; sim = "ram+64"; access = "none"; registers = ( { name = "R"; offset = "0"; } ); }
);
END

names() {
	run ls -A "$mnt/dev/reg"
	expect_text names "$(tr '\n' ' ' <"$tmp/out")" \
		"B BESIDE CH0 CH1 CLEAR L POP Q RING0 RING1 RING2 RO W WO "
	run find "$mnt/dev/reg/CH1" -printf '%y %P\n'
	expect_output "d 
f SRC
d DMA
f DMA/n.0-x
f DMA/n.1-x"
	for folder in reg decode wait; do
		run stat -c '%h %A %s' "$mnt/dev/$folder" "$mnt/dev/$folder/CH0" "$mnt/dev/$folder/CH0/DMA"
		expect_text "links of $folder" "$(tr '\n' ' ' <"$tmp/out")" "4 dr-xr-xr-x 0 3 dr-xr-xr-x 0 2 dr-xr-xr-x 0 "
	done
	for name in b L. CH CH2 CH0/DMA/n.2-x CH0/L SRC RING RING3 RING%s .; do
		[ "$name" = . ] || expect_call ENOENT "" open "$mnt/dev/reg/$name" r
	done
	for folder in reg field decode wait dump; do
		expect_call ENOENT "" open "$mnt/plain/$folder" r
		expect_call ENOENT "" open "$mnt/none/$folder" r
	done
	run ls -A "$mnt/dev/at"
	expect_output ""
	for name in 0.b 21.b 0x15.b 20.w 0x14.w 16.l 8.q 0x8.q; do
		expect_call 0 "" open "$mnt/plain/at/$name" +
	done
	for name in 22.b 1.w 21.w 18.l 20.l 16.q 4.q 0.bp 0.bs 0 .l 00.l 010.b 08.l 0x.b -1.b 0X8.l 1e1.b \
		"8 .l" 8.L 8.lx 18446744073709551616.b; do
		expect_call ENOENT "" open "$mnt/plain/at/$name" r
	done
}

# As many digits as the register is wide, and one access of that width.
values() {
	takes dev/reg/B 0xa5 "dev wb 0x1 0xa5"
	takes dev/reg/W 0xbeef "dev ww 0x2 0xbeef"
	takes dev/reg/L 0x01234567 "dev wl 0x8 0x01234567"
	takes dev/reg/Q 0xfedcba9876543210 "dev wq 0x10 0xfedcba9876543210"
	gives dev/reg/B 0xa5 "dev rb 0x1 0xa5"
	gives dev/reg/W 0xbeef "dev rw 0x2 0xbeef"
	gives dev/reg/L 0x01234567 "dev rl 0x8 0x01234567"
	gives dev/reg/Q 0xfedcba9876543210 "dev rq 0x10 0xfedcba9876543210"
	gives dev/at/1.b 0xa5 "dev rb 0x1 0xa5"
	gives dev/at/0x2.w 0xbeef "dev rw 0x2 0xbeef"
	gives dev/at/8.l 0x01234567 "dev rl 0x8 0x01234567"
	gives dev/at/0x10.q 0xfedcba9876543210 "dev rq 0x10 0xfedcba9876543210"
	gives dev/reg/RO 0x00000000 "dev rl 0x20 0x00000000"
	gives dev/reg/POP 0x00000000 "dev rl 0x2c 0x00000000"
	takes dev/reg/WO 1 "dev wl 0x24 0x00000001"
	takes dev/reg/CLEAR 1 "dev wl 0x28 0x00000001"
	takes dev/reg/RING2 2 "dev wl 0x50 0x00000002"
	takes dev/reg/CH1/SRC 3 "dev wl 0xa0 0x00000003"
	takes dev/reg/CH1/DMA/n.1-x 4 "dev wb 0xb5 0x04"
	for value in 0x1f 0X1F 0x1f 0x000000000000000000001f 31 037 0000000037 0x1F; do
		takes dev/reg/B $value "dev wb 0x1 0x1f"
		text ${#value} "dev wb 0x1 0x1f" dev/at/1.b $value
	done
	for pair in "B b 0x1 0xff" "W w 0x2 0xffff" "L l 0x8 0xffffffff" "Q q 0x10 0xffffffffffffffff"; do
		# shellcheck disable=SC2086
		set -- $pair
		takes "dev/reg/$1" "$4" "dev w$2 $3 $4"
		takes "dev/reg/$1" 0 "dev w$2 $3 $(echo "$4" | tr f 0)"
	done
	takes dev/reg/Q 18446744073709551615 "dev wq 0x10 0xffffffffffffffff"
	# The value of the register, whatever its bytes on the bus.
	takes big/reg/R 0x11223344 "big wl 0x4 0x44332211"
	gives big/reg/R 0x11223344 "big rl 0x4 0x44332211"
	gives big/at/4.w 0x1122 "big rw 0x4 0x2211"
	takes halves/reg/R 0x1122334455667788 "halves wl 0xc 0x11223344;halves wl 0x8 0x55667788"
	gives halves/at/8.q 0x1122334455667788 "halves rl 0xc 0x11223344;halves rl 0x8 0x55667788"
}

# One read and one write, the other bits as they were.
masks() {
	takes dev/reg/L 0xaaaaaaaa "dev wl 0x8 0xaaaaaaaa"
	takes dev/reg/L 0x55:0xff "dev rl 0x8 0xaaaaaaaa;dev wl 0x8 0xaaaaaa55"
	takes dev/reg/L 0:0x80000000 "dev rl 0x8 0xaaaaaa55;dev wl 0x8 0x2aaaaa55"
	text 9 "dev rl 0x8 0x2aaaaa55;dev wl 0x8 0x2aaaaa5e" dev/at/0x8.l 0xffe:017
	takes dev/reg/L 0xffffffff:0 "dev rl 0x8 0x2aaaaa5e;dev wl 0x8 0x2aaaaa5e"
}

not="not a number; write*"
digit="a character that is no digit follows the number"
wide="the number is wider than the register or the field"
one="one value is written at once, in one line"

# Nothing that is wrong with a text reaches the device, and the log says what it is.
mistakes() { # file: of 16 bits
	file=$1
	for mistake in '\n' x abc ' 1' +1 -1 - 0x 0x: : :1 '#1' '\0373' 'one' '\t1' -0; do
		refuses EINVAL "$file" "$mistake" "$not"
	done
	for mistake in '1 ' '1 2' 08 0x1g 1k 1.0 '1,2' 0b1 1e3 '0x1 0xff' '12 # x' '1\r\n' 1h 1: '1:0x'; do
		case $mistake in
		1: | 1:0x) refuses EINVAL "$file" "$mistake" "$not" ;;
		*) refuses EINVAL "$file" "$mistake" "$digit" ;;
		esac
	done
	for mistake in '1:2:3' '1:0xg' '1: 2' '1 :2' '1:2 '; do
		refuses EINVAL "$file" "$mistake" "*"
	done
	for mistake in 0x10000 65536 0200000 1:0x10000 0x10000:1 0xffffffffffffffff; do
		refuses ERANGE "$file" "$mistake" "$wide"
	done
	for mistake in 0x10000000000000000 18446744073709551616 1:0x10000000000000000; do
		refuses ERANGE "$file" "$mistake" "the number does not fit into 64 bits"
	done
	for mistake in '1\n2' '1\n2\n' '1\n\n' '\n1' '1\0000' '\0000' '1\00002' "$(printf %0300d 1)"; do
		refuses EINVAL "$file" "$mistake" "$one"
	done
	# As long as a line may be; a page and more.
	text 255 "dev ww 0x2 0x0001" "$file" "$(printf %0255d 1)"
	text 256 "dev ww 0x2 0x0001" "$file" "$(printf %0255d 1)\n"
	refuses EINVAL "$file" "$(printf %0256d 1)" "$one"
	refuses EINVAL "$file" "$(printf %09000d 1)" "$one"
}

limits() {
	mistakes dev/reg/W
	mistakes dev/at/0x2.w
	refuses ERANGE dev/reg/B 256 "$wide"
	refuses ERANGE dev/reg/L 0x100000000 "$wide"
	refuses ERANGE dev/reg/CH1/DMA/n.1-x 0x100 "$wide"
	refuses EINVAL dev/reg/Q -1 "$not"
	refuses ERANGE big/reg/R 0x1:0x100000000 "$wide"
	# Some of the bits cannot be written without knowing the others.
	refuses EPERM dev/reg/WO 1:1 "the register cannot be read back, *; write the whole register"
	refuses EPERM dev/reg/CLEAR 1:1 "reading the register has an effect, *; write the whole register"
	refuses EPERM dev/reg/BESIDE 1:1 "reading the register has an effect, *"
	refuses EPERM dev/reg/POP 1:1 "reading the register has an effect, *"
	takes dev/reg/WO 1:0xffffffff "dev wl 0x24 0x00000001"
	text EACCES "" wo/at/0.l 1:1
	text EACCES "" wo/reg/R 1:1
}

# Modes say what may be opened, and by whom: root too is told when a direction does not exist.
may() { # file mode directions
	run stat -c %a "$mnt/$1"
	expect_output "$2"
	case $3 in *r*) no=0 ;; *) no=EACCES ;; esac
	expect_call $no "" open "$mnt/$1" r
	case $3 in *w*) no=0 ;; *) no=EACCES ;; esac
	expect_call $no "" open "$mnt/$1" w
	expect_call $no "" open "$mnt/$1" wt
	expect_call $no "" open "$mnt/$1" wa
	case $3 in rw) no=0 ;; *) no=EACCES ;; esac
	expect_call $no "" open "$mnt/$1" +
}

directions() {
	may dev/reg/L 600 rw
	may dev/decode/L 400 r
	may dev/wait/L 200 w
	may dev/reg/RO 400 r
	may dev/decode/RO 400 r
	may dev/wait/RO 200 w
	for reg in WO CLEAR BESIDE; do
		may dev/reg/$reg 200 w
		may dev/decode/$reg 0 none
		may dev/wait/$reg 0 none
	done
	may dev/reg/POP 600 rw
	may dev/decode/POP 400 r
	may dev/wait/POP 200 w
	may dev/dump 400 r
	may dev/at/0.l 600 rw
	may ro/reg/R 444 r
	may ro/reg/RO 444 r
	may ro/reg/WO 0 none
	may ro/wait/R 222 w
	may ro/dump 444 r
	may wo/reg/R 200 w
	may wo/reg/WO 200 w
	may wo/decode/R 0 none
	may wo/dump 0 none
	may wo/wait/R 0 none
	may wo/at/0.l 200 w
}

sizes() {
	run stat -c '%s %o %b %h' "$mnt/dev/reg/B" "$mnt/dev/reg/W" "$mnt/dev/reg/L" "$mnt/dev/reg/Q" \
		"$mnt/dev/reg/WO" "$mnt/dev/reg/CLEAR" "$mnt/dev/reg/POP" "$mnt/dev/reg/BESIDE" "$mnt/dev/at/8.q" \
		"$mnt/dev/at/8.b" "$mnt/dev/decode/L" "$mnt/dev/dump"
	expect_text sizes "$(tr '\n' ';' <"$tmp/out")" "5 4096 1 1;7 4096 1 1;11 4096 1 1;19 4096 1 1;11 4096 1 1;$(
	)0 4096 0 1;0 4096 0 1;0 4096 0 1;19 4096 1 1;5 4096 1 1;4096 4096 8 1;4096 4096 8 1;"
}

nothing_else() {
	run ls -lR "$mnt"
	run find "$mnt" -ls
	run du -a "$mnt"
	run sh -c 'find "$1" -printf "%i\n" | sort | uniq -d' sh "$mnt"
	expect_output ""
	run sh -c 'for f in "$1"/*/reg/* "$1"/*/field/*/*; do [ -r "$f" ] && [ -s "$f" ]; done; :' sh "$mnt"
	for name in dev/reg dev/reg/CH0 dev/field dev/field/L dev/decode dev/wait dev/at; do
		expect_call EPERM "" mkdir "$mnt/$name/new"
		expect_call EPERM "" open "$mnt/$name/new" wc
		expect_call EPERM "" rename "$mnt/dev/reg/L" "$mnt/$name/new"
		expect_call EPERM "" rmdir "$mnt/$name"
		expect_call EPERM "" chmod "$mnt/$name" 777
	done
	for name in dev/reg/L dev/decode/L dev/wait/L dev/dump dev/at/8.l dev/reg/CH0/SRC; do
		expect_call EPERM "" chmod "$mnt/$name" 666
		expect_call EPERM "" chown "$mnt/$name" 1 1
		expect_call EPERM "" unlink "$mnt/$name"
		expect_call EPERM "" link "$mnt/$name" "$mnt/dev/reg/new"
		expect_call 0 "" truncate "$mnt/$name" 0
		expect_call 0 "" truncate "$mnt/$name" 4096
		run touch -c "$mnt/$name"
	done
	expect_none
}

walkers() {
	mkdir -p "$tmp/copies"
	for command in "grep -r x" "tar -cf $tmp/tar" "cp -r -t $tmp/copies"; do
		# shellcheck disable=SC2086
		try $command "$mnt/dev"
		checks=$((checks + 1))
		[ $status != 0 ] || fail "$ran: succeeds"
		for name in reg/L reg/CH1/DMA/n.0-x decode/L wait/L dump; do
			expect_error "*$name*Permission denied*"
		done
		expect_none
	done
	expect_call EACCES "" open "$mnt/dev/reg/L" rn
	expect_call EACCES "" open "$mnt/dev/at/8.l" +n
	expect_call 0 "" open "$mnt/dev/reg/L" wn
}

for way in "-o trace" -d; do
	start "$conf"
	names
	values
	masks
	limits
	directions
	sizes
	nothing_else
	walkers
	stop
done

way="-o trace"
start -o walk "$conf"
try grep -r 0x "$mnt/ro/reg"
expect_status 2
expect_error "*/ro/reg/WO: Permission denied"
expect_bus "ro rl 0x0 0x00000000" "ro rl 0x4 0x00000000"
expect_call 0 "" open "$mnt/dev/reg/L" rn
expect_call EACCES "" open "$mnt/dev/reg/CLEAR" rn
finish
