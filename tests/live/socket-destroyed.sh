#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A socket is destroyed by an administrator, as 'ss -K' does: reset with its state
# unchanged until then, and the killer is not taken for the owner.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke destroyed 11
provoke -6 destroyed 7
as="direction=sent kind=active verdict=unclassified state=ESTABLISHED owner=null evidence.caller=tcp_abort"
want 11 $as family=4
want 7 $as family=6
stop_tool
