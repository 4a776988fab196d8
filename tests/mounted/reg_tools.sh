#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Registers as text by the tools that people use: each reading is one access, and so is each writing.
# shellcheck disable=SC2016 # $1 is for the shells that are tried
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
require bash busybox dash od python3 tail
require_mount
# shellcheck source-path=SCRIPTDIR source=text.sh
. "$(dirname "$0")/text.sh"

config <<'END'
regions = (
  { name = "dev"; sim = "ram+64"; access = "rw"; registers = (
      { name = "CTRL"; offset = "0x8"; fields = ( { name = "MODE"; bits = "7:4"; } ); },
      { name = "WIDE"; offset = "0x10"; width = 64; } ); },
  { name = "uart"; sim = "uart"; access = "rw"; registers = (
      { name = "RBR"; offset = "0"; width = 8; access = "ro"; read-effect = "modify"; read = "allow"; },
      { name = "THR"; offset = "0"; width = 8; access = "wo"; } ); }
);
END

# Busybox's shell would take its own.
find_tool cat
real_cat=$tool

once() { # command...: shows $shown by the one access $access
	run "$@"
	expect_output "$shown"
	expect_bus "$access"
}

shells_read() { # file
	for shell in dash bash "busybox sh"; do
		for lines in 'read -r v <"$1"; echo "$v"' 'v=$("$2" "$1"); echo "$v"' \
			'while read -r v; do echo "$v"; done <"$1"' 'exec 3<"$1"; "$2" <&3' \
			'exec 3<"$1"; read -r v <&3; read -r w <&3; echo "$v$w"'; do
			# shellcheck disable=SC2086
			once $shell -c "$lines" - "$1" "$real_cat"
		done
	done
	once bash -c 'echo "$(<"$1")"' - "$1"
	once bash -c 'mapfile -t v <"$1"; echo "${v[@]}"' - "$1"
}

python_reads() { # file
	for lines in 'open(f).read()' 'open(f, "rb").read().decode()' 'open(f).readline()' \
		'list(open(f))[0]' 'open(f, "rb", buffering=0).read(64).decode()' \
		'open(f, "rb", buffering=0).read().decode()' 'pathlib.Path(f).read_text()' \
		'os.read(os.open(f, os.O_RDONLY), 64).decode()'; do
		once python3 -c "import os, pathlib, sys; f = sys.argv[1]; print($lines, end='')" "$1"
	done
}

# Of the text "0x..." and the one access that it takes, also where reading takes something away.
readers() { # file
	for command in cat "head -c 64" "head -c ${#shown}" "head -n1" "head -n 5" "sed -n p" "cut -c1-" \
		sort "tail -c +1" "grep x" "busybox head -n1" "busybox tail -n1"; do
		# shellcheck disable=SC2086
		once $command "$1"
	done
	once dd status=none if="$1"
	once dd status=none bs=1 if="$1"
	once dd status=none bs=4k iflag=direct if="$1"
	once busybox dd bs=3 if="$1"
	shells_read "$1"
	python_reads "$1"
	run od -An -c "$1"
	expect_text "what od shows" "$(tr -d ' \n' <"$tmp/out")" "$shown\\n"
	expect_bus "$access"
	run head -c 3 "$1"
	expect_output "$(printf %.3s "$shown")"
	expect_bus "$access"
	run dd status=none bs=1 skip=2 if="$1"
	expect_output "${shown#0x}"
	expect_bus "$access"
	run cp "$1" "$tmp/copy"
	expect_text "the copy" "$(cat "$tmp/copy")" "$shown"
	expect_bus "$access"
}


# They begin with sendfile, which reads in nobody's name, and go on with read.
senders() { # file
	once busybox cat "$1"
	run busybox cp "$1" "$tmp/copy"
	expect_text "the copy" "$(cat "$tmp/copy")" "$shown"
	expect_bus "$access"
	run python3 -c 'import shutil, sys; shutil.copyfile(*sys.argv[1:])' "$1" "$tmp/copy"
	expect_text "the copy" "$(cat "$tmp/copy")" "$shown"
	expect_bus "$access"
}

