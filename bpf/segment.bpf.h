/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * segment.bpf.h - what a received segment tells: will it be answered by a
 * reset, and what the reset says.
 */
#ifndef SEGMENT_BPF_H
#define SEGMENT_BPF_H

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "rsttrace.h"
#include "flow.bpf.h"

#define TCP_FLAG_FIN	0x01
#define TCP_FLAG_SYN	0x02
#define TCP_FLAG_RST	0x04
#define TCP_FLAG_ACK	0x10

#define TCP_OPT_END	0
#define TCP_OPT_NOP	1
#define TCP_OPT_MD5	19
#define TCP_OPT_MD5_LEN	18
#define TCP_OPTS_MAX	40

static __always_inline __u32 header_bytes(const struct tcphdr *tcp)
{
	return (tcp->doff_res >> 4) * 4;
}

/*
 * tcp_parse_md5sig_option(): is there an MD5 signature?
 *
 * Unrolled, so that every byte is read at a constant place: with a variable
 * one the verifier went through half a million instructions.
 */
static __always_inline bool is_md5_signed(const struct sk_buff *skb, const struct tcphdr *tcp)
{
	const unsigned char *head = BPF_CORE_READ(skb, head);
	__u32 len = header_bytes(tcp) - sizeof(*tcp), at = 0;
	__u8 opts[TCP_OPTS_MAX] = {};

	if (header_bytes(tcp) < sizeof(*tcp) + TCP_OPT_MD5_LEN || len > TCP_OPTS_MAX)
		return false;
	bpf_probe_read_kernel(opts, sizeof(opts), head + BPF_CORE_READ(skb, transport_header) +
						  sizeof(*tcp));
#pragma unroll
	for (__u32 i = 0; i < TCP_OPTS_MAX - 1; i++) {
		if (at != i)
			continue;	/* inside an option */
		if (i + 1 >= len || opts[i] == TCP_OPT_END)
			return false;
		if (opts[i] == TCP_OPT_NOP) {
			at++;
			continue;
		}
		if (opts[i + 1] < 2)
			return false;
		if (opts[i] == TCP_OPT_MD5 && opts[i + 1] == TCP_OPT_MD5_LEN)
			return true;
		at += opts[i + 1];
	}
	return false;
}

/*
 * is_answered() - will tcp_v4_send_reset() or tcp_v6_send_reset() really send?
 * @sk_state: of the socket passed to it; 0: there is none
 *
 * Repeats the early returns of both functions (v5.10 to v7.2).  A segment that
 * is signed with MD5 and meets no full socket is answered only if a listener
 * holds the key and the signature is right: taken as not answered.
 */
static __always_inline bool is_answered(const struct sk_buff *skb, const struct tcphdr *tcp,
					__u16 family, __u8 sk_state)
{
	const void *dst = (void *)(BPF_CORE_READ(skb, _skb_refdst) & ~1UL); /* SKB_DST_NOREF */

	if (tcp->flags & TCP_FLAG_RST)
		return false;
	if (!sk_state) {
		if (family == AF_INET &&
		    BPF_CORE_READ((const struct rtable *)dst, rt_type) != RTN_LOCAL)
			return false;
		if (family == AF_INET6 &&
		    !(BPF_CORE_READ((const struct rt6_info *)dst, rt6i_flags) & RTF_LOCAL))
			return false;
	}
	if (!sk_state || sk_state == TCP_TIME_WAIT || sk_state == TCP_NEW_SYN_RECV)
		return !is_md5_signed(skb, tcp);
	return true;
}

/* seq and ack of the reset that answers a segment (RFC 9293, 3.5.2). */
static __always_inline void fill_numbers(struct rst_event *e, const struct tcphdr *tcp,
					 __u32 end_seq)
{
	e->tcp_flags = tcp->flags;
	e->known |= RST_KNOWS_SEGMENT | RST_KNOWS_SEQ;
	if (tcp->flags & TCP_FLAG_ACK) {
		e->seq = bpf_ntohl(tcp->ack_seq);
	} else {
		e->seq = 0;
		e->ack = end_seq;
		e->known |= RST_KNOWS_ACK;
	}
}

/* SYN and FIN take a sequence number each. */
static __always_inline __u32 flag_bytes(const struct tcphdr *tcp)
{
	return !!(tcp->flags & TCP_FLAG_SYN) + !!(tcp->flags & TCP_FLAG_FIN);
}

