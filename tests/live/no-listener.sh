#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A connection to a port where nobody listens: no socket, so no state and no owner, and
# the process that happens to run in the middle of the softirq is not named either.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke no-listener 23 and -6 no-listener 13
as="direction=sent kind=passive verdict=no-listener certain=true state=null owner=null task=null"
want 23 sockless $as family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2 local_port=4242
want 13 sockless $as family=6 local_addr=2001:db8::1 remote_addr=2001:db8::2 local_port=4242
stop_tool
