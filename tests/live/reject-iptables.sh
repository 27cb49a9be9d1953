#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# iptables' REJECT target comes through other modules to the same function.
. "${0%/*}/lib.sh"
alone reject
two_hosts
for iptables in iptables ip6tables; do
	ip netns exec "$HERE" $iptables -A INPUT -p tcp --dport 4242 -j REJECT --reject-with tcp-reset \
		2> "$TMP/err" || skip_all "no REJECT target: $(head -1 "$TMP/err")"
done
start_tool rsttrace --port 4242
provoke no-listener 11
provoke -6 no-listener 7
want 11 reject kind=reject verdict=reject family=4 local_addr=192.0.2.1 local_port=4242
want 7 reject kind=reject verdict=reject family=6 local_addr=2001:db8::1 local_port=4242
stop_tool
