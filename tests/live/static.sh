#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The static build is one file that needs nothing: it must see resets in a root
# that holds only itself and the kernel's own file systems.
. "${0%/*}/lib.sh"
once
[ -x "$ROOT/build/static/rsttrace" ] || die "build/static/rsttrace is not there: run make static"
bare=$TMP/bare
mkdir -p "$bare/proc" "$bare/sys" "$bare/run" "$bare$TMP"
cp "$ROOT/build/static/rsttrace" "$bare"
cat > "$TMP/in-bare" << SCRIPT
#!/bin/sh
exec unshare --mount sh -c '
	for dir in /proc /sys /run $TMP; do mount --rbind \$dir $bare\$dir; done
	exec chroot $bare /rsttrace "\$@"' rsttrace "\$@"
SCRIPT
chmod +x "$TMP/in-bare"
RSTTRACE=$TMP/in-bare
check "under 3 MB" [ "$(stat -c %s "$ROOT/build/static/rsttrace")" -lt 3000000 ]
two_hosts
start_tool rsttrace --port 4242
provoke close-unread 7 and -6 no-listener 5
want 7 direction=sent verdict=close-unread family=4 owner=provoke
want 5 sockless direction=sent verdict=no-listener family=6
stop_tool
