#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# make analyze: gcc -fanalyzer on each source. What it reports must be in the list of what is known
# not to be so. usage: check-analyze.sh SOURCES -- COMPILER [FLAG]...
set -u
export LC_ALL=C # the compiler's quotation marks
here=$(cd "$(dirname "$0")" && pwd)
sources=$1
shift 2
if ! echo 'int n;' | "$@" -fanalyzer -x c -c -o /dev/null - 2>/dev/null; then
	echo "make analyze is for a build directory whose compiler is gcc"
	exit 1
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# "FILE KIND WHAT" for each report; -Wanalyzer warns, whatever else is an error.
reports() { # FILE...
	printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 "$analyzer" >"$tmp/said" 2>&1
	sed -n "s|^\\([^ :]*/\\)\\{0,1\\}\\([^/ :]*\\):[0-9:]* warning: .*\\[\\(-Wanalyzer[^]=]*\\).*|&\\n\\2 \\3|p" \
		"$tmp/said" | awk '/warning:/ {
			what = match($0, /\047.*\047/) ? substr($0, RSTART + 1, RLENGTH - 2) : "-"
			next
		}
		{ print $0, what }' | sort -u
}
analyzer=$tmp/analyzer
{
	echo '#!/bin/sh'
	printf 'exec'
	for word; do
		printf " '%s'" "$(printf %s "$word" | sed "s/'/'\\\\''/g")"
	done
	# shellcheck disable=SC2016
	echo ' -O2 -Wno-error -fanalyzer -c -o /dev/null "$1"'
} >"$analyzer"
chmod +x "$analyzer"

# It must see what is there to be seen.
cat >"$tmp/leak.c" <<'END'
#include <stdlib.h>
int leaks(void);
int leaks(void) { int *p = malloc(sizeof(*p)); return p != NULL; }
END
[ "$(reports "$tmp/leak.c")" = "leak.c -Wanalyzer-malloc-leak p" ] || {
	echo "this compiler does not find a leak that is there:"
	cat "$tmp/said"
	exit 1
}

reports "$sources"/*.c >"$tmp/reports"
grep 'error:' "$tmp/said" && exit 1
new=$(grep -v '^#' "$here/known" | sort | comm -23 "$tmp/reports" -)
[ -z "$new" ] && {
	set -- "$sources"/*.c
	echo "$# sources, $(wc -l <"$tmp/reports") reports, all of them known"
	exit
}
cat "$tmp/said"
echo "not known in tests/analyze/known:"
echo "$new"
exit 1
