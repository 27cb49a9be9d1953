#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --port takes a list and ranges, for either end; --sent and --received leave the other
# direction out. What is left out still counts in the audit, whose sum must come out.
. "${0%/*}/lib.sh"
once
two_hosts
start_tool rsttrace --port 4242,5000-5010,65535
provoke linger-zero 11 4242 and -6 linger-zero 7 5000 and linger-zero 5 5010 and linger-zero 3 65535 and \
	linger-zero 13 4241 and -6 linger-zero 17 5011 and peer-reset 19 4999 and --client peer-reset 2 5005
want 11 local_port=4242 verdict=linger-zero
want 7 local_port=5000 family=6
want 8 'local_port~^(5010|65535)$'
want 2 remote_port=5005 direction=received
left_out 30 sent
left_out 19 received
stop_tool
for directions in "sent received" "received sent"; do
	start_tool rsttrace --${directions% *}
	provoke linger-zero 7 and peer-reset 7
	want 7 direction=${directions% *}
	left_out 7 ${directions#* }
	stop_tool
done
