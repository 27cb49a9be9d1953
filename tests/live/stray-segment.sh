#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Segments of a connection that we do not know, an ACK or a SYN+ACK: reset, but nobody
# tried to connect, so it is not a missing listener.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke stray-ack 11
provoke -6 stray-ack 7
provoke stray-syn-ack 5
provoke -6 stray-syn-ack 3
as="direction=sent kind=passive verdict=unclassified state=null owner=null"
want 16 sockless $as family=4 local_port=4242
want 10 sockless $as family=6 local_port=4242
stop_tool
