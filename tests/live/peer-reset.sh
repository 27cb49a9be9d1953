#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The peer resets: received, and accepted by the socket, whose state until then is
# shown.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke peer-reset 23
provoke -6 peer-reset 13
provoke --client peer-reset 7
provoke -6 peer-reset-after-fin 5
as="direction=received kind=received verdict=peer-reset certain=true outcome=accepted"
want 23 $as state=ESTABLISHED family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2 local_port=4242
want 13 $as state=ESTABLISHED family=6 local_addr=2001:db8::1 remote_addr=2001:db8::2 local_port=4242
want 7 $as state=ESTABLISHED family=4 remote_port=4242
want 5 $as state=CLOSE_WAIT family=6
stop_tool
