#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --count ends the tool by itself after that many resets, with the summary.
. "${0%/*}/lib.sh"
once
two_hosts
start_tool rsttrace --count 7
provoke linger-zero 7
want 7 verdict=linger-zero
await_tool
compare
