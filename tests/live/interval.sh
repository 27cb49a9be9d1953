#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --interval and SIGUSR1 print the summary so far, with an audit that comes out while
# the hooks go on counting; the last line is still the summary.
. "${0%/*}/lib.sh"
once
two_hosts
so_far() { grep -c '"event":"interval".*"resets":'"$1"',.*"unexplained":0,"duration_s"' "$TMP/out" || :; }
seen() { [ "$(so_far "$1")" -ge "$2" ]; }
start_tool rsttrace --port 4242 --interval 0.1
provoke linger-zero 7
wait_until "two intervals with 7 resets" seen 7 2
kill -INT "$tool"
await_tool
check "intervals audit themselves" seen 7 2
start_tool rsttrace --port 4242
provoke linger-zero 11
wait_until "11 resets" eval '[ "$(grep -c linger-zero "$TMP/out")" = 11 ]'
kill -USR1 "$tool"
wait_until "the summary so far" seen 11 1
kill -INT "$tool"
await_tool
check "one summary so far" [ "$(grep -c '"event":"interval"' "$TMP/out")" = 1 ]
check "and the last line" eval '[[ $(tail -n 1 "$TMP/out") == *\"event\":\"summary\"* ]]'
