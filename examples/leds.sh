#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A running light on the data lines of a parallel port: to and fro, then off.
#
#	leds.sh DIRECTORY [STEPS [SECONDS]]
#
# DIRECTORY is the port's region in a mount; each of STEPS (56) lasts SECONDS (0.1). One step is
# one 8-bit write to the data register, which is at offset 0.
set -eu
complain() { # what
	echo "${0##*/}: $*" >&2
	exit 2
}

case $# in
1 | 2 | 3) ;;
*) complain "usage: ${0##*/} DIRECTORY [STEPS [SECONDS]]" ;;
esac
data=$1/fifo/0.b
steps=${2:-56}
pause=${3:-0.1}
case $steps in
"" | *[!0-9]*) complain "not a number of steps: $steps" ;;
esac
[ -e "$data" ] || complain "$1 has no register of 8 bits at 0"
grep -q '^access: .*w' "$1/info" || complain "$1 may not be written"

light() { # value
	# shellcheck disable=SC2059 # it is made to be one
	printf "$(printf '\\%03o' "$1")" >"$data"
}
trap 'light 0' EXIT
trap 'exit 1' HUP INT TERM

led=0 step=0
while [ "$step" -lt "$steps" ]; do
	light $((1 << led))
	sleep "$pause"
	case $led in
	0) way=1 ;;
	7) way=-1 ;;
	esac
	led=$((led + way))
	step=$((step + 1))
done
