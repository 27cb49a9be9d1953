#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --netns takes a name, also with 'name:', a pid and a path; each watches that namespace
# only.
. "${0%/*}/lib.sh"
once
two_hosts
ip netns exec "$HERE" sleep 1000 &
sleeper=$!
same_netns() { [ "/proc/$sleeper/ns/net" -ef "/run/netns/$HERE" ]; }
wait_until "a process in the namespace" same_netns
for by in "$HERE" "name:$HERE" "$sleeper" "/proc/$sleeper/ns/net" "/run/netns/$HERE"; do
	start_tool rsttrace --netns "$by"
	provoke linger-zero 5
	want 5 verdict=linger-zero
	stop_tool
done
kill $sleeper
