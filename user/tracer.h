/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tracer.h - the kernel half of rsttrace as the user half handles it: load,
 * attach by the plan, switch on and off, read the sums.
 *
 * All of it hangs on file descriptors: when the process ends, however it ends,
 * the kernel takes everything away.
 */
#ifndef TRACER_H
#define TRACER_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kernel/hooks.h"

struct btf;
struct symbols;
struct tracer;

/* What the kernel half is told before it is loaded. */
struct tracer_config {
	struct rst_filter filter;
	const uint64_t	*ports;		/* CLI_PORT_WORDS words, see cli.h */
	uint32_t	buffer_bytes;	/* of the ring: a power of two, of pages */
	bool		full_stack;
	const char	*btf_file;	/* NULL: the kernel's own */
	enum way	way;
};

/* Called for each record of the ring buffer; a negative result ends tracer_drain(). */
typedef int (*tracer_event_fn)(void *ctx, void *data, size_t len);

/*
 * tracer_open() - load what @plan says and attach it, switched off.
 * @plan: made again without a hook that turns out not to work
 *
 * Returns NULL with errno: EPERM where capabilities are missing, or what the
 * load gave.
 */
struct tracer *tracer_open(const struct tracer_config *config, struct hooks_plan *plan,
			   const struct btf *btf, tracer_event_fn on_event, void *ctx);
void tracer_close(struct tracer *tracer);

/*
 * tracer_needs_symbols() - must the kernel half know where functions lie?
 *
 * Where the hook for received resets shows no segment.
 */
bool tracer_needs_symbols(const struct tracer *tracer);
void tracer_set_symbols(struct tracer *tracer, const struct symbols *symbols);

/* tracer_arm() - begin, or stop, to count and report. */
void tracer_arm(struct tracer *tracer, bool on);

/*
 * tracer_settle() - wait until every reset that has begun is over.
 *
 * Resets are counted by the kernel and by the hooks some microseconds apart;
 * between reading the one and switching the other nothing may be under way.
 * Waits for the softirqs, in which nearly all are sent, not for a process that
 * was preempted in the middle of its close().
 */
void tracer_settle(void);

/*
 * tracer_wait() - wait until there is something in the ring.
 * @timeout_ms: -1: as long as it takes
 * @signals: mask while waiting, so that a signal that is blocked otherwise
 *           cannot come between a test for it and the wait
 * @output: end the wait also when nobody reads this descriptor any more
 *
 * Returns 0, also after a signal or without any event, -EPIPE if @output has
 * no reader, or another -errno.
 */
int tracer_wait(struct tracer *tracer, int timeout_ms, const sigset_t *signals, int output);

/*
 * tracer_drain() - handle what is in the ring, without waiting.
 *
 * Returns the number of records, or what the callback returned below 0.
 */
int tracer_drain(struct tracer *tracer);

/*
 * tracer_attach_reject() - attach to a module that has been loaded meanwhile.
 * @fact: FACT_REJECT_V4 or FACT_REJECT_V6
 *
 * Returns 0, also if there is no hook for it, or -errno: -ENOENT while the
 * module is not there, others while it is being loaded.
 */
int tracer_attach_reject(struct tracer *tracer, enum fact fact);

/* tracer_is_attached() - does this hook run now? */
bool tracer_is_attached(const struct tracer *tracer, enum rst_hook hook);

/* One coarse cause and its sums over all CPUs. */
struct tracer_sum {
	struct rst_cause cause;
	struct rst_sum	sum;
};

/*
 * tracer_sums() - read the exact sums.
 * @ret: to be freed
 *
 * Returns how many, or -errno.
 */
int tracer_sums(struct tracer *tracer, struct tracer_sum **ret);

/* Events that no sum holds. */
struct tracer_gaps {
	uint64_t	uncounted;	/* resets that found the map of sums full */
	uint64_t	missed;		/* times that a hook did not run, at most */
	uint64_t	ambiguous;	/* received resets, or data after a close */
};
struct tracer_gaps tracer_gaps(struct tracer *tracer);

#endif
