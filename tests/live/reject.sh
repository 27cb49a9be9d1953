#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A firewall rule rejects, by nftables over IPv4 and IPv6 or by iptables (port 4243): a
# reset that TCP knows nothing of, so that no counter moves. Its local end is the
# address that was asked for.
. "${0%/*}/lib.sh"
alone reject
two_hosts
ip netns exec "$HERE" nft 'table inet t { chain c { type filter hook input priority 0;
	tcp dport 4242 reject with tcp reset; }; }' 2> "$TMP/err" || skip_all "no nft reject: $(< "$TMP/err")"
ip netns exec "$HERE" iptables -A INPUT -p tcp --dport 4243 -j REJECT --reject-with tcp-reset \
	2> "$TMP/err" || skip_all "no REJECT target: $(< "$TMP/err")"
start_tool rsttrace --port 4242,4243
provoke no-listener 23 and -6 no-listener 13 and no-listener 7 4243
as="direction=sent kind=reject verdict=reject certain=true state=null owner=null"
want 23 reject $as family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2 local_port=4242
want 13 reject $as family=6 local_addr=2001:db8::1 remote_addr=2001:db8::2 local_port=4242
want 7 reject $as family=4 local_addr=192.0.2.1 local_port=4243
stop_tool
