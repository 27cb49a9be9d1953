// SPDX-License-Identifier: GPL-2.0-only
/*
 * rsttrace.bpf.c - kernel half of rsttrace: one event for each TCP reset.
 *
 *   tcp_send_active_reset, tracepoint ---> active() ---.
 *   tcp_v{4,6}_send_reset, tracepoint ---> passive() --+--> report() --> events
 *   nf_send_reset, nf_send_reset6 -------> reject() ---|         '-----> sums
 *   tcp_reset, tracepoint ---------------> received() -'
 *
 * Each fact has several programs, one per way to see it; the user half loads
 * one of them.  Tracepoints are raw: tp_btf pointers that may be NULL are not
 * known as such before v6.13 (838a10bd2ebf), and their arguments differ.
 */
#include "vmlinux.h"

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#include "rsttrace.h"
#include "flow.bpf.h"
#include "report.bpf.h"
#include "segment.bpf.h"
#include "socket.bpf.h"

char LICENSE[] SEC("license") = "GPL";

/* Where the running kernel passes its reason; 0: it has none.  Before load. */
const volatile __u8 active_reason_arg;	/* tcp_send_active_reset(): 2 or 3 */
const volatile __u8 passive_has_reason;	/* tcp_v{4,6}_send_reset(): the 3rd */
const volatile __u8 tp_has_reason;	/* tracepoint tcp_send_reset: the 3rd */
const volatile __u8 tcp_reset_has_skb;	/* tcp_reset(): the 2nd, since v5.11 */

/* Where two functions lie; written before arming.  See is_own_reset(). */
struct rst_text tcp_reset_text, rcv_state_process_text;

/* Calls of tcp_reset() that could not be told from data after a close. */
__u64 ambiguous;

/*
 * tcp_send_active_reset(sk, ...): always sent, unless memory runs out.
 *
 * Its segment takes the sequence number that tcp_acceptable_seq() gives: the
 * next one, or the right edge of the peer's window if that is smaller by more
 * than the rounding of a scaled window.
 */
static __always_inline int active(void *ctx, const struct sock *sk, __u32 reason,
				  __u8 hook, __u64 caller)
{
	const struct tcp_sock *tp = (const struct tcp_sock *)sk;
	const struct tcp_options_received *rx_opt = __builtin_preserve_access_index(&tp->rx_opt);
	struct rst_event e = { .kind = RST_ACTIVE, .hook = hook, .reason = reason };
	__u32 edge;

	if (!armed)
		return 0;
	flow_from_sock(&e.flow, sk);
	e.netns = netns_of_sock(sk);
	if (!keep_or_count(&e))
		return 0;
	e.seq = BPF_CORE_READ(tp, snd_nxt);
	edge = BPF_CORE_READ(tp, snd_una) + BPF_CORE_READ(tp, snd_wnd);
	if ((__s32)(edge - e.seq) < 0 &&
	    !(BPF_CORE_READ_BITFIELD_PROBED(rx_opt, wscale_ok) &&
	      e.seq - edge < 1U << (BPF_CORE_READ_BITFIELD_PROBED(rx_opt, rcv_wscale) & 15)))
		e.seq = edge;
	e.ack = BPF_CORE_READ(tp, rcv_nxt);
	e.known = RST_KNOWS_SEQ | RST_KNOWS_ACK;
	e.state = state_before(sk);
	fill_sock(&e, sk);
	fill_task(&e);
	return report(ctx, &e, caller);
}

SEC("kprobe/tcp_send_active_reset")
int active_kp(struct pt_regs *ctx)
{
	__u64 second = PT_REGS_PARM2(ctx), third = PT_REGS_PARM3(ctx), caller = 0;

	/* Kept apart: the verifier wants each register of ctx read by itself. */
	barrier_var(second);
	barrier_var(third);
	BPF_KPROBE_READ_RET_IP(caller, ctx);
	return active(ctx, (void *)PT_REGS_PARM1(ctx),
		      active_reason_arg == 2 ? second : active_reason_arg == 3 ? third : 0,
		      HOOK_ACTIVE_KP, caller);
}

/*
 * The argument that is not there must not be read, and the reads must not be
 * merged into one: what differs between them is for the compiler's eyes only.
 */
