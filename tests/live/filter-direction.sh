#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --sent and --received leave the other direction out, and count it.
. "${0%/*}/lib.sh"
once
two_hosts
start_tool rsttrace --sent
provoke linger-zero 11
provoke peer-reset 7
want 11 direction=sent
left_out 7 received
stop_tool
start_tool rsttrace --received
provoke linger-zero 11
provoke peer-reset 7
want 7 direction=received
left_out 11 sent
stop_tool
