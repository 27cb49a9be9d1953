#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --check says for every fact how it is seen here, and ends with status 0 where the tool
# can work; each way that it offers can be forced.
. "${0%/*}/lib.sh"
once
status=0
"$RSTTRACE" --check > "$TMP/out" 2> "$TMP/err" || status=$?
check "status 0" [ $status = 0 ]
for fact in 'active' 'passive.*IPv4' 'passive.*IPv6' 'reject' 'received' 'state'; do
	check "$fact" grep -Eq "$fact" "$TMP/out"
done
check "BTF" grep -q BTF "$TMP/out"
check "lockdown" grep -qi lockdown "$TMP/out"
check "capabilities" grep -q CAP_BPF "$TMP/out"
check "symbols" grep -q kptr_restrict "$TMP/out"
