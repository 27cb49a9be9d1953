#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# An ACK to a listener that belongs to no handshake: the listener answers, in the name
# of the address that was asked.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke ack-to-listener 11
provoke -6 ack-to-listener 7
as="direction=sent kind=passive verdict=unclassified state=LISTEN"
want 11 $as family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2 local_port=4242
want 7 $as family=6 local_addr=2001:db8::1 remote_addr=2001:db8::2 local_port=4242
stop_tool
