// SPDX-License-Identifier: GPL-2.0-only
/*
 * audit.c - compare what the hooks counted with what the kernel counted.
 */
#include "kernel/audit.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/netns.h"

/* Counters of one namespace on both sides of a switch. */
struct reading {
	struct netns		netns;
	bool			has_before, has_after;
	struct netns_counters	before, after;
};

struct readings {
	struct reading	*rows;
	size_t		len;
};

struct counted {
	uint32_t	netns;
	uint64_t	resets;
};

struct audit {
	struct netns	only;
	bool		has_only;
	struct readings	start, sums;
	struct counted	*counted;
	size_t		counted_len;
	struct audit_row *rows;
};

struct audit *audit_new(const struct netns *only)
{
	struct audit *audit = calloc(1, sizeof(*audit));

	if (audit && only) {
		audit->only = *only;
		audit->has_only = true;
	}
	return audit;
}

void audit_free(struct audit *audit)
{
	if (!audit)
		return;
	free(audit->start.rows);
	free(audit->sums.rows);
	free(audit->counted);
	free(audit->rows);
	free(audit);
}

/* The namespaces of today; only one if that is what is asked for. */
static int list_audited(struct audit *audit, struct netns **ret)
{
	struct netns_counters unused;
	struct netns *all = NULL;
	int len;

	/* Its process may have ended while others of that namespace go on. */
	if (!audit->has_only || netns_read(&audit->only, &unused)) {
		len = netns_list(&all);
		if (!audit->has_only) {
			*ret = all;
			return len;
		}
		for (int i = 0; i < len; i++)
			if (all[i].inode == audit->only.inode)
				audit->only = all[i];
		free(all);
	}
	*ret = malloc(sizeof(**ret));
	if (!*ret)
		return 0;
	**ret = audit->only;
	return 1;
}

/* Reads the counters of each; what cannot be read is marked so. */
static void read_before(struct audit *audit, struct readings *readings)
{
	struct netns *all = NULL;
	int len = list_audited(audit, &all);

	free(readings->rows);
	*readings = (struct readings){};
	if (len > 0)
		readings->rows = calloc(len, sizeof(*readings->rows));
	for (int i = 0; readings->rows && i < len; i++) {
		struct reading *row = &readings->rows[readings->len++];

		row->netns = all[i];
		row->has_before = !netns_read(&row->netns, &row->before);
	}
	free(all);
}

static void read_after(struct readings *readings)
{
	for (size_t i = 0; i < readings->len; i++) {
		struct reading *row = &readings->rows[i];

		row->has_after = row->has_before && !netns_read(&row->netns, &row->after);
	}
}

void audit_before_start(struct audit *audit)
{
	read_before(audit, &audit->start);
}

void audit_after_start(struct audit *audit)
{
	read_after(&audit->start);
}

void audit_before_sums(struct audit *audit)
{
	free(audit->counted);
	audit->counted = NULL;
	audit->counted_len = 0;
	read_before(audit, &audit->sums);
}

void audit_after_sums(struct audit *audit)
{
	read_after(&audit->sums);
}

void audit_count(struct audit *audit, uint32_t netns, uint64_t resets)
{
	struct counted *more;

	for (size_t i = 0; i < audit->counted_len; i++) {
		if (audit->counted[i].netns == netns) {
			audit->counted[i].resets += resets;
			return;
		}
	}
	more = realloc(audit->counted, (audit->counted_len + 1) * sizeof(*more));
	if (!more)
		return;
	audit->counted = more;
	audit->counted[audit->counted_len++] = (struct counted){ netns, resets };
}

static const struct reading *find_reading(const struct readings *readings, uint32_t netns)
{
	for (size_t i = 0; i < readings->len; i++)
		if (readings->rows[i].netns.inode == netns)
			return &readings->rows[i];
	return NULL;
}

static uint64_t counted_in(const struct audit *audit, uint32_t netns)
{
	for (size_t i = 0; i < audit->counted_len; i++)
		if (audit->counted[i].netns == netns)
			return audit->counted[i].resets;
	return 0;
}

/*
 * The kernel's delta lies between 'low' and 'high'; within them nothing is
 * unexplained.  A namespace that was not there at the start began at 0.
 */
static void fill_row(struct audit_row *row, const struct reading *start, const struct reading *sums)
{
	struct netns_counters before = {}, after = {};
	uint64_t low, high;

	if (start) {
		before = start->before;
		after = start->after;
	}
	/* Its number belongs to another namespace by now. */
	if (sums->before.out_rsts < before.out_rsts || sums->after.abort_failed < before.abort_failed)
		return;
	low = sums->before.out_rsts > after.out_rsts ? sums->before.out_rsts - after.out_rsts : 0;
	high = sums->after.out_rsts - before.out_rsts;
	row->readable = true;
	row->edge = high - low;
	row->failed = sums->after.abort_failed - before.abort_failed;
	row->kernel_out_rsts = row->counted < low ? low : row->counted > high ? high : row->counted;
	row->unexplained = (int64_t)(row->kernel_out_rsts - row->counted);
}

const struct audit_row *audit_rows(struct audit *audit, size_t *len, int64_t *unexplained)
{
	size_t room = audit->sums.len + audit->counted_len;

	*len = 0;
	*unexplained = 0;
	free(audit->rows);
	audit->rows = calloc(room ? room : 1, sizeof(*audit->rows));
	if (!audit->rows)
		return NULL;
	for (size_t i = 0; i < audit->sums.len; i++) {
		const struct reading *sums = &audit->sums.rows[i];
		const struct reading *start = find_reading(&audit->start, sums->netns.inode);
		struct audit_row *row = &audit->rows[*len];

		*row = (struct audit_row){ .netns = sums->netns.inode };
		memcpy(row->name, sums->netns.name, sizeof(row->name));
		row->counted = counted_in(audit, row->netns);
		if (sums->has_after && (!start || start->has_after))
			fill_row(row, start, sums);
		if (!row->readable && !row->counted && !audit->has_only)
			continue;	/* nothing to say of it */
		*unexplained += row->unexplained;
		(*len)++;
	}
	/* Counted in a namespace that no process and no name leads to any more. */
	for (size_t i = 0; i < audit->counted_len; i++) {
		const struct counted *counted = &audit->counted[i];

		if (audit->has_only || !counted->resets ||
		    find_reading(&audit->sums, counted->netns))
			continue;
		audit->rows[*len] = (struct audit_row){
			.netns = counted->netns,
			.counted = counted->resets,
		};
		(*len)++;
	}
	return audit->rows;
}
