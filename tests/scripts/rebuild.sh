#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Touching a header must rebuild exactly what includes it, directly or not. What
# make would do is compared with what the compilers themselves say of each source.
set -euo pipefail
cd "$(dirname "$0")/../.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

make > "$tmp/log" 2>&1 || { sed 's/^/# /' "$tmp/log"; exit 1; }
machine=$(${CC:-gcc} -dumpmachine)
machine=${machine%%-*}
O=build/$machine

# All that is built by default, so that nothing else is expected of make.
make -n -B | grep -oE "$O/[a-z/_-]+\.o" | grep -v '\.bpf\.o$' | sort -u > "$tmp/objects"

# "object header" for each header of the tree that a source includes.
while read -r object; do
	source=${object#"$O/"}
	source=${source%.o}.c
	for header in $(${CC:-gcc} -D_GNU_SOURCE= -DVERSION='""' -Ibpf -Iuser -I"$O" -MM "$source"); do
		echo "$object $header"
	done
done < "$tmp/objects" > "$tmp/includes"
for header in $(${CLANG:-clang} -target bpf -D__TARGET_ARCH_x86 -Ivmlinux -Ibpf -MM bpf/rsttrace.bpf.c); do
	echo "$O/rsttrace.bpf.o $header"
done >> "$tmp/includes"

echo "1..$(git ls-files '*.h' | grep -vc '^tests/unit/')"
n=0
for header in $(git ls-files '*.h' | grep -v '^tests/unit/'); do
	n=$((n + 1))
	awk -v h="$header" '$2 == h { print $1 }' "$tmp/includes" | sort -u > "$tmp/wanted"
	# A new kernel half makes a new skeleton, and that all that includes it.
	if grep -q '\.bpf\.o$' "$tmp/wanted"; then
		awk '$2 ~ /rsttrace\.skel\.h$/ { print $1 }' "$tmp/includes" | sort -u -o "$tmp/wanted" - "$tmp/wanted"
	fi
	make -n -W "$header" | grep -E '^printf .* (CC|BPF) ' | grep -oE "$O/[a-z/_.-]+\.o" | sort -u > "$tmp/seen"
	if diff "$tmp/wanted" "$tmp/seen" > "$tmp/diff"; then
		echo "ok $n - $header: $(wc -l < "$tmp/seen") objects"
	else
		echo "not ok $n - $header"
		sed 's/^/# /' "$tmp/diff"
	fi
done
