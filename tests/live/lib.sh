# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# lib.sh - what the live tests share.
#
# A test says what must be seen; stop_tool then compares all that was seen with it:
#
#	two_hosts                       two network namespaces, $HERE and $THERE, joined
#	start_tool rsttrace --port 80   runs it on $HERE and waits until it is ready
#	provoke close-unread 23         see provoke.c
#	want 23 verdict=close-unread    exactly so many resets are shown that are like this
#	stop_tool                       and no others; the audit, the exit, nothing lost
#
# HOOKS names the way that the tool is to see them; without it the tool chooses.
# A failure shows the logs. Everything is gone when the test ends.
set -euo pipefail

ROOT=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
RSTTRACE=${RSTTRACE:-$ROOT/build/rsttrace}
PROVOKE=${PROVOKE:-$ROOT/build/$HOSTTYPE/provoke}
LIMIT_S=60			# for whatever is waited for; emulation is slow

HERE=rsttrace-$$-here
THERE=rsttrace-$$-there
TMP=$(mktemp -d "${TMPDIR:-/tmp}/rsttrace-live.XXXXXX")
form=--json			# a test that reads the text form sets it to ''
points=0			# of TAP, so far
tool=''				# pid of the tool
ended=''			# the plan is printed
exec {never}<> <(:)		# a pipe that nobody writes to

# --- TAP ---

show_logs() {
	local log
	for log in err out want provoked; do
		[ -s "$TMP/$log" ] || continue
		echo "# $log:"
		cut -c 1-500 "$TMP/$log" | sed -n '1,10s/^/#   /p; 11{s/.*/#   .../p;q}'
	done
}

# check WHAT COMMAND... - one test point: COMMAND must succeed.
check() {
	local what=$1
	shift
	points=$((points + 1))
	if "$@"; then
		echo "ok $points - $what"
	else
		echo "not ok $points - $what"
		show_logs
	fi
}

skip_all() {
	echo "1..0 # SKIP $1"
	ended=1
	exit 0
}

die() {
	echo "# $1"
	exit 1
}

at_exit() {
	local status=$?
	trap - EXIT
	if [ -z "$ended" ]; then
		[ $status = 0 ] || { echo "not ok $((points += 1)) - runs to its end"; show_logs; }
		echo "1..$points"
	fi
	[ -z "$tool" ] || kill -9 "$tool" 2> /dev/null || :
	printf 'netns del %s\n' "$HERE" "$THERE" | ip -force -batch - 2> /dev/null || :
	rm -rf "$TMP"
	exit $status
}
trap at_exit EXIT
trap 'exit 1' INT TERM

# Marks a test that is the same whatever the way to see resets: tests/live/run
# runs it once.
once() { :; }

# alone WHAT - no two tests that both say this run at a time, and tests/live/run runs
# them beside no other: then no hook may have been missed on the whole machine.
alone() {
	export ALONE=1
	exec {lock}> "${TMPDIR:-/tmp}/rsttrace-live.$1.lock"
	flock $lock
}

# --- waiting: for conditions only, and not for ever ---

# wait_until WHAT COMMAND...
wait_until() {
	local what=$1 end=$((SECONDS + LIMIT_S))
	shift
	until "$@"; do
		[ $SECONDS -lt $end ] || die "timed out waiting for $what"
		read -rt 0.05 -u "$never" || :
	done
}

has_line() {
	local text
	text=$(< "$2")
	[[ $text =~ $1 ]]
}

# wait_for PATTERN FILE - until FILE holds the extended regular expression.
wait_for() { wait_until "'$1' in ${2##*/}" has_line "$1" "$2"; }

gone() { ! kill -0 "$1" 2> /dev/null; }

# --- the hosts ---

# Two hosts and a cable: 192.0.2.1 and 2001:db8::1 here, .2 and ::2 there.
two_hosts() {
	local host n=0
	printf '%s\n' "netns add $HERE" "netns add $THERE" \
		"link add eth0 netns $HERE type veth peer name eth0 netns $THERE" | ip -batch -
	for host in "$HERE" "$THERE"; do
		n=$((n + 1))
		printf '%s\n' "link set lo up" "link set eth0 up" "addr add 192.0.2.$n/24 dev eth0" \
			"addr add 2001:db8::$n/64 dev eth0 nodad" | ip -n "$host" -batch -
	done
	"$PROVOKE" --here "$HERE" --there "$THERE" nothing 1
}