# They read the beginning once more; what has an effect shows no size, and they read it once.
again() { # file
	for command in "tail" "tail -n 1" "less" "file"; do
		find_tool "${command%% *}" || continue
		# shellcheck disable=SC2086
		run $command "$1"
		[ "$command" = file ] || expect_output "$shown"
		look
		checks=$((checks + 1))
		grep -qxF "$access" "$tmp/got" || fail "$ran: no access"
		grep -vxF "$access" "$tmp/got" && fail "$ran: other accesses"
	done
}

# Nobody's reads, of the page cache, are none.
nobody() { # file size-has
	expect_call EIO "" splice "$1" 64
	expect_call EIO "" sendfile "$1" "$tmp/copy" 64
	expect_call ENODEV "" map "$1" shared r
	expect_call "mapped, SIGBUS" "" map "$1" private r
	expect_call 0 "" fadvise "$1" 64
	expect_call 0 "" readahead "$1" 64
	expect_call EINVAL "" copy_file_range "$1" "$mnt/dev/reg/WIDE" 11
}

reading() {
	shown=0x12345678 access="dev rl 0x8 0x12345678"
	expect_call 4 "dev wl 0x8 0x12345678" pwrite "$mnt/dev/l" 8 78563412
	for file in dev/reg/CTRL dev/at/8.l; do
		readers "$mnt/$file"
		senders "$mnt/$file"
		again "$mnt/$file"
		nobody "$mnt/$file"
	done
	shown=0x7
	readers "$mnt/dev/field/CTRL/MODE"
	senders "$mnt/dev/field/CTRL/MODE"
	nobody "$mnt/dev/field/CTRL/MODE"
	try diff "$mnt/dev/reg/CTRL" "$mnt/dev/at/8.w"
	expect_status 1
	expect_bus "$access" "dev rw 0x8 0x5678"
}

# A FIFO shows how often it is read: what a tool takes too much, the next one misses.
popping() {
	for byte in 41 42 43; do
		expect_call 1 "uart wb 0x3f8 0x$byte" pwrite "$mnt/uart/b" 0 $byte
	done
	gives uart/reg/RBR 0x41 "uart rb 0x3f8 0x41"
	run tail -n 1 "$mnt/uart/reg/RBR"
	expect_output 0x42
	expect_bus "uart rb 0x3f8 0x42"
	run dash -c 'read -r v <"$1"; echo "$v"' - "$mnt/uart/reg/RBR"
	expect_output 0x43
	expect_bus "uart rb 0x3f8 0x43"
	# From here on it is empty, and shows what it held last.
	run "$call" push "$mnt/uart/b" 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a
	look
	shown=0x5a access="uart rb 0x3f8 0x5a"
	readers "$mnt/uart/reg/RBR"
	# It shows no size, so that what looks for one before it reads takes nothing away.
	run busybox cat "$mnt/uart/reg/RBR"
	expect_output ""
	run wc -c "$mnt/dev/reg/CTRL"
	expect_none
}

# Each opening has a snapshot of its own, taken whenever it is read from the start.
snapshots() {
	run python3 -c 'import os, sys
device = os.open(sys.argv[1] + "/l", os.O_WRONLY)
a, b = (os.open(sys.argv[1] + "/reg/CTRL", os.O_RDONLY) for i in range(2))
def store(value):
	os.pwrite(device, value.to_bytes(4, sys.byteorder), 8)
store(0x11111111)
print(os.pread(a, 4, 0), os.pread(a, 3, 8))
store(0x22222222)
print(os.pread(a, 64, 4), os.pread(b, 4, 7), os.pread(a, 64, 11), os.pread(a, 64, 4096))
print(os.pread(a, 64, 0), os.pread(b, 64, 0), os.pread(b, 0, 0))
store(0x33333333)
print(os.pread(b, 64, 2), os.pread(a, 64, 0))
os.lseek(b, 0, os.SEEK_SET)
print(os.read(b, 2), os.read(b, 2), os.read(b, 64), os.read(b, 64))' "$mnt/dev"
	expect_output "b'0x11' b'11\\n'
b'111111\\n' b'222\\n' b'' b''
b'0x22222222\\n' b'0x22222222\\n' b''
b'22222222\\n' b'0x33333333\\n'
b'0x' b'33' b'333333\\n' b''"
	expect_list "dev wl 0x8 0x11111111;dev rl 0x8 0x11111111
		dev wl 0x8 0x22222222;dev rl 0x8 0x22222222;dev rl 0x8 0x22222222;dev rl 0x8 0x22222222
		dev wl 0x8 0x33333333;dev rl 0x8 0x33333333;dev rl 0x8 0x33333333"
}

