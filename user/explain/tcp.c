/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tcp.c - the names of TCP's states.
 */
#include "explain/tcp.h"

#include <stddef.h>

const char *tcp_state_name(uint8_t state)
{
	static const char *const names[] = {
		[TCP_STATE_ESTABLISHED]	 = "ESTABLISHED",
		[TCP_STATE_SYN_SENT]	 = "SYN_SENT",
		[TCP_STATE_SYN_RECV]	 = "SYN_RECV",
		[TCP_STATE_FIN_WAIT1]	 = "FIN_WAIT1",
		[TCP_STATE_FIN_WAIT2]	 = "FIN_WAIT2",
		[TCP_STATE_TIME_WAIT]	 = "TIME_WAIT",
		[TCP_STATE_CLOSE]	 = "CLOSE",
		[TCP_STATE_CLOSE_WAIT]	 = "CLOSE_WAIT",
		[TCP_STATE_LAST_ACK]	 = "LAST_ACK",
		[TCP_STATE_LISTEN]	 = "LISTEN",
		[TCP_STATE_CLOSING]	 = "CLOSING",
		[TCP_STATE_NEW_SYN_RECV] = "NEW_SYN_RECV",
	};

	return state < sizeof(names) / sizeof(names[0]) ? names[state] : NULL;
}
