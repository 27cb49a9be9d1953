/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * flow.bpf.h - find the two ends of a connection in the kernel's structures.
 */
#ifndef FLOW_BPF_H
#define FLOW_BPF_H

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "flow.h"

/* ::ffff:0:0/96, an IPv4 address in an IPv6 socket. */
static __always_inline bool is_mapped_v4(const __u8 *addr)
{
	const __u32 *words = (const __u32 *)addr;

	return !words[0] && !words[1] && words[2] == bpf_htonl(0xffff);
}

/* Turns a mapped flow into what travels on the wire. */
static __always_inline void flow_unmap(struct flow *flow)
{
	__u32 *local = (__u32 *)flow->local_addr;
	__u32 *remote = (__u32 *)flow->remote_addr;

	if (!is_mapped_v4(flow->remote_addr))
		return;
	flow->family = AF_INET;
	local[0] = local[3];
	local[2] = local[3] = 0;
	remote[0] = remote[3];
	remote[2] = remote[3] = 0;
}

/*
 * flow_from_sock() - the ends of a full socket.
 *
 * skc_num is already 0 when a closing socket sends its reset (inet_put_port());
 * inet_sport outlives it.  Not for TIME_WAIT stubs: they have no inet_sport.
 */
static __always_inline void flow_from_sock(struct flow *flow, const struct sock *sk)
{
	const struct inet_sock *inet = (const struct inet_sock *)sk;

	flow->family = BPF_CORE_READ(sk, __sk_common.skc_family);
	flow->local_port = bpf_ntohs(BPF_CORE_READ(inet, inet_sport));
	flow->remote_port = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	if (flow->family == AF_INET6 &&
	    bpf_core_field_exists(sk->__sk_common.skc_v6_daddr)) {	/* CONFIG_IPV6 */
		BPF_CORE_READ_INTO((struct in6_addr *)flow->local_addr, sk,
				   __sk_common.skc_v6_rcv_saddr);
		BPF_CORE_READ_INTO((struct in6_addr *)flow->remote_addr, sk,
				   __sk_common.skc_v6_daddr);
		flow_unmap(flow);
	} else {
		*(__u32 *)flow->local_addr = BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr);
		*(__u32 *)flow->remote_addr = BPF_CORE_READ(sk, __sk_common.skc_daddr);
	}
}

/*
 * flow_from_rx_skb() - the ends of a received segment: its destination is ours.
 * @tcp: gets a copy of its TCP header
 *
 * Both header offsets are set, and both headers lie in the linear part, for
 * every segment that TCP or netfilter's REJECT answers.
 */
static __always_inline void flow_from_rx_skb(struct flow *flow, struct tcphdr *tcp,
					     const struct sk_buff *skb)
{
	const unsigned char *head = BPF_CORE_READ(skb, head);
	const unsigned char *net = head + BPF_CORE_READ(skb, network_header);
	__u8 version = 0;

	bpf_probe_read_kernel(tcp, sizeof(*tcp), head + BPF_CORE_READ(skb, transport_header));
	flow->local_port = bpf_ntohs(tcp->dest);
	flow->remote_port = bpf_ntohs(tcp->source);
	bpf_probe_read_kernel(&version, sizeof(version), net);
	if (version >> 4 == 6) {
		const struct ipv6hdr *ip = (const void *)net;

		flow->family = AF_INET6;
		bpf_probe_read_kernel(flow->local_addr, 16, &ip->daddr);
		bpf_probe_read_kernel(flow->remote_addr, 16, &ip->saddr);
	} else {
		const struct iphdr *ip = (const void *)net;

		flow->family = AF_INET;
		bpf_probe_read_kernel(flow->local_addr, 4, &ip->daddr);
		bpf_probe_read_kernel(flow->remote_addr, 4, &ip->saddr);
	}
}

static __always_inline __u32 netns_of_sock(const struct sock *sk)
{
	return BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
}

/* Only where skb->dev is still set: before the segment reaches a socket. */
static __always_inline __u32 netns_of_rx_skb(const struct sk_buff *skb)
{
	return BPF_CORE_READ(skb, dev, nd_net.net, ns.inum);
}

#endif
