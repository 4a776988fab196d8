#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# svd2devmemfs: files made to hurt end at once, with one line, in little memory.
# shellcheck disable=SC2317 # hurt calls them by name
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# What a command prints is converted, through a pipe, so that what nobody reads is not made: within
# 64 MiB of address space (the sanitizers need terabytes) and 5 seconds.
hurt() { # pattern command argument...
	what="something with $1"
	pattern=$1
	shift
	checks=$((checks + 1))
	"$@" >hurt.svd 2>"$tmp/broken-pipe" &
	(
		# shellcheck disable=SC3045 # dash and bash have both
		grep -q __asan_init "$program" || ulimit -v 65536
		# shellcheck disable=SC3045 # dash and bash have both
		ulimit -t 5
		exec "$program" hurt.svd
	) >"$tmp/out" 2>"$tmp/err"
	status=$?
	wait
	expect 1 '' "^hurt.svd:([0-9]+:)? $pattern\$"
}

endless() { # beginning repeated
	echo "$1"
	yes "$2" | head -c 100000000
}

tag_without_end() { # beginning
	printf '%s' "$1"
	tr '\0' x </dev/zero | head -c 100000000
}

many() { # count format: printf with 1 .. count, and one less
	echo '<device><peripherals>'
	awk -v n="$1" -v format="$2" 'BEGIN { for (i = 1; i <= n; i++) printf format, i, i - 1 }'
	echo '<peripheral><name>P2000</name></peripheral></peripherals></device>'
}

hurting() {
	mkfifo hurt.svd
	hurt 'elements are nested deeper than 32' endless '<device>' '<vendorExtensions>'
	hurt 'elements are nested deeper than 32' endless '<device>' '<peripherals>'
	hurt 'the text of an element is longer than 64 KiB' endless '<device><name>' xxx
	hurt 'the text of an element is longer than 64 KiB' endless '<device><vendorExtensions><a>' xxx
	hurt 'a tag or a comment is longer than 1 MiB' tag_without_end '<device a="'
	hurt 'a tag or a comment is longer than 1 MiB' tag_without_end '<device><!--'
	hurt 'a tag or a comment is longer than 1 MiB' tag_without_end '<'
	# Without the limit on memory it is no more than a large file.
	grep -q __asan_init "$program" || hurt 'out of memory: it is too large' endless '<device>' \
		'<peripheral><register><field></field></register></peripheral>'
	# A chain of 2000, from the end.
	hurt 'peripheral "P1000" is derived from too long a chain of others' \
		many 2000 '<peripheral derivedFrom="P%d"><name>P%d</name></peripheral>\n'
	# Names that are all the same, each derived from one of the others.
	hurt 'too many names are the same for derivedFrom' \
		many 20000 '<peripheral derivedFrom="P"><name>P</name></peripheral>\n'
}

hurting
finish
