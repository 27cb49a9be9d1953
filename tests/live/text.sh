#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Text for people, into a pipe: the heading once, one line for each reset, no colours,
# and the summary with the audit at the end.
. "${0%/*}/lib.sh"
once
two_hosts
form=''
start_tool rsttrace --port 4242
provoke close-unread 3
provoke -6 linger-zero 2
stop_tool
count() { [ "$(grep -Ec "$2" "$TMP/out")" = "$1" ]; }
check "one heading" count 1 '^TIME +DIR +LOCAL +REMOTE +STATE +OWNER +VERDICT$'
check "IPv4" count 3 '^[0-9:.]+ sent +192\.0\.2\.1:4242 +192\.0\.2\.2:[0-9]+ +ESTABLISHED +provoke\[[0-9]+\] +close-unread: .*1009 bytes unread$'
check "IPv6" count 2 '^[0-9:.]+ sent +\[2001:db8::1\]:4242 +\[2001:db8::2\]:[0-9]+ +ESTABLISHED +provoke\[[0-9]+\] +linger-zero: '
check "no colours" count 0 $'\033'
check "the audit" grep -Eiq 'unexplained|audit' "$TMP/out"
