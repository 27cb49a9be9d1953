/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * describe.h - from a record of the kernel half to a reset in words.
 */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include "kernel/btf.h"
#include "reset.h"
#include "stack.h"

/* What it takes to describe; large, because it holds the text of a stack. */
struct describer {
	struct enum_names reasons;	/* enum sk_rst_reason of this kernel */
	struct symbols	*symbols;	/* NULL: not read yet, or hidden */
	bool		symbols_tried;
	bool		full_stack;	/* the kernel half takes all frames */
	bool		quiet;		/* no notes on standard error */
	struct stack	stack;
};

/*
 * describe_reset() - judge a record, and find the words for it.
 * @ret: points into @event and @describer until the next call
 *
 * Reads the kernel's symbols when it is called for the first time.
 */
void describe_reset(struct describer *describer, const struct rst_event *event,
		    struct reset *ret);

/* describe_load_symbols() - read the kernel's symbols now, if not done yet. */
void describe_load_symbols(struct describer *describer);

/*
 * describe_wall_us() - when something happened, by the wall clock as it is set now.
 * @boot_ns: CLOCK_BOOTTIME, nanoseconds
 *
 * Returns microseconds since 1970, UTC.
 */
uint64_t describe_wall_us(uint64_t boot_ns);

#endif
