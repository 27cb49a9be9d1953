/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * report.bpf.h - decide the fate of a reset, count it, and hand it over.
 *
 *   hook --> report() --> wanted()? --no--> sums[filtered]
 *                            '------yes---> events --> sums[delivered]
 *                                             '-full-> sums[lost]
 */
#ifndef REPORT_BPF_H
#define REPORT_BPF_H

#include <bpf/bpf_helpers.h>

#include "rsttrace.h"

/* Written before load. */
const volatile struct rst_filter filter;
const volatile __u64 ports[65536 / 64];	/* bit set: asked for, at either end */
const volatile __u8 full_stack;		/* 1: take RST_FRAMES_MANY frames */

/* 0 until every hook is attached, and again before the first is detached. */
volatile __u32 armed;

/* Resets that found 'sums' full and are counted nowhere else. */
__u64 uncounted;

/* Records of struct rst_event.  1 MiB holds about 4000, 870 with --stack. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 20);
} events SEC(".maps");

/* What each coarse cause came to, exact whatever happens to the details: in
 * each namespace some ten rows, of 32 bytes on each CPU. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 2048);
	__type(key, struct rst_cause);
	__type(value, struct rst_sum);
} sums SEC(".maps");

/*
 * The additions are atomic although the map is per CPU: a softirq may come in
 * between, and since v5.11 programs may be preempted on some kernels.
 */
static __always_inline void count(const struct rst_cause *cause, enum rst_fate fate)
{
	struct rst_sum *sum = bpf_map_lookup_elem(&sums, cause);

	if (!sum) {
		struct rst_sum zero = {};

		/* Fails if another CPU made it meanwhile: as good. */
		bpf_map_update_elem(&sums, cause, &zero, BPF_NOEXIST);
		sum = bpf_map_lookup_elem(&sums, cause);
	}
	if (sum)
		__sync_fetch_and_add(&sum->fates[fate], 1);
	else
		__sync_fetch_and_add(&uncounted, 1);
}

static __always_inline bool has_port(__u16 port)
{
	return ports[port / 64] & (1ULL << (port % 64));
}

static __always_inline bool wanted(const struct rst_event *e)
{
	if (filter.netns && filter.netns != e->netns)
		return false;
	if (filter.no_sent && e->kind != RST_RECEIVED)
		return false;
	if (filter.no_received && e->kind == RST_RECEIVED)
		return false;
	if (filter.by_port && !has_port(e->flow.local_port) && !has_port(e->flow.remote_port))
		return false;
	return true;
}

/*
 * keep_or_count() - the first thing to do with a reset: flow, netns and kind
 * are known, all that costs more is not.
 *
 * Returns true if it is wanted; if not, it is counted as filtered.
 */
static __always_inline bool keep_or_count(const struct rst_event *e)
{
	struct rst_cause cause = { .netns = e->netns, .kind = e->kind };

	if (wanted(e))
		return true;
	if (filter.netns && filter.netns != e->netns)
		cause.netns = 0;	/* audited nowhere: one row is enough */
	count(&cause, RST_FILTERED);
	return false;
}

/* Copies the event and the stack into the ring; false if it is full. */
static __always_inline bool deliver(void *ctx, const struct rst_event *e, const __u32 frames_max)
{
	struct rst_event *record;
	long bytes;

	record = bpf_ringbuf_reserve(&events, sizeof(*e) + frames_max * sizeof(__u64), 0);
	if (!record)
		return false;
	__builtin_memcpy(record, e, sizeof(*e));
	bytes = bpf_get_stack(ctx, record->frames, frames_max * sizeof(__u64), 0);
	record->frames_len = bytes > 0 ? bytes / sizeof(__u64) : 0;
	bpf_ringbuf_submit(record, 0);
	return true;
}

/*
 * report() - hand over a reset that keep_or_count() let pass.
 * @caller: address in the function that asked for the reset, or 0
 */
static __always_inline int report(void *ctx, struct rst_event *e, __u64 caller)
{
	struct rst_cause cause = {
		.caller = caller,
		.netns = e->netns,
		.reason = e->reason,
		.kind = e->kind,
	};
	bool delivered;

	e->time_ns = bpf_ktime_get_boot_ns();
	e->cpu = bpf_get_smp_processor_id();
	if (full_stack)
		delivered = deliver(ctx, e, RST_FRAMES_MANY);
	else
		delivered = deliver(ctx, e, RST_FRAMES_FEW);
	count(&cause, delivered ? RST_DELIVERED : RST_LOST);
	return 0;
}

#endif
