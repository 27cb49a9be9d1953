#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A process is killed while it has unread data: the kernel closes its sockets and
# resets. The one killed is the owner, nobody who happened to run.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke killed-unread 11
provoke -6 killed-unread 7
want 11 kind=active verdict=close-unread state=ESTABLISHED family=4 owner=provoke
want 7 kind=active verdict=close-unread state=ESTABLISHED family=6 owner=provoke
stop_tool
