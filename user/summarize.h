/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * summarize.h - put together what rsttrace says at the end.
 */
#ifndef SUMMARIZE_H
#define SUMMARIZE_H

#include "summary.h"
#include "tracer.h"

struct audit;
struct enum_names;
struct symbols;

/* The kernel half's sums at one moment, and the audit of that moment. */
struct snapshot {
	struct tracer_sum *sums;
	int		sums_len;
	struct tracer_gaps gaps;
};

/*
 * snapshot_take() - read the sums, with the counters for the audit around them.
 * @last: switch the hooks off in between, for the sums to be final
 * @ret: to be freed
 *
 * Returns 0, or -errno if the sums cannot be read.
 */
int snapshot_take(struct tracer *tracer, struct audit *audit, bool last, struct snapshot *ret);
void snapshot_free(struct snapshot *snapshot);

/* What a summary is made from. */
struct summary_sources {
	const struct snapshot *snapshot;
	struct audit	*audit;
	const struct reset_tally *tally;
	const struct enum_names *reasons;
	const struct symbols *symbols;	/* NULL: causes lack calling functions */
	bool		last;		/* nothing will be shown after it */
};

/*
 * summary_make() - sum up.
 * @ret: to be freed; duration_s and audit_complete are the caller's to fill
 *
 * Returns 0 or -ENOMEM.
 */
int summary_make(const struct summary_sources *from, struct summary *ret);
void summary_free(struct summary *summary);

#endif
