#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --quiet leaves the heading and all notes away, --summary the single resets.
. "${0%/*}/lib.sh"
once
two_hosts
form=''
start_tool rsttrace --port 4242 --quiet
provoke linger-zero 3
stop_tool
check "no heading" bash -c '! grep -q ^TIME "$1"' - "$TMP/out"
check "no notes" [ ! -s "$TMP/err" ]
check "three resets" [ "$(grep -Ec '^[0-9:.]+ sent .* linger-zero: ' "$TMP/out")" = 3 ]
start_tool rsttrace --port 4242 --summary
provoke linger-zero 3
stop_tool
check "no single resets" bash -c '! grep -Eq "^[0-9:.]+ sent" "$1"' - "$TMP/out"
check "the summary" grep -q 'linger-zero' "$TMP/out"
