#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Segments that Linux enters its reset functions for, and never answers: resets, signed
# ones (TCP-MD5), and those for an address that is not only ours. Nothing is to be shown
# or counted.
. "${0%/*}/lib.sh"
two_hosts
start_tool rsttrace --port 4242
for family in '' -6; do
	provoke $family stray-rst 13 and $family rst-to-listener 7 and $family stray-md5 11 and \
		$family stray-to-all 5 and $family linger-zero 3
done
want 6 verdict=linger-zero
stop_tool
