#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the compiler made of order = strict and relaxed: compiles order.c, and looks at mapped.o and access.o.
# usage: [CC="aarch64-linux-gnu-gcc --sysroot=DIR"] order.sh MACHINE BUILD    aarch64, riscv64
# exit: 0 as due, 1 not
set -eu

here=$(cd "$(dirname "$0")" && pwd)
machine=$1
build=$2
status=0
export OBJDUMP="$machine-linux-gnu-objdump"

# What a load, a store and a fence look like; all else moves values about.
case $machine in
aarch64)
	load='ld[a-z]* ' store='st[a-z]* ' fence='d[ms]b '
	before_store='dmb oshst' after_store='dmb osh' after_load='dmb oshld' drain='dsb st'
	;;
riscv64)
	load='l[bhwd]u* ' store='s[bhwd] ' fence='fence '
	before_store='fence w,o' after_store='fence o,io' after_load='fence i,ir'
	drain='fence ow,iorw'
	;;
*)
	echo "order.sh: the instructions of $machine are not known here" >&2
	exit 1
	;;
esac

wrong() # text
{
	echo "order.sh: $machine: $*" >&2
	status=1
}

# All accesses and fences of a function of order.c, in order.
exactly() # FUNCTION INSTRUCTION...
{
	function=$1
	shift
	wanted=$(printf '%s; ' "$@")
	made=$("$here/instructions.sh" "$build/order.o" "$function" "^($load|$store|$fence)" |
		sed "s/^$load.*/load/; s/^$store.*/store/" | tr '\n' ';' | sed 's/;/; /g')
	[ "$made" = "$wanted" ] || wrong "$function is '$made', not '$wanted'"
}

# The program's own functions do far more; only that it is there.
somewhere() # OBJECT FUNCTION INSTRUCTION
{
	"$here/instructions.sh" "$build/src/$1" "$2" "^$3\$" >/dev/null ||
		wrong "there is no $3 in $2"
}

# shellcheck disable=SC2086 # a command with arguments
${CC:-$machine-linux-gnu-gcc} -std=gnu11 -O2 -I"$here/../../src" -c -o "$build/order.o" \
	"$here/order.c"
exactly strict_load load "$after_load"
exactly strict_store "$before_store" store "$after_store"
exactly relaxed_load load
exactly relaxed_store store
for function in mapped_load mapped_load_run; do
	somewhere mapped.o $function "$after_load"
done
for function in mapped_store mapped_store_run; do
	somewhere mapped.o $function "$before_store"
	somewhere mapped.o $function "$after_store"
done
exactly drain_stores "$drain"
# What a write-combining mapping is drained with before a write is answered.
if [ -f "$build/src/access.o" ]; then
	somewhere access.o access_write "$drain"
	somewhere access.o access_copy_write "$drain"
fi
exit $status
