#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The peer resets: received, and accepted by the socket, whose state until then is
# shown; SYN_SENT is that of a refused connection.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke peer-reset 23 and -6 peer-reset 13 and --client peer-reset 7 and -6 peer-reset-after-fin 5 and \
	connect-refused 11 and -6 connect-refused 3
as="direction=received kind=received verdict=peer-reset certain=true outcome=accepted"
want 23 $as state=ESTABLISHED family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2 local_port=4242
want 13 $as state=ESTABLISHED family=6 local_addr=2001:db8::1 remote_addr=2001:db8::2 local_port=4242
want 7 $as state=ESTABLISHED family=4 remote_port=4242
want 5 $as state=CLOSE_WAIT family=6
want 11 $as state=SYN_SENT family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2 remote_port=4242
want 3 $as state=SYN_SENT family=6 local_addr=2001:db8::1 remote_addr=2001:db8::2 remote_port=4242
stop_tool
