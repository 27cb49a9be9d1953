#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# close() with unread data, also the kernel's own when a process is killed: it resets to
# tell the peer that its data never arrived. The verdict says how much was unread, and
# the owner is the process that closed.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke close-unread 23 and -6 close-unread 13 and --client close-unread 7 and \
	close-unread-after-fin 5 and -6 killed-unread 11
as="direction=sent kind=active verdict=close-unread certain=true outcome=left owner=provoke"
as="$as evidence.unread_bytes=1009"
want 23 $as state=ESTABLISHED family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2 local_port=4242
want 24 $as state=ESTABLISHED family=6 local_addr=2001:db8::1 remote_addr=2001:db8::2
want 7 $as state=ESTABLISHED family=4 remote_port=4242
want 5 $as state=CLOSE_WAIT family=4
stop_tool
