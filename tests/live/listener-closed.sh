#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A listener is closed with connections that nobody accepted: each is reset, unread data
# or not, and the owner is the process that closed the listener.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke listener-closed 23 and -6 listener-closed 13 and listener-closed-unread 7
as="direction=sent kind=active verdict=listener-closed certain=true state=ESTABLISHED owner=provoke"
want 23 $as family=4 local_port=4242 evidence.unread_bytes=null
want 13 $as family=6 local_port=4242 evidence.unread_bytes=null
want 7 $as family=4 local_port=4242 evidence.unread_bytes=1009
stop_tool
