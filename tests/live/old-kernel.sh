#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# With the kernel's reasons taken out of its type information, the paths of older kernels
# run here: every verdict must come out, by the stack and the socket alone.
. "${0%/*}/lib.sh"
once
"$ROOT/scripts/old-btf" sk_rst_reason "$TMP/btf" || skip_all "this kernel tells no reasons: it is an old one"
echo > "$TMP/bad"
said=$("$RSTTRACE" --btf "$TMP/bad" 2>&1 || echo "status $?")
check "a file without types is refused" eval '[[ $said == "rsttrace: --btf: "*"/bad'"'"' holds no type information: "*"status 1" ]]'
two_hosts
start_tool rsttrace --port 4242 --btf "$TMP/btf"
provoke close-unread 7 and -6 linger-zero 5 and listener-closed 3 and -6 data-after-close 11 and no-listener 13
want 7 verdict=close-unread kernel_reason=null certain=true owner=provoke
want 5 verdict=linger-zero kernel_reason=null certain=true family=6
want 3 verdict=listener-closed kernel_reason=null certain=true
want 11 verdict=data-after-close kernel_reason=null certain=true family=6
want 13 verdict=no-listener kernel_reason=null certain=true
check "says that there are no reasons" has_line "does not tell why it resets" "$TMP/err"
stop_tool
