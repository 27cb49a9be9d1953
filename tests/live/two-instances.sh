#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Two at once do not disturb each other: both see everything, and both audits come out.
. "${0%/*}/lib.sh"
once
two_hosts
start_tool rsttrace --port 4242
"$RSTTRACE" --json --netns "$HERE" --ready-file "$TMP/ready2" > "$TMP/out2" 2> "$TMP/err2" &
second=$!
wait_until "the second" test -e "$TMP/ready2"
provoke linger-zero 23
provoke -6 peer-reset 11
want 23 verdict=linger-zero
want 11 direction=received verdict=peer-reset
cp "$TMP/want" "$TMP/want2"
kill -INT $second
wait $second
stop_tool
cp "$TMP/out2" "$TMP/out"
compare
