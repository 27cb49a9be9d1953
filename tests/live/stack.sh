#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# --stack shows who called the hook, and nothing of BPF itself.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242 --stack
provoke close-unread 7 and no-listener 5 and -6 data-after-shutdown 3
want 7 verdict=close-unread 'stack~^(tcp_send_active_reset\S*.)?__tcp_close\+0x.*inet_release\+0x'
want 5 sockless verdict=no-listener local_addr=192.0.2.1 'stack~^(tcp_v4_send_reset\S*.)?tcp_v4_rcv\+0x'
want 3 family=6 'stack~^(tcp_v6_send_reset\S*.)?tcp_v6_do_rcv\+0x'
stop_tool
check "no frames of BPF" bash -c '! grep -Eq "bpf_(prog|trampoline)" "$1"' - "$TMP/out"
