#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Draws saved and made-up maps and measures the pictures in a browser: no text is cut, none overlaps
# another, each entry is there. check-map.sh DRAW DEVMEMFS OUTPUT-FOLDER
set -u
export LC_ALL=C PYTHONDONTWRITEBYTECODE=1
here=$(cd "$(dirname "$0")" && pwd)
maps=$here/../maps
draw=${1:?the program that draws}
devmemfs=${2:?the program itself}
out=${3:?the folder for the pictures}
names=
failed=0

fail() { # what was wrong
	echo "FAIL: $*"
	failed=1
}

skip() { # reason: not every distribution has the browser as a package; CI has
	if [ "${CI:-}" = true ]; then
		echo "FAIL: cannot be run, and may not be skipped: $*"
		exit 1
	fi
	echo "SKIP: $*"
	exit 77
}

picture() { # name ioports iomem
	"$draw" svg "$2" "$3" >"$out/$1.svg" 2>"$out/$1.log" || fail "$1: $(cat "$out/$1.log")"
	"$draw" text "$2" "$3" >"$out/$1.txt" 2>/dev/null || fail "$1: no text"
	"$draw" entries "$2" "$3" >"$out/$1.entries" 2>/dev/null || fail "$1: no entries"
	"$draw" svg "$2" "$3" 2>/dev/null | cmp -s - "$out/$1.svg" || fail "$1: drawn differently"
	names="$names $out/$1"
}

# As the program itself prints it, of a made-up machine; every seventh entry is configured.
machine() { # name ioports iomem
	root=$out/$1-root
	mkdir -p "$root/proc"
	cp "$2" "$root/proc/ioports"
	cp "$3" "$root/proc/iomem"
	{
		echo "regions = ("
		regions ports <"$2"
		regions memory <"$3"
		echo '{ name = "ram"; sim = "ram+16"; } );'
		echo 'browse = ( { tree = "iomem"; }, { tree = "ioports"; } );'
	} >"$out/$1.conf"
	chmod 600 "$out/$1.conf"
	for form in svg txt; do
		option=--map=svg
		[ $form = svg ] || option=--map
		"$devmemfs" $option -o "root=$root" "$out/$1.conf" >"$out/$1.$form" 2>"$out/$1.log" ||
			fail "$1: $(cat "$out/$1.log")"
	done
	"$draw" entries "$2" "$3" >"$out/$1.entries" || fail "$1: no entries"
	echo "0000-000f : ram" >>"$out/$1.entries"
	names="$names $out/$1"
}

regions() { # ports|memory: the map is standard input
	sed -n 's/^ *\([0-9a-f]*-[0-9a-f]*\) : .*/\1/p' |
		awk -v "key=$1" 'NR % 7 == 0 {
			sub("-", "-0x")
			printf "{ name = \"%s%d\"; %s = \"0x%s\"; },\n", key, NR, key, $0
		}'
}

command -v chromium >/dev/null || skip "there is no chromium"
command -v python3 >/dev/null || skip "there is no python3"
rm -rf "$out"
mkdir -p "$out" || exit 1

for map in laptop server vm-q35 vm-i440fx arm-board; do
	picture $map "$maps/$map.ioports" "$maps/$map.iomem"
	machine $map-machine "$maps/$map.ioports" "$maps/$map.iomem"
done
for map in damaged deep; do
	picture $map - "$maps/$map.iomem"
done
picture nothing - -
for entries in 20 100 500; do
	python3 "$here/synthetic.py" $entries >"$out/$entries.iomem" || fail "no map of $entries"
	picture "synthetic-$entries" - "$out/$entries.iomem"
done

# shellcheck disable=SC2086 # a list of words
python3 "$here/page.py" "$here/check.js" $names >"$out/page.html" || exit 1
profile=$(mktemp -d) || exit 1
trap 'rm -rf "$profile"' EXIT
trap 'exit 1' HUP INT TERM
timeout -s KILL 180 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$profile" \
	--dump-dom "file://$out/page.html" >"$out/result" 2>"$out/chromium.log" ||
	fail "the browser: $(tail -n 3 "$out/chromium.log")"
sed -n 's/.*COMPLAINT /FAIL: /p' "$out/result"
result=$(sed -n 's/.*RESULT //p' "$out/result")
echo "check-map.sh: ${result:-the browser measured nothing}"
case $result in
*" 0 failed") exit $failed ;;
esac
exit 1
