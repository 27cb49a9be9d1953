#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# SIGTERM ends the tool as Ctrl-C does; after SIGKILL the kernel holds nothing of it.
. "${0%/*}/lib.sh"
once
two_hosts
start_tool rsttrace --port 4242
provoke linger-zero 5
want 5 verdict=linger-zero
kill -TERM "$tool"
await_tool
compare
start_tool rsttrace --port 4242
progs=$(sed -n 's/^prog_id:\s*//p' "/proc/$tool/fdinfo"/* | sort -u)
check "held programs" [ -n "$progs" ]
kill -KILL "$tool"
{ wait "$tool" || :; } 2> /dev/null
tool=''
nothing_left() { for id in $progs; do ! bpftool prog show id "$id" > /dev/null 2>&1 || return 1; done; }
wait_until "the programs to go" nothing_left
check "nothing is left" nothing_left
