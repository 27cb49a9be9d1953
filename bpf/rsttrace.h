/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rsttrace.h - what the kernel half of rsttrace tells the user half.
 *
 * Compiled twice: by clang into rsttrace.bpf.o, by cc into the user half.
 * Fixed-width types only, sorted by size, so that there are no holes.
 */
#ifndef RSTTRACE_H
#define RSTTRACE_H

#include "flow.h"

/* How a reset came about. */
enum rst_kind {
	RST_ACTIVE	= 1,	/* tcp_send_active_reset(): for a socket of ours */
	RST_PASSIVE	= 2,	/* tcp_v{4,6}_send_reset(): answers a segment */
	RST_REJECT	= 3,	/* netfilter, not TCP, answered a segment */
	RST_RECEIVED	= 4,	/* the peer's reset, accepted */
	RST_MODULE	= 5,	/* no reset: the module that rejects segments of
				 * flow.family was loaded */
};

/* Which program saw it, named after the function it sits on and the way. */
enum rst_hook {
	HOOK_ACTIVE_TP,
	HOOK_ACTIVE_KP,
	HOOK_ACTIVE_FE,
	HOOK_PASSIVE_V4_TP,
	HOOK_PASSIVE_V4_KP,
	HOOK_PASSIVE_V4_FE,
	HOOK_PASSIVE_V6_TP,
	HOOK_PASSIVE_V6_KP,
	HOOK_PASSIVE_V6_FE,
	HOOK_REJECT_V4_KP,
	HOOK_REJECT_V4_FE,
	HOOK_REJECT_V6_KP,
	HOOK_REJECT_V6_FE,
	HOOK_RECEIVED_TP,
	HOOK_RECEIVED_KP,
	HOOK_RECEIVED_FE,
	HOOK_STATE_TP,
	HOOK_MODULE_TP,
	HOOKS,
};

/* What became of a reset that a hook saw.  Each one has exactly one fate. */
enum rst_fate {
	RST_DELIVERED,		/* its details reached the ring buffer */
	RST_FILTERED,		/* not asked for */
	RST_LOST,		/* asked for, but the ring buffer was full */
	RST_THINNED,		/* asked for, details left out to keep a budget */
	RST_FATES,
};

/* rst_event.known: which of the fields were there to be read. */
#define RST_KNOWS_SEQ		0x01	/* seq */
#define RST_KNOWS_ACK		0x02	/* ack */
#define RST_KNOWS_SEGMENT	0x04	/* tcp_flags, payload_bytes */
#define RST_KNOWS_SOCK		0x08	/* a full socket: sock_flags and below */
#define RST_KNOWS_TASK		0x10	/* task_tgid, task_comm */
#define RST_KNOWS_LISTENER	0x20	/* sk is a listener, not the connection */

/* rst_event.sock_flags: the bits of a socket that verdicts look at. */
#define RST_SOCK_DEAD		0x01	/* orphan: no process holds it */
#define RST_SOCK_LINGER0	0x02	/* SO_LINGER with a time of zero */
#define RST_SOCK_NO_FILE	0x04	/* sk_socket is NULL: never accepted, or
					 * orphaned */
#define RST_SOCK_LINGER2_NEG	0x08	/* TCP_LINGER2 below zero */
#define RST_SOCK_RCV_SHUTDOWN	0x10	/* shutdown(SHUT_RD), or closed */

#define RST_COMM_LEN	16
#define RST_FRAMES_FEW	16	/* always taken: enough for any verdict */
#define RST_FRAMES_MANY	127	/* with --stack: PERF_MAX_STACK_DEPTH */

/*
 * One reset: one record of the ring buffer 'events', followed by frames[]: the
 * kernel stack, innermost first.  A record holds RST_FRAMES_FEW or _MANY slots,
 * of which 'frames_len' are filled.
 */
struct rst_event {
	__u64		time_ns;	/* CLOCK_BOOTTIME */
	struct flow	flow;		/* local: the end in whose name the reset is
					 * sent, or that receives it */
	__u32		seq;		/* of the reset segment, host order */
	__u32		ack;		/* likewise */
	__u32		reason;		/* enum sk_rst_reason of the running kernel;
					 * 0: received, or not told */
	__u32		netns;		/* inode of the network namespace; 0: unknown */
	__u32		ifindex;	/* where the segment came in; 0: unknown */
	__u32		cpu;
	__u32		payload_bytes;	/* of the segment that provoked it */
	__u32		unread_bytes;	/* received, never read by the application */
	__u32		unsent_bytes;	/* written, not sent yet */
	__u32		task_tgid;	/* current process in the tool's pid namespace:
					 * a bystander unless the verdict says so */
	__u32		frames_len;	/* filled slots of frames[]; 0: no stack */
	__u8		hook;		/* enum rst_hook */
	__u8		kind;		/* enum rst_kind */
	__u8		state;		/* TCP state before the reset; 0: no socket, or
					 * not known */
	__u8		known;		/* RST_KNOWS_* */
	__u8		sock_flags;	/* RST_SOCK_* */
	__u8		tcp_flags;	/* byte 13 of the TCP header that provoked it */
	__u8		nf_hook;	/* reject: enum nf_inet_hooks */
	__u8		timewait;	/* 1: the socket is a TIME_WAIT stub, 'state' is
					 * the state it stands for */
	char		task_comm[RST_COMM_LEN]; /* of the thread-group leader */
	__u32		pad;		/* zero */
	__u64		frames[];
};

_Static_assert(sizeof(struct rst_event) == 120, "both halves must agree");

/* Key of the map 'sums': a coarse cause, counted exactly at any rate. */
struct rst_cause {
	__u64	caller;		/* address in the function that asked for the
				 * reset; 0: the hook cannot tell cheaply */
	__u32	netns;		/* inode; 0: unknown */
	__u32	reason;		/* as in struct rst_event */
	__u8	kind;		/* enum rst_kind */
	__u8	pad[7];		/* zero */
};

_Static_assert(sizeof(struct rst_cause) == 24, "both halves must agree");

/* Value of the map 'sums', per CPU. */
struct rst_sum {
	__u64	fates[RST_FATES];	/* resets, by enum rst_fate */
};

/* Addresses of one function, and of the part that the compiler split off. */
struct rst_text {
	__u64	start, end;		/* 0, 0: not known */
	__u64	cold_start, cold_end;	/* 0, 0: none */
};

/* What to report; written before load, so that unset tests cost nothing. */
struct rst_filter {
	__u32	netns;		/* inode; 0: any */
	__u8	by_port;	/* 1: one end must be in 'ports' */
	__u8	no_sent;	/* 1: received resets only */
	__u8	no_received;	/* 1: sent resets only */
	__u8	pad;		/* zero */
};

_Static_assert(sizeof(struct rst_filter) == 8, "both halves must agree");

#endif
