#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Data after shutdown(SHUT_RDWR) of a socket that is still held: not closed, so not data
# after close; and tcp_reset() runs although no reset was received, which must not be
# shown.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke data-after-shutdown 11
provoke -6 data-after-shutdown 7
as="direction=sent kind=passive verdict=unclassified state=FIN_WAIT2"
want 11 $as family=4
want 7 $as family=6
stop_tool
