/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * resets.h - sums over the resets shown: by verdict, stack, flow and port.
 *
 * Pure functions, bounded memory: whoever chooses addresses and ports cannot
 * make it grow.
 */
#ifndef TALLY_RESETS_H
#define TALLY_RESETS_H

#include "reset.h"
#include "top.h"

struct reset_tally;

#define TALLY_SHORT_FRAMES	6	/* kept of a stack that was not asked for */

/* tally_new() - an empty tally, or NULL with errno ENOMEM. */
struct reset_tally *tally_new(void);
void tally_free(struct reset_tally *tally);

/* tally_add() - count one reset that is shown.  Allocates nothing. */
void tally_add(struct reset_tally *tally, const struct reset *reset);

/* How many resets of each kind were added. */
struct tally_kinds {
	uint64_t	sent;		/* active and passive */
	uint64_t	received;
	uint64_t	rejected;
};
struct tally_kinds tally_kinds(const struct reset_tally *tally);

/* tally_verdict() - how many resets had the verdict at @index of reset_rules(). */
uint64_t tally_verdict(const struct reset_tally *tally, size_t index);

/* What is frequent.  The true number is in resets - error ... resets. */
struct tally_flow {
	const struct flow *flow;
	uint64_t	resets, error;
};

struct tally_port {
	uint16_t	port;		/* local, host order */
	uint64_t	resets, error;
};

struct tally_stack {
	const char	*frames;	/* frames_len strings, innermost first, each
					 * terminated, one after the other */
	unsigned int	frames_len;
	unsigned int	frames_left;	/* more frames, that were not kept */
	bool		full;		/* all frames were taken, not only a few */
	uint64_t	resets, error;
};

/*
 * tally_flows(), tally_ports(), tally_stacks() - the most frequent ones first.
 * @ret: @max slots, which point into @tally: good until the next tally_add()
 * @max: at most TALLY_LIST_MAX
 *
 * Return the number of slots filled.
 */
#define TALLY_LIST_MAX	32
size_t tally_flows(const struct reset_tally *tally, struct tally_flow *ret, size_t max);
size_t tally_ports(const struct reset_tally *tally, struct tally_port *ret, size_t max);
size_t tally_stacks(const struct reset_tally *tally, struct tally_stack *ret, size_t max);

#endif
