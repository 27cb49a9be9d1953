/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tcp.h - the words and bits of TCP that verdicts speak of.
 */
#ifndef EXPLAIN_TCP_H
#define EXPLAIN_TCP_H

#include <stdint.h>

/* Bits of byte 13 of a TCP header. */
#define TCP_FLAG_FIN	0x01
#define TCP_FLAG_SYN	0x02
#define TCP_FLAG_RST	0x04
#define TCP_FLAG_ACK	0x10

/* The kernel's numbers (include/net/tcp_states.h); they are in its ABI. */
enum tcp_state {
	TCP_STATE_ESTABLISHED	= 1,
	TCP_STATE_SYN_SENT,
	TCP_STATE_SYN_RECV,
	TCP_STATE_FIN_WAIT1,
	TCP_STATE_FIN_WAIT2,
	TCP_STATE_TIME_WAIT,
	TCP_STATE_CLOSE,
	TCP_STATE_CLOSE_WAIT,
	TCP_STATE_LAST_ACK,
	TCP_STATE_LISTEN,
	TCP_STATE_CLOSING,
	TCP_STATE_NEW_SYN_RECV,
};

/* tcp_state_name() - "ESTABLISHED" for 1; NULL for 0 and for numbers unknown. */
const char *tcp_state_name(uint8_t state);

#endif