SEC("fentry/tcp_send_active_reset")
int active_fe(__u64 *ctx)
{
	__u64 reason = 0;

	if (active_reason_arg == 2)
		asm volatile("%0 = *(u64 *)(%1 + 8)" : "=r"(reason) : "r"(ctx));
	else if (active_reason_arg == 3)
		asm volatile("%0 = *(u64 *)(%1 + 16)" : "=r"(reason) : "r"(ctx));
	return active(ctx, (void *)ctx[0], reason, HOOK_ACTIVE_FE, 0);
}

/* v6.10, b533fb9cf4f7: the tracepoint tells why.  Goes with v6.9 in tests/kernels. */
static __always_inline __u32 tp_reason(struct bpf_raw_tracepoint_args *ctx)
{
	return tp_has_reason ? *(const volatile __u64 *)&ctx->args[2] : 0;
}

/*
 * tcp_send_reset(sk, skb, reason)
 *
 * For active resets skb is NULL, on all kernels; for passive ones it is the
 * segment that provoked it.  Three programs, not one: newer kernels do not run
 * one inside itself, so a softirq that answers a segment while a process closes
 * a socket would go unseen if both were one.
 */
SEC("raw_tp/tcp_send_reset")
int active_tp(struct bpf_raw_tracepoint_args *ctx)
{
	const struct sock *sk = (void *)ctx->args[0];

	if (ctx->args[1] || !sk)
		return 0;
	return active(ctx, sk, tp_reason(ctx), HOOK_ACTIVE_TP, 0);
}

/* What a hook knows about a passive reset. */
struct answer {
	const struct sock *sk;		/* NULL, a TIME_WAIT stub, a listener, a socket */
	const struct sk_buff *skb;	/* the segment that is answered */
	__u32	reason;
	__u16	family;			/* of the function that answers */
	__u8	hook;
	bool	at_entry;		/* may still decide not to answer */
	__u64	caller;
};

static __always_inline int passive(void *ctx, const struct answer *a)
{
	struct rst_event e = { .kind = RST_PASSIVE, .hook = a->hook, .reason = a->reason };
	const struct sk_buff *skb = a->skb;
	const struct sock *sk = a->sk;
	struct tcphdr tcp = {};

	if (!armed)
		return 0;
	flow_from_rx_skb(&e.flow, &tcp, skb);
	if (sk)
		e.state = BPF_CORE_READ(sk, __sk_common.skc_state);
	if (a->at_entry && !is_answered(skb, &tcp, a->family, e.state))
		return 0;
	e.netns = sk ? netns_of_sock(sk) : netns_of_rx_skb(skb);
	if (!keep_or_count(&e))
		return 0;
	e.ifindex = BPF_CORE_READ(skb, skb_iif);
	fill_answer(&e, skb, &tcp);
	if (e.state == TCP_TIME_WAIT) {
		e.state = BPF_CORE_READ((const struct inet_timewait_sock *)sk, tw_substate);
		e.timewait = 1;
	} else if (e.state == TCP_LISTEN) {
		e.known |= RST_KNOWS_LISTENER;
	} else if (sk) {
		e.state = state_before(sk);
		fill_sock(&e, sk);
	}
	return report(ctx, &e, a->caller);
}

#define PASSIVE_KP(family_, hook_)					\
	struct answer a = {						\
		.sk = (void *)PT_REGS_PARM1(ctx),			\
		.skb = (void *)PT_REGS_PARM2(ctx),			\
		.reason = passive_has_reason ? PT_REGS_PARM3(ctx) : 0,	\
		.family = family_, .hook = hook_, .at_entry = true,	\
	};								\
	BPF_KPROBE_READ_RET_IP(a.caller, ctx);				\
	return passive(ctx, &a)

SEC("kprobe/tcp_v4_send_reset")
int passive_v4_kp(struct pt_regs *ctx)
{
	PASSIVE_KP(AF_INET, HOOK_PASSIVE_V4_KP);
}

SEC("kprobe/tcp_v6_send_reset")
int passive_v6_kp(struct pt_regs *ctx)
{
	PASSIVE_KP(AF_INET6, HOOK_PASSIVE_V6_KP);
}

static __always_inline int passive_fe(__u64 *ctx, __u16 family, __u8 hook)
{
	const volatile __u64 *args = ctx;
	struct answer a = {
		.sk = (void *)args[0],
		.skb = (void *)args[1],
		.reason = passive_has_reason ? args[2] : 0,
		.family = family, .hook = hook, .at_entry = true,
	};

	return passive(ctx, &a);
}

