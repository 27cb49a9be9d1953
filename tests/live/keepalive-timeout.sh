#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A peer that no longer answers keepalive probes: reset by a timer, in no process's
# name.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke keepalive-timeout 7
provoke -6 keepalive-timeout 5
as="direction=sent kind=active verdict=unclassified state=ESTABLISHED owner=null task=null"
want 7 $as family=4
want 5 $as family=6
stop_tool
