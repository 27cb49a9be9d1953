#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# TCP_LINGER2 below zero: close() resets in FIN_WAIT2, or as soon as our FIN is
# acknowledged. No data came then, so it must not be called data after close.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
provoke linger2-in-fin-wait2 11
provoke -6 linger2-in-fin-wait2 7
provoke linger2-before-fin-ack 5
provoke -6 linger2-before-fin-ack 3
want 11 direction=sent kind=active verdict=unclassified family=4 state=FIN_WAIT2
want 7 direction=sent kind=active verdict=unclassified family=6 state=FIN_WAIT2
want 5 direction=sent kind=passive verdict=unclassified family=4 state=FIN_WAIT2
want 3 direction=sent kind=passive verdict=unclassified family=6 state=FIN_WAIT2
stop_tool
