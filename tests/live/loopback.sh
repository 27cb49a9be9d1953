#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Both ends on this host: each reset is two events, one sent and one received, each of
# its own process; a closed port has none, although it answers in the middle of
# connect().
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242,4243
provoke_local close-unread 11 and -6 linger-zero 7 and no-listener 5 4243 and -6 no-listener 3 4243
want 11 direction=sent verdict=close-unread local_addr=127.0.0.1 local_port=4242 owner=provoke
want 11 direction=received verdict=peer-reset state=ESTABLISHED local_addr=127.0.0.1 remote_port=4242
want 7 direction=sent verdict=linger-zero local_addr=::1 local_port=4242 owner=provoke
want 7 direction=received verdict=peer-reset state=ESTABLISHED local_addr=::1 remote_port=4242
as="direction=sent verdict=no-listener owner=null task=null state=null"
want 5 sockless $as local_addr=127.0.0.1 local_port=4243
want 3 sockless $as local_addr=::1 local_port=4243
want 5 direction=received verdict=peer-reset state=SYN_SENT local_addr=127.0.0.1 remote_port=4243
want 3 direction=received verdict=peer-reset state=SYN_SENT local_addr=::1 remote_port=4243
stop_tool