/* TCP's control block is filled in before any passive reset. */
static __always_inline void fill_answer(struct rst_event *e, const struct sk_buff *skb,
					const struct tcphdr *tcp)
{
	const struct tcp_skb_cb *cb = (const void *)&skb->cb;
	__u32 end_seq = BPF_CORE_READ(cb, end_seq);

	e->payload_bytes = end_seq - BPF_CORE_READ(cb, seq) - flag_bytes(tcp);
	fill_numbers(e, tcp, end_seq);
}

static __always_inline void fill_received(struct rst_event *e, const struct sk_buff *skb,
					  const struct tcphdr *tcp)
{
	const struct tcp_skb_cb *cb = (const void *)&skb->cb;

	e->seq = bpf_ntohl(tcp->seq);
	e->ack = bpf_ntohl(tcp->ack_seq);
	e->tcp_flags = tcp->flags;
	e->payload_bytes = BPF_CORE_READ(cb, end_seq) - e->seq - flag_bytes(tcp);
	e->known |= RST_KNOWS_SEGMENT | RST_KNOWS_SEQ;
	if (tcp->flags & TCP_FLAG_ACK)
		e->known |= RST_KNOWS_ACK;
}

#define IPV6_EXT_MAX	4	/* headers before TCP that are walked through */

/*
 * flow_from_any_skb() - as flow_from_rx_skb(), where the transport header may
 * not be set yet: in a netfilter hook.
 *
 * Returns false if it is no TCP segment with a header, but a later fragment.
 */
static __always_inline bool flow_from_any_skb(struct flow *flow, struct tcphdr *tcp,
					      const struct sk_buff *skb)
{
	const unsigned char *net = BPF_CORE_READ(skb, head) + BPF_CORE_READ(skb, network_header);
	__u32 offset = sizeof(struct ipv6hdr);
	struct ipv6hdr six = {};
	struct iphdr four = {};

	bpf_probe_read_kernel(&four, sizeof(four), net);
	if (four.version_ihl >> 4 == 4) {
		if (four.protocol != IPPROTO_TCP || four.frag_off & bpf_htons(0x1fff))
			return false;
		flow->family = AF_INET;
		__builtin_memcpy(flow->local_addr, &four.daddr, 4);
		__builtin_memcpy(flow->remote_addr, &four.saddr, 4);
		offset = (four.version_ihl & 15) * 4;
	} else {
		__u8 next;

		bpf_probe_read_kernel(&six, sizeof(six), net);
		flow->family = AF_INET6;
		__builtin_memcpy(flow->local_addr, &six.daddr, 16);
		__builtin_memcpy(flow->remote_addr, &six.saddr, 16);
		next = six.nexthdr;
		for (int i = 0; i < IPV6_EXT_MAX && next != IPPROTO_TCP; i++) {
			__u8 ext[2] = {};

			if (next != 0 && next != 43 && next != 60)
				return false;	/* hop-by-hop, routing, destination */
			bpf_probe_read_kernel(ext, sizeof(ext), net + offset);
			next = ext[0];
			offset += (ext[1] + 1) * 8;
		}
		if (next != IPPROTO_TCP)
			return false;
	}
	bpf_probe_read_kernel(tcp, sizeof(*tcp), net + offset);
	flow->local_port = bpf_ntohs(tcp->dest);
	flow->remote_port = bpf_ntohs(tcp->source);
	return true;
}

/* In a netfilter hook TCP's control block is not there yet: from the headers. */
static __always_inline void fill_reject(struct rst_event *e, const struct sk_buff *skb,
					const struct tcphdr *tcp)
{
	const unsigned char *net = BPF_CORE_READ(skb, head) + BPF_CORE_READ(skb, network_header);
	__u32 len;

	if (e->flow.family == AF_INET) {
		struct iphdr ip = {};

		bpf_probe_read_kernel(&ip, sizeof(ip), net);
		len = bpf_ntohs(ip.tot_len) - (ip.version_ihl & 15) * 4;
	} else {
		struct ipv6hdr ip = {};

		bpf_probe_read_kernel(&ip, sizeof(ip), net);
		len = bpf_ntohs(ip.payload_len);
	}
	e->payload_bytes = len > header_bytes(tcp) ? len - header_bytes(tcp) : 0;
	fill_numbers(e, tcp, bpf_ntohl(tcp->seq) + e->payload_bytes + flag_bytes(tcp));
}

#endif
