/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vmlinux.h - every kernel type that the programs in bpf/ look into.
 *
 * Written by hand, and only what is read: libbpf finds the real offsets when a
 * program is loaded, so order, size and missing members do not matter; names
 * and nesting do.  What is not relocated (registers, packet headers, constants
 * of the user API) stands outside the pragma and never changes.
 */
#ifndef __VMLINUX_H__		/* the name that libbpf's headers look for */
#define __VMLINUX_H__

typedef signed char __s8;
typedef unsigned char __u8;
typedef short __s16;
typedef unsigned short __u16;
typedef int __s32;
typedef unsigned int __u32;
typedef long long __s64;
typedef unsigned long long __u64;
typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;
typedef __u16 __be16;
typedef __u32 __be32;
typedef __u32 __wsum;
typedef __u16 __sum16;
typedef _Bool bool;

enum { false, true };

#define NULL		((void *)0)
#define AF_INET		2
#define AF_INET6	10
#define ETH_P_IP	0x0800
#define ETH_P_IPV6	0x86dd
#define IPPROTO_TCP	6
#define RTN_LOCAL	2
#define RTF_LOCAL	0x80000000

enum bpf_map_type {
	BPF_MAP_TYPE_PERCPU_HASH	= 5,
	BPF_MAP_TYPE_LRU_HASH		= 9,
	BPF_MAP_TYPE_RINGBUF		= 27,
};

enum {
	BPF_ANY		= 0,
	BPF_NOEXIST	= 1,
};

enum {
	BPF_RB_FORCE_WAKEUP = 2,
};

/* What a kprobe finds; not relocated. */
#if defined(__TARGET_ARCH_x86)
struct pt_regs {
	unsigned long r15, r14, r13, r12, bp, bx, r11, r10, r9, r8;
	unsigned long ax, cx, dx, si, di, orig_ax, ip, cs, flags, sp, ss;
};
#elif defined(__TARGET_ARCH_arm64)
struct user_pt_regs {
	__u64 regs[31];
	__u64 sp, pc, pstate;
};
struct pt_regs {
	struct user_pt_regs user_regs;
};
#endif

struct bpf_raw_tracepoint_args {
	__u64 args[0];
};

struct bpf_pidns_info {
	__u32 pid, tgid;
};

/* Headers of packets. */
struct iphdr {
	__u8	version_ihl, tos;	/* version: the high 4 bits */
	__be16	tot_len, id, frag_off;
	__u8	ttl, protocol;
	__sum16	check;
	__be32	saddr, daddr;
};

struct in6_addr {
	__u8 bytes[16];
};

struct ipv6hdr {
	__be32	version_class_flow;
	__be16	payload_len;
	__u8	nexthdr, hop_limit;
	struct in6_addr saddr, daddr;
};

struct tcphdr {
	__be16	source, dest;
	__be32	seq, ack_seq;
	__u8	doff_res, flags;	/* header length: the high 4 bits, in words */
	__be16	window;
	__sum16	check;
	__be16	urg_ptr;
};

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct ns_common {
	unsigned int inum;
};

struct net {
	struct ns_common ns;
};

typedef struct {
	struct net *net;
} possible_net_t;

struct net_device {
	possible_net_t nd_net;
};

struct dst_entry {
	struct net_device *dev;
};

struct rtable {
	__u16 rt_type;
};

struct rt6_info {
	__u32 rt6i_flags;
};

struct sk_buff {
	struct net_device *dev;
	char cb[48];
	unsigned long _skb_refdst;
	int skb_iif;
	__be16 protocol;
	__u16 transport_header, network_header;
	unsigned char *head;
};

/* What TCP keeps in sk_buff.cb of a received segment; host order. */
struct tcp_skb_cb {
	__u32 seq, end_seq, ack_seq;
};

struct sock_common {
	__be32 skc_daddr, skc_rcv_saddr;
	__be16 skc_dport;
	__u16 skc_num;
	unsigned short skc_family;
	volatile unsigned char skc_state;
	possible_net_t skc_net;
	struct in6_addr skc_v6_daddr, skc_v6_rcv_saddr;
	unsigned long skc_flags;
};

struct socket;

struct sock {
	struct sock_common __sk_common;
	unsigned long sk_lingertime;
	__u16 sk_protocol;
	__u8 sk_shutdown;
	struct socket *sk_socket;
};

struct inet_sock {
	__be16 inet_sport;
};

struct inet_timewait_sock {
	volatile unsigned char tw_substate;
};

struct tcp_options_received {
	__u16 wscale_ok : 1, rcv_wscale : 4;
};

struct tcp_sock {
	struct tcp_options_received rx_opt;
	__u32 rcv_nxt, copied_seq, snd_nxt, snd_una, snd_wnd, write_seq;
	int linger2;
};

struct module {
	char name[56];
};

struct task_struct {
	struct task_struct *group_leader;
	unsigned int flags;
	int tgid;
	char comm[16];
};

#pragma clang attribute pop

enum sock_flags {
	SOCK_DEAD,
	SOCK_DONE,
	SOCK_LINGER = 4,
};

#define TCP_ESTABLISHED	1
#define TCP_SYN_SENT	2
#define TCP_SYN_RECV	3
#define TCP_FIN_WAIT1	4
#define TCP_FIN_WAIT2	5
#define TCP_TIME_WAIT	6
#define TCP_CLOSE	7
#define TCP_CLOSE_WAIT	8
#define TCP_LAST_ACK	9
#define TCP_LISTEN	10
#define TCP_CLOSING	11
#define TCP_NEW_SYN_RECV 12

#define RCV_SHUTDOWN	1
#define PF_KTHREAD	0x00200000

#endif
