#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Wrong usage, missing rights, and 'head': one line says what, and what to do next;
# status 2 for the first, 1 for the second, 0 for a reader who has seen enough. --check
# tells of every fact.
. "${0%/*}/lib.sh"
once
refuses() {	# STATUS PATTERN COMMAND...
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
refuses 2 "--count: 'x'" "$RSTTRACE" --count x
refuses 1 "--netns: .*no-such" "$RSTTRACE" --netns no-such
refuses 1 ".*(root|CAP_BPF|cannot)" setpriv --reuid 65534 --clear-groups "$TMP/rsttrace" --port 80
check "head -1" bash -c 'set -o pipefail; "$1" --json --quiet --duration 1 2>&1 | head -1 | grep -q start' - "$RSTTRACE"
"$RSTTRACE" --check > "$TMP/out"
check "--check" [ "$(grep -Ec '^(active|passive|netfilter rejects|received|state before|CAP_BPF|BTF|lockdown)' "$TMP/out")" = 10 ]
