#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Both ends on this host: each reset is two events, one sent and one received, and the
# receiving half, deep inside the sender's system call, is not mistaken for it.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke_local close-unread 11
provoke_local -6 linger-zero 7
want 11 direction=sent verdict=close-unread local_addr=127.0.0.1 local_port=4242 owner=provoke
want 11 direction=received verdict=peer-reset state=ESTABLISHED local_addr=127.0.0.1 remote_port=4242
want 7 direction=sent verdict=linger-zero local_addr=::1 local_port=4242 owner=provoke
want 7 direction=received verdict=peer-reset state=ESTABLISHED local_addr=::1 remote_port=4242
stop_tool
