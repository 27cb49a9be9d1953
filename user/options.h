/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * options.h - the command line of rsttrace.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli.h"
#include "kernel/hooks.h"

/* What was asked for. */
struct options {
	uint64_t	ports[CLI_PORT_WORDS];
	bool		by_port;
	const char	*netns;		/* as given; NULL: all */
	bool		sent, received;	/* only these; both false: both */
	enum way	way;
	bool		stack;
	bool		summary_only;
	uint64_t	interval_ms;	/* 0: no summaries in between */
	uint64_t	duration_ms;	/* 0: until stopped */
	uint64_t	count;		/* 0: no limit */
	uint64_t	buffer_bytes;	/* of the ring: a power of two */
	bool		json, quiet, check, verbose;
	const char	*ready_file;	/* NULL: none */
	const char	*btf_file;	/* NULL: the kernel's own */
};

/*
 * options_parse() - read the command line into @ret.
 *
 * Prints the help or the version and ends with 0, or prints what is wrong and
 * ends with 2: nothing is open yet.
 */
void options_parse(int argc, char **argv, struct options *ret);

#endif