# provoke [OPTION...] CAUSE COUNT [PORT] - between the two hosts; see provoke.c.
provoke() { run_provoke --there "$THERE" "$@"; }

# As provoke, with both ends on the loopback of $HERE: each end is watched.
provoke_local() { run_provoke "$@"; }

run_provoke() {
	local status=0
	"$PROVOKE" --here "$HERE" "$@" >> "$TMP/provoked" 2> "$TMP/provoke.err" || status=$?
	[ $status != 77 ] || skip_all "$(< "$TMP/provoke.err")"
	[ $status = 0 ] || die "$(< "$TMP/provoke.err")"
}

# --- the tool ---

is_ready() {
	[ -e "$TMP/ready" ] && return
	gone "$tool" && die "rsttrace ended before it was ready"
	return 1
}

# start_tool rsttrace [OPTION...] - watches $HERE if no option says otherwise.
start_tool() {
	local watch=(--netns "$HERE")
	shift
	[[ " $* " != *" --netns "* ]] || watch=()
	rm -f "$TMP/ready"
	: > "$TMP/want"
	: > "$TMP/provoked"
	"$RSTTRACE" ${form:+"$form"} "${watch[@]}" ${HOOKS:+--hooks "$HOOKS"} \
		--ready-file "$TMP/ready" "$@" > "$TMP/out" 2> "$TMP/err" &
	tool=$!
	wait_until "rsttrace to be ready" is_ready
}

# Waits for the end of the tool, which must be a good one.
await_tool() {
	local status=0
	wait_until "rsttrace to end" gone "$tool"
	wait "$tool" || status=$?
	tool=''
	check "ends with status 0" [ $status = 0 ]
}

# stop_tool - ends the tool as Ctrl-C does, and compares.
stop_tool() {
	kill -INT "$tool"
	await_tool
	[ -z "$form" ] || compare
}

# --- what must be seen ---

kernel_is_at_least() {
	local release major minor
	release=$(uname -r)
	IFS=.- read -r major minor _ <<< "$release"
	[ $((major * 1000 + minor)) -ge $((${1%.*} * 1000 + ${1#*.})) ]
}

# Whether this way sees a reset for a segment without a full socket.
sees_sockless() {
	kernel_is_at_least 6.10 && return
	[ "${HOOKS:-auto}" != tracepoint ]
}

# Whether it sees what netfilter rejects.
sees_reject() {
	[ -e /sys/bus/event_source/devices/kprobe ] || return 1
	case ${HOOKS:-auto} in
	tracepoint) return 1 ;;
	fentry) kernel_is_at_least 5.11 ;;	# BTF of modules
	esac
}

# want N [sockless|reject] KEY=VALUE... - N resets are shown with these values.  What
# this way cannot see must be missing, and missing in the audit.
#
# A value is a word, 'null' or, after '~' for '=', a regular expression; 'owner=provoke'
# is the very process that provoked it; 'stack' is one string.
want() {
	local n=$1 seen=seen
	shift
	case $1 in
	sockless | reject)
		"sees_$1" || seen=unseen
		shift ;;
	esac
	echo "$n $seen $*" >> "$TMP/want"
}

# left_out N sent|received - N resets are counted, but refused by a filter.
left_out() { echo "$1 filtered direction=$2" >> "$TMP/want"; }

# Compares what was wanted and provoked with what was shown; its TAP becomes ours.
compare() {
	local line failed=''
	perl "$ROOT/tests/live/compare" "$TMP" "/run/netns/$HERE" > "$TMP/tap" ||
		echo "not ok - compares" >> "$TMP/tap"
	while IFS= read -r line; do
		case $line in
		'ok - '*) line="ok $((points += 1)) ${line#ok }" ;;
		'not ok - '*) line="not ok $((points += 1)) ${line#not ok }" failed=1 ;;
		esac
		echo "$line"
	done < "$TMP/tap"
	[ -z "$failed" ] || show_logs
}

for need in "$RSTTRACE" "$PROVOKE"; do
	[ -x "$need" ] || die "$need is not there: run make"
done
unset need
[ $EUID = 0 ] || skip_all "must be root"
