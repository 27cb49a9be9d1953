#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Wrong usage and missing rights: one line that says what, and what to do next; status 2
# for the first, 1 for the second.
. "${0%/*}/lib.sh"
once
refuses() {	# STATUS PATTERN OPTION...
	local status=0 wanted=$1 pattern=$2
	shift 2
	"$@" > "$TMP/out" 2> "$TMP/err" || status=$?
	check "status $wanted: ${*: -2}" [ $status = "$wanted" ]
	check "says so" grep -Eq "^rsttrace: $pattern" "$TMP/err"
	check "nothing on stdout, at most two lines" [ ! -s "$TMP/out" -a "$(wc -l < "$TMP/err")" -le 2 ]
}
install -m 755 "$RSTTRACE" "$TMP/rsttrace"
chmod 755 "$TMP"
refuses 2 "--port: '70000'" "$RSTTRACE" --port 70000
refuses 2 "--port: '80-'" "$RSTTRACE" --port 80-
refuses 2 "--count: 'x'" "$RSTTRACE" --count x
refuses 1 "--netns: .*no-such" "$RSTTRACE" --netns no-such
refuses 1 "" setpriv --reuid 65534 --clear-groups "$TMP/rsttrace" --port 80
check "names what it takes" grep -Eq 'root|CAP_BPF' "$TMP/err"
