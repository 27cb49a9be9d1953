#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# names - a kernel, an option or a group that there is not: one clear line and status 2.
set -u
cd "$(dirname "$0")/../.." || exit 1

number=0 failed=0
refuses() { # refuses MESSAGE COMMAND...
	local want=$1 said status
	shift
	said=$("$@" 2>&1 < /dev/null)
	status=$?
	number=$((number + 1))
	if [ $status = 2 ] && [[ $said == *"$want"* ]]; then
		echo "ok $number - $*"
	else
		failed=1
		echo "not ok $number - $*"
		printf '#   status %s: %s\n' $status "${said//$'\n'/ | }"
	fi
}

echo 1..8
refuses "unknown kernel '4.4'" scripts/get-kernel 4.4
refuses "unknown kernel '6'" scripts/get-kernel 6
refuses "usage: get-kernel" scripts/get-kernel
refuses "unknown kernel '4.4'" scripts/in-vm 4.4 true
refuses "a kernel and a command" scripts/in-vm 6.1
refuses "'soon' is no number" scripts/in-vm --timeout soon 6.1 true
refuses "unknown group 'all'" scripts/setup all
refuses "unknown kernel '4.4'" scripts/test --only 4.4
exit $failed
