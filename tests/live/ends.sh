#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --count and --duration end the tool by themselves and SIGTERM as Ctrl-C does, each
# time with a summary; after SIGKILL the kernel holds nothing of it.
. "${0%/*}/lib.sh"
once
two_hosts
for how in "--count 7" "--duration 1.5" "--port 4242"; do
	start_tool rsttrace $how
	provoke linger-zero 7
	want 7 verdict=linger-zero
	[ "$how" != "--port 4242" ] || kill -TERM "$tool"
	await_tool
	compare
done
start_tool rsttrace
progs=$(sed -n 's/^prog_id:\s*//p' "/proc/$tool/fdinfo"/* | sort -u)
check "holds programs" [ -n "$progs" ]
{ kill -KILL "$tool"; wait "$tool" || :; } 2> /dev/null
tool=''
nothing_left() { for id in $progs; do ! bpftool prog show id "$id" > /dev/null 2>&1 || return 1; done; }
wait_until "the programs to go" nothing_left
check "nothing is left" nothing_left
