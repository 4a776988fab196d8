#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Brings the edu device's factorial unit into a known state, starts it, waits until it is ready and
# prints what it has computed: the usual sequence of reset, start, wait, result, acknowledge.
#
#	reset-and-wait.sh DIRECTORY [NUMBER]
#
# DIRECTORY is the device's region, with registers = "edu.conf:edu"; NUMBER is at most 12, whose
# factorial is the last that 32 bits hold.
set -eu
complain() { # status what
	status=$1
	shift
	echo "${0##*/}: $*" >&2
	exit "$status"
}

[ $# = 1 ] || [ $# = 2 ] || complain 2 "usage: ${0##*/} DIRECTORY [NUMBER]"
number=${2:-5}
case $number in
[0-9] | 1[0-2]) ;;
*) complain 2 "not a number from 0 to 12: $number" ;;
esac
[ -e "$1/wait/IRQ_STATUS" ] || complain 2 "$1 has no registers of an edu"
grep -q '^access: rw' "$1/info" || complain 2 "$1 may not be read and written"
cd "$1"

# No process polls: the write returns when (register & mask) is the value, or fails after a second.
wait_for() { # register value:mask
	echo "$2 1s" >"wait/$1" || complain 1 "$1 does not become $2"
}

wait_for STATUS 0:0x1 # what somebody else has begun
echo 0xffffffff >reg/IRQ_ACK
echo 1 >field/STATUS/IRQ_ENABLE
trap 'echo 0 >field/STATUS/IRQ_ENABLE; echo 0xffffffff >reg/IRQ_ACK' EXIT
echo "$number" >reg/FACTORIAL
wait_for STATUS 0:0x1 # not busy
echo "$number! = $(($(cat reg/FACTORIAL)))"
wait_for IRQ_STATUS 0x1:0x1
cat decode/IRQ_STATUS
