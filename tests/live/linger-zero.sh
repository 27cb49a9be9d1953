#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# SO_LINGER 0, then close(): a reset that no segment provoked. By then the socket is
# closed and has given its port back; the port and the state before must still be shown.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke linger-zero 23 and -6 linger-zero 13 and --client linger-zero 7 and \
	-6 linger-zero-after-fin 5
as="direction=sent kind=active verdict=linger-zero certain=true owner=provoke evidence.linger_s=0"
want 23 $as state=ESTABLISHED family=4 local_port=4242
want 13 $as state=ESTABLISHED family=6 local_port=4242
want 7 $as state=ESTABLISHED family=4 remote_port=4242
want 5 $as state=CLOSE_WAIT family=6
stop_tool
