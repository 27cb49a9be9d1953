#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The accept queue is full and tcp_abort_on_overflow is set: the handshake is answered
# by the listener, whose own addresses say nothing of the connection.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke accept-overflow 11
provoke -6 accept-overflow 7
as="direction=sent kind=passive verdict=unclassified"
want 11 $as family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2
want 7 $as family=6 local_addr=2001:db8::1 remote_addr=2001:db8::2
stop_tool
