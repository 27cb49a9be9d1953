/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * socket.bpf.h - what a socket tells of its reset: the state before, what was
 * left unread, how it was closed, and who ran.
 */
#ifndef SOCKET_BPF_H
#define SOCKET_BPF_H

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include "rsttrace.h"
#include "report.bpf.h"

/*
 * The tool's own pid namespace, so that pids are the user's; 0, 0: the first
 * one, which knows every process.  Before load.
 */
const volatile __u64 pidns_dev, pidns_ino;

/* The state that a socket left for CLOSE, and the ports that tell it from the
 * next one at its address; network order. */
struct last_state {
	__be16	local_port, remote_port;
	__u8	state;
	__u8	pad[3];
};

/* By address.  Enough for the closes between a change of state and the reset
 * that follows within microseconds. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __u64);
	__type(value, struct last_state);
} last_states SEC(".maps");

static __always_inline void read_ports(struct last_state *ret, const struct sock *sk)
{
	ret->local_port = BPF_CORE_READ((const struct inet_sock *)sk, inet_sport);
	ret->remote_port = BPF_CORE_READ(sk, __sk_common.skc_dport);
}

/*
 * inet_sock_set_state(sk, oldstate, newstate)
 *
 * Most resets are sent when the socket is already in CLOSE: this is the only
 * place where the state before can still be seen.
 */
SEC("raw_tp/inet_sock_set_state")
int state_changed(struct bpf_raw_tracepoint_args *ctx)
{
	const struct sock *sk = (void *)ctx->args[0];
	struct last_state last = { .state = ctx->args[1] };
	__u64 key = ctx->args[0];

	if (!armed || (int)ctx->args[2] != TCP_CLOSE || last.state == TCP_LISTEN)
		return 0;
	if (BPF_CORE_READ(sk, sk_protocol) != IPPROTO_TCP)
		return 0;
	read_ports(&last, sk);
	bpf_map_update_elem(&last_states, &key, &last, BPF_ANY);
	return 0;
}

/* The state before the reset; 0 if it cannot be known. */
static __always_inline __u8 state_before(const struct sock *sk)
{
	__u8 state = BPF_CORE_READ(sk, __sk_common.skc_state);
	struct last_state now = {}, *last;
	__u64 key = (__u64)sk;

	if (state != TCP_CLOSE)
		return state;
	last = bpf_map_lookup_elem(&last_states, &key);
	if (!last)
		return 0;
	read_ports(&now, sk);
	return last->local_port == now.local_port && last->remote_port == now.remote_port ?
	       last->state : 0;
}

/* Not a kernel thread: one may close a socket in a process's name. */
static __always_inline void fill_task(struct rst_event *e)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct bpf_pidns_info ids = {};

	if (BPF_CORE_READ(task, flags) & PF_KTHREAD)
		return;
	if (!pidns_ino)
		ids.tgid = bpf_get_current_pid_tgid() >> 32;
	else if (bpf_get_ns_current_pid_tgid(pidns_dev, pidns_ino, &ids, sizeof(ids)))
		return;		/* it lives in another pid namespace than the tool */
	if (!ids.tgid)
		return;
	e->task_tgid = ids.tgid;
	BPF_CORE_READ_STR_INTO(&e->task_comm, task, group_leader, comm);
	e->known |= RST_KNOWS_TASK;
}

/* What the verdicts need to know of a full socket. */
static __always_inline void fill_sock(struct rst_event *e, const struct sock *sk)
{
	const struct tcp_sock *tp = (const struct tcp_sock *)sk;
	unsigned long flags = BPF_CORE_READ(sk, __sk_common.skc_flags);
	__u32 unread = BPF_CORE_READ(tp, rcv_nxt) - BPF_CORE_READ(tp, copied_seq);

	if (unread && flags & (1UL << bpf_core_enum_value(enum sock_flags, SOCK_DONE)))
		unread--;	/* the peer's FIN takes a sequence number */
	e->unread_bytes = unread;
	e->unsent_bytes = BPF_CORE_READ(tp, write_seq) - BPF_CORE_READ(tp, snd_nxt);
	if (flags & (1UL << bpf_core_enum_value(enum sock_flags, SOCK_DEAD)))
		e->sock_flags |= RST_SOCK_DEAD;
	if (flags & (1UL << bpf_core_enum_value(enum sock_flags, SOCK_LINGER)) &&
	    !BPF_CORE_READ(sk, sk_lingertime))
		e->sock_flags |= RST_SOCK_LINGER0;
	if (!BPF_CORE_READ(sk, sk_socket))
		e->sock_flags |= RST_SOCK_NO_FILE;
	if (BPF_CORE_READ(tp, linger2) < 0)
		e->sock_flags |= RST_SOCK_LINGER2_NEG;
	if (BPF_CORE_READ(sk, sk_shutdown) & RCV_SHUTDOWN)
		e->sock_flags |= RST_SOCK_RCV_SHUTDOWN;
	e->known |= RST_KNOWS_SOCK;
}

#endif
