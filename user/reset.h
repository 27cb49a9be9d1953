/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reset.h - one reset, explained: what the tally counts and every form shows.
 */
#ifndef RESET_H
#define RESET_H

#include "explain/reset.h"

/* A process, as far as known. */
struct reset_process {
	uint32_t	pid;		/* in the tool's pid namespace; 0: not known */
	char		comm[RST_COMM_LEN]; /* hostile text; NUL-terminated */
};

struct reset {
	const struct rst_event *event;
	const char	*kernel_reason;	/* NULL: not told */
	const char	*hook;		/* "kprobe:tcp_v4_send_reset" */
	struct reset_verdict verdict;
	struct reset_process owner;	/* holds the socket; pid 0: not known */
	struct reset_process task;	/* ran in process context; pid 0: none */
	uint64_t	wall_us;	/* microseconds since 1970, UTC */
	size_t		stack_len;
	const char	*const *stack;	/* "tcp_v4_rcv+0x1a2", "eval+0x3 [nft_reject]",
					 * innermost first; hook's own frames gone */
	bool		full_stack;	/* all frames were taken, not only a few */
};

#endif
