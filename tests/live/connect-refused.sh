#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# We connect and are refused: a reset received in SYN_SENT.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke connect-refused 23
provoke -6 connect-refused 13
as="direction=received kind=received verdict=peer-reset outcome=accepted state=SYN_SENT"
want 23 $as family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2 remote_port=4242
want 13 $as family=6 local_addr=2001:db8::1 remote_addr=2001:db8::2 remote_port=4242
stop_tool
