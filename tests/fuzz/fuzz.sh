#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs a fuzzer from the top of a build directory: fuzz.sh TARGET RUNS [OPTION]... What is found on
# the way is collected beside the program; the kept corpus is read only. Mistakes that the
# configuration's reader prints are not wanted, a sanitizer's report is (-close_fd_mask).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$1
runs=$2
shift 2
# libconfig loses memory at each mistake of syntax, and looking whose it is takes all the time there is.
case $target in registers | conf) export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" ;; esac
mkdir -p "tests/fuzz/found-$target"
exec "tests/fuzz/fuzz_$target" -runs="$runs" -max_len=4096 -timeout=20 -rss_limit_mb=3072 \
	-close_fd_mask=2 -print_final_stats=1 -verbosity=0 \
	-artifact_prefix="crash-$target-" -dict="$here/$target.dict" "$@" \
	"tests/fuzz/found-$target" "$here/corpus-$target"
