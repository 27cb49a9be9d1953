/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hooks.h - the attach plan of rsttrace: for each fact the ways to see it, what
 * this kernel offers of them, and which one is taken.
 */
#ifndef KERNEL_HOOKS_H
#define KERNEL_HOOKS_H

#include <linux/types.h>
#include <stdbool.h>

#include "rsttrace.h"

struct btf;

/* What there is to see. */
enum fact {
	FACT_ACTIVE,
	FACT_PASSIVE_V4,
	FACT_PASSIVE_V6,
	FACT_REJECT_V4,
	FACT_REJECT_V6,
	FACT_RECEIVED,
	FACT_STATE,		/* of the socket, before the reset */
	FACT_MODULE,		/* one that can reject was loaded */
	FACTS,
};

enum way {
	WAY_AUTO,		/* the best that there is, for each fact */
	WAY_TRACEPOINT,
	WAY_KPROBE,
	WAY_FENTRY,
};

/* What this kernel offers of a hook; the better, the higher. */
enum offer {
	OFFER_NONE,
	OFFER_PARTLY,		/* does not see every reset */
	OFFER_LESS,		/* sees every one, tells less of it */
	OFFER_LATER,		/* as soon as a module is loaded */
	OFFER_FULL,
};

/* One way to see one fact; the same on every kernel.  By enum rst_hook. */
struct hook_row {
	enum fact	fact;
	enum way	way;
	const char	*program;	/* in rsttrace.bpf.c */
	const char	*function;	/* or tracepoint */
	const char	*module;	/* that the function is in; NULL: the kernel */
};

extern const struct hook_row hook_rows[HOOKS];

struct hooks_plan {
	enum offer	offers[HOOKS];
	char		why[HOOKS][96];	/* what is missing or less; "": nothing */
	int		chosen[FACTS];	/* enum rst_hook, or -1: cannot be seen */

	/* How this kernel passes things; for the kernel half's constants. */
	unsigned char	active_reason_arg;
	bool		passive_has_reason, tp_has_reason, tcp_reset_has_skb;
};

/*
 * hooks_plan() - ask the kernel what it offers, and choose.
 * @btf: of the running kernel
 * @way: take only hooks of this way (but for FACT_STATE and FACT_MODULE)
 * @try: attach each hook for a moment, to be sure: slow
 *
 * What was set to OFFER_NONE with hooks_refuse() stays so.
 */
void hooks_plan(struct hooks_plan *plan, const struct btf *btf, enum way way, bool try);

/* hooks_refuse() - @hook did not work after all; take another one next time. */
void hooks_refuse(struct hooks_plan *plan, enum rst_hook hook, int error);

/* hooks_can_work() - is there a way to see what TCP itself sends? */
bool hooks_can_work(const struct hooks_plan *plan);

/* hooks_see_all_sent() - and is each reset that TCP counts seen? */
bool hooks_see_all_sent(const struct hooks_plan *plan);

/* hooks_module_is_there() - is the module that @hook needs loaded by now? */
bool hooks_module_is_there(enum rst_hook hook);

/* hook_name() - "kprobe:tcp_v4_send_reset"; valid until the next call. */
const char *hook_name(enum rst_hook hook);

const char *fact_name(enum fact fact);
const char *way_name(enum way way);

/* way_parse() - Returns 0, or -EINVAL if @text names no way. */
int way_parse(const char *text, enum way *ret);

#endif
