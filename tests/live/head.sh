#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# 'rsttrace | head -1' ends quietly and with status 0: the reader has seen enough.
. "${0%/*}/lib.sh"
once
two_hosts
{
	status=0
	"$RSTTRACE" --json --quiet --netns "$HERE" --ready-file "$TMP/ready" 2> "$TMP/err" || status=$?
	echo $status > "$TMP/status"
} | head -1 > "$TMP/out" &
wait_until "rsttrace to be ready" test -e "$TMP/ready"
wait_for start "$TMP/out"
provoke linger-zero 3
wait_until "rsttrace to end" test -s "$TMP/status"
check "status 0" [ "$(< "$TMP/status")" = 0 ]
check "nothing on stderr" [ ! -s "$TMP/err" ]
