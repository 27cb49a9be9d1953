// SPDX-License-Identifier: GPL-2.0-only
/*
 * describe.c - from a record of the kernel half to a reset in words.
 */
#include <linux/types.h>

#include "describe.h"

#include <err.h>
#include <errno.h>
#include <string.h>
#include <time.h>

#include "kernel/hooks.h"
#include "kernel/symbols.h"

#define NS_PER_S	1000000000ULL
#define OWN_CALL_DEPTH	4	/* frames in which a process's own call shows */

static uint64_t clock_ns(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * NS_PER_S + now.tv_nsec;
}

/* The clocks are compared each time: the wall clock may be set meanwhile. */
uint64_t describe_wall_us(uint64_t boot_ns)
{
	return (clock_ns(CLOCK_REALTIME) - clock_ns(CLOCK_BOOTTIME) + boot_ns) / 1000;
}

void describe_load_symbols(struct describer *describer)
{
	if (describer->symbols_tried)
		return;
	describer->symbols_tried = true;
	describer->symbols = symbols_load();
	if (!describer->symbols && !describer->quiet)
		warnx("stacks stay numbers, and verdicts are inferred without them: /proc/kallsyms: %s",
		      errno == EPERM ? "addresses are hidden (kernel.kptr_restrict)" : strerror(errno));
}

/*
 * Whether the reset was sent inside a process's own call, and not in a softirq
 * that interrupted somebody.
 */
static bool ran_in_process(const char *const *callers)
{
	static const char *const calls[] = {
		"__tcp_close", "inet_csk_listen_stop", "__inet_stream_connect", "tcp_diag_destroy",
	};

	for (int i = 0; i < OWN_CALL_DEPTH && callers[i]; i++)
		for (size_t j = 0; j < sizeof(calls) / sizeof(*calls); j++)
			if (!strcmp(callers[i], calls[j]))
				return true;
	return false;
}

void describe_reset(struct describer *describer, const struct rst_event *event, struct reset *ret)
{
	struct reset_facts facts = { .event = event };

	describe_load_symbols(describer);
	stack_resolve(describer->symbols, event, &describer->stack);
	memcpy(facts.callers, describer->stack.callers, sizeof(facts.callers));
	if (event->reason)
		facts.reason = enum_names_get(&describer->reasons, event->reason);
	*ret = (struct reset){
		.event = event,
		.kernel_reason = facts.reason,
		.hook = event->hook < HOOKS ? hook_name(event->hook) : "?",
		.wall_us = describe_wall_us(event->time_ns),
		.stack_len = describer->stack.len,
		.stack = describer->stack.lines,
		.full_stack = describer->full_stack,
	};
	reset_explain(&facts, &ret->verdict);
	if (event->known & RST_KNOWS_TASK && ran_in_process(describer->stack.callers)) {
		ret->task.pid = event->task_tgid;
		memcpy(ret->task.comm, event->task_comm, sizeof(ret->task.comm));
		ret->task.comm[sizeof(ret->task.comm) - 1] = '\0';
		if (ret->verdict.task_is_owner)
			ret->owner = ret->task;
	}
}
