/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stack.h - from the addresses of a kernel stack to names.
 */
#ifndef STACK_H
#define STACK_H

#include "explain/reset.h"
#include "kernel/hooks.h"

struct symbols;

#define STACK_NAME_LEN	96

/* A stack in words; large, so one is made and used again for each reset. */
struct stack {
	size_t		len;
	const char	*lines[RST_FRAMES_MANY];	/* "tcp_v4_rcv+0x1a2 [module]" */
	const char	*callers[RESET_CALLERS];	/* functions only; NULL at the end */
	char		text[RST_FRAMES_MANY][STACK_NAME_LEN];
	char		names[RESET_CALLERS][STACK_NAME_LEN];
};

/*
 * stack_resolve() - name the frames of an event, without those of its hook.
 * @symbols: NULL: addresses are printed as numbers, and no caller is known
 *
 * The first frames are the BPF program's own, then, mostly, the function that
 * it sits on: since v6.18 an fentry program does not find that one.
 */
void stack_resolve(const struct symbols *symbols, const struct rst_event *event,
		   struct stack *ret);

#endif
