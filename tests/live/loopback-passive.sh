#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A refused connection on loopback: the reset is sent in the middle of connect(), whose
# caller has nothing to do with the closed port, and is received in SYN_SENT.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke_local no-listener 11
provoke_local -6 no-listener 7
want 11 sockless direction=sent verdict=no-listener family=4 owner=null task=null state=null
want 7 sockless direction=sent verdict=no-listener family=6 owner=null task=null state=null
want 11 direction=received verdict=peer-reset family=4 state=SYN_SENT
want 7 direction=received verdict=peer-reset family=6 state=SYN_SENT
stop_tool
