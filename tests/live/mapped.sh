#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# IPv4 through IPv6 sockets (::ffff:192.0.2.1) is IPv4, for every kind of reset.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242,4243
provoke --mapped close-unread 11 and --mapped listener-closed 7 and --mapped data-after-close 5 and \
	--mapped data-after-close-full 3 4243 and --mapped peer-reset 13
as="family=4 local_addr=192.0.2.1 remote_addr=192.0.2.2"
want 11 $as verdict=close-unread state=ESTABLISHED
want 7 $as verdict=listener-closed
want 5 sockless $as verdict=data-after-close local_port=4242
want 3 $as verdict=data-after-close local_port=4243
want 13 $as verdict=peer-reset direction=received
stop_tool
