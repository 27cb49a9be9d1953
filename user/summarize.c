// SPDX-License-Identifier: GPL-2.0-only
/*
 * summarize.c - put together what rsttrace says at the end.
 */
#include <linux/types.h>

#include "summarize.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/audit.h"
#include "kernel/btf.h"
#include "kernel/symbols.h"
#include "tally/resets.h"

#define CALLER_LEN	64

/* "passive NO_SOCKET", "active __tcp_close", "received". */
static void name_cause(const struct summary_sources *from, const struct rst_cause *cause, struct cause_row *row)
{
	static const char *const kinds[] = {
		[RST_ACTIVE] = "active", [RST_PASSIVE] = "passive",
		[RST_REJECT] = "reject", [RST_RECEIVED] = "received",
	};
	const char *kind = cause->kind < RST_MODULE && kinds[cause->kind] ? kinds[cause->kind] : "?";
	const char *reason = cause->reason ? enum_names_get(from->reasons, cause->reason) : NULL;
	char caller[CALLER_LEN] = "";
	struct symbol symbol;

	if (!reason && cause->caller && from->symbols &&
	    symbols_find(from->symbols, cause->caller, &symbol))
		symbol_base_name(symbol.name, caller, sizeof(caller));
	if (reason || *caller)
		snprintf(row->name, sizeof(row->name), "%s %s", kind, reason ? reason : caller);
	else if (cause->reason)
		snprintf(row->name, sizeof(row->name), "%s %" PRIu32, kind, cause->reason);
	else
		snprintf(row->name, sizeof(row->name), "%s", kind);
}

/* Adds a cause to the rows; the same cause in two namespaces is one row. */
static void add_cause(const struct summary_sources *from, const struct tracer_sum *sum, struct cause_row *rows,
		      size_t *len)
{
	const __u64 *fates = sum->sum.fates;
	struct cause_row row = { .resets = fates[RST_DELIVERED] + fates[RST_LOST] +
					   fates[RST_THINNED] };

	if (!row.resets)
		return;
	name_cause(from, &sum->cause, &row);
	for (size_t i = 0; i < *len; i++) {
		if (!strcmp(rows[i].name, row.name)) {
			rows[i].resets += row.resets;
			return;
		}
	}
	rows[(*len)++] = row;
}

static int by_resets(const void *a, const void *b)
{
	const struct cause_row *one = a, *other = b;

	return one->resets > other->resets ? -1 : one->resets < other->resets;
}

/* Adds the sums of one cause to the summary and to the audit. */
static void add_sum(const struct summary_sources *from, const struct tracer_sum *sum,
		    struct summary *ret)
{
	const __u64 *fates = sum->sum.fates;
	uint64_t all = 0;

	for (int fate = 0; fate < RST_FATES; fate++)
		all += fates[fate];
	if (sum->cause.kind == RST_ACTIVE || sum->cause.kind == RST_PASSIVE)
		audit_count(from->audit, sum->cause.netns, all);
	ret->filtered += fates[RST_FILTERED];
	ret->lost += fates[RST_LOST];
	ret->thinned += fates[RST_THINNED];
	add_cause(from, sum, ret->causes, &ret->causes_len);
}

int snapshot_take(struct tracer *tracer, struct audit *audit, bool last, struct snapshot *ret)
{
	struct snapshot snapshot;

	audit_before_sums(audit);
	if (last) {
		tracer_settle();
		tracer_arm(tracer, false);
		tracer_settle();
	}
	snapshot.sums_len = tracer_sums(tracer, &snapshot.sums);
	snapshot.gaps = tracer_gaps(tracer);
	audit_after_sums(audit);
	if (snapshot.sums_len < 0)
		return snapshot.sums_len;
	*ret = snapshot;
	return 0;
}

void snapshot_free(struct snapshot *snapshot)
{
	free(snapshot->sums);
	snapshot->sums = NULL;
}

int summary_make(const struct summary_sources *from, struct summary *ret)
{
	const struct snapshot *snapshot = from->snapshot;
	struct summary summary = {
		.tally = from->tally,
		.last = from->last,
		.missed = snapshot->gaps.missed,
		.uncounted = snapshot->gaps.uncounted,
		.ambiguous = snapshot->gaps.ambiguous,
	};
	struct tally_kinds kinds = tally_kinds(from->tally);
	uint64_t shown = kinds.sent + kinds.received + kinds.rejected, delivered = 0;

	summary.causes = calloc(snapshot->sums_len + 1, sizeof(*summary.causes));
	if (!summary.causes)
		return -ENOMEM;
	for (int i = 0; i < snapshot->sums_len; i++) {
		add_sum(from, &snapshot->sums[i], &summary);
		delivered += snapshot->sums[i].sum.fates[RST_DELIVERED];
	}
	qsort(summary.causes, summary.causes_len, sizeof(*summary.causes), by_resets);
	/* What came after --count was reached, or after the output failed. */
	if (from->last && delivered > shown)
		summary.thinned += delivered - shown;
	summary.audit = audit_rows(from->audit, &summary.audit_len, &summary.unexplained);
	*ret = summary;
	return 0;
}

void summary_free(struct summary *summary)
{
	free(summary->causes);
	summary->causes = NULL;
}
