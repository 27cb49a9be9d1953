/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * summary.h - what rsttrace says at the end: sums, and the audit of itself.
 */
#ifndef SUMMARY_H
#define SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reset_tally;

/* One network namespace: the kernel's counter against what the hooks counted. */
struct audit_row {
	uint32_t	netns;		/* inode */
	char		name[64];	/* as in /run/netns; hostile; "": has none */
	bool		readable;	/* false: its counters cannot be read, and
					 * all but 'counted' is zero */
	uint64_t	kernel_out_rsts; /* delta of Tcp: OutRsts */
	uint64_t	counted;	/* active and passive resets, any fate */
	uint64_t	failed;		/* delta of TcpExt: TCPAbortFailed */
	int64_t		unexplained;	/* 0 is the goal; may be negative */
	uint64_t	edge;		/* resets that the kernel counted while we
					 * were switching on or off */
};

/* One coarse cause, exact at any rate. */
struct cause_row {
	char		name[96];	/* "passive NO_SOCKET", "active __tcp_close" */
	uint64_t	resets;		/* of any fate but filtered */
};

struct summary {
	const struct reset_tally *tally;
	bool		last;		/* nothing will be shown after it */
	double		duration_s;
	uint64_t	filtered, lost, thinned;
	uint64_t	missed;		/* hooks that did not run, at most */
	uint64_t	uncounted;	/* found 'sums' full: counted nowhere else */
	uint64_t	ambiguous;	/* left out: received resets, or data after a
					 * close; the kernel hides which */
	int64_t		unexplained;	/* sum over the audited namespaces */
	bool		audit_complete;	/* every hook that the audit needs is there */
	const struct audit_row *audit;
	size_t		audit_len;
	struct cause_row *causes;	/* the most frequent first */
	size_t		causes_len;
};

#endif
