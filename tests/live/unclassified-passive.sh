#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Segments answered for causes that no verdict knows yet: strays, an ACK to a listener
# or in full queues (in the name of the address asked for, not of the listener), data
# after shutdown(), where tcp_reset() runs although none was received, and the FIN's ACK
# after TCP_LINGER2 below zero.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242-4246
for family in '' -6; do
	provoke $family stray-ack 11 and $family stray-syn-ack 5 and $family ack-to-listener 7 4243 and \
		$family accept-overflow 3 4244 and $family data-after-shutdown 13 4245 and \
		$family linger2-before-fin-ack 2 4246
done
for family in "family=4 local_addr=192.0.2.1" "family=6 local_addr=2001:db8::1"; do
	as="direction=sent kind=passive verdict=unclassified owner=null $family"
	want 16 sockless $as local_port=4242 state=null
	want 7 $as local_port=4243 state=LISTEN
	want 3 $as local_port=4244
	want 13 $as local_port=4245 state=FIN_WAIT2
	want 2 $as local_port=4246 state=FIN_WAIT2
done
stop_tool
