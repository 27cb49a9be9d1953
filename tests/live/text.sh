#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Text for people, into a pipe: the heading once, a line for each reset, no colours, the
# summary and the audit. --quiet leaves heading and notes away, --summary the single
# resets.
. "${0%/*}/lib.sh"
once
two_hosts
form=''
count() { [ "$(grep -Ec "$2" "$TMP/out")" = "$1" ]; }
run() { start_tool rsttrace --port 4242 "$@"; provoke close-unread 3 and -6 linger-zero 2; stop_tool; }
run
check "one heading" count 1 '^TIME +DIR +LOCAL +REMOTE +STATE +OWNER +VERDICT$'
check "IPv4" count 3 '^[0-9:.]+ sent +192\.0\.2\.1:4242 +192\.0\.2\.2:[0-9]+ +ESTABLISHED +provoke\[[0-9]+\] +close-unread: .*1009 bytes unread$'
check "IPv6" count 2 '^[0-9:.]+ sent +\[2001:db8::1\]:4242 +\[2001:db8::2\]:[0-9]+ +ESTABLISHED +provoke\[[0-9]+\] +linger-zero: '
check "no colours" count 0 $'\033'
check "the audit" count 1 'the kernel sent 5, counted 5, unexplained 0'
run --quiet
check "no heading" count 0 '^TIME'
check "no notes" [ ! -s "$TMP/err" ]
check "five resets" count 5 '^[0-9:.]+ sent '
run --summary
check "no single resets" count 0 '^[0-9:.]+ sent '
check "the summary" count 1 '^ +3 +close-unread: '
