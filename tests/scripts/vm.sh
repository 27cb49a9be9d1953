#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# vm - scripts/in-vm passes on what the command says and how it ends, and cleans up.
set -u
cd "$(dirname "$0")/../.." || exit 1
[ -n "${SLOW:-}" ] || { echo "1..0 # SKIP boots machines: SLOW=1, as scripts/test does"; exit 0; }

number=0 failed=0
is() { # is NAME WANTED GOT
	number=$((number + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $number - $1"
	else
		failed=1
		echo "not ok $number - $1"
		printf '%s\n' "wanted: $2" "got: $3" | sed 's/^/#   /'
	fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work VM_OUT=$work/out
mark=/var/tmp/in-vm-test.$$
mkdir "$work/vms"

echo 1..14
# shellcheck disable=SC2016 # for the shell inside
TMPDIR=$work/vms VM_ENV=FRUIT FRUIT='two  pears' scripts/in-vm 6.1 bash -c '
	echo "$FRUIT, $1"; pwd; nproc; echo aside >&2; again=$(id -u); echo "$again" > /dev/stderr
	touch "$2" && echo kept > $VM_OUT/kept; modprobe veth && grep -c ^veth /proc/modules
	exit 37' bash "it's" "$mark" > "$work/stdout" 2> "$work/stderr"
is "the status of the command" 37 $?
is "stdout, arguments, variables, directory, processors, modules" \
	"two  pears, it's|$PWD|2|1|" "$(tr '\n' '|' < "$work/stdout")"
is "stderr apart, which can be opened again" "aside|0|" "$(tr '\n' '|' < "$work/stderr")"
is "nothing is written outside" no "$([ -e "$mark" ] && echo yes || echo no)"
is "but in VM_OUT" kept "$(cat "$VM_OUT/kept")"
is "and the kernel's log is there" yes "$(grep -q 'Linux version' "$VM_OUT/dmesg" && echo yes)"
is "no file stays behind" "" "$(ls "$work/vms")"

said=$(scripts/in-vm 6.12 sh -c 'echo 1; echo 2 >&2; echo 3' 2>&1)
is "one stream keeps its order" "1 2 3" "${said//$'\n'/ }"

said=$(scripts/in-vm --timeout 2 6.12 sh -c 'echo begun; sleep 99' 2>&1)
is "too long is 124" 124 $?
is "and said, after the output" "begun in-vm: the command ran longer than 2 s on 6.12: stopped" "${said//$'\n'/ }"

said=$(scripts/in-vm 6.12 sh -c 'echo "<4>WARNING: made up" > /dev/kmsg' 2>&1)
is "a warning of the kernel is 125" 125 $?
is "and shown" yes "$([[ $said == *"WARNING: made up"* ]] && echo yes)"

said=$(scripts/in-vm 6.12 sh -c 'echo c > /proc/sysrq-trigger' 2>&1)
is "a panic is 125" 125 $?
is "and shown" yes "$([[ $said == *"sysrq triggered crash"* ]] && echo yes)"
exit $failed
