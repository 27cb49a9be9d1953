#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A firewall rule rejects: a reset that TCP knows nothing of, so that no counter moves.
# Its local end is the address that was asked for.
. "${0%/*}/lib.sh"
alone reject
two_hosts
ip netns exec "$HERE" nft 'table inet t { chain c { type filter hook input priority 0;
	tcp dport 4242 reject with tcp reset; }; }' 2> "$TMP/nft" || skip_all "no nft reject: $(< "$TMP/nft")"
start_tool rsttrace --port 4242
provoke no-listener 23
provoke -6 no-listener 13
as="direction=sent kind=reject verdict=reject certain=true state=null owner=null"
want 23 reject $as family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2 local_port=4242
want 13 reject $as family=6 local_addr=2001:db8::1 remote_addr=2001:db8::2 local_port=4242
stop_tool
