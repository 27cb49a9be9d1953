#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# connect() to nobody on a connection resets it, without close() and without SO_LINGER.
# No verdict knows it yet: the calling function must be told instead.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke connect-unspec 11
provoke -6 connect-unspec 7
as="direction=sent kind=active verdict=unclassified state=ESTABLISHED evidence.caller=__inet_stream_connect"
want 11 $as family=4
want 7 $as family=6
stop_tool
