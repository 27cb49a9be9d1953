#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The modules that reject are loaded when the tool already runs: it must notice, and see
# the first reject.
. "${0%/*}/lib.sh"
alone reject
two_hosts
unload() {
	# Another tool that is attached by fentry holds them for a while.
	[ -e /sys/module/nf_reject_ipv4/initstate ] || [ -e /sys/module/nf_reject_ipv6/initstate ] ||
		return 0
	modprobe -rq nft_reject_inet nft_reject_ipv4 nft_reject_ipv6 ipt_REJECT ip6t_REJECT 2> /dev/null
	return 1
}
wait_until "the modules to be unloaded" unload
start_tool rsttrace --port 4242
ip netns exec "$HERE" nft 'table inet t { chain c { type filter hook input priority 0;
	tcp dport 4242 reject with tcp reset; }; }'
for family in IPv4 IPv6; do
	! sees_reject || wait_for "$family: .*: the module was loaded, attached" "$TMP/err"
done
provoke no-listener 23 and -6 no-listener 13
want 23 reject kind=reject verdict=reject family=4 local_port=4242
want 13 reject kind=reject verdict=reject family=6 local_port=4242
stop_tool
