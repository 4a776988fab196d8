#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Sends a text through a 16550 UART that is looped back to itself, and reads it back from the FIFO.
#
#	uart-fifo.sh DIRECTORY [TEXT]
#
# DIRECTORY is the UART's region, TEXT at most 16 bytes, as many as the FIFO holds. Every byte is
# read once, and only when the line status register says that it is there: reading takes it out.
# The FIFO stays on; use it on a port that nobody else uses.
set -eu
complain() { # status what
	status=$1
	shift
	echo "${0##*/}: $*" >&2
	exit "$status"
}

[ $# = 1 ] || [ $# = 2 ] || complain 2 "usage: ${0##*/} DIRECTORY [TEXT]"
uart=$1/fifo
text=${2:-Hello, FIFO!}
length=$(($(printf %s "$text" | wc -c)))
[ $length -le 16 ] || complain 2 "the FIFO holds 16 bytes, the text has $length"
[ -e "$uart/7.b" ] || complain 2 "$1 has no eight registers of 8 bits"
grep -q '^access: rw' "$1/info" || complain 2 "$1 may not be read and written"

# Offsets and bits as in the PC16550D data sheet.
data=$uart/0.b fcr=$uart/2.b lcr=$uart/3.b mcr=$uart/4.b lsr=$uart/5.b
get() { # file
	od -An -v -tu1 -N1 "$1" | tr -d ' '
}
put() { # file value
	# shellcheck disable=SC2059 # it is made to be one
	printf "$(printf '\\%03o' "$2")" >"$1"
}

old_lcr=$(get "$lcr") old_mcr=$(get "$mcr")
trap 'put "$mcr" "$old_mcr"; put "$lcr" "$old_lcr"' EXIT
put "$lcr" $((0x03)) # 8 bits, and offset 0 is data, not the divisor
put "$mcr" $((0x10)) # loopback
put "$fcr" $((0x07)) # FIFOs on and empty

printf %s "$text" >"$data"
tries=0
until [ $(($(get "$lsr") & 0x40)) != 0 ]; do # sent, to the last bit
	tries=$((tries + 1))
	[ $tries -lt 1000 ] || complain 1 "the UART does not send"
done
received=0
while [ $(($(get "$lsr") & 0x01)) != 0 ] && [ $received -lt 16 ]; do
	head -c 1 "$data"
	received=$((received + 1))
done
echo
[ $received = $length ] || complain 1 "sent $length bytes, received $received"
