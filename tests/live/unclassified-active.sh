#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Causes that no verdict knows yet, on a socket: connect() to nobody, 'ss -K',
# keepalive, TCP_LINGER2 below zero. Who called is told, and neither a killer nor a
# timer's victim is an owner.
#
# Alone: while another tool attaches to the tracepoint, or leaves it, a batch of resets
# that one timer softirq sends may not reach it (seen on 6.18 under load; see LIMITS).
. "${0%/*}/lib.sh"
alone timers
two_hosts
start_tool rsttrace --port 4242-4245
provoke connect-unspec 11 and -6 connect-unspec 7 and destroyed 5 4243 and -6 destroyed 3 4243 and \
	keepalive-timeout 7 4244 and -6 keepalive-timeout 5 4244 and \
	linger2-in-fin-wait2 3 4245 and -6 linger2-in-fin-wait2 2 4245
as="direction=sent kind=active verdict=unclassified"
for family in "4 11 5 7 3" "6 7 3 5 2"; do
	read -r family unspec destroyed keepalive linger2 <<< "$family"
	want $unspec $as family=$family local_port=4242 state=ESTABLISHED evidence.caller=__inet_stream_connect
	want $destroyed $as family=$family local_port=4243 state=ESTABLISHED owner=null evidence.caller=tcp_abort
	want $keepalive $as family=$family local_port=4244 state=ESTABLISHED owner=null task=null
	want $linger2 $as family=$family local_port=4245 state=FIN_WAIT2
done
stop_tool