writes() { # access command...: makes the one access
	access=$1
	shift
	run "$@"
	expect_bus "$access"
}

# Truncated or not, appended or not, with a newline or without: one value, one access.
writers() { # file
	file=$1 n=16
	printf '0x1f\n' >"$tmp/value"
	for shell in bash dash "busybox sh"; do
		for lines in 'echo N >"$1"' 'echo N >>"$1"' 'echo -n N >"$1"' 'printf N >"$1"' 'printf "N\n" >"$1"' \
			'echo N 1<>"$1"' 'exec 3>"$1"; echo N >&3' 'echo N | cat >"$1"' 'echo N | tee "$1" >&2' \
			'echo N | tee -a "$1"' 'echo N | dd of="$1" status=none' '/bin/echo N >"$1"' \
			'echo N | dd of="$1" conv=notrunc' 'echo N >"$0"; cp "$0" "$1"' 'cat >"$1" <<<N'; do
			case $shell$lines in *[hx]*'<<<'*) [ "$shell" = bash ] || continue ;; esac
			n=$((n % 100 + 1))
			# shellcheck disable=SC2086
			writes "dev wl 0x8 $(printf 0x%08x $n)" $shell -c \
				"$(echo "$lines" | sed "s/N/$n/")" "$tmp/value" "$file"
		done
	done
	printf '0x1f\n' >"$tmp/value"
	writes "dev wl 0x8 0x0000001f" busybox cp "$tmp/value" "$file"
	writes "dev wl 0x8 0x0000001f" python3 -c 'import shutil, sys; shutil.copyfile(*sys.argv[1:])' \
		"$tmp/value" "$file"
	for lines in 'open(f, "w").write("0x20")' 'open(f, "a").write("32\n")' 'print(32, file=open(f, "r+"))' \
		'open(f, "wb", buffering=0).write(b"040\n")' 'pathlib.Path(f).write_text("32")' \
		'os.pwrite(os.open(f, os.O_WRONLY), b"32", 11)' 'os.pwrite(os.open(f, os.O_RDWR), b"32", 4096)' \
		'os.writev(os.open(f, os.O_WRONLY), [b"0", b"x2", b"0"])'; do
		writes "dev wl 0x8 0x00000020" python3 -c "import os, pathlib, sys; f = sys.argv[1]; $lines" "$file"
	done
}

writing() {
	writers "$mnt/dev/reg/CTRL"
	writers "$mnt/dev/at/8.l"
	run dash -c 'exec 3>"$1"; echo 1 >&3; echo 2 >&3' - "$mnt/dev/reg/CTRL"
	expect_bus "dev wl 0x8 0x00000001" "dev wl 0x8 0x00000002"
	# What only truncates, or touches, writes nothing.
	for lines in ': >"$1"' ': >>"$1"' 'touch "$1"' 'truncate -s 0 "$1"' 'cp /dev/null "$1"' 'cat /dev/null >"$1"'; do
		run dash -c "$lines" - "$mnt/dev/reg/CTRL"
		expect_none
	done
	# Read, changed and written by one descriptor: a new reading shows what there is now.
	run python3 -c 'import os, sys
f = os.open(sys.argv[1], os.O_RDWR)
print(os.pread(f, 64, 0), os.write(f, b"0x7:0xf"), os.pread(f, 64, 2), os.pread(f, 64, 0))' "$mnt/dev/reg/CTRL"
	expect_output "b'0x00000002\\n' 7 b'00000002\\n' b'0x00000007\\n'"
	expect_list "dev rl 0x8 0x00000002;dev rl 0x8 0x00000002;dev wl 0x8 0x00000007;dev rl 0x8 0x00000007"
	writes "dev wq 0x10 0xfedcba9876543210" bash -c 'echo 0xfedcba9876543210 >"$1"' - "$mnt/dev/reg/WIDE"
}

for way in "-o trace" -d; do
	start "$conf"
	reading
	popping
	snapshots
	writing
	stop
done
finish