SEC("fentry/tcp_v4_send_reset")
int passive_v4_fe(__u64 *ctx)
{
	return passive_fe(ctx, AF_INET, HOOK_PASSIVE_V4_FE);
}

SEC("fentry/tcp_v6_send_reset")
int passive_v6_fe(__u64 *ctx)
{
	return passive_fe(ctx, AF_INET6, HOOK_PASSIVE_V6_FE);
}

/* Complete since v6.10; before, resets without a full socket are not traced. */
static __always_inline int passive_tp(struct bpf_raw_tracepoint_args *ctx, __u16 family, __u8 hook)
{
	const __be16 protocol = bpf_htons(family == AF_INET ? ETH_P_IP : ETH_P_IPV6);
	const struct sk_buff *skb = (void *)ctx->args[1];
	struct answer a = {
		.sk = (void *)ctx->args[0],
		.skb = skb,
		.family = family, .hook = hook,
	};

	if (!skb || BPF_CORE_READ(skb, protocol) != protocol)
		return 0;
	a.reason = tp_reason(ctx);
	return passive(ctx, &a);
}

SEC("raw_tp/tcp_send_reset")
int passive_v4_tp(struct bpf_raw_tracepoint_args *ctx)
{
	return passive_tp(ctx, AF_INET, HOOK_PASSIVE_V4_TP);
}

SEC("raw_tp/tcp_send_reset")
int passive_v6_tp(struct bpf_raw_tracepoint_args *ctx)
{
	return passive_tp(ctx, AF_INET6, HOOK_PASSIVE_V6_TP);
}

/*
 * nf_send_reset(net, sk, oldskb, hook), nf_send_reset6(): in modules, without
 * a tracepoint or a counter.  The early returns for fragments and for resets
 * are repeated here; a bad checksum and a missing route back are not seen.
 */
static __always_inline int reject(void *ctx, const struct net *net, const struct sk_buff *skb,
				  __u8 nf_hook, __u8 hook)
{
	struct rst_event e = { .kind = RST_REJECT, .hook = hook, .nf_hook = nf_hook };
	struct tcphdr tcp = {};

	if (!armed || !flow_from_any_skb(&e.flow, &tcp, skb) || tcp.flags & TCP_FLAG_RST)
		return 0;
	e.netns = BPF_CORE_READ(net, ns.inum);
	if (!keep_or_count(&e))
		return 0;
	e.ifindex = BPF_CORE_READ(skb, skb_iif);
	fill_reject(&e, skb, &tcp);
	return report(ctx, &e, 0);
}

SEC("kprobe/nf_send_reset")
int reject_v4_kp(struct pt_regs *ctx)
{
	return reject(ctx, (void *)PT_REGS_PARM1(ctx), (void *)PT_REGS_PARM3(ctx),
		      PT_REGS_PARM4(ctx), HOOK_REJECT_V4_KP);
}

SEC("kprobe/nf_send_reset6")
int reject_v6_kp(struct pt_regs *ctx)
{
	return reject(ctx, (void *)PT_REGS_PARM1(ctx), (void *)PT_REGS_PARM3(ctx),
		      PT_REGS_PARM4(ctx), HOOK_REJECT_V6_KP);
}

SEC("fentry/nf_send_reset")
int reject_v4_fe(__u64 *ctx)
{
	return reject(ctx, (void *)ctx[0], (void *)ctx[2], ctx[3], HOOK_REJECT_V4_FE);
}

SEC("fentry/nf_send_reset6")
int reject_v6_fe(__u64 *ctx)
{
	return reject(ctx, (void *)ctx[0], (void *)ctx[2], ctx[3], HOOK_REJECT_V6_FE);
}

static __always_inline bool is_in(const struct rst_text *text, __u64 addr)
{
	return (addr >= text->start && addr < text->end) ||
	       (addr >= text->cold_start && addr < text->cold_end);
}

/*
 * tcp_reset() also runs when data arrives after a close and we are the one who
 * resets: then tcp_rcv_state_process() itself called it.  A reset of the peer
 * comes through tcp_validate_incoming(), or in SYN_SENT.
 * @caller: address that tcp_reset() returns to; 0: look for it in the stack
 *
 * Returns true if no reset was received.
 */
