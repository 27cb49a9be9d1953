#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/demo shows one reset of each cause that it announces, the summary and an audit
# that comes out, ends with status 0, and leaves nothing behind.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
[ $EUID = 0 ] || { echo "1..0 # SKIP must be root"; exit 0; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
n=0

check() {
	local what=$1
	n=$((n + 1))
	shift
	"$@" && { echo "ok $n - $what"; return; }
	echo "not ok $n - $what"
	sed 's/^/# /' "$log"
}
shows() { [ "$(grep -Ec "^ +[0-9:.]+ +$2.* $3: " "$log")" = "$1" ]; }

TMPDIR=$(mktemp -d)
export TMPDIR
status=0
scripts/demo --inside > "$log" 2>&1 || status=$?
check "ends with status 0" [ $status = 0 ]
for verdict in close-unread linger-zero data-after-close listener-closed; do
	check "$verdict" shows 1 'sent 192\.0\.2\.1:80 ' $verdict
done
check "no-listener, IPv4" shows 1 'sent 192\.0\.2\.1:80 ' no-listener
check "no-listener, IPv6" shows 1 'sent \[2001:db8::1\]:80 ' no-listener
check "peer-reset" shows 1 'recv 192\.0\.2\.1:80 ' peer-reset
check "the summary" grep -q '7 resets in .*: 6 sent, 1 received' "$log"
check "the audit" grep -q 'the kernel sent 6, counted 6, unexplained 0' "$log"
check "no namespaces are left" bash -c '! ip netns list | grep rsttrace-demo'
check "no files are left" rmdir "$TMPDIR"
echo "1..$n"
