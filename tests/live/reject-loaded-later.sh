#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The modules that reject are loaded when the tool already runs: it must notice, and see
# the first reject.
. "${0%/*}/lib.sh"
two_hosts
modprobe -rq nft_reject_inet nft_reject_ipv4 nft_reject_ipv6 nf_reject_ipv4 nf_reject_ipv6 2> /dev/null || :
start_tool rsttrace --port 4242
[ ! -e /sys/module/nf_reject_ipv4 ] || skip_all "nf_reject_ipv4 is in the kernel, or in use"
ip netns exec "$HERE" nft 'table inet t { chain c { type filter hook input priority 0;
	tcp dport 4242 reject with tcp reset; }; }'
provoke no-listener 23
provoke -6 no-listener 13
want 23 reject kind=reject verdict=reject family=4 local_port=4242
want 13 reject kind=reject verdict=reject family=6 local_port=4242
stop_tool
