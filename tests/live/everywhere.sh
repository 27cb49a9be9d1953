#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Without --netns all namespaces are watched: each end of a reset is shown in its own,
# and each namespace is audited.
. "${0%/*}/lib.sh"
once
two_hosts
"$RSTTRACE" --json --port 4242 --ready-file "$TMP/ready" > "$TMP/out" 2> "$TMP/err" &
tool=$!
wait_until "rsttrace to be ready" is_ready
provoke linger-zero 11
kill -INT $tool
await_tool
here=$(stat -Lc %i "/run/netns/$HERE") there=$(stat -Lc %i "/run/netns/$THERE")
shown() { [ "$(grep -Ec "$1" "$TMP/out")" = 11 ]; }
check "sent here" shown "\"direction\":\"sent\".*\"netns\":$here,.*linger-zero"
check "received there" shown "\"direction\":\"received\".*\"netns\":$there,.*peer-reset"
check "audit here" grep -Eq "\"netns\":$here,\"kernel_out_rsts\":11,\"counted\":11,\"failed\":0,\"unexplained\":0" "$TMP/out"
