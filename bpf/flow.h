/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * flow.h - the two ends of a connection, as this host sees them.
 *
 * Shared by both halves.  Local and remote never swap, whichever way the
 * packet at hand travels.
 */
#ifndef FLOW_H
#define FLOW_H

struct flow {
	__u8	local_addr[16];		/* network order; IPv4: the first 4 bytes,
					 * the rest zero; mapped IPv4 is IPv4 */
	__u8	remote_addr[16];	/* likewise */
	__u16	local_port;		/* host order; 0: not known */
	__u16	remote_port;		/* likewise */
	__u16	family;			/* AF_INET or AF_INET6 */
	__u16	pad;			/* zero */
};

_Static_assert(sizeof(struct flow) == 40, "both halves must agree");

#endif
