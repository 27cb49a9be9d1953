/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * netns.h - network namespaces: finding them, and reading their counters.
 *
 * Nothing is kept open: a namespace that ends while we look on ends at once.
 */
#ifndef KERNEL_NETNS_H
#define KERNEL_NETNS_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

/* A namespace and a way into it. */
struct netns {
	uint32_t	inode;
	int		pid;		/* a process in it; 0: none known */
	char		path[256];	/* of its file: /run/netns/NAME, /proc/PID/ns/net */
	char		name[64];	/* in /run/netns; hostile; "": has none */
};

/* What the audit compares with, since the namespace was made. */
struct netns_counters {
	uint64_t	out_rsts;	/* Tcp: OutRsts */
	uint64_t	abort_failed;	/* TcpExt: TCPAbortFailed */
};

/*
 * netns_resolve() - find the namespace that a user names.
 * @text: a pid (digits), a path (with a slash), else a name of ip-netns(8);
 *        "name:812" is the name 812
 *
 * Returns 0, -ENOENT if there is none, -EINVAL if it is no network namespace,
 * or what opening it gave.
 */
int netns_resolve(const char *text, struct netns *ret);

/*
 * netns_list() - all that a process or a name leads to, each once.
 * @ret: to be freed
 *
 * Returns how many, or -ENOMEM.
 */
int netns_list(struct netns **ret);

/*
 * netns_read() - read the counters of a namespace.
 *
 * Enters it for a moment where no process of it is known (CAP_SYS_ADMIN).
 *
 * Returns 0, -ENOENT if it is gone, or what the attempt gave.
 */
int netns_read(const struct netns *netns, struct netns_counters *ret);

#endif
