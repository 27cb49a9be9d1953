#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The manual page must say what the tool does: it has each option of --help and no
# other, each verdict, each key of JSON, and it is well formed.
set -euo pipefail
cd "$(dirname "$0")/../.."
tool=${RSTTRACE:-build/rsttrace}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
n=0

# same WHAT: compares $tmp/page with $tmp/tool, both sorted.
same() {
	n=$((n + 1))
	if diff "$tmp/page" "$tmp/tool" > "$tmp/diff" && [ -s "$tmp/tool" ]; then
		echo "ok $n - $1: $(wc -l < "$tmp/tool")"
	else
		echo "not ok $n - $1 (< only in the page, > only in the tool)"
		sed 's/^/# /' "$tmp/diff"
	fi
}

echo 1..4
sed 's/\\-/-/g; s/\\~/ /g' user/rsttrace.8 > "$tmp/text"

awk '/^\.SH OPTIONS/ { on = 1 } /^\.SH OUTPUT/ { on = 0 } on && /^\.B/' "$tmp/text" |
	grep -oE -- '--[a-z-]+' | sort -u > "$tmp/page"
"$tool" --help | grep -oE -- '^ +(-.,)? +--[a-z-]+' | grep -oE -- '--[a-z-]+' | sort -u > "$tmp/tool"
"$tool" --help | grep -oE -- '--(help|usage|version)' | sort -u -o "$tmp/tool" - "$tmp/tool"
same "options"

awk '/^\.SS Verdicts/ { on = 1 } /^\.SS Summary/ { on = 0 } on && /^\.B / { print $2 }' "$tmp/text" |
	sort -u > "$tmp/page"
sed -n 's/.*\.id = "\([a-z-]*\)".*/\1/p' user/explain/reset.c | sort -u > "$tmp/tool"
same "verdicts"

awk '/^\.SS JSON/ { on = 1 } /^\.SH EXIT/ { on = 0 } on' "$tmp/text" > "$tmp/json"
perl -MJSON::PP -ne 'print map { "$_\n" } keys %{decode_json($_)}' tests/golden/*.json | sort -u |
	while read -r key; do
		grep -qw -- "$key" "$tmp/json" || echo "$key"
	done > "$tmp/missing"
n=$((n + 1))
if [ -s "$tmp/missing" ]; then
	echo "not ok $n - keys of JSON"
	sed 's/^/# not in the page: /' "$tmp/missing"
else
	echo "ok $n - keys of JSON"
fi

n=$((n + 1))
if mandoc -Tlint -Wwarning user/rsttrace.8 > "$tmp/lint"; then
	echo "ok $n - well formed"
else
	echo "not ok $n - well formed"
	sed 's/^/# /' "$tmp/lint"
fi
