#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Data for a socket that its process has closed: what answers is a TIME_WAIT stub, or,
# where FIN_WAIT2 may last for more than a minute, the orphan itself (port 4243). No
# reset was received.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242,4243
provoke data-after-close 13 and -6 data-after-close 11 and \
	data-after-close-full 7 4243 and -6 data-after-close-full 5 4243
as="direction=sent kind=passive verdict=data-after-close certain=true state=FIN_WAIT2 owner=null"
as="$as evidence.payload_bytes=1"
want 13 sockless $as family=4 local_port=4242
want 11 sockless $as family=6 local_port=4242
want 7 $as family=4 local_port=4243
want 5 $as family=6 local_port=4243
stop_tool
