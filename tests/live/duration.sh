#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --duration ends the tool by itself, with what was seen until then.
. "${0%/*}/lib.sh"
once
two_hosts
start_tool rsttrace --duration 1.5
provoke linger-zero 5
want 5 verdict=linger-zero
await_tool
compare
check "lasted as long" grep -q '"duration_s":1\.[5-9]\|"duration_s":2' "$TMP/out"