static __always_inline bool is_own_reset(void *ctx, const struct sock *sk, __u8 state, __u64 caller)
{
	__u64 frames[10] = {};
	bool below = false;

	if (!(BPF_CORE_READ(sk, sk_shutdown) & RCV_SHUTDOWN))
		return false;
	if (state != TCP_FIN_WAIT1 && state != TCP_FIN_WAIT2 && state != TCP_CLOSE_WAIT &&
	    state != TCP_CLOSING && state != TCP_LAST_ACK)
		return false;
	if (!rcv_state_process_text.start || (!caller && !tcp_reset_text.start)) {
		__sync_fetch_and_add(&ambiguous, 1);
		return true;
	}
	if (caller)
		return is_in(&rcv_state_process_text, caller);
	bpf_get_stack(ctx, frames, sizeof(frames), 0);
#pragma unroll
	for (int i = 0; i < 10; i++) {
		if (below)
			return is_in(&rcv_state_process_text, frames[i]);
		below = is_in(&tcp_reset_text, frames[i]);
	}
	__sync_fetch_and_add(&ambiguous, 1);
	return true;
}

/* tcp_reset(sk, skb): @skb is NULL where the hook or the kernel has none. */
static __always_inline int received(void *ctx, const struct sock *sk, const struct sk_buff *skb,
				    __u8 hook, __u64 caller)
{
	struct rst_event e = { .kind = RST_RECEIVED, .hook = hook };
	struct tcphdr tcp = {};

	if (!armed)
		return 0;
	e.state = BPF_CORE_READ(sk, __sk_common.skc_state);
	flow_from_sock(&e.flow, sk);
	if (skb) {
		struct flow unused;

		flow_from_rx_skb(&unused, &tcp, skb);
		if (!(tcp.flags & TCP_FLAG_RST))
			return 0;	/* data after a close: we reset */
	} else if (is_own_reset(ctx, sk, e.state, caller)) {
		return 0;
	}
	e.netns = netns_of_sock(sk);
	if (!keep_or_count(&e))
		return 0;
	if (skb) {
		e.ifindex = BPF_CORE_READ(skb, skb_iif);
		fill_received(&e, skb, &tcp);
	}
	fill_sock(&e, sk);
	return report(ctx, &e, caller);
}

SEC("kprobe/tcp_reset")
int received_kp(struct pt_regs *ctx)
{
	__u64 caller = 0;

	BPF_KPROBE_READ_RET_IP(caller, ctx);
	return received(ctx, (void *)PT_REGS_PARM1(ctx),
			tcp_reset_has_skb ? (void *)PT_REGS_PARM2(ctx) : NULL,
			HOOK_RECEIVED_KP, caller);
}

SEC("fentry/tcp_reset")
int received_fe(__u64 *ctx)
{
	const volatile __u64 *args = ctx;

	return received(ctx, (void *)args[0], tcp_reset_has_skb ? (void *)args[1] : NULL,
			HOOK_RECEIVED_FE, 0);
}

/* tcp_receive_reset(sk), at the top of tcp_reset(): never tells the segment. */
SEC("raw_tp/tcp_receive_reset")
int received_tp(struct bpf_raw_tracepoint_args *ctx)
{
	return received(ctx, (void *)ctx->args[0], NULL, HOOK_RECEIVED_TP, 0);
}

/*
 * module_load(mod): tells the user half that nf_send_reset() may be there now.
 *
 * The module's text and symbols are complete, its init function has not run.
 */
SEC("raw_tp/module_load")
int module_loaded(struct bpf_raw_tracepoint_args *ctx)
{
	const struct module *mod = (void *)ctx->args[0];
	struct rst_event e = { .kind = RST_MODULE };
	const char ours[] = { 'n', 'f', '_', 'r', 'e', 'j', 'e', 'c', 't', '_', 'i', 'p', 'v' };
	char name[sizeof(ours) + 1] = {};

	bpf_probe_read_kernel(name, sizeof(name), mod->name);
	for (int i = 0; i < (int)sizeof(ours); i++) {
		if (name[i] != ours[i])
			return 0;
	}
	e.flow.family = name[sizeof(ours)] == '4' ? AF_INET : AF_INET6;
	bpf_ringbuf_output(&events, &e, sizeof(e), BPF_RB_FORCE_WAKEUP);
	return 0;
}
